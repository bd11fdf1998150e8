/* SPDX-License-Identifier: GPL-2.0-or-later */
/* types_expr.c - the type of each expression, and what it makes of its parts. */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "format.h"
#include "session.h"
#include "types_int.h"

static struct diag *sink(struct infer *in)
{
	return in->p->s->diag;
}

static enum type known(enum type a, enum type b)
{
	return a != TY_UNKNOWN ? a : b;
}

/* What e is, so far as it can be said without looking into it. */
static enum type type_so_far(const struct expr *e)
{
	if (e->kind == EX_NUMBER)
		return TY_LONG;
	if (e->kind == EX_STRING)
		return TY_STRING;
	return e->type;
}

static bool is_literal(const struct expr *e)
{
	return e->kind == EX_NUMBER || e->kind == EX_STRING;
}

static enum type infer_name(struct infer *in, struct expr *e, enum type want)
{
	struct var *v = e->decl;

	if (!types_arity(in, v, 0, e->at))
		return TY_UNKNOWN;
	types_var(in, v, want, e->at);
	return v->type;
}

static enum type infer_index(struct infer *in, struct expr *e, enum type want)
{
	struct var *v = e->decl;
	unsigned int i;

	if (!types_arity(in, v, (int)e->n, e->at))
		return TY_UNKNOWN;
	for (i = 0; i < e->n; i++)
		if (e->list[i])
			types_key(in, v, i, e->list[i]);
	types_var(in, v, want, e->at);
	return v->type;
}

static enum type infer_in(struct infer *in, struct expr *e)
{
	unsigned int i;

	if (e->left) {
		types_expr(in, e->left, TY_UNKNOWN);
		for (i = 0; i < e->n; i++)
			types_value(in, e->list[i], TY_LONG);
	} else if (types_arity(in, e->decl, (int)e->n, e->at)) {
		for (i = 0; i < e->n; i++)
			if (e->list[i])
				types_key(in, e->decl, i, e->list[i]);
	}
	return TY_LONG;
}

/* Both sides are of one type, whichever is known first. */
static enum type infer_pair(struct infer *in, struct expr *e, enum type want)
{
	enum type l = type_so_far(e->left), r = type_so_far(e->right);
	enum type t = known(want, is_literal(e->right) ? r : known(l, r));

	l = types_value(in, e->left, t);
	r = types_value(in, e->right, t);
	return known(l, r);
}

static enum type infer_ternary(struct infer *in, struct expr *e, enum type want)
{
	enum type l, r;

	types_value(in, e->cond, TY_LONG);
	if (e->cond->kind != EX_NUMBER && e->cond->kind != EX_DEFINED)
		return infer_pair(in, e, want);
	/* one arm will be dropped: each for itself */
	if (e->cond->kind == EX_DEFINED) {
		l = types_expr(in, e->left, TY_UNKNOWN);
		r = types_expr(in, e->right, TY_UNKNOWN);
		return l == r ? l : want;
	}
	l = types_expr(in, e->left, e->cond->num ? want : TY_UNKNOWN);
	r = types_expr(in, e->right, e->cond->num ? TY_UNKNOWN : want);
	return e->cond->num ? l : r;
}

/* Is there a variable on the left of e? */
static bool is_lvalue(struct infer *in, const struct expr *e)
{
	if (e->left->kind == EX_NAME || e->left->kind == EX_INDEX)
		return true;
	if (in->reporting)
		diag_error(sink(in), "sem-not-supported", e->at,
			   "writing to memory and registers is not supported yet");
	return false;
}

static enum type infer_assign(struct infer *in, struct expr *e, enum type want)
{
	enum type t;

	if (!is_lvalue(in, e))
		return TY_UNKNOWN;
	if (e->op == OP_STATADD) {
		types_value(in, e->left, TY_STATS);
		types_value(in, e->right, TY_LONG);
		return TY_LONG;
	}
	if (e->sub == OP_NONE && type_so_far(e->right) == TY_STATS)
		return types_value(in, e->right, TY_UNKNOWN);
	if (e->sub == OP_NONE) {
		t = known(want, type_so_far(e->right));
		types_value(in, e->left, t);
		types_value(in, e->right, known(t, e->left->type));
		return known(e->right->type, e->left->type);
	}
	t = e->sub == OP_CAT ? TY_STRING : TY_LONG;
	types_value(in, e->left, t);
	types_value(in, e->right, t);
	return t;
}

static enum type infer_incdec(struct infer *in, struct expr *e)
{
	if (!is_lvalue(in, e))
		return TY_UNKNOWN;
	types_value(in, e->left, TY_LONG);
	return TY_LONG;
}

static enum type infer_call(struct infer *in, struct expr *e, enum type want)
{
	struct function *f;
	unsigned int i;
	enum type t;

	for (f = e->callee; f; f = f->next_overload) {
		for (i = 0; i < e->n && i < f->params.n; i++) {
			struct var *v = f->params.at[i];

			t = types_value(in, e->list[i], v->type);
			if (v->type == TY_UNKNOWN)
				types_var(in, v, t, e->list[i]->at);
		}
		if (f != e->callee)
			types_function(in, f, e->callee->type, e->at);
		if (e->callee->type == TY_UNKNOWN)
			types_function(in, e->callee, f->type, f->typed_at);
	}
	if (e->callee->type == TY_UNKNOWN && want != TY_UNKNOWN)
		types_function(in, e->callee, want, e->at);
	return e->callee->type;
}

static void infer_format(struct infer *in, struct expr *e)
{
	const char *why = NULL;
	struct format *f;
	unsigned int i;
	size_t len;

	f = format_parse(in->p->s->arena, string_decode(in->p->s->arena, e->str, &len), &why);
	if (!f || f->n_args != e->n) {
		if (in->reporting)
			diag_error(sink(in), "sem-print-args", e->at, "%s", why ? why :
				   "Wrong number of args to formatted print operator");
		return;
	}
	for (i = 0; i < e->n; i++)
		types_value(in, e->list[i], format_wants_string(f, i) ? TY_STRING : TY_LONG);
}

static enum type infer_print(struct infer *in, struct expr *e)
{
	enum type want = e->print.is_char ? TY_LONG : TY_UNKNOWN;
	unsigned int i;

	if (e->print.has_format) {
		infer_format(in, e);
		return e->print.to_string ? TY_STRING : TY_LONG;
	}
	for (i = 0; i < e->n; i++)
		if (e->list[i]->kind == EX_HIST)
			types_expr(in, e->list[i], want);
		else
			types_value(in, e->list[i], want);
	return e->print.to_string ? TY_STRING : TY_LONG;
}

static enum type infer_saved(struct infer *in, struct expr *e, enum type want)
{
	struct expr *saved;

	if (!in->pr || e->num >= in->pr->n_saved)
		return e->type;
	saved = in->pr->saved[e->num];
	return types_expr(in, saved, want);
}

/* What targets has left: it may yet be dropped. */
static enum type infer_held(struct infer *in, struct expr *e)
{
	in->saw_held |= e->held != NULL;
	if (in->round == TYPES_FINAL && in->reporting && e->held)
		diag_emit(sink(in), e->held);
	return e->type;
}

static bool same_hist(const struct expr *a, const struct expr *b)
{
	return a->is_hist_log == b->is_hist_log && !memcmp(a->hist, b->hist, sizeof(a->hist));
}

static void check_buckets(struct infer *in, const struct expr *e)
{
	uint64_t range = (uint64_t)e->hist[1] - (uint64_t)e->hist[0];
	/* without those for what is below and above */
	int64_t max = session_limit(in->p->s, "STP_MAX_BUCKETS", 128) - 2;

	if (e->is_hist_log)
		return;
	if (e->hist[2] <= 0)
		diag_error(sink(in), "sem-hist-buckets", e->at,
			   "histogram: interval must be greater than 0");
	else if (e->hist[1] < e->hist[0] || range / (uint64_t)e->hist[2] >= (uint64_t)max)
		diag_error(sink(in), "sem-hist-buckets", e->at,
			   "histogram: number of buckets must be between 1 and %" PRId64, max);
}

/* A variable has one histogram, whatever its elements. */
static void check_hist(struct infer *in, const struct expr *e)
{
	const struct var *v = e->left->decl;
	const struct expr *first;

	if (!in->reporting || !v || e->left->kind == EX_CALL)
		return;
	check_buckets(in, e);
	first = map_get(in->hists, v->c_name);
	if (!first)
		map_put(in->hists, v->c_name, (void *)e);
	else if (!same_hist(first, e))
		diag_error(sink(in), "sem-two-hists", e->at,
			   "multiple histogram types declared on '%s'", v->name);
}

/* And one shift, which is that of its variance. */
static void check_shift(struct infer *in, const struct expr *e)
{
	const struct var *v = e->left->decl;
	const struct expr *first;

	if (!in->reporting || !v || e->left->kind == EX_CALL)
		return;
	first = map_get(in->shifts, v->c_name);
	if (!first)
		map_put(in->shifts, v->c_name, (void *)e);
	else if (first->num != e->num)
		diag_error(sink(in), "sem-two-shifts", e->at,
			   "conflicting bit shifts declared (previously %lld)",
			   (long long)first->num);
}

static enum type infer_statistic(struct infer *in, struct expr *e)
{
	types_value(in, e->left, TY_STATS);
	if (e->kind == EX_STAT && e->stat == STAT_VARIANCE)
		check_shift(in, e);
	if (e->kind == EX_HIST)
		check_hist(in, e);
	return e->kind == EX_HIST ? TY_STATS : TY_LONG;
}

static enum type infer_longs(struct infer *in, struct expr *e)
{
	if (e->left)
		types_value(in, e->left, TY_LONG);
	if (e->right)
		types_value(in, e->right, TY_LONG);
	return TY_LONG;
}

static enum type infer_strings(struct infer *in, struct expr *e)
{
	types_value(in, e->left, TY_STRING);
	if (e->kind == EX_CONCAT)
		types_value(in, e->right, TY_STRING);
	return e->kind == EX_CONCAT ? TY_STRING : TY_LONG;
}

/* What targets leaves, or has put in the place of a target variable. */
static enum type infer_target(struct infer *in, struct expr *e, enum type want)
{
	switch (e->kind) {
	case EX_CONTEXT:
	case EX_TEXT:
		return TY_STRING;
	case EX_SET_TEXT:
		types_value(in, e->left, TY_STRING);
		return TY_STRING;
	case EX_LOAD:
	case EX_NARROW:
	case EX_SET_GIVEN:
	case EX_DEREF:
		return infer_longs(in, e);
	case EX_SAVED:
		return infer_saved(in, e, want);
	case EX_DEFINED:
	case EX_CONST:
	case EX_REGISTER:
	case EX_ARGUMENT:
	case EX_STACKARG:
	case EX_RETVAL:
	case EX_ADDRESS:
	case EX_GIVEN:
	case EX_COUNTER:
		return TY_LONG;
	default:
		return infer_held(in, e);
	}
}

static enum type infer_kind(struct infer *in, struct expr *e, enum type want)
{
	switch (e->kind) {
	case EX_NUMBER:
		return TY_LONG;
	case EX_STRING:
		return TY_STRING;
	case EX_NAME:
		return infer_name(in, e, want);
	case EX_INDEX:
		return infer_index(in, e, want);
	case EX_UNARY:
	case EX_BINARY:
	case EX_LOGICAL:
		return infer_longs(in, e);
	case EX_COMPARE:
		infer_pair(in, e, TY_UNKNOWN);
		return TY_LONG;
	case EX_CONCAT:
	case EX_REGEX:
		return infer_strings(in, e);
	case EX_IN:
		return infer_in(in, e);
	case EX_TERNARY:
		return infer_ternary(in, e, want);
	case EX_ASSIGN:
		return infer_assign(in, e, want);
	case EX_INCDEC:
		return infer_incdec(in, e);
	case EX_CALL:
		return infer_call(in, e, want);
	case EX_PRINT:
		return infer_print(in, e);
	case EX_STAT:
	case EX_HIST:
		return infer_statistic(in, e);
	case EX_HISTINDEX:
		types_expr(in, e->left, TY_UNKNOWN);
		types_value(in, e->right, TY_LONG);
		return TY_LONG;
	case EX_EMBEDDED:
		return strstr(e->str, "/* string */") ? TY_STRING : TY_LONG;
	default:
		return infer_target(in, e, want);
	}
}

enum type types_expr(struct infer *in, struct expr *e, enum type want)
{
	enum type t = infer_kind(in, e, want);

	if (t != e->type && t != TY_UNKNOWN) {
		e->type = t;
		in->changed = true;
	}
	/* of a variable its first use is told as well, see types_var() */
	if (in->reporting && want != TY_UNKNOWN && t != TY_UNKNOWN && t != want &&
	    e->kind != EX_NAME && e->kind != EX_INDEX)
		diag_error(sink(in), "sem-type-mismatch", e->at,
			   "type mismatch: expected %s but found %s",
			   type_name(want), type_name(t));
	return t;
}

void types_unresolved(struct infer *in, const struct place *at)
{
	if (!in->saw_held)
		diag_error(sink(in), "sem-unresolved-type", at, "unresolved type ");
}

enum type types_value(struct infer *in, struct expr *e, enum type want)
{
	enum type t = types_expr(in, e, want);

	if (!in->reporting)
		return t;
	/* Of an assignment its right side has been told. */
	if (t == TY_STATS && want == TY_UNKNOWN && e->kind != EX_ASSIGN)
		diag_error(sink(in), "sem-invalid-type", e->at, "invalid type stats");
	if (t == TY_UNKNOWN && in->round == TYPES_FINAL && !e->held)
		types_unresolved(in, e->at);
	return t;
}
