/* SPDX-License-Identifier: GPL-2.0-or-later */
/* symbol.c - addresses to names, by the kernel's own table. */
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "runtime.h"

/* "name+0x1/0x2 [module]", or plain "0x..." when nothing is known. */
static char *lookup(stp_s64 address)
{
	char *text = stp_lane_current()->scratch;

	sprint_symbol(text, address);
	return text;
}

/* The lookup also takes what lies behind a symbol's end as part of it. */
void stp_symname(char *dst, unsigned int size, stp_s64 address)
{
	char *text = lookup(address), *plus = strchr(text, '+');

	if (plus)
		*plus = 0;
	stp_strcpy(dst, text[0] == '.' ? text + 1 : text, size);
}

void stp_symdata(char *dst, unsigned int size, stp_s64 address)
{
	char *text = lookup(address);
	bool is_known = strchr(text, '+');

	stp_strcpy(dst, text[0] == '.' ? text + 1 : text, size);
	if (is_known && !strchr(text, '['))
		stp_strcat(dst, " [kernel]", size);
}

stp_s64 stp_from_stext(stp_u64 n)
{
	return (stp_s64)(stp_session.stext + n);
}
