/* SPDX-License-Identifier: GPL-2.0-or-later */
/* names.c - numbers as the names that C programs write for them. */
#include "stap.h"

/* What a call takes is an int more often than not: its sign says nothing. */
static stp_u64 without_sign(stp_s64 value)
{
	return value == (int)value ? (unsigned int)value : (stp_u64)value;
}

/* "0x..." of n behind what is in dst. */
static void add_hex(char *dst, unsigned int size, stp_u64 n)
{
	char text[19], *at = text + sizeof(text) - 1;

	*at = '\0';
	do
		*--at = "0123456789abcdef"[n & 15];
	while (n >>= 4);
	*--at = 'x';
	*--at = '0';
	stp_strcat(dst, at, size);
}

void stp_name_one(char *dst, unsigned int size, const struct stp_name *names, unsigned int n,
		  stp_s64 value)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if ((unsigned int)names[i].value == (unsigned int)value) {
			stp_strcpy(dst, names[i].name, size);
			return;
		}
	}
	*dst = '\0';
	add_hex(dst, size, without_sign(value));
}

/* Bits that were named are not named again; of 0 it is the name without bits. */
static int has_name(const struct stp_name *s, stp_u64 value, stp_u64 left)
{
	if (!s->mask)
		return !value;
	return (value & s->mask) == s->value && (!s->value || (left & s->mask) == s->value);
}

void stp_name_flags(char *dst, unsigned int size, const struct stp_name *names, unsigned int n,
		    stp_s64 value)
{
	const stp_u64 all = without_sign(value);
	stp_u64 left = all;
	unsigned int i;

	*dst = '\0';
	for (i = 0; i < n; i++) {
		if (!has_name(&names[i], all, left))
			continue;
		if (*dst)
			stp_strcat(dst, "|", size);
		stp_strcat(dst, names[i].name, size);
		left &= ~names[i].mask;
	}
	if (!left && *dst)
		return;
	if (*dst)
		stp_strcat(dst, "|", size);
	add_hex(dst, size, left);
}
