/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * emit_int.h - what the files of emit/ share.
 *
 * A body (of a function or probe) is written into a text of its own, so that
 * what must stand before it - the frame, temporaries - is known when it is
 * done.  An expression writes the statements that it needs and returns a C
 * expression for its value, which has no effects and cannot fail; it may read
 * variables, so whoever evaluates something else before using it asks
 * emit_keep() first.
 */
#ifndef STAP_EMIT_INT_H
#define STAP_EMIT_INT_H

#include "emit.h"
#include "stap/program.h"

struct map;

/* A place to jump to; one that nothing jumps to is not written. */
struct label {
	const char *name;
	unsigned int uses;
};

struct loop {
	struct label next;	/* what `continue` jumps to; name NULL: C's own */
	struct loop *outer;
};

/* Temporaries of each kind: "t1", "f->s1", "p1", "n1". */
struct temps {
	unsigned int longs, strings;
	unsigned int texts;	/* addresses of strings that are elsewhere */
	unsigned int nodes;	/* where a foreach is */
};

/* A foreach that is open. */
struct walked {
	const struct stmt *s;
	const char *node;
	bool keeps_keys;	/* its key variables say all through where it is */
	struct walked *outer;
};

struct emit_body {
	struct function *fn;	/* one of these two is set */
	struct probe *probe;
	struct text code;
	struct label out;	/* the end of the body */
	struct label *on_error;	/* the innermost catch, or out */
	struct loop *loop;
	struct walked *walked;
	struct var_list elided;	/* locals of which some reads are not in the C */
	unsigned int labels;	/* given so far */
	struct temps temps, most;	/* in use, and that were at once */
	const char *result;	/* where the next string may be made, or NULL */
	bool longs_in_frame;	/* too many locals for the stack of the kernel */
	bool count_once;	/* no loop: all statements are counted at the start */
	bool count_never;	/* what stap adds itself */
};

/* Private to emit/, reached through struct emit. */
struct emit_module {
	struct emit e;
	struct map *handlers;	/* text of a handler to its name: equal ones are one */
	const char **handler, **entry;	/* by probe index; entry may be NULL */
	const struct provider **tables;	/* whose arrays were written */
	unsigned int n_tables;
	uint64_t *frame;	/* bytes, by index of function and, behind them, of probe */
	bool *declared;		/* by index of function: has a prototype */
	bool counts_depth;	/* every call must be counted: MAXNESTING can be reached */
	struct map *stats;	/* what is asked of a statistic, by its C name */
	struct map *regexes;	/* the tables of a pattern, by its text */
	unsigned int match_words; /* room that the largest pattern takes; 0: none asks */
	bool has_maps;
	bool has_globals;	/* a table of those that can be set */
	bool failed;
};

/* The value of an expression. */
struct value {
	const char *c;		/* C text: a name, a literal, or in parentheses */
	unsigned int reads;	/* CHANGES_*: what its text depends on */
	bool is_int;		/* 0 or 1 as C's int, not stp_s64 */
};

#define CHANGES_LOCALS	1
#define CHANGES_GLOBALS	2

static inline struct emit_module *emit_private(struct emit *e)
{
	return (struct emit_module *)e;
}

/* ---- text --------------------------------------------------------------- */

/* One line of the body. */
#define code_line(e, ...)	text_line(&(e)->body->code, __VA_ARGS__)
#define code_deeper(e)		((e)->body->code.depth++)
#define code_back(e)		((e)->body->code.depth--)

/* Bytes as a C string literal, in the arena. */
const char *emit_quote(struct emit *e, const char *bytes);
/* "identifier 'x' at f.stp:1:2" as a C string literal. */
const char *emit_place(struct emit *e, const struct place *at);
/* "f.stp:1:2" for a comment: of a library file only the last part of its path. */
const char *emit_where(struct emit *e, const struct place *at);
/* A value's text where no outer parentheses are needed. */
const char *emit_bare(struct emit *e, const char *c);
/* Label's name for a goto; counts the use. */
const char *emit_goto(struct label *l);
/* The line that leaves when something failed at a place. */
void emit_check(struct emit *e, const struct place *at);
void emit_steps(struct emit *e, unsigned int n, const struct place *at);

/* ---- bodies: func.c ----------------------------------------------------- */

void emit_functions(struct emit_module *m);
void emit_prototype(struct emit *e, const struct function *f, const char *end);
/* Writes the body of b->fn or b->probe: declarations, code, end; its frame's bytes. */
uint64_t emit_body(struct emit *e, struct emit_body *b, struct stmt *body);
/* Declarations, b->code and the end, around code written by the caller. */
uint64_t emit_body_text(struct emit *e, struct emit_body *b);
void emit_body_start(struct emit *e, struct emit_body *b);

const char *emit_new_long(struct emit *e);
const char *emit_new_string(struct emit *e);
const char *emit_new_text(struct emit *e);
const char *emit_new_node(struct emit *e);
/* Where the string that starts here is to be made: NULL, a temporary will do. */
const char *emit_take_result(struct emit *e);

/* Bytes that the frames of the deepest chain of calls take: frames.c. */
uint64_t emit_frame_bytes(struct emit_module *m);

/* ---- statements: stmt.c ------------------------------------------------- */

void emit_stmt(struct emit *e, const struct stmt *s);
/* The body of a loop that is open; its step stands behind the label of `continue`. */
void emit_loop_body(struct emit *e, const struct stmt *s, const struct expr *step);
/* Statements that surely run once s is entered. */
unsigned int emit_straight(const struct stmt *s, bool branches_too);
bool emit_has_loop(const struct stmt *s);

/* ---- expressions: expr.c, call.c, print.c, location.c ------------------- */

struct value emit_expr(struct emit *e, const struct expr *x);
/* For its effects alone. */
void emit_effects(struct emit *e, const struct expr *x);
/* Values of all of list, each as it was when its turn came. */
struct value *emit_list(struct emit *e, struct expr **list, unsigned int n);
/* *v will not change any more when `next` is evaluated. */
void emit_keep(struct emit *e, struct value *v, enum type type, const struct expr *next);
/* Copies v to a temporary of its own. */
struct value emit_copy(struct emit *e, const struct value *v, enum type type);
/* A literal string, cut to the longest that a variable holds. */
struct value emit_literal(struct emit *e, const char *raw);
struct value emit_variable(struct emit *e, const struct var *v);
/* CHANGES_* that evaluating x makes. */
unsigned int emit_changes(const struct expr *x);
/* Does x need statements of its own? */
bool emit_needs_code(const struct expr *x);

/* l op r in C, which cannot fail */
const char *emit_operation(struct emit *e, enum op op, const char *l, const char *r);
/* A division by something that may be 0. */
struct value emit_division(struct emit *e, enum op op, const char *l, const char *r,
			   const struct place *at);
bool emit_may_divide_by_0(enum op op, const struct expr *right);

struct value emit_assign(struct emit *e, const struct expr *x, bool wants_value);
struct value emit_incdec(struct emit *e, const struct expr *x, bool wants_value);
bool emit_print_can_fail(const struct expr *x);
struct value emit_call(struct emit *e, const struct expr *x, bool wants_value);
struct value emit_print(struct emit *e, const struct expr *x);
/* EX_ARGUMENT .. EX_CONTEXT, @kregister and the like */
struct value emit_location(struct emit *e, const struct expr *x);

/* ---- array.c ------------------------------------------------------------ */

/* An array's element, or a statistic alone (no keys), with its keys evaluated. */
struct element {
	const struct var *v;
	struct expr *const *list;	/* NULL in it: '*' */
	struct value *keys;
	unsigned int n;
	const char *arg;	/* the keys as an argument: "k", or "0" */
	const char *node;	/* where a foreach is, if that is the element: no keys */
};

/* What the element is wanted for. */
enum element_use { ELEMENT_READ, ELEMENT_WRITE };

/* x: EX_NAME, EX_INDEX or EX_IN; the keys stay as they are while next is evaluated. */
struct element emit_element(struct emit *e, const struct expr *x, enum element_use use,
			    const struct expr *next);
/* A block in which the keys are there. */
void emit_open_element(struct emit *e, const struct element *el);
void emit_close_element(struct emit *e, const struct element *el);

struct value emit_index(struct emit *e, const struct expr *x);
struct value emit_in(struct emit *e, const struct expr *x);
struct value emit_element_assign(struct emit *e, const struct expr *x, bool wants_value);
struct value emit_element_incdec(struct emit *e, const struct expr *x, bool wants_value);
void emit_delete(struct emit *e, const struct stmt *s);

/* ---- foreach.c, stat.c, map.c ------------------------------------------- */

void emit_foreach(struct emit *e, const struct stmt *s);
/* The node of the foreach that is at x, an element with the loop's keys; or NULL. */
const char *emit_walked_node(struct emit *e, const struct expr *x);

struct value emit_stat_add(struct emit *e, const struct expr *x);
struct value emit_stat(struct emit *e, const struct expr *x);
struct value emit_hist_index(struct emit *e, const struct expr *x);
struct value emit_hist_in(struct emit *e, const struct expr *x);
/* Is x something that one statistic can be found by?  Reports if not. */
bool emit_is_statistic(struct emit *e, const struct expr *x);
/* The merged statistic as an argument, between open and close. */
const char *emit_merged(struct emit *e, const struct element *el);
/* The count of the i-th bucket of a histogram. */
const char *emit_bucket(struct emit *e, const struct element *el, const char *i,
			const struct place *at);
/* print(@hist_...(x)) and the like: to where, or to the output. */
struct value emit_hist_print(struct emit *e, const struct expr *x, const char *to);

/* Is v an array or a statistic? */
bool emit_is_map(const struct var *v);
/* What the script asks of each statistic; before anything is written. */
void emit_collect_stats(struct emit_module *m);
void emit_map(struct emit_module *m, const struct var *v);
/* The table of all maps; false: there is none. */
bool emit_map_table(struct emit_module *m);

/* ---- regex.c ------------------------------------------------------------ */

/* The tables of all patterns. */
void emit_regexes(struct emit_module *m);
struct value emit_regex(struct emit *e, const struct expr *x);

/* ---- embedded.c --------------------------------------------------------- */

/* Top-level C, and what the user's C needs in front of it. */
void emit_embedded_head(struct emit_module *m);
/* All embedded functions, by the type of their value. */
void emit_embedded_functions(struct emit_module *m);
struct value emit_embedded_expr(struct emit *e, const struct expr *x);
bool emit_can_fail(const struct function *f);
/* Over a comment or a literal of C; s itself when there is none. */
const char *emit_skip_quoted(const char *s);
/* At the end: what follows C of the user gets the numbers of its own lines. */
void emit_embedded_lines(struct emit_module *m);

/* ---- unmangled.c -------------------------------------------------------- */

/*
 * Functions whose code says THIS->x: a struct of these names, the code as
 * NAME_code(..., THIS), and the body of the function itself, which calls it.
 */
bool emit_is_unmangled(struct emit *e, const struct function *f);
void emit_unmangled_struct(struct emit *e, const struct function *f);
void emit_unmangled_call(struct emit *e, const struct function *f);

/* ---- braces.c ----------------------------------------------------------- */

/* Reports the user's blocks of C that would end elsewhere than they do. */
void emit_check_braces(struct emit_module *m);

/* ---- global.c, probe.c, limits.c ---------------------------------------- */

void emit_globals(struct emit_module *m);
/* Does any probe need a lock for v? */
bool emit_is_locked(const struct program *p, const struct var *v);
/* Must pr be alone with v? */
bool emit_is_exclusive(const struct probe *pr, const struct var *v);
void emit_global_table(struct emit_module *m);
void emit_handlers(struct emit_module *m);
void emit_probe_tables(struct emit_module *m);
void emit_limits(struct emit_module *m);
/* -DNAME=N, or otherwise. */
int64_t emit_limit(const struct program *p, const char *name, int64_t otherwise);
/* Calls that may be active at once. */
int64_t emit_nesting(const struct program *p);
bool emit_is_defined(const struct program *p, const char *name);

/* Pass 3's own mistake about a place; nothing comes out. */
void emit_error(struct emit *e, const char *tag, const struct place *at, const char *fmt, ...)
	printf_like(4, 5);

#endif
