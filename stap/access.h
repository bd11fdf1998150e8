/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * access.h - which globals each probe reads or writes, with all it calls; the
 * one order of locks; depth of calls and room for frames.
 */
#ifndef STAP_ACCESS_H
#define STAP_ACCESS_H

#include <stdbool.h>

struct program;
struct function;

/* Fills probe->reads and ->writes, var->order; false after reporting. */
bool access_check(struct program *p);

/* Static depth of calls of the program; *recursive: some function can call itself. */
unsigned int access_call_depth(const struct program *p, bool *recursive);

#endif
