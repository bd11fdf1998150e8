/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sort.c - puts the list of an array in order; equal elements keep theirs.
 *
 * All of it by merging, n log n.  For a small limit the first few are picked
 * out and moved to the front: about n comparisons, the rest stays as it was.
 */
#include "map.h"

#define PICK_MAX	30		/* from here on all is sorted */
#define BINS		32		/* bin i holds 2^i elements */

struct order {
	const struct stp_map_state *map;
	int by;				/* enum stp_sort_by */
	int descending;
};

static int compare_long(stp_s64 a, stp_s64 b)
{
	return (a > b) - (a < b);
}

static int compare_key(const struct stp_map_state *s, const struct stp_node *a,
		       const struct stp_node *b, unsigned int key)
{
	const void *x = stp_node_key(s, a, key), *y = stp_node_key(s, b, key);

	if (stp_key_is_string(s, key))
		return stp_strcmp(x, y);
	return compare_long(*(const stp_s64 *)x, *(const stp_s64 *)y);
}

static int compare_value(const struct order *o, const struct stp_node *a,
			 const struct stp_node *b)
{
	const void *x = stp_node_value(o->map, a), *y = stp_node_value(o->map, b);

	switch (o->map->info->value) {
	case STP_STRING:
		return stp_strcmp(x, y);
	case STP_STATS:
		return compare_long(stp_stat_rank(x, o->by), stp_stat_rank(y, o->by));
	default:
		return compare_long(*(const stp_s64 *)x, *(const stp_s64 *)y);
	}
}

/* a must come before b: false when they are equal. */
static int before(const struct order *o, const struct stp_node *a,
		  const struct stp_node *b)
{
	int way = o->by >= STP_BY_KEY ? compare_key(o->map, a, b, o->by - STP_BY_KEY) :
					compare_value(o, a, b);

	return o->descending ? way > 0 : way < 0;
}

/* ---- all of it -------------------------------------------------------------------- */

/* Lists by next alone; what is in a was before what is in b. */
static struct stp_node *merge(const struct order *o, struct stp_node *a,
			      struct stp_node *b)
{
	struct stp_node *first = 0, **end = &first;

	while (a && b) {
		struct stp_node **from = before(o, b, a) ? &b : &a;

		*end = *from;
		end = &(*from)->next;
		*from = *end;
	}
	*end = a ? a : b;
	return first;
}

static void sort_all(struct stp_table *t, const struct order *o)
{
	struct stp_node *bins[BINS] = { 0 }, *n, *next, *prev = 0;
	unsigned int i;

	for (n = t->first; n; n = next) {
		next = n->next;
		n->next = 0;
		for (i = 0; bins[i]; i++) {
			n = merge(o, bins[i], n);
			bins[i] = 0;
		}
		bins[i] = n;
	}
	for (n = 0, i = 0; i < BINS; i++)
		n = merge(o, bins[i], n);
	t->first = n;
	for (; n; n = n->next) {
		n->prev = prev;
		prev = n;
	}
	t->last = prev;
}

/* ---- the first few ------------------------------------------------------------------ */

/* How many of the n in order in top come before x or are equal to it. */
static unsigned int place_of(const struct order *o, struct stp_node *const *top,
			     unsigned int n, const struct stp_node *x)
{
	unsigned int low = 0, high = n;

	while (low < high) {
		unsigned int middle = (low + high) / 2;

		if (before(o, x, top[middle]))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static void sort_first(struct stp_table *t, const struct order *o, unsigned int limit)
{
	struct stp_node *top[PICK_MAX], *x;
	unsigned int n = 0, at, i;

	for (x = t->first; x; x = x->next) {
		if (n == limit && !before(o, x, top[n - 1]))
			continue;
		at = place_of(o, top, n, x);
		if (n < limit)
			n++;
		for (i = n - 1; i > at; i--)
			top[i] = top[i - 1];
		top[at] = x;
	}
	while (n)
		stp_table_to_front(t, top[--n]);
}

void stp_map_sort(struct stp_map *m, int by, int descending, stp_s64 limit)
{
	struct stp_map_state *s = stp_map_state(m);
	struct order o = { s, by, descending };

	s->sorted = 1;
	if (limit > 0 && limit <= PICK_MAX)
		sort_first(s->all, &o, limit);
	else
		sort_all(s->all, &o);
}
