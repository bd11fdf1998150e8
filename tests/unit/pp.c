/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pp.c - tests of stap/pp.h: conditions on a kernel, library macros. */
#include "stap/pp.h"

#include <string.h>

#include "script.h"
#include "stap/lex.h"
#include "test.h"

static const char *preprocess(struct script *t, const struct map *macros)
{
	struct pp *p = pp_new(&t->s, t->src, macros);
	struct text out = TEXT_EMPTY;
	const struct token *tok;
	const char *result;

	while ((tok = pp_next(p))->kind != TOK_EOF)
		text_printf(&out, "%s ", tok->text);
	text_put(&out, pp_failed(p) ? "failed" : "");
	result = arena_strdup(t->s.arena, out.buf);
	text_free(&out);
	return result;
}

/* What the condition comes to: "yes", "no", or what was reported. */
static const char *decide(struct arena *a, const char *condition)
{
	struct script t;
	const char *result;

	script_open(&t, arena_printf(a, "%%( %s %%? yes %%: no %%)", condition));
	result = arena_strdup(a, preprocess(&t, NULL));
	script_close(&t);
	return result;
}

TEST(pp_kernel_conditions)
{
	static const char *const yes[] = {
		"kernel_v == \"6.1.0\"", "kernel_v >= \"6.1\"", "kernel_v < \"6.10\"",
		"kernel_v == \"6.*\"", "kernel_v != \"5.[0-9]*\"",
		"kernel_vr == \"6.1.0-56-test\"", "arch == \"x86*\"", "arch != \"arm64\"",
		"CONFIG_SMP == \"y\"", "CONFIG_SMP == \"[ym]\"", "CONFIG_NONE == \"\"",
		"CONFIG_HZ > 100", "CONFIG_HZ == 250", "CONFIG_NONE == 0",
		"CONFIG_HZ >= CONFIG_NONE", "CONFIG_NAME == \"\\\"x\\\"\"",
		"CONFIG_SMP > CONFIG_NAME",
	};
	static const char *const no[] = {
		"kernel_v > \"6.1.0\"", "kernel_v == \"6.1\"", "kernel_v != \"6.*\"",
		"arch == \"i386\"", "CONFIG_SMP == \"n\"", "CONFIG_HZ < 0xfa",
		"CONFIG_HZ != 250", "CONFIG_SMP == CONFIG_HZ",
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < array_size(yes); i++)
		CHECK_STR(decide(a, yes[i]), "yes ");
	for (i = 0; i < array_size(no); i++)
		CHECK_STR(decide(a, no[i]), "no ");
	CHECK_STR(decide(a, "CONFIG_SMP < 3"), "failed");
	arena_free(a);
}

/* A kernel that cannot be found has been reported by who looked for it. */
TEST(pp_without_a_kernel)
{
	struct script t;
	struct pp *p;

	script_open(&t, "a %( kernel_v > \"1\" %? b %)");
	t.opt.release = "no/release";
	t.s.kernel = NULL;
	p = pp_new(&t.s, t.src, NULL);
	CHECK_STR(pp_next(p)->text, "a");
	CHECK_INT(pp_next(p)->kind, TOK_EOF);
	CHECK(pp_failed(p));
	CHECK_INT(pp_reported(p), 0);
	CHECK_INT(diag_errors(t.s.diag), 1);
	script_close(&t);
}

TEST(pp_library_macros)
{
	struct script lib, t;
	struct map *macros;

	script_open(&lib, "@define one %( 1 %)\n@define two %( @one + @one %)");
	macros = map_new(lib.s.arena);
	CHECK(pp_load_macros(&lib.s, lib.src, macros));
	CHECK_INT(map_count(macros), 2);
	/* A user's macro comes first, but not inside a library's. */
	script_open(&t, "@define one %( 7 %) @one @two @define two %( @one %) @two @three");
	CHECK_STR(preprocess(&t, macros), "7 1 + 1 7 @three ");
	script_close(&t);
	script_close(&lib);
}

TEST(pp_library_macros_all_or_none)
{
	struct script t;
	struct map *macros;

	script_open(&t, "@define a %( 1 %) @define b %( 2 %)");
	macros = map_new(t.s.arena);
	CHECK(pp_load_macros(&t.s, t.src, macros));
	t.src = source_from_text(t.s.arena, "u.stpm", "@define c %( 1 %) @define a %( 2 %)");
	CHECK(!pp_load_macros(&t.s, t.src, macros));
	CHECK_INT(map_count(macros), 2);
	t.src = source_from_text(t.s.arena, "v.stpm", "@define d %( 1 %) d");
	CHECK(!pp_load_macros(&t.s, t.src, macros));
	CHECK_INT(map_count(macros), 2);
	script_close(&t);
}

TEST(pp_gives_nothing_after_a_mistake)
{
	struct script t;
	struct pp *p;

	script_open(&t, "a %( 1 = 2 %? b %) c");
	p = pp_new(&t.s, t.src, NULL);
	CHECK_STR(pp_next(p)->text, "a");
	CHECK_INT(pp_next(p)->kind, TOK_EOF);
	CHECK_INT(pp_next(p)->kind, TOK_EOF);
	CHECK_INT(pp_reported(p), 1);
	CHECK_INT(diag_errors(t.s.diag), 1);
	script_close(&t);
}
