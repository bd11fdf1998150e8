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

struct option_row {
	const char *name;	/* long form, or NULL */
	char letter;		/* short form, or 0 */
	enum option_arg arg;
	const char *arg_name;	/* for --help */
	bool (*set)(struct reader *r, const char *arg);	/* NULL: not supported yet */
	size_t flag;		/* without set: offset of a bool in struct options */
	const char *help;	/* NULL: not shown */
};

extern const struct option_row option_rows[];
extern const size_t option_row_count;

/* Reports a mistake of the command line and where help is; always false. */
bool option_error(struct reader *r, const char *tag, const char *msg);

/* --help: the table, with its own sentence around it. */
bool option_help(struct reader *r, const char *arg);

#endif
