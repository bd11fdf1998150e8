/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * target.h - `$var`, `@var`, `@cast`, `@entry`, `@defined`, `$$parms`: lowered to
 * loads and arithmetic, by the probe's provider and the kernel's types.
 */
#ifndef STAP_TARGET_H
#define STAP_TARGET_H

#include <stdbool.h>

struct di_type;
struct diag;
struct expr;
struct program;
struct work;

/*
 * Lowers all of a WORK_PROBE or WORK_FUNCTION item.  @defined() is decided by
 * lowering its operand in a trial; the arm that is not taken is dropped before
 * anything in it can fail.  A variable that cannot be lowered stays in the tree
 * with its report in expr->held: the code may yet turn out to be dead (an alias
 * sets many variables that no handler reads).  false after reporting others.
 */
bool targets_lower(struct program *p, const struct work *w);

/*
 * For providers: from a base value or address of type t, applies e's parts
 * ('->a[1]'), '&' and the final fetch (bit-fields, sign, size).  in_memory: base
 * is the address of an object of type t, else its value.  NULL after reporting.
 */
struct expr *target_apply(struct program *p, struct expr *base, const struct di_type *t,
			  bool in_memory, const struct expr *e, struct diag *d);

struct target_value {
	struct expr *base;		/* an address, or the value */
	struct expr *high;		/* a value's bytes 8 to 15, or NULL */
	const struct di_type *type;
	bool in_memory;			/* base is an address */
};
struct expr *target_apply_value(struct program *p, const struct target_value *v,
				const struct expr *e, struct diag *d);

#endif
