/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * runtime.c - the objects of runtime/, compiled once per kernel and kept.
 *
 * CACHE/runtime/KEY is a kept runtime, CACHE/runtime/KEY.lock its lock: who
 * uses it holds the lock shared until he exits, who makes it holds it alone.
 */
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "config.h"
#include "stap/build/build_int.h"

#define MAKE_FAILED	2	/* make's status for a recipe that failed */

/* The object that asks modpost for the CRCs of HELPERS. */
#define HELPERS	"stap_helpers"

/*
 * Functions that compilers call by themselves, as patterns over the symbols
 * that the kernel exports: flags of the kernel decide which are used.
 */
static const char *const helper_patterns[] = {
	"memcpy", "memset", "memcmp", "memmove", "memchr", "bcmp", "strlen", "strnlen",
	"strcpy", "strcmp", "__mem*", "__stack_chk_*", "__ref_stack_chk_*", "__fentry__",
	"_mcount", "mcount", "__x86_return_thunk", "__x86_indirect_thunk_*",
	"__x86_indirect_call_thunk_*", "__x86_indirect_jump_thunk_*", "__asan_*", "__hwasan_*",
	"__kasan_*", "__msan_*", "__tsan_*", "__ubsan_*", "__sanitizer_*", "__kcsan_*",
	"__gcov_*", "__llvm_*", "__cfi_*", "__popcount?i2", "__clz?i2", "__ctz?i2", "__ffs?i2",
	"__ashl?i3", "__ashr?i3", "__lshr?i3", "__mul?i3", "__div?i3", "__mod?i3",
	"__udiv?i3", "__umod?i3", "__bswap?i2", "__bswapsi2", "fixed_percpu_data",
};

bool runtime_hash(struct session *s, struct hash *h)
{
	static const char *const stamps[] = {
		".config", "Module.symvers", "include/generated/autoconf.h",
		"include/generated/utsrelease.h", "include/generated/compile.h",
	};
	struct kernel *k = session_kernel(s);
	struct stat st;
	unsigned int i;
	char *place;

	if (!k)
		return false;
	hash_string(h, VERSION);
	hash_string(h, k->release);
	hash_string(h, k->arch);
	/* "build" is a link: -r DIR and the running kernel may mean the same tree. */
	place = realpath(k->build_dir, NULL);
	hash_string(h, place ? place : k->build_dir);
	free(place);
	for (i = 0; i < array_size(stamps); i++) {
		long long stamp[2] = { 0, 0 };

		if (stat(arena_printf(s->arena, "%s/%s", k->build_dir, stamps[i]), &st) == 0) {
			stamp[0] = st.st_size;
			stamp[1] = st.st_mtime;
		}
		hash_bytes(h, stamp, sizeof(stamp));
	}
	for (i = 0; i < s->opt->make_words.n; i++)
		hash_string(h, s->opt->make_words.at[i]);
	return sources_hash(s, h);
}

/* --- making one -------------------------------------------------------------------- */

static bool is_helper(const char *name)
{
	size_t i;

	for (i = 0; i < array_size(helper_patterns); i++) {
		if (fnmatch(helper_patterns[i], name, 0) == 0)
			return true;
	}
	return false;
}

/*
 * A section that the module's linker script throws away refers to all helpers
 * that this kernel exports ("CRC\tNAME\tvmlinux\t..." of Module.symvers).
 */
static void put_helpers(struct text *t, const char *symvers)
{
	const char *line, *name;
	char *copy;
	size_t len;

	text_put(t, "__asm__(\".pushsection .discard." HELPERS ",\\\"\\\"\\n\"\n");
	for (line = symvers; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		name = strchr(line, '\t');
		if (!name)
			break;
		len = strcspn(++name, "\t\n");
		if (strncmp(name + len, "\tvmlinux\t", 9) != 0)
			continue;
		copy = strndup(name, len);
		if (!copy)
			out_of_memory();
		if (is_helper(copy))
			text_line(t, "\t\".quad %s\\n\"", copy);
		free(copy);
	}
	text_put(t, "\t\".popsection\");\n");
}

static bool write_helpers(struct session *s, const char *dir)
{
	const char *path = arena_printf(s->arena, "%s/Module.symvers", s->kernel->build_dir);
	struct text t = TEXT_EMPTY;
	char *symvers;
	size_t len;
	bool ok;
	int rc = file_read(path, &symvers, &len);

	if (rc < 0)
		return diag_plain(s->diag, "build-no-headers", "cannot read \"%s\": %s", path,
				  strerror(-rc));
	put_helpers(&t, symvers);
	free(symvers);
	ok = build_write(s, arena_printf(s->arena, "%s/" HELPERS ".c", dir), t.buf, t.len);
	text_free(&t);
	return ok;
}

/* runtime/Kbuild, and the helpers as one more object. */
static bool write_kbuild(struct session *s, const char *dir)
{
	const char *path = arena_printf(s->arena, "%s/Kbuild", dir);
	struct text t = TEXT_EMPTY;
	char *data;
	size_t len;
	bool ok;
	int rc = file_read(path, &data, &len);

	if (rc < 0)
		return sources_unreadable(s, "Kbuild", -rc);
	text_putn(&t, data, len);
	free(data);
	text_put(&t, "\n" PLACEHOLDER "-y += " HELPERS ".o\n");
	ok = build_write(s, path, t.buf, t.len);
	text_free(&t);
	return ok;
}

/* The objects of the runtime, one or as many as it has files. */
static void list_objects(struct session *s, const char *dir, struct words *objects)
{
	struct words names = { 0 };
	unsigned int i;

	sources_list(s, &names);
	list_push(s->arena, &names, WHOLE ".c");
	for (i = 0; i < names.n; i++) {
		size_t len = strlen(names.at[i]);
		const char *path;

		if (strchr(names.at[i], '/') || strcmp(names.at[i] + len - 2, ".c") != 0 ||
		    strcmp(names.at[i], STUB ".c") == 0)
			continue;
		path = arena_printf(s->arena, "%s/%.*s.o", dir, (int)len - 2, names.at[i]);
		if (access(path, R_OK) == 0)
			list_push(s->arena, objects, path);
	}
}

/* The objects of the runtime as one. */
static bool join_objects(struct session *s, const struct runtime *r, const char *dir)
{
	struct arena *a = s->arena;
	struct words objects = { 0 }, argv = { 0 };
	struct text out = TEXT_EMPTY;
	struct proc p = { .dir = r->work_dir, .out = &out, .err = &out };
	unsigned int i;
	int rc;

	list_objects(s, dir, &objects);
	for (i = 0; i < r->steps.join.n; i++) {
		const char *word = r->steps.join.at[i];

		if (strcmp(word, WORD_OBJECT) == 0)
			word = arena_printf(a, "%s/runtime.o", r->dir);
		if (strcmp(word, WORD_INPUTS) != 0)
			list_push(a, &argv, word);
	}
	for (i = 0; i < objects.n; i++)
		list_push(a, &argv, objects.at[i]);
	list_push(a, &argv, NULL);
	p.argv = argv.at;
	rc = build_spawn(s, &p);
	if (rc != 0)
		kbuild_report(s, argv.at[0], rc, &out, "linking the runtime");
	text_free(&out);
	return rc == 0;
}

static bool keep(struct session *s, const struct runtime *r, const char *dir, const char *from,
		 const char *to)
{
	int rc = build_copy(arena_printf(s->arena, "%s/%s", dir, from),
			    arena_printf(s->arena, "%s/%s", r->dir, to), 0644);

	return rc == 0 || build_cannot_write(s, r->dir, -rc);
}

/* What a script may refer to: what the runtime defines, and what it has CRCs of. */
static void list_symbols(struct session *s, struct runtime *r, const char *dir)
{
	const char *object = arena_printf(s->arena, "%s/runtime.o", r->dir);

	image_symbols(s->arena, object, true, r->symbols);
	image_symbols(s->arena, object, false, r->symbols);
	image_symbols(s->arena, arena_printf(s->arena, "%s/" HELPERS ".o", dir), false,
		      r->symbols);
}

/* The recorded steps are tried on the stub: what fails there would fail always. */
static bool try_stub(struct session *s, struct runtime *r, const char *dir)
{
	const struct script_build b = {
		.dir = r->dir,
		.c_path = arena_printf(s->arena, "%s/" STUB ".c", dir),
		.ko_path = arena_printf(s->arena, "%s/trial.ko", r->dir),
	};
	enum fast_result res;

	if (r->slow_why)
		return true;
	res = fast_build(s, r, &b);
	if (res == FAST_CANNOT || (res == FAST_DONE && image_rename(b.ko_path, "trial") < 0))
		r->slow_why = "the commands recorded for this kernel do not work";
	return res != FAST_FAILED;
}

/* From a finished kbuild in dir to the files of r->dir. */
static bool collect(struct session *s, struct runtime *r, const char *dir)
{
	record_steps(s, s->kernel, dir, r);
	if (!r->slow_why && (!join_objects(s, r, dir) ||
			     !keep(s, r, dir, PLACEHOLDER ".mod.o", "mod.o")))
		return false;
	if (r->has_common && !keep(s, r, dir, ".module-common.o", "common.o"))
		return false;
	if (!keep(s, r, dir, "compat_config.h", "features.h"))
		return false;
	if (!r->slow_why)
		list_symbols(s, r, dir);
	return try_stub(s, r, dir);
}

static bool compile(struct session *s, const char *dir)
{
	struct text out = TEXT_EMPTY;
	struct kbuild k = { .dir = dir, .more = "STP_RUNTIME=" WHOLE, .out = &out };
	int rc = kbuild_run(s, s->kernel, &k);

	if (rc == MAKE_FAILED && out.buf && strstr(out.buf, WHOLE ".c")) {
		if (verbose(s, 4))
			fputs("The runtime does not compile as one file: file by file.\n", stderr);
		text_clear(&out);
		k.more = NULL;
		unlink(arena_printf(s->arena, "%s/" WHOLE ".c", dir));
		rc = kbuild_run(s, s->kernel, &k);
	}
	if (rc != 0)
		kbuild_report(s, "make", rc, &out, "compiling the runtime");
	else if (verbose(s, 4) > 1 && out.len)
		fwrite(out.buf, 1, out.len, stderr);
	text_free(&out);
	return rc == 0;
}

/* Makes it in the session's temporary directory; NULL after reporting. */
static struct runtime *make(struct session *s)
{
	struct runtime *r = arena_one(s->arena, struct runtime);
	const char *dir;
	int rc;

	if (!kernel_need_build(s, s->kernel))
		return NULL;
	if (verbose(s, 4))
		fprintf(stderr, "Compiling the runtime for kernel %s, once.\n",
			s->kernel->release);
	r->dir = build_dir(s, "kept");
	dir = r->dir ? build_dir(s, "runtime") : NULL;
	r->symbols = map_new(s->arena);
	r->lock = -1;
	if (!dir || !sources_copy(s, dir) || !sources_probe(s, s->kernel, dir) ||
	    !whole_write(s, dir) || !write_helpers(s, dir) || !write_kbuild(s, dir) ||
	    !compile(s, dir) || !collect(s, r, dir))
		return NULL;
	rc = manifest_write(s, r, record_inputs(s, r, dir));
	if (rc == 0)
		return r;
	build_cannot_write(s, r->dir, -rc);
	return NULL;
}

/* --- keeping it ------------------------------------------------------------------------ */

/* Copies into a new directory beside the place, then renames; 0 or -errno. */
static int install(struct session *s, const struct runtime *r, const char *place)
{
	static const char *const files[] = { "runtime.o", "mod.o", "common.o", "features.h",
					     "manifest" };
	char *tmp = arena_printf(s->arena, "%s.XXXXXX", place);
	int rc = 0;
	size_t i;

	if (!mkdtemp(tmp))
		return -errno;
	chmod(tmp, 0755);
	for (i = 0; rc == 0 && i < array_size(files); i++) {
		const char *from = arena_printf(s->arena, "%s/%s", r->dir, files[i]);

		if (access(from, F_OK) == 0)
			rc = build_copy(from, arena_printf(s->arena, "%s/%s", tmp, files[i]),
					0644);
	}
	if (rc == 0 && access(place, F_OK) == 0)
		rc = remove_tree(place);
	if (rc == 0 && rename(tmp, place) < 0)
		rc = -errno;
	if (rc < 0)
		remove_tree(tmp);
	return rc;
}

/* The lock's descriptor, or -1: nothing can be kept. */
static int open_lock(struct session *s, const char *dir, const char *place)
{
	const char *path;
	int fd, rc;

	rc = make_dirs(dir, 0755);
	if (rc < 0 && verbose(s, 4))
		fprintf(stderr, "WARNING: no runtime is kept in \"%s\": %s\n", dir,
			strerror(-rc));
	if (rc < 0)
		return -1;
	if (!manifest_is_ours(s->cache_dir, true) || !manifest_is_ours(dir, true)) {
		/* Said without -v: each run will compile it again. */
		diag_warn(s->diag, "warn-cache-foreign", NULL,
			  "the cache is not used: \"%s\" belongs to or can be written by "
			  "somebody else (set SYSTEMTAP_DIR to a directory of yours)",
			  s->cache_dir);
		return -1;
	}
	path = arena_printf(s->arena, "%s.lock", place);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)	/* a cache that cannot be written may still hold it */
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && verbose(s, 4))
		fprintf(stderr, "WARNING: no runtime is kept in \"%s\": %s\n", dir,
			strerror(errno));
	return fd;
}

static struct runtime *make_and_install(struct session *s, const char *place, int lock)
{
	struct runtime *r, *kept;
	int rc;

	if (flock(lock, LOCK_EX | LOCK_NB) < 0) {
		if (verbose(s, 4))
			fputs("Another stap makes the runtime: waiting for it.\n", stderr);
		flock(lock, LOCK_EX);
	}
	r = manifest_read(s, place);
	if (r)
		return r;
	r = make(s);
	if (!r)
		return NULL;
	rc = install(s, r, place);
	kept = rc == 0 ? manifest_read(s, place) : NULL;
	if (!kept && !s->opt->no_warnings)
		fprintf(stderr, "WARNING: the runtime is not kept in \"%s\", so the next run "
			"has to compile it again: %s\n", place,
			rc ? strerror(-rc) : "something changed meanwhile");
	return kept ? kept : r;
}

/* The kept one, or with make_it a new one; the lock is held shared from then on. */
static struct runtime *find_or_make(struct session *s, bool make_it)
{
	const char *dir = arena_printf(s->arena, "%s/runtime", s->cache_dir), *place;
	struct runtime *r;
	struct hash h;
	char key[33];
	int lock;

	hash_init(&h);
	if (!runtime_hash(s, &h))
		return NULL;
	hash_hex(&h, key);
	place = arena_printf(s->arena, "%s/%s", dir, key);
	if (!make_it && access(place, F_OK) < 0)
		return NULL;
	lock = open_lock(s, dir, place);
	if (lock < 0)
		return make_it ? make(s) : NULL;
	flock(lock, LOCK_SH);
	r = manifest_read(s, place);
	if (!r && make_it)
		r = make_and_install(s, place, lock);
	if (!r) {
		close(lock);
		return NULL;
	}
	flock(lock, LOCK_SH);
	r->lock = lock;
	return r;
}

static struct runtime *get(struct session *s, bool make_it)
{
	struct kernel *k = session_kernel(s);

	if (!k || k->runtime)
		return k ? k->runtime : NULL;
	if (s->cache_dir && !s->opt->no_cache)
		k->runtime = find_or_make(s, make_it);
	else if (make_it)
		k->runtime = make(s);
	return k->runtime;
}

struct runtime *runtime_open(struct session *s)
{
	return get(s, true);
}

struct runtime *runtime_find(struct session *s)
{
	return get(s, false);
}

bool runtime_prepare(struct session *s)
{
	return runtime_open(s) != NULL;
}
