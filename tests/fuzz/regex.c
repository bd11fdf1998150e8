/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * regex.c - any pattern is refused or searched for, and both searches agree.
 *
 * The first line of an input is the pattern, the rest the text.
 */
#include "stap/regex.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "runtime/regex.c"
#include "runtime/string.c"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/regex_tables.h"

#define TEXT_MAX	256

void stp_error(struct stp_context *c, const char *fmt, ...)
{
	c->error = fmt;
}

static void check_groups(struct stp_context *c, const struct stp_regex *r, bool found)
{
	char part[TEXT_MAX];
	unsigned int i;

	for (i = 0; i < r->n_groups + 1; i++) {
		c->error = NULL;
		stp_matched(c, part, sizeof(part), i);
		if (!c->error && (!found || strlen(part) >= sizeof(part)))
			abort();
	}
}

static void search_both(struct arena *a, const struct regex *compiled, const char *text)
{
	struct stp_regex_groups groups;
	struct stp_regex r = { 0 };
	struct stp_match m = { 0 };
	struct stp_context c = { .match = &m };
	bool found;

	make_tables(a, compiled, &r, &groups);
	m.size = TEXT_MAX;
	m.text = malloc(TEXT_MAX);
	m.words = malloc(regex_match_words(compiled) * sizeof(unsigned int));
	found = stp_regex_match(&c, &r, text);
	if (found != (m.of != NULL))
		abort();
	check_groups(&c, &r, found);
	free(m.text);
	free(m.words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *pattern = strndup((const char *)data, size), *text;
	struct arena *a = arena_new();
	struct regex_error err = { 0, NULL };
	struct regex *r;

	text = strchr(pattern, '\n');
	if (text)
		*text++ = '\0';
	r = regex_compile(a, regex_text(a, pattern), &err);
	if (!r && !err.msg)
		abort();
	if (r && text && strlen(text) < TEXT_MAX)
		search_both(a, r, text);
	free(pattern);
	arena_free(a);
	return 0;
}
