/* SPDX-License-Identifier: GPL-2.0-or-later */
/* types_int.h - what types.c and types_expr.c share. */
#ifndef STAP_TYPES_INT_H
#define STAP_TYPES_INT_H

#include "program.h"
#include "types.h"

struct infer {
	struct program *p;
	struct function *fn;		/* whose body it is in, or NULL */
	struct probe *pr;
	enum types_round round;
	struct map *hists;		/* the first histogram of each variable, by its C name */
	struct map *shifts;		/* likewise the first @variance */
	bool changed;
	bool saw_held;			/* what is open elsewhere may be so for this */
	bool reporting;			/* the last walk, when all that can be known is */
};

/*
 * Types e for a place that wants a `want` (TY_UNKNOWN: any value) and returns
 * what e is.  Reports only while in->reporting.
 */
enum type types_expr(struct infer *in, struct expr *e, enum type want);
/* The same, and reports a value whose type is still open in the final round. */
enum type types_value(struct infer *in, struct expr *e, enum type want);

/* Reports a value of which nothing says what it is; not what follows from another error. */
void types_unresolved(struct infer *in, const struct place *at);

/* A variable is used as t at a place; reports against its first use. */
void types_var(struct infer *in, struct var *v, enum type t, const struct place *at);
/* Checks or sets how many keys v has. */
bool types_arity(struct infer *in, struct var *v, int n, const struct place *at);
/* Types key i of v from an expression, and the other way round. */
void types_key(struct infer *in, struct var *v, unsigned int i, struct expr *e);
/* The value of fn is a t at a place. */
void types_function(struct infer *in, struct function *f, enum type t, const struct place *at);

#endif
