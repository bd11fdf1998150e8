/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * library_index.c - the kept index of what each tapset file defines.
 *
 * Text in the cache directory, one file a search path.  A line "f SIZE MTIME
 * OPAQUE PATH" begins a file; its definitions follow, "F name", "G name" or
 * "A name".  A file whose size or mtime differs is scanned anew, and so is
 * everything when the first line is another.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/text.h"
#include "library_int.h"
#include "session.h"

#define INDEX_HEAD	"stap tapset index 2"

static const char *index_path(struct library *lib, const char *dirs)
{
	struct hash h;
	char hex[33];

	if (!lib->s->cache_dir)
		return NULL;
	hash_init(&h);
	hash_string(&h, dirs);
	hash_hex(&h, hex);
	return arena_printf(lib->s->arena, "%s/tapset-%s.index", lib->s->cache_dir, hex);
}

static char *next_line(char **rest)
{
	char *line = *rest, *end;

	if (!line || !*line)
		return NULL;
	end = strchr(line, '\n');
	*rest = end ? end + 1 : NULL;
	if (end)
		*end = '\0';
	return line;
}

/* The file that an "f" line begins; NULL: not such a line. */
static struct lib_file *read_file_line(struct arena *a, const char *line)
{
	struct lib_file *f = arena_one(a, struct lib_file);
	unsigned int opaque;
	int used = 0;

	if (sscanf(line, "f %" SCNu64 " %" SCNu64 " %u %n", &f->size, &f->mtime_ns, &opaque,
		   &used) != 3 || !used)
		return NULL;
	f->is_opaque = opaque;
	f->path = line + used;
	return f;
}

static bool is_def_line(const char *line)
{
	return line[0] && strchr("FGA", line[0]) && line[1] == ' ' && line[2];
}

/* Path to struct lib_file of all that the index holds; NULL: it cannot be used. */
static struct map *read_index(struct library *lib, const char *path)
{
	struct arena *a = lib->s->arena;
	struct map *known = map_new(a);
	struct lib_file *f = NULL;
	char *data, *rest, *line;
	size_t len;

	if (!path || file_read(path, &data, &len) < 0)
		return NULL;
	rest = arena_strndup(a, data, len);
	free(data);
	line = next_line(&rest);
	if (!line || strcmp(line, INDEX_HEAD) != 0)
		return NULL;
	while ((line = next_line(&rest))) {
		if (f && is_def_line(line)) {
			struct def d = { (enum def_kind)line[0], line + 2 };

			list_push(a, &f->defs, d);
			continue;
		}
		f = read_file_line(a, line);
		if (!f)
			return NULL;
		map_put(known, f->path, f);
	}
	return known;
}

static void write_file(struct text *out, const struct lib_file *f)
{
	unsigned int i;

	text_printf(out, "f %" PRIu64 " %" PRIu64 " %u %s\n", f->size, f->mtime_ns, f->is_opaque,
		    f->path);
	for (i = 0; i < f->defs.n; i++)
		text_printf(out, "%c %s\n", f->defs.at[i].kind, f->defs.at[i].name);
}

/* An index that cannot be written costs time only. */
static void write_index(struct library *lib, const char *path)
{
	struct text out = TEXT_EMPTY;
	unsigned int i;

	if (!path)
		return;
	text_put(&out, INDEX_HEAD "\n");
	for (i = 0; i < lib->files.n; i++)
		write_file(&out, lib->files.at[i]);
	file_replace(path, out.buf, out.len, 0644);
	text_free(&out);
}

static void scan_file(struct library *lib, struct lib_file *f)
{
	char *data;
	size_t len;

	if (file_read(f->path, &data, &len) < 0)
		return;
	library_scan(lib->s->arena, data, f);
	free(data);
}

/* Copies what the index says of f; false: it says nothing that still holds. */
static bool take_known(struct lib_file *f, const struct map *known)
{
	const struct lib_file *old = known ? map_get(known, f->path) : NULL;

	if (!old || old->size != f->size || old->mtime_ns != f->mtime_ns)
		return false;
	f->defs.at = old->defs.at;
	f->defs.n = old->defs.n;
	f->defs.cap = old->defs.cap;
	f->is_opaque = old->is_opaque;
	return true;
}

static void add_definition(struct library *lib, const struct def *d, struct lib_file *f)
{
	struct map *m = d->kind == DEF_FUNCTION ? lib->functions : lib->globals;
	struct file_list *l;

	if (d->kind == DEF_ALIAS) {
		map_put(lib->aliases, arena_strndup(lib->s->arena, d->name,
						    strcspn(d->name, ".")), f);
		return;
	}
	l = map_get(m, d->name);
	if (!l) {
		l = arena_one(lib->s->arena, struct file_list);
		map_put(m, d->name, l);
	}
	list_push(lib->s->arena, l, f);
}

void library_index(struct library *lib, const char *dirs)
{
	const char *path = index_path(lib, dirs);
	struct map *known = read_index(lib, path);
	bool is_old = !known || map_count(known) != lib->files.n;
	unsigned int i, k;

	for (i = 0; i < lib->files.n; i++) {
		struct lib_file *f = lib->files.at[i];

		if (!take_known(f, known)) {
			scan_file(lib, f);
			is_old = true;
		}
		if (f->is_opaque)
			list_push(lib->s->arena, &lib->opaque, f);
		for (k = 0; k < f->defs.n; k++)
			add_definition(lib, &f->defs.at[k], f);
	}
	if (is_old)
		write_index(lib, path);
}
