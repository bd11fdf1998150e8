/* SPDX-License-Identifier: GPL-2.0-or-later */
/* text.c - text that grows, line by line, with indentation. */
#include "text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for more bytes and the NUL. */
static void reserve(struct text *t, size_t more)
{
	size_t cap = t->cap ? t->cap : 256;
	char *buf;

	if (more >= SIZE_MAX / 4 - t->len)
		out_of_memory();
	if (t->len + more < t->cap)
		return;
	while (cap <= t->len + more)
		cap *= 2;
	buf = realloc(t->buf, cap);
	if (!buf)
		out_of_memory();
	t->buf = buf;
	t->cap = cap;
}

void text_free(struct text *t)
{
	free(t->buf);
	memset(t, 0, sizeof(*t));
}

void text_clear(struct text *t)
{
	t->len = 0;
	if (t->buf)
		t->buf[0] = '\0';
}

void text_putn(struct text *t, const char *s, size_t len)
{
	reserve(t, len);
	if (len)
		memcpy(t->buf + t->len, s, len);
	t->len += len;
	t->buf[t->len] = '\0';
}

void text_put(struct text *t, const char *s)
{
	text_putn(t, s, strlen(s));
}

void text_putc(struct text *t, char c)
{
	text_putn(t, &c, 1);
}

static void put_format(struct text *t, const char *fmt, va_list ap)
{
	va_list again;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0)
		out_of_memory();
	reserve(t, (size_t)len);
	vsnprintf(t->buf + t->len, (size_t)len + 1, fmt, ap);
	t->len += (size_t)len;
}

void text_printf(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_format(t, fmt, ap);
	va_end(ap);
}

void text_line(struct text *t, const char *fmt, ...)
{
	va_list ap;
	unsigned i;

	for (i = 0; i < t->depth; i++)
		text_putc(t, '\t');
	va_start(ap, fmt);
	put_format(t, fmt, ap);
	va_end(ap);
	text_putc(t, '\n');
}

static const char *escape(char c)
{
	switch (c) {
	case '"': return "\\\"";
	case '\\': return "\\\\";
	case '\n': return "\\n";
	case '\t': return "\\t";
	case '\r': return "\\r";
	default: return NULL;
	}
}

void text_c_string(struct text *t, const char *s, size_t len)
{
	const char *known;
	size_t i;

	text_putc(t, '"');
	for (i = 0; i < len; i++) {
		known = escape(s[i]);
		if (known)
			text_put(t, known);
		else if (s[i] == '?' && i && s[i - 1] == '?')
			text_put(t, "\\?");		/* no trigraph */
		else if (s[i] >= ' ' && s[i] <= '~')
			text_putc(t, s[i]);
		else
			text_printf(t, "\\%03o", (unsigned char)s[i]);
	}
	text_putc(t, '"');
}

bool text_write(const struct text *t, FILE *f)
{
	return fwrite(t->buf ? t->buf : "", 1, t->len, f) == t->len && fflush(f) == 0;
}
