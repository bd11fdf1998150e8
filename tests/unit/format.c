/* SPDX-License-Identifier: GPL-2.0-or-later */
/* format.c - tests of the reader of printf directives. */
#include "stap/format.h"

#include "base/arena.h"
#include "test.h"

static const char *why_of(const char *bytes)
{
	struct arena *a = arena_new();
	const char *why = "none";

	format_parse(a, bytes, &why);
	arena_free(a);
	return why;
}

TEST(format_reads_flag_width_precision)
{
	struct arena *a = arena_new();
	const char *why;
	struct format *f = format_parse(a, "a%%b%-5.3ldc", &why);

	CHECK(f);
	CHECK_INT(f->n, 2);
	CHECK_INT(f->n_args, 1);
	CHECK_STR(f->at[0].literal, "a%b");
	CHECK_INT(f->at[0].literal_len, 3);
	CHECK_INT(f->at[0].conv, 'd');
	CHECK_INT(f->at[0].flag, '-');
	CHECK_INT(f->at[0].width, 5);
	CHECK_INT(f->at[0].precision, 3);
	CHECK_INT(f->at[1].conv, 0);
	CHECK_STR(f->at[1].literal, "c");
	arena_free(a);
}

TEST(format_counts_stars)
{
	struct arena *a = arena_new();
	const char *why;
	struct format *f = format_parse(a, "%*.*s%d", &why);

	CHECK(f);
	CHECK_INT(f->n_args, 4);
	CHECK(f->at[0].width_arg && f->at[0].precision_arg);
	CHECK(!format_wants_string(f, 0));
	CHECK(!format_wants_string(f, 1));
	CHECK(format_wants_string(f, 2));
	CHECK(!format_wants_string(f, 3));
	arena_free(a);
}

TEST(format_takes_one_flag_and_one_l)
{
	CHECK_STR(why_of("%ld"), "none");
	CHECK_STR(why_of("%#x% d%+d%05d"), "none");
	CHECK_STR(why_of("%-05d"), "none");
	CHECK_STR(why_of("%+-5d"), "invalid or missing conversion specifier");
	CHECK_STR(why_of("%lld"), "invalid or missing conversion specifier");
	CHECK_STR(why_of("%hd"), "invalid or missing conversion specifier");
	CHECK_STR(why_of("%f"), "invalid or missing conversion specifier");
	CHECK_STR(why_of("%n"), "invalid or missing conversion specifier");
}

TEST(format_ends_early)
{
	CHECK_STR(why_of("5%"), "invalid or missing conversion specifier");
	CHECK_STR(why_of("%5"), "trailing incomplete print format conversion");
	CHECK_STR(why_of("%5."), "trailing incomplete print format conversion");
	CHECK_STR(why_of(""), "none");
	CHECK_STR(why_of("100%%"), "none");
}

TEST(format_finds_memory_reads)
{
	CHECK(format_reads_memory("%m"));
	CHECK(format_reads_memory("%d %-5.3M"));
	CHECK(!format_reads_memory("%%m"));
	CHECK(!format_reads_memory("%dm %s%%M"));
	CHECK(!format_reads_memory("m"));
}
