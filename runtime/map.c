/* SPDX-License-Identifier: GPL-2.0-or-later */
/* map.c - arrays as scripts use them: elements, slices, loops. */
#include "map.h"

/* ---- making them ------------------------------------------------------------------- */

static unsigned long round_up_8(unsigned long n)
{
	return (n + 7) & ~7UL;
}

static void lay_out(struct stp_map_state *s)
{
	const struct stp_map_info *info = s->info;
	unsigned long at = sizeof(struct stp_node);
	unsigned int i;

	for (i = 0; i < info->n_keys; i++) {
		s->key_at[i] = at;
		at += stp_key_is_string(s, i) ? round_up_8(s->string_bytes) :
						sizeof(stp_s64);
	}
	s->value_at = at;
	s->n_buckets = stp_hist_size(info);
	if (info->value == STP_STATS)
		s->value_bytes = sizeof(struct stp_stat) +
				 s->n_buckets * sizeof(stp_s64);
	else
		s->value_bytes = info->value == STP_STRING ? s->string_bytes :
							     sizeof(stp_s64);
	s->node_bytes = round_up_8(at + s->value_bytes);
}

int stp_map_make(struct stp_map *m, unsigned int lanes, unsigned int string_bytes,
		 stp_u64 seed)
{
	const struct stp_map_info *info = m->info;
	struct stp_map_state *s;
	unsigned int i;

	if (info->value != STP_STATS)
		lanes = 0;
	s = stp_array_alloc(sizeof(*s) + lanes * sizeof(s->parts[0]), -1);
	m->state = s;
	if (!s)
		return 0;
	s->info = info;
	s->size = info->n_keys && info->size ? info->size : 1;
	s->string_bytes = string_bytes;
	s->seed = seed;
	s->n_parts = lanes;
	while (s->mask + 1 < s->size)
		s->mask = s->mask * 2 + 1;
	if (info->hash_bias < 0)
		s->mask >>= -info->hash_bias;
	else
		s->mask = (s->mask + 1) * (1UL << info->hash_bias) - 1;
	lay_out(s);
	s->all = stp_table_new(s, -1);
	if (!s->all)
		goto err_free;
	for (i = 0; i < lanes; i++) {
		s->parts[i] = stp_table_new(s, i);
		if (!s->parts[i])
			goto err_free;
	}
	return 1;

err_free:
	stp_map_free(m);
	return 0;
}

void stp_map_free(struct stp_map *m)
{
	struct stp_map_state *s = stp_map_state(m);
	unsigned int i;

	if (!s)
		return;
	for (i = 0; i < s->n_parts; i++)
		stp_array_free(s->parts[i]);
	stp_array_free(s->all);
	stp_array_free(s);
	m->state = 0;
}

/* ---- one element ------------------------------------------------------------------- */

static const void *value_of(struct stp_map *m, const union stp_key *keys)
{
	const struct stp_map_state *s = stp_map_state(m);
	struct stp_node *n = stp_table_find(s->all, keys, stp_table_hash(s, keys));

	return n ? stp_node_value(s, n) : 0;
}

stp_s64 stp_map_long(struct stp_map *m, const union stp_key *keys)
{
	const stp_s64 *v = value_of(m, keys);

	return v ? *v : 0;
}

const char *stp_map_string(struct stp_map *m, const union stp_key *keys)
{
	const char *v = value_of(m, keys);

	return v ? v : "";
}

struct stp_node *stp_map_need(struct stp_context *c, struct stp_table *t,
			      const union stp_key *keys)
{
	stp_u64 hash = stp_table_hash(t->map, keys);
	struct stp_node *n = stp_table_find(t, keys, hash);

	if (STP_LIKELY(n))
		return n;
	n = stp_table_add(t, keys, hash);
	if (n)
		return n;
	if (t->map->info->sized)
		stp_error(c, "Array overflow, check size limit (%u)", t->map->size);
	else
		stp_error(c, "Array overflow, check MAXMAPENTRIES");
	return 0;
}

static void *slot_of(struct stp_context *c, struct stp_map *m,
		     const union stp_key *keys)
{
	const struct stp_map_state *s = stp_map_state(m);
	struct stp_node *n = stp_map_need(c, s->all, keys);

	return n ? stp_node_value(s, n) : 0;
}

stp_s64 *stp_map_long_slot(struct stp_context *c, struct stp_map *m,
			   const union stp_key *keys)
{
	return slot_of(c, m, keys);
}

char *stp_map_string_slot(struct stp_context *c, struct stp_map *m,
			  const union stp_key *keys)
{
	return slot_of(c, m, keys);
}

/* ---- what agrees in some keys --------------------------------------------------------- */

static unsigned int all_keys(const struct stp_map_state *s)
{
	return (1U << s->info->n_keys) - 1;
}

/* First element from n on that agrees. */
static struct stp_node *scan(const struct stp_map_state *s, struct stp_node *n,
			     const union stp_key *keys, unsigned int given)
{
	while (n && !stp_table_matches(s, n, keys, given))
		n = n->next;
	return n;
}

static int table_has(const struct stp_table *t, const union stp_key *keys,
		     unsigned int given)
{
	const struct stp_map_state *s = t->map;

	if ((given & all_keys(s)) == all_keys(s))
		return stp_table_find(t, keys, stp_table_hash(s, keys)) != 0;
	return scan(s, t->first, keys, given) != 0;
}

static void table_delete(struct stp_table *t, const union stp_key *keys,
			 unsigned int given)
{
	const struct stp_map_state *s = t->map;
	struct stp_node *n, *next;

	if ((given & all_keys(s)) == all_keys(s)) {
		n = stp_table_find(t, keys, stp_table_hash(s, keys));
		if (n)
			stp_table_remove(t, n);
		return;
	}
	for (n = scan(s, t->first, keys, given); n; n = scan(s, next, keys, given)) {
		next = n->next;
		stp_table_remove(t, n);
	}
}

stp_s64 stp_map_has(struct stp_map *m, const union stp_key *keys, unsigned int given)
{
	const struct stp_map_state *s = stp_map_state(m);
	unsigned int i;

	if (!s->n_parts)
		return table_has(s->all, keys, given);
	for (i = 0; i < s->n_parts; i++) {
		if (table_has(s->parts[i], keys, given))
			return 1;
	}
	return 0;
}

void stp_map_delete(struct stp_map *m, const union stp_key *keys, unsigned int given)
{
	const struct stp_map_state *s = stp_map_state(m);
	unsigned int i;

	if (!s->n_parts)
		table_delete(s->all, keys, given);
	for (i = 0; i < s->n_parts; i++)
		table_delete(s->parts[i], keys, given);
}

void stp_map_clear(struct stp_map *m)
{
	const struct stp_map_state *s = stp_map_state(m);
	unsigned int i;

	if (!s->n_parts)
		stp_table_clear(s->all);
	for (i = 0; i < s->n_parts; i++)
		stp_table_clear(s->parts[i]);
}

/* ---- foreach ---------------------------------------------------------------------------- */

struct stp_node *stp_map_first(struct stp_map *m)
{
	return stp_map_state(m)->all->first;
}

/* A loop ends when what it stands on was deleted. */
struct stp_node *stp_map_next(struct stp_map *m, struct stp_node *n)
{
	return n->generation == stp_map_state(m)->all->generation ? n->next : 0;
}

stp_s64 stp_node_key_long(struct stp_map *m, struct stp_node *n, unsigned int key)
{
	return *(stp_s64 *)stp_node_key(stp_map_state(m), n, key);
}

const char *stp_node_key_string(struct stp_map *m, struct stp_node *n, unsigned int key)
{
	return stp_node_key(stp_map_state(m), n, key);
}

stp_s64 stp_node_long(struct stp_map *m, struct stp_node *n)
{
	return *(stp_s64 *)stp_node_value(stp_map_state(m), n);
}

const char *stp_node_string(struct stp_map *m, struct stp_node *n)
{
	return stp_node_value(stp_map_state(m), n);
}

const struct stp_stat *stp_node_stat(struct stp_map *m, struct stp_node *n)
{
	return stp_node_value(stp_map_state(m), n);
}
