/* SPDX-License-Identifier: GPL-2.0-or-later */
/* runtime_quote.c - text as escapes and from memory that may not be there, in user space. */
#include "tests/unit/test.h"

#include "runtime/string.c"
#include "runtime/quote.c"

#include <string.h>

static char buf[64];
static char memory[128];		/* at address 0; behind it is nothing */
static unsigned int reads_across;	/* that did not stay in their block */

/* What error.c is in the kernel. */
void stp_error(struct stp_context *c, const char *fmt, ...)
{
	c->error = fmt;
}

static int read_memory(void *dst, unsigned long address, unsigned long len)
{
	if (address / 64 != (address + len - 1) / 64)
		reads_across++;
	if (address + len > sizeof(memory))
		return -14;
	memcpy(dst, memory + address, len);
	return 0;
}

static int quote(unsigned int size, unsigned int address, stp_u64 left, int counted)
{
	struct stp_bytes b = { .read = read_memory, .address = address, .left = left,
			       .counted = counted };

	return stp_quote(buf, size, &b);
}

static int from_utf(const void *units, unsigned int bytes, unsigned int width)
{
	struct stp_bytes b = { .read = read_memory };

	memcpy(memory, units, bytes);
	return stp_from_utf(buf, sizeof(buf), &b, width);
}

TEST(text_str_escapes)
{
	static const struct {
		const char *s, *expected;
	} rows[] = {
		{ "tab\tnl\ncr\rbell\abs\bff\fvt\v", "tab\\tnl\\ncr\\rbell\\abs\\bff\\fvt\\v" },
		{ "q\"b\\n'%d", "q\\\"b\\\\n'%d" },
		{ "\001\033\177x", "\\001\\033\\177x" },
		{ "e\303\251 \342\202\254 \360\237\230\200", "e\\u00E9 \\u20AC \\U0001F600" },
		{ "bad\377\303 \200z", "bad\\377\\303 \\200z" },
		{ "\300\200\355\240\200", "\\300\\200\\355\\240\\200" },
	};
	unsigned int i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		stp_text_str(buf, sizeof(buf), rows[i].s, -1);
		CHECK_STR(buf, rows[i].expected);
	}
	stp_text_str(buf, sizeof(buf), "abcdef", 3);
	CHECK_STR(buf, "abc");
	stp_text_str(buf, 6, "ab\n\n", -1);	/* never within an escape */
	CHECK_STR(buf, "ab\\n");
}

TEST(text_quoted_shows_that_it_was_cut)
{
	static const char *const expected[] = {
		[6] = "\"\"...", [7] = "\"a\"...", [8] = "\"ab\"...", [9] = "\"abc\"...",
		[10] = "\"abcdefg\"", [11] = "\"abcdefg\"",
	};
	unsigned int i;

	for (i = 6; i < 12; i++) {
		stp_text_quoted(buf, i, "abcdefg");
		CHECK_STR(buf, expected[i]);
	}
	stp_text_quoted(buf, 10, "ab\n\n\n\n");
	CHECK_STR(buf, "\"ab\\n\"...");
	stp_text_quoted(buf, 5, "ab");
	CHECK_STR(buf, "");
	stp_text_quoted(buf, sizeof(buf), "");
	CHECK_STR(buf, "\"\"");
}

TEST(bytes_are_quoted_up_to_a_nul_or_a_count)
{
	memset(memory, 'x', sizeof(memory));
	memcpy(memory, "a\0b\n", 5);
	CHECK_INT(quote(64, 0, 99, 0), 0);
	CHECK_STR(buf, "\"a\"");
	CHECK_INT(quote(64, 0, 5, 1), 0);
	CHECK_STR(buf, "\"a\\0b\\n\\0\"");
	CHECK_INT(quote(64, 5, 3, 1), 0);
	CHECK_STR(buf, "\"xxx\"");	/* what was asked for: not cut */
	CHECK_INT(quote(9, 5, 8, 1), 0);
	CHECK_STR(buf, "\"xxx\"...");
	CHECK_INT(quote(64, 5, 0, 1), 0);
	CHECK_STR(buf, "\"\"");
}

TEST(bytes_at_the_end_of_memory)
{
	memset(memory, 'x', sizeof(memory));
	memcpy(memory + 124, "end", 4);
	CHECK_INT(quote(64, 124, ~0ULL, 0), 0);
	CHECK_STR(buf, "\"end\"");
	memcpy(memory + 62, "\342\202\254", 4);	/* a character in two pieces */
	CHECK_INT(quote(64, 60, ~0ULL, 0), 0);
	CHECK_STR(buf, "\"xx\\u20AC\"");
	memory[127] = 'x';
	CHECK_INT(quote(64, 124, ~0ULL, 0), -14);
	CHECK_STR(buf, "");
	CHECK_INT(quote(64, 4000, 1, 1), -14);
	CHECK_INT(reads_across, 0);
}

TEST(utf_16_and_32_become_utf_8)
{
	CHECK_INT(from_utf(u"e\u00e9\u20ac\U0001f600", 12, 2), 0);
	CHECK_STR(buf, "e\303\251\342\202\254\360\237\230\200");
	CHECK_INT(from_utf(U"e\u20ac\U0001f600", 16, 4), 0);
	CHECK_STR(buf, "e\342\202\254\360\237\230\200");
	CHECK_INT(from_utf("\0\xdc", 2, 2), 1);	/* a low half alone */
	CHECK_INT(from_utf("\0\xd8" "a", 4, 2), 1);	/* a high half alone */
	CHECK_INT(from_utf("\0\0\x11", 4, 4), 1);
	CHECK_INT(from_utf("\0\xd8\0", 4, 4), 1);
	CHECK_STR(buf, "");
}
