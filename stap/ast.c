/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ast.c - the tree of a script: constructors, copies, walks, and the names of things. */
#include "ast.h"

#include <ctype.h>
#include <string.h>

/* ORDER op (ast.h) */
static const char *const op_strings[OP_COUNT] = {
	[OP_NONE] = "",
	[OP_ADD] = "+", [OP_SUB] = "-", [OP_MUL] = "*", [OP_DIV] = "/", [OP_MOD] = "%",
	[OP_SHL] = "<<", [OP_SAR] = ">>", [OP_SHR] = ">>>",
	[OP_AND] = "&", [OP_OR] = "|", [OP_XOR] = "^",
	[OP_LT] = "<", [OP_GT] = ">", [OP_LE] = "<=", [OP_GE] = ">=",
	[OP_EQ] = "==", [OP_NE] = "!=",
	[OP_ANDAND] = "&&", [OP_OROR] = "||",
	[OP_PLUS] = "+", [OP_NEG] = "-", [OP_NOT] = "!", [OP_COMPL] = "~",
	[OP_SET] = "=", [OP_CAT] = ".", [OP_STATADD] = "<<<",
	[OP_INC] = "++", [OP_DEC] = "--",
	[OP_MATCH] = "=~", [OP_NOMATCH] = "!~",
};

const char *op_string(enum op op)
{
	return op_strings[op];
}

const char *type_name(enum type t)
{
	/* ORDER type (ast.h) */
	static const char *const names[] = { "unknown", "long", "string", "stats" };

	return names[t];
}

const char *stat_name(enum stat_op s)
{
	static const char *const names[] = {
		[STAT_COUNT] = "count", [STAT_SUM] = "sum", [STAT_MIN] = "min",
		[STAT_MAX] = "max", [STAT_AVG] = "avg", [STAT_VARIANCE] = "variance",
	};

	return names[s];
}

/* --- constructors ----------------------------------------------------------- */

struct expr *expr_new(struct arena *a, enum expr_kind kind, const struct place *at)
{
	struct expr *e = arena_one(a, struct expr);

	e->kind = kind;
	e->at = at;
	return e;
}

struct stmt *stmt_new(struct arena *a, enum stmt_kind kind, const struct place *at)
{
	struct stmt *s = arena_one(a, struct stmt);

	s->kind = kind;
	s->at = at;
	return s;
}

struct expr *expr_numbered(struct arena *a, enum expr_kind kind, int64_t n,
			   const struct place *at)
{
	struct expr *e = expr_new(a, kind, at);

	e->num = n;
	return e;
}

struct expr *expr_number(struct arena *a, int64_t n, const struct place *at)
{
	return expr_numbered(a, EX_NUMBER, n, at);
}

struct expr *expr_string(struct arena *a, const char *raw, const struct place *at)
{
	struct expr *e = expr_new(a, EX_STRING, at);

	e->str = raw;
	return e;
}

struct expr *expr_binary(struct arena *a, enum op op, struct expr *l, struct expr *r)
{
	struct expr *e;

	switch (op) {
	case OP_ANDAND:
	case OP_OROR:
		e = expr_new(a, EX_LOGICAL, l->at);
		break;
	case OP_LT ... OP_NE:
		e = expr_new(a, EX_COMPARE, l->at);
		break;
	case OP_CAT:
		e = expr_new(a, EX_CONCAT, l->at);
		break;
	default:
		e = expr_new(a, EX_BINARY, l->at);
		break;
	}
	e->op = op;
	e->left = l;
	e->right = r;
	return e;
}

/* --- walks ------------------------------------------------------------------ */

typedef void expr_fn(void *ctx, struct expr **slot);

static void visit(struct expr **slot, expr_fn *fn, void *ctx)
{
	if (*slot)
		fn(ctx, slot);
}

static void visit_list(struct expr **list, unsigned int n, expr_fn *fn, void *ctx)
{
	unsigned int i;

	for (i = 0; list && i < n; i++)
		visit(&list[i], fn, ctx);
}

/*
 * One order fits all kinds: a condition comes before what it chooses, an object
 * before the steps into it, an index before what is stored there.
 */
void expr_children(struct expr *e, expr_fn *fn, void *ctx)
{
	unsigned int i;

	visit(&e->cond, fn, ctx);
	visit(&e->left, fn, ctx);
	for (i = 0; i < e->n_parts; i++)
		visit(&e->parts[i].index, fn, ctx);
	visit_list(e->list, e->n, fn, ctx);
	visit(&e->right, fn, ctx);
}

void stmt_exprs(struct stmt *s, expr_fn *fn, void *ctx)
{
	visit(&s->init, fn, ctx);
	visit(&s->expr, fn, ctx);
	visit(&s->step, fn, ctx);
	visit_list(s->slice, s->n_keys, fn, ctx);
	visit(&s->limit, fn, ctx);
	visit(&s->array, fn, ctx);
	visit(&s->value, fn, ctx);
	visit_list(s->keys, s->n_keys, fn, ctx);
	visit(&s->catch_var, fn, ctx);
}

void stmt_children(struct stmt *s, void (*fn)(void *ctx, struct stmt **slot), void *ctx)
{
	unsigned int i;

	if (s->body)
		fn(ctx, &s->body);
	if (s->other)
		fn(ctx, &s->other);
	for (i = 0; i < s->n; i++)
		fn(ctx, &s->list[i]);
}

struct walk {
	expr_fn *fn;
	void *ctx;
};

static void walk_expr(void *ctx, struct expr **slot)
{
	struct walk *w = ctx;

	expr_children(*slot, walk_expr, w);
	w->fn(w->ctx, slot);
}

void expr_each(struct expr **slot, expr_fn *fn, void *ctx)
{
	struct walk w = { fn, ctx };

	if (*slot)
		walk_expr(&w, slot);
}

static void walk_stmt(void *ctx, struct stmt **slot)
{
	stmt_exprs(*slot, walk_expr, ctx);
	stmt_children(*slot, walk_stmt, ctx);
}

void stmt_each_expr(struct stmt *s, expr_fn *fn, void *ctx)
{
	struct walk w = { fn, ctx };

	if (s)
		walk_stmt(&w, &s);
}

/* --- copies ----------------------------------------------------------------- */

static struct expr **copy_list(struct arena *a, struct expr *const *list, unsigned int n)
{
	struct expr **copy;
	unsigned int i;

	if (!list)
		return NULL;
	copy = arena_many(a, struct expr *, n);
	for (i = 0; i < n; i++)
		copy[i] = expr_copy(a, list[i]);
	return copy;
}

struct expr *expr_copy(struct arena *a, const struct expr *e)
{
	struct expr *copy;
	unsigned int i;

	if (!e)
		return NULL;
	copy = arena_one(a, struct expr);
	*copy = *e;
	copy->left = expr_copy(a, e->left);
	copy->right = expr_copy(a, e->right);
	copy->cond = expr_copy(a, e->cond);
	copy->list = copy_list(a, e->list, e->n);
	if (e->parts) {
		copy->parts = arena_many(a, struct part, e->n_parts);
		for (i = 0; i < e->n_parts; i++) {
			copy->parts[i] = e->parts[i];
			copy->parts[i].index = expr_copy(a, e->parts[i].index);
		}
	}
	return copy;
}

struct stmt *stmt_copy(struct arena *a, const struct stmt *s)
{
	struct stmt *copy;
	unsigned int i;

	if (!s)
		return NULL;
	copy = arena_one(a, struct stmt);
	*copy = *s;
	copy->expr = expr_copy(a, s->expr);
	copy->init = expr_copy(a, s->init);
	copy->step = expr_copy(a, s->step);
	copy->catch_var = expr_copy(a, s->catch_var);
	copy->keys = copy_list(a, s->keys, s->n_keys);
	copy->value = expr_copy(a, s->value);
	copy->array = expr_copy(a, s->array);
	copy->slice = copy_list(a, s->slice, s->n_keys);
	copy->limit = expr_copy(a, s->limit);
	copy->body = stmt_copy(a, s->body);
	copy->other = stmt_copy(a, s->other);
	copy->list = s->list ? arena_many(a, struct stmt *, s->n) : NULL;
	for (i = 0; i < s->n; i++)
		copy->list[i] = stmt_copy(a, s->list[i]);
	return copy;
}

/* --- string literals -------------------------------------------------------- */

static unsigned int read_octal(const char **p)
{
	unsigned int value = 0, i;

	for (i = 0; i < 3 && **p >= '0' && **p <= '7'; i++, (*p)++)
		value = value * 8 + (unsigned int)(**p - '0');
	return value;
}

/* As many digits as there are, as in C. */
static unsigned int read_hex(const char **p)
{
	unsigned int value = 0;

	for (; isxdigit((unsigned char)**p); (*p)++) {
		value = value * 16;
		if (isdigit((unsigned char)**p))
			value += (unsigned int)(**p - '0');
		else
			value += (unsigned int)(tolower((unsigned char)**p) - 'a' + 10);
	}
	return value;
}

/* The byte of what follows a backslash; *p moves behind it. */
static char read_escape(const char **p)
{
	static const char letters[] = "abtnvfr", bytes[] = "\a\b\t\n\v\f\r";
	const char *letter;

	if (**p >= '0' && **p <= '7')
		return (char)read_octal(p);
	if (**p == 'x' && isxdigit((unsigned char)(*p)[1])) {
		(*p)++;
		return (char)read_hex(p);
	}
	letter = **p ? strchr(letters, **p) : NULL;
	if (letter) {
		(*p)++;
		return bytes[letter - letters];
	}
	return **p ? *(*p)++ : '\\';
}

const char *string_decode(struct arena *a, const char *raw, size_t *len)
{
	char *bytes = arena_alloc(a, strlen(raw) + 1), *out = bytes;

	while (*raw) {
		if (*raw == '\\') {
			raw++;
			*out = read_escape(&raw);
		} else {
			*out = *raw++;
		}
		if (!*out)
			break;
		out++;
	}
	*out = '\0';
	if (len)
		*len = (size_t)(out - bytes);
	return bytes;
}

const char *string_encode(struct arena *a, const char *bytes)
{
	static const char letters[] = "abtnvfr", special[] = "\a\b\t\n\v\f\r";
	char *raw = arena_alloc(a, strlen(bytes) * 4 + 1), *out = raw;
	const char *known;

	for (; *bytes; bytes++) {
		known = strchr(special, *bytes);
		if (known) {
			*out++ = '\\';
			*out++ = letters[known - special];
		} else if (*bytes == '\\') {
			*out++ = '\\';
			*out++ = '\\';
		} else if (iscntrl((unsigned char)*bytes)) {
			*out++ = '\\';
			*out++ = (char)('0' + ((unsigned char)*bytes >> 6));
			*out++ = (char)('0' + ((unsigned char)*bytes >> 3 & 7));
			*out++ = (char)('0' + (*bytes & 7));
		} else {
			*out++ = *bytes;
		}
	}
	return raw;
}
