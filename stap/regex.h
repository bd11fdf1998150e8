/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * regex.h - patterns of =~ and !~, made into tables that need no searching back.
 *
 * A pattern is parsed to a tree, the tree becomes positions (each waits for one
 * byte) with edges between them, and the positions become a smallest automaton
 * that says whether a string matches.  Positions and edges are kept for scripts
 * that ask where it matched.  All sizes are bounded.
 *
 * Which match: the leftmost one, of those the longest, of those the one that
 * takes alternatives from the left and repeats as often as it can.
 */
#ifndef STAP_REGEX_H
#define STAP_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct program;

#define REGEX_FAIL	0	/* states in which all is decided */
#define REGEX_MATCH	1
#define REGEX_FIRST	2	/* the first with a row in next */

/* May be taken only at the start, only at the end of the string. */
#define REGEX_AT_START	1
#define REGEX_AT_END	2

struct regex_edge {
	unsigned int to;	/* a position; n_positions: it matched */
	unsigned int flags;	/* REGEX_AT_* */
	uint64_t tags;		/* bit i: slot i is here */
};

struct regex_position {
	const uint64_t *bytes;	/* [4]: for which it waits */
	struct regex_edge *edges; /* where it leads, best first */
	unsigned int n_edges;
};

struct regex {
	uint8_t classes[256];	/* of bytes that no state tells apart; NUL is alone */
	unsigned int n_classes;
	uint16_t *next;		/* [(state - REGEX_FIRST) * n_classes + class] */
	unsigned int n_states;	/* with the two that have no row */
	unsigned int start;
	unsigned int n_groups;	/* with the whole: slots 2n and 2n + 1 are of group n */
	struct regex_position *positions; /* at n_positions: the start */
	unsigned int n_positions;
	unsigned int n_edges;	/* of all */
};

struct regex_error {
	size_t at;		/* byte of the pattern */
	const char *msg;
};

/* In the arena; NULL with *err set: no such pattern, or too large. */
struct regex *regex_compile(struct arena *a, const char *pattern, struct regex_error *err);

/* Words of memory that the search for its groups takes. */
unsigned int regex_match_words(const struct regex *r);

/* The pattern that a raw literal is, in the arena. */
const char *regex_text(struct arena *a, const char *raw);

/*
 * Compiles each pattern of a program, into expr->regex; equal ones are one.
 * Sets expr->sets_groups when a function has the pragma that asks for groups.
 * false after reporting.
 */
bool regexes_compile(struct program *p);

#endif
