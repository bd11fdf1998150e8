/* SPDX-License-Identifier: GPL-2.0-or-later */
/* simplify_fold.c - constant folding, as the run-time arithmetic has it. */
#include <string.h>

#include "session.h"
#include "simplify_int.h"

static void put_number(struct simplify *s, struct expr **slot, int64_t n)
{
	*slot = expr_number(s->arena, n, (*slot)->at);
	(*slot)->type = TY_LONG;
	s->changed = true;
}

/* The operand stands for the whole, which keeps what it was known as. */
static void put_operand(struct simplify *s, struct expr **slot, struct expr *e)
{
	*slot = e;
	s->changed = true;
}

/* e != 0 */
static void put_truth(struct simplify *s, struct expr **slot, struct expr *e)
{
	struct expr *zero = expr_number(s->arena, 0, e->at);
	struct expr *c = expr_new(s->arena, EX_COMPARE, (*slot)->at);

	c->op = OP_NE;
	c->left = e;
	c->right = zero;
	c->type = zero->type = TY_LONG;
	*slot = c;
	s->changed = true;
}

/* Wraps like the kernel's arithmetic; false: must be left for the run. */
static bool arithmetic(enum op op, int64_t a, int64_t b, int64_t *n)
{
	uint64_t x = (uint64_t)a, y = (uint64_t)b;

	switch (op) {
	case OP_ADD: *n = (int64_t)(x + y); return true;
	case OP_SUB: *n = (int64_t)(x - y); return true;
	case OP_MUL: *n = (int64_t)(x * y); return true;
	case OP_AND: *n = a & b; return true;
	case OP_OR:  *n = a | b; return true;
	case OP_XOR: *n = a ^ b; return true;
	case OP_SHL: *n = (int64_t)(x << (b & 63)); return true;
	case OP_SHR: *n = (int64_t)(x >> (b & 63)); return true;
	case OP_SAR: *n = a >> (b & 63); return true;
	case OP_DIV:
		if (b == 0)
			return false;
		*n = b == -1 ? (int64_t)(0 - x) : a / b;
		return true;
	case OP_MOD:
		if (b == 0)
			return false;
		*n = b == -1 ? 0 : a % b;
		return true;
	default:
		return false;
	}
}

static void fold_binary(struct simplify *s, struct expr **slot)
{
	const struct expr *l = (*slot)->left, *r = (*slot)->right;
	int64_t n;

	if (l->kind == EX_NUMBER && r->kind == EX_NUMBER &&
	    arithmetic((*slot)->op, l->num, r->num, &n))
		put_number(s, slot, n);
}

static void fold_unary(struct simplify *s, struct expr **slot)
{
	struct expr *l = (*slot)->left;

	if (l->kind != EX_NUMBER)
		return;
	switch ((*slot)->op) {
	case OP_PLUS:
		put_number(s, slot, l->num);
		break;
	case OP_NEG:
		put_number(s, slot, (int64_t)(0 - (uint64_t)l->num));
		break;
	case OP_NOT:
		put_number(s, slot, !l->num);
		break;
	case OP_COMPL:
		put_number(s, slot, ~l->num);
		break;
	default:
		break;
	}
}

static bool compare(enum op op, int c)
{
	switch (op) {
	case OP_LT: return c < 0;
	case OP_GT: return c > 0;
	case OP_LE: return c <= 0;
	case OP_GE: return c >= 0;
	case OP_EQ: return c == 0;
	default:    return c != 0;
	}
}

/* -DMAXSTRINGLEN may make strings shorter than this: then they wait for the run. */
#define SHORT_STRING	32

/* Decoded text of a short literal; NULL when it is none. */
static const char *short_text(struct simplify *s, const struct expr *e)
{
	size_t len;
	const char *t;

	if (e->kind != EX_STRING)
		return NULL;
	t = string_decode(s->arena, e->str, &len);
	return strlen(t) <= SHORT_STRING ? t : NULL;
}

static void fold_compare(struct simplify *s, struct expr **slot)
{
	struct expr *e = *slot;
	const char *a, *b;

	if (e->left->kind == EX_NUMBER && e->right->kind == EX_NUMBER) {
		int64_t l = e->left->num, r = e->right->num;

		put_number(s, slot, compare(e->op, l < r ? -1 : l > r));
		return;
	}
	a = short_text(s, e->left);
	b = short_text(s, e->right);
	if (a && b)
		put_number(s, slot, compare(e->op, strcmp(a, b)));
}

static void fold_logical(struct simplify *s, struct expr **slot)
{
	struct expr *e = *slot;
	bool is_and = e->op == OP_ANDAND;

	if (e->left->kind != EX_NUMBER)
		return;
	if (is_and != (e->left->num != 0))
		put_number(s, slot, !is_and);
	else if (e->right->kind == EX_NUMBER)
		put_number(s, slot, e->right->num != 0);
	else
		put_truth(s, slot, e->right);
}

static void fold_concat(struct simplify *s, struct expr **slot)
{
	const char *a = short_text(s, (*slot)->left), *b = short_text(s, (*slot)->right);

	if (!a || !b || strlen(a) + strlen(b) > SHORT_STRING)
		return;
	/* the escapes of the two must not run into each other */
	*slot = expr_string(s->arena,
			    string_encode(s->arena, arena_printf(s->arena, "%s%s", a, b)),
			    (*slot)->at);
	(*slot)->type = TY_STRING;
	s->changed = true;
}

/* ---- @defined ----------------------------------------------------------- */

struct content {
	bool has_target;	/* one that targets could not lower */
	bool has_lowered;	/* one that it could */
};

static void look(void *ctx, struct expr **slot)
{
	struct content *c = ctx;

	switch ((*slot)->kind) {
	case EX_TARGET:
	case EX_ATVAR:
	case EX_CAST:
	case EX_AUTOCAST:
	case EX_ENTRY:
	case EX_PERF:
	case EX_ENUM:
	case EX_ENUMNAME:
		c->has_target = true;
		break;
	case EX_ARGUMENT:
	case EX_STACKARG:
	case EX_RETVAL:
	case EX_ADDRESS:
	case EX_GIVEN:
	case EX_SET_GIVEN:
	case EX_COUNTER:
	case EX_TEXT:
	case EX_SET_TEXT:
	case EX_LOAD:
	case EX_NARROW:
	case EX_SAVED:
	case EX_CONTEXT:
	case EX_REGISTER:
	case EX_DEREF:
		c->has_lowered = true;
		break;
	default:
		break;
	}
}

static void fold_defined(struct simplify *s, struct expr **slot)
{
	struct content c = { 0 };

	expr_each(&(*slot)->left, look, &c);
	if (!c.has_target && !c.has_lowered)
		simplify_warn(s, "warn-defined", (*slot)->at,
			      "Collapsing unresolved @define to 0 [stapprobes]");
	put_number(s, slot, c.has_lowered && !c.has_target);
}

/* ---- the walk ----------------------------------------------------------- */

static void fold_child(void *ctx, struct expr **slot)
{
	simplify_fold(ctx, slot);
}

void simplify_fold(struct simplify *s, struct expr **slot)
{
	struct expr *e = *slot;

	if (e->kind == EX_DEFINED) {
		fold_defined(s, slot);
		return;
	}
	expr_children(e, fold_child, s);
	switch (e->kind) {
	case EX_UNARY:
		fold_unary(s, slot);
		break;
	case EX_BINARY:
		fold_binary(s, slot);
		break;
	case EX_COMPARE:
		fold_compare(s, slot);
		break;
	case EX_LOGICAL:
		fold_logical(s, slot);
		break;
	case EX_CONCAT:
		fold_concat(s, slot);
		break;
	case EX_TERNARY:
		if (e->cond->kind == EX_NUMBER)
			put_operand(s, slot, e->cond->num ? e->left : e->right);
		break;
	default:
		break;
	}
}
