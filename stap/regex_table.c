/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex_table.c - positions of a pattern to the smallest table that decides. */
#include <string.h>

#include "regex_int.h"

/* ---- classes of bytes ---------------------------------------------------- */

/* Splits the classes by whether a position waits for the byte. */
static void split_classes(struct regex *r, const uint64_t *bytes)
{
	int outside[256], inside[256];
	unsigned int b, n = 0;

	memset(outside, -1, sizeof(outside));
	memset(inside, -1, sizeof(inside));
	for (b = 0; b < 256; b++) {
		int *to = (regex_has(bytes, b) ? inside : outside) + r->classes[b];

		if (*to < 0)
			*to = (int)n++;
		r->classes[b] = (uint8_t)*to;
	}
	r->n_classes = n;
}

/* The largest becomes class 0, of which generated tables need not speak. */
static void put_largest_first(struct regex *r)
{
	unsigned int size[256] = { 0 }, b, largest = 0;

	for (b = 0; b < 256; b++)
		size[r->classes[b]]++;
	for (b = 1; b < r->n_classes; b++)
		if (size[b] > size[largest])
			largest = b;
	for (b = 0; b < 256; b++)
		if (r->classes[b] == largest)
			r->classes[b] = 0;
		else if (r->classes[b] == 0)
			r->classes[b] = (uint8_t)largest;
}

static void make_classes(struct regex *r)
{
	static const uint64_t nul[4] = { 1 };
	unsigned int i;

	r->n_classes = 1;
	split_classes(r, nul);
	for (i = 0; i < r->n_positions; i++)
		split_classes(r, r->positions[i].bytes);
	put_largest_first(r);
}

/* ---- sets of positions to states ------------------------------------------ */

#define BUCKETS	4096

/*
 * A set of positions, and one item more: it matches if the string ends here.
 * What matches whatever follows is no set but REGEX_MATCH.
 */
struct state {
	uint64_t *set;
	uint16_t *next;
	struct state *same_hash;
	unsigned int number;
};

struct table {
	struct arena *a;
	struct regex *r;
	unsigned int words, end_item;
	uint64_t *set;			/* the one in the making */
	uint64_t *again;		/* where a match may begin behind the start */
	uint64_t *targets;		/* by position, words: the set of its edges */
	bool *matches;			/* by position: an edge leads to a match */
	unsigned char byte_of[256];	/* any byte of a class */
	struct state *buckets[BUCKETS];
	list_of(struct state *) states;
};

static bool add_edges(struct table *t, const struct regex_position *p, unsigned int allowed)
{
	unsigned int i, item;

	for (i = 0; i < p->n_edges; i++) {
		const struct regex_edge *e = &p->edges[i];

		if (e->flags & ~allowed & REGEX_AT_START)
			continue;
		if (e->to == t->end_item && !(e->flags & REGEX_AT_END))
			return true;
		item = e->to;
		t->set[item / 64] |= 1ULL << (item % 64);
	}
	return false;
}

static unsigned int hash(const uint64_t *set, unsigned int words)
{
	uint64_t h = 0;

	while (words--)
		h = (h ^ *set++) * 0x9e3779b97f4a7c15ULL, h ^= h >> 29;
	return (unsigned int)(h % BUCKETS);
}

/* The state of t->set. */
static unsigned int find_state(struct table *t)
{
	size_t bytes = t->words * sizeof(uint64_t);
	struct state **bucket = &t->buckets[hash(t->set, t->words)], *s;

	for (s = *bucket; s; s = s->same_hash)
		if (!memcmp(s->set, t->set, bytes))
			return s->number;
	s = arena_one(t->a, struct state);
	s->set = arena_many(t->a, uint64_t, t->words);
	memcpy(s->set, t->set, bytes);
	s->next = arena_many(t->a, uint16_t, t->r->n_classes);
	s->number = t->states.n + REGEX_FIRST;
	s->same_hash = *bucket;
	*bucket = s;
	list_push(t->a, &t->states, s);
	return s->number;
}

static unsigned int find_next(struct table *t, const struct state *s, unsigned int b)
{
	unsigned int i, w;
	bool any = false;

	if (!b)
		return regex_has(s->set, t->end_item) ? REGEX_MATCH : REGEX_FAIL;
	memcpy(t->set, t->again, t->words * sizeof(uint64_t));
	for (i = 0; i < t->r->n_positions; i++) {
		if (!regex_has(s->set, i) || !regex_has(t->r->positions[i].bytes, b))
			continue;
		if (t->matches[i])
			return REGEX_MATCH;
		for (w = 0; w < t->words; w++)
			t->set[w] |= t->targets[(size_t)i * t->words + w];
	}
	for (w = 0; w < t->words; w++)
		any |= t->set[w] != 0;
	return any ? find_state(t) : REGEX_FAIL;
}

/* Positions under repeats have many edges; they are looked through once. */
static void make_targets(struct table *t)
{
	unsigned int i, n = t->r->n_positions;
	size_t bytes = t->words * sizeof(uint64_t);

	t->targets = arena_many(t->a, uint64_t, (size_t)n * t->words + 1);
	t->matches = arena_many(t->a, bool, n + 1);
	for (i = 0; i < n; i++) {
		memset(t->set, 0, bytes);
		t->matches[i] = add_edges(t, &t->r->positions[i], 0);
		memcpy(t->targets + (size_t)i * t->words, t->set, bytes);
	}
	memset(t->set, 0, bytes);
}

static bool make_states(struct table *t)
{
	const struct regex_position *start = &t->r->positions[t->r->n_positions];
	unsigned int i, c;

	make_targets(t);
	if (add_edges(t, start, 0)) {	/* matches everywhere */
		t->r->start = REGEX_MATCH;
		return true;
	}
	memcpy(t->again, t->set, t->words * sizeof(uint64_t));
	t->r->start = add_edges(t, start, REGEX_AT_START) ? REGEX_MATCH : find_state(t);
	for (i = 0; i < t->states.n; i++) {
		struct state *s = t->states.at[i];

		if (t->states.n > REGEX_STATES_MAX ||
		    t->states.n * t->r->n_classes > REGEX_ENTRIES_MAX)
			return false;
		for (c = 0; c < t->r->n_classes; c++)
			s->next[c] = (uint16_t)find_next(t, s, t->byte_of[c]);
	}
	return true;
}

/* ---- states that do the same are one ---------------------------------------- */

/* Does state s go where other goes, as far as groups are told apart? */
static bool goes_alike(const struct table *t, const uint16_t *group, unsigned int s,
		       unsigned int other)
{
	const uint16_t *a = t->states.at[s]->next, *b = t->states.at[other]->next;
	unsigned int c;

	if (group[s + REGEX_FIRST] != group[other + REGEX_FIRST])
		return false;
	for (c = 0; c < t->r->n_classes; c++)
		if (group[a[c]] != group[b[c]])
			return false;
	return true;
}

static unsigned int hash_row(const struct table *t, const uint16_t *group, unsigned int s)
{
	uint64_t h = group[s + REGEX_FIRST];
	unsigned int c;

	for (c = 0; c < t->r->n_classes; c++)
		h = (h ^ group[t->states.at[s]->next[c]]) * 0x9e3779b97f4a7c15ULL, h ^= h >> 29;
	return (unsigned int)(h % BUCKETS);
}

/*
 * Splits groups by where their states go; returns how many there are.  They are
 * numbered in the order of the states, so that the start comes first.  A state
 * from which nothing but REGEX_FAIL is reached ends as a group of its own, which
 * costs a row and is right all the same.
 */
static unsigned int split_groups(struct table *t, const uint16_t *group, uint16_t *finer)
{
	static const unsigned int none = ~0U;
	unsigned int *first = arena_many(t->a, unsigned int, BUCKETS);
	unsigned int *chain = arena_many(t->a, unsigned int, t->states.n + 1);
	unsigned int n = REGEX_FIRST, s, k, h;

	memset(first, 0xff, BUCKETS * sizeof(*first));
	finer[REGEX_FAIL] = REGEX_FAIL;
	finer[REGEX_MATCH] = REGEX_MATCH;
	for (s = 0; s < t->states.n; s++) {
		h = hash_row(t, group, s);
		for (k = first[h]; k != none && !goes_alike(t, group, s, k); k = chain[k])
			;
		if (k != none) {
			finer[s + REGEX_FIRST] = finer[k + REGEX_FIRST];
			continue;
		}
		finer[s + REGEX_FIRST] = (uint16_t)n++;
		chain[s] = first[h];
		first[h] = s;
	}
	return n;
}

static void put_rows(struct table *t, const uint16_t *group)
{
	struct regex *r = t->r;
	unsigned int s, c;

	r->next = arena_many(t->a, uint16_t, (size_t)r->n_states * r->n_classes + 1);
	for (s = 0; s < t->states.n; s++)
		for (c = 0; c < r->n_classes; c++)
			r->next[(group[s + REGEX_FIRST] - REGEX_FIRST) * r->n_classes + c] =
				group[t->states.at[s]->next[c]];
	r->start = group[r->start];
}

static void minimize(struct table *t)
{
	uint16_t *group = arena_many(t->a, uint16_t, t->states.n + REGEX_FIRST);
	uint16_t *finer = arena_many(t->a, uint16_t, t->states.n + REGEX_FIRST), *swap;
	unsigned int n = 0, s;
	struct arena_mark mark;

	group[REGEX_MATCH] = REGEX_MATCH;
	for (s = 0; s < t->states.n; s++)
		group[s + REGEX_FIRST] = REGEX_FIRST;
	while (n != t->r->n_states) {
		t->r->n_states = n;
		mark = arena_mark(t->a);
		n = split_groups(t, group, finer);
		arena_release(t->a, mark);
		swap = group;
		group = finer;
		finer = swap;
	}
	put_rows(t, group);
}

bool regex_make_table(struct arena *a, struct regex *r)
{
	struct table *t = arena_one(a, struct table);
	unsigned int b;

	make_classes(r);
	t->a = a;
	t->r = r;
	t->end_item = r->n_positions;
	t->words = r->n_positions / 64 + 1;
	t->set = arena_many(a, uint64_t, t->words);
	t->again = arena_many(a, uint64_t, t->words);
	for (b = 256; b-- > 0;)
		t->byte_of[r->classes[b]] = (unsigned char)b;
	if (!make_states(t))
		return false;
	r->n_states = ~0U;
	minimize(t);
	return true;
}
