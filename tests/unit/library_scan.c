/* SPDX-License-Identifier: GPL-2.0-or-later */
/* library_scan.c - what is found in the text of a tapset file. */
#include "stap/library_int.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

/* "F:f G:g A:a", in order, with " opaque" behind it where it is. */
static const char *found(const char *script)
{
	static char result[512];
	struct arena *a = arena_new();
	struct lib_file f = { .path = "test.stp" };
	struct text out = TEXT_EMPTY;
	unsigned int i;

	library_scan(a, script, &f);
	for (i = 0; i < f.defs.n; i++)
		text_printf(&out, "%s%c:%s", i ? " " : "", f.defs.at[i].kind, f.defs.at[i].name);
	text_put(&out, f.is_opaque ? " opaque" : "");
	result[0] = '\0';
	strncat(result, out.buf, sizeof(result) - 1);
	text_free(&out);
	arena_free(a);
	return result;
}

TEST(declarations)
{
	CHECK_STR(found("function f() { return 1 } function g:long(a) %{ } %} global x, y\n"
			"probe a.b = begin { } probe c = d += e.f { }"),
		  "F:f F:g G:x G:y A:a.b A:c A:d");
	CHECK_STR(found("global a = 5, b[10], c%[4], d = \"s\" global e"), "G:a G:b G:c G:d G:e");
	CHECK_STR(found("function f() { } function f(a) { }"), "F:f");
	CHECK_STR(found("probe a.b.c = d.e { } probe a.*.c = d.e { } probe f. g = d.e { }"),
		  "A:a.b A:a A:f");
	CHECK_STR(found(""), "");
}

TEST(private_names_are_left_out)
{
	CHECK_STR(found("private function f() { } private global x, y private z function g() { }"),
		  "F:g");
}

TEST(bodies_are_skipped)
{
	CHECK_STR(found("probe begin { function = 1; { global } } function f() { if (1) { } }"),
		  "F:f");
	CHECK_STR(found("probe x = a.{b, c}.d(\"}\") { } probe y = b { }, { } function f() { }"),
		  "A:x A:y F:f");
}

TEST(text_that_is_no_code)
{
	CHECK_STR(found("# function a()\n// function b()\n/* function c() */ function d() { }"),
		  "F:d");
	CHECK_STR(found("function f() %{ function g() } %} function h() { s = \"} function i\" }"),
		  "F:f F:h");
	CHECK_STR(found("function f() { n = $# } function g() { s = @# }"), "F:f F:g");
	CHECK_STR(found("global a = \"\\\"\" function f() { }"), "G:a F:f");
}

TEST(both_arms_of_a_conditional)
{
	CHECK_STR(found("%( kernel_v >= \"5\" %? function f() { } %: function g() { } %)"),
		  "F:f F:g");
}

TEST(macros)
{
	CHECK_STR(found("@define m %( function f() { %( 1 == 1 %? } %) %) function g() { @m }"),
		  "F:g");
	CHECK_STR(found("@define m %( x %) @m function g() { }"), "F:g opaque");
	CHECK_STR(found("global @m"), "G:@m opaque");
	CHECK_STR(found("probe @m { }"), " opaque");
}

TEST(braces_that_do_not_match)
{
	CHECK_STR(found("%( 1 == 1 %? probe a { %: probe b { %) } function f() { }"), " opaque");
	CHECK_STR(found("} function f() { }"), "F:f opaque");
	CHECK_STR(found("function f() { \"unterminated"), "F:f opaque");
	CHECK_STR(found("/* unterminated"), "");
}
