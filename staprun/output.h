/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * output.h - where the script's output goes: stdout, or files in a row.
 *
 * One thread owns a struct output.  Records are gathered and written in big
 * pieces; output_flush() writes what is there.  A failing write is kept in
 * .error, and all that follows is thrown away.
 */
#ifndef STAPRUN_OUTPUT_H
#define STAPRUN_OUTPUT_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "staprun/options.h"

#define OUTPUT_BYTES	(256 << 10)

struct output {
	int fd;
	int error;			/* errno of the write that failed */
	char *pattern;			/* -o, absolute; NULL: stdout */
	char name[PATH_MAX];		/* of the file that is open */
	unsigned long long limit;	/* bytes a file; 0: none */
	unsigned long long written;	/* to this file, with what is gathered */
	unsigned int number;		/* of this file */
	bool numbered;			/* file 0 has its number in its name */
	unsigned int keep;		/* files; 0: all */
	char **names;			/* the last `keep` ones, by number % keep */
	bool change;			/* the next record begins the next file */
	char *buf;
	size_t used;
};

/* 0 or the errno; the name that failed is in .name then. */
int output_open(struct output *o, const struct options *opt);

/* One record, never split between two files. */
void output_add(struct output *o, const void *data, size_t len);
void output_flush(struct output *o);

/* Flush, close; the error, if there was any. */
int output_close(struct output *o);

#endif
