/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * diag.h - errors and warnings about a place; trial sinks.
 *
 * Whoever knows most about a mistake reports it once and returns false; the
 * callers pass the false on and say nothing.  Each diagnostic has a tag, a
 * string constant such as "sem-unresolved-function" that never changes: a
 * test in tests/bad carries it in its file name, and tests/run fails when a
 * tag in the sources has none.  Prefixes: "parse-" (pass 1), "sem-" (pass 2),
 * "warn-", "opt-" (command line), "build-" (passes 3 and 4), "run-".
 *
 * Layout on the terminal, as scripts and people know it:
 *
 *	semantic error: MSG: identifier 'x' at FILE:1:2
 *	        source: <the line>
 *	                 ^
 *	identifier 'y' at :3:4          (the second place, if any, with its line)
 *	        source: <its line>
 *	                ^
 *	                                (an empty line; then each cause likewise)
 *
 *	parse error: MSG
 *	        saw: operator '}' at FILE:1:2
 *	     source: <the line>
 *	             ^
 *
 *	WARNING: MSG: identifier 'x' at FILE:1:2
 *	 source: <the line>
 *	         ^
 *
 *	ERROR: MSG                      (no place: options, files, the build)
 *
 * A place whose source is that of the place printed before is shown as
 * ":LINE:COL".  A place out of a macro is followed by one
 * "\tin expansion of macro: operator '@m' at F:L:C" block a level, one in the
 * library by "\tin expansion of probe: POINT at F:L:C", the user's place.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "util.h"

struct arena;
struct place;
struct diag;

enum diag_kind {
	DIAG_PARSE,		/* parse error, "saw:" names the token read */
	DIAG_PARSE_AT,		/* parse error, "at:" names the token blamed */
	DIAG_SEMANTIC,
	DIAG_WARNING,
	DIAG_PLAIN,		/* "ERROR: MSG", no place */
	DIAG_LINE,		/* MSG alone, neither error nor warning */
};

/* One message, filled in by its maker and then given to diag_emit(). */
struct report {
	enum diag_kind kind;
	const char *tag;
	const char *msg;
	const struct place *at;		/* NULL: no place */
	const struct place *second;	/* a declaration or other side, or NULL */
	struct report *cause;		/* printed after it as a block of its own */
	/* private to the sinks */
	struct report *next;
	const struct place *within;	/* of diag_within(), for a place in the library */
	bool is_fatal;			/* a warning that counts as an error */
	bool is_judged;			/* the rules have been asked */
	bool is_hidden;			/* one too many of its kind */
	bool is_told;			/* once is enough: of what several ask for */
};

struct diag_options {
	bool colour;
	bool no_warnings;	/* -w */
	bool warnings_are_errors; /* -W: warnings count as errors */
	unsigned verbose;	/* above 0: repeated messages are shown as well */
	bool all;		/* --check: repeated messages are shown as well */
	bool keep;		/* --semantic-keep-going: for diag_kept() */
	bool json;		/* one JSON object a line, see stap(1) */
	bool quiet;		/* listing modes: count, print only DIAG_PLAIN */
};

/* A sink that prints to out as messages come. */
struct diag *diag_new(struct arena *a, FILE *out, const struct diag_options *o);

/*
 * A sink that keeps what it gets: for probe points that may fail ('?', '!', a
 * wildcard) and for @defined().  diag_keep() gives all of it to the parent;
 * dropping the sink forgets it.
 */
struct diag *diag_trial(struct diag *parent);
void diag_keep(struct diag *trial);
/* What the trial holds, oldest first, to hang under another report as cause. */
struct report *diag_first(const struct diag *d);

/* Makers.  The message is formatted into the arena. */
struct report *report_new(struct diag *d, enum diag_kind kind, const char *tag,
			  const struct place *at, const char *fmt, ...) printf_like(5, 6);
/* Prints or keeps r.  Always false, so that `return diag_emit(d, r)` reads well. */
bool diag_emit(struct diag *d, struct report *r);

/* Shorthands for a message without second place or cause; always false. */
bool diag_error(struct diag *d, const char *tag, const struct place *at,
		const char *fmt, ...) printf_like(4, 5);
bool diag_plain(struct diag *d, const char *tag, const char *fmt, ...) printf_like(3, 4);
/* Returns nothing of use: a warning stops nobody. */
void diag_warn(struct diag *d, const char *tag, const struct place *at,
	       const char *fmt, ...) printf_like(4, 5);

/* A line as it is, such as "2 parse errors."; it counts as nothing. */
void diag_line(struct diag *d, const char *fmt, ...) printf_like(2, 3);

/* What --warn says about one tag. */
enum diag_rule {
	DIAG_WARN,		/* shown, also under -w */
	DIAG_OFF,
	DIAG_FATAL,		/* counts as an error */
	DIAG_NEVER_FATAL,	/* does not, even under -W */
};

void diag_set_rule(struct diag *d, const char *tag, enum diag_rule rule);

/*
 * From now on what is reported about the library comes of p, a place in the
 * user's script (p->what: the probe point), and says so; NULL: of nothing.
 * Returns what was set before.
 */
const struct place *diag_within(struct diag *d, const struct place *p);

/*
 * Keeps what comes until diag_release(), which shows the warnings as they came
 * and then the errors in the order of the source: the user's files before the
 * library's, each from top to bottom.
 */
void diag_hold(struct diag *d);
void diag_release(struct diag *d);

/* With the option keep: all errors of the passes 1 and 2, oldest first. */
const struct report *diag_kept(const struct diag *d);

/* Errors so far; with -W warnings count.  In a trial: what it holds. */
unsigned diag_errors(const struct diag *d);

/* At the end of a run: "Number of similar error messages suppressed: N." etc. */
void diag_summary(struct diag *d);

/* The SGR colours on or off for "word" as SYSTEMTAP_COLORS names it
 * ("error", "warning", "source", "caret", "token"); "" when colour is off. */
const char *diag_colour(const struct diag *d, const char *word);

#endif
