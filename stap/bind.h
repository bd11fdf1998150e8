/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bind.h - names to declarations: locals, parameters, globals, functions.
 *
 * Looks in the order of language.md 3.1; what only the library knows is pulled
 * into the program.  Sets decl and callee, counts reads and writes.
 */
#ifndef STAP_BIND_H
#define STAP_BIND_H

#include <stdbool.h>

struct program;
struct work;

/* Binds the body of a WORK_PROBE or WORK_FUNCTION item; false after reporting. */
bool names_bind(struct program *p, const struct work *w);

#endif
