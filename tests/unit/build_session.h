/* SPDX-License-Identifier: GPL-2.0-or-later */
/* build_session.h - a session made by hand, and files, for the tests of stap/build/. */
#ifndef TESTS_UNIT_BUILD_SESSION_H
#define TESTS_UNIT_BUILD_SESSION_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stap/build/build_int.h"

struct fixture {
	struct options opt;
	struct session s;
	struct diag_options dopt;
	char *said;		/* what the sink printed; fixture_said() */
	size_t said_len;
	FILE *sink;
	char dir[64];		/* a directory of the test's own */
};

static inline void fixture_open(struct fixture *f)
{
	memset(f, 0, sizeof(*f));
	strcpy(f->dir, "/tmp/stap-unit-XXXXXX");
	if (!mkdtemp(f->dir))
		abort();
	f->sink = open_memstream(&f->said, &f->said_len);
	f->s.opt = &f->opt;
	f->s.arena = arena_new();
	f->s.diag = diag_new(f->s.arena, f->sink, &f->dopt);
	f->s.runtime_dir = arena_printf(f->s.arena, "%s/runtime", f->dir);
	f->s.cache_dir = arena_printf(f->s.arena, "%s/cache", f->dir);
	f->s.tmpdir = arena_printf(f->s.arena, "%s/tmp", f->dir);
	mkdir(f->s.runtime_dir, 0755);
	mkdir(f->s.cache_dir, 0755);
	mkdir(f->s.tmpdir, 0700);
}

static inline void fixture_close(struct fixture *f)
{
	fclose(f->sink);
	free(f->said);
	arena_free(f->s.arena);
	remove_tree(f->dir);
}

static inline const char *fixture_said(struct fixture *f)
{
	fflush(f->sink);
	return f->said ? f->said : "";
}

/* Writes DIR/name, making its directories; gives back the path. */
static inline const char *fixture_file(struct fixture *f, const char *name, const char *text)
{
	char *path = arena_printf(f->s.arena, "%s/%s", f->dir, name);
	char *slash = strrchr(path, '/');

	*slash = '\0';
	make_dirs(path, 0755);
	*slash = '/';
	if (file_replace(path, text, strlen(text), 0644) < 0)
		abort();
	return path;
}

/* All words with a blank between. */
static inline const char *fixture_words(struct fixture *f, const struct words *w)
{
	const char *all = "";
	unsigned int i;

	for (i = 0; i < w->n; i++)
		all = arena_printf(f->s.arena, "%s%s%s", all, i ? " " : "", w->at[i]);
	return all;
}

#endif
