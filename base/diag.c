/* SPDX-License-Identifier: GPL-2.0-or-later */
/* diag.c - errors and warnings about a place; trial sinks. */
#include "diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "map.h"
#include "source.h"
#include "text.h"

#define DEFAULT_COLOURS \
	"error=01;31:warning=00;33:source=00;34:caret=01:token=01"

/* Levels of macros shown under a message: one that uses itself has hundreds. */
#define EXPANSIONS_SHOWN	8

struct diag {
	struct arena *arena;
	FILE *out;
	struct diag_options opt;
	struct diag *parent;		/* of a trial, which only collects */
	struct report *first, **last;	/* of a trial */
	unsigned errors;
	/* of the printing sink */
	const struct source *shown;	/* that of the place printed last */
	struct map *seen;		/* errors by tags, warnings by text */
	unsigned hidden_errors, hidden_warnings;
	struct map *colours;		/* word to escape sequence */
	struct text buf;		/* a message is written in one go */
};

/* --- colours ---------------------------------------------------------------- */

/* What follows a malformed entry stays without colour. */
static void read_colours(struct diag *d, const char *spec)
{
	size_t word, value;

	for (;; spec += value) {
		word = strspn(spec, "abcdefghijklmnopqrstuvwxyz");
		if (!word || spec[word] != '=')
			return;
		value = strspn(spec + word + 1, "0123456789;");
		if (!value || !strchr(":", spec[word + 1 + value]))
			return;
		map_put(d->colours, arena_strndup(d->arena, spec, word),
			arena_printf(d->arena, "\033[%.*sm\033[K", (int)value,
				     spec + word + 1));
		spec += word + 1;
		if (!spec[value])
			return;
		value++;
	}
}

const char *diag_colour(const struct diag *d, const char *word)
{
	const char *sgr;

	while (d->parent)
		d = d->parent;
	if (!d->opt.colour)
		return "";
	if (!*word)
		return "\033[m\033[K";
	sgr = map_get(d->colours, word);
	return sgr ? sgr : "";
}

static void put_colour(struct diag *d, const char *word, const char *s)
{
	const char *sgr = diag_colour(d, word);

	text_printf(&d->buf, "%s%s%s", sgr, s, *sgr ? diag_colour(d, "") : "");
}

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
	read_colours(d, spec ? spec : DEFAULT_COLOURS);
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

/* --- printing --------------------------------------------------------------- */

/* Blanks up to the column of p, tabs kept, so that the caret stands below it. */
static void put_caret(struct diag *d, const struct place *p, const char *line, unsigned indent)
{
	const char *c, *at = p->src->text + p->off;

	text_printf(&d->buf, "%*s", (int)indent, "");
	for (c = line; c < at; c++) {
		if ((*c & 0xc0) == 0x80)
			continue;		/* inside a UTF-8 character */
		text_putc(&d->buf, *c == '\t' ? '\t' : ' ');
	}
	put_colour(d, "caret", "^");
	text_putc(&d->buf, '\n');
}

static unsigned indent_of(enum diag_kind kind)
{
	switch (kind) {
	case DIAG_PARSE:
	case DIAG_PARSE_AT:
		return 13;
	case DIAG_WARNING:
		return 9;
	default:
		return 16;
	}
}

/* "identifier 'x' at FILE:1:2", the line and the caret; ends the current line. */
static void put_place(struct diag *d, const struct place *p, enum diag_kind kind)
{
	struct arena_mark m = arena_mark(d->arena);
	unsigned indent = indent_of(kind), line, col, len;
	const char *start = place_line(p, &len), *name;

	place_position(p, &line, &col);
	if (p->what) {
		put_colour(d, "token", p->what);
		text_putc(&d->buf, ' ');
	}
	name = p->src == d->shown ? "" : p->src->name;
	text_put(&d->buf, "at ");
	put_colour(d, "source", arena_printf(d->arena, "%s:%u:%u", name, line, col));
	text_printf(&d->buf, "\n%*s", (int)indent, "source: ");
	text_putn(&d->buf, start, len);
	text_putc(&d->buf, '\n');
	put_caret(d, p, start, indent);
	d->shown = p->src;
	arena_release(d->arena, m);
}

static void put_expansions(struct diag *d, const struct place *p, enum diag_kind kind)
{
	unsigned n = 0;

	for (p = p->from; p && n < EXPANSIONS_SHOWN; p = p->from, n++) {
		text_put(&d->buf, "\tin expansion of macro: ");
		put_place(d, p, kind);
	}
	for (n = 0; p; p = p->from)
		n++;
	if (n)
		text_printf(&d->buf, "\tand %u more\n", n);
}

static void put_parse(struct diag *d, const struct report *r)
{
	put_colour(d, "error", "parse error:");
	text_printf(&d->buf, " %s\n", r->msg);
	if (!r->at)
		return;
	text_put(&d->buf, r->kind == DIAG_PARSE ? "        saw: " : "         at: ");
	if (r->at->off >= r->at->src->len) {
		text_printf(&d->buf, "%s EOF\n", r->at->src->name);
		d->shown = r->at->src;
	} else {
		put_place(d, r->at, r->kind);
	}
	put_expansions(d, r->at, r->kind);
}

/* Also of a warning, whose layout differs in the indentation only. */
static void put_semantic(struct diag *d, const struct report *r)
{
	if (r->kind == DIAG_WARNING)
		put_colour(d, "warning", "WARNING:");
	else
		put_colour(d, "error", "semantic error:");
	text_printf(&d->buf, " %s", r->msg);
	if (!r->at) {
		text_putc(&d->buf, '\n');
		return;
	}
	text_put(&d->buf, r->at->what ? ": " : " ");
	put_place(d, r->at, r->kind);
	put_expansions(d, r->at, r->kind);
}

static void put_report(struct diag *d, const struct report *r)
{
	switch (r->kind) {
	case DIAG_PARSE:
	case DIAG_PARSE_AT:
		put_parse(d, r);
		break;
	case DIAG_SEMANTIC:
	case DIAG_WARNING:
		put_semantic(d, r);
		break;
	case DIAG_PLAIN:
		put_colour(d, "error", "ERROR:");
		text_putc(&d->buf, ' ');
		/* fall through */
	case DIAG_LINE:
		text_printf(&d->buf, "%s\n", r->msg);
		break;
	}
	if (r->second) {
		put_place(d, r->second, r->kind);
		put_expansions(d, r->second, r->kind);
	}
	if (r->kind <= DIAG_SEMANTIC)
		text_putc(&d->buf, '\n');
	if (r->cause)
		put_report(d, r->cause);
}

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

	if (d->opt.verbose || (r->kind != DIAG_SEMANTIC && r->kind != DIAG_WARNING))
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

static bool counts(const struct diag *d, const struct report *r)
{
	if (r->kind == DIAG_WARNING)
		return d->opt.warnings_are_errors;
	return r->kind != DIAG_LINE;
}

bool diag_emit(struct diag *d, struct report *r)
{
	if (r->kind == DIAG_WARNING && d->opt.no_warnings)
		return false;
	d->errors += counts(d, r);
	if (d->parent) {
		r->next = NULL;
		*d->last = r;
		d->last = &r->next;
		return false;
	}
	if ((d->opt.quiet && r->kind != DIAG_PLAIN) || is_repeated(d, r))
		return false;
	put_report(d, r);
	text_write(&d->buf, d->out);
	text_free(&d->buf);
	return false;
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
