/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * build.h - C to a module, and the module to its run.
 *
 * kernel.c knows the target kernel, runtime.c the objects of runtime/ that are
 * compiled once per kernel and kept, fast.c compiles and links a script in one
 * go with the recorded commands, slow.c takes everything through kbuild,
 * cache.c keeps modules, run.c hands one to staprun.  Mistakes are reported to
 * the session's sink; NULL or false then.
 */
#ifndef STAP_BUILD_H
#define STAP_BUILD_H

#include <stdbool.h>
#include <stddef.h>

struct map;
struct runtime;
struct session;
struct text;

struct kernel {
	const char *release;		/* "6.1.0-56-cloud-amd64" */
	const char *base_release;	/* "6.1.0": up to the first '-' */
	const char *arch;		/* as scripts name it: "x86_64" */
	const char *build_dir;		/* /lib/modules/REL/build, or -r DIR */
	bool is_foreign;		/* of another architecture than this machine */
	bool is_running;		/* same release and arch as this machine */
	bool has_build_dir;		/* build_dir/.config is there */
	struct map *config;		/* CONFIG_x to value text; read when asked */
	struct runtime *runtime;	/* what is kept for it; opened when asked */
};

/* What -r (or NULL: the running kernel) means; NULL after reporting. */
struct kernel *kernel_find(struct session *s, const char *release);
/* Value text of CONFIG_x, quotes kept; "" when unset or no .config. */
const char *kernel_config(struct session *s, struct kernel *k, const char *name);

struct module {
	const char *path;		/* of the .ko */
	const char *name;
	bool from_cache;
};

/*
 * The module for C text `c` of a program with fingerprint `key` (32 hex
 * digits over the typed program and all other inputs of passes 2 and 3).
 */
bool cache_key(struct session *s, const struct text *typed_program, char key[33]);
/* The kept module, verified to be ours to load; NULL: not there (says nothing). */
struct module *cache_find(struct session *s, const char key[33]);
/* Where the kept C of that module is, for "Pass 3: using cached ...". */
const char *cache_c_path(struct session *s, const char key[33]);
/*
 * Keeps module and C under key, and m->path becomes the kept one.  A failure
 * is a warning under -v only, and m stays where it is.
 */
void cache_keep(struct session *s, const char key[33], struct module *m,
		const struct text *c);
/* --clean-cache: drops everything that is kept; false after reporting. */
bool cache_clean(struct session *s);

/*
 * C text to a module in the session's temporary directory (or, with -m, in the
 * working directory).  Takes the fast path where it can and says under -v why
 * not where it cannot.  name: of the module, without .ko.
 */
struct module *build_module(struct session *s, const struct text *c, const char *name);
/*
 * -m's, else "stap_<key>" for a module that is kept, which staprun renames when
 * it loads it, else "stap_<key>_<pid>"; never more than 55 characters.
 */
const char *module_name(struct session *s, const char key[33]);

/* Compiles the runtime for the target kernel unless it is kept; false after reporting. */
bool runtime_prepare(struct session *s);

/* Asked before all the work: may pass 5 start staprun?  False after saying why not. */
bool run_possible(struct session *s);

/* Pass 5: runs staprun on m and waits; the exit status for stap. */
int run_module(struct session *s, const struct module *m);

#endif
