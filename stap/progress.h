/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * progress.h - the "Pass N: ..." lines of -v, and the line that ends a failed run.
 */
#ifndef STAP_PROGRESS_H
#define STAP_PROGRESS_H

#include <stdint.h>

#include "base/util.h"

struct program;
struct session;

/* CPU time in ms of us and our children, and the clock. */
struct pass_clock {
	unsigned int user, sys;
	uint64_t real_us;
};

void clock_start(struct pass_clock *c);

/*
 * With -v: "Pass N: WHAT", with memory " using ...kb," and " in ...usr/...sys/
 * ...real ms." behind it.
 */
void progress_pass(const struct session *s, const struct pass_clock *c, unsigned int pass,
		   const char *fmt, ...) printf_like(4, 5);
/* Passes 4 and 5 have no memory part. */
void progress_time(const struct session *s, const struct pass_clock *c, unsigned int pass,
		   const char *fmt, ...) printf_like(4, 5);
/* With -v: the bare line. */
void progress_line(const struct session *s, unsigned int pass, const char *fmt, ...)
	printf_like(3, 4);

/* "1 probe, 2 functions, 0 embeds, 1 global": what pass 2 found. */
const char *progress_counts(const struct session *s, const struct program *p);

/* "Pass N: parse failed.  [man error::pass1]"; always EXIT_FAILURE. */
int progress_failed(const struct session *s, unsigned int pass);

#endif
