/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.h - warnings and errors of a session, the module's and stapio's own.
 *
 * All go to stderr, or to the system log once the session is a daemon.  Only
 * the main thread reports.
 */
#ifndef STAPRUN_REPORT_H
#define STAPRUN_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "staprun/die.h"
#include "staprun/options.h"

#define REPORT_SEEN	1024

struct report {
	bool no_warnings;
	bool show_repeated;		/* -v: the same warning again and again */
	bool to_syslog;
	bool failed;			/* an error was reported */
	char error_sgr[24];		/* terminal attributes; "": none */
	char warning_sgr[24];
	unsigned long long seen[REPORT_SEEN];	/* hashes of warnings */
	unsigned int n_seen;
};

void report_init(struct report *r, const struct options *o);

/* A text of the module: begins with "WARNING: " or "ERROR: ". */
void report_text(struct report *r, const char *text);

void report_error(struct report *r, const char *fmt, ...) printf_like(2, 3);
void report_warning(struct report *r, const char *fmt, ...) printf_like(2, 3);

#endif
