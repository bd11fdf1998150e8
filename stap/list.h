/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * list.h - -l, -L and the --dump options.
 */
#ifndef STAP_LIST_H
#define STAP_LIST_H

struct library;
struct program;
struct session;

/* Prints sorted unique points (-L: with their variables) to stdout; the exit
 * status: 1 when there are none. */
int list_probes(const struct program *p);
/* --dump-probe-types, --dump-probe-aliases, --dump-functions. */
int list_dump(struct session *s, struct library *lib);

#endif
