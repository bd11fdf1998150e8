/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * map.h - strings to pointers, in order of insertion.
 *
 * Keys are not copied: they must live as long as the map, as arena strings do.
 * Memory is the arena's.  Lookup is O(1); map_next() walks in the order of
 * first insertion, so that output made from a map is deterministic.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct map;

struct map_entry {
	const char *key;
	void *value;
};

struct map *map_new(struct arena *a);
void *map_get(const struct map *m, const char *key);		/* NULL: not there */
void *map_getn(const struct map *m, const char *key, size_t len);
void map_put(struct map *m, const char *key, void *value);	/* replaces */
size_t map_count(const struct map *m);
/* *i starts at 0; NULL at the end. */
const struct map_entry *map_next(const struct map *m, size_t *i);

/*
 * Up to max of the map's keys that are most like name, best first, written
 * as "a, b, c" into the arena; "" when the map is empty.  Distance: insert,
 * delete and substitute cost 2, substituting only the case costs 1; ties are
 * in alphabetical order.
 */
const char *map_similar(struct arena *a, const struct map *m, const char *name, unsigned max);

/* The distance that map_similar() sorts by. */
unsigned word_distance(const char *a, const char *b);

#endif
