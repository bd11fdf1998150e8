/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * target_kept.c - parameters of which only the value at the function's entry is known.
 *
 * One more probe at that entry keeps the register in an array, under the frame
 * of the call, which no other call that has not returned shares.  The array
 * wraps: what is lost is the value of calls long gone.  Of a call that began
 * before the script it is 0.
 */
#include <string.h>

#include "base/map.h"
#include "session.h"
#include "target_int.h"

#define KEPT	"__kept_at_entry"
#define RSP	7

/* The array, made when it is first needed. */
static struct var *array(struct program *p, const struct place *at)
{
	struct arena *a = p->s->arena;
	struct var *v = map_get(p->global_names, KEPT);
	struct global_decl *d;

	if (v)
		return v;
	d = arena_one(a, struct global_decl);
	d->name = KEPT;
	d->at = at;
	d->wraps = true;
	v = program_add_global(p, d, p->synthetic);
	v->is_synthetic = true;
	v->arity = 3;
	map_put(p->global_names, KEPT, v);
	return v;
}

/* array[entry, register, frame] */
static struct expr *element(struct arena *a, const struct di_node *n, struct expr *frame,
			    const struct place *at)
{
	struct expr *e = expr_new(a, EX_INDEX, at);

	e->name = KEPT;
	e->n = 3;
	e->list = arena_many(a, struct expr *, 3);
	e->list[0] = expr_number(a, (int64_t)n->entry, at);
	e->list[1] = expr_number(a, n->n, at);
	e->list[2] = frame;
	return e;
}

/* array[entry, register, rsp + 8] = register */
static struct stmt *keep(struct arena *a, const struct di_node *n, const struct place *at)
{
	struct stmt *s = stmt_new(a, ST_EXPR, at);
	struct expr *set = expr_new(a, EX_ASSIGN, at), *frame;

	frame = expr_binary(a, OP_ADD, expr_numbered(a, EX_REGISTER, RSP, at),
			    expr_number(a, 8, at));
	set->op = OP_SET;
	set->left = element(a, n, frame, at);
	set->right = expr_numbered(a, EX_REGISTER, n->n, at);
	s->expr = set;
	return s;
}

/* probe kernel.statement(ADDRESS) { keep } */
static struct probe_decl *entry_decl(struct program *p, const struct di_node *n)
{
	struct arena *a = p->s->arena;
	struct probe_decl *d = arena_one(a, struct probe_decl);
	struct point *pt = arena_one(a, struct point);
	struct place *at = arena_many(a, struct place, 2);

	at[0] = (struct place){ .src = p->synthetic, .what = "keyword" };
	at[1] = (struct place){ .src = p->synthetic, .what = "identifier 'kernel'" };
	pt->at = &at[1];
	pt->n = 2;
	pt->comps = arena_many(a, struct comp, 2);
	pt->comps[0] = (struct comp){ .name = "kernel", .at = &at[1] };
	pt->comps[1] = (struct comp){
		.name = "statement", .at = &at[1], .arg = ARG_NUMBER,
		.num = (int64_t)di_linked_address(session_di(p->s), n->entry),
	};
	d->at = &at[0];
	d->body = keep(a, n, &at[0]);
	list_push(a, &d->points, pt);
	return d;
}

struct expr *target_kept(struct program *p, const struct di_node *n, struct expr *frame,
			 const struct place *at)
{
	struct arena *a = p->s->arena;
	const char *key = arena_printf(a, "%llx %lld", (unsigned long long)n->entry,
				       (long long)n->n);
	struct var *v = array(p, at);
	struct expr *e = element(a, n, frame, at);

	if (!p->kept)
		p->kept = map_new(a);
	if (!map_get(p->kept, key)) {
		map_put(p->kept, key, v);
		program_add_decl(p, entry_decl(p, n), NULL);
	}
	e->decl = v;
	v->reads++;
	return e;
}
