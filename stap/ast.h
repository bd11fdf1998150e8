/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ast.h - the tree of a script: what the parser makes and later passes annotate.
 *
 * Nodes live in the session's arena and are never freed.  A node says where it
 * stands by `at`, the place of the token that names it in messages (the
 * operator of an expression, the keyword of a statement).
 *
 * Who writes what: the parser fills a node; bind sets `decl` and `callee`;
 * targets replaces EX_TARGET .. EX_REGISTER nodes by EX_LOAD, EX_ARGUMENT and
 * arithmetic; types sets `type`; simplify rewrites.  Nobody else writes.
 */
#ifndef STAP_AST_H
#define STAP_AST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/source.h"
#include "base/text.h"

struct regex;
struct di_type;
struct report;		/* base/diag.h */
struct expr;
struct stmt;
struct var;		/* program.h */
struct function;	/* program.h */

/* ORDER type: names in types.c */
enum type { TY_UNKNOWN, TY_LONG, TY_STRING, TY_STATS };

/* ORDER expr: names and child layout in ast.c */
enum expr_kind {
	EX_NUMBER,	/* num */
	EX_STRING,	/* str: raw text as in the script, escapes not decoded */
	EX_NAME,	/* name: a variable */
	EX_INDEX,	/* name[list]: an array element; NULL in list is '*' */
	EX_UNARY,	/* op left: + - ! ~ */
	EX_BINARY,	/* left op right: + - * / % << >> >>> & | ^ */
	EX_LOGICAL,	/* left op right: && || */
	EX_COMPARE,	/* left op right: < > <= >= == != */
	EX_CONCAT,	/* left . right */
	EX_REGEX,	/* left =~ str, !~ */
	EX_IN,		/* [list] in name, or [list] in hist (left) */
	EX_TERNARY,	/* cond ? left : right */
	EX_ASSIGN,	/* left op right: = += -= ... <<< */
	EX_INCDEC,	/* ++left, left-- ...: op OP_INC/OP_DEC, is_prefix */
	EX_CALL,	/* name(list) */
	EX_PRINT,	/* print family: print, list, str = format or delimiter */
	EX_STAT,	/* @count(left) ...: stat, num = @variance's shift */
	EX_HIST,	/* @hist_log(left), @hist_linear(left, hist[3]) */
	EX_HISTINDEX,	/* left (EX_HIST) [right] */
	EX_TARGET,	/* $name, parts, pretty; name with its $ */
	EX_ATVAR,	/* @var(str[, str2]), parts */
	EX_CAST,	/* @cast(left, str[, str2]), parts */
	EX_AUTOCAST,	/* (left)->..., parts on any expression */
	EX_DEFINED,	/* @defined(left) */
	EX_ENTRY,	/* @entry(left) */
	EX_PERF,	/* @perf(str) */
	EX_CONST,	/* @const(str) */
	EX_ENUM,	/* @enum(str) */
	EX_ENUMNAME,	/* @enumname(left[, str[, str2]]) */
	EX_PROBEWRITE,	/* @probewrite(name) */
	EX_REGISTER,	/* @kregister(num), @uregister(num): is_user */
	EX_DEREF,	/* @kderef(num, left), @uderef: is_user */
	EX_EMBEDDED,	/* %{ str %} */
	/* made by targets, never by the parser */
	EX_ARGUMENT,	/* num-th argument register at function entry */
	EX_STACKARG,	/* address of the num-th stack slot at function entry */
	EX_RETVAL,	/* the return value register */
	EX_ADDRESS,	/* num bytes from _stext */
	EX_GIVEN,	/* num-th value that the kernel gave the probe; address_of */
	EX_SET_GIVEN,	/* that value becomes left */
	EX_COUNTER,	/* the perf counter of `probe` */
	EX_LOAD,	/* `size` bytes at address left; is_signed, is_user */
	EX_NARROW,	/* low `size` bytes of left, extended by is_signed */
	EX_SAVED,	/* num-th value saved at entry, of type `type` */
	EX_TEXT,	/* the text that came with the hit */
	EX_SET_TEXT,	/* the text that answers the hit becomes left; sub: OP_CAT */
	EX_CONTEXT,	/* text that the probe knows: str, e.g. $$name */
};

enum op {
	OP_NONE,
	/* binary, compare, logical */
	OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_MOD, OP_SHL, OP_SAR, OP_SHR,
	OP_AND, OP_OR, OP_XOR,
	OP_LT, OP_GT, OP_LE, OP_GE, OP_EQ, OP_NE,
	OP_ANDAND, OP_OROR,
	/* unary */
	OP_PLUS, OP_NEG, OP_NOT, OP_COMPL,
	/* assignment: OP_SET, or OP_SET with `sub` = OP_ADD ..., OP_CAT */
	OP_SET, OP_CAT, OP_STATADD,
	OP_INC, OP_DEC,
	/* regex */
	OP_MATCH, OP_NOMATCH,
	OP_COUNT
};

enum stat_op { STAT_COUNT, STAT_SUM, STAT_MIN, STAT_MAX, STAT_AVG, STAT_VARIANCE };

struct print {			/* which of the family was called */
	bool to_string;		/* s... */
	bool has_format;	/* printf, sprintf: str is the format */
	bool has_delim;		/* printd...: str is the delimiter */
	bool newline;		/* ...ln */
	bool is_char;		/* print_char */
};

/* One step of `$x->a[1]`: a member name, or an index expression. */
struct part {
	const struct place *at;
	const char *member;	/* NULL: index */
	struct expr *index;
};

struct expr {
	enum expr_kind kind;
	enum op op;
	enum op sub;			/* EX_ASSIGN: `a += b` is OP_SET, OP_ADD */
	enum type type;			/* set by types */
	const struct place *at;
	const struct di_type *dtype;	/* kernel type of the value, or NULL */
	struct expr *left, *right, *cond;
	struct expr **list;		/* arguments, index, print values */
	unsigned int n;			/* of list */
	const char *name;		/* without $ or @ */
	const char *str, *str2;		/* raw literal text */
	const struct place *str_at;	/* EX_REGEX: of str */
	const struct regex *regex;	/* EX_REGEX: set by regexes_compile() */
	int64_t num;
	int64_t hist[3];		/* low, high, step */
	enum stat_op stat;
	struct print print;
	struct part *parts;
	unsigned int n_parts;
	unsigned int pretty;		/* 0, 1 for $, 2 for $$ */
	unsigned int size;		/* EX_LOAD, EX_NARROW: bytes */
	bool is_hist_log, is_prefix, is_signed, is_user, address_of;
	bool sets_groups;		/* EX_REGEX: the program asks where it matched */
	struct var *decl;		/* EX_NAME, EX_INDEX, EX_IN: set by bind */
	struct function *callee;	/* EX_CALL: set by bind */
	const struct probe *probe;	/* EX_COUNTER: whose counter it is */
	struct report *held;		/* EX_TARGET .. left by targets: why it failed;
					 * reported by types if nothing drops it */
};

/* ORDER stmt: ast.c */
enum stmt_kind {
	ST_NULL, ST_EXPR, ST_BLOCK, ST_IF, ST_WHILE, ST_FOR, ST_FOREACH,
	ST_RETURN, ST_DELETE, ST_BREAK, ST_CONTINUE, ST_NEXT, ST_TRY,
};

enum sort { SORT_NONE, SORT_UP, SORT_DOWN };

struct stmt {
	enum stmt_kind kind;
	const struct place *at;
	struct expr *expr;		/* value, condition (NULL in for(;;): 1) */
	struct expr *init, *step;	/* ST_FOR */
	struct stmt *body, *other;	/* then/else, try/catch, loop body */
	struct stmt **list;		/* ST_BLOCK */
	unsigned int n;
	struct expr *catch_var;		/* ST_TRY: EX_NAME, or NULL */
	/* ST_FOREACH */
	struct expr **keys;		/* EX_NAME each */
	unsigned int n_keys;
	struct expr *value;		/* EX_NAME or NULL */
	struct expr *array;		/* EX_NAME, or EX_HIST */
	struct expr **slice;		/* NULL, or n_keys entries, NULL is '*' */
	struct expr *limit;
	enum sort sort;			/* and by what: */
	unsigned int sort_key;		/* 0: the value; n: n-th key */
	enum stat_op sort_stat;
	bool has_sort_stat;
};

/* ---- probe points ------------------------------------------------------------ */

enum comp_arg { ARG_NONE, ARG_NUMBER, ARG_STRING };

struct comp {
	const char *name;		/* may hold '*' */
	const struct place *at;
	enum comp_arg arg;
	int64_t num;
	const char *str;		/* decoded */
};

/* One point, brace groups expanded: a.b(1).c? if (cond) */
struct point {
	const struct place *at;		/* of its first component */
	struct comp *comps;
	unsigned int n;
	bool optional, sufficient;	/* '?', '!' (which is optional as well) */
	struct expr *cond;		/* or NULL */
};

struct point_list {
	struct point **at;
	unsigned int n, cap;
};

/* ---- declarations -------------------------------------------------------------- */

struct global_decl {
	const char *name;
	const struct place *at;
	bool is_private, wraps;
	int64_t size;			/* [N]; 0: not given */
	struct expr *init;		/* EX_NUMBER or EX_STRING, or NULL */
};

struct param {
	const char *name;
	const struct place *at;
	enum type type;			/* TY_UNKNOWN: not declared */
};

struct function_decl {
	const char *name;
	const struct place *at;
	bool is_private;
	enum type type;			/* declared return type */
	struct param *params;
	unsigned int n_params;
	int64_t priority;		/* -1: not given */
	struct stmt *body;		/* NULL: embedded C */
	const char *code;		/* raw text between %{ and %} */
	const struct place *code_at;
};

struct probe_decl {
	const struct place *at;		/* of `probe` */
	struct point_list aliases;	/* `A = B =`: names defined; empty: a probe */
	bool is_epilogue;		/* += */
	struct point_list points;
	struct stmt *body;
	struct stmt *epilogue;		/* second block of an alias, or NULL */
};

struct embedded_decl {
	const struct place *at;
	const char *code;
};

struct ast_file {
	const struct source *source;
	list_of(struct embedded_decl *) embedded;
	list_of(struct global_decl *) globals;
	list_of(struct probe_decl *) aliases;
	list_of(struct probe_decl *) probes;
	list_of(struct function_decl *) functions;
};

/* ---- functions on trees ---------------------------------------------------------- */

struct expr *expr_new(struct arena *a, enum expr_kind kind, const struct place *at);
struct stmt *stmt_new(struct arena *a, enum stmt_kind kind, const struct place *at);
/* One of the kinds that are no more than their num: EX_NUMBER, EX_REGISTER ... */
struct expr *expr_numbered(struct arena *a, enum expr_kind kind, int64_t n,
			   const struct place *at);
struct expr *expr_number(struct arena *a, int64_t n, const struct place *at);
struct expr *expr_string(struct arena *a, const char *raw, const struct place *at);
struct expr *expr_binary(struct arena *a, enum op op, struct expr *l, struct expr *r);

/* Deep copies; annotations (decl, type ...) are copied as they are. */
struct expr *expr_copy(struct arena *a, const struct expr *e);
struct stmt *stmt_copy(struct arena *a, const struct stmt *s);

/*
 * Calls fn for each direct child slot of a node, in order of evaluation;
 * fn may replace *slot.  Absent children are not visited.
 */
void expr_children(struct expr *e, void (*fn)(void *ctx, struct expr **slot), void *ctx);
void stmt_exprs(struct stmt *s, void (*fn)(void *ctx, struct expr **slot), void *ctx);
void stmt_children(struct stmt *s, void (*fn)(void *ctx, struct stmt **slot), void *ctx);

/* Visits every expression below s (or e), children before parents. */
void stmt_each_expr(struct stmt *s, void (*fn)(void *ctx, struct expr **slot), void *ctx);
void expr_each(struct expr **slot, void (*fn)(void *ctx, struct expr **slot), void *ctx);

/*
 * The bytes that a raw literal stands for, escapes decoded as C does (\n, \101,
 * \x41 ...); NUL-terminated in the arena, *len without the NUL (a script
 * string ends at the first NUL byte).
 */
const char *string_decode(struct arena *a, const char *raw, size_t *len);
/* The raw form of bytes, for literals that the translator makes. */
const char *string_encode(struct arena *a, const char *bytes);

const char *op_string(enum op op);		/* "+", "&&" ... */
const char *type_name(enum type t);		/* "long", "unknown" ... */
const char *stat_name(enum stat_op s);		/* "count" ... */

/* ---- ast_print.c: script again ------------------------------------------------------ */

void ast_print_file(struct text *out, const struct ast_file *f);
void ast_print_expr(struct text *out, const struct expr *e);
void ast_print_stmt(struct text *out, const struct stmt *s);
/* `kernel.function("f").return? if (c)` */
void ast_print_point(struct text *out, const struct point *p);

#endif
