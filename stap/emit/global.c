/* SPDX-License-Identifier: GPL-2.0-or-later */
/* global.c - the script's globals, their locks, and those that can be set at the start. */
#include <inttypes.h>
#include <string.h>

#include "emit_int.h"
#include "stap/providers/provider.h"
#include "stap/session.h"

/* begin, end and error probes run alone. */
static bool is_serial(const struct probe *pr)
{
	return pr->provider->table && !strcmp(pr->provider->table, "life");
}

/*
 * A statistic is read from all CPUs at once, so that whoever reads it must be
 * alone; `<<<` touches the part of its own CPU.
 */
bool emit_is_exclusive(const struct probe *pr, const struct var *v)
{
	return var_list_has(&pr->writes, v) || (v->type == TY_STATS && var_list_has(&pr->reads, v));
}

/* Where only serial probes are exclusive, nobody needs a lock. */
bool emit_is_locked(const struct program *p, const struct var *v)
{
	unsigned int i;

	for (i = 0; i < p->probes.n; i++)
		if (!is_serial(p->probes.at[i]) && emit_is_exclusive(p->probes.at[i], v))
			return true;
	return false;
}

static void put_scalar(struct emit *e, const struct var *v)
{
	const struct expr *init = v->decl ? v->decl->init : NULL;

	if (v->type == TY_STRING && init)
		text_line(e->out, "static char %s[STP_MAXSTRINGLEN] = %s;", v->c_name,
			  emit_literal(e, init->str).c);
	else if (v->type == TY_STRING)
		text_line(e->out, "static char %s[STP_MAXSTRINGLEN];", v->c_name);
	else if (!init || !init->num)
		text_line(e->out, "static stp_s64 %s;", v->c_name);
	else if (init->num == INT64_MIN)
		text_line(e->out, "static stp_s64 %s = -9223372036854775807LL - 1;", v->c_name);
	else
		text_line(e->out, "static stp_s64 %s = %" PRId64 "LL;", v->c_name, init->num);
}

void emit_globals(struct emit_module *m)
{
	const struct program *p = m->e.prog;
	bool locks = false;
	unsigned int i;

	for (i = 0; i < p->globals.n; i++) {
		const struct var *v = p->globals.at[i];

		if (emit_is_map(v))
			emit_map(m, v);
		else if (v->type != TY_UNKNOWN)
			put_scalar(&m->e, v);
	}
	for (i = 0; i < p->globals.n; i++)
		locks |= emit_is_locked(p, p->globals.at[i]);
	if (locks) {
		text_line(m->e.out, "static struct stp_lock locks[] = {");
		for (i = 0; i < p->globals.n; i++)
			if (emit_is_locked(p, p->globals.at[i]))
				text_line(m->e.out, "\t[%u] = { .name = %s },", i,
					  emit_quote(&m->e, p->globals.at[i]->name));
		text_line(m->e.out, "};");
	}
	if (p->globals.n)
		text_put(m->e.out, "\n");
}

static bool can_be_set(const struct var *v)
{
	return v->decl && !v->decl->is_private && !v->is_synthetic && v->arity <= 0 &&
	       (v->type == TY_LONG || v->type == TY_STRING);
}

void emit_global_table(struct emit_module *m)
{
	const struct program *p = m->e.prog;
	unsigned int i, n = 0;

	for (i = 0; i < p->globals.n; i++) {
		const struct var *v = p->globals.at[i];

		if (!can_be_set(v))
			continue;
		if (!n++)
			text_line(m->e.out, "static const struct stp_global globals[] = {");
		text_line(m->e.out, "\t{ %s, %s%s, %s },", emit_quote(&m->e, v->name),
			  v->type == TY_STRING ? "" : "&", v->c_name,
			  v->type == TY_STRING ? "STP_STRING" : "STP_LONG");
	}
	if (n)
		text_put(m->e.out, "};\n\n");
	m->has_globals = n;
}
