/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * regex_int.h - what the steps from a pattern to its tables share.
 */
#ifndef STAP_REGEX_INT_H
#define STAP_REGEX_INT_H

#include "base/arena.h"
#include "regex.h"

#define REGEX_BYTES_MAX		4096	/* of a pattern */
#define REGEX_DEPTH_MAX		100	/* of parentheses */
#define REGEX_GROUPS_MAX	32	/* with the whole: their slots fill 64 bits */
#define REGEX_REPEAT_MAX	255	/* in braces */
#define REGEX_POSITIONS_MAX	1024
#define REGEX_CODE_MAX		16384	/* steps between the tree and the positions */
#define REGEX_STATES_MAX	2048
#define REGEX_ENTRIES_MAX	65536	/* of the table */

/* What the search for groups may take of each lane, and of a handler's time. */
#define REGEX_WORDS_MAX		32768
#define REGEX_EDGES_MAX		4096

#define REPEAT_FOREVER		(~0U)

enum node_kind {
	NODE_EMPTY, NODE_BYTES, NODE_START, NODE_END, NODE_BOTH, NODE_EITHER,
	NODE_REPEAT, NODE_GROUP,
};

struct regex_node {
	enum node_kind kind;
	const struct regex_node *left, *right;
	unsigned int min, max;	/* NODE_REPEAT */
	unsigned int group;	/* NODE_GROUP */
	uint64_t bytes[4];	/* NODE_BYTES; never NUL */
};

/* The pattern's tree and number of groups; NULL with *err set. */
const struct regex_node *regex_parse(struct arena *a, const char *pattern,
				     unsigned int *n_groups, struct regex_error *err);
/* Fills r->positions and all that belongs to them; false: too large. */
bool regex_make_positions(struct arena *a, struct regex *r, const struct regex_node *root);
/* Fills the rest of r; false: too large. */
bool regex_make_table(struct arena *a, struct regex *r);

/* Bit i of a set of bytes or of positions. */
static inline bool regex_has(const uint64_t *set, unsigned int i)
{
	return set[i / 64] >> (i % 64) & 1;
}

#endif
