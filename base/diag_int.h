/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * diag_int.h - what the files of base/diag share: the sink, and its two layouts.
 */
#ifndef BASE_DIAG_INT_H
#define BASE_DIAG_INT_H

#include "diag.h"
#include "text.h"

struct diag {
	struct arena *arena;
	FILE *out;
	struct diag_options opt;
	struct diag *parent;		/* of a trial, which only collects */
	struct report *first, **last;	/* of a trial, or between diag_hold() and release */
	bool holds;
	unsigned errors;
	/* of the printing sink */
	const struct source *shown;	/* that of the place printed last */
	struct map *seen;		/* errors by tags, warnings by text */
	unsigned hidden_errors, hidden_warnings;
	struct map *colours;		/* word to escape sequence */
	struct text buf;		/* a message is written in one go */
	struct map *rules;		/* tag to enum diag_rule + 1 */
	const struct place *within;	/* diag_within() */
	struct report *kept, **kept_last; /* diag_options.keep: what was reported */
};

/* Prints, unless it is to be hidden; always false. */
bool diag_show(struct diag *d, struct report *r);

/* diag_text.c: the layout that diag.h shows, into d->buf. */
void diag_put_text(struct diag *d, const struct report *r);
void diag_read_colours(struct diag *d, const char *spec);
/* diag_json.c: one object and a newline, into d->buf. */
void diag_put_json(struct diag *d, const struct report *r);

#endif
