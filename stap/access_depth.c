/* SPDX-License-Identifier: GPL-2.0-or-later */
/* access_depth.c - how deep calls go, and whether any function can call itself. */
#include "access.h"
#include "base/map.h"
#include "program.h"
#include "session.h"

enum state { NEW, OPEN, DONE };

struct node {
	struct function *f;
	enum state state;
	unsigned int depth;	/* of calls from it, itself included */
};

struct graph {
	struct map *nodes;	/* by C name */
	bool recursive;
	unsigned int deepest;	/* of the callees of one body */
};

static unsigned int node_depth(struct graph *g, struct node *n);

static void visit_call(void *ctx, struct expr **slot)
{
	struct graph *g = ctx;
	const struct function *f;

	if ((*slot)->kind != EX_CALL)
		return;
	for (f = (*slot)->callee; f; f = f->next_overload) {
		struct node *n = map_get(g->nodes, f->c_name);
		unsigned int d = n ? node_depth(g, n) : 0;

		if (d > g->deepest)
			g->deepest = d;
	}
}

static unsigned int node_depth(struct graph *g, struct node *n)
{
	unsigned int outer = g->deepest;

	if (n->state == OPEN)
		g->recursive = true;
	if (n->state != NEW)
		return n->depth;
	n->state = OPEN;
	g->deepest = 0;
	if (n->f->body)
		stmt_each_expr(n->f->body, visit_call, g);
	n->depth = g->deepest + 1;
	n->state = DONE;
	g->deepest = outer;
	return n->depth;
}

unsigned int access_call_depth(const struct program *p, bool *recursive)
{
	struct graph *g = arena_one(p->s->arena, struct graph);
	unsigned int i;

	g->nodes = map_new(p->s->arena);
	for (i = 0; i < p->functions.n; i++) {
		struct node *n = arena_one(p->s->arena, struct node);

		n->f = p->functions.at[i];
		map_put(g->nodes, n->f->c_name, n);
	}
	for (i = 0; i < p->probes.n; i++) {
		struct probe *pr = p->probes.at[i];
		unsigned int k;

		stmt_each_expr(pr->body, visit_call, g);
		for (k = 0; k < pr->n_saved; k++)
			expr_each(&pr->saved[k], visit_call, g);
	}
	*recursive = g->recursive;
	return g->deepest;
}
