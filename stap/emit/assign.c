/* SPDX-License-Identifier: GPL-2.0-or-later */
/* assign.c - assignments, counting up and down. */
#include <string.h>

#include "emit_int.h"
#include "stap/simplify.h"

/* ---- assignments -------------------------------------------------------- */

static void assign_long(struct emit *e, const struct expr *x, const char *to, const char *r)
{
	switch (x->sub) {
	case OP_NONE:
		code_line(e, "%s = %s;", to, emit_bare(e, r));
		break;
	case OP_SHL:
	case OP_SAR:
	case OP_SHR:
		code_line(e, "%s = %s;", to, emit_operation(e, x->sub, to, r));
		break;
	case OP_DIV:
	case OP_MOD:
		/* a failing one leaves the variable as it was */
		if (emit_may_divide_by_0(x->sub, x->right))
			r = emit_division(e, x->sub, to, r, x->at).c;
		else
			r = emit_operation(e, x->sub, to, r);
		code_line(e, "%s = %s;", to, emit_bare(e, r));
		break;
	default:
		code_line(e, "%s %s= %s;", to, op_string(x->sub), emit_bare(e, r));
		break;
	}
}

/* ---- strings ----------------------------------------------------------- */

struct mention {
	const struct var *v;
	bool found;
};

static void look_for(void *ctx, struct expr **slot)
{
	struct mention *m = ctx;

	if ((*slot)->decl == m->v)
		m->found = true;
}

static bool mentions(const struct expr *x, const struct var *v)
{
	struct expr *root = (struct expr *)x;
	struct mention m = { .v = v };

	expr_each(&root, look_for, &m);
	return m.found;
}

/* Operands that are plain text in C: they neither fail nor call anything. */
static bool is_plain_concat(const struct expr *x)
{
	if (x->kind != EX_CONCAT)
		return !emit_needs_code(x);
	return is_plain_concat(x->left) && is_plain_concat(x->right);
}

/* Can x be computed right in v, in which nothing else looks until it is done? */
static bool is_direct(const struct expr *x, const struct var *v)
{
	if (mentions(x, v))
		return false;
	switch (x->kind) {
	case EX_CONCAT:
		return is_plain_concat(x);
	case EX_PRINT:
		return !emit_print_can_fail(x);
	case EX_CALL:
		return !x->callee->body && !x->callee->next_overload &&
		       !function_says_next(x->callee) && !emit_can_fail(x->callee);
	default:
		return false;
	}
}

/* v = v . a . b ...: the rest is appended. */
static bool is_appending(const struct expr *x, const struct var *v)
{
	while (x->kind == EX_CONCAT && is_plain_concat(x->right) && !mentions(x->right, v)) {
		x = x->left;
		if (x->kind == EX_NAME)
			return x->decl == v;
	}
	return false;
}

static void append_rest(struct emit *e, const struct expr *x, const char *to)
{
	struct value r;

	if (x->left->kind == EX_CONCAT)
		append_rest(e, x->left, to);
	r = emit_expr(e, x->right);
	code_line(e, "stp_strcat(%s, %s, STP_MAXSTRINGLEN);", to, r.c);
}

static void assign_string(struct emit *e, const struct expr *x, const char *to)
{
	const struct expr *right = x->right;
	struct value r;

	if (x->sub == OP_NONE && is_appending(right, x->left->decl)) {
		append_rest(e, right, to);
		return;
	}
	e->body->result = x->sub == OP_NONE && is_direct(right, x->left->decl) ? to : NULL;
	r = emit_expr(e, right);
	if (strcmp(r.c, to) || x->sub == OP_CAT)
		code_line(e, "%s(%s, %s, STP_MAXSTRINGLEN);",
			  x->sub == OP_CAT ? "stp_strcat" : "stp_strcpy", to, r.c);
}

/* ---- assignments ------------------------------------------------------- */

/* Assigns, and the value is the variable's new one. */
struct value emit_assign(struct emit *e, const struct expr *x, bool wants_value)
{
	struct value to;

	if (x->op == OP_STATADD)
		return emit_stat_add(e, x);
	if (x->left->kind == EX_INDEX)
		return emit_element_assign(e, x, wants_value);
	to = emit_variable(e, x->left->decl);
	if (x->left->type == TY_STRING)
		assign_string(e, x, to.c);
	else
		assign_long(e, x, to.c, emit_expr(e, x->right).c);
	return to;
}

struct value emit_incdec(struct emit *e, const struct expr *x, bool wants_value)
{
	struct value to, old;

	if (x->left->kind == EX_INDEX)
		return emit_element_incdec(e, x, wants_value);
	to = old = emit_variable(e, x->left->decl);
	if (wants_value && !x->is_prefix)
		old = emit_copy(e, &to, TY_LONG);
	code_line(e, "%s%s;", to.c, x->op == OP_INC ? "++" : "--");
	return old;
}
