/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse_stmt.c - statements. */
#include "parse_int.h"

#include <string.h>

static struct stmt *parse_stmt(struct parser *p);

struct stmt_list {
	struct stmt **at;
	unsigned int n, cap;
};

/* block = "{" {stmt} "}" */
struct stmt *parse_block(struct parser *p)
{
	struct stmt *block = stmt_new(p->arena, ST_BLOCK, p->tok->at), *s;
	struct stmt_list list = { 0 };

	if (!parse_expect(p, "{") || !parse_enter(p))
		return NULL;
	while (!parse_accept(p, "}")) {
		s = parse_stmt(p);
		if (!s)
			return NULL;
		list_push(p->arena, &list, s);
	}
	p->depth--;
	block->list = list.at;
	block->n = list.n;
	return block;
}

/* "(" expr ")" */
static struct expr *parse_condition(struct parser *p)
{
	struct expr *e;

	if (!parse_expect(p, "("))
		return NULL;
	e = parse_expr(p);
	return e && parse_expect(p, ")") ? e : NULL;
}

/* "if" "(" expr ")" stmt ["else" stmt] */
static bool parse_if(struct parser *p, struct stmt *s)
{
	s->expr = parse_condition(p);
	if (!s->expr)
		return false;
	s->body = parse_stmt(p);
	if (!s->body || !parse_accept_keyword(p, "else"))
		return s->body;
	s->other = parse_stmt(p);
	return s->other;
}

/* "while" "(" expr ")" stmt */
static bool parse_while(struct parser *p, struct stmt *s)
{
	s->expr = parse_condition(p);
	s->body = s->expr ? parse_stmt(p) : NULL;
	return s->body;
}

/* [expr] end, where end is ";" or ")" */
static bool parse_for_part(struct parser *p, struct expr **slot, const char *end)
{
	if (parse_accept(p, end))
		return true;
	*slot = parse_expr(p);
	return *slot && parse_expect(p, end);
}

/* "for" "(" [expr] ";" [expr] ";" [expr] ")" stmt */
static bool parse_for(struct parser *p, struct stmt *s)
{
	if (!parse_expect(p, "(") || !parse_for_part(p, &s->init, ";") ||
	    !parse_for_part(p, &s->expr, ";") || !parse_for_part(p, &s->step, ")"))
		return false;
	s->body = parse_stmt(p);
	return s->body;
}

/* --- foreach ---------------------------------------------------------------- */

/* ["+" | "-"]: sorts by the key-th key, or by the value when key is 0 */
static bool parse_sort(struct parser *p, struct stmt *s, unsigned int key)
{
	if (!parse_is_op(p, "+") && !parse_is_op(p, "-"))
		return true;
	if (s->sort != SORT_NONE)
		return parse_error(p, "parse-foreach-sorts", "multiple sort directives");
	s->sort = parse_is_op(p, "+") ? SORT_UP : SORT_DOWN;
	s->sort_key = key;
	parse_advance(p);
	return true;
}

static struct expr *parse_variable(struct parser *p)
{
	const struct token *name = parse_identifier(p);
	struct expr *e;

	if (!name)
		return NULL;
	e = expr_new(p->arena, EX_NAME, name->at);
	e->name = name->text;
	return e;
}

/* IDENT ["+" | "-"] of a key */
static bool parse_key(struct parser *p, struct stmt *s, struct expr_list *keys)
{
	struct expr *key = parse_variable(p);

	if (!key)
		return false;
	list_push(p->arena, keys, key);
	return parse_sort(p, s, keys->n);
}

/* key | "[" key {"," key} "]" */
static bool parse_keys(struct parser *p, struct stmt *s, struct expr_list *keys)
{
	if (!parse_accept(p, "["))
		return parse_key(p, s, keys);
	do {
		if (!parse_key(p, s, keys))
			return false;
	} while (parse_accept(p, ","));
	return parse_accept(p, "]") ||
	       parse_error(p, "parse-foreach-keys", "expected ',' or ']'");
}

/*
 * [IDENT ["+" | "-"] "="] keys: what looks like a single key is the value when
 * a '=' follows, which the lexer joins with a sort mark in front of it.
 */
static bool parse_value_and_keys(struct parser *p, struct stmt *s, struct expr_list *keys)
{
	bool has_brackets = parse_is_op(p, "["), is_joined;

	if (!parse_keys(p, s, keys))
		return false;
	is_joined = parse_is_op(p, "+=") || parse_is_op(p, "-=");
	if (has_brackets || (!is_joined && !parse_is_op(p, "=")))
		return true;
	if (is_joined)
		s->sort = parse_is_op(p, "+=") ? SORT_UP : SORT_DOWN;
	s->value = keys->at[0];
	s->sort_key = 0;
	keys->n = 0;
	parse_advance(p);
	return parse_keys(p, s, keys);
}

/* "[" slice {"," slice} "]" */
static bool parse_slice(struct parser *p, struct stmt *s)
{
	const struct place *at = p->tok->at;
	struct expr_list list = { 0 };

	if (!parse_accept(p, "["))
		return true;
	if (!parse_slices(p, parse_expr, &list, "]"))
		return false;
	if (list.n != s->n_keys)
		return parse_error_at(p, "parse-foreach-slice", at,
				      "foreach over %u key%s cannot have a slice of %u",
				      s->n_keys, s->n_keys == 1 ? "" : "s", list.n);
	s->slice = list.at;
	return true;
}

/* ["@count" | "@sum" ...] ["+" | "-"] */
static bool parse_order(struct parser *p, struct stmt *s)
{
	s->has_sort_stat = parse_is_stat(p->tok, &s->sort_stat);
	if (s->has_sort_stat) {
		parse_advance(p);
		if (!parse_is_op(p, "+") && !parse_is_op(p, "-"))
			return parse_error(p, "parse-foreach-order", "expected sort directive");
	}
	return parse_sort(p, s, 0);
}

/* "foreach" "(" [value "="] keys "in" indexable [slice] [order] ["limit" expr] ")" stmt */
static bool parse_foreach(struct parser *p, struct stmt *s)
{
	struct expr_list keys = { 0 };

	if (!parse_expect(p, "(") || !parse_value_and_keys(p, s, &keys))
		return false;
	s->keys = keys.at;
	s->n_keys = keys.n;
	if (!parse_accept_keyword(p, "in"))
		return parse_error(p, "parse-foreach-in", "expected 'in'");
	s->array = parse_indexable(p);
	if (!s->array || !parse_slice(p, s) || !parse_order(p, s))
		return false;
	if (parse_accept_keyword(p, "limit")) {
		s->limit = parse_expr(p);
		if (!s->limit)
			return false;
	}
	if (!parse_expect(p, ")"))
		return false;
	s->body = parse_stmt(p);
	return s->body;
}

/* --- the others ------------------------------------------------------------- */

/* "try" block "catch" ["(" IDENT ")"] block */
static bool parse_try(struct parser *p, struct stmt *s)
{
	s->body = parse_block(p);
	if (!s->body)
		return false;
	if (!parse_accept_keyword(p, "catch"))
		return parse_error(p, "parse-catch", "expected 'catch'");
	if (parse_accept(p, "(")) {
		s->catch_var = parse_variable(p);
		if (!s->catch_var || !parse_expect(p, ")"))
			return false;
	}
	s->other = parse_block(p);
	return s->other;
}

/* "return" [expr] */
static bool parse_return(struct parser *p, struct stmt *s)
{
	if (!p->in_function)
		return parse_error_at(p, "parse-return", s->at,
				      "found 'return' not in function context");
	if (parse_is_op(p, ";") || parse_is_op(p, "}") || p->tok->kind == TOK_KEYWORD)
		return true;
	s->expr = parse_expr(p);
	return s->expr;
}

/* "delete" expr */
static bool parse_delete(struct parser *p, struct stmt *s)
{
	s->expr = parse_expr(p);
	return s->expr;
}

static bool parse_word(struct parser *p, struct stmt *s)
{
	(void)p;
	(void)s;
	return true;
}

static const struct {
	const char *word;
	enum stmt_kind kind;
	bool (*parse)(struct parser *p, struct stmt *s);	/* what follows it */
	bool is_simple;						/* it takes a ';' */
} statements[] = {
	{ "if", ST_IF, parse_if, false },
	{ "while", ST_WHILE, parse_while, false },
	{ "for", ST_FOR, parse_for, false },
	{ "foreach", ST_FOREACH, parse_foreach, false },
	{ "try", ST_TRY, parse_try, false },
	{ "return", ST_RETURN, parse_return, true },
	{ "delete", ST_DELETE, parse_delete, true },
	{ "break", ST_BREAK, parse_word, true },
	{ "continue", ST_CONTINUE, parse_word, true },
	{ "next", ST_NEXT, parse_word, true },
};

static struct stmt *parse_keyword_stmt(struct parser *p)
{
	struct stmt *s;
	size_t i;

	for (i = 0; i < array_size(statements); i++) {
		if (parse_is_keyword(p, statements[i].word))
			break;
	}
	if (i == array_size(statements)) {
		parse_error(p, "parse-statement", "expected statement");
		return NULL;
	}
	s = stmt_new(p->arena, statements[i].kind, p->tok->at);
	parse_advance(p);
	if (!statements[i].parse(p, s))
		return NULL;
	if (statements[i].is_simple)
		parse_accept(p, ";");
	return s;
}

static struct stmt *parse_expr_stmt(struct parser *p)
{
	struct stmt *s = stmt_new(p->arena, ST_EXPR, p->tok->at);

	s->expr = parse_expr(p);
	if (!s->expr)
		return NULL;
	parse_accept(p, ";");
	return s;
}

static struct stmt *parse_any(struct parser *p)
{
	struct stmt *s;

	if (p->tok->kind == TOK_KEYWORD || p->tok->kind == TOK_EOF)
		return parse_keyword_stmt(p);
	if (parse_is_op(p, "{"))
		return parse_block(p);
	if (!parse_is_op(p, ";"))
		return parse_expr_stmt(p);
	s = stmt_new(p->arena, ST_NULL, p->tok->at);
	parse_advance(p);
	return s;
}

/* stmt = ";" | block | keyword ... | expr [";"] */
static struct stmt *parse_stmt(struct parser *p)
{
	struct stmt *s;

	if (!parse_enter(p))
		return NULL;
	s = parse_any(p);
	p->depth--;
	return s;
}
