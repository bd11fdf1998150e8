/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * table.c - a hash table of a fixed size whose elements are also on a list.
 *
 * Nodes come from a pool, the one freed last first, so that memory which is in
 * the cache is used again.  clear() makes the whole pool fresh at once.
 */
#include "map.h"

#define HASH_FACTOR	0x9e3779b97f4a7c15ULL	/* 2^64 by the golden ratio */

struct stp_table *stp_table_new(const struct stp_map_state *s, int lane)
{
	unsigned long chains = (s->mask + 1) * sizeof(struct stp_node *);
	struct stp_table *t;

	t = stp_array_alloc(sizeof(*t) + chains + s->size * s->node_bytes, lane);
	if (!t)
		return 0;
	t->map = s;
	t->chains = (struct stp_node **)(t + 1);
	t->nodes = (char *)t->chains + chains;
	t->generation = 1;
	return t;
}

/* ---- keys ------------------------------------------------------------------------- */

static stp_u64 mix(stp_u64 h, stp_u64 word)
{
	h = (h ^ word) * HASH_FACTOR;
	return h ^ h >> 32;
}

/* Eight bytes a step. */
static stp_u64 mix_string(stp_u64 h, const char *s, unsigned int max)
{
	stp_u64 word = 0;
	unsigned int i;

	for (i = 0; i < max && s[i]; i++) {
		word = word << 8 | (unsigned char)s[i];
		if (i % 8 == 7) {
			h = mix(h, word);
			word = 0;
		}
	}
	return mix(mix(h, word), i);
}

stp_u64 stp_table_hash(const struct stp_map_state *s, const union stp_key *keys)
{
	stp_u64 h = s->seed;
	unsigned int i;

	for (i = 0; i < s->info->n_keys; i++) {
		if (stp_key_is_string(s, i))
			h = mix_string(h, keys[i].s, s->string_bytes - 1);
		else
			h = mix(h, keys[i].n);
	}
	return h;
}

static int same_string(const char *a, const char *b, unsigned int max)
{
	unsigned int i;

	for (i = 0; i < max; i++) {
		if (a[i] != b[i])
			return 0;
		if (!a[i])
			break;
	}
	return 1;
}

int stp_table_matches(const struct stp_map_state *s, const struct stp_node *n,
		      const union stp_key *keys, unsigned int given)
{
	unsigned int i;

	for (i = 0; i < s->info->n_keys; i++) {
		const void *key = stp_node_key(s, n, i);

		if (!(given >> i & 1))
			continue;
		if (stp_key_is_string(s, i)) {
			if (!same_string(key, keys[i].s, s->string_bytes - 1))
				return 0;
		} else if (*(const stp_s64 *)key != keys[i].n) {
			return 0;
		}
	}
	return 1;
}

void stp_table_keys(const struct stp_map_state *s, const struct stp_node *n,
		    union stp_key *keys)
{
	unsigned int i;

	for (i = 0; i < s->info->n_keys; i++) {
		if (stp_key_is_string(s, i))
			keys[i].s = stp_node_key(s, n, i);
		else
			keys[i].n = *(stp_s64 *)stp_node_key(s, n, i);
	}
}

static void store_keys(const struct stp_map_state *s, struct stp_node *n,
		       const union stp_key *keys)
{
	unsigned int i;

	for (i = 0; i < s->info->n_keys; i++) {
		void *key = stp_node_key(s, n, i);

		if (stp_key_is_string(s, i))
			stp_strcpy(key, keys[i].s, s->string_bytes);
		else
			*(stp_s64 *)key = keys[i].n;
	}
}

/* ---- the list ---------------------------------------------------------------------- */

static void unlink_node(struct stp_table *t, struct stp_node *n)
{
	*(n->prev ? &n->prev->next : &t->first) = n->next;
	*(n->next ? &n->next->prev : &t->last) = n->prev;
}

static void append_node(struct stp_table *t, struct stp_node *n)
{
	n->prev = t->last;
	n->next = 0;
	*(t->last ? &t->last->next : &t->first) = n;
	t->last = n;
}

void stp_table_to_front(struct stp_table *t, struct stp_node *n)
{
	unlink_node(t, n);
	n->prev = 0;
	n->next = t->first;
	*(t->first ? &t->first->prev : &t->last) = n;
	t->first = n;
}

/* ---- elements ------------------------------------------------------------------------ */

struct stp_node *stp_table_find(const struct stp_table *t, const union stp_key *keys,
				stp_u64 hash)
{
	struct stp_node *n;

	for (n = t->chains[hash & t->map->mask]; n; n = n->chain) {
		if (n->hash == hash && stp_table_matches(t->map, n, keys, ~0U))
			return n;
	}
	return 0;
}

static struct stp_node *take_node(struct stp_table *t)
{
	struct stp_node *n = t->free;

	if (n) {
		t->free = n->chain;
		return n;
	}
	if (t->fresh < t->map->size)
		return (void *)(t->nodes + t->fresh++ * t->map->node_bytes);
	return 0;
}

/* Keys go first: they may be of the string that is the old value. */
struct stp_node *stp_table_add(struct stp_table *t, const union stp_key *keys,
			       stp_u64 hash)
{
	const struct stp_map_state *s = t->map;
	struct stp_node **chain = &t->chains[hash & s->mask], *n;

	if (s->info->wraps && t->count == s->size)
		stp_table_remove(t, t->first);
	n = take_node(t);
	if (!n)
		return 0;
	store_keys(s, n, keys);
	if (s->info->value == STP_STRING)
		*(char *)stp_node_value(s, n) = 0;
	else
		__builtin_memset(stp_node_value(s, n), 0, s->value_bytes);
	n->hash = hash;
	n->generation = t->generation;
	n->chain = *chain;
	*chain = n;
	append_node(t, n);
	t->count++;
	t->changes++;
	return n;
}

/* next stays as it is, but generation tells a loop not to go there. */
void stp_table_remove(struct stp_table *t, struct stp_node *n)
{
	struct stp_node **at = &t->chains[n->hash & t->map->mask];

	while (*at != n)
		at = &(*at)->chain;
	*at = n->chain;
	unlink_node(t, n);
	n->generation = 0;
	n->chain = t->free;
	t->free = n;
	t->count--;
	t->changes++;
}

void stp_table_clear(struct stp_table *t)
{
	if (!t->count)
		return;
	__builtin_memset(t->chains, 0, (t->map->mask + 1) * sizeof(*t->chains));
	t->first = 0;
	t->last = 0;
	t->free = 0;
	t->fresh = 0;
	t->count = 0;
	t->generation++;
	t->changes++;
}
