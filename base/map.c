/* SPDX-License-Identifier: GPL-2.0-or-later */
/* map.c - strings to pointers: entries in order, and an open hash of their numbers. */
#include "map.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "text.h"

struct slot {
	uint32_t hash;
	uint32_t number;	/* of the entry, plus 1; 0: empty */
};

struct map {
	struct arena *arena;
	list_of(struct map_entry) entries;
	struct slot *slots;
	uint32_t n_slots;	/* a power of two, over 4/3 of the entries; or 0 */
};

static uint32_t hash_of(const char *key, size_t len)
{
	uint64_t h = 0x9e3779b97f4a7c15ull ^ len;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)key[i]) * 0x100000001b3ull;
	return (uint32_t)(h ^ h >> 32);
}

struct map *map_new(struct arena *a)
{
	struct map *m = arena_one(a, struct map);

	m->arena = a;
	return m;
}

static bool is_key(const struct map_entry *e, const char *key, size_t len)
{
	return strncmp(e->key, key, len) == 0 && e->key[len] == '\0';
}

/* The slot of the key, or the empty one where it would go. */
static struct slot *find(const struct map *m, const char *key, size_t len, uint32_t hash)
{
	uint32_t i = hash & (m->n_slots - 1);
	struct slot *s;

	for (;; i = (i + 1) & (m->n_slots - 1)) {
		s = &m->slots[i];
		if (!s->number)
			return s;
		if (s->hash == hash && is_key(&m->entries.at[s->number - 1], key, len))
			return s;
	}
}

static void grow(struct map *m)
{
	uint32_t old_n = m->n_slots, i, at;
	struct slot *old = m->slots;

	m->n_slots = old_n ? old_n * 2 : 16;
	m->slots = arena_many(m->arena, struct slot, m->n_slots);
	for (i = 0; i < old_n; i++) {
		if (!old[i].number)
			continue;
		at = old[i].hash & (m->n_slots - 1);
		while (m->slots[at].number)
			at = (at + 1) & (m->n_slots - 1);
		m->slots[at] = old[i];
	}
}

void *map_getn(const struct map *m, const char *key, size_t len)
{
	struct slot *s;

	if (!m->n_slots)
		return NULL;
	s = find(m, key, len, hash_of(key, len));
	return s->number ? m->entries.at[s->number - 1].value : NULL;
}

void *map_get(const struct map *m, const char *key)
{
	return map_getn(m, key, strlen(key));
}

void map_put(struct map *m, const char *key, void *value)
{
	size_t len = strlen(key);
	uint32_t hash = hash_of(key, len);
	struct map_entry e = { key, value };
	struct slot *s;

	if (m->entries.n + m->entries.n / 3 + 1 >= m->n_slots)
		grow(m);
	s = find(m, key, len, hash);
	if (s->number) {
		m->entries.at[s->number - 1].value = value;
		return;
	}
	list_push(m->arena, &m->entries, e);
	s->hash = hash;
	s->number = m->entries.n;
}

size_t map_count(const struct map *m)
{
	return m->entries.n;
}

const struct map_entry *map_next(const struct map *m, size_t *i)
{
	return *i < m->entries.n ? &m->entries.at[(*i)++] : NULL;
}

/* --- likeness --------------------------------------------------------------- */

static unsigned substitution(char a, char b)
{
	if (a == b)
		return 0;
	return tolower((unsigned char)a) == tolower((unsigned char)b) ? 1 : 2;
}

static unsigned smallest(unsigned a, unsigned b, unsigned c)
{
	if (b < a)
		a = b;
	return c < a ? c : a;
}

unsigned word_distance(const char *a, const char *b)
{
	size_t n = strlen(b), i, j;
	unsigned *row = malloc((n + 1) * sizeof(*row)), diagonal, above, result;

	if (!row)
		out_of_memory();
	for (j = 0; j <= n; j++)
		row[j] = (unsigned)(2 * j);
	for (i = 0; a[i]; i++) {
		diagonal = row[0];
		row[0] += 2;
		for (j = 0; j < n; j++) {
			above = row[j + 1];
			row[j + 1] = smallest(diagonal + substitution(a[i], b[j]),
					      above + 2, row[j] + 2);
			diagonal = above;
		}
	}
	result = row[n];
	free(row);
	return result;
}

struct candidate {
	const char *key;
	unsigned distance;
};

static bool is_better(const struct candidate *a, const struct candidate *b)
{
	if (a->distance != b->distance)
		return a->distance < b->distance;
	return strcmp(a->key, b->key) < 0;
}

/* Sorts c into the best max; what falls off the end is forgotten. */
static void insert(struct candidate *best, unsigned *n, unsigned max, struct candidate c)
{
	unsigned i;

	if (*n < max)
		(*n)++;
	else if (!is_better(&c, &best[max - 1]))
		return;
	for (i = *n - 1; i > 0 && is_better(&c, &best[i - 1]); i--)
		best[i] = best[i - 1];
	best[i] = c;
}

const char *map_similar(struct arena *a, const struct map *m, const char *name, unsigned max)
{
	struct candidate *best = arena_many(a, struct candidate, max + 1);
	struct text t = TEXT_EMPTY;
	const char *result;
	unsigned n = 0, i;

	for (i = 0; max && i < m->entries.n; i++) {
		const char *key = m->entries.at[i].key;
		struct candidate c = { key, word_distance(name, key) };

		insert(best, &n, max, c);
	}
	for (i = 0; i < n; i++)
		text_printf(&t, "%s%s", i ? ", " : "", best[i].key);
	result = arena_strndup(a, t.buf, t.len);
	text_free(&t);
	return result;
}
