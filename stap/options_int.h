/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options_int.h - the table of options, and numbers that other passes need.
 */
#ifndef STAP_OPTIONS_INT_H
#define STAP_OPTIONS_INT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct options;

/* What `systemtap_v` is for scripts: the language we follow, not our version. */
#define LANGUAGE_VERSION	"5.6"
/* Longest module name: MODULE_NAME_LEN of a 64-bit kernel is 56 with its NUL. */
#define MODULE_NAME_MAX		55

/* What the reader carries from one option to the next. */
struct reader {
	struct options *o;
	struct arena *a;
	struct diag *d;
	bool done;		/* -h, -V: nothing is left to do */
	bool has_dump;		/* -l, -L or --dump-* came */
	bool has_pass;		/* -p came */
};

enum option_arg { ARG_NEVER, ARG_NEEDED, ARG_MAYBE };

/* DOES: set or flag.  IDLE: read and warned of.  ABSENT: an error.  help says why. */
enum option_use { DOES, IDLE, ABSENT };

struct option_row {
	const char *name;	/* long form, or NULL */
	char letter;		/* short form, or 0 */
	enum option_arg arg;
	const char *arg_name;	/* for --help */
	bool (*set)(struct reader *r, const char *arg);
	size_t flag;		/* without set: offset of a bool in struct options */
	enum option_use use;
	const char *help;	/* NULL: not shown */
};

extern const struct option_row option_rows[];
extern const size_t option_row_count;

/* Reports a mistake of the command line and where help is; always false. */
bool option_error(struct reader *r, const char *tag, const char *msg);
/* The whole of s as a decimal number within [low, high]. */
bool option_number(const char *s, long low, long high, long *n);
/* Does s match the pattern, whatever the case?  Reports if not; what: "-m parameter". */
bool option_matches(struct reader *r, const char *what, const char *s, const char *pattern);

/* One function an option, in the order of the table.  options.c */
bool option_help(struct reader *r, const char *arg);
/* options_set.c */
bool option_set_script(struct reader *r, const char *arg);
bool option_add_script(struct reader *r, const char *arg);
bool option_set_example(struct reader *r, const char *arg);
bool option_set_pass(struct reader *r, const char *arg);
bool option_set_verbose(struct reader *r, const char *arg);
bool option_set_pass_verbose(struct reader *r, const char *arg);
bool option_set_keep(struct reader *r, const char *arg);
bool option_set_module_name(struct reader *r, const char *arg);
bool option_set_output(struct reader *r, const char *arg);
bool option_add_include(struct reader *r, const char *arg);
bool option_add_define(struct reader *r, const char *arg);
bool option_add_global(struct reader *r, const char *arg);
bool option_set_timeout(struct reader *r, const char *arg);
bool option_set_buffer(struct reader *r, const char *arg);
bool option_set_command(struct reader *r, const char *arg);
bool option_set_target(struct reader *r, const char *arg);
bool option_set_rotate(struct reader *r, const char *arg);
bool option_set_tmpdir(struct reader *r, const char *arg);
bool option_set_compatible(struct reader *r, const char *arg);
bool option_set_no_time_limits(struct reader *r, const char *arg);
/* options_show.c */
bool option_set_colour(struct reader *r, const char *arg);
bool option_set_format(struct reader *r, const char *arg);
bool option_set_warn(struct reader *r, const char *arg);
bool option_set_list(struct reader *r, const char *arg);
bool option_set_list_vars(struct reader *r, const char *arg);
bool option_set_dump_types(struct reader *r, const char *arg);
bool option_set_dump_aliases(struct reader *r, const char *arg);
bool option_set_dump_functions(struct reader *r, const char *arg);
bool option_show_version(struct reader *r, const char *arg);
/* options_target.c */
bool option_set_release(struct reader *r, const char *arg);
bool option_set_arch(struct reader *r, const char *arg);
bool option_set_runtime_dir(struct reader *r, const char *arg);
bool option_set_sysroot(struct reader *r, const char *arg);
bool option_add_make_word(struct reader *r, const char *arg);
bool option_add_modinfo(struct reader *r, const char *arg);
bool option_set_debug(struct reader *r, const char *arg);
bool option_add_object(struct reader *r, const char *arg);
bool option_set_privilege(struct reader *r, const char *arg);
bool option_set_unprivileged(struct reader *r, const char *arg);
bool option_set_runtime(struct reader *r, const char *arg);
bool option_set_dyninst(struct reader *r, const char *arg);
bool option_set_bpf(struct reader *r, const char *arg);
bool option_set_prologues(struct reader *r, const char *arg);
bool option_set_download(struct reader *r, const char *arg);
bool option_set_rlimit_as(struct reader *r, const char *arg);
bool option_set_rlimit_cpu(struct reader *r, const char *arg);
bool option_set_rlimit_nproc(struct reader *r, const char *arg);
bool option_set_rlimit_stack(struct reader *r, const char *arg);
bool option_set_rlimit_fsize(struct reader *r, const char *arg);

#endif
