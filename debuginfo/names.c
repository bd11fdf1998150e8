/* SPDX-License-Identifier: GPL-2.0-or-later */
/* names.c - many names: sorted, found by hash, matched by pattern, compared. */
#include "di_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"

/* ---- sorting ---------------------------------------------------------------- */

/* The next 8 bytes of s as a number that compares like them. */
static uint64_t prefix_of(const char *s)
{
	uint64_t key = 0;
	int i;

	for (i = 0; i < 8 && s[i]; i++)
		key |= (uint64_t)(unsigned char)s[i] << (56 - 8 * i);
	return key;
}

static int compare_items(const void *x, const void *y)
{
	const struct name_item *a = x, *b = y;
	int c = strcmp(a->name, b->name);

	return c ? c : (a->tag > b->tag) - (a->tag < b->tag);
}

static void swap_items(struct name_item *a, struct name_item *b)
{
	struct name_item t = *a;

	*a = *b;
	*b = t;
}

static void sort_few(struct name_item *at, size_t n)
{
	size_t i, j;

	for (i = 1; i < n; i++)
		for (j = i; j && compare_items(&at[j - 1], &at[j]) > 0; j--)
			swap_items(&at[j - 1], &at[j]);
}

static uint64_t median(uint64_t a, uint64_t b, uint64_t c)
{
	if (a > b) {
		uint64_t t = a;

		a = b;
		b = t;
	}
	return c <= a ? a : c >= b ? b : c;
}

/* Below, equal to and above the pivot; the bounds of the middle come back. */
static void partition(struct name_item *at, size_t n, size_t *lo, size_t *hi)
{
	uint64_t pivot = median(at[0].key, at[n / 2].key, at[n - 1].key);
	size_t below = 0, i = 0, above = n;

	while (i < above) {
		if (at[i].key < pivot)
			swap_items(&at[below++], &at[i++]);
		else if (at[i].key > pivot)
			swap_items(&at[i], &at[--above]);
		else
			i++;
	}
	*lo = below;
	*hi = above;
}

/*
 * Quicksort over 8 bytes at a time: names of a kernel share long beginnings,
 * and comparing numbers in the array itself misses the cache far less than
 * comparing strings.  Names that agree in more bytes than any real ones are
 * left to qsort(), so that the recursion has a bound.
 */
static void sort_from(struct name_item *at, size_t n, size_t depth)
{
	size_t lo, hi, i;

	while (n > 12) {
		if (depth > 512) {
			qsort(at, n, sizeof(*at), compare_items);
			return;
		}
		partition(at, n, &lo, &hi);
		if (at[lo].key & 0xff) {
			for (i = lo; i < hi; i++)
				at[i].key = prefix_of(at[i].name + depth + 8);
			sort_from(at + lo, hi - lo, depth + 8);
		} else if (hi - lo > 1) {
			qsort(at + lo, hi - lo, sizeof(*at), compare_items);
		}
		/* the smaller side by recursion, the larger one by the loop */
		if (lo < n - hi) {
			sort_from(at, lo, depth);
			at += hi;
			n -= hi;
		} else {
			sort_from(at + hi, n - hi, depth);
			n = lo;
		}
	}
	sort_few(at, n);
}

void names_sort(struct name_item *at, size_t n)
{
	size_t i;

	for (i = 1; i < n && compare_items(&at[i - 1], &at[i]) <= 0; i++)
		;
	if (i >= n)
		return;
	for (i = 0; i < n; i++)
		at[i].key = prefix_of(at[i].name);
	sort_from(at, n, 0);
}

/* ---- hash -------------------------------------------------------------------- */

static uint32_t hash_of(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h ^ h >> 15;
}

void names_index(struct name_index *x, struct arena *a, const struct name_item *at, uint32_t n)
{
	uint32_t size = 16, i, *bucket;

	while (size < n && size < 1u << 30)
		size *= 2;
	x->at = arena_many(a, struct name_entry, n);
	x->bucket = arena_many(a, uint32_t, size);
	x->mask = size - 1;
	x->n = n;
	/* backwards, so that each chain is in the order of the items */
	for (i = n; i-- > 0;) {
		bucket = &x->bucket[hash_of(at[i].name) & x->mask];
		x->at[i].name = at[i].name;
		x->at[i].tag = at[i].tag;
		x->at[i].next = *bucket;
		*bucket = i + 1;
	}
	x->is_ready = true;
}

const struct name_entry *names_find(const struct name_index *x, const char *name,
				    const struct name_entry *prev)
{
	uint32_t i = prev ? prev->next : x->bucket[hash_of(name) & x->mask];

	for (; i; i = x->at[i - 1].next)
		if (!strcmp(x->at[i - 1].name, name))
			return &x->at[i - 1];
	return NULL;
}

/* ---- patterns ------------------------------------------------------------------ */

bool names_is_pattern(const char *s)
{
	return strpbrk(s, "*?[\\") != NULL;
}

/* p is after '['.  The end of the class, or NULL when it has none. */
static const char *match_class(const char *p, unsigned char c, bool *hit)
{
	bool invert = *p == '!' || *p == '^';
	const char *first;
	unsigned char lo, hi;

	p += invert;
	*hit = false;
	for (first = p; *p && (*p != ']' || p == first); p++) {
		lo = hi = *p;
		if (p[1] == '-' && p[2] && p[2] != ']') {
			hi = p[2];
			p += 2;
		}
		if (c >= lo && c <= hi)
			*hit = true;
	}
	if (invert)
		*hit = !*hit;
	return *p ? p + 1 : NULL;
}

/* One character of the pattern against c; where the pattern goes on, or NULL. */
static const char *match_one(const char *p, char c)
{
	const char *end;
	bool hit;

	if (*p == '?')
		return p + 1;
	if (*p == '[') {
		end = match_class(p + 1, c, &hit);
		if (end)
			return hit ? end : NULL;
	}
	if (*p == '\\' && p[1])
		p++;
	return *p == c ? p + 1 : NULL;
}

bool names_match(const char *p, const char *s)
{
	const char *star = NULL, *retry = NULL, *next;

	while (*s) {
		if (*p == '*') {
			star = ++p;
			retry = s;
			continue;
		}
		next = *p ? match_one(p, *s) : NULL;
		if (next) {
			p = next;
			s++;
		} else if (star) {
			p = star;
			s = ++retry;
		} else {
			return false;
		}
	}
	while (*p == '*')
		p++;
	return !*p;
}

bool di_name_matches(const char *pattern, const char *name)
{
	return names_match(pattern, name);
}

bool names_is_padding(const char *name)
{
	const char *dot;

	if (name[0] == '_' && name[1] == '_' &&
	    (!strncmp(name, "__pfx_", 6) || !strncmp(name, "__cfi_", 6)))
		return true;
	dot = strstr(name, ".cold");
	return dot && (!dot[5] || dot[5] == '.');
}

/* ---- likeness ------------------------------------------------------------------- */

void similar_offer(struct similar *s, const char *candidate)
{
	size_t a = strlen(s->name), b = strlen(candidate);
	unsigned int d, i, least = 2 * (a > b ? a - b : b - a);

	/* a difference in length is the least that a distance can be */
	if (s->n == s->max && least > s->best[s->n - 1].distance)
		return;
	d = word_distance(s->name, candidate);
	for (i = s->n; i > 0; i--) {
		int c = strcmp(s->best[i - 1].name, candidate);

		if (s->best[i - 1].distance == d && !c)
			return;
		if (s->best[i - 1].distance < d || (s->best[i - 1].distance == d && c < 0))
			break;
	}
	if (i >= s->max)
		return;
	if (s->n < s->max)
		s->n++;
	memmove(&s->best[i + 1], &s->best[i], (s->n - i - 1) * sizeof(s->best[0]));
	s->best[i].name = candidate;
	s->best[i].distance = d;
}

const char *similar_list(const struct similar *s, struct arena *a)
{
	struct text t = TEXT_EMPTY;
	char *list;
	unsigned int i;

	for (i = 0; i < s->n; i++) {
		text_put(&t, i ? ", " : "");
		text_put(&t, s->best[i].name);
	}
	list = arena_strdup(a, t.buf ? t.buf : "");
	text_free(&t);
	return list;
}
