/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fast.c - a script's C to a module with one call of the compiler and one of the linker. */
#include <errno.h>
#include <string.h>

#include "base/map.h"
#include "stap/build/build_int.h"

/* The most that one function of a script may take of the kernel's stack. */
#define FRAME_FLAG	"-Werror=frame-larger-than=512"

/* What a step gets in place of the marks, and behind its own words. */
struct fill {
	const char *object, *source;
	struct words inputs, extra;
};

static int run_step(struct session *s, const struct runtime *r, const struct words *step,
		    const struct fill *f, struct text *out)
{
	const char *env[] = {
		arena_printf(s->arena, "SRCARCH=%s", kernel_srcarch(s->kernel)),
		"LD_LIBRARY_PATH", "CCACHE_DISABLE=1", NULL
	};
	struct words argv = { 0 };
	struct proc p = { .env = env, .dir = r->work_dir, .out = out, .err = out };
	unsigned int i, k;

	for (i = 0; i < step->n; i++) {
		if (strcmp(step->at[i], WORD_OBJECT) == 0)
			list_push(s->arena, &argv, f->object);
		else if (strcmp(step->at[i], WORD_SOURCE) == 0)
			list_push(s->arena, &argv, f->source);
		else if (strcmp(step->at[i], WORD_INPUTS) != 0)
			list_push(s->arena, &argv, step->at[i]);
		for (k = 0; k < f->inputs.n && strcmp(step->at[i], WORD_INPUTS) == 0; k++)
			list_push(s->arena, &argv, f->inputs.at[k]);
	}
	for (k = 0; k < f->extra.n; k++)
		list_push(s->arena, &argv, f->extra.at[k]);
	list_push(s->arena, &argv, NULL);
	p.argv = argv.at;
	return build_spawn(s, &p);
}

static bool has_word(const struct words *w, const char *word)
{
	unsigned int i;

	for (i = 0; i < w->n; i++) {
		if (strcmp(w->at[i], word) == 0)
			return true;
	}
	return false;
}

static int compile(struct session *s, const struct runtime *r, const struct script_build *b,
		   const char *object, struct text *out)
{
	struct fill f = { .object = object, .source = b->c_path };
	struct arena *a = s->arena;
	unsigned int i;

	list_push(a, &f.extra, "-pipe");
	if (s->opt->debug)
		list_push(a, &f.extra, "-g");
	list_push(a, &f.extra, arena_printf(a, "-I%s", s->runtime_dir));
	/* Instrumentation makes frames bigger than any script could. */
	if (!has_word(&r->steps.cc, "-fsanitize=kernel-address"))
		list_push(a, &f.extra, FRAME_FLAG);
	for (i = 0; i < s->opt->defines.n; i++)
		list_push(a, &f.extra, arena_printf(a, "-D%s=%s", s->opt->defines.at[i].name,
						    s->opt->defines.at[i].value));
	return run_step(s, r, &r->steps.cc, &f, out);
}

/* A symbol that the script's object wants and has no business with; NULL: none. */
static const char *foreign_symbol(struct session *s, const struct runtime *r, const char *object)
{
	struct map *wanted = map_new(s->arena);
	const struct map_entry *e;
	size_t i = 0;

	if (image_symbols(s->arena, object, false, wanted) < 0)
		return "(unreadable object)";
	while ((e = map_next(wanted, &i))) {
		if (!map_get(r->symbols, e->key))
			return e->key;
	}
	return NULL;
}

static int link_module(struct session *s, const struct runtime *r, const struct script_build *b,
		       const char *script, struct text *out)
{
	struct arena *a = s->arena;
	struct fill joined = { .object = arena_printf(a, "%s/joined.o", b->dir) };
	struct fill all = { 0 }, ko = { .object = b->ko_path };
	int rc;

	list_push(a, &all.inputs, script);
	list_push(a, &all.inputs, arena_printf(a, "%s/runtime.o", r->dir));
	if (r->steps.join_objtool.n) {
		all.object = joined.object;
		rc = run_step(s, r, &r->steps.join, &all, out);
		if (rc == 0)
			rc = run_step(s, r, &r->steps.join_objtool, &joined, out);
		if (rc != 0)
			return rc;
		list_push(a, &ko.inputs, joined.object);
	} else {
		ko.inputs = all.inputs;
	}
	list_push(a, &ko.inputs, arena_printf(a, "%s/mod.o", r->dir));
	if (r->has_common)
		list_push(a, &ko.inputs, arena_printf(a, "%s/common.o", r->dir));
	return run_step(s, r, &r->steps.ko, &ko, out);
}

/* One step went wrong: say so under -v, with what it printed under -vv. */
static enum fast_result cannot(struct session *s, const char *why, const struct text *out)
{
	if (verbose(s, 4) && why)
		fprintf(stderr, "Compiling through kbuild: %s\n", why);
	if (verbose(s, 4) > 1 && out->len)
		fwrite(out->buf, 1, out->len, stderr);
	return FAST_CANNOT;
}

static enum fast_result try_steps(struct session *s, struct runtime *r,
				  const struct script_build *b, struct text *out)
{
	const char *object = arena_printf(s->arena, "%s/script.o", b->dir), *symbol;
	const struct fill f = { .object = object };
	int rc = compile(s, r, b, object, out);

	if (rc == -ENOENT) {
		build_no_program(s, "compiling the script", r->steps.cc.at[0]);
		return FAST_FAILED;
	}
	if (build_disk_full(s, out, "compiling the script"))
		return FAST_FAILED;
	if (rc != 0)
		return cannot(s, "the script's C needs more than the runtime offers", out);
	symbol = foreign_symbol(s, r, object);
	if (symbol)
		return cannot(s, arena_printf(s->arena, "the script's C uses %s", symbol), out);
	if (r->steps.objtool.n && run_step(s, r, &r->steps.objtool, &f, out) != 0)
		return cannot(s, "objtool failed", out);
	rc = link_module(s, r, b, object, out);
	if (rc == -ENOENT) {
		build_no_program(s, "linking the module", r->steps.ko.at[0]);
		return FAST_FAILED;
	}
	if (build_disk_full(s, out, "linking the module"))
		return FAST_FAILED;
	return rc == 0 ? FAST_DONE : cannot(s, "the linker failed", out);
}

enum fast_result fast_build(struct session *s, struct runtime *r, const struct script_build *b)
{
	struct text out = TEXT_EMPTY;
	enum fast_result res;

	if (r->slow_why)
		return cannot(s, r->slow_why, &out);
	res = try_steps(s, r, b, &out);
	if (res == FAST_DONE && verbose(s, 4) > 1 && out.len)
		fwrite(out.buf, 1, out.len, stderr);
	text_free(&out);
	return res;
}
