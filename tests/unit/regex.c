/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex.c - what patterns become, and what is none. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "stap/regex.h"
#include "stap/regex_int.h"

static struct regex *compile(struct arena *a, const char *pattern)
{
	struct regex_error err;

	return regex_compile(a, pattern, &err);
}

/* "POSITION: MESSAGE", or "" for a pattern that is right. */
static const char *error_of(const char *pattern)
{
	static char buf[100];
	struct arena *a = arena_new();
	struct regex_error err;

	buf[0] = 0;
	if (!regex_compile(a, pattern, &err))
		snprintf(buf, sizeof(buf), "%zu: %s", err.at, err.msg);
	arena_free(a);
	return buf;
}

TEST(errors_name_the_place)
{
	static const struct {
		const char *pattern, *error;
	} rows[] = {
		{ "[", "0: unclosed character class" },
		{ "ba[sz", "2: unclosed character class" },
		{ "[]", "0: unclosed character class" },
		{ "[[:digit", "1: unclosed character class" },
		{ "[[:word:]]", "1: unknown character class" },
		{ "[[.a.]]", "1: collating elements are not supported" },
		{ "[[=a=]]", "1: collating elements are not supported" },
		{ "[z-a]", "1: invalid range in character class" },
		{ "[a-[:digit:]]", "1: invalid range in character class" },
		{ "*sh", "0: unexpected '*'" }, { "a|+", "2: unexpected '+'" },
		{ "(?)", "1: unexpected '?'" }, { "^*", "1: unexpected '*'" },
		{ "{2}", "0: unexpected '{'" }, { "a{2", "3: unexpected end of input" },
		{ "a{", "2: unexpected end of input" }, { "a{x}", "2: unexpected 'x'" },
		{ "a{2;3}", "3: unexpected ';'" }, { "a{,3}", "2: unexpected ','" },
		{ "a{3,2}", "2: repetition counts are out of order" },
		{ "a{256}", "2: repetition count is too large" },
		{ "a{99999999999}", "2: repetition count is too large" },
		{ "a)", "1: unexpected ')'" }, { "x(a", "1: unclosed group" },
		{ "a\\", "2: unexpected end of input" },
		{ "(a)\\1", "3: back-references are not supported" },
		{ "\\d", "0: unknown escape '\\d'" },
		{ "(a|b)*a(a|b){14}", "0: pattern is too large" },
		{ "((a{255}){255}){255}", "0: pattern is too large" },
		{ "(((?:){255}){255}){255}", "0: pattern is too large" },
		{ "a|b", "" }, { "()", "" }, { "a|", "" }, { "}", "" }, { "]", "" },
		{ "[]a]", "" }, { "[^]a]", "" }, { "[a-]", "" }, { "a**", "" }, { "\\n", "" },
	};
	unsigned int i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!test_str(error_of(rows[i].pattern), rows[i].error, rows[i].pattern,
			      __FILE__, __LINE__))
			return;
}

static void repeat(char *to, char c, unsigned int n)
{
	memset(to, c, n);
	to[n] = 0;
}

TEST(sizes_are_bounded)
{
	static char pattern[REGEX_BYTES_MAX + 10];

	repeat(pattern, '(', REGEX_DEPTH_MAX + 1);
	CHECK_STR(error_of(pattern), "31: too many groups");
	repeat(pattern, 'a', REGEX_BYTES_MAX + 1);
	CHECK_STR(error_of(pattern), "0: pattern is too large");
	repeat(pattern, 'a', REGEX_POSITIONS_MAX + 1);
	CHECK_STR(error_of(pattern), "0: pattern is too large");
	repeat(pattern, 'a', REGEX_POSITIONS_MAX);
	CHECK_STR(error_of(pattern), "");
	repeat(pattern, '|', REGEX_BYTES_MAX);
	CHECK_STR(error_of(pattern), "");
}

TEST(nested_repeats_do_not_multiply)
{
	struct arena *a = arena_new();
	struct regex *r = compile(a, "((((((((((a+)+)+)+)+)+)+)+)+)+)+");

	CHECK(r != NULL);
	CHECK_INT(r->n_positions, 1);
	CHECK_INT(r->n_groups, 12 - 1);
	arena_free(a);
}

/* Rows of the table: the two ends have none. */
static unsigned int rows_of(const char *pattern)
{
	struct arena *a = arena_new();
	struct regex *r = compile(a, pattern);
	unsigned int n = r ? r->n_states - REGEX_FIRST : ~0U;

	arena_free(a);
	return n;
}

TEST(tables_are_small)
{
	CHECK_INT(rows_of(""), 0);
	CHECK_INT(rows_of("x*"), 0);
	CHECK_INT(rows_of("a"), 1);
	CHECK_INT(rows_of("a|b|c|[d-z]"), 1);
	CHECK_INT(rows_of("abc"), 3);
	CHECK_INT(rows_of("^abc$"), 4);
	CHECK_INT(rows_of("(aa|bb)*ab"), rows_of("ab"));
	CHECK_INT(rows_of("a+$"), rows_of("a$"));
}

TEST(text_of_a_literal)
{
	struct arena *a = arena_new();

	CHECK_STR(regex_text(a, ""), "");
	CHECK_STR(regex_text(a, "a\\x41B\\\\x41\\101"), "aAB\\x41A");
	CHECK_STR(regex_text(a, "\\x4"), "\4");
	CHECK_STR(regex_text(a, "a\\\\.b\\t"), "a\\.b\t");
	arena_free(a);
}
