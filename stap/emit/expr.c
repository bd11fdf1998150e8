/* SPDX-License-Identifier: GPL-2.0-or-later */
/* expr.c - expressions: operators, variables and assignments. */
#include <inttypes.h>
#include <string.h>

#include "emit_int.h"
#include "stap/session.h"

static struct value text_value(const char *c)
{
	return (struct value){ .c = c };
}

/* ---- what an expression may change -------------------------------------- */

static void add_changes(void *ctx, struct expr **slot)
{
	unsigned int *changes = ctx;
	const struct expr *x = *slot;
	const struct function *f;

	if ((x->kind == EX_ASSIGN || x->kind == EX_INCDEC) && x->left->decl)
		*changes |= x->left->decl->kind == VAR_GLOBAL ? CHANGES_GLOBALS : CHANGES_LOCALS;
	if (x->kind == EX_CALL)
		for (f = x->callee; f; f = f->next_overload)
			if (f->writes.n)
				*changes |= CHANGES_GLOBALS;
}

unsigned int emit_changes(const struct expr *x)
{
	struct expr *root = (struct expr *)x;
	unsigned int changes = 0;

	expr_each(&root, add_changes, &changes);
	return changes;
}

bool emit_may_divide_by_0(enum op op, const struct expr *right)
{
	return (op == OP_DIV || op == OP_MOD) &&
	       (right->kind != EX_NUMBER || right->num == 0 || right->num == -1);
}

bool emit_needs_code(const struct expr *x)
{
	switch (x->kind) {
	case EX_NUMBER:
	case EX_STRING:
	case EX_NAME:
	case EX_CONTEXT:
	case EX_ARGUMENT:
	case EX_STACKARG:
	case EX_RETVAL:
	case EX_ADDRESS:
	case EX_GIVEN:
	case EX_COUNTER:
	case EX_TEXT:
	case EX_SAVED:
		return false;
	case EX_UNARY:
	case EX_NARROW:
		return emit_needs_code(x->left);
	case EX_BINARY:
		if (emit_may_divide_by_0(x->op, x->right))
			return true;
		return emit_needs_code(x->left) || emit_needs_code(x->right);
	case EX_COMPARE:
	case EX_LOGICAL:
		return emit_needs_code(x->left) || emit_needs_code(x->right);
	case EX_REGEX:
		return x->sets_groups || emit_needs_code(x->left);
	case EX_TERNARY:
		return emit_needs_code(x->cond) || emit_needs_code(x->left) ||
		       emit_needs_code(x->right);
	default:
		return true;
	}
}

struct value emit_copy(struct emit *e, const struct value *v, enum type type)
{
	const char *t;

	if (type == TY_STRING) {
		t = emit_new_string(e);
		code_line(e, "stp_strcpy(%s, %s, STP_MAXSTRINGLEN);", t, v->c);
	} else {
		t = emit_new_long(e);
		code_line(e, "%s = %s;", t, emit_bare(e, v->c));
	}
	return text_value(t);
}

void emit_keep(struct emit *e, struct value *v, enum type type, const struct expr *next)
{
	if (v->reads && (v->reads & emit_changes(next)))
		*v = emit_copy(e, v, type);
}

struct value *emit_list(struct emit *e, struct expr **list, unsigned int n)
{
	struct value *v = arena_many(e->arena, struct value, n + 1);
	unsigned int i, k;

	for (i = 0; i < n; i++) {
		if (!list[i])
			continue;
		v[i] = emit_expr(e, list[i]);
		for (k = i + 1; k < n && v[i].reads; k++)
			if (list[k])
				emit_keep(e, &v[i], list[i]->type, list[k]);
	}
	return v;
}

/* ---- leaves ------------------------------------------------------------- */

static struct value emit_number(struct emit *e, int64_t n)
{
	if (n == INT64_MIN)
		return text_value("(-9223372036854775807LL - 1)");
	return text_value(arena_printf(e->arena, n < 0 ? "(%" PRId64 "LL)" : "%" PRId64 "LL", n));
}

struct value emit_literal(struct emit *e, const char *raw)
{
	size_t max = (size_t)emit_limit(e->prog, "MAXSTRINGLEN", 512) - 1, len;
	const char *s = string_decode(e->arena, raw, &len);

	return text_value(emit_quote(e, strlen(s) > max ? arena_strndup(e->arena, s, max) : s));
}

struct value emit_variable(struct emit *e, const struct var *v)
{
	bool in_frame = v->type == TY_STRING ? v->kind == VAR_LOCAL || v->writes :
			v->kind == VAR_LOCAL && e->body->longs_in_frame;

	if (v->kind == VAR_GLOBAL)
		return (struct value){ .c = v->c_name, .reads = CHANGES_GLOBALS };
	return (struct value){
		.c = in_frame ? arena_printf(e->arena, "f->%s", v->c_name) : v->c_name,
		.reads = CHANGES_LOCALS,
	};
}

/* ---- operators ---------------------------------------------------------- */

static struct value emit_unary(struct emit *e, const struct expr *x)
{
	struct value v = emit_expr(e, x->left);

	if (x->op == OP_PLUS)
		return v;
	v.c = arena_printf(e->arena, "(%s%s%s)", op_string(x->op),
			   v.is_int && x->op != OP_NOT ? "(stp_s64)" : "", v.c);
	v.is_int = x->op == OP_NOT;
	return v;
}

/* l op r where the operation itself cannot fail */
const char *emit_operation(struct emit *e, enum op op, const char *l, const char *r)
{
	const char *call;

	switch (op) {
	case OP_SHL:
		call = "stp_shl";
		break;
	case OP_SAR:
		call = "stp_sar";
		break;
	case OP_SHR:
		call = "stp_shr";
		break;
	default:
		return arena_printf(e->arena, "(%s %s %s)", l, op_string(op), r);
	}
	return arena_printf(e->arena, "%s(%s, %s)", call, emit_bare(e, l), emit_bare(e, r));
}

/* A division by something other than a plain literal. */
struct value emit_division(struct emit *e, enum op op, const char *l, const char *r,
			     const struct place *at)
{
	const char *t = emit_new_long(e);

	code_line(e, "%s = stp_%s(c, %s, %s);", t, op == OP_DIV ? "div" : "mod",
		  emit_bare(e, l), emit_bare(e, r));
	emit_check(e, at);
	return text_value(t);
}

static struct value emit_binary(struct emit *e, const struct expr *x)
{
	struct value l = emit_expr(e, x->left), r;

	emit_keep(e, &l, TY_LONG, x->right);
	r = emit_expr(e, x->right);
	if (l.is_int && r.is_int)	/* two conditions: their sum is no int of C */
		l.c = arena_printf(e->arena, "(stp_s64)%s", l.c);
	if (emit_may_divide_by_0(x->op, x->right))
		return emit_division(e, x->op, l.c, r.c, x->at);
	return (struct value){
		.c = emit_operation(e, x->op, l.c, r.c),
		.reads = l.reads | r.reads,
	};
}

static struct value emit_compare(struct emit *e, const struct expr *x)
{
	struct value l = emit_expr(e, x->left), r;
	const char *form = "(%s %s %s)";

	emit_keep(e, &l, x->left->type, x->right);
	r = emit_expr(e, x->right);
	if (x->left->type == TY_STRING)
		return (struct value){
			.c = arena_printf(e->arena, "(stp_strcmp(%s, %s) %s 0)", l.c, r.c,
					  op_string(x->op)),
			.reads = l.reads | r.reads,
			.is_int = true,
		};
	return (struct value){
		.c = arena_printf(e->arena, form, l.c, op_string(x->op), r.c),
		.reads = l.reads | r.reads,
		.is_int = true,
	};
}

/* What is no number but a C condition is 0 or 1 already. */
static void put_truth(struct emit *e, const char *t, const struct value *v)
{
	if (v->is_int)
		code_line(e, "%s = %s;", t, emit_bare(e, v->c));
	else
		code_line(e, "%s = %s != 0;", t, v->c);
}

/* The right side only if the left one does not decide. */
static struct value emit_logical(struct emit *e, const struct expr *x)
{
	struct value l = emit_expr(e, x->left), r;
	const char *t;

	if (!emit_needs_code(x->right)) {
		r = emit_expr(e, x->right);
		return (struct value){
			.c = arena_printf(e->arena, "(%s %s %s)", l.c, op_string(x->op), r.c),
			.reads = l.reads | r.reads,
			.is_int = true,
		};
	}
	t = emit_new_long(e);
	put_truth(e, t, &l);
	code_line(e, "if (%s%s) {", x->op == OP_ANDAND ? "" : "!", t);
	code_deeper(e);
	r = emit_expr(e, x->right);
	put_truth(e, t, &r);
	code_back(e);
	code_line(e, "}");
	return text_value(t);
}

static void emit_arm(struct emit *e, const struct expr *x, const char *t)
{
	struct value v;

	code_deeper(e);
	v = emit_expr(e, x);
	if (x->type == TY_STRING)
		code_line(e, "stp_strcpy(%s, %s, STP_MAXSTRINGLEN);", t, v.c);
	else
		code_line(e, "%s = %s;", t, emit_bare(e, v.c));
	code_back(e);
}

static struct value emit_ternary(struct emit *e, const struct expr *x)
{
	struct value c = emit_expr(e, x->cond), l, r;
	const char *t;

	if (!emit_needs_code(x->left) && !emit_needs_code(x->right)) {
		l = emit_expr(e, x->left);
		r = emit_expr(e, x->right);
		return (struct value){
			.c = arena_printf(e->arena, "(%s ? %s : %s)", c.c, l.c, r.c),
			.reads = c.reads | l.reads | r.reads,
			.is_int = l.is_int && r.is_int,
		};
	}
	t = x->type == TY_STRING ? emit_new_string(e) : emit_new_long(e);
	code_line(e, "if (%s) {", emit_bare(e, c.c));
	emit_arm(e, x->left, t);
	code_line(e, "} else {");
	emit_arm(e, x->right, t);
	code_line(e, "}");
	return text_value(t);
}

/* Appends the operands one by one, so none of them is needed twice. */
static void append(struct emit *e, const struct expr *x, const char *t, bool *started)
{
	struct temps temps = e->body->temps;
	struct value v;

	if (x->kind == EX_CONCAT) {
		append(e, x->left, t, started);
		append(e, x->right, t, started);
		return;
	}
	v = emit_expr(e, x);
	code_line(e, "%s(%s, %s, STP_MAXSTRINGLEN);", *started ? "stp_strcat" : "stp_strcpy",
		  t, v.c);
	*started = true;
	e->body->temps = temps;
}

static struct value emit_concat(struct emit *e, const struct expr *x)
{
	const char *t = emit_take_result(e);
	bool started = false;

	t = t ? t : emit_new_string(e);
	append(e, x, t, &started);
	return text_value(t);
}

/* ---- all kinds ---------------------------------------------------------- */

struct value emit_expr(struct emit *e, const struct expr *x)
{
	switch (x->kind) {
	case EX_NUMBER:
		return emit_number(e, x->num);
	case EX_STRING:
		return emit_literal(e, x->str);
	case EX_NAME:
		return emit_variable(e, x->decl);
	case EX_INDEX:
		return emit_index(e, x);
	case EX_IN:
		return x->left ? emit_hist_in(e, x) : emit_in(e, x);
	case EX_UNARY:
		return emit_unary(e, x);
	case EX_BINARY:
		return emit_binary(e, x);
	case EX_COMPARE:
		return emit_compare(e, x);
	case EX_LOGICAL:
		return emit_logical(e, x);
	case EX_TERNARY:
		return emit_ternary(e, x);
	case EX_CONCAT:
		return emit_concat(e, x);
	case EX_ASSIGN:
		return emit_assign(e, x, true);
	case EX_INCDEC:
		return emit_incdec(e, x, true);
	case EX_CALL:
		return emit_call(e, x, true);
	case EX_PRINT:
		return emit_print(e, x);
	case EX_REGEX:
		return emit_regex(e, x);
	case EX_STAT:
		return emit_stat(e, x);
	case EX_HISTINDEX:
		return emit_hist_index(e, x);
	case EX_EMBEDDED:
	case EX_CONST:
		return emit_embedded_expr(e, x);
	default:
		return emit_location(e, x);
	}
}

/* The compiler wants a temporary that is set to be used. */
static void drop_value(struct emit *e, const char *c)
{
	if (strchr("tp", c[0]) && strspn(c + 1, "0123456789") == strlen(c + 1))
		code_line(e, "(void)%s;", c);
}

void emit_effects(struct emit *e, const struct expr *x)
{
	if (x->kind == EX_CALL)
		emit_call(e, x, false);
	else if (x->kind == EX_INCDEC)
		emit_incdec(e, x, false);
	else if (x->kind == EX_ASSIGN)
		emit_assign(e, x, false);
	else
		drop_value(e, emit_expr(e, x).c);
}
