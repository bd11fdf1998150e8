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

/* format.c and quote.c: ch as an escape of 1 to 4 characters; returns how many. */
unsigned int stp_escape(char out[4], unsigned char ch);

/* Bytes that are read where they are, piece by piece. */
struct stp_bytes {
	int (*read)(void *dst, unsigned long address, unsigned long len); /* 0 or an error */
	stp_u64 address;
	stp_u64 left;			/* bytes at most */
	int counted;			/* a NUL is a byte like others */
	unsigned int at, n;		/* what is left of the window */
	char window[68];
};

/* Between quotes, as escapes; what does not fit ends in `"...`.  0 or what read() gave. */
int stp_quote(char *dst, unsigned int size, struct stp_bytes *b);
/* Units of width 2 or 4 bytes up to a 0 as UTF-8; 1: no code point. */
int stp_from_utf(char *dst, unsigned int size, struct stp_bytes *b, unsigned int width);

#endif
