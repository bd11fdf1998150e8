/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * diag_json.c - messages as programs read them: one JSON object a line.
 *
 * stap(1) documents the members; none changes its meaning, new ones may come.
 */
#include <string.h>

#include "arena.h"
#include "diag_int.h"
#include "json.h"
#include "source.h"

static void put_place(struct diag *d, const struct place *p)
{
	unsigned int line, col, len;
	const char *text = place_line(p, &len);

	place_position(p, &line, &col);
	json_member(&d->buf, "file", p->src->name);
	json_name(&d->buf, "line");
	text_printf(&d->buf, "%u", line);
	json_name(&d->buf, "column");
	text_printf(&d->buf, "%u", col);
	json_member(&d->buf, "token", p->what);
	json_name(&d->buf, "source");
	json_string(&d->buf, text, len);
}

static void put_inner(struct diag *d, const char *name, const struct place *p)
{
	if (!p)
		return;
	json_name(&d->buf, name);
	text_putc(&d->buf, '{');
	put_place(d, p);
	text_putc(&d->buf, '}');
}

/* The uses of macros that a place comes from, innermost first. */
static void put_macros(struct diag *d, const struct place *p)
{
	if (!p || !p->from)
		return;
	json_name(&d->buf, "macros");
	text_putc(&d->buf, '[');
	for (p = p->from; p; p = p->from) {
		json_next(&d->buf);
		text_putc(&d->buf, '{');
		put_place(d, p);
		text_putc(&d->buf, '}');
	}
	text_putc(&d->buf, ']');
}

/* Messages offer names in one form only: " (similar: a, b)", "(similar functions: ...)". */
static void put_similar(struct diag *d, const char *msg)
{
	const char *at = strstr(msg, "(similar"), *end, *comma;

	at = at ? strstr(at, ": ") : NULL;
	end = at ? strchr(at, ')') : NULL;
	if (!end)
		return;
	json_name(&d->buf, "similar");
	text_putc(&d->buf, '[');
	for (at += 2; at < end; at = comma + strspn(comma, ", ")) {
		comma = at + strcspn(at, ",)");
		json_next(&d->buf);
		json_string(&d->buf, at, (size_t)(comma - at));
		if (comma == end)
			break;
	}
	text_putc(&d->buf, ']');
}

static const char *severity(const struct report *r)
{
	switch (r->kind) {
	case DIAG_WARNING:
		return r->is_fatal ? "error" : "warning";
	case DIAG_LINE:
		return "note";
	default:
		return "error";
	}
}

static void put_report(struct diag *d, const struct report *r)
{
	text_putc(&d->buf, '{');
	json_member(&d->buf, "severity", severity(r));
	json_member(&d->buf, "tag", *r->tag ? r->tag : NULL);
	json_member(&d->buf, "message", r->msg);
	put_similar(d, r->msg);
	if (r->at)
		put_place(d, r->at);
	put_macros(d, r->at);
	put_inner(d, "second", r->second);
	put_inner(d, "probe", r->within);
	if (r->cause) {
		json_name(&d->buf, "cause");
		put_report(d, r->cause);
	}
	text_putc(&d->buf, '}');
}

void diag_put_json(struct diag *d, const struct report *r)
{
	put_report(d, r);
	text_putc(&d->buf, '\n');
}
