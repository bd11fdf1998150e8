/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * program.h - what will run: probes, functions, globals; the work queue.
 *
 * A program starts with the user's script.  Elaboration takes work items from
 * its queue: each probe that is derived and each function and file that
 * something refers to is appended, until nothing is left.  program_check()
 * says in code what holds after each step; read it to know what a "typed
 * program" is.
 */
#ifndef STAP_PROGRAM_H
#define STAP_PROGRAM_H

#include "ast.h"

struct library;
struct map;
struct points;
struct provider;
struct session;

enum var_kind { VAR_LOCAL, VAR_PARAM, VAR_GLOBAL };

/* A variable: of a probe, of a function, or of the whole program. */
struct var {
	enum var_kind kind;
	const char *name;		/* as written */
	const char *c_name;		/* unique C identifier stem, set by program */
	const struct place *at;		/* declaration; of a local its first use */
	const struct place *typed_at;	/* where its type was first inferred */
	enum type type;
	int arity;			/* 0 scalar, n keys; -1: not known yet */
	enum type *keys;		/* arity types */
	const struct place **keys_at;
	const struct di_type *dtype;	/* kernel type that flows through it */
	bool dtype_conflict;
	/* globals */
	const struct global_decl *decl;
	const struct source *file;
	bool is_synthetic;
	unsigned int order;		/* the one order in which locks are taken */
	bool set_at_start;		/* by -G or a literal initialiser */
	/* filled by bind, brought up to date by simplify */
	unsigned int reads, writes;
};

struct var_list {
	struct var **at;
	unsigned int n, cap;
};

bool var_list_has(const struct var_list *l, const struct var *v);

struct function {
	const char *name;		/* as written */
	const char *c_name;		/* "fn_f", "fn_f_2": unique */
	const struct function_decl *decl;
	const struct source *file;
	struct stmt *body;		/* own copy, bound; NULL: embedded C */
	struct var_list params, locals;
	enum type type;			/* of its value; TY_UNKNOWN: none */
	const struct place *typed_at;
	const struct di_type *dtype;
	bool dtype_conflict;
	struct function *next_overload;	/* tried when this one says `next` */
	struct probe *context;		/* the probe it was cloned for, or NULL */
	bool at_entry;			/* and for its @entry(): parameters are at hand */
	bool is_pure;			/* no effects: a tag, or found by simplify */
	bool is_used;
	bool is_broken;			/* as that of a probe */
	/* set by access: globals touched, with callees; writes are not in reads */
	struct var_list reads, writes;
	struct var_list adds;		/* statistics that `<<<` feeds, whatever else is done */
};

/* How a probe came about, innermost (as resolved) to outermost (as written). */
struct chain {
	const struct point *point;	/* NULL: text only */
	const char *text;		/* printed form */
	const struct place *at;
	const struct probe_decl *decl;	/* alias or probe that holds the point */
	const struct chain *from;	/* towards the user's script */
};

struct probe {
	const struct provider *provider;
	void *data;			/* the provider's */
	const char *point;		/* as resolved: pp() */
	const char *written;		/* pn(): first well-formed point from the user's side */
	const struct chain *chain;	/* of point; ->from leads to the script */
	const struct place *at;		/* `probe` in the script */
	const struct place *user_at;	/* the point as written, for diag_within() */
	struct stmt *body;		/* own copy: aliases, condition, user's body */
	struct expr *cond;		/* all conditions and-ed, also in body; or NULL */
	struct var_list locals;
	struct expr **saved;		/* @entry values: expressions at entry */
	unsigned int n_saved, cap_saved;
	list_of(const char *) saved_texts;	/* as the script has them: saved once */
	bool from_user;			/* traceable to the user's script */
	bool is_return;			/* runs when the function returns: @entry() works */
	bool is_synthetic;
	bool is_passive;		/* wanted without a handler: a counter */
	bool is_broken;			/* a mistake was reported: not bound in full */
	unsigned int index;		/* position in the program, from 0 */
	/* set by access */
	struct var_list reads, writes;	/* globals touched, with callees; writes are not in reads */
	struct var_list adds;		/* statistics that `<<<` feeds, whatever else is done */
};

struct work {
	enum { WORK_PROBE_DECL, WORK_PROBE, WORK_FUNCTION } kind;
	const struct probe_decl *decl;	/* points to be resolved */
	const struct source *file;
	struct probe *probe;		/* names to be bound, targets lowered */
	struct function *function;
};

struct program {
	struct session *s;
	struct library *lib;
	struct ast_file *script;
	list_of(struct ast_file *) more;	/* -E */
	list_of(struct probe *) probes;		/* in order of derivation */
	list_of(struct function *) functions;	/* in order of first reference */
	struct var_list globals;		/* likewise */
	list_of(struct embedded_decl *) embedded; /* top-level C of used files */
	list_of(struct work) queue;
	unsigned int done;			/* items of queue taken */
	struct map *files;			/* used library files */
	/* private to the parts that own them */
	struct map *global_names, *function_names, *c_names;
	struct points *points;
	const struct source *synthetic;		/* of the probes that stap adds itself */
	struct map *kept;	/* target_kept.c: registers kept at entries */
	bool has_addresses;	/* of one build of the kernel, which the module checks */
	bool is_started;
	unsigned int visits;
	list_of(struct work) waiting;		/* bodies with types that are not known yet */
	bool has_errors;
};

struct program *program_new(struct session *s, struct ast_file *script, struct library *lib);

/* Next item, NULL when the queue is empty. */
struct work *program_next(struct program *p);
void program_add_decl(struct program *p, const struct probe_decl *d, const struct source *file);
/* The user's place that the item comes of, for diag_within(); or NULL. */
const struct place *work_user_at(const struct work *w);
/* Marks the item's body as one that later steps cannot look at. */
void program_leave_out(const struct work *w);
/* Also queues it for binding; gives it an index. */
void program_add_probe(struct program *p, struct probe *pr);
void program_add_function(struct program *p, struct function *f);
struct var *program_add_global(struct program *p, const struct global_decl *d,
			       const struct source *file);
/* A library file that something refers to: its probes are queued, its top-level C added; once. */
void program_use_file(struct program *p, const struct ast_file *f);

/*
 * Between types_infer(TYPES_FIRST) and simplify(): queues the end probe that
 * shows the user's globals that are written and never read; run the queue again
 * after it.
 */
bool program_show_globals(struct program *p);

/* What -p2 prints (verbose: bodies as well). */
void program_print(struct text *out, const struct program *p, bool with_bodies);
/*
 * Each file that went in, with a hash of its text: code names the lines it
 * comes from, so that the text counts as a whole.  The fingerprint of a program
 * is this and program_print() with bodies.
 */
void program_print_sources(struct text *out, const struct program *p);

/*
 * Asserts what must hold from a step on:
 * AFTER_BIND	every EX_NAME, EX_INDEX has a decl, every EX_CALL a callee, and no
 *		node from EX_TARGET to EX_PROBEWRITE but those that wait in @defined
 * AFTER_TYPES	every expression that is used, variable and function has a type
 * AFTER_ACCESS	every probe's reads and writes are complete, orders are unique
 */
enum program_stage { AFTER_BIND, AFTER_TYPES, AFTER_ACCESS };
void program_check(const struct program *p, enum program_stage stage);

#endif
