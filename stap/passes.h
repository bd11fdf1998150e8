/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * passes.h - the whole pipeline; read passes.c first.
 */
#ifndef STAP_PASSES_H
#define STAP_PASSES_H

struct session;

/* Runs the passes that the options ask for; the exit status of stap. */
int run_passes(struct session *s);

#endif
