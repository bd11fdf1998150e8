/* SPDX-License-Identifier: GPL-2.0-or-later */
/* target_dwarf.c - variables where debug information has them, as trees of the script. */
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "session.h"
#include "target_int.h"

#define DEPTH_MAX	200

struct lowering {
	struct program *p;
	struct arena *arena;
	const struct place *at;
	unsigned int depth;
};

static struct expr *lower(struct lowering *l, const struct di_node *n);

static struct expr *sized(struct lowering *l, const struct di_node *n, enum expr_kind kind)
{
	struct expr *e = expr_new(l->arena, kind, l->at);

	e->left = lower(l, n->left);
	e->size = n->size;
	e->is_signed = n->is_signed;
	return e->left ? e : NULL;
}

static struct expr *binary(struct lowering *l, const struct di_node *n)
{
	static const enum op ops[] = {
		[DI_ADD] = OP_ADD, [DI_SUB] = OP_SUB, [DI_MUL] = OP_MUL, [DI_DIV] = OP_DIV,
		[DI_AND] = OP_AND, [DI_OR] = OP_OR, [DI_XOR] = OP_XOR, [DI_SHL] = OP_SHL,
		[DI_SHR] = OP_SHR, [DI_SAR] = OP_SAR, [DI_EQ] = OP_EQ, [DI_NE] = OP_NE,
		[DI_LT] = OP_LT, [DI_LE] = OP_LE, [DI_GT] = OP_GT, [DI_GE] = OP_GE,
	};
	struct expr *left = lower(l, n->left), *right = lower(l, n->right), *e;

	if (!left || !right)
		return NULL;
	if (n->op < DI_EQ) {
		e = expr_binary(l->arena, ops[n->op], left, right);
		e->at = l->at;
		return e;
	}
	e = expr_new(l->arena, EX_COMPARE, l->at);
	e->op = ops[n->op];
	e->left = left;
	e->right = right;
	return e;
}

static struct expr *selection(struct lowering *l, const struct di_node *n)
{
	struct expr *e = expr_new(l->arena, EX_TERNARY, l->at);

	e->cond = lower(l, n->cond);
	e->left = lower(l, n->left);
	e->right = lower(l, n->right);
	return e->cond && e->left && e->right ? e : NULL;
}

/* NULL: too deep. */
static struct expr *lower(struct lowering *l, const struct di_node *n)
{
	struct expr *e = NULL;

	if (++l->depth > DEPTH_MAX)
		return NULL;
	switch (n->kind) {
	case DI_NUMBER:
		e = expr_number(l->arena, n->n, l->at);
		break;
	case DI_ADDRESS:
		e = expr_numbered(l->arena, EX_ADDRESS, n->n, l->at);
		break;
	case DI_REGISTER:
		e = expr_numbered(l->arena, EX_REGISTER, n->n, l->at);
		break;
	case DI_LOAD:
		e = sized(l, n, EX_LOAD);
		break;
	case DI_NARROW:
		e = sized(l, n, EX_NARROW);
		break;
	case DI_BINARY:
		e = binary(l, n);
		break;
	case DI_SELECT:
		e = selection(l, n);
		break;
	case DI_ENTRY:
		e = lower(l, n->left);
		e = e ? target_kept(l->p, n, e, l->at) : NULL;
		break;
	}
	return e;
}

/* What $p->a and $p[0] mean when p itself is nowhere, but what it points to is. */
static struct expr *through_pointer(struct program *p, const struct di_variable *v,
				    const struct expr *t, struct diag *d)
{
	struct expr *inner = arena_one(p->s->arena, struct expr);
	const struct part *first = t->n_parts ? &t->parts[0] : NULL;

	*inner = *t;
	if (first && !first->member && first->index->kind == EX_NUMBER && !first->index->num) {
		inner->parts++;
		inner->n_parts--;
	} else if (!first || !first->member) {
		diag_error(d, "sem-variable-location", t->at, "'%s' is not accessible at this "
			   "address: the pointer was optimized out, what it points to is known",
			   target_name(t));
		return NULL;
	}
	return target_variable(p, v->to, inner, d);
}

struct expr *target_variable(struct program *p, const struct di_variable *v, const struct expr *t,
			     struct diag *d)
{
	struct lowering l = { .p = p, .arena = p->s->arena, .at = t->at };
	struct target_value value = { .type = v->type, .in_memory = v->form == DI_IN_MEMORY };

	if (v->form == DI_POINTER_LOST)
		return through_pointer(p, v, t, d);
	value.base = lower(&l, v->node);
	value.high = v->high ? lower(&l, v->high) : NULL;
	if (!value.base || (v->high && !value.high)) {
		diag_error(d, "sem-variable-location", t->at,
			   "'%s' is not accessible at this address: its location is too deep",
			   target_name(t));
		return NULL;
	}
	p->has_addresses = true;
	return target_apply_value(p, &value, t, d);
}

/* ---- what there is --------------------------------------------------- */

static void add_name(void *ctx, const struct di_variable *v)
{
	struct text *names = ctx;

	if (v->form != DI_LOST)
		text_printf(names, "%s$%s", names->len ? ", " : "", v->name);
}

static const char *available(struct program *p, const struct di_site *s)
{
	struct text names = TEXT_EMPTY;
	const char *out;

	di_site_each_variable(session_di(p->s), s, add_name, &names);
	out = arena_strdup(p->s->arena, names.buf ? names.buf : "");
	text_free(&names);
	return out;
}

struct expr *target_at_site(struct program *p, const struct di_site *s, const struct expr *t,
			    struct diag *d)
{
	struct di_variable v;
	const char *names;

	if (!di_site_variable(session_di(p->s), s, target_name(t), &v)) {
		names = available(p, s);
		diag_error(d, "sem-no-such-variable", t->at,
			   "unable to find local '%s' in kernel function %s%s%s%s",
			   target_name(t), s->function, *names ? " (alternatives: " : "", names,
			   *names ? ")" : "");
		return NULL;
	}
	if (v.form != DI_LOST)
		return target_variable(p, &v, t, d);
	names = available(p, s);
	diag_error(d, "sem-variable-location", t->at, *names ? "'%s' is not accessible at this "
		   "address (%s:%u): %s (available here: %s)" :
		   "'%s' is not accessible at this address (%s:%u): %s%s", target_name(t),
		   s->file, s->line, v.why, names);
	return NULL;
}

/* @var("name@file", "kernel"), or without a file. */
struct expr *target_global(struct program *p, const struct expr *e, const char *name,
			   struct diag *d)
{
	const char *at = strchr(name, '@');
	const char *own = at ? arena_strndup(p->s->arena, name, at - name) : name;
	struct di_variable v;
	struct report *r;

	if (!session_kernel(p->s))
		return NULL;
	if (di_global_variable(session_di(p->s), own, at ? at + 1 : "", &v)) {
		if (v.form != DI_LOST)
			return target_variable(p, &v, e, d);
		diag_error(d, "sem-variable-location", e->at, "'%s' is not accessible: %s", own,
			   v.why);
		return NULL;
	}
	r = report_new(d, DIAG_SEMANTIC, "sem-no-such-global", e->at,
		       "unable to find global '%s'%s%s", own, at ? " in " : "", at ? at + 1 : "");
	if (di_step_state(session_di(p->s), DI_DWARF, &(const char *){ NULL }) < 0)
		r->cause = report_new(d, DIAG_LINE, "sem-ladder", NULL, "%s",
				      di_ladder_to(session_di(p->s), DI_DWARF));
	diag_emit(d, r);
	return NULL;
}
