/* SPDX-License-Identifier: GPL-2.0-or-later */
/* string.c - bounded strings; nothing here knows of the kernel. */
#include "stap.h"

void stp_strcpy(char *dst, const char *src, unsigned int size)
{
	unsigned int i;

	if (dst == src || !size)
		return;
	for (i = 0; i + 1 < size && src[i]; i++)
		dst[i] = src[i];
	dst[i] = 0;
}

/* src may be dst itself: its length is taken first. */
void stp_strcat(char *dst, const char *src, unsigned int size)
{
	unsigned int at = __builtin_strlen(dst);
	unsigned int len = __builtin_strlen(src), i;

	if (at >= size)
		return;
	if (len > size - 1 - at)
		len = size - 1 - at;
	for (i = 0; i < len; i++)
		dst[at + i] = src[i];
	dst[at + len] = 0;
}

int stp_strcmp(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return (int)(unsigned char)*a - (int)(unsigned char)*b;
}

stp_s64 stp_strlen(const char *s)
{
	return __builtin_strlen(s);
}

void stp_substr(char *dst, unsigned int size, const char *s, stp_s64 start, stp_s64 len)
{
	stp_s64 have = stp_strlen(s);
	unsigned int i;

	if (!size)
		return;
	if (start < 0 || start >= have || len <= 0) {
		dst[0] = 0;
		return;
	}
	if (len > have - start)
		len = have - start;
	if (len > size - 1)
		len = size - 1;
	for (i = 0; i < len; i++)
		dst[i] = s[start + i];
	dst[len] = 0;
}

stp_s64 stp_stringat(struct stp_context *c, const char *s, stp_s64 pos)
{
	if (pos < 0 || pos >= stp_strlen(s)) {
		stp_error(c, "Position out of bounds");
		return 0;
	}
	return (unsigned char)s[pos];
}

stp_s64 stp_strpos(const char *s, const char *sub)
{
	unsigned int i, k;

	for (i = 0; ; i++) {
		for (k = 0; sub[k] && s[i + k] == sub[k]; k++)
			;
		if (!sub[k])
			return i;
		if (!s[i])
			return -1;
	}
}

stp_s64 stp_isinstr(const char *s, const char *sub)
{
	return stp_strpos(s, sub) >= 0;
}

static unsigned int digit_of(char ch)
{
	if (ch >= '0' && ch <= '9')
		return ch - '0';
	if (ch >= 'a' && ch <= 'z')
		return ch - 'a' + 10;
	if (ch >= 'A' && ch <= 'Z')
		return ch - 'A' + 10;
	return 99;
}

/* A bad base gives 0; what follows the number is ignored. */
stp_s64 stp_strtol(const char *s, stp_s64 base)
{
	int negative = *s == '-';
	stp_u64 value = 0;
	unsigned int digit;

	if (negative)
		s++;
	if (base < 0 || base == 1 || base > 36)
		return 0;
	if ((base == 0 || base == 16) && s[0] == '0' &&
	    (s[1] == 'x' || s[1] == 'X') && digit_of(s[2]) < 16) {
		s += 2;
		base = 16;
	} else if (base == 0) {
		base = *s == '0' ? 8 : 10;
	}
	while ((digit = digit_of(*s)) < (stp_u64)base) {
		value = value * base + digit;
		s++;
	}
	return negative ? (stp_s64)-value : (stp_s64)value;
}

void stp_str_replace(char *dst, unsigned int size, const char *s,
		     const char *from, const char *to)
{
	unsigned int at = 0, from_len = __builtin_strlen(from), k;

	if (!size)
		return;
	while (*s && at + 1 < size) {
		for (k = 0; k < from_len && s[k] == from[k]; k++)
			;
		if (!from_len || k < from_len) {
			dst[at++] = *s++;
			continue;
		}
		for (k = 0; to[k] && at + 1 < size; k++)
			dst[at++] = to[k];
		s += from_len;
	}
	dst[at] = 0;
}
