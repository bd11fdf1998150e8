/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * target_int.h - what the target_*.c files share, and bind.c and program.c with them.
 */
#ifndef STAP_TARGET_INT_H
#define STAP_TARGET_INT_H

#include "debuginfo/di.h"
#include "program.h"
#include "target.h"

struct diag;

/*
 * Before names are bound: decides each @defined() that needs no names, and
 * drops the arms that are not taken, so that nothing in them is looked up.
 * context: the probe, or what a function was cloned for; may be NULL.
 */
void targets_choose(struct program *p, struct probe *context, struct stmt *body);

/* When the queue is empty: once more what waited for the type of a variable.
 * May fill the queue again. */
void targets_retry(struct program *p);

/* "file" of $file, "$parms" of $$parms. */
static inline const char *target_name(const struct expr *t)
{
	return t->name[0] == '$' ? t->name + 1 : t->name;
}

/* Sets *dtype of a variable or function to what flows into it, or to nothing
 * when two different types do. */
void target_flow(const struct di_type **dtype, bool *conflict, const struct di_type *from);

/* ---- target_type.c --------------------------------------------------- */

/* @cast: e->left is lowered already; pr: the probe that it is in, or NULL.  NULL after
 * reporting. */
struct expr *target_cast(struct program *p, const struct probe *pr, const struct expr *e,
			 struct diag *d);
/* Parts on a value of known type (e->left, or what was made of it). */
struct expr *target_autocast(struct program *p, const struct expr *e, struct diag *d);
/* @enum("NAME") */
struct expr *target_enum(struct program *p, const struct expr *e, struct diag *d);
/* @enumname(value, "type"); a value that is not constant waits in a new local. */
struct expr *target_enumname(struct program *p, const struct probe *pr, const struct expr *e,
			     struct var_list *locals, struct diag *d);

/* ---- target_dwarf.c -------------------------------------------------- */

/* $name where debug information says, at a place in the source; NULL after reporting. */
struct expr *target_at_site(struct program *p, const struct di_site *s, const struct expr *t,
			    struct diag *d);
/* A variable that has a value, with t's parts. */
struct expr *target_variable(struct program *p, const struct di_variable *v, const struct expr *t,
			     struct diag *d);
/* target_kept.c: a DI_ENTRY; frame is its left, lowered. */
struct expr *target_kept(struct program *p, const struct di_node *n, struct expr *frame,
			 const struct place *at);
/* @var("name@file") */
struct expr *target_global(struct program *p, const struct expr *e, const char *name,
			   struct diag *d);

/* ---- target_text.c --------------------------------------------------- */

/* $$parms, $$vars, $$locals, $$return. */
struct expr *target_list(struct program *p, struct probe *pr, const struct expr *t,
			 struct diag *d);
/* sprintf(format, values), or the format alone; format is decoded text. */
struct expr *target_sprintf(struct program *p, const struct place *at, const char *format,
			    struct expr **values, unsigned int n);

/* ---- target_pretty.c ------------------------------------------------- */

/* A value on its way to text, as target_type.c has come to it. */
struct object_at {
	struct expr *base;
	const struct di_type *type;
	bool in_memory;			/* base is its address, else its value */
	bool is_user;
};

/* The object as text, by e's suffix: `$` goes one level deep, `$$` all the way. */
struct expr *target_pretty(struct program *p, const struct object_at *o, const struct expr *e,
			   struct diag *d);

#endif
