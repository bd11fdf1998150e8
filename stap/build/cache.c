/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cache.c - keeps modules under a hash of all that made them.
 *
 * CACHE/HH/stap_KEY.ko, .c and .sum, HH the first digits of KEY.  Root will
 * load these files, so directories and file must be root's or the user's own,
 * and writable by nobody else, or they are not there.  The sum is a hash of the
 * .ko: a file that a crash or a full disk has damaged is not there either.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "config.h"
#include "stap/build/build_int.h"

#define LIMIT_MB	256	/* in CACHE/cache_mb_limit */
#define INTERVAL_S	300	/* in CACHE/cache_clean_interval_s */

bool cache_is_on(const struct session *s)
{
	const struct options *o = s->opt;

	return s->cache_dir && !o->no_cache && !o->keep_tmpdir && !o->module_name;
}

/* --- the key ------------------------------------------------------------------------ */

/* The translator itself: another build of it may write other C. */
static void hash_self(struct hash *h)
{
	long long stamp[2] = { 0, 0 };
	struct stat st;

	if (stat("/proc/self/exe", &st) == 0) {
		stamp[0] = st.st_size;
		stamp[1] = st.st_mtime;
	}
	hash_bytes(h, stamp, sizeof(stamp));
}

static void hash_options(struct session *s, struct hash *h)
{
	const struct options *o = s->opt;
	const bool flags[] = {
		o->guru, o->no_optimize, o->timing, o->no_global_display, o->skip_badvars,
		o->suppress_errors, o->slow_build, o->no_time_limits,
	};
	const unsigned int numbers[] = { o->buffer_mb, o->timeout_ms };
	unsigned int i;

	hash_bytes(h, flags, sizeof(flags));
	hash_bytes(h, numbers, sizeof(numbers));
	hash_string(h, o->compatible ? o->compatible : "");
	for (i = 0; i < o->modinfo.n; i++)
		hash_string(h, o->modinfo.at[i]);
	hash_string(h, "");
	for (i = 0; i < o->defines.n; i++) {
		hash_string(h, o->defines.at[i].name);
		hash_string(h, o->defines.at[i].value);
	}
}

bool cache_key(struct session *s, const struct text *typed_program, char key[33])
{
	struct hash h;

	hash_init(&h);
	hash_string(&h, VERSION);
	hash_self(&h);
	hash_options(s, &h);
	hash_bytes(&h, typed_program->buf, typed_program->len);
	if (!runtime_hash(s, &h))
		return false;
	hash_hex(&h, key);
	return true;
}

static const char *kept_path(struct session *s, const char key[33], const char *suffix)
{
	return arena_printf(s->arena, "%s/%.2s/stap_%.32s.%s", s->cache_dir, key, key, suffix);
}

const char *cache_c_path(struct session *s, const char key[33])
{
	return kept_path(s, key, "c");
}

/* --- finding ------------------------------------------------------------------------ */

/* A module older than the kept runtime was linked with another one. */
static bool is_current(struct session *s, const char *path)
{
	const struct runtime *r = runtime_find(s);
	struct stat st;

	if (!r || stat(path, &st) < 0)
		return false;
	if (st.st_mtim.tv_sec != r->made_s)
		return st.st_mtim.tv_sec > r->made_s;
	return st.st_mtim.tv_nsec >= r->made_ns;
}

/* The hash of a module's bytes; false when it cannot be read. */
static bool sum_of(const char *path, char sum[33])
{
	struct hash h;
	char *data;
	size_t len;

	if (file_read(path, &data, &len) < 0)
		return false;
	hash_init(&h);
	hash_bytes(&h, data, len);
	hash_hex(&h, sum);
	free(data);
	return true;
}

/* Are the bytes those that were kept?  All are read: 0.1 ms. */
static bool is_whole(struct session *s, const char key[33], const char *path)
{
	char sum[33], *kept;
	size_t len;
	bool ok;

	if (file_read(kept_path(s, key, "sum"), &kept, &len) < 0)
		return false;
	ok = len == sizeof(sum) - 1 && sum_of(path, sum) && memcmp(kept, sum, len) == 0;
	free(kept);
	return ok;
}

struct module *cache_find(struct session *s, const char key[33])
{
	const char *path, *dir;
	struct module *m;

	if (!cache_is_on(s) || s->opt->poison_cache)
		return NULL;
	path = kept_path(s, key, "ko");
	if (access(path, R_OK) < 0)
		return NULL;
	dir = arena_printf(s->arena, "%s/%.2s", s->cache_dir, key);
	if (!manifest_is_ours(s->cache_dir, true) || !manifest_is_ours(dir, true) ||
	    !manifest_is_ours(path, false)) {
		if (verbose(s, 4))
			fprintf(stderr, "WARNING: \"%s\" is not used: it or its directory belongs "
				"to or can be written by somebody else\n", path);
		return NULL;
	}
	if (!is_current(s, path))
		return NULL;
	if (!is_whole(s, key, path)) {
		if (verbose(s, 4))
			fprintf(stderr, "The kept module \"%s\" is damaged: making it again.\n",
				path);
		return NULL;
	}
	m = arena_one(s->arena, struct module);
	m->path = path;
	m->name = module_name(s, key);
	m->from_cache = true;
	return m;
}

/* --- room --------------------------------------------------------------------------- */

struct kept_file {
	const char *path;
	long long size;
	int64_t mtime;
};

struct kept_files {
	struct kept_file *at;
	unsigned int n, cap;
};

/* A number from a file of the cache directory; made with the default when missing. */
static long long setting(struct session *s, const char *name, long long value)
{
	const char *path = arena_printf(s->arena, "%s/%s", s->cache_dir, name), *text;
	size_t len;
	char *data;

	if (file_read(path, &data, &len) == 0) {
		char *end;
		long long n = strtoll(data, &end, 10);

		if (end != data && n >= 0)
			value = n;
		free(data);
		return value;
	}
	text = arena_printf(s->arena, "%lld\n", value);
	file_replace(path, text, strlen(text), 0644);
	return value;
}

/* All stap_* files of one two-digit directory. */
static void list_directory(struct session *s, const char *dir, struct kept_files *files)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		struct kept_file f = { .path = NULL };
		struct stat st;

		if (strncmp(e->d_name, "stap_", 5) != 0 ||
		    fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		f.path = arena_printf(s->arena, "%s/%s", dir, e->d_name);
		f.size = st.st_size;
		f.mtime = st.st_mtime;
		list_push(s->arena, files, f);
	}
	if (d)
		closedir(d);
}

/* fn for each directory of the cache with two-digit names. */
static void list_all(struct session *s, struct kept_files *files)
{
	DIR *d = opendir(s->cache_dir);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		if (strlen(e->d_name) == 2 &&
		    strspn(e->d_name, "0123456789abcdef") == 2)
			list_directory(s, arena_printf(s->arena, "%s/%s", s->cache_dir, e->d_name),
				       files);
	}
	if (d)
		closedir(d);
}

static int oldest_first(const void *a, const void *b)
{
	const struct kept_file *x = a, *y = b;

	if (x->mtime != y->mtime)
		return x->mtime < y->mtime ? -1 : 1;
	return strcmp(x->path, y->path);
}

/* Removes the oldest files until the rest fits; the times of a pair differ by nothing. */
static void make_room(struct session *s)
{
	const char *mark = arena_printf(s->arena, "%s/cache_clean_interval_s", s->cache_dir);
	long long interval = setting(s, "cache_clean_interval_s", INTERVAL_S);
	long long limit = setting(s, "cache_mb_limit", LIMIT_MB) << 20, sum = 0;
	struct kept_files files = { 0 };
	struct stat st;
	unsigned int i;

	/* The file's time is that of the last cleaning. */
	if (stat(mark, &st) < 0 || time(NULL) < st.st_mtime + interval)
		return;
	utimensat(AT_FDCWD, mark, NULL, 0);
	list_all(s, &files);
	for (i = 0; i < files.n; i++)
		sum += files.at[i].size;
	if (sum <= limit)
		return;
	qsort(files.at, files.n, sizeof(*files.at), oldest_first);
	for (i = 0; i < files.n && sum > limit; i++) {
		sum -= files.at[i].size;
		unlink(files.at[i].path);
	}
}

/* --- keeping ------------------------------------------------------------------------ */

static int keep(struct session *s, const char key[33], const char *ko, const struct text *c)
{
	const char *dir = arena_printf(s->arena, "%s/%.2s", s->cache_dir, key);
	const char *to = kept_path(s, key, "ko");
	char sum[33];
	int rc;

	if (!manifest_is_ours(s->cache_dir, true))
		return -EPERM;
	rc = make_dirs(dir, 0755);
	if (rc == 0 && !manifest_is_ours(dir, true))
		rc = -EPERM;
	if (rc == 0)
		rc = file_replace(kept_path(s, key, "c"), c->buf, c->len, 0644);
	if (rc == 0)
		rc = sum_of(ko, sum) ? 0 : -EIO;
	if (rc == 0)
		rc = file_replace(kept_path(s, key, "sum"), sum, strlen(sum), 0644);
	if (rc == 0)
		rc = build_copy(ko, to, 0644);
	if (rc < 0) {
		unlink(kept_path(s, key, "c"));
		unlink(kept_path(s, key, "sum"));
	}
	return rc;
}

void cache_keep(struct session *s, const char key[33], struct module *m, const struct text *c)
{
	int rc;

	if (!cache_is_on(s))
		return;
	make_room(s);
	rc = keep(s, key, m->path, c);
	if (rc == 0)
		m->path = kept_path(s, key, "ko");
	else if (verbose(s, 4))
		fprintf(stderr, "WARNING: the module is not kept in \"%s\": %s\n", s->cache_dir,
			rc == -EPERM ? "it belongs to or can be written by somebody else" :
			strerror(-rc));
}

/* --- clean-cache ----------------------------------------------------------------------- */

bool cache_clean(struct session *s)
{
	struct kept_files files = { 0 };
	unsigned int i;
	int rc;

	if (!s->cache_dir)
		return true;
	list_all(s, &files);
	for (i = 0; i < files.n; i++) {
		if (unlink(files.at[i].path) < 0 && errno != ENOENT)
			return diag_plain(s->diag, "build-clean-cache", "cannot remove \"%s\": %s",
					  files.at[i].path, strerror(errno));
	}
	rc = remove_tree(arena_printf(s->arena, "%s/runtime", s->cache_dir));
	if (rc < 0 && rc != -ENOENT)
		return diag_plain(s->diag, "build-clean-cache", "cannot remove \"%s/runtime\": %s",
				  s->cache_dir, strerror(-rc));
	return true;
}
