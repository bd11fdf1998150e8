/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * progress.c - the "Pass N: ..." lines of -v, and the line that ends a failed run.
 */
#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "program.h"
#include "session.h"

static unsigned int ms(const struct timeval *t)
{
	return (unsigned int)(t->tv_sec * 1000 + t->tv_usec / 1000);
}

void clock_start(struct pass_clock *c)
{
	struct rusage self, children;
	struct timespec now;

	getrusage(RUSAGE_SELF, &self);
	getrusage(RUSAGE_CHILDREN, &children);
	clock_gettime(CLOCK_MONOTONIC, &now);
	c->user = ms(&self.ru_utime) + ms(&children.ru_utime);
	c->sys = ms(&self.ru_stime) + ms(&children.ru_stime);
	c->real_us = (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static void print_time(const struct pass_clock *start)
{
	struct pass_clock now;

	clock_start(&now);
	fprintf(stderr, " in %uusr/%usys/%ureal ms.\n", now.user - start->user,
		now.sys - start->sys, (unsigned int)((now.real_us - start->real_us) / 1000));
}

/* Sizes in kB of our address space, as /proc/self/statm counts pages. */
static void print_memory(void)
{
	unsigned long size = 0, resident = 0, shared = 0, text, lib, data = 0;
	unsigned long kb = (unsigned long)sysconf(_SC_PAGESIZE) / 1024;
	FILE *f = fopen("/proc/self/statm", "re");

	if (f) {
		if (fscanf(f, "%lu %lu %lu %lu %lu %lu", &size, &resident, &shared, &text,
			   &lib, &data) != 6)
			data = 0;
		fclose(f);
	}
	fprintf(stderr, " using %luvirt/%lures/%lushr/%ludata kb,",
		size * kb, resident * kb, shared * kb, data * kb);
}

static void put_line(unsigned int pass, const char *fmt, va_list ap)
{
	fprintf(stderr, "Pass %u: ", pass);
	vfprintf(stderr, fmt, ap);
}

void progress_pass(const struct session *s, const struct pass_clock *c, unsigned int pass,
		   const char *fmt, ...)
{
	va_list ap;

	if (!verbose(s, pass))
		return;
	va_start(ap, fmt);
	put_line(pass, fmt, ap);
	va_end(ap);
	print_memory();
	print_time(c);
}

void progress_time(const struct session *s, const struct pass_clock *c, unsigned int pass,
		   const char *fmt, ...)
{
	va_list ap;

	if (!verbose(s, pass))
		return;
	va_start(ap, fmt);
	put_line(pass, fmt, ap);
	va_end(ap);
	print_time(c);
}

void progress_line(const struct session *s, unsigned int pass, const char *fmt, ...)
{
	va_list ap;

	if (!verbose(s, pass))
		return;
	va_start(ap, fmt);
	put_line(pass, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static const char *counted(struct arena *a, unsigned int n, const char *what)
{
	return arena_printf(a, "%u %s%s", n, what, n == 1 ? "" : "s");
}

const char *progress_counts(const struct session *s, const struct program *p)
{
	struct arena *a = s->arena;

	return arena_printf(a, "%s, %s, %s, %s", counted(a, p ? p->probes.n : 0, "probe"),
			    counted(a, p ? p->functions.n : 0, "function"),
			    counted(a, p ? p->embedded.n : 0, "embed"),
			    counted(a, p ? p->globals.n : 0, "global"));
}

int progress_failed(const struct session *s, unsigned int pass)
{
	static const char *const what[] = {
		[1] = "parse", [2] = "analysis", [3] = "translation", [4] = "compilation",
		[5] = "run",
	};

	if (s->opt->listing == LIST_NONE)
		diag_line(s->diag, "Pass %u: %s failed.  [man error::pass%u]", pass, what[pass],
			  pass);
	return EXIT_FAILURE;
}
