/* SPDX-License-Identifier: GPL-2.0-or-later */
/* text.c - tests of base/text.h. */
#include "base/text.h"

#include <string.h>

#include "test.h"

TEST(text_grows)
{
	struct text t = TEXT_EMPTY;
	int i;

	for (i = 0; i < 10000; i++)
		text_printf(&t, "%d,", i % 10);
	CHECK_INT(t.len, 20000);
	CHECK_INT(strlen(t.buf), 20000);
	text_clear(&t);
	CHECK_STR(t.buf, "");
	text_free(&t);
	CHECK_INT(t.cap, 0);
}

TEST(text_lines_are_indented)
{
	struct text t = TEXT_EMPTY;

	text_line(&t, "if (%s) {", "x");
	t.depth = 2;
	text_line(&t, "y = %d;", 3);
	t.depth = 0;
	text_line(&t, "}");
	CHECK_STR(t.buf, "if (x) {\n\t\ty = 3;\n}\n");
	text_free(&t);
}

TEST(text_c_strings_are_safe)
{
	static const char bytes[] = "a\"\\\n\0001\xff?\?=?";
	struct text t = TEXT_EMPTY;

	text_c_string(&t, bytes, sizeof(bytes) - 1);
	CHECK_STR(t.buf, "\"a\\\"\\\\\\n\\0001\\377?\\?=?\"");
	text_free(&t);
}

TEST(text_write_says_when_it_fails)
{
	struct text t = TEXT_EMPTY;
	FILE *full = fopen("/dev/full", "w");

	CHECK(full != NULL);
	text_put(&t, "x");
	CHECK(!text_write(&t, full));
	fclose(full);
	text_free(&t);
}
