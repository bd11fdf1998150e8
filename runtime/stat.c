/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stat.c - statistics: a part for each lane, merged when they are asked for.
 *
 * Sums wrap around like all numbers of scripts.  The variance is that of
 * scaled integers, truncated at each step; what comes out is documented by
 * expected outputs, so no step may be made more exact.
 */
#include "map.h"

static stp_s64 plus(stp_s64 a, stp_s64 b)
{
	return (stp_u64)a + (stp_u64)b;
}

static stp_s64 minus(stp_s64 a, stp_s64 b)
{
	return (stp_u64)a - (stp_u64)b;
}

static stp_s64 times(stp_s64 a, stp_s64 b)
{
	return (stp_u64)a * (stp_u64)b;
}

/* ---- adding ------------------------------------------------------------------------- */

static void add_spread(struct stp_stat *st, stp_s64 v)
{
	stp_s64 scaled = stp_shl(v, st->info->shift);
	stp_s64 d = minus(scaled, st->average);

	st->average = plus(st->average, d / st->count);
	st->spread = plus(st->spread, times(d, minus(scaled, st->average)));
}

static void begin_stat(struct stp_stat *st, const struct stp_map_state *s)
{
	st->info = s->info;
	st->n_buckets = s->n_buckets;
}

static void add_value(struct stp_stat *st, stp_s64 v)
{
	const struct stp_map_info *info = st->info;

	st->count++;
	st->sum = plus(st->sum, v);
	if (info->stats & STP_STAT_MINMAX) {
		if (st->count == 1 || v < st->min)
			st->min = v;
		if (st->count == 1 || v > st->max)
			st->max = v;
	}
	if (info->stats & STP_STAT_VARIANCE)
		add_spread(st, v);
	if (st->n_buckets)
		st->buckets[stp_hist_index(info, st->n_buckets, v)]++;
}

void stp_stat_add(struct stp_context *c, struct stp_map *m, const union stp_key *keys,
		  stp_s64 v)
{
	struct stp_map_state *s = stp_map_state(m);
	struct stp_table *t = s->parts[stp_lane_index(c)];
	struct stp_node *n = stp_map_need(c, t, keys);
	struct stp_stat *st;

	if (!n)
		return;
	st = stp_node_value(s, n);
	if (!st->count)
		begin_stat(st, s);
	add_value(st, v);
	t->changes++;
}

/* ---- merging -------------------------------------------------------------------------- */

static void merge_part(struct stp_stat *to, const struct stp_stat *part)
{
	unsigned int i;

	if (!to->count || part->min < to->min)
		to->min = part->min;
	if (!to->count || part->max > to->max)
		to->max = part->max;
	to->count += part->count;
	to->sum = plus(to->sum, part->sum);
	for (i = 0; i < to->n_buckets; i++)
		to->buckets[i] += part->buckets[i];
}

/* The average of all must be known: what `part` adds to the spread. */
static stp_s64 spread_of(const struct stp_stat *all, const struct stp_stat *part)
{
	stp_s64 average = stp_shl(all->sum, all->info->shift) / all->count;
	stp_s64 off = minus(part->average, average);
	stp_s64 spread = times(part->count, times(off, off));

	if (part->count < 2)
		return spread;
	return plus(spread, times(part->count - 1, part->spread / (part->count - 1)));
}

static const struct stp_stat *part_of(const struct stp_map_state *s, unsigned int i,
				      const union stp_key *keys, stp_u64 hash)
{
	struct stp_node *n = stp_table_find(s->parts[i], keys, hash);

	return n ? stp_node_value(s, n) : 0;
}

static void merge_spread(const struct stp_map_state *s, const union stp_key *keys,
			 stp_u64 hash, struct stp_stat *to)
{
	const struct stp_stat *part;
	unsigned int i;

	if (!(s->info->stats & STP_STAT_VARIANCE) || !to->count)
		return;
	for (i = 0; i < s->n_parts; i++) {
		part = part_of(s, i, keys, hash);
		if (part)
			to->spread = plus(to->spread, spread_of(to, part));
	}
}

const struct stp_stat *stp_stat_get(struct stp_context *c, struct stp_map *m,
				    const union stp_key *keys, unsigned int slot)
{
	const struct stp_map_state *s = stp_map_state(m);
	stp_u64 hash = stp_table_hash(s, keys);
	struct stp_stat *to = stp_lane_stat(c, slot);
	const struct stp_stat *part;
	unsigned int i;

	__builtin_memset(to, 0, s->value_bytes);
	begin_stat(to, s);
	for (i = 0; i < s->n_parts; i++) {
		part = part_of(s, i, keys, hash);
		if (part)
			merge_part(to, part);
	}
	merge_spread(s, keys, hash, to);
	return to;
}

/* ---- merging a whole array -------------------------------------------------------------- */

static int merge_table(struct stp_map_state *s, const struct stp_table *part)
{
	union stp_key keys[STP_KEYS_MAX];
	struct stp_node *n, *to;
	struct stp_stat *st;

	for (n = part->first; n; n = n->next) {
		stp_table_keys(s, n, keys);
		to = stp_table_find(s->all, keys, n->hash);
		if (!to)
			to = stp_table_add(s->all, keys, n->hash);
		if (!to)
			return 0;
		st = stp_node_value(s, to);
		begin_stat(st, s);
		merge_part(st, stp_node_value(s, n));
	}
	return 1;
}

static int merge_all(struct stp_map_state *s)
{
	union stp_key keys[STP_KEYS_MAX];
	struct stp_node *n;
	unsigned int i;

	stp_table_clear(s->all);
	/* The last lane is that of begin probes, which came first. */
	for (i = 0; i < s->n_parts; i++) {
		if (!merge_table(s, s->parts[(i + s->n_parts - 1) % s->n_parts]))
			return 0;
	}
	for (n = s->all->first; n; n = n->next) {
		stp_table_keys(s, n, keys);
		merge_spread(s, keys, n->hash, stp_node_value(s, n));
	}
	return 1;
}

/*
 * Without a change since the last time nothing is done, so that a loop within a
 * loop over the same array does not disturb it.
 */
void stp_map_begin(struct stp_context *c, struct stp_map *m)
{
	struct stp_map_state *s = stp_map_state(m);
	stp_u64 changes = 0;
	unsigned int i;

	if (!s->n_parts)
		return;
	for (i = 0; i < s->n_parts; i++)
		changes += s->parts[i]->changes;
	if (s->merged && !s->sorted && s->merged_changes == changes)
		return;
	s->merged = merge_all(s);
	s->merged_changes = changes;
	s->sorted = 0;
	if (!s->merged)
		stp_error(c, "aggregation overflow in %s", s->info->name);
}

/* ---- what it says ------------------------------------------------------------------------ */

static int is_empty(struct stp_context *c, const struct stp_stat *s)
{
	if (STP_LIKELY(s->count))
		return 0;
	stp_error(c, "empty aggregate");
	return 1;
}

stp_s64 stp_stat_count(const struct stp_stat *s)
{
	return s->count;
}

stp_s64 stp_stat_sum(const struct stp_stat *s)
{
	return s->sum;
}

stp_s64 stp_stat_min(struct stp_context *c, const struct stp_stat *s)
{
	return is_empty(c, s) ? 0 : s->min;
}

stp_s64 stp_stat_max(struct stp_context *c, const struct stp_stat *s)
{
	return is_empty(c, s) ? 0 : s->max;
}

stp_s64 stp_stat_avg(struct stp_context *c, const struct stp_stat *s)
{
	return is_empty(c, s) ? 0 : s->sum / s->count;
}

/* Of a single value there is none: -1. */
stp_s64 stp_stat_variance(struct stp_context *c, const struct stp_stat *s)
{
	if (is_empty(c, s))
		return 0;
	if (s->count == 1)
		return -1;
	/* Twice, as the shift may be up to 62. */
	return s->spread / (s->count - 1) >> s->info->shift >> s->info->shift;
}

stp_s64 stp_stat_rank(const struct stp_stat *s, int by)
{
	switch (by) {
	case STP_BY_SUM:
		return s->sum;
	case STP_BY_MIN:
		return s->min;
	case STP_BY_MAX:
		return s->max;
	case STP_BY_AVG:
		return s->count ? s->sum / s->count : 0;
	default:
		return s->count;
	}
}
