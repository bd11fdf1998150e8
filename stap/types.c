/* SPDX-License-Identifier: GPL-2.0-or-later */
/* types.c - inference to a fixed point: variables, functions, statements. */
#include "types.h"

#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "session.h"
#include "types_int.h"

static struct diag *sink(struct infer *in)
{
	return in->p->s->diag;
}

/* `at` is used as t, but `first` made it something else. */
static void report_conflict(struct infer *in, enum type t, const struct place *at,
			    enum type was, const struct place *first)
{
	struct report *r;

	if (!in->reporting)
		return;
	r = report_new(sink(in), DIAG_SEMANTIC, "sem-type-conflict", at,
		       "type mismatch (%s)", type_name(t));
	if (first)
		r->cause = report_new(sink(in), DIAG_SEMANTIC, "sem-type-conflict", first,
				      "type was first inferred here (%s)", type_name(was));
	diag_emit(sink(in), r);
}

void types_var(struct infer *in, struct var *v, enum type t, const struct place *at)
{
	if (t == TY_UNKNOWN || v->type == t)
		return;
	if (v->type != TY_UNKNOWN) {
		report_conflict(in, t, at, v->type, v->typed_at);
		return;
	}
	if (t == TY_STATS && v->kind != VAR_GLOBAL) {
		if (in->reporting)
			diag_error(sink(in), "sem-local-stats", at,
				   "stat locals not supported, missing global declaration? ");
		return;
	}
	v->type = t;
	v->typed_at = at;
	in->changed = true;
}

bool types_arity(struct infer *in, struct var *v, int n, const struct place *at)
{
	struct report *r;

	if (v->arity == -1) {
		v->arity = n;
		v->typed_at = v->typed_at ? v->typed_at : at;
		in->changed = true;
	}
	if (n && v->arity == n && !v->keys) {
		v->keys = arena_many(in->p->s->arena, enum type, n);
		v->keys_at = arena_many(in->p->s->arena, const struct place *, n);
	}
	if (v->arity == n)
		return true;
	if (!in->reporting)
		return false;
	r = report_new(sink(in), DIAG_SEMANTIC, "sem-arity", at,
		       "inconsistent arity (%d vs %d)", v->arity, n);
	r->cause = report_new(sink(in), DIAG_SEMANTIC, "sem-arity",
			      v->typed_at ? v->typed_at : v->at,
			      "arity %d first inferred here", v->arity);
	return diag_emit(sink(in), r);
}

void types_key(struct infer *in, struct var *v, unsigned int i, struct expr *e)
{
	enum type t = types_value(in, e, v->keys[i]);

	if (v->keys[i] != TY_UNKNOWN || t == TY_UNKNOWN)
		return;
	v->keys[i] = t;
	v->keys_at[i] = e->at;
	in->changed = true;
}

void types_function(struct infer *in, struct function *f, enum type t, const struct place *at)
{
	if (t == TY_UNKNOWN || f->type == t)
		return;
	if (f->type != TY_UNKNOWN) {
		report_conflict(in, t, at, f->type, f->typed_at);
		return;
	}
	f->type = t;
	f->typed_at = at;
	in->changed = true;
}

/* ---- statements --------------------------------------------------------- */

static void infer_stmt(struct infer *in, struct stmt *s);

/* Checks the entries of a slice or an index against the keys of v. */
static void infer_slice(struct infer *in, struct var *v, struct expr **list, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (list[i])
			types_key(in, v, i, list[i]);
}

static void infer_foreach_array(struct infer *in, struct stmt *s)
{
	struct var *v = s->array->decl;
	unsigned int i;

	if (!types_arity(in, v, (int)s->n_keys, s->array->at))
		return;
	for (i = 0; i < s->n_keys; i++)
		types_key(in, v, i, s->keys[i]);
	if (s->slice)
		infer_slice(in, v, s->slice, s->n_keys);
	if (s->value && v->type == TY_STATS) {
		if (in->reporting)
			diag_error(sink(in), "sem-invalid-type", s->value->at,
				   "invalid type stats");
	} else if (s->value) {
		types_var(in, v, types_value(in, s->value, v->type), s->value->at);
	}
	if (s->has_sort_stat)
		types_var(in, v, TY_STATS, s->array->at);
	s->array->type = v->type;
}

static void infer_foreach(struct infer *in, struct stmt *s)
{
	if (s->array->kind == EX_HIST) {
		types_expr(in, s->array, TY_UNKNOWN);
		types_value(in, s->keys[0], TY_LONG);
		if (s->value)
			types_value(in, s->value, TY_LONG);
	} else {
		infer_foreach_array(in, s);
	}
	if (s->limit)
		types_value(in, s->limit, TY_LONG);
	infer_stmt(in, s->body);
}

static void infer_delete(struct infer *in, struct expr *e)
{
	if (e->kind == EX_NAME) {
		/* a whole array or a scalar: any arity will do */
		e->type = e->decl->type;
		if (in->round == TYPES_FINAL && e->type == TY_UNKNOWN && in->reporting)
			types_unresolved(in, e->at);
		return;
	}
	if (types_arity(in, e->decl, (int)e->n, e->at))
		infer_slice(in, e->decl, e->list, e->n);
	e->type = e->decl->type;
}

static void infer_return(struct infer *in, struct stmt *s)
{
	enum type t;

	if (!in->fn)
		return;
	if (!s->expr) {
		if (in->fn->type != TY_UNKNOWN && in->reporting)
			report_conflict(in, TY_UNKNOWN, s->at, in->fn->type, in->fn->typed_at);
		return;
	}
	t = types_value(in, s->expr, s->expr->type == TY_UNKNOWN ? in->fn->type : TY_UNKNOWN);
	types_function(in, in->fn, t, s->expr->at);
}

/* Only a call may stand as a statement without having a value. */
static void infer_effect(struct infer *in, struct expr *e)
{
	if (!e)
		return;
	if (e->kind == EX_CALL)
		types_expr(in, e, TY_UNKNOWN);
	else
		types_value(in, e, TY_UNKNOWN);
}

static void infer_loop(struct infer *in, struct stmt *s)
{
	infer_effect(in, s->init);
	if (s->expr)
		types_value(in, s->expr, TY_LONG);
	infer_effect(in, s->step);
	infer_stmt(in, s->body);
}

static void infer_stmt(struct infer *in, struct stmt *s)
{
	unsigned int i;

	if (!s)
		return;
	switch (s->kind) {
	case ST_EXPR:
		infer_effect(in, s->expr);
		break;
	case ST_BLOCK:
		for (i = 0; i < s->n; i++)
			infer_stmt(in, s->list[i]);
		break;
	case ST_IF:
		types_value(in, s->expr, TY_LONG);
		infer_stmt(in, s->body);
		infer_stmt(in, s->other);
		break;
	case ST_WHILE:
	case ST_FOR:
		infer_loop(in, s);
		break;
	case ST_FOREACH:
		infer_foreach(in, s);
		break;
	case ST_RETURN:
		infer_return(in, s);
		break;
	case ST_DELETE:
		infer_delete(in, s->expr);
		break;
	case ST_TRY:
		if (s->catch_var)
			types_value(in, s->catch_var, TY_STRING);
		infer_stmt(in, s->body);
		infer_stmt(in, s->other);
		break;
	case ST_NULL:
	case ST_BREAK:
	case ST_CONTINUE:
	case ST_NEXT:
		break;
	}
}

/* ---- the program -------------------------------------------------------- */

static void declared_types(struct program *p)
{
	unsigned int i, k;

	for (i = 0; i < p->functions.n; i++) {
		struct function *f = p->functions.at[i];
		const struct function_decl *d = f->decl;

		if (d->type != TY_UNKNOWN && f->type == TY_UNKNOWN) {
			f->type = d->type;
			f->typed_at = d->at;
		}
		for (k = 0; k < f->params.n && k < d->n_params; k++) {
			struct var *v = f->params.at[k];

			if (d->params[k].type == TY_UNKNOWN || v->type != TY_UNKNOWN)
				continue;
			v->type = d->params[k].type;
			v->typed_at = d->params[k].at;
		}
	}
	for (i = 0; i < p->globals.n; i++) {
		struct var *v = p->globals.at[i];

		if (!v->decl || !v->decl->init || v->type != TY_UNKNOWN)
			continue;
		v->type = v->decl->init->kind == EX_STRING ? TY_STRING : TY_LONG;
		v->typed_at = v->decl->at;
	}
}

/* C that sets a value which nobody has asked for: any type will do. */
static void type_embedded(struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->functions.n; i++) {
		struct function *f = p->functions.at[i];

		if (!f->body && f->type == TY_UNKNOWN && strstr(f->decl->code, "STAP_RET"))
			f->type = TY_LONG;
	}
}

/* A wrapping or sized variable that turns out to be no array, and the like. */
static void check_globals(struct infer *in)
{
	unsigned int i;

	for (i = 0; i < in->p->globals.n; i++) {
		struct var *v = in->p->globals.at[i];

		if (v->decl && v->decl->wraps && v->arity == 0)
			diag_error(sink(in), "sem-wrap-scalar", v->at,
				   "wrapping not supported for scalars");
		if (v->decl && v->decl->init && v->arity > 0)
			diag_error(sink(in), "sem-array-init", v->at,
				   "only scalar globals can be initialized");
		if (in->round == TYPES_FINAL && v->type == TY_UNKNOWN && v->reads + v->writes)
			types_unresolved(in, v->at);
	}
}

static void infer_all(struct infer *in)
{
	struct program *p = in->p;
	unsigned int i, k;

	for (i = 0; i < p->probes.n; i++) {
		in->pr = p->probes.at[i];
		if (in->pr->is_broken)
			continue;
		diag_within(sink(in), in->pr->user_at);
		for (k = 0; k < in->pr->n_saved; k++)
			types_value(in, in->pr->saved[k], TY_UNKNOWN);
		infer_stmt(in, in->pr->body);
	}
	for (i = 0; i < p->functions.n; i++) {
		in->fn = p->functions.at[i];
		if (in->fn->is_broken)
			continue;
		in->pr = in->fn->context;
		diag_within(sink(in), in->pr ? in->pr->user_at : NULL);
		infer_stmt(in, in->fn->body);
	}
	in->fn = NULL;
	in->pr = NULL;
	diag_within(sink(in), NULL);
}

bool types_infer(struct program *p, enum types_round round)
{
	struct infer in = { .p = p, .round = round };
	unsigned int errors = diag_errors(p->s->diag);

	in.hists = map_new(p->s->arena);
	in.shifts = map_new(p->s->arena);
	declared_types(p);
	do {
		in.changed = false;
		infer_all(&in);
	} while (in.changed);
	if (round == TYPES_FINAL)
		type_embedded(p);
	in.reporting = true;
	infer_all(&in);
	check_globals(&in);
	return diag_errors(p->s->diag) == errors;
}
