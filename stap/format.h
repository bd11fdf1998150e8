/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * format.h - printf directives, read once for types and emit.
 */
#ifndef STAP_FORMAT_H
#define STAP_FORMAT_H

#include <stdbool.h>

struct arena;

struct directive {
	char conv;		/* d i u o x X p c s b m M; 0: literal text only */
	char flag;		/* '0' '+' '-' ' ' '#', or 0 */
	bool width_arg, precision_arg;	/* '*' */
	int width, precision;	/* -1: none */
	const char *literal;	/* decoded bytes in front of it, %% resolved */
	unsigned int literal_len;
};

struct format {
	struct directive *at;	/* the last one may have conv 0 */
	unsigned int n;
	unsigned int n_args;	/* arguments it takes, '*' included */
};

/* Reads decoded bytes.  NULL with *why set to the message of the language. */
struct format *format_parse(struct arena *a, const char *bytes, const char **why);

/* Does a raw format literal hold %m or %M, which read memory and may fail? */
bool format_reads_memory(const char *raw);

/* Is the i-th argument a string? (else long) */
bool format_wants_string(const struct format *f, unsigned int i);

#endif
