/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rc.h - the words of ~/.systemtap/rc, put before those of the command line.
 */
#ifndef STAP_RC_H
#define STAP_RC_H

#include <stdbool.h>

struct arena;

struct rc {
	int argc;
	char **argv;		/* NULL at its end */
	unsigned int n_words;	/* of the file */
	const char *path;
	const char *bad_line;	/* one that no shell would read; NULL: none */
};

/* In the arena; argv as it is when there is no such file. */
struct rc rc_words(struct arena *a, int argc, char **argv);

#endif
