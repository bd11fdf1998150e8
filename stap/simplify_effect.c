/* SPDX-License-Identifier: GPL-2.0-or-later */
/* simplify_effect.c - which expressions and functions do more than yield a value. */
#include <string.h>

#include "format.h"
#include "simplify_int.h"

struct look {
	bool local_counts;	/* is writing a local an effect? */
	bool found;
};

static void look_expr(void *ctx, struct expr **slot);

static bool writes(const struct look *l, const struct expr *target)
{
	return l->local_counts || target->kind != EX_NAME || !target->decl ||
	       target->decl->kind == VAR_GLOBAL;
}

static bool call_has_effect(const struct expr *e)
{
	const struct function *f;

	for (f = e->callee; f; f = f->next_overload)
		if (!f->is_pure)
			return true;
	return false;
}

static bool print_has_effect(const struct expr *e)
{
	return !e->print.to_string || (e->n && e->list[0]->kind == EX_HIST) ||
	       (e->print.has_format && format_reads_memory(e->str));
}

static bool node_has_effect(const struct look *l, const struct expr *e)
{
	switch (e->kind) {
	case EX_ASSIGN:
	case EX_INCDEC:
		return writes(l, e->left);
	case EX_CALL:
		return call_has_effect(e);
	case EX_PRINT:
		return print_has_effect(e);
	case EX_EMBEDDED:
		return !strstr(e->str, "/* pure */");
	case EX_BINARY:
		return (e->op == OP_DIV || e->op == OP_MOD) &&
		       (e->right->kind != EX_NUMBER || e->right->num == 0);
	case EX_STAT:
		return e->stat != STAT_COUNT && e->stat != STAT_SUM;
	case EX_HISTINDEX:
	case EX_SET_TEXT:
	case EX_SET_GIVEN:
		return true;
	case EX_IN:
		return e->left;
	case EX_REGEX:
		return e->sets_groups;
	default:
		return false;
	}
}

static void look_expr(void *ctx, struct expr **slot)
{
	struct look *l = ctx;
	const struct expr *e = *slot;

	if (node_has_effect(l, e))
		l->found = true;
	if (e->kind == EX_ASSIGN && e->sub != OP_NONE && (e->sub == OP_DIV || e->sub == OP_MOD))
		l->found = true;
}

bool expr_has_effect(const struct expr *e)
{
	struct look l = { .local_counts = true };
	struct expr *copy = (struct expr *)e;

	expr_each(&copy, look_expr, &l);
	return l.found;
}

static void look_stmt(void *ctx, struct stmt **slot)
{
	struct look *l = ctx;
	struct stmt *s = *slot;

	switch (s->kind) {
	case ST_NEXT:
	case ST_DELETE:
	case ST_WHILE:	/* may end by MAXACTION only */
	case ST_FOR:
	case ST_FOREACH:
		l->found = true;
		return;
	case ST_TRY:
		if (s->catch_var && writes(l, s->catch_var))
			l->found = true;
		break;
	default:
		break;
	}
	stmt_children(s, look_stmt, l);
}

bool function_has_effect(const struct function *f)
{
	struct look l = { .local_counts = false };
	struct stmt *body = f->body;

	if (!body)
		return !strstr(f->decl->code, "/* pure */");
	look_stmt(&l, &body);
	stmt_each_expr(body, look_expr, &l);
	return l.found;
}

static void look_next(void *ctx, struct stmt **slot)
{
	bool *found = ctx;

	if ((*slot)->kind == ST_NEXT)
		*found = true;
	else
		stmt_children(*slot, look_next, ctx);
}

bool function_says_next(const struct function *f)
{
	struct stmt *body = f->body;
	bool found = false;

	if (!body)
		return strstr(f->decl->code, "STAP_NEXT");
	look_next(&found, &body);
	return found;
}
