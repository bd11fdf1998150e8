/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * example.h - the installed examples, for --example.
 */
#ifndef STAP_EXAMPLE_H
#define STAP_EXAMPLE_H

struct session;

/* The path of the one file of that name, below the examples; NULL after reporting. */
const char *example_find(struct session *s, const char *name);

#endif
