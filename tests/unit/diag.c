/* SPDX-License-Identifier: GPL-2.0-or-later */
/* diag.c - tests of base/diag.h: layouts, repetition, trials. */
#include "base/diag.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/source.h"
#include "test.h"

struct fixture {
	struct arena *a;
	struct diag *d;
	struct source *src;
	FILE *out;
	char *text;
	size_t len;
};

static void open_sink(struct fixture *f, const struct diag_options *o)
{
	unsetenv("SYSTEMTAP_COLORS");
	f->a = arena_new();
	f->out = open_memstream(&f->text, &f->len);
	fflush(f->out);
	f->d = diag_new(f->a, f->out, o);
	f->src = source_from_text(f->a, "f.stp", "probe begin {\n\tx = y\n}\n");
}

static void close_sink(struct fixture *f)
{
	fclose(f->out);
	free(f->text);
	arena_free(f->a);
}

TEST(diag_parse_error)
{
	struct diag_options o = { 0 };
	struct fixture f;
	struct place p, eof;

	open_sink(&f, &o);
	p = (struct place){ f.src, 19, "identifier 'y'", NULL };
	eof = (struct place){ f.src, f.src->len, NULL, NULL };
	diag_emit(f.d, report_new(f.d, DIAG_PARSE, "t", &p, "expected %s", "this"));
	diag_emit(f.d, report_new(f.d, DIAG_PARSE_AT, "t", &eof, "end"));
	diag_line(f.d, "2 parse errors.");
	CHECK_STR(f.text,
		  "parse error: expected this\n"
		  "        saw: identifier 'y' at f.stp:2:6\n"
		  "     source: \tx = y\n"
		  "             \t    ^\n\n"
		  "parse error: end\n"
		  "         at: f.stp EOF\n\n"
		  "2 parse errors.\n");
	CHECK_INT(diag_errors(f.d), 2);
	close_sink(&f);
}

TEST(diag_semantic_error_with_all_parts)
{
	struct diag_options o = { 0 };
	struct fixture f;
	struct place use, p, second;
	struct report *r;

	open_sink(&f, &o);
	use = (struct place){ f.src, 0, "operator '@m'", NULL };
	p = (struct place){ f.src, 15, "identifier 'x'", &use };
	second = (struct place){ f.src, 6, "identifier 'begin'", NULL };
	r = report_new(f.d, DIAG_SEMANTIC, "t", &p, "wrong");
	r->second = &second;
	r->cause = report_new(f.d, DIAG_SEMANTIC, "c", NULL, "since");
	CHECK(!diag_emit(f.d, r));
	CHECK_STR(f.text,
		  "semantic error: wrong: identifier 'x' at f.stp:2:2\n"
		  "        source: \tx = y\n"
		  "                \t^\n"
		  "\tin expansion of macro: operator '@m' at :1:1\n"
		  "        source: probe begin {\n"
		  "                ^\n"
		  "identifier 'begin' at :1:7\n"
		  "        source: probe begin {\n"
		  "                      ^\n\n"
		  "semantic error: since\n\n");
	close_sink(&f);
}

TEST(diag_warnings_and_repetition)
{
	struct diag_options o = { 0 };
	struct fixture f;
	struct place p;

	open_sink(&f, &o);
	p = (struct place){ f.src, 6, "identifier 'begin'", NULL };
	diag_warn(f.d, "w", &p, "odd");
	diag_warn(f.d, "w", &p, "odd");
	diag_error(f.d, "t", NULL, "one");
	diag_error(f.d, "t", NULL, "two");
	diag_plain(f.d, "p", "plain");
	diag_summary(f.d);
	CHECK_STR(f.text,
		  "WARNING: odd: identifier 'begin' at f.stp:1:7\n"
		  " source: probe begin {\n"
		  "               ^\n"
		  "semantic error: one\n\n"
		  "ERROR: plain\n"
		  "Number of similar error messages suppressed: 1.\n"
		  "Number of similar warning messages suppressed: 1.\n"
		  "Rerun with -v to see them.\n");
	CHECK_INT(diag_errors(f.d), 3);
	close_sink(&f);
}

TEST(diag_options_are_kept)
{
	struct diag_options silent = { .no_warnings = true };
	struct diag_options strict = { .warnings_are_errors = true };
	struct diag_options quiet = { .quiet = true }, loud = { .verbose = 1 };
	struct fixture f;

	open_sink(&f, &silent);
	diag_warn(f.d, "w", NULL, "odd");
	CHECK_INT(f.len, 0);
	close_sink(&f);
	open_sink(&f, &strict);
	diag_warn(f.d, "w", NULL, "odd");
	CHECK_INT(diag_errors(f.d), 1);
	close_sink(&f);
	open_sink(&f, &quiet);
	diag_error(f.d, "t", NULL, "one");
	CHECK_INT(f.len, 0);
	CHECK_INT(diag_errors(f.d), 1);
	close_sink(&f);
	open_sink(&f, &loud);
	diag_error(f.d, "t", NULL, "a");
	diag_error(f.d, "t", NULL, "b");
	CHECK_STR(f.text, "semantic error: a\n\nsemantic error: b\n\n");
	close_sink(&f);
}

TEST(diag_trials_hold_and_keep)
{
	struct diag_options o = { 0 };
	struct diag *trial, *inner;
	struct fixture f;

	open_sink(&f, &o);
	trial = diag_trial(f.d);
	inner = diag_trial(trial);
	diag_error(trial, "a", NULL, "first");
	diag_error(inner, "b", NULL, "second");
	diag_error(diag_trial(trial), "c", NULL, "forgotten");
	CHECK_INT(f.len, 0);
	CHECK_INT(diag_errors(trial), 1);
	CHECK_STR(diag_first(inner)->msg, "second");
	diag_keep(inner);
	CHECK_INT(diag_errors(trial), 2);
	diag_keep(trial);
	CHECK_STR(f.text, "semantic error: first\n\nsemantic error: second\n\n");
	CHECK_INT(diag_errors(f.d), 2);
	close_sink(&f);
}

TEST(diag_colours)
{
	struct diag_options o = { .colour = true };
	struct fixture f;

	open_sink(&f, &o);
	CHECK_STR(diag_colour(f.d, "error"), "\033[01;31m\033[K");
	CHECK_STR(diag_colour(diag_trial(f.d), "token"), "\033[01m\033[K");
	diag_plain(f.d, "p", "x");
	CHECK_STR(f.text, "\033[01;31m\033[KERROR:\033[m\033[K x\n");
	close_sink(&f);
	setenv("SYSTEMTAP_COLORS", "error=31:warning=red:caret=01", 1);
	f.a = arena_new();
	f.out = open_memstream(&f.text, &f.len);
	f.d = diag_new(f.a, f.out, &o);
	CHECK_STR(diag_colour(f.d, "error"), "\033[31m\033[K");
	CHECK_STR(diag_colour(f.d, "warning"), "");
	CHECK_STR(diag_colour(f.d, "caret"), "");
	close_sink(&f);
}

TEST(diag_rules_of_warnings)
{
	struct diag_options o = { .no_warnings = true };
	struct fixture f;

	open_sink(&f, &o);
	diag_set_rule(f.d, "warn-a", DIAG_WARN);
	diag_set_rule(f.d, "warn-b", DIAG_FATAL);
	diag_warn(f.d, "warn-a", NULL, "a");
	diag_warn(diag_trial(f.d), "warn-b", NULL, "in a trial");
	diag_warn(f.d, "warn-b", NULL, "b");
	diag_warn(f.d, "warn-c", NULL, "c");
	CHECK_STR(f.text, "WARNING: a\nWARNING: b\n");
	CHECK_INT(diag_errors(f.d), 1);
	close_sink(&f);

	o = (struct diag_options){ .warnings_are_errors = true };
	open_sink(&f, &o);
	diag_set_rule(f.d, "warn-a", DIAG_NEVER_FATAL);
	diag_set_rule(f.d, "warn-b", DIAG_OFF);
	diag_warn(f.d, "warn-a", NULL, "a");
	diag_warn(f.d, "warn-b", NULL, "b");
	CHECK_INT(diag_errors(f.d), 0);
	diag_warn(f.d, "warn-c", NULL, "c");
	CHECK_INT(diag_errors(f.d), 1);
	CHECK_STR(f.text, "WARNING: a\nWARNING: c\n");
	close_sink(&f);
}

TEST(diag_names_the_probe_that_uses_the_library)
{
	struct diag_options o = { 0 };
	struct source *lib;
	struct fixture f;
	struct place p, user;

	open_sink(&f, &o);
	lib = source_from_text(f.a, "lib.stp", "x\n");
	lib->is_library = true;
	p = (struct place){ lib, 0, "identifier 'x'", NULL };
	user = (struct place){ f.src, 6, "vfs.read", NULL };
	CHECK(!diag_within(f.d, &user));
	diag_error(f.d, "t", &p, "wrong");
	diag_error(f.d, "s", &user, "not in the library");
	CHECK(diag_within(f.d, NULL) == &user);
	diag_error(f.d, "u", &p, "of nobody");
	CHECK_STR(f.text,
		  "semantic error: wrong: identifier 'x' at lib.stp:1:1\n"
		  "        source: x\n"
		  "                ^\n"
		  "\tin expansion of probe: vfs.read at f.stp:1:7\n"
		  "        source: probe begin {\n"
		  "                      ^\n\n"
		  "semantic error: not in the library: vfs.read at :1:7\n"
		  "        source: probe begin {\n"
		  "                      ^\n\n"
		  "semantic error: of nobody: identifier 'x' at lib.stp:1:1\n"
		  "        source: x\n"
		  "                ^\n\n");
	close_sink(&f);
}

TEST(diag_holds_errors_for_their_order)
{
	struct diag_options o = { 0 };
	struct source *lib;
	struct fixture f;
	struct place p, q, r;

	open_sink(&f, &o);
	lib = source_from_text(f.a, "lib.stp", "x\n");
	lib->is_library = true;
	p = (struct place){ f.src, 15, NULL, NULL };
	q = (struct place){ f.src, 6, NULL, NULL };
	r = (struct place){ lib, 0, NULL, NULL };
	diag_hold(f.d);
	diag_error(f.d, "a", &r, "third");
	diag_error(f.d, "b", &p, "second");
	diag_line(f.d, "of the second");
	diag_error(f.d, "c", &q, "first");
	diag_error(f.d, "b", &q, "hidden: the one before was found first");
	diag_warn(f.d, "w", &p, "before all");
	diag_warn(f.d, "w", &q, "as they come");
	CHECK_STR(f.text, "");
	CHECK_INT(diag_errors(f.d), 4);
	diag_release(f.d);
	diag_error(f.d, "d", NULL, "after");
	CHECK_STR(f.text,
		  "WARNING: before all at f.stp:2:2\n source: \tx = y\n         \t^\n"
		  "WARNING: as they come at :1:7\n source: probe begin {\n               ^\n"
		  "semantic error: first at :1:7\n        source: probe begin {\n"
		  "                      ^\n\n"
		  "semantic error: second at :2:2\n        source: \tx = y\n"
		  "                \t^\n\n"
		  "of the second\n"
		  "semantic error: third at lib.stp:1:1\n        source: x\n"
		  "                ^\n\n"
		  "semantic error: after\n\n");
	close_sink(&f);
}
