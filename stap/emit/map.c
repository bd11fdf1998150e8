/* SPDX-License-Identifier: GPL-2.0-or-later */
/* map.c - the arrays and statistics of a script as tables for the runtime. */
#include <inttypes.h>

#include "base/map.h"
#include "emit_int.h"

#define KEYS_MAX	9	/* STP_KEYS_MAX */

/* What a script asks of one statistic. */
struct stats {
	bool sum, minmax, variance;
	int64_t shift;
	const struct expr *hist;
};

/* ---- what is asked ------------------------------------------------------ */

static struct stats *stats_of(struct emit_module *m, const struct var *v)
{
	struct stats *s = map_get(m->stats, v->c_name);

	if (!s) {
		s = arena_one(m->e.arena, struct stats);
		map_put(m->stats, v->c_name, s);
	}
	return s;
}

static void ask(struct stats *s, enum stat_op op)
{
	switch (op) {
	case STAT_COUNT:
		break;
	case STAT_SUM:
	case STAT_AVG:
		s->sum = true;
		break;
	case STAT_MIN:
	case STAT_MAX:
		s->minmax = true;
		break;
	case STAT_VARIANCE:
		s->variance = true;
		break;
	}
}

static void look_expr(void *ctx, struct expr **slot)
{
	struct emit_module *m = ctx;
	const struct expr *x = *slot;

	if ((x->kind != EX_STAT && x->kind != EX_HIST) || !x->left->decl)
		return;
	if (x->kind == EX_HIST) {
		stats_of(m, x->left->decl)->hist = x;
		return;
	}
	ask(stats_of(m, x->left->decl), x->stat);
	if (x->stat == STAT_VARIANCE)
		stats_of(m, x->left->decl)->shift = x->num;
}

/* What foreach sorts by; @variance sorts by count. */
static void look_stmt(void *ctx, struct stmt **slot)
{
	struct emit_module *m = ctx;
	const struct stmt *s = *slot;

	if (s->kind == ST_FOREACH && s->has_sort_stat && s->array->decl &&
	    s->sort_stat != STAT_VARIANCE)
		ask(stats_of(m, s->array->decl), s->sort_stat);
	stmt_children(*slot, look_stmt, ctx);
}

static void look(struct emit_module *m, struct stmt *body)
{
	stmt_each_expr(body, look_expr, m);
	look_stmt(m, &body);
}

void emit_collect_stats(struct emit_module *m)
{
	struct program *p = m->e.prog;
	unsigned int i, k;

	m->stats = map_new(m->e.arena);
	for (i = 0; i < p->probes.n; i++) {
		struct probe *pr = p->probes.at[i];

		look(m, pr->body);
		for (k = 0; k < pr->n_saved; k++)
			expr_each(&pr->saved[k], look_expr, m);
	}
	for (i = 0; i < p->functions.n; i++)
		if (p->functions.at[i]->body)
			look(m, p->functions.at[i]->body);
}

/* ---- tables ------------------------------------------------------------- */

static void put_keys(struct emit *e, const struct var *v)
{
	unsigned int strings = 0;
	int64_t size = emit_limit(e->prog, "MAXMAPENTRIES", 2048);
	int i;

	if (v->arity > KEYS_MAX)
		emit_error(e, "sem-array-keys", v->at, "array '%s' has %d keys, more than %d",
			   v->name, v->arity, KEYS_MAX);
	for (i = 0; i < v->arity && i < KEYS_MAX; i++)
		strings |= v->keys[i] == TY_STRING ? 1u << i : 0;
	text_printf(e->out, "\t.n_keys = %d,", v->arity);
	if (strings)
		text_printf(e->out, " .string_keys = %#x,", strings);
	text_printf(e->out, " .size = %" PRId64 ",%s%s\n", v->decl->size ? v->decl->size : size,
		    v->decl->size ? " .sized = 1," : "", v->decl->wraps ? " .wraps = 1," : "");
}

static void put_flag(struct text *t, bool is_set, const char *flag)
{
	if (is_set)
		text_printf(t, "%s%s", t->len ? " | " : "", flag);
}

static void put_hist(struct emit *e, const struct expr *hist)
{
	if (hist->is_hist_log) {
		text_line(e->out, "\t.hist = STP_HIST_LOG,");
		return;
	}
	text_line(e->out, "\t.hist = STP_HIST_LINEAR, .low = %" PRId64 "LL, .high = %" PRId64
		  "LL, .step = %" PRId64 "LL,", hist->hist[0], hist->hist[1], hist->hist[2]);
}

static void put_stats(struct emit_module *m, const struct var *v)
{
	const struct stats *s = stats_of(m, v);
	struct text flags = TEXT_EMPTY;

	put_flag(&flags, s->sum, "STP_STAT_SUM");
	put_flag(&flags, s->minmax, "STP_STAT_MINMAX");
	put_flag(&flags, s->variance, "STP_STAT_VARIANCE");
	if (flags.len)
		text_line(m->e.out, "\t.stats = %s,", flags.buf);
	text_free(&flags);
	if (s->shift)
		text_line(m->e.out, "\t.shift = %" PRId64 ",", s->shift);
	if (s->hist)
		put_hist(&m->e, s->hist);
}

/* What -D says of arrays and histograms; nothing where it says nothing. */
static void put_limits(struct emit_module *m, const struct var *v)
{
	const struct {
		const char *name, *field;
		bool is_for;
		int64_t add;
	} limits[] = {
		{ "MAPHASHBIAS", "hash_bias", v->arity > 0, 0 },
		{ "HIST_WIDTH", "bar_width", v->type == TY_STATS, 0 },
		{ "HIST_ELISION", "gap_rows", v->type == TY_STATS, 1 },
		{ "STP_MAX_BUCKETS", "max_buckets", v->type == TY_STATS, 0 },
	};
	size_t i;

	for (i = 0; i < array_size(limits); i++) {
		int64_t n = emit_limit(m->e.prog, limits[i].name, INT64_MAX);

		if (!limits[i].is_for || n == INT64_MAX)
			continue;
		n += limits[i].add;
		text_line(m->e.out, "\t.%s = %" PRId64 ",", limits[i].field, n ? n : -1);
	}
}

void emit_map(struct emit_module *m, const struct var *v)
{
	struct emit *e = &m->e;
	const char *type = v->type == TY_STATS ? "STATS" : v->type == TY_STRING ? "STRING" : "LONG";

	text_line(e->out, "static const struct stp_map_info %s_info = {", v->c_name);
	text_line(e->out, "\t.name = %s, .value = STP_%s,", emit_quote(e, v->name), type);
	if (v->arity > 0)
		put_keys(e, v);
	if (v->type == TY_STATS)
		put_stats(m, v);
	put_limits(m, v);
	text_line(e->out, "};");
	text_line(e->out, "static struct stp_map %s = { .info = &%s_info };", v->c_name, v->c_name);
}

bool emit_map_table(struct emit_module *m)
{
	const struct program *p = m->e.prog;
	unsigned int i, n = 0;

	for (i = 0; i < p->globals.n; i++) {
		if (!emit_is_map(p->globals.at[i]))
			continue;
		text_printf(m->e.out, n++ ? ", &%s" : "static struct stp_map *const maps[] = { &%s",
			    p->globals.at[i]->c_name);
	}
	if (n)
		text_put(m->e.out, " };\n\n");
	return n;
}
