/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * environment.h - the user's environment, kept away from privileged work.
 */
#ifndef STAPRUN_ENVIRONMENT_H
#define STAPRUN_ENVIRONMENT_H

#include <limits.h>
#include <stdbool.h>

struct environment {
	char **user;			/* what stapio is to get */
	char stapio[PATH_MAX];		/* program to execute */
	char self[PATH_MAX + 32];	/* "SYSTEMTAP_STAPRUN=our own path" */
};

/*
 * Take the user's variables out of our own environment; only a harmless TZ
 * stays, so that times are the user's.
 */
void environment_clean(struct environment *e);

/*
 * Find stapio; dies when it is not there, before anything was loaded.  Only
 * a program that is not setuid lets variables or its own place choose it.
 */
void environment_find_programs(struct environment *e, bool is_setuid);

#endif
