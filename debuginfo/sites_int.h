/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sites_int.h - one search for places in the source, which sites.c and site_lines.c share. */
#ifndef DEBUGINFO_SITES_INT_H
#define DEBUGINFO_SITES_INT_H

#include "dwarf_int.h"

struct row {
	unsigned int line;
	uint32_t pc;
};

/* The lines of one file in one unit, by line, then address. */
struct rows {
	struct rows *next;
	uint32_t unit, file;
	struct row *at;
	size_t n;
};

struct seek {
	struct di_kernel *k;
	const struct dx *x;
	const struct di_query *q;
	struct di_missed *missed;
	struct arena *scratch;
	list_of(struct di_site) sites;
	struct rows *rows;
	uint8_t *file_known;		/* by offset of its name: 1 matches, 2 does not */
	unsigned int n_code;		/* functions that match and have code */
	bool by_lines;			/* sites are within functions */
};

/* A function that matches, or one copy of it. */
struct found {
	const struct dx_function *fn;
	uint32_t die, unit, flags;
	bool is_inline;
};

void seek_add(struct seek *se, const struct found *f, uint32_t pc, unsigned int line);

/* site_lines.c: the lines or labels of f that are asked for; pc is its entry. */
void seek_lines(struct seek *se, const struct found *f, uint32_t pc);

/* Moves s, an entry, to the statement at that address; false: none begins there. */
bool site_statement(struct di_kernel *k, uint64_t address, struct di_site *s, uint64_t *near);

#endif
