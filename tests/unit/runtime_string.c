/* SPDX-License-Identifier: GPL-2.0-or-later */
/* runtime_string.c - the runtime's strings and division, in user space. */
#include "tests/unit/test.h"

#include "runtime/arith.c"
#include "runtime/string.c"

#include <string.h>

static char buf[64];

/* What error.c is in the kernel. */
void stp_error(struct stp_context *c, const char *fmt, ...)
{
	c->error = fmt;
}

TEST(strcpy_cuts_and_ends)
{
	memset(buf, 'x', sizeof(buf));
	stp_strcpy(buf, "abcdef", 4);
	CHECK_STR(buf, "abc");
	CHECK_INT(buf[4], 'x');
	stp_strcpy(buf, buf, 4);
	CHECK_STR(buf, "abc");
	stp_strcpy(buf, "", 1);
	CHECK_STR(buf, "");
}

TEST(strcat_cuts_and_takes_itself)
{
	stp_strcpy(buf, "ab", 8);
	stp_strcat(buf, "cd", 8);
	CHECK_STR(buf, "abcd");
	stp_strcat(buf, buf, 8);
	CHECK_STR(buf, "abcdabc");
	stp_strcat(buf, "z", 8);
	CHECK_STR(buf, "abcdabc");
}

TEST(strcmp_compares_bytes)
{
	CHECK_INT(stp_strcmp("a", "a"), 0);
	CHECK(stp_strcmp("a", "b") < 0);
	CHECK(stp_strcmp("ab", "a") > 0);
	CHECK(stp_strcmp("\377", "a") > 0);
}

TEST(substr_clamps)
{
	static const struct {
		stp_s64 start, len;
		const char *expected;
	} rows[] = {
		{ 0, 3, "abc" }, { 1, 2, "bc" }, { 4, 10, "ef" }, { 6, 1, "" },
		{ -1, 3, "" }, { 0, 0, "" }, { 2, -1, "" }, { 99, 1, "" },
		{ 0, 0x7fffffffffffffff, "abcdef" },
	};
	unsigned int i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		stp_substr(buf, sizeof(buf), "abcdef", rows[i].start, rows[i].len);
		CHECK_STR(buf, rows[i].expected);
	}
	stp_substr(buf, 3, "abcdef", 0, 6);
	CHECK_STR(buf, "ab");
}

TEST(stringat_checks_the_position)
{
	struct stp_context c = { 0 };

	CHECK_INT(stp_stringat(&c, "a\377", 1), 255);
	CHECK(!c.error);
	CHECK_INT(stp_stringat(&c, "ab", 2), 0);
	CHECK_STR(c.error, "Position out of bounds");
	c.error = NULL;
	stp_stringat(&c, "ab", -1);
	CHECK(c.error);
}

TEST(strpos_finds)
{
	CHECK_INT(stp_strpos("banana", "nan"), 2);
	CHECK_INT(stp_strpos("banana", "nab"), -1);
	CHECK_INT(stp_strpos("banana", ""), 0);
	CHECK_INT(stp_strpos("", "a"), -1);
	CHECK_INT(stp_isinstr("abc", "c"), 1);
	CHECK_INT(stp_isinstr("abc", "cd"), 0);
}

TEST(strtol_reads_a_prefix)
{
	CHECK_INT(stp_strtol("123abc", 10), 123);
	CHECK_INT(stp_strtol("-17", 0), -17);
	CHECK_INT(stp_strtol("0x1F", 0), 31);
	CHECK_INT(stp_strtol("0x1F", 16), 31);
	CHECK_INT(stp_strtol("ff", 16), 255);
	CHECK_INT(stp_strtol("017", 0), 15);
	CHECK_INT(stp_strtol("0xg", 0), 0);
	CHECK_INT(stp_strtol("zz", 36), 35 * 36 + 35);
	CHECK_INT(stp_strtol("12", 1), 0);
	CHECK_INT(stp_strtol("", 10), 0);
	CHECK_INT(stp_strtol("-9223372036854775808", 10), -0x7fffffffffffffff - 1);
}

TEST(str_replace_goes_left_to_right)
{
	static const struct {
		const char *s, *from, *to, *expected;
	} rows[] = {
		{ "a-b-c", "-", "<->", "a<->b<->c" }, { "aaaaa", "aa", "b", "bba" },
		{ "ababab", "aba", "x", "xbab" }, { "abc", "abcd", "x", "abc" },
		{ "abc", "abc", "", "" }, { "abc", "", "y", "abc" },
		{ "xx", "x", "xx", "xxxx" }, { "", "x", "y", "" },
	};
	unsigned int i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		stp_str_replace(buf, sizeof(buf), rows[i].s, rows[i].from, rows[i].to);
		CHECK_STR(buf, rows[i].expected);
	}
	stp_str_replace(buf, 6, "aXbX", "X", "123");
	CHECK_STR(buf, "a123b");
}

TEST(division_never_traps)
{
	const stp_s64 least = -0x7fffffffffffffff - 1;
	struct stp_context c = { 0 };

	CHECK_INT(stp_div(&c, -7, 2), -3);
	CHECK_INT(stp_mod(&c, -7, 2), -1);
	CHECK_INT(stp_div(&c, least, -1), least);
	CHECK_INT(stp_mod(&c, least, -1), 0);
	CHECK(!c.error);
	CHECK_INT(stp_div(&c, 1, 0), 0);
	CHECK_STR(c.error, "division by 0");
	c.error = NULL;
	CHECK_INT(stp_mod(&c, 1, 0), 0);
	CHECK_STR(c.error, "division by 0");
}
