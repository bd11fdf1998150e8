/* SPDX-License-Identifier: GPL-2.0-or-later */
/* library.c - the tapset path: what each file defines, parsed when wanted. */
#include "library.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "ast.h"
#include "base/map.h"
#include "build/build.h"
#include "library_int.h"
#include "parse.h"
#include "pp.h"
#include "session.h"

/* The search of one library. */
struct finder {
	struct library *lib;
	struct map *seen;		/* inodes, and paths relative to their directory */
	list_of(const char *) macro_files;
	struct text dirs;		/* those searched, for the name of the index */
};

/* ---- the files ------------------------------------------------------- */

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n > m && strcmp(s + n - m, end) == 0;
}

/* A file is taken once: by inode, or by its path below the directory of the path. */
static bool is_new(struct finder *fi, const char *below, const struct stat *st)
{
	struct arena *a = fi->lib->s->arena;
	const char *inode = arena_printf(a, "%lx:%lx", (unsigned long)st->st_dev,
					 (unsigned long)st->st_ino);

	if (map_get(fi->seen, inode) || map_get(fi->seen, below))
		return false;
	map_put(fi->seen, inode, fi);
	map_put(fi->seen, below, fi);
	return true;
}

static void add_script(struct library *lib, const char *path, const struct stat *st)
{
	struct lib_file *f = arena_one(lib->s->arena, struct lib_file);

	f->path = path;
	f->size = (uint64_t)st->st_size;
	f->mtime_ns = (uint64_t)st->st_mtim.tv_sec * 1000000000 + (uint64_t)st->st_mtim.tv_nsec;
	list_push(lib->s->arena, &lib->files, f);
}

static int is_wanted(const struct dirent *d)
{
	return d->d_name[0] != '.' &&
	       (ends_with(d->d_name, ".stp") || ends_with(d->d_name, ".stpm"));
}

/* The files of top/sub, in order of name; 0 or -errno. */
static int find_in(struct finder *fi, const char *top, const char *sub)
{
	struct arena *a = fi->lib->s->arena;
	const char *dir = *sub ? arena_printf(a, "%s/%s", top, sub) : top;
	struct dirent **names;
	struct stat st;
	int i, n = scandir(dir, &names, is_wanted, alphasort);

	if (n < 0)
		return -errno;
	text_printf(&fi->dirs, "%s\n", dir);
	for (i = 0; i < n; i++) {
		const char *path = arena_printf(a, "%s/%s", dir, names[i]->d_name);
		const char *below = arena_printf(a, "%s/%s", sub, names[i]->d_name);

		free(names[i]);
		if (stat(path, &st) < 0 || !S_ISREG(st.st_mode) || !is_new(fi, below, &st))
			continue;
		if (ends_with(path, ".stpm"))
			list_push(a, &fi->macro_files, path);
		else
			add_script(fi->lib, path, &st);
	}
	free(names);
	return 0;
}

/* ---- directories of one include path --------------------------------- */

static bool has_version_dirs(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	bool found = false;

	while (d && !found && (e = readdir(d)))
		found = isdigit((unsigned char)e->d_name[0]);
	if (d)
		closedir(d);
	return found;
}

/* below/VERSION/ARCH, below/VERSION; then shorter versions. */
static void find_versions(struct finder *fi, const char *top, const char *below,
			  const struct kernel *k)
{
	struct arena *a = fi->lib->s->arena;
	char *version = arena_strdup(a, k->release), *cut;

	for (;;) {
		find_in(fi, top, arena_printf(a, "%s%s/%s", below, version, k->arch));
		find_in(fi, top, arena_printf(a, "%s%s", below, version));
		cut = strpbrk(version, "-");
		if (!cut) {
			cut = strrchr(version, '.');
			if (!cut || cut == strchr(version, '.'))
				return;
		}
		*cut = '\0';
	}
}

/* The kernel is asked for only where a directory speaks of one. */
static void find_below(struct finder *fi, const char *top, const char *below, const char *arch)
{
	struct arena *a = fi->lib->s->arena;
	const struct kernel *k;

	if (has_version_dirs(arena_printf(a, "%s/%s", top, below))) {
		k = session_kernel(fi->lib->s);
		if (k)
			find_versions(fi, top, below, k);
	}
	find_in(fi, top, arena_printf(a, "%s%s", below, arch));
}

static int find_files(struct finder *fi, const char *top)
{
	struct utsname host;
	const char *arch = uname(&host) == 0 ? host.machine : "unknown";

	find_below(fi, top, "linux/", arch);
	find_in(fi, top, "linux");
	find_below(fi, top, "", arch);
	return find_in(fi, top, "");
}

/* XDG_DATA_DIRS: each entry may have a tapset. */
static void find_shared(struct finder *fi)
{
	struct arena *a = fi->lib->s->arena;
	const char *dirs = getenv("XDG_DATA_DIRS");
	size_t len;

	while (dirs && *dirs) {
		len = strcspn(dirs, ":");
		if (len)
			find_files(fi, arena_printf(a, "%.*s/systemtap/tapset", (int)len, dirs));
		dirs += len + (dirs[len] == ':');
	}
}

static bool find_all(struct finder *fi)
{
	struct session *s = fi->lib->s;
	bool ok = true;
	unsigned int i;
	int rc;

	if (s->tapset_dir) {
		rc = find_files(fi, s->tapset_dir);
		if (rc)
			ok = diag_plain(s->diag, "opt-tapset-dir", "cannot read tapset directory "
					"%s: %s; set SYSTEMTAP_TAPSET", s->tapset_dir,
					strerror(-rc));
	}
	if (s->tapset_made)
		find_files(fi, s->tapset_made);
	find_shared(fi);
	for (i = 0; i < s->opt->include_dirs.n; i++) {
		const char *dir = s->opt->include_dirs.at[i];

		rc = find_files(fi, dir);
		if (rc)
			ok = diag_plain(s->diag, "opt-include-dir",
					"cannot read include directory %s: %s", dir,
					strerror(-rc));
	}
	return ok;
}

static struct source *load(struct library *lib, const char *path)
{
	const char *why;
	struct source *src = source_load(lib->s->arena, path, &why);

	if (!src) {
		diag_warn(lib->s->diag, "warn-tapset-file", NULL, "cannot read tapset file %s: %s",
			  path, why);
		return NULL;
	}
	src->is_library = true;
	src->is_privileged = true;
	return src;
}

static void load_macros(struct finder *fi)
{
	struct library *lib = fi->lib;
	unsigned int i;

	for (i = 0; i < fi->macro_files.n; i++) {
		const char *path = fi->macro_files.at[i];
		struct source *src = load(lib, path);
		unsigned int before = diag_errors(lib->s->diag);
		bool ok = !src || pp_load_macros(lib->s, src, lib->macros);

		lib->errors += diag_errors(lib->s->diag) - before;
		if (!ok)
			diag_warn(lib->s->diag, "warn-macro-tapset", NULL,
				  "macro tapset \"%s\" has errors, and will be skipped.", path);
	}
}

struct library *library_open(struct session *s)
{
	struct library *lib = arena_one(s->arena, struct library);
	struct finder fi = { .lib = lib, .seen = map_new(s->arena) };
	bool ok;

	lib->s = s;
	lib->functions = map_new(s->arena);
	lib->globals = map_new(s->arena);
	lib->aliases = map_new(s->arena);
	lib->macros = map_new(s->arena);
	ok = find_all(&fi);
	if (ok) {
		library_index(lib, fi.dirs.buf ? fi.dirs.buf : "");
		load_macros(&fi);
	}
	text_free(&fi.dirs);
	return ok ? lib : NULL;
}

unsigned int library_file_count(const struct library *lib)
{
	return lib->files.n;
}

const struct map *library_macros(struct library *lib)
{
	return lib->macros;
}

unsigned int library_errors(const struct library *lib)
{
	return lib->errors;
}

bool library_has_file(const struct library *lib, const char *path)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	struct stat script, file;
	unsigned int i;

	if (stat(path, &script) < 0)
		return false;
	for (i = 0; i < lib->files.n; i++) {
		const char *at = lib->files.at[i]->path, *last = strrchr(at, '/');

		if (strcmp(last ? last + 1 : at, name) == 0 && stat(at, &file) == 0 &&
		    file.st_dev == script.st_dev && file.st_ino == script.st_ino)
			return true;
	}
	return false;
}

/* ---- what the files define ------------------------------------------- */

/* The tree of f, made when first asked; NULL: it had errors, which were reported. */
static struct ast_file *parsed(struct library *lib, struct lib_file *f)
{
	unsigned int before = diag_errors(lib->s->diag);
	struct source *src;

	if (f->state == FILE_KNOWN) {
		src = load(lib, f->path);
		f->ast = src ? parse_file(lib->s, src, lib->macros) : NULL;
		f->state = f->ast ? FILE_PARSED : FILE_BAD;
		lib->errors += diag_errors(lib->s->diag) - before;
	}
	return f->ast;
}

/* Files that may define the name, in order of search, opaque ones behind them. */
static struct lib_file *nth_file(const struct library *lib, const struct file_list *l,
				 unsigned int i)
{
	unsigned int n = l ? l->n : 0;

	if (i < n)
		return l->at[i];
	return i - n < lib->opaque.n ? lib->opaque.at[i - n] : NULL;
}

/* An opaque file may be in the list as well: it is asked once. */
static bool is_repeated(const struct file_list *l, unsigned int i, const struct lib_file *f)
{
	return l && i < l->n && f->is_opaque;
}

void library_functions(struct library *lib, const char *name,
		       bool (*each)(void *ctx, const struct ast_file *f,
				    const struct function_decl *d), void *ctx)
{
	const struct file_list *l = map_get(lib->functions, name);
	const struct ast_file *ast;
	struct lib_file *f;
	unsigned int i, k;

	for (i = 0; (f = nth_file(lib, l, i)); i++) {
		ast = is_repeated(l, i, f) ? NULL : parsed(lib, f);
		for (k = 0; ast && k < ast->functions.n; k++) {
			const struct function_decl *d = ast->functions.at[k];

			if (!d->is_private && strcmp(d->name, name) == 0 && !each(ctx, ast, d))
				return;
		}
	}
}

const struct global_decl *library_global(struct library *lib, const char *name,
					 const struct ast_file **file)
{
	const struct file_list *l = map_get(lib->globals, name);
	struct lib_file *f;
	unsigned int i, k;

	for (i = 0; (f = nth_file(lib, l, i)); i++) {
		*file = is_repeated(l, i, f) ? NULL : parsed(lib, f);
		for (k = 0; *file && k < (*file)->globals.n; k++) {
			const struct global_decl *d = (*file)->globals.at[k];

			if (!d->is_private && strcmp(d->name, name) == 0)
				return d;
		}
	}
	return NULL;
}

/* Does one of the names that d defines begin with a component like `first`? */
static bool begins_with(const struct probe_decl *d, const char *first)
{
	unsigned int i;

	for (i = 0; i < d->aliases.n; i++) {
		if (fnmatch(first, d->aliases.at[i]->comps[0].name, 0) == 0)
			return true;
	}
	return false;
}

struct alias_search {
	const char *first;
	bool (*each)(void *ctx, const struct ast_file *f, const struct probe_decl *d);
	void *ctx;
};

static bool search_file(const struct alias_search *se, const struct ast_file *ast)
{
	unsigned int k;

	for (k = 0; ast && k < ast->aliases.n; k++) {
		if (begins_with(ast->aliases.at[k], se->first) &&
		    !se->each(se->ctx, ast, ast->aliases.at[k]))
			return false;
	}
	return true;
}

static bool matches(const char *pattern, const char *name, size_t len)
{
	char copy[128];

	if (len >= sizeof(copy))
		return true;
	memcpy(copy, name, len);
	copy[len] = '\0';
	return fnmatch(pattern, copy, 0) == 0;
}

/* May f define an alias that begins so?  Of a name of one component, all may follow. */
static bool may_have_alias(const struct lib_file *f, const char *first, const char *second)
{
	unsigned int i;

	for (i = 0; i < f->defs.n; i++) {
		const char *name = f->defs.at[i].name;
		size_t len = strcspn(name, ".");

		if (f->defs.at[i].kind == DEF_ALIAS && matches(first, name, len) &&
		    (!second || !name[len] || fnmatch(second, name + len + 1, 0) == 0))
			return true;
	}
	return f->is_opaque;
}

void library_aliases(struct library *lib, const char *first_component, const char *second,
		     bool (*each)(void *ctx, const struct ast_file *f,
				  const struct probe_decl *d), void *ctx)
{
	struct alias_search se = { first_component, each, ctx };
	unsigned int i;

	for (i = 0; i < lib->files.n; i++) {
		struct lib_file *f = lib->files.at[i];

		if (may_have_alias(f, first_component, second) &&
		    !search_file(&se, parsed(lib, f)))
			return;
	}
}

const struct map *library_function_names(struct library *lib)
{
	return lib->functions;
}

const struct map *library_global_names(struct library *lib)
{
	return lib->globals;
}

const struct map *library_alias_heads(struct library *lib)
{
	return lib->aliases;
}

bool library_parse_all(struct library *lib, void (*each)(void *ctx, const struct ast_file *f),
		       void *ctx)
{
	bool ok = true;
	unsigned int i;

	for (i = 0; i < lib->files.n; i++) {
		const struct ast_file *ast = parsed(lib, lib->files.at[i]);

		if (ast)
			each(ctx, ast);
		ok = ast && ok;
	}
	return ok;
}
