/* SPDX-License-Identifier: GPL-2.0-or-later */
/* module.c - the order of a generated file. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "debuginfo/di.h"
#include "emit_int.h"
#include "stap/access.h"
#include "stap/build/build.h"
#include "stap/providers/provider.h"
#include "stap/session.h"

/* ---- the file ----------------------------------------------------------- */

static const char *script_name(const struct program *p)
{
	const char *name = p->script->source ? p->script->source->name : "<input1>";

	/* it goes into a comment */
	return strstr(name, "*/") || strchr(name, '\n') ? "a script" : name;
}

static void put_head(struct emit_module *m, const struct kernel *k)
{
	text_line(m->e.out, "/* Made by stap from %s for %s.  Do not edit. */",
		  script_name(m->e.prog), k->release);
	emit_embedded_head(m);
}

/* What modinfo(8) shows of a module, as the kernel's macro has it. */
static void put_modinfo(struct emit_module *m)
{
	const struct options *o = m->e.prog->s->opt;
	unsigned int i;

	for (i = 0; i < o->modinfo.n; i++)
		text_line(m->e.out, "STP_MODINFO(%u, %s);", i,
			  emit_quote(&m->e, o->modinfo.at[i]));
}

/* Without a note in the kernel nothing can be checked. */
static void put_build_id(struct emit_module *m)
{
	struct text bytes = TEXT_EMPTY;
	const uint8_t *id;
	uint64_t offset;
	size_t len, i;

	if (!m->e.prog->has_addresses ||
	    di_build_note(session_di(m->e.prog->s), &id, &len, &offset))
		return;
	for (i = 0; i < len; i++)
		text_printf(&bytes, "%s0x%02x", i ? ", " : "", id[i]);
	text_line(m->e.out, "\t.build_id = { 0x%" PRIx64 ", %zu, {", offset, len);
	text_line(m->e.out, "\t\t%s", bytes.buf);
	text_line(m->e.out, "\t} },");
	text_free(&bytes);
}

static void put_script(struct emit_module *m, const struct kernel *k)
{
	struct text *out = m->e.out;
	unsigned int i;

	text_line(out, "const struct stp_script stp_script = {");
	text_line(out, "\t.abi = STP_ABI,");
	text_line(out, "\t.release = %s,", emit_quote(&m->e, k->release));
	text_line(out, "\t.probes = STP_LIST(probes),");
	for (i = 0; i < m->n_tables; i++)
		text_line(out, "\t.%s = STP_LIST(%s_sites),", m->tables[i]->table,
			  m->tables[i]->table);
	if (m->has_maps)
		text_line(out, "\t.maps = STP_LIST(maps),");
	if (m->has_globals)
		text_line(out, "\t.globals = STP_LIST(globals),");
	put_build_id(m);
	emit_limits(m);
	text_line(out, "};");
}

static unsigned int count_providers(void)
{
	unsigned int n = 0;

	while (providers[n])
		n++;
	return n;
}

static void set_up(struct emit_module *m, struct program *p)
{
	struct arena *a = p->s->arena;
	bool recursive;

	m->e.prog = p;
	m->e.arena = a;
	m->e.out = arena_one(a, struct text);
	m->handlers = map_new(a);
	m->handler = arena_many(a, const char *, p->probes.n + 1);
	m->entry = arena_many(a, const char *, p->probes.n + 1);
	m->tables = arena_many(a, const struct provider *, count_providers());
	m->frame = arena_many(a, uint64_t, p->functions.n + p->probes.n + 1);
	m->declared = arena_many(a, bool, p->functions.n + 1);
	access_call_depth(p, &recursive);
	m->counts_depth = recursive || emit_is_defined(p, "MAXNESTING");
}

struct text *emit_module(struct program *p)
{
	struct emit_module m = { 0 };
	const struct kernel *k = session_kernel(p->s);

	if (!k)
		return NULL;
	set_up(&m, p);
	emit_collect_stats(&m);
	put_head(&m, k);
	emit_globals(&m);
	emit_embedded_functions(&m);
	emit_regexes(&m);
	emit_functions(&m);
	emit_handlers(&m);
	emit_probe_tables(&m);
	emit_global_table(&m);
	m.has_maps = emit_map_table(&m);
	put_script(&m, k);
	put_modinfo(&m);
	emit_embedded_lines(&m);
	if (m.failed)
		text_free(m.e.out);
	return m.failed ? NULL : m.e.out;
}
