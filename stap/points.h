/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * points.h - probe points to providers and aliases: wildcards, '?', '!', suffixes.
 */
#ifndef STAP_POINTS_H
#define STAP_POINTS_H

#include <stdbool.h>

struct program;
struct work;

/* Resolves the points of a WORK_PROBE_DECL item: each probe is appended to the
 * program.  false after reporting; items of another kind are left alone. */
bool points_resolve(struct program *p, const struct work *w);

#endif
