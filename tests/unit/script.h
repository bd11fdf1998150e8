/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * script.h - a session for tests of pass 1, with a kernel of the test's own.
 */
#ifndef TESTS_UNIT_SCRIPT_H
#define TESTS_UNIT_SCRIPT_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/source.h"
#include "base/text.h"
#include "stap/build/build.h"
#include "stap/session.h"

struct script {
	struct session s;
	struct options opt;
	struct kernel kernel;
	struct source *src;
	FILE *err;
	char *errors;		/* what was reported */
	size_t errors_len;
	uint8_t used[10];
};

static inline void script_open(struct script *t, const char *text)
{
	static const struct diag_options quiet;

	*t = (struct script){ 0 };
	t->s.opt = &t->opt;
	t->s.arena = arena_new();
	t->s.args_used = t->used;
	t->err = open_memstream(&t->errors, &t->errors_len);
	fflush(t->err);
	t->s.diag = diag_new(t->s.arena, t->err, &quiet);
	t->kernel = (struct kernel){ .release = "6.1.0-56-test", .base_release = "6.1.0",
				     .arch = "x86_64", .build_dir = "",
				     .config = map_new(t->s.arena) };
	map_put(t->kernel.config, "CONFIG_SMP", (void *)"y");
	map_put(t->kernel.config, "CONFIG_HZ", (void *)"250");
	map_put(t->kernel.config, "CONFIG_NAME", (void *)"\"x\"");
	t->s.kernel = &t->kernel;
	t->opt.compatible = "5.6";
	t->src = source_from_text(t->s.arena, "t.stp", text);
}

static inline void script_argument(struct script *t, const char *arg)
{
	list_push(t->s.arena, &t->opt.args, arg);
}

static inline void script_close(struct script *t)
{
	fclose(t->err);
	free(t->errors);
	arena_free(t->s.arena);
}

#endif
