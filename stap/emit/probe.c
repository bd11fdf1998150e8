/* SPDX-License-Identifier: GPL-2.0-or-later */
/* probe.c - handlers, and the tables that say when each of them runs. */
#include <string.h>

#include "base/map.h"
#include "emit_int.h"
#include "stap/providers/provider.h"
#include "stap/session.h"

/*
 * Writes a handler unless one of the same text is there already, as of a
 * wildcard's probes; returns its name.  text: all behind the name.
 */
static const char *put_handler(struct emit_module *m, const char *name, const char *comment,
			       const char *text)
{
	const char *known = map_get(m->handlers, text);

	if (known)
		return known;
	map_put(m->handlers, text, (void *)name);
	text_printf(m->e.out, "/* %s */\nstatic void %s%s", comment, name, text);
	return name;
}

/* Takes what was written since start off the output, as a string. */
static const char *take_text(struct emit *e, size_t start)
{
	const char *s = arena_strdup(e->arena, e->out->buf + start);

	e->out->len = start;
	e->out->buf[start] = 0;
	return s;
}

/* A comment of a script's words must not end early. */
static const char *comment(struct emit *e, const char *what, const struct probe *pr)
{
	char *s = arena_printf(e->arena, "%s %s - %s", what, pr->point,
			       emit_where(e, pr->at)), *end;

	while ((end = strstr(s, "*/")))
		*end = '.';
	while ((end = strstr(s, "/*")))
		*end = '.';
	return s;
}

static void put_probe(struct emit_module *m, struct probe *pr)
{
	struct emit *e = &m->e;
	struct emit_body b = { .probe = pr };
	size_t start = e->out->len;

	text_put(e->out, "(struct stp_context *c)\n");
	m->frame[e->prog->functions.n + pr->index] = emit_body(e, &b, pr->body);
	m->handler[pr->index] = put_handler(m, arena_printf(e->arena, "probe_%u", pr->index),
					    comment(e, "probe", pr), take_text(e, start));
}

/* Saves the values that the handler will want at return; slots are counted a type. */
static void put_entry(struct emit_module *m, struct probe *pr)
{
	struct emit *e = &m->e;
	struct emit_body b = { .probe = pr };
	unsigned int i, longs = 0, strings = 0;
	size_t start = e->out->len;
	uint64_t size;

	text_put(e->out, "(struct stp_context *c)\n");
	emit_body_start(e, &b);
	for (i = 0; i < pr->n_saved; i++) {
		bool is_string = pr->saved[i]->type == TY_STRING;
		struct value v = emit_expr(e, pr->saved[i]);

		code_line(e, "stp_set_entry_%s(c, %u, %s);", is_string ? "string" : "long",
			  is_string ? strings++ : longs++, emit_bare(e, v.c));
		b.temps = (struct temps){ 0 };
	}
	size = emit_body_text(e, &b);
	if (size > m->frame[e->prog->functions.n + pr->index])
		m->frame[e->prog->functions.n + pr->index] = size;
	m->entry[pr->index] = put_handler(m, arena_printf(e->arena, "probe_%u_entry", pr->index),
					  comment(e, "entry for", pr), take_text(e, start));
}

void emit_handlers(struct emit_module *m)
{
	struct program *p = m->e.prog;
	unsigned int i;

	for (i = 0; i < p->probes.n; i++) {
		put_probe(m, p->probes.at[i]);
		if (p->probes.at[i]->n_saved)
			put_entry(m, p->probes.at[i]);
	}
}

const char *emit_probe_ref(struct emit *e, const struct probe *pr)
{
	return arena_printf(e->arena, "&probes[%u]", pr->index);
}

const char *emit_entry_ref(struct emit *e, const struct probe *pr)
{
	const char *name = emit_private(e)->entry[pr->index];

	return name ? name : "0";
}

/* ---- tables ------------------------------------------------------------- */

/* The locks of one probe in their one order; the text of the array's content. */
static const char *lock_list(struct emit_module *m, const struct probe *pr, unsigned int *n)
{
	const struct program *p = m->e.prog;
	struct text t = TEXT_EMPTY;
	const char *s;
	unsigned int i;

	*n = 0;
	for (i = 0; i < p->globals.n; i++) {
		const struct var *v = p->globals.at[i];
		bool is_used = var_list_has(&pr->writes, v) || var_list_has(&pr->reads, v) ||
			       var_list_has(&pr->adds, v);

		if (!is_used || !emit_is_locked(p, v))
			continue;
		text_printf(&t, "\t{ &locks[%u], %d },\n", i, emit_is_exclusive(pr, v));
		++*n;
	}
	s = arena_strdup(m->e.arena, t.buf ? t.buf : "");
	text_free(&t);
	return s;
}

/* Name of the array of pr's locks, made when its like is not there yet. */
static const char *put_locks(struct emit_module *m, const struct probe *pr, unsigned int *n)
{
	const char *list = lock_list(m, pr, n), *name;

	if (!*n || (pr->provider->table && !strcmp(pr->provider->table, "life"))) {
		*n = 0;
		return NULL;
	}
	name = map_get(m->handlers, list);
	if (name)
		return name;
	name = arena_printf(m->e.arena, "locks_%u", pr->index);
	map_put(m->handlers, list, (void *)name);
	text_printf(m->e.out, "static const struct stp_lock_use %s[] = {\n%s};\n\n", name, list);
	return name;
}

static void put_probe_row(struct emit_module *m, const struct probe *pr, const char *locks,
			  unsigned int n)
{
	struct emit *e = &m->e;

	text_line(e->out, "\t[%u] = {", pr->index);
	text_line(e->out, "\t\t.point = %s, .written = %s,", emit_quote(e, pr->point),
		  emit_quote(e, pr->written));
	text_line(e->out, "\t\t.where = %s, .handler = %s,",
		  emit_quote(e, place_string(e->arena, pr->at)), m->handler[pr->index]);
	if (locks)
		text_line(e->out, "\t\t.locks = %s, .n_locks = %u,", locks, n);
	text_line(e->out, "\t},");
}

static bool is_put(const struct emit_module *m, const char *table)
{
	unsigned int i;

	for (i = 0; i < m->n_tables; i++)
		if (!strcmp(m->tables[i]->table, table))
			return true;
	return false;
}

/* The probes that have a row in pv's table. */
static unsigned int rows_of(const struct program *p, const struct provider *pv,
			    const struct probe **list)
{
	unsigned int i, n = 0;

	if (pv->order)
		return pv->order(p, list);
	for (i = 0; i < p->probes.n; i++) {
		const struct probe *pr = p->probes.at[i];

		if (pr->provider->table && !strcmp(pr->provider->table, pv->table))
			list[n++] = pr;
	}
	return n;
}

/* Each table once, whoever shares it. */
static void put_sites(struct emit_module *m)
{
	const struct probe **list = arena_many(m->e.arena, const struct probe *,
					       m->e.prog->probes.n + 1);
	const struct provider *const *pv;
	unsigned int i, n;

	for (pv = providers; *pv; pv++) {
		if (!(*pv)->table || is_put(m, (*pv)->table))
			continue;
		n = rows_of(m->e.prog, *pv, list);
		if (!n)
			continue;
		text_line(m->e.out, "static const struct %s %s_sites[] = {", (*pv)->site,
			  (*pv)->table);
		for (i = 0; i < n; i++)
			(*pv)->emit_site(&m->e, list[i]);
		text_put(m->e.out, "};\n\n");
		m->tables[m->n_tables++] = *pv;
	}
}

void emit_probe_tables(struct emit_module *m)
{
	struct program *p = m->e.prog;
	const char **locks = arena_many(m->e.arena, const char *, p->probes.n + 1);
	unsigned int *n = arena_many(m->e.arena, unsigned int, p->probes.n + 1);
	unsigned int i;

	for (i = 0; i < p->probes.n; i++)
		locks[i] = put_locks(m, p->probes.at[i], &n[i]);
	text_line(m->e.out, "static const struct stp_probe probes[] = {");
	for (i = 0; i < p->probes.n; i++)
		put_probe_row(m, p->probes.at[i], locks[i], n[i]);
	text_put(m->e.out, "};\n\n");
	put_sites(m);
}
