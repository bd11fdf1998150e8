/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * parse_int.h - what the files of the parser share.
 *
 * A parse function reads one production and leaves the token behind it as the
 * current one; NULL or false after it has reported a mistake.
 */
#ifndef STAP_PARSE_INT_H
#define STAP_PARSE_INT_H

#include <stdbool.h>

#include "ast.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "lex.h"

struct pp;
struct session;

/* How deep statements and parentheses nest, and operators of one expression:
 * later passes walk the tree by recursion. */
#define NEST_MAX	1000
#define OPERATORS_MAX	2000

/* Points that the brace groups of one probe make. */
#define POINTS_MAX	100000

struct expr_list {
	struct expr **at;
	unsigned int n, cap;
};

/* A row of the priority table in parse_expr.c. */
struct operator {
	const char *text;
	enum expr_kind kind;
	enum op op;
	unsigned int level;
};

struct parser {
	struct session *s;
	struct arena *arena;
	struct pp *pp;
	const struct source *src;
	const struct token *tok;		/* the current one */
	const struct operator *operator;	/* that it is, or NULL */
	struct ast_file *file;
	struct map *globals;		/* of this file, to their declarations */
	const char *compatible;
	unsigned int errors;
	unsigned int depth;		/* of statements and parentheses */
	unsigned int expressions;	/* that the current token is inside of */
	unsigned int operators;		/* of the outermost one so far */
	const struct token *bare_hist;	/* may stand without index if ')' follows */
	bool in_function;
	bool is_privileged;
	bool failed;			/* in the declaration being read */
};

/* --- parse.c: tokens and mistakes --- */

void parse_advance(struct parser *p);
/* The current token is "saw:"; false.  The first in a declaration counts. */
bool parse_error(struct parser *p, const char *tag, const char *fmt, ...) printf_like(3, 4);
/* The same of a place that is to blame, shown as "at:". */
bool parse_error_at(struct parser *p, const char *tag, const struct place *at,
		    const char *fmt, ...) printf_like(4, 5);
/* Reports, but the declaration is read on. */
void parse_forbidden(struct parser *p, const char *tag, const struct place *at, const char *msg);

bool parse_is_op(const struct parser *p, const char *op);
bool parse_is_keyword(const struct parser *p, const char *word);
/* Reads it if it is there. */
bool parse_accept(struct parser *p, const char *op);
bool parse_accept_keyword(struct parser *p, const char *word);
/* Reads it, or reports "expected '('". */
bool parse_expect(struct parser *p, const char *op);
/* IDENT; NULL after reporting. */
const struct token *parse_identifier(struct parser *p);
/* STRING {STRING}, raw; NULL after reporting. */
const char *parse_string(struct parser *p);
/* The same of strings that must not be left out; the current token is one. */
const char *parse_strings(struct parser *p);
/* ["-"] NUMBER */
bool parse_number(struct parser *p, int64_t *n);
/* One level deeper, or reports that it is too deep.  Pairs with depth--. */
bool parse_enter(struct parser *p);
/* Is the language that of version v or newer? */
bool parse_is_since(const struct parser *p, const char *v);

/* --- parse_point.c --- */

bool parse_probe(struct parser *p);

/* --- parse_stmt.c --- */

struct stmt *parse_block(struct parser *p);

/* --- parse_expr.c --- */

/* Its row in the priority table; NULL: it is no operator between two operands. */
const struct operator *parse_operator(const struct token *t);
struct expr *parse_expr(struct parser *p);
/* ("*" | item) {"," ...} close: NULL stands for '*'. */
bool parse_slices(struct parser *p, struct expr *(*item)(struct parser *p),
		  struct expr_list *list, const char *close);
/* IDENT, as EX_NAME, or a histogram */
struct expr *parse_indexable(struct parser *p);

/* --- parse_value.c --- */

/* ["&"] base {"->" member | "[" index "]"} [pretty] */
struct expr *parse_target(struct parser *p);
/* @hist_log(...), @hist_linear(...); the current token is the word */
struct expr *parse_hist(struct parser *p);
bool parse_is_hist(const struct parser *p);
/* @count or the like; false: it is none */
bool parse_is_stat(const struct token *t, enum stat_op *stat);

/* --- parse_print.c --- */

/* Is it the name of a print function? */
bool parse_is_print(const char *name, struct print *print);
/* "(" arguments ")"; the current token is behind the name */
struct expr *parse_print(struct parser *p, const struct token *name, const struct print *print);

#endif
