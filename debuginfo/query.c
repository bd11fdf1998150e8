/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query.c - reads "NAME@FILE:LINES", the way to name a place in the source. */
#include "di_int.h"

#include <stdlib.h>
#include <string.h>

#define LINES_MAX	1000

static bool number(const char **s, unsigned int *n)
{
	char *end;
	unsigned long v;

	if (**s < '0' || **s > '9')
		return false;
	v = strtoul(*s, &end, 10);
	if (v > 0x7fffffff)
		return false;
	*s = end;
	*n = (unsigned int)v;
	return true;
}

/* "12", "1,4-6": blanks are not in it. */
static bool parse_lines(struct arena *a, const char *s, struct di_query *q)
{
	list_of(struct di_lines) l = { 0 };
	struct di_lines r;

	if (!strcmp(s, "*")) {
		q->is_all_lines = true;
		return true;
	}
	do {
		if (!number(&s, &r.first))
			return false;
		r.last = r.first;
		if (*s == '-' && (s++, !number(&s, &r.last) || r.last < r.first))
			return false;
		if (l.n == LINES_MAX)
			return false;
		list_push(a, &l, r);
	} while (*s++ == ',');
	q->lines = l.at;
	q->n_lines = l.n;
	return !s[-1];
}

/* The ':' or '+' that begins the lines; file names may have some, too. */
static const char *lines_of(const char *file)
{
	const char *colon = strrchr(file, ':'), *plus = strrchr(file, '+');

	if (plus && plus > colon && plus[1] >= '0' && plus[1] <= '9' &&
	    !plus[1 + strspn(plus + 1, "0123456789")])
		return plus;
	return colon;
}

bool di_query_parse(struct arena *a, const char *text, struct di_query *q)
{
	const char *at = strchr(text, '@'), *lines;

	memset(q, 0, sizeof(*q));
	if (!at) {
		q->name = text;
		return *text && !strchr(text, ':');
	}
	q->name = arena_strndup(a, text, at - text);
	lines = lines_of(at + 1);
	q->file = lines ? arena_strndup(a, at + 1, lines - at - 1) : at + 1;
	if (!*q->name || !*q->file)
		return false;
	q->is_relative = lines && *lines == '+';
	return !lines || parse_lines(a, lines + 1, q);
}
