/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * map.h - what the files of arrays and statistics share; nothing of the kernel.
 *
 * An array is one table.  An array of statistics is a table for each lane, the
 * part that only this lane adds to, and one more with the sum of the parts; a
 * statistic alone is such an array without keys.  Who may do what is settled
 * by the lock of the global: see stap.h.
 */
#ifndef STP_MAP_H
#define STP_MAP_H

#include "stap.h"

#define STP_HIST_MAX	128		/* buckets of a histogram, unless -D says more */
#define STP_HIST_LIMIT	1024		/* whatever it says */

struct stp_stat {
	const struct stp_map_info *info;
	unsigned int n_buckets;
	stp_s64 count, sum, min, max;
	/*
	 * Of a part: the running average, shifted, and the sum of squares.
	 * Merged: spread is what the parts have together.
	 */
	stp_s64 average, spread;
	stp_s64 buckets[];
};

/* Room for any statistic. */
#define STP_STAT_BYTES	(sizeof(struct stp_stat) + STP_HIST_LIMIT * sizeof(stp_s64))

struct stp_node {
	struct stp_node *prev, *next;	/* the list, in order */
	struct stp_node *chain;		/* same hash; of a free one: next free */
	stp_u64 hash;
	stp_u64 generation;		/* of the table while it is in it, else 0 */
	/* keys and value follow, where the state says */
};

struct stp_table {
	const struct stp_map_state *map;
	struct stp_node **chains;	/* map->mask + 1 */
	char *nodes;			/* size nodes of node_bytes */
	struct stp_node *first, *last;	/* the oldest first */
	struct stp_node *free;		/* were used since clear */
	unsigned int fresh;		/* nodes from here on were not */
	unsigned int count;
	stp_u64 generation;		/* counts clears */
	stp_u64 changes;		/* a part's: what was added and deleted */
};

struct stp_map_state {
	const struct stp_map_info *info;
	unsigned int size;		/* nodes of a table */
	unsigned int string_bytes;
	unsigned int n_buckets;		/* of the histograms */
	unsigned long mask;
	stp_u64 seed;			/* of the hash */
	unsigned long key_at[STP_KEYS_MAX], value_at, value_bytes, node_bytes;

	struct stp_table *all;		/* the array, or the sum of the parts */
	int merged, sorted;		/* all is the sum; not as it was merged */
	stp_u64 merged_changes;		/* of the parts, then */
	unsigned int n_parts;		/* 0: no statistics */
	struct stp_table *parts[];
};

/* ---- what it needs of its surroundings ----------------------------------------- */

/* Zeroed memory near the CPU of a lane (negative: of nobody); NULL: none. */
void *stp_array_alloc(unsigned long bytes, int lane);
void stp_array_free(void *p);		/* NULL is fine */
/* The lane in which a handler runs, and its room for two merged statistics. */
unsigned int stp_lane_index(struct stp_context *c);
struct stp_stat *stp_lane_stat(struct stp_context *c, unsigned int slot);

/* ---- map.c ----------------------------------------------------------------------- */

/* Allocates all of m; false: no memory, nothing is kept.  Not for handlers. */
int stp_map_make(struct stp_map *m, unsigned int lanes, unsigned int string_bytes,
		 stp_u64 seed);
void stp_map_free(struct stp_map *m);

static inline struct stp_map_state *stp_map_state(const struct stp_map *m)
{
	return m->state;
}

/* The element of t, made if need be; NULL with c->error set: t is full. */
struct stp_node *stp_map_need(struct stp_context *c, struct stp_table *t,
			      const union stp_key *keys);

/* ---- table.c ---------------------------------------------------------------------- */

struct stp_table *stp_table_new(const struct stp_map_state *s, int lane);
stp_u64 stp_table_hash(const struct stp_map_state *s, const union stp_key *keys);
struct stp_node *stp_table_find(const struct stp_table *t, const union stp_key *keys,
				stp_u64 hash);
/* Of keys that are not in it; a full table that wraps drops its first. NULL: full. */
struct stp_node *stp_table_add(struct stp_table *t, const union stp_key *keys,
			       stp_u64 hash);
void stp_table_remove(struct stp_table *t, struct stp_node *n);
void stp_table_clear(struct stp_table *t);
/* Moves n to the front of the list. */
void stp_table_to_front(struct stp_table *t, struct stp_node *n);
/* Whether those keys of n agree of which bit i is set in given. */
int stp_table_matches(const struct stp_map_state *s, const struct stp_node *n,
		      const union stp_key *keys, unsigned int given);
/* The keys of n, to look it up elsewhere. */
void stp_table_keys(const struct stp_map_state *s, const struct stp_node *n,
		    union stp_key *keys);

static inline int stp_key_is_string(const struct stp_map_state *s, unsigned int key)
{
	return s->info->string_keys >> key & 1;
}

static inline void *stp_node_key(const struct stp_map_state *s,
				 const struct stp_node *n, unsigned int key)
{
	return (char *)n + s->key_at[key];
}

static inline void *stp_node_value(const struct stp_map_state *s,
				   const struct stp_node *n)
{
	return (char *)n + s->value_at;
}

/* ---- stat.c, hist.c ------------------------------------------------------------------ */

/* What a sort of statistics goes by: enum stp_sort_by. */
stp_s64 stp_stat_rank(const struct stp_stat *s, int by);

/* How many buckets; 0: no histogram, or not a valid one. */
unsigned int stp_hist_size(const struct stp_map_info *info);
unsigned int stp_hist_index(const struct stp_map_info *info, unsigned int n_buckets,
			    stp_s64 v);

#endif
