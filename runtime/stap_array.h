/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stap_array.h - the part of stap.h about arrays and statistics; only stap.h includes it. */
#ifndef STP_STAP_ARRAY_H
#define STP_STAP_ARRAY_H

#define STP_KEYS_MAX	9

/* One key of an element, as the script's object passes it. */
union stp_key {
	stp_s64 n;
	const char *s;
};

enum stp_hist_kind { STP_HIST_NONE, STP_HIST_LOG, STP_HIST_LINEAR };

/* Which facts of a statistic the script asks for; others are not kept. */
#define STP_STAT_SUM		1
#define STP_STAT_MINMAX		2
#define STP_STAT_VARIANCE	4

/*
 * What an array is, or a statistic that stands alone (no keys, no size).  All
 * of its memory is allocated before the start; handlers only use it.
 *
 * Locks: what finds a value is a read; what makes, changes, deletes or sorts is
 * a write.  Of statistics it is the other way round: `<<<` takes the lock
 * shared, all else takes it exclusively, since it looks at the parts of other
 * CPUs.
 */
struct stp_map_info {
	const char *name;		/* as in the script, for messages */
	unsigned int n_keys;		/* 0..STP_KEYS_MAX */
	unsigned int string_keys;	/* bit i: key i is a string */
	int value;			/* enum stp_value_type */
	unsigned int size;		/* elements at most */
	unsigned char sized;		/* the script gave the size: for the message */
	unsigned char wraps;		/* full: the oldest element makes room */
	/* STP_STATS only */
	unsigned char stats;		/* STP_STAT_* */
	unsigned char shift;		/* of @variance */
	/* What -D changes; 0: as ever. */
	signed char hash_bias;		/* MAPHASHBIAS: so many times twice the chains */
	unsigned char bar_width;	/* HIST_WIDTH */
	short gap_rows;			/* HIST_ELISION + 1; negative: no gaps */
	unsigned short max_buckets;	/* STP_MAX_BUCKETS */
	int hist;			/* enum stp_hist_kind */
	stp_s64 low, high, step;	/* STP_HIST_LINEAR */
};

/* An array as the script's object holds it; the rest is the runtime's. */
struct stp_map {
	const struct stp_map_info *info;
	void *state;
};

struct stp_node;			/* an element */
struct stp_stat;			/* a merged statistic */

/*
 * The value of an element; 0 or "" when it is not there, and nothing is made.
 * A string stays valid until the array is changed.
 */
stp_s64 stp_map_long(struct stp_map *m, const union stp_key *keys);
const char *stp_map_string(struct stp_map *m, const union stp_key *keys);
/*
 * The place of a value, made (0, "") when it is not there: for assignments.
 * NULL with c->error set when the array is full: "Array overflow, check size
 * limit (N)" or "Array overflow, check MAXMAPENTRIES".
 */
stp_s64 *stp_map_long_slot(struct stp_context *c, struct stp_map *m,
			   const union stp_key *keys);
char *stp_map_string_slot(struct stp_context *c, struct stp_map *m,
			  const union stp_key *keys);
/* Bit i of given: key i counts; the others are '*'. */
stp_s64 stp_map_has(struct stp_map *m, const union stp_key *keys, unsigned int given);
void stp_map_delete(struct stp_map *m, const union stp_key *keys, unsigned int given);
void stp_map_clear(struct stp_map *m);

/* `m[keys] <<< v`, into this CPU's part. keys NULL: a statistic alone. */
void stp_stat_add(struct stp_context *c, struct stp_map *m, const union stp_key *keys,
		  stp_s64 v);
/*
 * The statistic merged over all CPUs, in memory of the context: one at a time
 * for each of two slots (0, 1).  An element that is not there is empty.
 */
const struct stp_stat *stp_stat_get(struct stp_context *c, struct stp_map *m,
				    const union stp_key *keys, unsigned int slot);
/* Of an empty one @count and @sum are 0, the others the error "empty aggregate". */
stp_s64 stp_stat_count(const struct stp_stat *s);
stp_s64 stp_stat_sum(const struct stp_stat *s);
stp_s64 stp_stat_min(struct stp_context *c, const struct stp_stat *s);
stp_s64 stp_stat_max(struct stp_context *c, const struct stp_stat *s);
stp_s64 stp_stat_avg(struct stp_context *c, const struct stp_stat *s);
stp_s64 stp_stat_variance(struct stp_context *c, const struct stp_stat *s);
/* Histograms: printed as text (dst NULL: to the output), and by bucket. */
void stp_hist_print(struct stp_context *c, const struct stp_stat *s, char *dst,
		    unsigned int size);
unsigned int stp_hist_buckets(const struct stp_stat *s);
/* Count of a bucket; outside: error "histogram index out of range"; of an empty
 * statistic "empty aggregate". */
stp_s64 stp_hist_bucket(struct stp_context *c, const struct stp_stat *s, stp_s64 i);
/* The least value of a bucket, of those below zero of @hist_log the one of the
 * least magnitude: as its row is labelled.  foreach gives the index, not this. */
stp_s64 stp_hist_value(const struct stp_stat *s, stp_s64 i);

enum stp_sort_by {			/* what a foreach sorts by */
	STP_BY_VALUE, STP_BY_COUNT, STP_BY_SUM, STP_BY_MIN, STP_BY_MAX, STP_BY_AVG,
	STP_BY_KEY,			/* + index of the key */
};

/*
 * foreach: begin (merges an array of statistics; "aggregation overflow in
 * NAME"), sort if asked (by, descending; limit > 0: only the first so many need
 * be in order), then first, next ... until NULL.  The order stays in the array.
 */
void stp_map_begin(struct stp_context *c, struct stp_map *m);
void stp_map_sort(struct stp_map *m, int by, int descending, stp_s64 limit);
struct stp_node *stp_map_first(struct stp_map *m);
struct stp_node *stp_map_next(struct stp_map *m, struct stp_node *n);
stp_s64 stp_node_key_long(struct stp_map *m, struct stp_node *n, unsigned int key);
const char *stp_node_key_string(struct stp_map *m, struct stp_node *n, unsigned int key);
stp_s64 stp_node_long(struct stp_map *m, struct stp_node *n);
const char *stp_node_string(struct stp_map *m, struct stp_node *n);
const struct stp_stat *stp_node_stat(struct stp_map *m, struct stp_node *n);

#endif
