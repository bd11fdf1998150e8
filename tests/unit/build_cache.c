/* SPDX-License-Identifier: GPL-2.0-or-later */
/* build_cache.c - what is kept, what is found again, and what is not trusted. */
#include "base/map.h"
#include "build_session.h"
#include "test.h"

/* A kernel tree, a runtime's sources, and a kept runtime of them. */
static void open_kept(struct fixture *f)
{
	struct runtime r = { .work_dir = "/", .slow_why = "nothing works" };
	struct map *inputs;
	struct hash h;
	char key[33];

	fixture_open(f);
	fixture_file(f, "k/include/config/kernel.release", "5.4.1-abc\n");
	fixture_file(f, "k/.config", "CONFIG_SMP=y\n");
	fixture_file(f, "runtime/main.c", "int x;\n");
	f->opt.release = arena_printf(f->s.arena, "%s/k", f->dir);
	f->s.kernel = kernel_find(&f->s, f->opt.release);
	hash_init(&h);
	runtime_hash(&f->s, &h);
	hash_hex(&h, key);
	fixture_file(f, arena_printf(f->s.arena, "cache/runtime/%s/features.h", key), "");
	r.dir = arena_printf(f->s.arena, "%s/cache/runtime/%s", f->dir, key);
	r.symbols = map_new(f->s.arena);
	inputs = map_new(f->s.arena);
	map_put(inputs, fixture_file(f, "k/header.h", "int a;\n"), &r);
	manifest_write(&f->s, &r, inputs);
}

/* Keeps a module as a new session would find it; its key. */
static void keep(struct fixture *f, struct module *m, char key[33])
{
	struct text typed = TEXT_EMPTY, c = TEXT_EMPTY;

	text_put(&typed, "probe begin");
	text_put(&c, "int c;\n");
	cache_key(&f->s, &typed, key);
	m->path = fixture_file(f, "tmp/new.ko", "module\n");
	m->name = module_name(&f->s, key);
	cache_keep(&f->s, key, m, &c);
	text_free(&typed);
	text_free(&c);
	f->s.kernel->runtime = NULL;
}

TEST(kept_and_found)
{
	struct fixture f;
	struct module made, *m;
	const char *path;
	char key[33];

	open_kept(&f);
	keep(&f, &made, key);
	path = arena_printf(f.s.arena, "%s/%.2s/stap_%s.ko", f.s.cache_dir, key, key);
	CHECK_STR(made.path, path);
	m = cache_find(&f.s, key);
	CHECK(m);
	CHECK_STR(m->path, path);
	CHECK_STR(m->name, arena_printf(f.s.arena, "stap_%s", key));
	CHECK(m->from_cache);
	CHECK_INT(access(cache_c_path(&f.s, key), R_OK), 0);
	CHECK_STR(fixture_said(&f), "");
	fixture_close(&f);
}

TEST(options_that_keep_nothing)
{
	struct fixture f;
	struct module made;
	char key[33];

	open_kept(&f);
	keep(&f, &made, key);
	f.opt.poison_cache = true;
	CHECK(!cache_find(&f.s, key));
	f.opt.poison_cache = false;
	f.opt.keep_tmpdir = true;
	CHECK(!cache_find(&f.s, key));
	CHECK(strstr(module_name(&f.s, key), "_") != strrchr(module_name(&f.s, key), '_'));
	f.opt.keep_tmpdir = false;
	f.opt.module_name = "mine";
	CHECK(!cache_find(&f.s, key));
	CHECK_STR(module_name(&f.s, key), "mine");
	keep(&f, &made, key);
	CHECK(strstr(made.path, "/tmp/new.ko"));
	fixture_close(&f);
}

TEST(not_trusted)
{
	struct fixture f;
	struct module made;
	const char *dir;
	char key[33];

	open_kept(&f);
	keep(&f, &made, key);
	dir = arena_printf(f.s.arena, "%s/%.2s", f.s.cache_dir, key);
	chmod(made.path, 0666);
	CHECK(!cache_find(&f.s, key));
	chmod(made.path, 0644);
	chmod(dir, 0777);
	CHECK(!cache_find(&f.s, key));
	chmod(dir, 0755);
	chmod(f.s.cache_dir, 0775);
	CHECK(!cache_find(&f.s, key));
	chmod(f.s.cache_dir, 0755);
	CHECK(cache_find(&f.s, key));
	if (geteuid() == 0) {
		CHECK_INT(chown(made.path, 12345, 0), 0);
		CHECK(!cache_find(&f.s, key));
	}
	unlink(made.path);
	CHECK_INT(symlink("/etc/passwd", made.path), 0);
	CHECK(!cache_find(&f.s, key));
	fixture_close(&f);
}

/* A crash, a full disk or a stray write: it is made again, and then found again. */
TEST(damaged)
{
	static const char *const bytes[] = { "", "modu", "m0dule\n", "module\n\n" };
	struct fixture f;
	struct module made;
	const char *sum;
	char key[33];
	size_t i;

	open_kept(&f);
	for (i = 0; i < array_size(bytes); i++) {
		keep(&f, &made, key);
		CHECK(cache_find(&f.s, key));
		file_replace(made.path, bytes[i], strlen(bytes[i]), 0644);
		CHECK(!cache_find(&f.s, key));
	}
	keep(&f, &made, key);
	sum = arena_printf(f.s.arena, "%.*s.sum", (int)strlen(made.path) - 3, made.path);
	CHECK_INT(truncate(sum, 3), 0);
	CHECK(!cache_find(&f.s, key));
	CHECK_INT(unlink(sum), 0);
	CHECK(!cache_find(&f.s, key));
	CHECK_STR(fixture_said(&f), "");
	fixture_close(&f);
}

/* A header of the kernel or the runtime was changed after all. */
TEST(stale)
{
	struct fixture f;
	struct module made;
	char key[33], other[33];

	open_kept(&f);
	keep(&f, &made, key);
	fixture_file(&f, "k/header.h", "int changed;\n");
	CHECK(!cache_find(&f.s, key));
	fixture_file(&f, "k/header.h", "int a;\n");
	fixture_file(&f, "runtime/main.c", "int y;\n");
	keep(&f, &made, other);
	CHECK(strcmp(key, other) != 0);
	fixture_close(&f);
}

TEST(key_covers)
{
	struct define d = { "MAXACTION", "1" };
	struct text typed = TEXT_EMPTY;
	char first[33], key[33];
	struct fixture f;

	open_kept(&f);
	text_put(&typed, "probe end");
	CHECK(cache_key(&f.s, &typed, first));
	CHECK(cache_key(&f.s, &typed, key));
	CHECK_STR(key, first);
	list_push(f.s.arena, &f.opt.defines, d);
	CHECK(cache_key(&f.s, &typed, key) && strcmp(key, first) != 0);
	f.opt.defines.n = 0;
	f.opt.guru = true;
	CHECK(cache_key(&f.s, &typed, key) && strcmp(key, first) != 0);
	f.opt.guru = false;
	f.opt.buffer_mb = 7;
	CHECK(cache_key(&f.s, &typed, key) && strcmp(key, first) != 0);
	f.opt.buffer_mb = 0;
	/* Not in it, as documented. */
	f.opt.output = "x";
	f.opt.target_pid = 1;
	CHECK(cache_key(&f.s, &typed, key));
	CHECK_STR(key, first);
	fixture_file(&f, "k/.config", "CONFIG_SMP=n \n");
	CHECK(cache_key(&f.s, &typed, key) && strcmp(key, first) != 0);
	text_free(&typed);
	fixture_close(&f);
}

/* Where even root cannot write. */
TEST(read_only)
{
	struct module made;
	struct fixture f;
	char key[33];

	open_kept(&f);
	f.s.cache_dir = "/proc/sys/kernel";
	keep(&f, &made, key);
	CHECK(strstr(made.path, "/tmp/new.ko"));
	CHECK_INT(access(made.path, R_OK), 0);
	CHECK(!cache_find(&f.s, key));
	CHECK_STR(fixture_said(&f), "");
	fixture_close(&f);
}

/* Over the limit the oldest go first. */
TEST(limit)
{
	struct fixture f;
	struct module made;
	const char *old;
	char key[33];

	open_kept(&f);
	old = fixture_file(&f, "cache/00/stap_0.ko", "");
	CHECK_INT(truncate(old, 2 << 20), 0);
	fixture_file(&f, "cache/cache_mb_limit", "1\n");
	fixture_file(&f, "cache/cache_clean_interval_s", "0\n");
	keep(&f, &made, key);
	CHECK(access(old, F_OK) < 0);
	CHECK_INT(access(made.path, F_OK), 0);
	CHECK(cache_clean(&f.s));
	CHECK(access(made.path, F_OK) < 0);
	fixture_close(&f);
}

/* Half a manifest, or one that names a changed object, is none. */
TEST(broken_runtime)
{
	struct fixture f;
	const char *dir, *manifest;
	struct runtime *r;
	size_t len, i;
	char *data;

	open_kept(&f);
	r = runtime_find(&f.s);
	CHECK(r);
	CHECK_STR(r->slow_why, "nothing works");
	dir = r->dir;
	manifest = arena_printf(f.s.arena, "%s/manifest", dir);
	CHECK_INT(file_read(manifest, &data, &len), 0);
	for (i = 0; i < len; i++) {
		file_replace(manifest, data, i, 0644);
		CHECK(!manifest_read(&f.s, dir));
	}
	file_replace(manifest, data, len, 0644);
	free(data);
	CHECK(manifest_read(&f.s, dir));
	file_replace(arena_printf(f.s.arena, "%s/features.h", dir), "x", 1, 0644);
	CHECK(!manifest_read(&f.s, dir));
	fixture_close(&f);
}
