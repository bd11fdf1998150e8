/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tracepoint.c - tracepoints by name, with their arguments and systems.
 *
 * For each tracepoint NAME the kernel has a function __traceiter_NAME (5.10 and
 * later), whose parameters after the first one BTF knows by name and type.
 * BTF does not say which system a tracepoint is in.  Of those that are trace
 * events, tracefs says it of the running kernel and the image of any other
 * (events.c).  The rest are bare tracepoints, of which only the header that
 * declares them knows.
 */
#include "di_int.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"

#define ITERATOR	"__traceiter_"

static const char *const tracefs[] = {
	"/sys/kernel/tracing/events", "/sys/kernel/debug/tracing/events",
};

static void put_system(struct di_kernel *k, struct map *m, const char *name, const char *system)
{
	if (!map_get(m, name))
		map_put(m, arena_strdup(k->arena, name), arena_strdup(k->arena, system));
}

/* ---- trace events --------------------------------------------------------------------- */

/* DIR/SYSTEM/NAME/ is an event. */
static void read_tracefs(struct di_kernel *k, struct map *m, const char *dir)
{
	DIR *systems = opendir(dir), *events;
	struct dirent *s, *e;

	while (systems && (s = readdir(systems))) {
		if (s->d_type != DT_DIR || s->d_name[0] == '.')
			continue;
		events = opendir(arena_printf(k->arena, "%s/%s", dir, s->d_name));
		while (events && (e = readdir(events))) {
			if (e->d_type == DT_DIR && e->d_name[0] != '.')
				put_system(k, m, e->d_name, s->d_name);
		}
		if (events)
			closedir(events);
	}
	if (systems)
		closedir(systems);
}

static void read_images(struct di_kernel *k, struct map *m)
{
	enum file_kind kind;
	const struct facts *f;
	const char *path, *p, *end, *name;
	unsigned int i;

	for (i = 0; !map_count(m) && (path = kernel_file(k, i, &kind)); i++) {
		f = kind == FILE_MAP ? NULL : facts_of(k, path);
		if (!f || f->error)
			continue;
		/* NAME, NUL, SYSTEM, NUL: facts.c has seen to the last one */
		for (p = f->events, end = p + f->events_len; p < end; p += strlen(p) + 1) {
			name = p;
			p += strlen(p) + 1;
			if (p >= end)
				break;
			map_put(m, name, (void *)p);
		}
	}
}

static const struct map *event_systems(struct di_kernel *k)
{
	unsigned int i;

	if (k->event_systems)
		return k->event_systems;
	k->event_systems = map_new(k->arena);
	for (i = 0; k->where.is_running && i < array_size(tracefs); i++)
		if (!map_count(k->event_systems))
			read_tracefs(k, k->event_systems, tracefs[i]);
	if (!map_count(k->event_systems))
		read_images(k, k->event_systems);
	return k->event_systems;
}

/* ---- bare tracepoints ------------------------------------------------------------------- */

/* The word behind `key` on a line that begins with it; NULL: it does not. */
static const char *word_behind(struct arena *a, const char *line, const char *key)
{
	size_t len = strlen(key);
	const char *p = line + len;

	if (strncmp(line, key, len))
		return NULL;
	p += strspn(p, " \t");
	len = strcspn(p, " \t\n,()");
	return len ? arena_strndup(a, p, len) : NULL;
}

static void read_header(struct di_kernel *k, struct map *m, const char *path)
{
	const char *system = NULL, *line, *word;
	char *text;
	size_t len;

	if (file_read(path, &text, &len))
		return;
	for (line = text; line; line = (line = strchr(line, '\n')) ? line + 1 : NULL) {
		word = word_behind(k->arena, line, "#define TRACE_SYSTEM");
		if (word)
			system = word;
		word = word_behind(k->arena, line, "DECLARE_TRACE(");
		if (word && system)
			put_system(k, m, word, system);
	}
	free(text);
}

static void read_headers(struct di_kernel *k, struct map *m, const char *tree)
{
	const char *dir = arena_printf(k->arena, "%s/include/trace/events", tree);
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t len;

	while (d && (e = readdir(d))) {
		len = strlen(e->d_name);
		if (len > 2 && !strcmp(e->d_name + len - 2, ".h"))
			read_header(k, m, arena_printf(k->arena, "%s/%s", dir, e->d_name));
	}
	if (d)
		closedir(d);
}

static const struct map *bare_systems(struct di_kernel *k)
{
	if (k->bare_systems)
		return k->bare_systems;
	k->bare_systems = map_new(k->arena);
	if (k->where.build_dir) {
		read_headers(k, k->bare_systems, k->where.build_dir);
		read_headers(k, k->bare_systems,
			     arena_printf(k->arena, "%s/source", k->where.build_dir));
	}
	read_headers(k, k->bare_systems,
		     arena_printf(k->arena, "/lib/modules/%s/source", k->where.release));
	return k->bare_systems;
}

const char *di_tracepoint_system(struct di_kernel *k, const char *name)
{
	const char *system = map_get(event_systems(k), name);

	return system ? system : map_get(bare_systems(k), name);
}

/* ---- by name ----------------------------------------------------------------------------- */

/* The name of a tracepoint if r is its iterator, else NULL. */
static const char *tracepoint_of(const struct di_kernel *k, const struct btf_record *r)
{
	const char *name;

	if (BTF_KIND(r) != BTF_FUNC)
		return NULL;
	name = btf_name(&k->btf, r);
	if (strncmp(name, ITERATOR, strlen(ITERATOR)))
		return NULL;
	return name + strlen(ITERATOR);
}

/* All of them by name, found once: system calls alone ask some hundred times. */
static int find_all(struct di_kernel *k)
{
	struct name_item *at;
	const char *name;
	uint32_t id, n = 0;
	int err = kernel_btf(k);

	if (err || k->tracepoints)
		return err;
	at = malloc(k->btf.n * sizeof(*at));
	if (!at)
		return -ENOMEM;
	for (id = 1; id < k->btf.n; id++) {
		name = tracepoint_of(k, btf_record(&k->btf, id));
		if (!name)
			continue;
		at[n].name = name;
		at[n++].tag = id;
	}
	names_sort(at, n);
	k->tracepoints = arena_many(k->arena, struct name_item, n + 1);
	memcpy(k->tracepoints, at, n * sizeof(*at));
	k->n_tracepoints = n;
	free(at);
	return 0;
}

int di_tracepoint_each(struct di_kernel *k, const char *pattern,
		       bool (*each)(void *ctx, const struct di_tracepoint *tp), void *ctx)
{
	struct di_tracepoint tp;
	int err = find_all(k), n = 0;
	uint32_t i;

	if (err)
		return err;
	for (i = 0; i < k->n_tracepoints; i++) {
		const struct name_item *item = &k->tracepoints[i];

		if (!names_match(pattern, item->name))
			continue;
		n++;
		tp.name = item->name;
		tp.type = type_of_id(k, btf_record(&k->btf, item->tag)->size_or_type);
		if (tp.type->kind == DI_FUNCTION && !each(ctx, &tp))
			break;
	}
	return n;
}

const char *di_tracepoint_similar(struct di_kernel *k, const char *name, unsigned int max)
{
	struct similar s = { .name = name, .max = max < NAMES_SIMILAR ? max : NAMES_SIMILAR };
	uint32_t i;

	if (!max || find_all(k))
		return "";
	for (i = 0; i < k->n_tracepoints; i++)
		similar_offer(&s, k->tracepoints[i].name);
	return similar_list(&s, k->arena);
}
