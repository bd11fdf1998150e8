/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * passes.c - the whole pipeline; read this first.
 *
 * A signal ends it before the next step; see proc_interrupt().
 */
#include "passes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "ast.h"
#include "badvars.h"
#include "base/file.h"
#include "base/proc.h"
#include "base/text.h"
#include "bind.h"
#include "build/build.h"
#include "catalogue.h"
#include "emit/emit.h"
#include "example.h"
#include "library.h"
#include "list.h"
#include "parse.h"
#include "points.h"
#include "program.h"
#include "progress.h"
#include "regex.h"
#include "session.h"
#include "simplify.h"
#include "target.h"
#include "types.h"

/* ---- pass 1: text to trees ---------------------------------------------------- */

static struct ast_file *parse_text(struct session *s, struct library *lib,
				   const char *name, const char *text)
{
	struct source *src = source_from_text(s->arena, name, text);

	src->is_privileged = s->opt->guru;
	return parse_file(s, src, library_macros(lib));
}

static struct ast_file *parse_script(struct session *s, struct library *lib)
{
	const struct options *o = s->opt;
	struct source *src;
	const char *path, *why;

	if (o->listing != LIST_NONE)
		return parse_points(s, o->list_point, library_macros(lib));
	if (o->script_text)
		return parse_text(s, lib, "<input>", o->script_text);
	path = o->example ? example_find(s, o->example) : o->script_path;
	if (!path && o->example)
		return NULL;
	if (!path)	/* only -E: they are all there is */
		return arena_one(s->arena, struct ast_file);
	if (library_has_file(lib, path)) {
		diag_plain(s->diag, "opt-tapset-script",
			   "tapset file '%s' cannot be run directly as a session script.",
			   path);
		return NULL;
	}
	src = source_load(s->arena, path, &why);
	if (!src) {
		diag_plain(s->diag, "opt-script-file", "cannot read script %s: %s",
			   path, why);
		return NULL;
	}
	src->is_privileged = o->guru;
	return parse_file(s, src, library_macros(lib));
}

/* The scripts of -E, shown as <input1>, <input2> ...; false when one is wrong. */
static bool parse_more(struct session *s, struct library *lib, struct program *prog)
{
	bool ok = true;
	unsigned int i;

	for (i = 0; i < s->opt->more_scripts.n; i++) {
		struct ast_file *f = parse_text(s, lib,
						arena_printf(s->arena, "<input%u>", i + 1),
						s->opt->more_scripts.at[i]);

		if (f)
			list_push(s->arena, &prog->more, f);
		ok = f && ok;
	}
	return ok;
}

static void print_library_file(void *ctx, const struct ast_file *f)
{
	ast_print_file(ctx, f);
}

static int print_trees(struct session *s, struct library *lib, const struct program *prog)
{
	struct text out = TEXT_EMPTY;
	unsigned int i;

	text_put(&out, "# parse tree dump\n");
	if (prog->script->source)
		ast_print_file(&out, prog->script);
	for (i = 0; i < prog->more.n; i++)
		ast_print_file(&out, prog->more.at[i]);
	if (verbose(s, 1))
		library_parse_all(lib, print_library_file, &out);
	text_write(&out, stdout);
	text_free(&out);
	return EXIT_SUCCESS;
}

/* ---- pass 2: trees to a typed program ------------------------------------------- */

/*
 * Script, aliases and library functions pull each other in, so this is a
 * queue: whatever a step needs that the program lacks is added at its end.
 */
static bool elaborate(struct program *prog)
{
	struct work *w;
	bool ok = true;

	while ((w = program_next(prog))) {
		diag_within(prog->s->diag, work_user_at(w));
		bool one = points_resolve(prog, w)	/* probe points -> probes */
			&& names_bind(prog, w)		/* names -> declarations */
			&& targets_lower(prog, w);	/* $var -> loads */

		if (!one)
			program_leave_out(w);
		ok = ok && one;
	}
	diag_within(prog->s->diag, NULL);
	program_check(prog, AFTER_BIND);
	return ok && !prog->has_errors;
}

static void warn_unused_arguments(struct session *s, const struct program *prog)
{
	unsigned int i;

	for (i = 0; i < prog->globals.n; i++)
		if (!strcmp(prog->globals.at[i]->name, "argc") ||
		    !strcmp(prog->globals.at[i]->name, "argv"))
			return;
	for (i = 0; i < s->opt->args.n; i++)
		if (!s->args_used[i])
			diag_warn(s->diag, "warn-unused-argument", NULL,
				  "unused command line option $%u/@%u", i + 1, i + 1);
}

/* Mistakes of types are looked for also where names were wrong, but not in those bodies. */
static bool analyze_all(struct program *prog)
{
	bool named = elaborate(prog);
	bool typed = types_infer(prog, TYPES_FIRST);
	bool ok = regexes_compile(prog) && typed && named
	       && (!program_show_globals(prog) || elaborate(prog))
	       && simplify(prog)
	       && badvars_skip(prog)
	       && types_infer(prog, TYPES_FINAL);

	if (!ok)
		return false;
	program_check(prog, AFTER_TYPES);
	if (!access_check(prog))
		return false;
	program_check(prog, AFTER_ACCESS);
	warn_unused_arguments(prog->s, prog);
	emit_check_limits(prog);
	return diag_errors(prog->s->diag) == library_errors(prog->lib);
}

/* The steps find mistakes in an order of their own. */
static bool analyze(struct program *prog)
{
	bool ok;

	diag_hold(prog->s->diag);
	ok = analyze_all(prog);
	diag_release(prog->s->diag);
	return ok;
}

static int print_program(const struct program *prog)
{
	struct text out = TEXT_EMPTY;

	program_print(&out, prog, verbose(prog->s, 2));
	text_write(&out, stdout);
	text_free(&out);
	return EXIT_SUCCESS;
}

/* ---- passes 3 and 4: typed program to C to a module -------------------------------- */

static int print_c(struct text *c)
{
	text_write(c, stdout);
	text_free(c);
	return EXIT_SUCCESS;
}

/* With -k the C is wanted for reading. */
static const char *c_path(struct session *s, const char *name)
{
	return arena_printf(s->arena, "%s/%s_src.c",
			    s->tmpdir ? s->tmpdir : "/tmp", name);
}

static struct module *translate_and_build(struct session *s, struct program *prog,
					  const char key[33], int *failed_pass)
{
	const char *name = module_name(s, key);
	struct pass_clock t;
	struct module *m = NULL;
	struct text *c;

	clock_start(&t);
	*failed_pass = 3;
	if (!session_tmpdir(s))
		return NULL;
	c = emit_module(prog);
	progress_pass(s, &t, 3, "translated to C into \"%s\"", c_path(s, name));
	if (!c || proc_interrupted())
		goto out;
	clock_start(&t);
	*failed_pass = 4;
	m = build_module(s, c, name);
	progress_time(s, &t, 4, "compiled C into \"%s.ko\"", name);
	if (m && !s->opt->no_cache)
		cache_keep(s, key, m, c);
out:
	if (c)
		text_free(c);
	return m;
}

/* The kept module of this very program, or a new one. */
static struct module *make_module(struct session *s, struct program *prog, int *failed_pass)
{
	struct text typed = TEXT_EMPTY;
	struct module *m = NULL;
	char key[33];
	bool ok;

	*failed_pass = 2;
	program_print(&typed, prog, true);
	program_print_sources(&typed, prog);
	ok = cache_key(s, &typed, key);
	text_free(&typed);
	if (!ok)
		return NULL;
	if (!s->opt->no_cache && !s->opt->poison_cache)
		m = cache_find(s, key);
	if (m) {
		progress_line(s, 3, "using cached %s", cache_c_path(s, key));
		progress_line(s, 4, "using cached %s", m->path);
		return m;
	}
	return translate_and_build(s, prog, key, failed_pass);
}

/* A module that neither the cache nor -m has put somewhere would go with tmpdir. */
static int print_module(struct session *s, const struct module *m)
{
	const char *path = m->path;
	char *data;
	size_t len;
	int rc;

	if (s->tmpdir && !strncmp(path, s->tmpdir, strlen(s->tmpdir))) {
		path = arena_printf(s->arena, "%s.ko", m->name);
		rc = file_read(m->path, &data, &len);
		if (!rc) {
			rc = file_replace(path, data, len, 0644);
			free(data);
		}
		if (rc) {
			diag_plain(s->diag, "build-write-module", "cannot write %s: %s", path,
				   strerror(-rc));
			return EXIT_FAILURE;
		}
	}
	puts(path);
	return EXIT_SUCCESS;
}

/* A signal between two steps is nobody else's to tell. */
static int failed(struct session *s, unsigned int pass)
{
	if (proc_interrupted() && !diag_errors(s->diag))
		diag_plain(s->diag, "build-interrupted", "interrupted: %s",
			   strsignal(proc_interrupted()));
	return progress_failed(s, pass);
}

/* ---- all of them --------------------------------------------------------------------- */

/* 5, or 4 when the target is not the kernel that runs here. */
static unsigned int last_pass(struct session *s)
{
	unsigned int last = s->opt->last_pass;
	const struct kernel *k;

	if (last < 5 || s->opt->listing != LIST_NONE)
		return last;
	k = session_kernel(s);
	if (k && !k->is_running) {
		diag_warn(s->diag, "warn-last-pass", NULL,
			  "kernel release/architecture mismatch with host forces last-pass 4.");
		return 4;
	}
	return last;
}

static int run(struct session *s, const struct module *m)
{
	struct pass_clock t;
	int status;

	clock_start(&t);
	progress_line(s, 5, "starting run.");
	status = run_module(s, m);
	progress_time(s, &t, 5, "run completed");
	return status ? failed(s, 5) : EXIT_SUCCESS;
}

/*
 * Each step takes what the step before it made.  One that cannot go on has
 * said why through s->diag and returns NULL or false.  Nothing is undone:
 * memory is s->arena's and files are in s->tmpdir, and main() drops both.
 */
int run_passes(struct session *s)
{
	unsigned int last = last_pass(s);
	struct library *lib;
	struct ast_file *script;
	struct program *prog = NULL;
	struct module *m;
	struct pass_clock t;
	int pass;
	bool ok;

	clock_start(&t);
	lib = library_open(s);
	if (lib && s->opt->listing >= LIST_TYPES)
		return list_dump(s, lib);
	script = lib ? parse_script(s, lib) : NULL;
	prog = script ? program_new(s, script, lib) : NULL;
	ok = prog && parse_more(s, lib, prog) && !proc_interrupted();
	ok = ok && diag_errors(s->diag) == library_errors(lib);
	progress_pass(s, &t, 1, "parsed user script and %u library script%s",
		      lib ? library_file_count(lib) : 0,
		      lib && library_file_count(lib) == 1 ? "" : "s");
	if (!ok)
		return failed(s, 1);
	if (last == 1)
		return print_trees(s, lib, prog);

	clock_start(&t);
	ok = s->opt->listing == LIST_NONE ? analyze(prog) : elaborate(prog);
	if (s->opt->listing == LIST_VARS)
		types_infer(prog, TYPES_FIRST);
	if (s->opt->listing != LIST_NONE)
		return list_probes(prog);
	progress_pass(s, &t, 2, "analyzed script: %s", progress_counts(s, ok ? prog : NULL));
	if (s->opt->keep_going)
		catalogue_print(s->diag);
	if (!ok || proc_interrupted())
		return failed(s, 2);
	if (last == 2)
		return s->opt->check ? EXIT_SUCCESS : print_program(prog);

	if (last == 3) {
		struct text *c = emit_module(prog);

		return c ? print_c(c) : failed(s, 3);
	}
	if (last == 5 && !run_possible(s))
		return failed(s, 5);
	m = make_module(s, prog, &pass);
	if (!m || proc_interrupted())
		return failed(s, (unsigned int)pass);
	return last == 4 ? print_module(s, m) : run(s, m);
}
