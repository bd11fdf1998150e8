/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * simplify.h - constant folding, dead branches, unused names, and their warnings.
 *
 * Never changes what a run does: faults (a division by a zero that is not
 * literal, a read) stay, also where their value is not needed for the result.
 */
#ifndef STAP_SIMPLIFY_H
#define STAP_SIMPLIFY_H

#include <stdbool.h>

struct program;

/* Before types: drops what is never read, folds, warns about the user's code.
 * false when no probe is left ("no probes found", reported) or -W made a warning an error. */
bool simplify(struct program *p);

#endif
