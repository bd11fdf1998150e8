/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex_tables.h - a compiled pattern as the runtime wants it, without emit/. */
#ifndef TESTS_UNIT_REGEX_TABLES_H
#define TESTS_UNIT_REGEX_TABLES_H

#include "base/arena.h"
#include "runtime/stap.h"
#include "stap/regex.h"

static void make_groups(struct arena *a, const struct regex *r, struct stp_regex_groups *g)
{
	struct stp_regex_edge *edges = arena_many(a, struct stp_regex_edge, r->n_edges + 1);
	unsigned short *first = arena_many(a, unsigned short, r->n_positions + 2);
	unsigned int *bytes, p, i, b, n = 0;

	g->words = (r->n_classes + 31) / 32;
	g->n_positions = r->n_positions;
	bytes = arena_many(a, unsigned int, g->words * r->n_positions + 1);
	for (p = 0; p <= r->n_positions; p++) {
		for (i = 0; i < r->positions[p].n_edges; i++) {
			const struct regex_edge *e = &r->positions[p].edges[i];

			edges[n++] = (struct stp_regex_edge){
				.to = (unsigned short)e->to, .tags = e->tags,
				.at_start = !!(e->flags & REGEX_AT_START),
				.at_end = !!(e->flags & REGEX_AT_END),
			};
		}
		first[p + 1] = (unsigned short)n;
		for (b = 0; p < r->n_positions && b < 256; b++)
			if (r->positions[p].bytes[b / 64] >> (b % 64) & 1)
				bytes[p * g->words + r->classes[b] / 32] |=
					1U << (r->classes[b] % 32);
	}
	g->edges = edges;
	g->first = first;
	g->bytes = bytes;
}

static void make_tables(struct arena *a, const struct regex *r, struct stp_regex *to,
			struct stp_regex_groups *groups)
{
	make_groups(a, r, groups);
	to->classes = r->classes;
	to->next = r->next;
	to->n_classes = r->n_classes;
	to->start = r->start;
	to->n_groups = r->n_groups;
	to->groups = groups;
}

#endif
