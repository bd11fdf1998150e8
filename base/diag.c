/* SPDX-License-Identifier: GPL-2.0-or-later */
/* diag.c - errors and warnings about a place; trial sinks. */
#include "diag_int.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "map.h"
#include "source.h"

#define DEFAULT_COLOURS \
	"error=01;31:warning=00;33:source=00;34:caret=01:token=01"

/* --- sinks ------------------------------------------------------------------ */

struct diag *diag_new(struct arena *a, FILE *out, const struct diag_options *o)
{
	struct diag *d = arena_one(a, struct diag);
	const char *spec = getenv("SYSTEMTAP_COLORS");

	d->arena = a;
	d->out = out;
	d->opt = *o;
	d->seen = map_new(a);
	d->colours = map_new(a);
	d->rules = map_new(a);
	d->kept_last = &d->kept;
	d->last = &d->first;
	diag_read_colours(d, spec ? spec : DEFAULT_COLOURS);
	return d;
}

struct diag *diag_trial(struct diag *parent)
{
	struct diag *d = arena_one(parent->arena, struct diag);

	d->arena = parent->arena;
	d->opt = parent->opt;
	d->parent = parent;
	d->last = &d->first;
	return d;
}

void diag_keep(struct diag *trial)
{
	struct report *r, *next;

	for (r = trial->first; r; r = next) {
		next = r->next;
		r->next = NULL;
		diag_emit(trial->parent, r);
	}
	trial->first = NULL;
	trial->last = &trial->first;
	trial->errors = 0;
}

struct report *diag_first(const struct diag *d)
{
	return d->first;
}

unsigned diag_errors(const struct diag *d)
{
	return d->errors;
}

/* --- what is shown ------------------------------------------------------------ */

/* Errors are alike when their tags are, warnings when every letter is. */
static const char *key_of(struct diag *d, const struct report *r)
{
	const struct report *c;
	const char *key;

	if (r->kind == DIAG_WARNING)
		return arena_printf(d->arena, "%s at %s", r->msg,
				    r->at ? place_string(d->arena, r->at) : "");
	key = r->tag;
	for (c = r->cause; c; c = c->cause)
		key = arena_printf(d->arena, "%s/%s", key, c->tag);
	return key;
}

/* True when one like it was shown, and this one counted instead. */
static bool is_repeated(struct diag *d, const struct report *r)
{
	const char *key;

	if (d->opt.verbose || d->opt.all || (r->kind != DIAG_SEMANTIC && r->kind != DIAG_WARNING))
		return false;
	key = key_of(d, r);
	if (!map_get(d->seen, key)) {
		map_put(d->seen, key, d);
		return false;
	}
	if (r->kind == DIAG_WARNING)
		d->hidden_warnings++;
	else
		d->hidden_errors++;
	return true;
}

/* ---- rules, and what a report is part of -------------------------------------------- */

static struct diag *root_of(struct diag *d)
{
	while (d->parent)
		d = d->parent;
	return d;
}

void diag_set_rule(struct diag *d, const char *tag, enum diag_rule rule)
{
	map_put(root_of(d)->rules, tag, (void *)((uintptr_t)rule + 1));
}

/* What to do with a warning; DIAG_FATAL or not when no rule names it. */
static enum diag_rule rule_of(struct diag *d, const struct report *r)
{
	uintptr_t rule = (uintptr_t)map_get(root_of(d)->rules, r->tag);

	if (!rule && d->opt.no_warnings)
		return DIAG_OFF;
	if (!rule || rule - 1 == DIAG_WARN)
		return d->opt.warnings_are_errors ? DIAG_FATAL : DIAG_WARN;
	return (enum diag_rule)(rule - 1);
}

const struct place *diag_within(struct diag *d, const struct place *p)
{
	const struct place *before;

	d = root_of(d);
	before = d->within;
	d->within = p;
	return before;
}

/* A place in the library says little to whoever does not know that he uses it. */
static void name_user(struct diag *d, struct report *r)
{
	const struct place *user = root_of(d)->within;

	if (!user || r->kind != DIAG_SEMANTIC || !r->at)
		return;
	if (r->at->src->is_library && !user->src->is_library)
		r->within = user;
}

static bool counts(const struct report *r)
{
	return r->kind == DIAG_WARNING ? r->is_fatal : r->kind != DIAG_LINE;
}

static void show(struct diag *d, const struct report *r)
{
	if (d->opt.json)
		diag_put_json(d, r);
	else
		diag_put_text(d, r);
	text_write(&d->buf, d->out);
	text_free(&d->buf);
}

bool diag_emit(struct diag *d, struct report *r)
{
	if (r->is_told)
		return false;
	if (r->kind == DIAG_WARNING && !r->is_judged) {
		enum diag_rule rule = rule_of(d, r);

		if (rule == DIAG_OFF)
			return false;
		r->is_fatal = rule == DIAG_FATAL;
	}
	if (!r->is_judged)
		name_user(d, r);
	r->is_judged = true;
	d->errors += counts(r);
	r->next = NULL;
	/* The first that was found is the one to see, wherever it stands. */
	r->is_told = !d->parent;
	if (!d->parent)
		r->is_hidden = (d->opt.quiet && r->kind != DIAG_PLAIN) || is_repeated(d, r);
	if (d->parent || d->holds) {
		*d->last = r;
		d->last = &r->next;
		return false;
	}
	return diag_show(d, r);
}

bool diag_show(struct diag *d, struct report *r)
{
	r->next = NULL;
	if (d->opt.keep && r->kind <= DIAG_SEMANTIC) {
		*d->kept_last = r;
		d->kept_last = &r->next;
	}
	if (!r->is_hidden)
		show(d, r);
	return false;
}

const struct report *diag_kept(const struct diag *d)
{
	return d->kept;
}

void diag_summary(struct diag *d)
{
	if (d->hidden_errors)
		diag_line(d, "Number of similar error messages suppressed: %u.",
			  d->hidden_errors);
	if (d->hidden_warnings)
		diag_line(d, "Number of similar warning messages suppressed: %u.",
			  d->hidden_warnings);
	if (d->hidden_errors || d->hidden_warnings)
		diag_line(d, "Rerun with -v to see them.");
	d->hidden_errors = d->hidden_warnings = 0;
}

/* --- makers ----------------------------------------------------------------- */

static struct report *make(struct diag *d, enum diag_kind kind, const char *tag,
			   const char *fmt, va_list ap)
{
	struct report *r = arena_one(d->arena, struct report);

	r->kind = kind;
	r->tag = tag;
	r->msg = arena_vprintf(d->arena, fmt, ap);
	return r;
}

struct report *report_new(struct diag *d, enum diag_kind kind, const char *tag,
			  const struct place *at, const char *fmt, ...)
{
	struct report *r;
	va_list ap;

	va_start(ap, fmt);
	r = make(d, kind, tag, fmt, ap);
	va_end(ap);
	r->at = at;
	return r;
}

bool diag_error(struct diag *d, const char *tag, const struct place *at, const char *fmt, ...)
{
	struct report *r;
	va_list ap;

	va_start(ap, fmt);
	r = make(d, DIAG_SEMANTIC, tag, fmt, ap);
	va_end(ap);
	r->at = at;
	return diag_emit(d, r);
}

bool diag_plain(struct diag *d, const char *tag, const char *fmt, ...)
{
	struct report *r;
	va_list ap;

	va_start(ap, fmt);
	r = make(d, DIAG_PLAIN, tag, fmt, ap);
	va_end(ap);
	return diag_emit(d, r);
}

void diag_warn(struct diag *d, const char *tag, const struct place *at, const char *fmt, ...)
{
	struct report *r;
	va_list ap;

	va_start(ap, fmt);
	r = make(d, DIAG_WARNING, tag, fmt, ap);
	va_end(ap);
	r->at = at;
	diag_emit(d, r);
}

void diag_line(struct diag *d, const char *fmt, ...)
{
	struct report *r;
	va_list ap;

	va_start(ap, fmt);
	r = make(d, DIAG_LINE, "", fmt, ap);
	va_end(ap);
	diag_emit(d, r);
}
