/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ast.c - tests of stap/ast.h: literals, walks, copies, and print as an inverse of parse. */
#include "stap/ast.h"

#include <glob.h>
#include <string.h>

#include "config.h"
#include "script.h"
#include "stap/parse.h"
#include "test.h"

TEST(ast_decodes_strings)
{
	struct arena *a = arena_new();
	size_t len;

	CHECK_STR(string_decode(a, "a\\n\\t\\\\\\101\\x41\\1z", &len), "a\n\t\\AA\1z");
	CHECK_INT(len, 8);
	CHECK_STR(string_decode(a, "\\1012\\x4a", &len), "A2J");
	CHECK_STR(string_decode(a, "a\\0b", &len), "a");
	CHECK_INT(len, 1);
	CHECK_STR(string_decode(a, "", &len), "");
	CHECK_STR(string_decode(a, "\\a\\b\\v\\f\\r", NULL), "\a\b\v\f\r");
	arena_free(a);
}

TEST(ast_encodes_all_bytes)
{
	struct arena *a = arena_new();
	char bytes[256];
	int i;

	for (i = 0; i < 255; i++)
		bytes[i] = (char)(i + 1);
	bytes[255] = '\0';
	CHECK(strcmp(string_decode(a, string_encode(a, bytes), NULL), bytes) == 0);
	CHECK_STR(string_encode(a, "\1" "2\n\"\\"), "\\0012\\n\"\\\\");
	arena_free(a);
}

static struct ast_file *parse(struct script *t, const char *text)
{
	script_open(t, text);
	t->opt.guru = true;
	return parse_file(&t->s, t->src, NULL);
}

/* Notes the names that it comes by; drops every EX_NAME "gone". */
static void note(void *ctx, struct expr **slot)
{
	struct text *out = ctx;

	if ((*slot)->name)
		text_printf(out, "%s ", (*slot)->name);
	if ((*slot)->kind == EX_NAME && strcmp((*slot)->name, "gone") == 0)
		(*slot)->name = "replaced";
}

TEST(ast_walks_in_order_of_evaluation)
{
	struct text out = TEXT_EMPTY;
	struct ast_file *f;
	struct script t;

	f = parse(&t, "probe x { a = c ? d : e[f, g(h)]\n"
		  "for (i; j; k) { l; foreach (v = m in n[o, *] limit p) q } }");
	CHECK(!f);
	script_close(&t);
	f = parse(&t, "probe x { a = c ? d : e[f, g(h)]\n"
		  "for (i; j; k) { l; foreach (v = m in n[o] limit p) q }\n"
		  "$r->s[u]; try { w } catch (y) { z } }");
	CHECK(f != NULL);
	stmt_each_expr(f->probes.at[0]->body, note, &out);
	CHECK_STR(out.buf, "a c d f h g e i j k l o p n v m q u $r y w z ");
	text_free(&out);
	script_close(&t);
}

TEST(ast_copies_share_nothing)
{
	static const char script[] =
		"probe x { gone = gone[gone, *] . \"s\"; if (gone) { delete gone } "
		"$x->y[gone]; foreach (k in a[gone] limit gone) printf(\"%d\", gone) }";
	struct text before = TEXT_EMPTY, after = TEXT_EMPTY, names = TEXT_EMPTY;
	struct stmt *body, *copy;
	struct ast_file *f;
	struct script t;

	f = parse(&t, script);
	CHECK(f != NULL);
	body = f->probes.at[0]->body;
	copy = stmt_copy(t.s.arena, body);
	ast_print_stmt(&before, body);
	ast_print_stmt(&after, copy);
	CHECK_STR(after.buf, before.buf);
	stmt_each_expr(copy, note, &names);
	text_clear(&after);
	ast_print_stmt(&after, body);
	CHECK_STR(after.buf, before.buf);
	text_free(&before);
	text_free(&after);
	text_free(&names);
	script_close(&t);
}

/* An if without else in front of an else: made by passes, not by the parser. */
TEST(ast_prints_a_dangling_else_in_braces)
{
	struct text out = TEXT_EMPTY;
	struct stmt *inner, *outer;
	struct ast_file *f;
	struct script t;

	f = parse(&t, "probe x { if (a) b; if (c) d else e }");
	CHECK(f != NULL);
	inner = f->probes.at[0]->body->list[0];
	outer = f->probes.at[0]->body->list[1];
	outer->body = inner;
	ast_print_stmt(&out, outer);
	CHECK_STR(out.buf, "if (c) {\n\tif (a)\n\t\tb;\n}\nelse\n\te;\n");
	text_free(&out);
	script_close(&t);
}

/* A file as script; NULL when it does not parse. */
static const char *print(struct script *t, const struct ast_file *f)
{
	struct text out = TEXT_EMPTY;
	const char *result = NULL;

	if (f) {
		ast_print_file(&out, f);
		result = arena_strdup(t->s.arena, out.buf);
	}
	text_free(&out);
	return result;
}

static bool is_fixed_point(const char *path)
{
	const char *why, *once, *twice;
	struct source *src;
	struct script t;
	bool ok;

	script_open(&t, "");
	t.opt.guru = true;
	src = source_load(t.s.arena, path, &why);
	once = src ? print(&t, parse_file(&t.s, src, NULL)) : NULL;
	twice = once ? print(&t, parse_file(&t.s, source_from_text(t.s.arena, path, once), NULL))
		     : NULL;
	ok = test_str(twice, once ? once : "(no tree)", path, __FILE__, __LINE__);
	script_close(&t);
	return ok;
}

TEST(ast_print_is_what_parse_reads)
{
	glob_t g;
	size_t i;

	CHECK_INT(glob(SRCDIR "/tests/parse/*.stp", 0, NULL, &g), 0);
	CHECK(g.gl_pathc > 20);
	for (i = 0; i < g.gl_pathc; i++) {
		if (!is_fixed_point(g.gl_pathv[i]))
			break;
	}
	globfree(&g);
}
