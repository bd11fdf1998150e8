/* SPDX-License-Identifier: GPL-2.0-or-later */
/* braces.c - finds blocks of the user's C whose braces do not match. */
#include <string.h>

#include "emit_int.h"

/* The end of a directive that begins here: of its last line. */
static const char *directive_end(const char *s)
{
	while (*s && (*s != '\n' || s[-1] == '\\'))
		s++;
	return s;
}

/* #if, #else and the like choose, so nothing can be counted there. */
static bool is_conditional(const char *s)
{
	s += strspn(s, " \t");
	return !strncmp(s, "if", 2) || !strncmp(s, "el", 2) || !strncmp(s, "endif", 5);
}

/*
 * Braces that are opened and not closed up to end; below zero: closed and not
 * opened.  False when that cannot be told: the preprocessor hides it.
 */
static bool count_open(const char *s, const char *end, int *open)
{
	const char *after;
	int in_directive, least = 0;

	for (*open = 0; s < end; s = after) {
		after = emit_skip_quoted(s);
		if (after != s && !*after && *s != '/')
			return false;	/* a quote without end is the compiler's to tell */
		if (after != s)
			continue;
		after = s + 1;
		if (*s == '#') {
			after = directive_end(s);
			if (is_conditional(s + 1) ||
			    !count_open(s + 1, after, &in_directive) || in_directive)
				return false;
		}
		*open += (*s == '{') - (*s == '}');
		least = *open < least ? *open : least;
	}
	if (least < 0)
		*open = least;
	return true;
}

static void report(struct emit *e, const struct place *at, int open)
{
	if (open > 0)
		emit_error(e, "sem-embedded-braces", at,
			   "embedded C does not close %d of its '{'", open);
	else if (open < 0)
		emit_error(e, "sem-embedded-braces", at,
			   "embedded C has %d '}' without its '{'", -open);
}

static void check(struct emit *e, const struct place *at, const char *code)
{
	int open;

	if (!at->src->is_library && count_open(code, code + strlen(code), &open))
		report(e, at, open);
}

static void check_expr(void *ctx, struct expr **slot)
{
	if ((*slot)->kind == EX_EMBEDDED)
		check(ctx, (*slot)->at, (*slot)->str);
}

/*
 * Of the blocks outside of functions one may close what another has opened.
 * False when they may define macros that change the count anywhere.
 */
static bool check_toplevel(struct emit *e)
{
	const struct program *p = e->prog;
	const struct embedded_decl *d;
	int open, sum = 0;
	unsigned int i;

	for (i = 0; i < p->embedded.n; i++) {
		d = p->embedded.at[i];
		if (d->at->src->is_library)
			continue;
		if (!count_open(d->code, d->code + strlen(d->code), &open))
			return false;
		sum += open;
	}
	for (i = 0; i < p->embedded.n && sum; i++)
		check(e, p->embedded.at[i]->at, p->embedded.at[i]->code);
	return true;
}

void emit_check_braces(struct emit_module *m)
{
	const struct program *p = m->e.prog;
	unsigned int i;

	if (!check_toplevel(&m->e))
		return;
	for (i = 0; i < p->functions.n; i++) {
		const struct function *f = p->functions.at[i];

		if (f->body)
			stmt_each_expr(f->body, check_expr, &m->e);
		else
			check(&m->e, f->decl->code_at ? f->decl->code_at : f->decl->at,
			      f->decl->code);
	}
	for (i = 0; i < p->probes.n; i++)
		stmt_each_expr(p->probes.at[i]->body, check_expr, &m->e);
}
