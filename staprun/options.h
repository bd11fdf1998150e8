/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the command line that staprun and stapio share.
 *
 * staprun hands its own options on to stapio, so both read them here.  All
 * pointers point into argv.  A bad command line ends the program with one
 * line, the usage and exit status 1; -h and -V end it with 0.
 */
#ifndef STAPRUN_OPTIONS_H
#define STAPRUN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#define MODULE_NAME_BYTES	56	/* of the kernel, with the NUL */

enum program { PROGRAM_STAPRUN, PROGRAM_STAPIO };
enum color { COLOR_NEVER, COLOR_AUTO, COLOR_ALWAYS };

struct options {
	int verbose;			/* -v */
	bool no_warnings;		/* -w */
	bool attach;			/* -A */
	bool load_only;			/* -L */
	bool remove;			/* -d */
	bool wait_stdin;		/* --wait-stdin, internal, with -d */
	bool give_up;			/* --give-up, internal, with -d */
	bool daemon;			/* -D */
	bool rename;			/* -R */
	const char *command;		/* -c */
	int target;			/* -x or -t; 0: none */
	const char *output;		/* -o */
	unsigned int rotate_mb;		/* -S MB[,N]; 0: never */
	unsigned int rotate_files;	/* N; 0: keep all */
	unsigned int buffer_mb;		/* -b; 0: as the script says */
	unsigned int timeout_ms;	/* -T */
	enum color color;		/* -C */
	int dir_fd;			/* -F; -1: none */
	const char *module;		/* as given: a path or a name */
	char **globals;			/* NAME=VALUE words */
	int n_globals;
	int n_words;			/* argv words before the module */
};

void options_parse(struct options *o, enum program who, int argc, char **argv);

/* Where the module lies: a path, ./X.ko, or X in the blessed directory. */
bool options_module_path(const char *module, const char *blessed, char *path,
			 size_t size);

/* For -A and -d: the name alone, directories and ".ko" cut off. */
bool options_module_name(const char *module, char name[MODULE_NAME_BYTES]);

/* Is it a name that a systemtap module can have? */
bool options_name_ok(const char *name);

#endif
