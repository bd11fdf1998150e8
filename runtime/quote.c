/* SPDX-License-Identifier: GPL-2.0-or-later */
/* quote.c - text as escapes and between quotes; nothing here knows of the kernel. */
#include "stap.h"
#include "format.h"

static const char letters[] = "a\ab\bt\tn\nv\vf\fr\r";

unsigned int stp_escape(char out[4], unsigned char ch)
{
	unsigned int i;

	out[0] = '\\';
	for (i = 0; i + 1 < sizeof(letters) - 1; i += 2) {
		if (letters[i + 1] == (char)ch) {
			out[1] = letters[i];
			return 2;
		}
	}
	if (ch >= ' ' && ch < 0x7f) {
		out[1] = ch;
		return 2;
	}
	out[1] = '0' + (ch >> 6);
	out[2] = '0' + (ch >> 3 & 7);
	out[3] = '0' + (ch & 7);
	return 4;
}

/* Bytes of the well-formed UTF-8 character at s and its number; 0: none. */
static unsigned int decode(const char *s, unsigned int left, unsigned int *code)
{
	static const unsigned int least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = s[0];
	unsigned int n, i;

	n = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 :
	    first >= 0xc0 && first < 0xe0 ? 2 : 0;
	if (!n || n > left)
		return 0;
	*code = first & (0xff >> (n + 1));
	for (i = 1; i < n; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	if (*code < least[n] || *code > 0x10ffff || (*code >= 0xd800 && *code < 0xe000))
		return 0;
	return n;
}

/* The next character of s as text of *len bytes; returns the bytes it took. */
static unsigned int escape_next(char out[10], unsigned int *len, const char *s,
				unsigned int left)
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned int code = 0, n, i, digits;

	if (s[0] >= ' ' && s[0] < 0x7f && s[0] != '"' && s[0] != '\\') {
		out[0] = s[0];
		*len = 1;
		return 1;
	}
	if (!s[0]) {
		out[0] = '\\';
		out[1] = '0';
		*len = 2;
		return 1;
	}
	n = decode(s, left, &code);
	if (!n) {
		*len = stp_escape(out, s[0]);
		return 1;
	}
	digits = n == 4 ? 8 : 4;
	out[0] = '\\';
	out[1] = n == 4 ? 'U' : 'u';
	for (i = 0; i < digits; i++)
		out[2 + i] = hex[code >> 4 * (digits - 1 - i) & 15];
	*len = digits + 2;
	return n;
}

/* ---- bytes from somewhere ------------------------------------------------------- */

static unsigned int find_nul(const char *s, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n && s[i]; i++)
		;
	return i;
}

/*
 * Have a whole character in the window, if so much is left.  A piece never
 * leaves its block of 64 bytes, so that a string at the end of the last mapped
 * page can be read.
 */
static int refill(struct stp_bytes *b)
{
	unsigned int i, piece, end;
	int rc;

	for (i = 0; b->at && i < b->n; i++)
		b->window[i] = b->window[b->at + i];
	b->at = 0;
	while (b->n < 4 && b->left) {
		piece = 64 - (b->address & 63);
		if (piece > b->left)
			piece = b->left;
		rc = b->read(b->window + b->n, b->address, piece);
		if (rc)
			return rc;
		b->address += piece;
		b->left -= piece;
		end = b->counted ? piece : find_nul(b->window + b->n, piece);
		b->n += end;
		if (end < piece)
			b->left = 0;
	}
	return 0;
}

static void take(struct stp_bytes *b, unsigned int n)
{
	b->at += n;
	b->n -= n;
}

int stp_quote(char *dst, unsigned int size, struct stp_bytes *b)
{
	unsigned int at = 0, kept = 1, n, took, i;
	char out[10];
	int rc;

	if (size)
		dst[0] = 0;
	if (size < 6)			/* not even room for ""... */
		return 0;
	dst[at++] = '"';
	while (!(rc = b->n < 4 ? refill(b) : 0) && b->n) {
		took = escape_next(out, &n, b->window + b->at, b->n);
		if (at + n + 2 > size)
			break;
		for (i = 0; i < n; i++)
			dst[at++] = out[i];
		if (at + 5 <= size)	/* behind this, "... still fits */
			kept = at;
		take(b, took);
	}
	if (rc)
		at = 0;
	else if (b->n)
		at = kept;
	if (!rc)
		dst[at++] = '"';
	for (i = 0; !rc && b->n && i < 3; i++)
		dst[at++] = '.';
	dst[at] = 0;
	return rc;
}

static int read_plain(void *dst, unsigned long address, unsigned long len)
{
	__builtin_memcpy(dst, (const void *)address, len);
	return 0;
}

void stp_text_quoted(char *dst, unsigned int size, const char *s)
{
	struct stp_bytes b = {
		.read = read_plain,
		.address = (unsigned long)s,
		.left = __builtin_strlen(s),
		.counted = 1,
	};

	stp_quote(dst, size, &b);
}

void stp_text_str(char *dst, unsigned int size, const char *s, stp_s64 max_in)
{
	unsigned int left = __builtin_strlen(s), at = 0, n, took, i;
	char out[10];

	if (!size)
		return;
	if (max_in >= 0 && max_in < left)
		left = max_in;
	while (left) {
		took = escape_next(out, &n, s, left);
		if (n >= size - at)
			break;
		for (i = 0; i < n; i++)
			dst[at++] = out[i];
		s += took;
		left -= took;
	}
	dst[at] = 0;
}

/* ---- UTF-16 and UTF-32 ------------------------------------------------------------ */

static unsigned int encode(char out[4], unsigned int code)
{
	if (code < 0x80) {
		out[0] = code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = 0xc0 | code >> 6;
		out[1] = 0x80 | (code & 0x3f);
		return 2;
	}
	if (code < 0x10000) {
		out[0] = 0xe0 | code >> 12;
		out[1] = 0x80 | (code >> 6 & 0x3f);
		out[2] = 0x80 | (code & 0x3f);
		return 3;
	}
	out[0] = 0xf0 | code >> 18;
	out[1] = 0x80 | (code >> 12 & 0x3f);
	out[2] = 0x80 | (code >> 6 & 0x3f);
	out[3] = 0x80 | (code & 0x3f);
	return 4;
}

/* One unit of width bytes. */
static int next_unit(struct stp_bytes *b, unsigned int width, unsigned int *unit)
{
	unsigned short half = 0;
	int rc = width == 2 ? b->read(&half, b->address, 2) : b->read(unit, b->address, 4);

	if (width == 2)
		*unit = half;
	b->address += width;
	return rc;
}

/* 1: no code point. */
static int next_code(struct stp_bytes *b, unsigned int width, unsigned int *code)
{
	unsigned int low = 0;
	int rc = next_unit(b, width, code);

	if (rc || *code < 0xd800 || (*code > 0xdfff && *code <= 0x10ffff))
		return rc;
	if (width == 4 || *code > 0xdbff)
		return 1;
	rc = next_unit(b, width, &low);
	if (rc)
		return rc;
	if (low < 0xdc00 || low > 0xdfff)
		return 1;
	*code = 0x10000 + ((*code & 0x3ff) << 10) + (low & 0x3ff);
	return 0;
}

int stp_from_utf(char *dst, unsigned int size, struct stp_bytes *b, unsigned int width)
{
	unsigned int at = 0, n, code = 0, i;
	char out[4];
	int rc;

	while (!(rc = next_code(b, width, &code)) && code) {
		n = encode(out, code);
		if (n >= size - at)
			break;
		for (i = 0; i < n; i++)
			dst[at++] = out[i];
	}
	dst[rc ? 0 : at] = 0;
	return rc;
}
