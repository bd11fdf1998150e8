/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * format.h - the directives of printf, independent of the kernel.
 *
 * Output goes to a sink; when that is full, more() makes room or the rest is
 * cut off.
 */
#ifndef STP_FORMAT_H
#define STP_FORMAT_H

#include "stap.h"

struct stp_sink {
	char *at, *end;			/* free room */
	int (*more)(struct stp_sink *s); /* NULL or false: no more room */
};

/* Of a pointer, since va_list may be an array. */
struct stp_args {
	__builtin_va_list list;
};

void stp_format(struct stp_sink *s, struct stp_context *c, const char *fmt,
		struct stp_args *args);

/* memory.c: bytes for %m and %M; 0 or an error. */
int stp_format_read(void *dst, stp_u64 address, unsigned int len, int user);

/* format.c and string.c: ch as an escape of 1 to 4 characters; returns how many. */
unsigned int stp_escape(char out[4], unsigned char ch);

#endif
