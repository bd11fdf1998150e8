/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex.c - compiles the patterns of a program. */
#include "regex.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/text.h"
#include "program.h"
#include "regex_int.h"
#include "session.h"

struct regex *regex_compile(struct arena *a, const char *pattern, struct regex_error *err)
{
	struct regex *r = arena_one(a, struct regex);
	const struct regex_node *root = regex_parse(a, pattern, &r->n_groups, err);

	if (!root)
		return NULL;
	if (!regex_make_positions(a, r, root) || !regex_make_table(a, r)) {
		err->at = 0;
		err->msg = "pattern is too large";
		return NULL;
	}
	return r;
}

/* Slots found and of a beginner, marks, two lists of threads: see runtime/regex.c. */
unsigned int regex_match_words(const struct regex *r)
{
	return 4 * r->n_groups + r->n_positions + 2 * r->n_positions * (2 * r->n_groups + 1);
}

/*
 * As string_decode(), but a \x takes two digits at most, where C takes all that
 * follow: each is written in octal first.
 */
const char *regex_text(struct arena *a, const char *raw)
{
	struct text t = TEXT_EMPTY;
	const char *text;
	unsigned int byte;
	size_t len;
	int n;

	while (*raw) {
		len = raw[0] == '\\' && raw[1] ? 2 : 1;
		n = 0;
		if (len == 2 && raw[1] == 'x' && isxdigit((unsigned char)raw[2]))
			sscanf(raw + 2, "%2x%n", &byte, &n);
		if (n)
			text_printf(&t, "\\%03o", byte);
		else
			text_putn(&t, raw, len);
		raw += len + (size_t)n;
	}
	text = string_decode(a, t.buf ? t.buf : "", &len);
	text_free(&t);
	return text;
}

/* ---- all of a program --------------------------------------------------- */

struct patterns {
	struct program *p;
	struct map *known;	/* by their text */
	bool sets_groups;
	bool failed;
};

static struct regex *compile(struct patterns *all, const char *text, struct regex_error *err)
{
	struct regex *r = map_get(all->known, text);

	if (r)
		return r;
	r = regex_compile(all->p->s->arena, text, err);
	if (r && all->sets_groups && (regex_match_words(r) > REGEX_WORDS_MAX ||
				      r->n_edges > REGEX_EDGES_MAX)) {
		err->at = 0;
		err->msg = "pattern is too large for matched()";
		return NULL;
	}
	if (r)
		map_put(all->known, text, r);
	return r;
}

static void compile_one(void *ctx, struct expr **slot)
{
	struct patterns *all = ctx;
	struct expr *e = *slot;
	struct regex_error err;

	if (e->kind != EX_REGEX)
		return;
	e->regex = compile(all, regex_text(all->p->s->arena, e->str), &err);
	if (!e->regex) {
		diag_error(all->p->s->diag, "sem-regex", e->str_at,
			   "regex compilation error (at position %zu): %s", err.at, err.msg);
		all->failed = true;
	}
	e->sets_groups = all->sets_groups;
}

static bool needs_groups(const struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->functions.n; i++)
		if (!p->functions.at[i]->body &&
		    strstr(p->functions.at[i]->decl->code, "/* pragma:tagged_dfa */"))
			return true;
	return false;
}

bool regexes_compile(struct program *p)
{
	struct patterns all = { .p = p, .known = map_new(p->s->arena) };
	unsigned int i, k;

	all.sets_groups = needs_groups(p);
	for (i = 0; i < p->probes.n; i++) {
		struct probe *pr = p->probes.at[i];

		stmt_each_expr(pr->body, compile_one, &all);
		for (k = 0; k < pr->n_saved; k++)
			expr_each(&pr->saved[k], compile_one, &all);
	}
	for (i = 0; i < p->functions.n; i++)
		if (p->functions.at[i]->body)
			stmt_each_expr(p->functions.at[i]->body, compile_one, &all);
	return !all.failed;
}
