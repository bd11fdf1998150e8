/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * source.c - kernel functions, lines and labels where the source has them, by
 * debug information: kernel.statement, .inline, .label, "f@file:line".
 */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "debuginfo/di.h"
#include "provider_int.h"
#include "stap/program.h"
#include "stap/session.h"

/* One point while it is resolved. */
struct search {
	struct program *prog;
	const struct derive *dv;
	unsigned int flags;		/* SOURCE_* */
	int maxactive;
	unsigned int n;			/* probes made */
	const char *blocked;		/* the last function that must not be probed */
};

/* The point up to its function or statement, with what was found as its argument. */
static const char *resolved_text(struct search *se, const struct di_site *s)
{
	struct point p = *se->dv->point;
	struct arena *a = se->prog->s->arena;

	if (p.comps[1].arg == ARG_NUMBER && se->flags & SOURCE_STATEMENT)
		return arena_printf(a, "kernel.statement(0x%" PRIx64 ")", p.comps[1].num);
	p.comps = arena_many(a, struct comp, p.n);
	memcpy(p.comps, se->dv->point->comps, p.n * sizeof(*p.comps));
	p.comps[1].arg = ARG_STRING;
	p.comps[1].str = arena_printf(a, "%s@%s:%u", s->function, s->file, s->line);
	if (se->flags & (SOURCE_LABEL | SOURCE_STATEMENT))
		p.n = 2;
	return point_text(a, &p);
}

static bool add_site(void *ctx, const struct di_site *s)
{
	struct search *se = ctx;
	struct arena *a = se->prog->s->arena;
	struct kprobe_data *data;
	struct di_site *kept;
	struct probe *pr;

	if (se->flags & SOURCE_EXPORTED && !s->is_external)
		return true;
	if (se->flags & SOURCE_RETURN && kprobe_never_returns(s->function)) {
		se->blocked = s->function;
		return true;
	}
	kept = arena_one(a, struct di_site);
	*kept = *s;
	data = arena_one(a, struct kprobe_data);
	data->symbol = s->function;
	data->has_address = true;
	data->address = s->offset;
	data->site = kept;
	data->is_return = se->flags & SOURCE_RETURN;
	data->is_optional = se->dv->optional;
	data->maxactive = se->maxactive;
	se->prog->has_addresses = true;
	pr = provider_probe(se->prog, se->dv, &provider_function, resolved_text(se, s), data);
	pr->is_return = data->is_return;
	se->n++;
	return true;
}

/* ---- what went wrong ---------------------------------------------------------- */

static const struct place *argument_place(const struct derive *dv)
{
	return derive_comp(dv, 1)->at;
}

static void no_line(struct search *se, const struct di_missed *m)
{
	struct diag *d = se->dv->diag;
	const char *text = "";
	struct arena *a = se->prog->s->arena;

	if (m->lower && m->higher)
		text = arena_printf(a, " (try \":%u\" or \":%u\")", m->lower, m->higher);
	else if (m->lower || m->higher)
		text = arena_printf(a, " (try \":%u\")", m->lower ? m->lower : m->higher);
	diag_error(d, "sem-no-line", argument_place(se->dv), "no line records for %s:%u%s",
		   m->file, m->line, text);
}

static void no_match(struct search *se, const struct di_query *q, const struct di_missed *m)
{
	struct diag *d = se->dv->diag;
	const char *similar;

	if (se->blocked) {
		diag_error(d, "sem-return-blocklisted", NULL,
			   "function %s return probe is blocklisted", se->blocked);
	} else if (se->flags & SOURCE_RETURN && m->n_inlined) {
		diag_error(d, "sem-return-inlined", argument_place(se->dv),
			   "no match: cannot probe .return of %u inlined function%s %s",
			   m->n_inlined, m->n_inlined == 1 ? "" : "s", q->name);
	} else if (m->line) {
		no_line(se, m);
	} else if (m->n_unprobed) {
		diag_error(d, "sem-no-match", NULL,
			   "no match: %s is none of the functions that can be probed", q->name);
	} else {
		similar = di_site_similar(session_di(se->prog->s), q->name, 5);
		diag_error(d, "sem-no-match", NULL, *similar ? "no match (similar functions: %s)" :
			   "no match%s", similar);
	}
}

static void warn(struct search *se, const struct di_missed *m)
{
	struct diag *d = se->dv->diag;

	if (m->is_other_line && se->n)
		diag_warn(d, "warn-function-line", argument_place(se->dv), "For probing a "
			  "particular line, use a .statement() probe, not .function()");
	if (se->blocked && se->n)
		diag_warn(d, "warn-return-blocklisted", NULL,
			  "function %s return probe is blocklisted", se->blocked);
	if (m->n_unprobed && verbose(se->prog->s, 2))
		diag_line(se->prog->s->diag, "%u places were left out: the kernel refuses "
			  "probes there", m->n_unprobed);
}

/* ---- the two ways to say where --------------------------------------------------- */

static int by_address(struct search *se, uint64_t address)
{
	struct di_kernel *k = session_di(se->prog->s);
	struct diag *d = se->dv->diag;
	struct di_site s;
	uint64_t near;

	if (!di_site_at_address(k, address, se->flags & SOURCE_STATEMENT, &s, &near)) {
		if (di_step_state(k, DI_DWARF, &(const char *){ NULL }) < 0)
			return -1;
		if (near)
			diag_error(d, "sem-no-statement", argument_place(se->dv),
				   "address 0x%" PRIx64 " does not match the beginning of a "
				   "statement (try 0x%" PRIx64 ")", address, near);
		else
			diag_error(d, "sem-no-match", NULL, "no match: no function of the kernel "
				   "is at 0x%" PRIx64 " as it was linked", address);
		return 0;
	}
	add_site(se, &s);
	return (int)se->n;
}

static bool make_query(struct search *se, struct di_query *q)
{
	const struct comp *at = derive_comp(se->dv, 1);
	const struct derive *dv = se->dv;

	if (!di_query_parse(se->prog->s->arena, at->str, q))
		return diag_error(dv->diag, "sem-source-pattern", at->at,
				  "malformed specification (expected NAME, NAME@FILE, "
				  "NAME@FILE:LINE or NAME@FILE:LINE,LINE-LINE)");
	q->is_statement = se->flags & SOURCE_STATEMENT;
	q->is_nearest = se->flags & SOURCE_NEAREST;
	q->no_code = se->flags & SOURCE_INLINE;
	q->no_inlines = se->flags & (SOURCE_RETURN | SOURCE_CALL | SOURCE_EXPORTED);
	if (se->flags & SOURCE_LABEL)
		q->label = derive_comp(dv, 2)->str;
	return true;
}

int source_probes(struct program *prog, const struct derive *dv, unsigned int flags, int maxactive)
{
	struct search se = { .prog = prog, .dv = dv, .flags = flags, .maxactive = maxactive };
	struct di_missed missed;
	struct di_query q;
	int n;

	if (!session_kernel(prog->s))
		return 0;
	if (!derive_comp(dv, 1)->str)
		return by_address(&se, (uint64_t)derive_comp(dv, 1)->num);
	if (!make_query(&se, &q))
		return 0;
	n = di_site_each(session_di(prog->s), &q, add_site, &se, &missed);
	if (n < 0)
		return -1;
	if (!se.n && flags & SOURCE_MAY_FAIL && !missed.n_inlined && !se.blocked)
		return -1;
	warn(&se, &missed);
	if (!se.n)
		no_match(&se, &q, &missed);
	if (se.n && verbose(prog->s, 2))
		diag_line(prog->s->diag, "%s: %u found, by debug information",
			  derive_text(prog, dv, -1, NULL), se.n);
	return (int)se.n;
}
