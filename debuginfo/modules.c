/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * modules.c - the modules of a kernel, each a kernel of its own on top of it.
 *
 * Which there are is read from modules.dep, or from a build tree's
 * modules.order.  One that is loaded, but from elsewhere, is answered for by
 * the running kernel: /sys/kernel/btf and its lines of /proc/kallsyms.
 */
#include "di_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

struct module_file {
	const char *name;		/* as the kernel calls it */
	const char *path;
};

struct module_list {
	struct module_file *at;		/* by name */
	unsigned int n, cap;
};

/* ---- names ------------------------------------------------------------------------ */

/* '-' and ',' in file names are '_' in names; the ending goes. */
static const char *name_of_path(struct arena *a, const char *path, size_t len)
{
	const char *end = path + len, *p = memrchr(path, '/', len);
	char *name, *dot;

	p = p ? p + 1 : path;
	name = arena_strndup(a, p, end - p);
	dot = strstr(name, ".ko");
	if (!dot)
		dot = strstr(name, ".o");	/* an older build tree's modules.order */
	if (dot)
		*dot = 0;
	for (p = name; *p; p++)
		if (*p == '-' || *p == ',')
			name[p - name] = '_';
	return name;
}

/* '-' in a pattern is '_', but inside [ ], where it means a range. */
static const char *plain_pattern(struct arena *a, const char *pattern)
{
	char *copy = arena_strdup(a, pattern), *p;
	bool inside = false;

	for (p = copy; *p; p++) {
		if (*p == '[' || *p == ']')
			inside = *p == '[';
		else if (!inside && (*p == '-' || *p == ','))
			*p = '_';
	}
	return copy;
}

/* ---- the list --------------------------------------------------------------------- */

static int compare_files(const void *x, const void *y)
{
	const struct module_file *a = x, *b = y;

	return strcmp(a->name, b->name);
}

/* Lines "PATH" or "PATH: NEEDED...", relative to dir. */
static void take_lines(struct di_kernel *k, struct module_list *l, const char *dir,
		       const char *text, size_t size)
{
	const char *p, *nl, *end = text + size;
	struct module_file f;
	size_t len;

	for (p = text; p < end; p = nl + 1) {
		nl = memchr(p, '\n', end - p);
		if (!nl)
			nl = end;
		len = strcspn(p, ":\n");
		if (!len || len > (size_t)(nl - p))
			continue;
		f.name = name_of_path(k->arena, p, len);
		f.path = *p == '/' ? arena_strndup(k->arena, p, len) :
			 arena_printf(k->arena, "%s/%.*s", dir, (int)len, p);
		list_push(k->arena, l, f);
	}
}

/* Directories that may hold modules and a list of them; NULL: no more. */
static const char *module_dir(struct di_kernel *k, unsigned int i)
{
	bool is_tree = k->where.build_dir && strncmp(k->where.build_dir, "/lib/modules/", 13) &&
		       strncmp(k->where.build_dir, "/usr/", 5);

	if (i == 0 && is_tree)
		return k->where.build_dir;
	if (i <= 1 && *k->where.release)
		return arena_printf(k->arena, "/lib/modules/%s", k->where.release);
	return NULL;
}

static const struct module_list *module_files(struct di_kernel *k)
{
	static const char *const lists[] = { "modules.dep", "modules.order" };
	struct module_list *l = k->modules;
	const char *dir, *path;
	unsigned int i, j;
	char *text;
	size_t len;

	if (l)
		return l;
	l = k->modules = arena_one(k->arena, struct module_list);
	for (i = 0; !l->n && i < 2; i++) {
		dir = module_dir(k, i);
		for (j = 0; dir && !l->n && j < array_size(lists); j++) {
			path = arena_printf(k->arena, "%s/%s", dir, lists[j]);
			if (file_read(path, &text, &len))
				continue;
			take_lines(k, l, dir, text, len);
			free(text);
		}
	}
	if (l->n)
		qsort(l->at, l->n, sizeof(*l->at), compare_files);
	return l;
}

static bool is_loaded(const struct di_kernel *k, const char *name)
{
	struct stat st;

	return k->where.is_running &&
	       !stat(arena_printf(k->arena, "/sys/module/%s/initstate", name), &st);
}

/* A build tree lists "x.o" for x.ko. */
static const char *existing(struct di_kernel *k, const char *path)
{
	size_t len = strlen(path);

	if (len > 2 && !strcmp(path + len - 2, ".o"))
		return arena_printf(k->arena, "%.*s.ko", (int)len - 2, path);
	return path;
}

/* ---- opening ---------------------------------------------------------------------- */

static struct di_kernel *open_module(struct di_kernel *k, const char *name, const char *path)
{
	struct di_kernel *m = di_kernel_open(&k->where);

	m->base = k;
	m->module = arena_strdup(m->arena, name);
	m->path = path ? existing(m, path) : NULL;
	m->next = k->next;
	k->next = m;
	return m;
}

static bool is_same(const struct di_kernel *m, const char *name, const char *path)
{
	return !strcmp(m->module, name) && (!path || (m->path && !strcmp(m->path, path)));
}

struct di_kernel *di_module(struct di_kernel *k, const char *name)
{
	const char *path = strchr(name, '/') ? name : NULL;
	struct module_file key = { .path = NULL }, *found;
	const struct module_list *l;
	struct di_kernel *m;

	key.name = path ? name_of_path(k->arena, path, strlen(path)) :
		   plain_pattern(k->arena, name);
	for (m = k->next; m; m = m->next)
		if (is_same(m, key.name, path))
			return m;
	if (path)
		return access(path, R_OK) ? NULL : open_module(k, key.name, path);
	l = module_files(k);
	found = l->n ? bsearch(&key, l->at, l->n, sizeof(key), compare_files) : NULL;
	if (!found && !is_loaded(k, key.name))
		return NULL;
	return open_module(k, key.name, found ? found->path : NULL);
}

void modules_close(struct di_kernel *k)
{
	struct di_kernel *m, *next;

	if (k->base)
		return;
	for (m = k->next; m; m = next) {
		next = m->next;
		di_kernel_close(m);
	}
}

const char *di_module_name(const struct di_kernel *m)
{
	return m->base ? m->module : NULL;
}

int di_module_each(struct di_kernel *k, const char *pattern,
		   bool (*each)(void *ctx, const char *name), void *ctx)
{
	const struct module_list *l = module_files(k);
	const char *last = "";
	unsigned int i;
	int n = 0;

	pattern = plain_pattern(k->arena, pattern);
	for (i = 0; i < l->n; i++) {
		if (!strcmp(l->at[i].name, last) || !names_match(pattern, l->at[i].name))
			continue;
		last = l->at[i].name;
		n++;
		if (!each(ctx, last))
			break;
	}
	return n;
}

const char *di_module_similar(struct di_kernel *k, const char *name, unsigned int max)
{
	struct similar s = { .name = name, .max = max < NAMES_SIMILAR ? max : NAMES_SIMILAR };
	const struct module_list *l = module_files(k);
	unsigned int i;

	for (i = 0; max && i < l->n; i++)
		similar_offer(&s, l->at[i].name);
	return similar_list(&s, k->arena);
}

bool di_module_is_builtin(struct di_kernel *k, const char *name)
{
	struct module_list l = { 0 };
	const char *dir, *path, *plain = plain_pattern(k->arena, name);
	unsigned int i, j;
	char *text;
	size_t len;

	for (i = 0; i < 2; i++) {
		dir = module_dir(k, i);
		path = dir ? arena_printf(k->arena, "%s/modules.builtin", dir) : "";
		if (file_read(path, &text, &len))
			continue;
		take_lines(k, &l, dir, text, len);
		free(text);
	}
	for (j = 0; j < l.n && strcmp(l.at[j].name, plain); j++)
		;
	return j < l.n;
}

/* ---- the steps of the ladder ------------------------------------------------------ */

/* The facts of the file; NULL with the step's error set. */
static const struct facts *file_facts(struct di_kernel *m, enum di_step step)
{
	const struct facts *f = facts_of(m, m->path);
	int err;

	if (!f) {
		step_set(m, step, -ENOENT, "%s: no such file", m->path);
		return NULL;
	}
	err = step == DI_BTF ? f->btf_error : f->symbols_error;
	if (!err)
		return f;
	step_set(m, step, err, "%s: %s", kernel_file_label(m, f), step_why(err));
	return NULL;
}

static int loaded_btf(struct di_kernel *m)
{
	const char *path = arena_printf(m->arena, "/sys/kernel/btf/%s", m->module);
	char *data;
	size_t len;
	int err = file_read(path, &data, &len);

	if (err)
		return step_set(m, DI_BTF, err, "%s: %s", path, strerror(-err));
	m->btf_memory = data;
	return kernel_take_btf(m, data, len, path);
}

int module_btf(struct di_kernel *m)
{
	const struct facts *f;
	int err = kernel_btf(m->base);

	if (err)
		return step_set(m, DI_BTF, err, "%s", m->base->step[DI_BTF].detail);
	if (!m->path)
		return loaded_btf(m);
	f = file_facts(m, DI_BTF);
	if (!f)
		return m->step[DI_BTF].state;
	err = kernel_take_btf(m, f->btf, f->btf_len, kernel_file_label(m, f));
	if (!err)
		m->btf_facts = f;
	return err;
}

static void *keep(struct arena *a, const void *data, size_t len)
{
	return memcpy(arena_alloc(a, len), data, len);
}

static int loaded_symbols(struct di_kernel *m)
{
	struct symbol_maker maker = { .is_module = true };
	struct symbols *s = arena_one(m->arena, struct symbols);
	char *text;
	size_t len;
	int err = file_read(RUNNING_SYMBOLS, &text, &len);

	if (!err) {
		err = maker_module_lines(&maker, text, len, m->module);
		free(text);
	}
	if (!err)
		err = maker_finish(&maker, s);
	if (!err) {
		s->at = keep(m->arena, s->at, s->n * sizeof(*s->at));
		s->names = keep(m->arena, s->names, s->names_len);
		m->symbols = s;
	}
	maker_free(&maker);
	return step_set(m, DI_SYMBOLS, err ? err : 1, "%s: %s", RUNNING_SYMBOLS,
			err ? step_why(err) : arena_printf(m->arena, "%u symbols", s->n));
}

int module_symbols(struct di_kernel *m)
{
	const struct facts *f;

	if (!m->path)
		return loaded_symbols(m);
	f = file_facts(m, DI_SYMBOLS);
	if (!f)
		return m->step[DI_SYMBOLS].state;
	m->symbols = &f->symbols;
	return step_set(m, DI_SYMBOLS, 1, "%s: %u symbols", kernel_file_label(m, f),
			m->symbols->n);
}
