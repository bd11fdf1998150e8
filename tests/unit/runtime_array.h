/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * runtime_array.h - the runtime's arrays in user space, for their tests.
 *
 * A lane is a number that the test sets; what is printed and what fails is
 * kept as text; memory can run out.
 */
#ifndef TESTS_UNIT_RUNTIME_ARRAY_H
#define TESTS_UNIT_RUNTIME_ARRAY_H

#include "tests/unit/test.h"

#include "runtime/string.c"
#include "runtime/quote.c"
#include "runtime/table.c"
#include "runtime/map.c"
#include "runtime/sort.c"
#include "runtime/stat.c"
#include "runtime/hist.c"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LANES		3
#define STRING_BYTES	16
#define SEED		12345
#define LEAST		(-0x7fffffffffffffffLL - 1)
#define MOST		0x7fffffffffffffffLL

static struct stp_context ctx;
static char error_text[128], printed[8192];
static unsigned int lane;
static int allocations, allocations_left = -1;	/* negative: without end */

void *stp_array_alloc(unsigned long bytes, int of)
{
	(void)of;
	if (!allocations_left)
		return NULL;
	allocations_left--;
	allocations++;
	return calloc(1, bytes);
}

void stp_array_free(void *p)
{
	allocations -= p != NULL;
	free(p);
}

unsigned int stp_lane_index(struct stp_context *c)
{
	(void)c;
	return lane;
}

struct stp_stat *stp_lane_stat(struct stp_context *c, unsigned int slot)
{
	static stp_u64 room[2][STP_STAT_BYTES / 8];

	(void)c;
	return (struct stp_stat *)room[slot];
}

void stp_error(struct stp_context *c, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(error_text, sizeof(error_text), fmt, args);
	va_end(args);
	c->error = error_text;
}

void stp_print(struct stp_context *c, const char *s)
{
	(void)c;
	strncat(printed, s, sizeof(printed) - strlen(printed) - 1);
}

/* What failed since the last time, "": nothing. */
static inline const char *failed(void)
{
	const char *text = ctx.error ? ctx.error : "";

	ctx.error = NULL;
	return text;
}

static inline void make(struct stp_map *m, const struct stp_map_info *info)
{
	m->info = info;
	if (!stp_map_make(m, LANES, STRING_BYTES, SEED))
		abort();
}

/* The keys of an array with one, or with a number and a string. */
static inline union stp_key *key(stp_s64 n)
{
	static union stp_key k;

	k.n = n;
	return &k;
}

static inline union stp_key *pair(stp_s64 n, const char *s)
{
	static union stp_key k[2];

	k[0].n = n;
	k[1].s = s;
	return k;
}

/* Small numbers that are the same in each run. */
static inline unsigned int some(unsigned int below)
{
	static stp_u64 state = 1;

	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (state >> 33) % below;
}

#endif
