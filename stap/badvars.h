/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * badvars.h - --skip-badvars: target variables that cannot be had are 0.
 */
#ifndef STAP_BADVARS_H
#define STAP_BADVARS_H

#include <stdbool.h>

struct program;

/*
 * Between simplify() and types_infer(TYPES_FINAL): with the option, what is left
 * with a reason why it cannot be lowered becomes a 0, with a warning.  True.
 */
bool badvars_skip(struct program *p);

#endif
