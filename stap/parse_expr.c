/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse_expr.c - expressions, from one priority table. */
#include "parse_int.h"

#include <string.h>

/* From loose to tight; 'in' stands between LEVEL_AND and LEVEL_COMPARE. */
enum level {
	LEVEL_OROR = 1, LEVEL_ANDAND, LEVEL_OR, LEVEL_XOR, LEVEL_AND,
	LEVEL_COMPARE, LEVEL_SHIFT, LEVEL_CONCAT, LEVEL_ADD, LEVEL_MUL,
};

static const struct operator operators[] = {
	{ "||", EX_LOGICAL, OP_OROR, LEVEL_OROR },
	{ "&&", EX_LOGICAL, OP_ANDAND, LEVEL_ANDAND },
	{ "|", EX_BINARY, OP_OR, LEVEL_OR },
	{ "^", EX_BINARY, OP_XOR, LEVEL_XOR },
	{ "&", EX_BINARY, OP_AND, LEVEL_AND },
	{ "<", EX_COMPARE, OP_LT, LEVEL_COMPARE },
	{ ">", EX_COMPARE, OP_GT, LEVEL_COMPARE },
	{ "<=", EX_COMPARE, OP_LE, LEVEL_COMPARE },
	{ ">=", EX_COMPARE, OP_GE, LEVEL_COMPARE },
	{ "==", EX_COMPARE, OP_EQ, LEVEL_COMPARE },
	{ "!=", EX_COMPARE, OP_NE, LEVEL_COMPARE },
	{ "<<", EX_BINARY, OP_SHL, LEVEL_SHIFT },
	{ ">>", EX_BINARY, OP_SAR, LEVEL_SHIFT },
	{ ">>>", EX_BINARY, OP_SHR, LEVEL_SHIFT },
	{ ".", EX_CONCAT, OP_CAT, LEVEL_CONCAT },
	{ "+", EX_BINARY, OP_ADD, LEVEL_ADD },
	{ "-", EX_BINARY, OP_SUB, LEVEL_ADD },
	{ "*", EX_BINARY, OP_MUL, LEVEL_MUL },
	{ "/", EX_BINARY, OP_DIV, LEVEL_MUL },
	{ "%", EX_BINARY, OP_MOD, LEVEL_MUL },
};

static const struct {
	const char *text;
	enum op op, sub;
} assignments[] = {
	{ "=", OP_SET, OP_NONE }, { "<<<", OP_STATADD, OP_NONE },
	{ "+=", OP_SET, OP_ADD }, { "-=", OP_SET, OP_SUB },
	{ "*=", OP_SET, OP_MUL }, { "/=", OP_SET, OP_DIV },
	{ "%=", OP_SET, OP_MOD }, { "<<=", OP_SET, OP_SHL },
	{ ">>=", OP_SET, OP_SAR }, { "&=", OP_SET, OP_AND },
	{ "^=", OP_SET, OP_XOR }, { "|=", OP_SET, OP_OR },
	{ ".=", OP_SET, OP_CAT },
};

const struct operator *parse_operator(const struct token *t)
{
	size_t i;

	/* Most tokens end here. */
	if (t->kind != TOK_OP || !strchr("|&^<>=!.+-*/%", t->text[0]))
		return NULL;
	for (i = 0; i < array_size(operators); i++) {
		if (strcmp(operators[i].text, t->text) == 0)
			return &operators[i];
	}
	return NULL;
}

/* Long chains make deep trees, so their operators are counted. */
static bool count_operator(struct parser *p)
{
	if (++p->operators > OPERATORS_MAX)
		return parse_error(p, "parse-expression-size",
				   "expression with more than %d operators", OPERATORS_MAX);
	return true;
}

/* --- unary and increment ---------------------------------------------------- */

static enum op crement_op(const struct parser *p)
{
	if (parse_is_op(p, "++"))
		return OP_INC;
	return parse_is_op(p, "--") ? OP_DEC : OP_NONE;
}

static struct expr *new_crement(struct parser *p, enum op op, bool is_prefix)
{
	struct expr *e = expr_new(p->arena, EX_INCDEC, p->tok->at);

	e->op = op;
	e->is_prefix = is_prefix;
	parse_advance(p);
	return e;
}

/* crement = ("++" | "--") target | target ["++" | "--"] */
static struct expr *parse_crement(struct parser *p)
{
	enum op op = crement_op(p);
	struct expr *e, *operand;

	if (op != OP_NONE) {
		e = new_crement(p, op, true);
		e->left = parse_target(p);
		return e->left ? e : NULL;
	}
	operand = parse_target(p);
	op = operand ? crement_op(p) : OP_NONE;
	if (op == OP_NONE)
		return operand;
	e = new_crement(p, op, false);
	e->left = operand;
	return e;
}

static enum op unary_op(const struct parser *p)
{
	if (parse_is_op(p, "+"))
		return OP_PLUS;
	if (parse_is_op(p, "-"))
		return OP_NEG;
	if (parse_is_op(p, "!"))
		return OP_NOT;
	return parse_is_op(p, "~") ? OP_COMPL : OP_NONE;
}

/* unary = ("+" | "-" | "!" | "~") unary | crement */
static struct expr *parse_unary(struct parser *p)
{
	struct expr *top = NULL, **slot = &top, *e;
	enum op op;

	while ((op = unary_op(p)) != OP_NONE) {
		if (!count_operator(p))
			return NULL;
		e = expr_new(p->arena, EX_UNARY, p->tok->at);
		e->op = op;
		*slot = e;
		slot = &e->left;
		parse_advance(p);
	}
	*slot = parse_crement(p);
	return *slot ? top : NULL;
}

/* --- binary ----------------------------------------------------------------- */

static struct expr *new_binary(struct parser *p, const struct operator *o, struct expr *left)
{
	struct expr *e = expr_new(p->arena, o->kind, p->tok->at);

	e->op = o->op;
	e->left = left;
	return e;
}

/* Operators of level and tighter, but no comparison: unary {op unary} */
static struct expr *parse_tight(struct parser *p, unsigned int level)
{
	struct expr *left = parse_unary(p), *e;
	const struct operator *o;

	while (left && (o = p->operator) && o->level >= level) {
		if (!count_operator(p))
			return NULL;
		e = new_binary(p, o, left);
		parse_advance(p);
		e->right = parse_tight(p, o->level + 1);
		left = e->right ? e : NULL;
	}
	return left;
}

/* ("=~" | "!~") STRING {STRING} */
static struct expr *parse_regex(struct parser *p, struct expr *left)
{
	struct expr *e = expr_new(p->arena, EX_REGEX, p->tok->at);

	e->op = parse_is_op(p, "=~") ? OP_MATCH : OP_NOMATCH;
	e->left = left;
	parse_advance(p);
	e->str_at = p->tok->at;
	e->str = parse_string(p);
	return e->str ? e : NULL;
}

/* compare = shift (regex | {("<" | ...) shift}) */
static struct expr *parse_compare(struct parser *p)
{
	struct expr *left = parse_tight(p, LEVEL_SHIFT), *e;

	if (left && (parse_is_op(p, "=~") || parse_is_op(p, "!~")))
		return parse_regex(p, left);
	while (left && p->operator && p->operator->level == LEVEL_COMPARE) {
		if (!count_operator(p))
			return NULL;
		e = new_binary(p, p->operator, left);
		parse_advance(p);
		e->right = parse_tight(p, LEVEL_SHIFT);
		left = e->right ? e : NULL;
	}
	return left;
}

bool parse_slices(struct parser *p, struct expr *(*item)(struct parser *p),
		  struct expr_list *list, const char *close)
{
	struct expr *e;

	do {
		e = NULL;
		if (!parse_accept(p, "*")) {
			e = item(p);
			if (!e)
				return false;
		}
		list_push(p->arena, list, e);
	} while (parse_accept(p, ","));
	return parse_accept(p, close) ||
	       parse_error(p, "parse-list-end", "expected ',' or '%s'", close);
}

struct expr *parse_indexable(struct parser *p)
{
	const struct token *name;
	struct expr *e;

	if (parse_is_hist(p))
		return parse_hist(p);
	name = parse_identifier(p);
	if (!name)
		return NULL;
	e = expr_new(p->arena, EX_NAME, name->at);
	e->name = name->text;
	return e;
}

/* "in" indexable, with the keys that stand in front of it */
static struct expr *parse_in(struct parser *p, const struct expr_list *keys)
{
	struct expr *e, *array;

	parse_advance(p);
	array = parse_indexable(p);
	if (!array)
		return NULL;
	e = expr_new(p->arena, EX_IN, array->at);
	e->list = keys->at;
	e->n = keys->n;
	if (array->kind == EX_HIST)
		e->left = array;
	else
		e->name = array->name;
	return e;
}

/* member = ("[" slices "]" | compare) ["in" indexable] */
static struct expr *parse_member(struct parser *p)
{
	struct expr_list keys = { 0 };
	struct expr *e;

	if (parse_accept(p, "[")) {
		if (!parse_enter(p) || !parse_slices(p, parse_compare, &keys, "]"))
			return NULL;
		p->depth--;
	} else {
		e = parse_compare(p);
		if (!e)
			return NULL;
		list_push(p->arena, &keys, e);
	}
	if (parse_is_keyword(p, "in"))
		return parse_in(p, &keys);
	if (keys.n == 1 && keys.at[0])
		return keys.at[0];
	parse_error(p, "parse-in", "expected 'in'");
	return NULL;
}

/* Operators of level and tighter, down to '&': member {op member} */
static struct expr *parse_loose(struct parser *p, unsigned int level)
{
	struct expr *left = parse_member(p), *e;
	const struct operator *o;

	while (left && (o = p->operator) && o->level >= level && o->level <= LEVEL_AND) {
		if (!count_operator(p))
			return NULL;
		e = new_binary(p, o, left);
		parse_advance(p);
		e->right = parse_loose(p, o->level + 1);
		left = e->right ? e : NULL;
	}
	return left;
}

/* --- ternary and assignment ------------------------------------------------- */

static struct expr *parse_assign(struct parser *p);

/* ternary = loose ["?" expr ":" ternary] */
static struct expr *parse_ternary(struct parser *p)
{
	struct expr *e = parse_loose(p, LEVEL_OROR), *cond = e;

	if (!cond || !parse_is_op(p, "?"))
		return cond;
	e = expr_new(p->arena, EX_TERNARY, p->tok->at);
	e->cond = cond;
	parse_advance(p);
	if (!count_operator(p))
		return NULL;
	e->left = parse_expr(p);
	if (!e->left || !parse_expect(p, ":") || !parse_enter(p))
		return NULL;
	e->right = parse_is_since(p, "4.0") ? parse_ternary(p) : parse_assign(p);
	p->depth--;
	return e->right ? e : NULL;
}

/* The number of its row in assignments, or that of all rows. */
static size_t assignment(const struct parser *p)
{
	size_t i;

	for (i = 0; i < array_size(assignments); i++) {
		if (p->tok->kind == TOK_OP && strcmp(p->tok->text, assignments[i].text) == 0)
			break;
	}
	return i;
}

/* assign = ternary [("=" | "<<<" | "+=" ...) assign] */
static struct expr *parse_assign(struct parser *p)
{
	struct expr *left = parse_ternary(p), *e;
	size_t i = left ? assignment(p) : array_size(assignments);

	if (i == array_size(assignments))
		return left;
	e = expr_new(p->arena, EX_ASSIGN, p->tok->at);
	e->op = assignments[i].op;
	e->sub = assignments[i].sub;
	e->left = left;
	parse_advance(p);
	if (!count_operator(p) || !parse_enter(p))
		return NULL;
	e->right = parse_assign(p);
	p->depth--;
	return e->right ? e : NULL;
}

/* expr = assign */
struct expr *parse_expr(struct parser *p)
{
	unsigned int outer = p->expressions;
	struct expr *e;

	if (!parse_enter(p))
		return NULL;
	if (p->expressions++ == 0)
		p->operators = 0;
	e = parse_assign(p);
	p->expressions = outer;
	p->depth--;
	return e;
}
