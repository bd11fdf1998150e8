/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * simplify.h - constant folding, dead branches, unused names, and their warnings.
 *
 * Never changes what a run does, but for reads of which nobody wants the value: a
 * division that may fault stays, also where its result is not needed.
 */
#ifndef STAP_SIMPLIFY_H
#define STAP_SIMPLIFY_H

#include <stdbool.h>

struct function;
struct program;

/* Before types: drops what is never read, folds, warns about the user's code.
 * false when no probe is left ("no probes found", reported) or -W made a warning an error. */
bool simplify(struct program *p);

/* Can this one pass a call on to the next overload? */
bool function_says_next(const struct function *f);

#endif
