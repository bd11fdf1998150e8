/* SPDX-License-Identifier: GPL-2.0-or-later */
/* diag_text.c - messages as people read them on a terminal. */
#include <string.h>

#include "arena.h"
#include "diag_int.h"
#include "map.h"
#include "source.h"

/* Levels of macros shown under a message: one that uses itself has hundreds. */
#define EXPANSIONS_SHOWN	8

/* --- colours ---------------------------------------------------------------- */

/* What follows a malformed entry stays without colour. */
void diag_read_colours(struct diag *d, const char *spec)
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

void diag_put_text(struct diag *d, const struct report *r)
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
	if (r->within) {
		text_put(&d->buf, "\tin expansion of probe: ");
		put_place(d, r->within, r->kind);
	}
	if (r->kind == DIAG_WARNING && d->opt.verbose)
		text_printf(&d->buf, " switch: --warn=no-%s\n", r->tag + strlen("warn-"));
	if (r->kind <= DIAG_SEMANTIC)
		text_putc(&d->buf, '\n');
	if (r->cause)
		diag_put_text(d, r->cause);
}
