/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * introduce.h - what a freshly loaded module must be told by root.
 */
#ifndef STAPRUN_INTRODUCE_H
#define STAPRUN_INTRODUCE_H

#include <stdbool.h>

struct introduce {
	unsigned int credentials;	/* STP_CRED_* */
	unsigned int needs;		/* STP_NEEDS_* of the module */
	char **globals;			/* NAME=VALUE words, checked */
	int n_globals;
};

/* Is it NAME=VALUE that can be sent?  Dies when not. */
void introduce_check_global(const char *word);

/*
 * Send all through the module's control channel.  false: it said why on
 * stderr, and the module must be removed again.
 */
bool introduce_module(int dir, const struct introduce *in);

#endif
