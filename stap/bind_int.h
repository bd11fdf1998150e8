/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bind_int.h - what bind.c and bind_func.c share.
 */
#ifndef STAP_BIND_INT_H
#define STAP_BIND_INT_H

#include "program.h"

/* The file a node was written in: for a token of a macro, where the macro is used. */
const struct source *place_file(const struct place *at);

/* The tree of a source of the program, user's or library's; NULL: not in it. */
const struct ast_file *program_file(const struct program *p, const struct source *src);

/*
 * The chain of functions that a call stands for, added to the program when new;
 * one of its own for each probe when it speaks of the probe's variables, and
 * another for what the probe calls at the entry of the function.  NULL after
 * reporting.
 */
struct function *function_find(struct program *p, const struct expr *call,
			       struct probe *context, bool at_entry);

#endif
