/* SPDX-License-Identifier: GPL-2.0-or-later */
/* limits.c - what -D says about limits, as data for the runtime. */
#include <inttypes.h>
#include <string.h>

#include "base/map.h"
#include "emit_int.h"
#include "stap/access.h"
#include "stap/session.h"

bool emit_is_defined(const struct program *p, const char *name)
{
	return session_define(p->s, name);
}

int64_t emit_limit(const struct program *p, const char *name, int64_t otherwise)
{
	return session_limit(p->s, name, otherwise);
}

/* The deepest chain of calls plus one, and ten more where one may be repeated. */
int64_t emit_nesting(const struct program *p)
{
	bool recursive;
	unsigned int depth = access_call_depth(p, &recursive);

	return emit_limit(p, "MAXNESTING", depth + 1 + (recursive ? 10 : 0));
}

/* The limits that must be numbers, and at least this much. */
static const struct known {
	const char *name;
	int64_t min, max;
} known[] = {
	{ "MAXSTRINGLEN", 8, 65536 },
	{ "MAXACTION", 1, INT64_MAX / 16 },
	{ "MAXACTION_INTERRUPTIBLE", 1, INT64_MAX },
	{ "MAXNESTING", 1, 65536 },
	{ "MAXERRORS", 0, UINT32_MAX },
	{ "MAXSKIPPED", 0, UINT32_MAX },
	{ "MAXTRYLOCK", 0, UINT32_MAX },
	{ "TRYLOCKDELAY", 0, 1000000 },
	{ "MAXMAPENTRIES", 1, INT32_MAX },
	{ "MINSTACKSPACE", 0, 1 << 20 },
	{ "STP_PROCFS_BUFSIZE", 1, 16 << 20 },
	{ "INTERRUPTIBLE", 0, 1 },
	{ "MAPHASHBIAS", -8, 8 },
	{ "HIST_WIDTH", 1, 200 },
	{ "HIST_ELISION", -1, 1024 },
	{ "STP_MAX_BUCKETS", 3, 1024 },
	{ "STP_MAXMEMORY", 1, INT64_MAX / 1024 },
	{ "KRETACTIVE", 1, 65536 },
};

/* C that a user embeds may ask for any name; without it only ours mean something. */
static void warn_unknown(const struct program *p)
{
	const struct options *o = p->s->opt;
	struct map *names = map_new(p->s->arena);
	unsigned int i;

	for (i = 0; i < array_size(known); i++)
		map_put(names, known[i].name, (void *)&known[i]);
	for (i = 0; i < o->defines.n && !o->guru; i++) {
		const char *name = o->defines.at[i].name, *similar;

		if (map_get(names, name))
			continue;
		similar = map_similar(p->s->arena, names, name, 1);
		if (word_distance(name, similar) > strlen(name))
			similar = "";
		diag_warn(p->s->diag, "warn-unknown-limit", NULL,
			  *similar ? "-D%s has no effect (similar: %s)" : "-D%s has no effect%s",
			  name, similar);
	}
}

bool emit_check_limits(const struct program *p)
{
	const struct known *k;
	bool ok = true;

	for (k = known; k < known + array_size(known); k++) {
		int64_t n = emit_limit(p, k->name, k->min - 1);

		if (emit_is_defined(p, k->name) && (n < k->min || n > k->max))
			ok = diag_plain(p->s->diag, "build-limit",
					"-D%s=%s is not a number from %" PRId64 " to %" PRId64,
					k->name, session_define(p->s, k->name), k->min, k->max);
	}
	warn_unknown(p);
	return ok;
}

/* As "name = value, ", several to a line. */
static void put(struct emit_module *m, const char *field, int64_t n)
{
	text_printf(m->e.out, ".%s = %" PRId64 ",", field, n);
}

static void put_flags(struct emit_module *m)
{
	const struct options *o = m->e.prog->s->opt;

	if (!o->suppress_errors && !o->timing)
		return;
	text_line(m->e.out, "\t\t.flags = %s%s%s,",
		  o->suppress_errors ? "STP_FLAG_SUPPRESS_ERRORS" : "",
		  o->suppress_errors && o->timing ? " | " : "",
		  o->timing ? "STP_FLAG_TIMING" : "");
}

void emit_limits(struct emit_module *m)
{
	const struct program *p = m->e.prog;
	int64_t action = emit_limit(p, "MAXACTION", 1000);
	struct text *out = m->e.out;

	if (emit_limit(p, "INTERRUPTIBLE", 1))
		action = emit_limit(p, "MAXACTION_INTERRUPTIBLE", action * 10);
	if (p->s->opt->no_time_limits)
		action = INT64_MAX / 16;	/* more than any handler can do */
	text_put(out, "\t.limits = {\n\t\t");
	put(m, "maxaction", action);
	text_put(out, " .maxstringlen = STP_MAXSTRINGLEN, ");
	put(m, "maxnesting", emit_nesting(p));
	text_put(out, "\n\t\t");
	put(m, "frame_bytes", (int64_t)emit_frame_bytes(m));
	text_putc(out, ' ');
	put(m, "maxerrors", emit_limit(p, "MAXERRORS", 0));
	text_putc(out, ' ');
	put(m, "maxskipped", emit_limit(p, "MAXSKIPPED", 100));
	text_put(out, "\n\t\t");
	put(m, "maxtrylock", emit_limit(p, "MAXTRYLOCK", 100000));
	text_putc(out, ' ');
	put(m, "trylockdelay_us", emit_limit(p, "TRYLOCKDELAY", 10));
	text_putc(out, ' ');
	put(m, "minstackspace", emit_limit(p, "MINSTACKSPACE", 1024));
	text_putc(out, '\n');
	if (emit_is_defined(p, "STP_MAXMEMORY"))
		text_line(out, "\t\t.max_memory = %" PRId64 "ULL,",
			  1024 * emit_limit(p, "STP_MAXMEMORY", 0));
	if (emit_is_defined(p, "KRETACTIVE"))
		text_line(out, "\t\t.kretactive = %" PRId64 ",", emit_limit(p, "KRETACTIVE", 0));
	if (m->match_words)
		text_line(out, "\t\t.match_words = %u,", m->match_words);
	if (p->s->opt->buffer_mb)
		text_line(out, "\t\t.buffer_mb = %u,", p->s->opt->buffer_mb);
	put_flags(m);
	text_line(out, "\t},");
}
