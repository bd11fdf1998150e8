/* SPDX-License-Identifier: GPL-2.0-or-later */
/* access.c - the globals that each function and probe touches, with all it calls. */
#include "access.h"

#include <stdlib.h>

#include "base/diag.h"
#include "program.h"
#include "session.h"

struct walk {
	struct program *p;
	struct var_list *reads, *writes, *adds;
	bool changed;
	/* arrays that the loops around walk, for the check of foreach */
	struct var_list looping;
};

static void add_var(struct walk *w, struct var_list *l, struct var *v)
{
	if (!v || v->kind != VAR_GLOBAL || var_list_has(l, v))
		return;
	list_push(w->p->s->arena, l, v);
	w->changed = true;
}

static void add_all(struct walk *w, struct var_list *to, const struct var_list *from)
{
	unsigned int i;

	for (i = 0; i < from->n; i++)
		add_var(w, to, from->at[i]);
}

/* ---- what one body does, and what its callees are known to do ----------- */

static void walk_expr(void *ctx, struct expr **slot);

static void walk_write(struct walk *w, struct expr *e, bool is_read)
{
	if (e->kind == EX_NAME || e->kind == EX_INDEX) {
		add_var(w, w->writes, e->decl);
		if (is_read)
			add_var(w, w->reads, e->decl);
	}
	expr_children(e, walk_expr, w);
}

static void walk_add(struct walk *w, struct expr *e)
{
	add_var(w, w->adds, e->decl);
	expr_children(e, walk_expr, w);
}

static void walk_call(struct walk *w, const struct expr *e)
{
	const struct function *f;

	for (f = e->callee; f; f = f->next_overload) {
		add_all(w, w->reads, &f->reads);
		add_all(w, w->writes, &f->writes);
		add_all(w, w->adds, &f->adds);
	}
}

static void walk_expr(void *ctx, struct expr **slot)
{
	struct walk *w = ctx;
	struct expr *e = *slot;

	switch (e->kind) {
	case EX_ASSIGN:
		if (e->op == OP_STATADD)
			walk_add(w, e->left);
		else
			walk_write(w, e->left, e->sub != OP_NONE);
		walk_expr(w, &e->right);
		return;
	case EX_INCDEC:
		walk_write(w, e->left, true);
		return;
	case EX_NAME:
	case EX_INDEX:
	case EX_IN:
		add_var(w, w->reads, e->decl);
		break;
	case EX_CALL:
		walk_call(w, e);
		break;
	default:
		break;
	}
	expr_children(e, walk_expr, w);
}

static void walk_foreach(struct walk *w, struct stmt *s)
{
	unsigned int i;

	/* sorting moves the elements: a write */
	if (s->array->kind == EX_NAME && s->sort != SORT_NONE)
		add_var(w, w->writes, s->array->decl);
	walk_expr(w, &s->array);
	for (i = 0; i < s->n_keys; i++) {
		walk_write(w, s->keys[i], false);
		if (s->slice && s->slice[i])
			walk_expr(w, &s->slice[i]);
	}
	if (s->value)
		walk_write(w, s->value, false);
	if (s->limit)
		walk_expr(w, &s->limit);
}

static void walk_stmt(void *ctx, struct stmt **slot)
{
	struct walk *w = ctx;
	struct stmt *s = *slot;

	switch (s->kind) {
	case ST_FOREACH:
		walk_foreach(w, s);
		break;
	case ST_DELETE:
		walk_write(w, s->expr, false);
		break;
	case ST_TRY:
		if (s->catch_var)
			walk_write(w, s->catch_var, false);
		break;
	default:
		stmt_exprs(s, walk_expr, w);
		break;
	}
	stmt_children(s, walk_stmt, w);
}

static void walk_functions(struct program *p)
{
	struct walk w = { .p = p };
	unsigned int i;

	do {
		w.changed = false;
		for (i = 0; i < p->functions.n; i++) {
			struct function *f = p->functions.at[i];

			w.reads = &f->reads;
			w.writes = &f->writes;
			w.adds = &f->adds;
			if (f->body)
				walk_stmt(&w, &f->body);
		}
	} while (w.changed);
}

static int by_order(const void *a, const void *b)
{
	const struct var *v = *(struct var *const *)a, *u = *(struct var *const *)b;

	return v->order < u->order ? -1 : v->order > u->order;
}

/* Both lists in the order of locks, and what is written out of the reads. */
static void settle(struct var_list *reads, const struct var_list *writes)
{
	unsigned int i, n = 0;

	for (i = 0; i < reads->n; i++)
		if (!var_list_has(writes, reads->at[i]))
			reads->at[n++] = reads->at[i];
	reads->n = n;
	if (n)
		qsort(reads->at, n, sizeof(*reads->at), by_order);
	if (writes->n)
		qsort(writes->at, writes->n, sizeof(*writes->at), by_order);
}

static void walk_probes(struct program *p)
{
	struct walk w = { .p = p };
	unsigned int i, k;

	for (i = 0; i < p->probes.n; i++) {
		struct probe *pr = p->probes.at[i];

		w.reads = &pr->reads;
		w.writes = &pr->writes;
		w.adds = &pr->adds;
		walk_stmt(&w, &pr->body);
		for (k = 0; k < pr->n_saved; k++)
			walk_expr(&w, &pr->saved[k]);
		settle(&pr->reads, &pr->writes);
	}
	for (i = 0; i < p->functions.n; i++)
		settle(&p->functions.at[i]->reads, &p->functions.at[i]->writes);
}

/* ---- no function called in a loop changes the array walked --------------------- */

static void check_call(struct walk *w, const struct expr *e)
{
	static const char text[] = "function call modifies var '%s' during 'foreach' iteration";
	const struct function *f;
	unsigned int i;

	for (f = e->callee; f; f = f->next_overload)
		for (i = 0; i < w->looping.n; i++)
			if (var_list_has(&f->writes, w->looping.at[i]) ||
			    var_list_has(&f->adds, w->looping.at[i]))
				diag_error(w->p->s->diag, "sem-foreach-modify", e->at, text,
					   w->looping.at[i]->name);
}

static void check_expr(void *ctx, struct expr **slot)
{
	struct walk *w = ctx;
	struct expr *e = *slot;

	if (e->kind == EX_CALL)
		check_call(w, e);
	expr_children(e, check_expr, w);
}

static void check_stmt(void *ctx, struct stmt **slot)
{
	struct walk *w = ctx;
	struct stmt *s = *slot;
	unsigned int n = w->looping.n;

	if (w->looping.n)
		stmt_exprs(s, check_expr, w);
	if (s->kind == ST_FOREACH && s->array->kind == EX_NAME)
		list_push(w->p->s->arena, &w->looping, s->array->decl);
	stmt_children(s, check_stmt, w);
	w->looping.n = n;
}

static void check_loops(struct program *p)
{
	struct walk w = { .p = p };
	unsigned int i;

	for (i = 0; i < p->probes.n; i++)
		check_stmt(&w, &p->probes.at[i]->body);
	for (i = 0; i < p->functions.n; i++)
		if (p->functions.at[i]->body)
			check_stmt(&w, &p->functions.at[i]->body);
}

bool access_check(struct program *p)
{
	unsigned int errors = diag_errors(p->s->diag);
	unsigned int i;

	for (i = 0; i < p->globals.n; i++)
		p->globals.at[i]->order = i;
	walk_functions(p);
	walk_probes(p);
	check_loops(p);
	return diag_errors(p->s->diag) == errors;
}
