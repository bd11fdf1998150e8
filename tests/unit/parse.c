/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse.c - tests of stap/parse.h: what goldens do not show of trees and recovery. */
#include "stap/parse.h"

#include <string.h>

#include "script.h"
#include "stap/ast.h"
#include "test.h"

TEST(parse_points_of_a_listing)
{
	const struct point *p;
	struct ast_file *f;
	struct script t;

	script_open(&t, "");
	f = parse_points(&t.s, "kernel.function(\"vfs_*\"), begin?", NULL);
	CHECK(f != NULL);
	CHECK_INT(f->probes.n, 1);
	CHECK_INT(f->probes.at[0]->points.n, 2);
	p = f->probes.at[0]->points.at[0];
	CHECK_INT(p->n, 2);
	CHECK_STR(p->comps[1].name, "function");
	CHECK_STR(p->comps[1].str, "vfs_*");
	CHECK(f->probes.at[0]->points.at[1]->optional);
	CHECK(!parse_points(&t.s, "begin {", NULL));
	script_close(&t);
}

TEST(parse_counts_mistakes)
{
	struct script t;

	script_open(&t, "probe a { + }\nglobal 1\nprobe b { } c\nfunction f() { return }");
	CHECK(!parse_file(&t.s, t.src, NULL));
	CHECK_INT(diag_errors(t.s.diag), 3);
	CHECK(strstr(t.errors, "\n3 parse errors.\n") != NULL);
	script_close(&t);
}

TEST(parse_counts_a_mistake_of_the_preprocessor_once)
{
	struct script t;

	script_open(&t, "probe a { x = %( 1 = 2 %? 1 %) }");
	CHECK(!parse_file(&t.s, t.src, NULL));
	CHECK_INT(diag_errors(t.s.diag), 1);
	CHECK(strstr(t.errors, "\n1 parse error.\n") != NULL);
	script_close(&t);
}

TEST(parse_library_files)
{
	struct ast_file *f;
	struct script t;

	script_open(&t, "/* nothing */");
	t.src->is_library = true;
	CHECK(parse_file(&t.s, t.src, NULL) != NULL);
	script_close(&t);
	/* Embedded C needs no -g there, and --compatible does not count. */
	script_open(&t, "private global a %{ int b; %} function c() { return @enum(\"X\") }");
	t.src->is_library = true;
	t.opt.compatible = "1.0";
	f = parse_file(&t.s, t.src, NULL);
	CHECK(f != NULL);
	CHECK(f->globals.at[0]->is_private);
	CHECK_INT(f->embedded.n, 1);
	script_close(&t);
}

TEST(parse_older_languages)
{
	struct script t;
	struct expr *e;

	/* The false arm of a ternary was a whole expression before 4.0. */
	script_open(&t, "probe a { b ? c : d = e }");
	t.opt.compatible = "3.9";
	e = parse_file(&t.s, t.src, NULL)->probes.at[0]->body->list[0]->expr;
	CHECK_INT(e->kind, EX_TERNARY);
	t.opt.compatible = "4.0";
	e = parse_file(&t.s, t.src, NULL)->probes.at[0]->body->list[0]->expr;
	CHECK_INT(e->kind, EX_ASSIGN);
	script_close(&t);
	/* There was no autocast before 2.6, and no gluing over comments before 2.0. */
	script_open(&t, "probe a { b->c }");
	t.opt.compatible = "2.5";
	CHECK(!parse_file(&t.s, t.src, NULL));
	script_close(&t);
	script_open(&t, "global a = \"b\" /* c */ \"d\"");
	t.opt.compatible = "1.9";
	CHECK(!parse_file(&t.s, t.src, NULL));
	t.opt.compatible = "2.0";
	CHECK(parse_file(&t.s, t.src, NULL) != NULL);
	script_close(&t);
}

TEST(parse_print_names)
{
	static const char *const names[] = {
		"print", "println", "printd", "printdln", "printf", "print_char",
		"sprint", "sprintln", "sprintd", "sprintdln", "sprintf",
	};
	static const char *const others[] = {
		"printfln", "sprint_char", "printx", "prints", "sprin", "print_charln", "s",
	};
	struct ast_file *f;
	struct script t;
	size_t i;

	script_open(&t, "");
	for (i = 0; i < array_size(names) + array_size(others); i++) {
		bool is_print = i < array_size(names);
		const char *name = is_print ? names[i] : others[i - array_size(names)];
		const char *args = strstr(name, "ntd") ? "\",\", 1, 2" :
				   strstr(name, "ntf") && is_print ? "\"%d\", 1" : "1";

		t.src = source_from_text(t.s.arena, "t.stp",
					 arena_printf(t.s.arena, "probe a { %s(%s) }", name, args));
		f = parse_file(&t.s, t.src, NULL);
		CHECK(f != NULL);
		CHECK_INT(f->probes.at[0]->body->list[0]->expr->kind,
			  is_print ? EX_PRINT : EX_CALL);
	}
	script_close(&t);
}

/* A script of 10,000 lines is nothing: no work grows with its square. */
TEST(parse_long_scripts)
{
	struct text script = TEXT_EMPTY;
	struct ast_file *f;
	struct script t;
	unsigned int i;

	for (i = 0; i < 2000; i++)
		text_printf(&script, "global g%u\nprobe timer.ms(%u) {\n\tif (g%u > 1)\n"
			    "\t\tprintf(\"%%d\\n\", g%u)\n}\n", i, i + 1, i, i);
	script_open(&t, script.buf);
	f = parse_file(&t.s, t.src, NULL);
	CHECK(f != NULL);
	CHECK_INT(f->probes.n, 2000);
	CHECK_INT(f->globals.n, 2000);
	script_close(&t);
	text_free(&script);
}
