/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * manifest.c - the file that makes a directory a kept runtime.
 *
 * Lines of a word and its value.  It is written last and ends with "end", so
 * half of one is none.  "input SIZE MTIME PATH" is checked each time it is
 * read: when a header or the compiler has changed, the runtime is made anew.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "stap/build/build_int.h"

#define HEAD	"stap-runtime 1\n"

bool manifest_is_ours(const char *path, bool dir)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		return false;
	if (dir ? !S_ISDIR(st.st_mode) : !S_ISREG(st.st_mode))
		return false;
	return (st.st_uid == 0 || st.st_uid == geteuid()) &&
	       (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Words of the steps by the name of their lines. */
static struct words *step(struct steps *st, const char *name)
{
	if (strcmp(name, "cc") == 0)
		return &st->cc;
	if (strcmp(name, "objtool") == 0)
		return &st->objtool;
	if (strcmp(name, "join") == 0)
		return &st->join;
	if (strcmp(name, "join-objtool") == 0)
		return &st->join_objtool;
	return strcmp(name, "ko") == 0 ? &st->ko : NULL;
}

/* --- writing ------------------------------------------------------------------------ */

static void put_words(struct text *t, const char *name, const struct words *w)
{
	unsigned int i;

	for (i = 0; i < w->n; i++)
		text_line(t, "%s %s", name, w->at[i]);
}

/* The objects too are inputs: when one is cut short, the runtime is no good. */
static void put_input(struct text *t, const char *path)
{
	struct stat st;

	if (!strchr(path, '\n') && stat(path, &st) == 0)
		text_line(t, "input %lld %lld %s", (long long)st.st_size,
			  (long long)st.st_mtime, path);
}

static void put_kept(struct text *t, const char *dir, const char *name)
{
	struct stat st;
	char *path;

	if (asprintf(&path, "%s/%s", dir, name) < 0)
		out_of_memory();
	if (stat(path, &st) == 0)
		text_line(t, "kept %lld %s", (long long)st.st_size, name);
	free(path);
}

int manifest_write(struct session *s, const struct runtime *r, const struct map *inputs)
{
	const struct map_entry *e;
	struct text t = TEXT_EMPTY;
	size_t i;
	int rc;

	text_put(&t, HEAD);
	text_line(&t, "work-dir %s", r->work_dir ? r->work_dir : "/");
	if (r->slow_why)
		text_line(&t, "slow %s", r->slow_why);
	put_words(&t, "cc", &r->steps.cc);
	put_words(&t, "objtool", &r->steps.objtool);
	put_words(&t, "join", &r->steps.join);
	put_words(&t, "join-objtool", &r->steps.join_objtool);
	put_words(&t, "ko", &r->steps.ko);
	for (i = 0; (e = map_next(r->symbols, &i)); )
		text_line(&t, "symbol %s", e->key);
	for (i = 0; (e = map_next(inputs, &i)); )
		put_input(&t, e->key);
	put_kept(&t, r->dir, "runtime.o");
	put_kept(&t, r->dir, "mod.o");
	put_kept(&t, r->dir, "features.h");
	if (r->has_common)
		put_kept(&t, r->dir, "common.o");
	text_put(&t, "end\n");
	rc = file_replace(arena_printf(s->arena, "%s/manifest", r->dir), t.buf, t.len, 0644);
	text_free(&t);
	return rc;
}

/* --- reading ------------------------------------------------------------------------- */

/* "SIZE MTIME PATH" */
static bool input_holds(char *value)
{
	long long size = strtoll(value, &value, 10), mtime = strtoll(value, &value, 10);
	struct stat st;

	return *value == ' ' && stat(value + 1, &st) == 0 && st.st_size == size &&
	       st.st_mtime == mtime;
}

/* "SIZE NAME" */
static bool kept_holds(struct arena *a, struct runtime *r, char *value)
{
	long long size = strtoll(value, &value, 10);
	const char *path;
	struct stat st;

	if (*value != ' ')
		return false;
	path = arena_printf(a, "%s/%s", r->dir, value + 1);
	r->has_common |= strcmp(value + 1, "common.o") == 0;
	return manifest_is_ours(path, false) && stat(path, &st) == 0 && st.st_size == size;
}

static bool read_line(struct arena *a, struct runtime *r, char *line)
{
	char *value = strchr(line, ' ');
	struct words *w;

	if (!value)
		return false;
	*value++ = '\0';
	if (strcmp(line, "input") == 0)
		return input_holds(value);
	if (strcmp(line, "kept") == 0)
		return kept_holds(a, r, value);
	w = step(&r->steps, line);
	if (w)
		list_push(a, w, value);
	else if (strcmp(line, "symbol") == 0)
		map_put(r->symbols, value, r);
	else if (strcmp(line, "work-dir") == 0)
		r->work_dir = value;
	else if (strcmp(line, "slow") == 0)
		r->slow_why = value;
	else
		return false;
	return true;
}

static bool read_lines(struct session *s, struct runtime *r, char *text)
{
	char *line, *end;

	if (strncmp(text, HEAD, strlen(HEAD)) != 0)
		return false;
	for (line = text + strlen(HEAD); ; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			return false;
		*end = '\0';
		if (strcmp(line, "end") == 0)
			return r->work_dir != NULL;
		if (read_line(s->arena, r, line))
			continue;
		if (verbose(s, 4) > 1)
			fprintf(stderr, "The kept runtime \"%s\" is out of date: %s %s\n",
				r->dir, line, line + strlen(line) + 1);
		return false;
	}
}

struct runtime *manifest_read(struct session *s, const char *dir)
{
	const char *path = arena_printf(s->arena, "%s/manifest", dir);
	struct runtime *r = arena_one(s->arena, struct runtime);
	struct stat st;
	size_t len;
	char *data;

	if (!manifest_is_ours(dir, true) || !manifest_is_ours(path, false) ||
	    file_read(path, &data, &len) < 0)
		return NULL;
	r->dir = dir;
	r->lock = -1;
	r->symbols = map_new(s->arena);
	if (!read_lines(s, r, arena_strndup(s->arena, data, len)) || stat(path, &st) < 0)
		r = NULL;
	free(data);
	if (r) {
		r->made_s = st.st_mtim.tv_sec;
		r->made_ns = st.st_mtim.tv_nsec;
	}
	return r;
}
