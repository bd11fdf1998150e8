/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * text.h - text that grows, line by line, with indentation.
 *
 * Made for writing C, scripts and messages in memory.  The buffer is malloc'ed
 * and owned by the struct; text_free() drops it.  Out of memory ends the
 * process.  The text is always NUL-terminated at buf[len].
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "util.h"

struct text {
	char *buf;
	size_t len, cap;
	unsigned depth;		/* tabs that text_line() puts in front */
};

#define TEXT_EMPTY	{ 0 }

void text_free(struct text *t);
void text_clear(struct text *t);		/* keeps the buffer and depth */
void text_put(struct text *t, const char *s);
void text_putn(struct text *t, const char *s, size_t len);
void text_putc(struct text *t, char c);
void text_printf(struct text *t, const char *fmt, ...) printf_like(2, 3);

/* One whole line: depth tabs, the formatted text, a newline. */
void text_line(struct text *t, const char *fmt, ...) printf_like(2, 3);

/* s as a C string literal, quotes included, safe for any byte and trigraph. */
void text_c_string(struct text *t, const char *s, size_t len);

/* All of it to f; false with errno set when writing failed. */
bool text_write(const struct text *t, FILE *f);

#endif
