/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json.c - writing JSON, the little of it that output needs. */
#include "json.h"

#include <string.h>

#include "text.h"

/* Bytes of the UTF-8 character at s; 0: it is none (also surrogates, overlong forms). */
static size_t character(const unsigned char *s, size_t len)
{
	static const struct {
		unsigned char first, last, low, high;	/* of the first byte and the second */
		size_t n;
	} forms[] = {
		{ 0x00, 0x7f, 0x00, 0xff, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, k;

	for (i = 0; i < array_size(forms); i++) {
		if (s[0] >= forms[i].first && s[0] <= forms[i].last)
			break;
	}
	if (i == array_size(forms) || forms[i].n > len)
		return 0;
	if (forms[i].n > 1 && (s[1] < forms[i].low || s[1] > forms[i].high))
		return 0;
	for (k = 2; k < forms[i].n; k++) {
		if ((s[k] & 0xc0) != 0x80)
			return 0;
	}
	return forms[i].n;
}

static void put_byte(struct text *t, unsigned char c)
{
	static const char letters[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *at = c ? strchr(letters, c) : NULL;

	if (at)
		text_printf(t, "\\%c", names[at - letters]);
	else if (c < 0x20 || c == 0x7f)
		text_printf(t, "\\u%04x", c);
	else
		text_putc(t, (char)c);
}

void json_string(struct text *t, const char *s, size_t len)
{
	const unsigned char *at = (const unsigned char *)s, *end = at + len;
	size_t n;

	text_putc(t, '"');
	for (; at < end; at += n ? n : 1) {
		n = character(at, (size_t)(end - at));
		if (n == 0)
			text_put(t, "\\ufffd");
		else if (n == 1)
			put_byte(t, *at);
		else
			text_putn(t, (const char *)at, n);
	}
	text_putc(t, '"');
}

void json_next(struct text *t)
{
	if (t->len && !strchr("{[\n", t->buf[t->len - 1]))
		text_putc(t, ',');
}

void json_name(struct text *t, const char *name)
{
	json_next(t);
	json_string(t, name, strlen(name));
	text_putc(t, ':');
}

void json_member(struct text *t, const char *name, const char *s)
{
	if (!s)
		return;
	json_name(t, name);
	json_string(t, s, strlen(s));
}
