/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sources.c - the files of runtime/: hashed, copied, and asked what the kernel has. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stap/build/build_int.h"

#define PROBES	"compat/probe/"

bool sources_unreadable(struct session *s, const char *path, int err)
{
	return diag_plain(s->diag, "build-runtime-unreadable",
			  "the runtime's sources cannot be read: \"%s\": %s; install them again, "
			  "or set SYSTEMTAP_RUNTIME to where they are", path, strerror(err));
}

static bool is_source(const char *name)
{
	const char *dot = strrchr(name, '.');

	if (dot == name)
		return false;
	return strcmp(name, "Kbuild") == 0 ||
	       (dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".h") == 0) &&
		!strstr(name, ".mod.c"));
}

/* Adds the files below dir/sub; sub is "" or ends with a slash. */
static bool list_below(struct session *s, const char *sub, struct words *names)
{
	const char *path = arena_printf(s->arena, "%s/%s", s->runtime_dir, sub);
	struct dirent *e;
	bool ok = true;
	DIR *d = opendir(path);

	if (!d)
		return sources_unreadable(s, path, errno);
	while (ok && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		if (is_source(e->d_name))
			list_push(s->arena, names, arena_printf(s->arena, "%s%s", sub, e->d_name));
		else if (e->d_type == DT_DIR)
			ok = list_below(s, arena_printf(s->arena, "%s%s/", sub, e->d_name), names);
	}
	closedir(d);
	return ok;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool sources_list(struct session *s, struct words *names)
{
	if (!list_below(s, "", names))
		return false;
	if (names->n == 0)
		return sources_unreadable(s, s->runtime_dir, ENOENT);
	qsort(names->at, names->n, sizeof(*names->at), compare);
	return true;
}

bool sources_hash(struct session *s, struct hash *h)
{
	struct words names = { 0 };
	unsigned int i;

	if (!sources_list(s, &names))
		return false;
	for (i = 0; i < names.n; i++) {
		const char *path = arena_printf(s->arena, "%s/%s", s->runtime_dir, names.at[i]);
		char *data;
		size_t len;
		int rc = file_read(path, &data, &len);

		if (rc < 0)
			return sources_unreadable(s, path, -rc);
		hash_string(h, names.at[i]);
		hash_bytes(h, data, len);
		free(data);
	}
	return true;
}

static bool copy_one(struct session *s, const char *name, const char *to)
{
	const char *from = arena_printf(s->arena, "%s/%s", s->runtime_dir, name);
	char *data;
	size_t len;
	int rc = file_read(from, &data, &len);
	bool ok;

	if (rc < 0)
		return sources_unreadable(s, from, -rc);
	ok = build_write(s, to, data, len);
	free(data);
	return ok;
}

bool sources_copy(struct session *s, const char *dir)
{
	struct words names = { 0 };
	unsigned int i;

	if (!sources_list(s, &names))
		return false;
	for (i = 0; i < names.n; i++) {
		char *to = arena_printf(s->arena, "%s/%s", dir, names.at[i]);
		char *slash = strrchr(to, '/');
		int rc;

		*slash = '\0';
		rc = make_dirs(to, 0700);
		*slash = '/';
		if (rc < 0)
			return build_cannot_write(s, to, -rc);
		if (!copy_one(s, names.at[i], to))
			return false;
	}
	return true;
}

/* --- what the kernel has ------------------------------------------------------------ */

/* "NAME" of "compat/probe/NAME.c"; NULL: it is none. */
static const char *probe_name(struct arena *a, const char *file)
{
	size_t len = strlen(file), skip = strlen(PROBES);

	if (strncmp(file, PROBES, skip) != 0 || strcmp(file + len - 2, ".c") != 0)
		return NULL;
	return arena_strndup(a, file + skip, len - skip - 2);
}

/* All probes as objects of one module, which is never to be linked. */
static bool write_probes(struct session *s, const char *dir, const struct words *probes)
{
	struct text kbuild = TEXT_EMPTY;
	unsigned int i;
	bool ok = true;

	text_put(&kbuild, "obj-m := " PLACEHOLDER ".o\n");
	/* A mistaken type is a "no", a missing prototype is not. */
	text_line(&kbuild, "ccflags-y += -I%s -Werror=int-conversion "
		  "-Werror=incompatible-pointer-types", s->runtime_dir);
	text_put(&kbuild, PLACEHOLDER "-y := not_linked.o\n");
	for (i = 0; i < probes->n; i++)
		text_line(&kbuild, PLACEHOLDER "-y += %s.o", probes->at[i]);
	for (i = 0; ok && i < probes->n; i++)
		ok = copy_one(s, arena_printf(s->arena, PROBES "%s.c", probes->at[i]),
			      arena_printf(s->arena, "%s/%s.c", dir, probes->at[i]));
	ok = ok && build_write(s, arena_printf(s->arena, "%s/not_linked.c", dir),
			       "#error\n", 7) &&
	     build_write(s, arena_printf(s->arena, "%s/Kbuild", dir), kbuild.buf, kbuild.len);
	text_free(&kbuild);
	return ok;
}

/* pde_data becomes STP_HAVE_PDE_DATA. */
static void put_answer(struct text *h, const char *name)
{
	text_put(h, "#define STP_HAVE_");
	for (; *name; name++)
		text_putc(h, (char)toupper((unsigned char)*name));
	text_put(h, " 1\n");
}

static bool write_answers(struct session *s, const char *dir, const char *probe_dir,
			  const struct words *probes)
{
	struct text h = TEXT_EMPTY;
	unsigned int i;
	bool ok;

	text_put(&h, "/* What this kernel has: made from compat/probe. */\n");
	for (i = 0; i < probes->n; i++) {
		const char *object = arena_printf(s->arena, "%s/%s.o", probe_dir, probes->at[i]);
		bool has = access(object, R_OK) == 0;

		if (has)
			put_answer(&h, probes->at[i]);
		if (verbose(s, 4) > 1)
			fprintf(stderr, "Kernel feature %s: %s\n", probes->at[i],
				has ? "yes" : "no");
	}
	ok = build_write(s, arena_printf(s->arena, "%s/compat_config.h", dir), h.buf, h.len);
	text_free(&h);
	return ok;
}

bool sources_probe(struct session *s, struct kernel *k, const char *dir)
{
	struct words names = { 0 }, probes = { 0 };
	struct text out = TEXT_EMPTY;
	const char *probe_dir = build_dir(s, "features"), *name;
	struct kbuild b = { .dir = probe_dir, .go_on = true, .out = &out };
	unsigned int i;
	bool ok = true;
	int rc;

	if (!probe_dir || !sources_list(s, &names))
		return false;
	for (i = 0; i < names.n; i++) {
		name = probe_name(s->arena, names.at[i]);
		if (name)
			list_push(s->arena, &probes, name);
	}
	if (probes.n) {
		ok = write_probes(s, probe_dir, &probes);
		rc = ok ? kbuild_run(s, k, &b) : 0;
		if (verbose(s, 4) > 2 && out.buf)
			fwrite(out.buf, 1, out.len, stderr);
		/* Some fail by design; not the build as a whole. */
		if (ok && (rc < 0 || rc > 2 ||
			   (out.buf && strstr(out.buf, "No space left on device"))))
			ok = kbuild_report(s, "make", rc, &out,
					   "asking the kernel for its features");
	}
	ok = ok && write_answers(s, dir, probe_dir, &probes);
	text_free(&out);
	return ok;
}
