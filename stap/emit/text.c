/* SPDX-License-Identifier: GPL-2.0-or-later */
/* text.c - small pieces of C text that all of emit/ writes. */
#include <stdarg.h>
#include <string.h>

#include "base/diag.h"
#include "emit_int.h"
#include "stap/session.h"

const char *emit_quote(struct emit *e, const char *bytes)
{
	struct text t = TEXT_EMPTY;
	const char *s;

	text_c_string(&t, bytes, strlen(bytes));
	s = arena_strndup(e->arena, t.buf, t.len);
	text_free(&t);
	return s;
}

const char *emit_place(struct emit *e, const struct place *at)
{
	const char *where = place_string(e->arena, at);

	if (!at->what)
		return emit_quote(e, where);
	return emit_quote(e, arena_printf(e->arena, "%s at %s", at->what, where));
}

const char *emit_bare(struct emit *e, const char *c)
{
	size_t len = strlen(c), i;
	int depth = 0;

	/* a text in quotes may hold any parenthesis */
	if (*c != '(' || strchr(c, '"') || strchr(c, '\''))
		return c;
	for (i = 0; i < len; i++) {
		depth += (c[i] == '(') - (c[i] == ')');
		if (!depth)
			break;
	}
	return i == len - 1 ? arena_strndup(e->arena, c + 1, len - 2) : c;
}

const char *emit_where(struct emit *e, const struct place *at)
{
	const char *where = place_string(e->arena, at);
	const char *slash = at->src->is_library ? strrchr(where, '/') : NULL;

	return slash ? slash + 1 : where;
}

const char *emit_goto(struct label *l)
{
	l->uses++;
	return l->name;
}

void emit_check(struct emit *e, const struct place *at)
{
	code_line(e, "STP_CHECK(c, %s, %s);", emit_place(e, at), emit_goto(e->body->on_error));
}

void emit_steps(struct emit *e, unsigned int n, const struct place *at)
{
	if (n && !e->body->count_never)
		code_line(e, "STP_STEPS(c, %u, %s, %s);", n, emit_place(e, at),
			  emit_goto(&e->body->out));
}

void emit_error(struct emit *e, const char *tag, const struct place *at, const char *fmt, ...)
{
	va_list ap;
	char *msg;

	va_start(ap, fmt);
	msg = arena_vprintf(e->arena, fmt, ap);
	va_end(ap);
	diag_error(e->prog->s->diag, tag, at, "%s", msg);
	emit_private(e)->failed = true;
}
