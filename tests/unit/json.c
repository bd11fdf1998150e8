/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json.c - tests of base/json.h and of messages as JSON: all of it is read back. */
#include "base/json.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/text.h"
#include "test.h"

/* ---- a reader of JSON, strict, that keeps nothing ------------------------------ */

static const char *value(const char *s);

/* NULL: not a string. */
static const char *string(const char *s)
{
	if (*s++ != '"')
		return NULL;
	for (; *s != '"'; s++) {
		if ((unsigned char)*s < 0x20)
			return NULL;
		if (*s != '\\')
			continue;
		if (*++s == 'u') {
			if (strspn(s + 1, "0123456789abcdefABCDEF") < 4)
				return NULL;
			s += 4;
		} else if (!*s || !strchr("\"\\/bfnrt", *s)) {
			return NULL;
		}
	}
	return s + 1;
}

static const char *members(const char *s, char end, bool named)
{
	if (*s == end)
		return s + 1;
	for (;; s++) {
		if (named) {
			s = string(s);
			if (!s || *s++ != ':')
				return NULL;
		}
		s = value(s);
		if (!s || *s == end)
			return s ? s + 1 : NULL;
		if (*s != ',')
			return NULL;
	}
}

static const char *value(const char *s)
{
	size_t n;

	if (*s == '{')
		return members(s + 1, '}', true);
	if (*s == '[')
		return members(s + 1, ']', false);
	if (*s == '"')
		return string(s);
	n = strspn(s, "0123456789");
	return n && (*s != '0' || n == 1) ? s + n : NULL;
}

/* Is it whole lines of one object each? */
static bool is_lines(const char *s)
{
	while (*s) {
		if (*s != '{')
			return false;
		s = value(s);
		if (!s || *s++ != '\n')
			return false;
	}
	return true;
}

TEST(json_reader_is_strict)
{
	CHECK(is_lines("{}\n{\"a\":[1,{\"b\":\"\\u00e4\\n\"}],\"c\":0}\n"));
	CHECK(!is_lines("{\"a\":1,}\n"));
	CHECK(!is_lines("{\"a\":01}\n"));
	CHECK(!is_lines("{\"a\" :\"\\q\"}\n"));
	CHECK(!is_lines("{\"a\":\"\t\"}\n"));
	CHECK(!is_lines("{} {}\n"));
	CHECK(!is_lines("{}"));
}

/* ---- what is written ------------------------------------------------------------- */

static const char *quoted(struct arena *a, const char *s, size_t len)
{
	struct text t = TEXT_EMPTY;
	const char *out;

	json_string(&t, s, len);
	out = arena_strndup(a, t.buf, t.len);
	text_free(&t);
	return out;
}

TEST(json_strings)
{
	struct arena *a = arena_new();

	CHECK_STR(quoted(a, "a\"b\\c\n\t\r\b\f", 10), "\"a\\\"b\\\\c\\n\\t\\r\\b\\f\"");
	CHECK_STR(quoted(a, "\0\x1f\x7f", 3), "\"\\u0000\\u001f\\u007f\"");
	CHECK_STR(quoted(a, "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80", 11),
		  "\"\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80\"");
	/* cut, overlong, a surrogate, beyond the last plane, a lone following byte */
	CHECK_STR(quoted(a, "\xc3", 1), "\"\\ufffd\"");
	CHECK_STR(quoted(a, "\xc0\x80", 2), "\"\\ufffd\\ufffd\"");
	CHECK_STR(quoted(a, "\xed\xa0\x80", 3), "\"\\ufffd\\ufffd\\ufffd\"");
	CHECK_STR(quoted(a, "\xf4\x90\x80\x80", 4), "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
	CHECK_STR(quoted(a, "\x80x", 2), "\"\\ufffdx\"");
	arena_free(a);
}

/* Every byte, alone and behind every other, gives a string that can be read. */
TEST(json_strings_of_any_bytes)
{
	struct arena *a = arena_new();
	unsigned int i, bad = 0;

	for (i = 0; i < 65536; i++) {
		const char s[] = { (char)(i >> 8), (char)i };
		struct arena_mark m = arena_mark(a);
		const char *q = quoted(a, s, 2), *end = string(q);

		bad += !end || *end;
		arena_release(a, m);
	}
	CHECK_INT(bad, 0);
	arena_free(a);
}

TEST(json_of_a_report_with_all_parts)
{
	struct diag_options o = { .json = true };
	struct arena *a = arena_new();
	struct source *user = source_from_text(a, "u.stp", "probe \xff\"\n");
	struct source *lib = source_from_text(a, "l.stp", "a = @m\n");
	struct place use = { lib, 4, "operator '@m'", NULL };
	struct place p = { lib, 0, "identifier 'a'", &use };
	struct place probe = { user, 6, "vfs.read", NULL };
	struct report *r;
	struct diag *d;
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	lib->is_library = true;
	d = diag_new(a, out, &o);
	diag_within(d, &probe);
	r = report_new(d, DIAG_SEMANTIC, "sem-x", &p, "wrong '%s' (similar: b, cc)", "a");
	r->second = &probe;
	r->cause = report_new(d, DIAG_SEMANTIC, "sem-y", NULL, "since");
	diag_emit(d, r);
	diag_warn(d, "warn-z", NULL, "odd (similar functions: f)");
	diag_plain(d, "opt-w", "no");
	diag_line(d, "bye");
	fflush(out);
	CHECK(is_lines(text));
	CHECK_STR(text,
		  "{\"severity\":\"error\",\"tag\":\"sem-x\","
		  "\"message\":\"wrong 'a' (similar: b, cc)\",\"similar\":[\"b\",\"cc\"],"
		  "\"file\":\"l.stp\",\"line\":1,\"column\":1,\"token\":\"identifier 'a'\","
		  "\"source\":\"a = @m\",\"macros\":[{\"file\":\"l.stp\",\"line\":1,\"column\":5,"
		  "\"token\":\"operator '@m'\",\"source\":\"a = @m\"}],"
		  "\"second\":{\"file\":\"u.stp\",\"line\":1,\"column\":7,\"token\":\"vfs.read\","
		  "\"source\":\"probe \\ufffd\\\"\"},"
		  "\"probe\":{\"file\":\"u.stp\",\"line\":1,\"column\":7,\"token\":\"vfs.read\","
		  "\"source\":\"probe \\ufffd\\\"\"},"
		  "\"cause\":{\"severity\":\"error\",\"tag\":\"sem-y\",\"message\":\"since\"}}\n"
		  "{\"severity\":\"warning\",\"tag\":\"warn-z\","
		  "\"message\":\"odd (similar functions: f)\",\"similar\":[\"f\"]}\n"
		  "{\"severity\":\"error\",\"tag\":\"opt-w\",\"message\":\"no\"}\n"
		  "{\"severity\":\"note\",\"message\":\"bye\"}\n");
	fclose(out);
	free(text);
	arena_free(a);
}
