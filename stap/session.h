/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.h - what every pass may read: the options, the target, arena, sink.
 *
 * One invocation of stap is one session.  main() makes it and drops it, and
 * with it the temporary directory and all memory.
 */
#ifndef STAP_SESSION_H
#define STAP_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

struct di_kernel;
struct kernel;			/* build/build.h */
struct source;

enum listing { LIST_NONE, LIST_POINTS, LIST_VARS, LIST_TYPES, LIST_ALIASES, LIST_FUNCTIONS };

enum privilege { PRIVILEGE_STAPUSR, PRIVILEGE_STAPSYS, PRIVILEGE_STAPDEV };

struct define {			/* -D NAME[=VALUE] */
	const char *name;
	const char *value;	/* "1" when none was given */
};

/* The command line, checked and complete; see options.c for each. */
struct options {
	const char *script_path;	/* FILE or "-"; NULL: script_text or none */
	const char *script_text;	/* -e */
	const char *example;		/* --example */
	list_of(const char *) more_scripts;	/* -E */
	list_of(const char *) args;		/* $1 ... */
	list_of(const char *) include_dirs;	/* -I, in order */
	list_of(struct define) defines;		/* -D */
	list_of(const char *) globals;		/* -G NAME=VALUE */
	list_of(const char *) make_words;	/* -B */
	unsigned int last_pass;		/* -p, 1..5 */
	unsigned int verbose[6];	/* [n] of pass n; [0]: all */
	const char *module_name;	/* -m, or NULL */
	const char *output;		/* -o */
	const char *release;		/* -r as given, or NULL */
	const char *arch;		/* -a as given, or NULL */
	const char *sysroot;		/* --sysroot, absolute, "" for "/"; or NULL */
	const char *runtime_dir;	/* -R, or NULL */
	list_of(const char *) modinfo;	/* --modinfo NAME=VALUE */
	const char *tmpdir;		/* --tmpdir */
	const char *command;		/* -c */
	int target_pid;			/* -x, 0: none */
	unsigned int buffer_mb;		/* -s, 0: default */
	unsigned int timeout_ms;	/* -T, 0: none */
	const char *rotate;		/* -S as given */
	bool guru, keep_tmpdir, no_optimize, no_warnings, warnings_are_errors;
	bool timing;			/* -t */
	bool check;			/* --check (new): no more than pass 2, all mistakes */
	bool json;			/* --format=json (new) */
	bool keep_going;		/* --semantic-keep-going */
	bool flight_recorder;		/* -F */
	bool debug;			/* --debug */
	bool no_time_limits;		/* --suppress-time-limits */
	enum privilege privilege;	/* --privilege */
	bool has_privilege;
	bool no_global_display;
	bool skip_badvars, suppress_errors;
	bool no_cache, poison_cache, clean_cache;
	bool slow_build;		/* --slow-build (new): all through kbuild */
	enum listing listing;
	const char *list_point;		/* -l, -L */
	bool colour;			/* decided: --color and the terminal */
	const char *colour_option;	/* "always", "never", "auto": for staprun */
	const char *compatible;		/* systemtap_v */
	bool unused;			/* options that change nothing */
};

struct session {
	const struct options *opt;
	struct arena *arena;
	struct diag *diag;
	const char *runtime_dir;	/* SYSTEMTAP_RUNTIME, installed, or the source tree's */
	const char *tapset_dir;		/* likewise SYSTEMTAP_TAPSET */
	const char *examples_dir;	/* likewise */
	const char *tapset_made;	/* beside it, what a build makes of tables; or NULL */
	const char *staprun;		/* likewise SYSTEMTAP_STAPRUN */
	const char *cache_dir;		/* ~/.systemtap/cache, exists; NULL: no cache */
	const char *tmpdir;		/* session_tmpdir() makes it when first asked */
	struct kernel *kernel;		/* session_kernel() */
	struct di_kernel *di;		/* session_di() */
	uint8_t *args_used;		/* one a script argument */
};

/* Is the script to be taken as one for a systemtap before version? */
bool session_older(const struct session *s, const char *version);
/* NAME in ~/.systemtap, or in $SYSTEMTAP_DIR; NULL: there is no home. */
const char *session_home(struct arena *a, const char *name);

/* NULL after reporting; options must outlive the session. */
struct session *session_open(const struct options *opt, struct arena *a, struct diag *d);
/* Removes the temporary directory unless -k. */
void session_close(struct session *s);

/* The target kernel, found when first asked; NULL after reporting why not. */
struct kernel *session_kernel(struct session *s);
/* Its facts; never NULL when session_kernel() is not. */
struct di_kernel *session_di(struct session *s);
/* A directory of our own, mode 0700; NULL after reporting. */
const char *session_tmpdir(struct session *s);
void session_argument_used(struct session *s, unsigned int n);	/* 1-based */

/* The last -D of that name: its value, or NULL. */
const char *session_define(const struct session *s, const char *name);
/* The same as a number; otherwise: when there is none, or it is no number. */
int64_t session_limit(const struct session *s, const char *name, int64_t otherwise);

/* "stapdev" and so on. */
const char *privilege_name(enum privilege level);

/* Verbosity of a pass: -v and --vp together. */
static inline unsigned int verbose(const struct session *s, unsigned int pass)
{
	return s->opt->verbose[0] + (pass ? s->opt->verbose[pass] : 0);
}

#endif
