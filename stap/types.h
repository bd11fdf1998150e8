/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * types.h - inference of long, string and stats to a fixed point, and its errors.
 */
#ifndef STAP_TYPES_H
#define STAP_TYPES_H

#include <stdbool.h>

struct program;

/*
 * The first round, before simplify: reports conflicts, also those in code that
 * simplify will drop, and leaves open what is still unknown.  The final one
 * sets every type; it reports what stays unknown, and each target variable
 * that could not be lowered (expr->held) and that nothing dropped.  false
 * after reporting.
 */
enum types_round { TYPES_FIRST, TYPES_FINAL };
bool types_infer(struct program *p, enum types_round round);

#endif
