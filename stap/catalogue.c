/* SPDX-License-Identifier: GPL-2.0-or-later */
/* catalogue.c - the list of all errors of pass 2 that --semantic-keep-going asks for. */
#include "catalogue.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/source.h"

/* The word of "identifier 'x'", or all of it. */
static void put_token(const char *what)
{
	const char *quote = what ? strchr(what, '\'') : NULL;

	if (!what)
		fputs("-", stderr);
	else if (quote && quote[1])
		fprintf(stderr, "%.*s", (int)(strlen(quote) - 2), quote + 1);
	else
		fputs(what, stderr);
}

static void put_line(const struct report *r)
{
	unsigned int line = 0, column = 0;

	if (r->kind != DIAG_SEMANTIC)
		return;
	if (r->at)
		place_position(r->at, &line, &column);
	fprintf(stderr, "SEMANTIC_ERROR\t%s\t%u\t%u\t", r->at ? r->at->src->name : "-", line,
		column);
	put_token(r->at ? r->at->what : NULL);
	fprintf(stderr, "\t%s\n", r->msg);
}

void catalogue_print(const struct diag *d)
{
	const struct report *r, *cause;
	unsigned int n = 0;

	for (r = diag_kept(d); r; r = r->next)
		n += r->kind == DIAG_SEMANTIC;
	fprintf(stderr, "SEMANTIC_ERRORS: %u\n", n);
	for (r = diag_kept(d); r; r = r->next)
		for (cause = r; cause; cause = cause->cause)
			put_line(cause);
	fputs("SEMANTIC_ERRORS_END\n", stderr);
}
