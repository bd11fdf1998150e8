/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fake_runtime.c - runs the begin, end and error handlers of a script as a program. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/format.h"
#include "runtime/map.h"
#include "runtime/stap.h"

/* ORDER run: as long as all is well, after exit(), after an error. */
enum run { RUNNING, EXITING, FAILED };

static struct stp_context context;
static const char *callers[16];
static unsigned int n_callers, errors;
static char error_text[512];
static enum run state;
static struct stp_match match;

/* ---- errors ------------------------------------------------------------ */

void stp_error(struct stp_context *c, const char *fmt, ...)
{
	va_list args;

	if (c->error)
		return;
	va_start(args, fmt);
	vsnprintf(error_text, sizeof(error_text), fmt, args);
	va_end(args);
	c->error = error_text;
}

void stp_error_at(struct stp_context *c, const char *place)
{
	if (!c->error_at)
		c->error_at = place;
	else if (n_callers < sizeof(callers) / sizeof(*callers))
		callers[n_callers++] = place;
}

void stp_out_of_steps(struct stp_context *c, const char *place)
{
	c->error = "MAXACTION exceeded";
	c->fatal = 1;
	stp_error_at(c, place);
}

void stp_too_deep(struct stp_context *c)
{
	c->error = "MAXNESTING exceeded";
}

void stp_caught(struct stp_context *c, char *dst, unsigned int size)
{
	if (dst)
		stp_strcpy(dst, c->error, size);
	c->error = NULL;
	c->error_at = NULL;
	n_callers = 0;
}

static void report(const struct stp_context *c)
{
	unsigned int i;

	printf("ERROR: %s near %s", c->error, c->error_at);
	for (i = 0; i < n_callers; i++)
		printf(" (called from %s)", callers[i]);
	printf(" in probe %s\n", c->probe->point);
	if (++errors > stp_script.limits.maxerrors)
		state = FAILED;
}

/* ---- printing ---------------------------------------------------------- */

void stp_print(struct stp_context *c, const char *s)
{
	(void)c;
	fputs(s, stdout);
}

void stp_print_char(struct stp_context *c, stp_s64 ch)
{
	(void)c;
	putchar((unsigned char)ch);
}

/* How much it was: NULs are bytes like others. */
static size_t format(struct stp_context *c, char *dst, size_t size, const char *fmt,
		     struct stp_args *args)
{
	struct stp_sink s = { .at = dst, .end = dst + size - 1 };

	stp_format(&s, c, fmt, args);
	*s.at = 0;
	return (size_t)(s.at - dst);
}

void stp_printf(struct stp_context *c, const char *fmt, ...)
{
	struct stp_args args;
	char buf[8192];
	size_t n;

	va_start(args.list, fmt);
	n = format(c, buf, sizeof(buf), fmt, &args);
	va_end(args.list);
	if (!c->error)
		fwrite(buf, 1, n, stdout);
}

void stp_sprintf(struct stp_context *c, char *dst, unsigned int size, const char *fmt, ...)
{
	struct stp_args args;

	va_start(args.list, fmt);
	format(c, dst, size, fmt, &args);
	va_end(args.list);
}

/* There is no kernel memory here. */
int stp_format_read(void *dst, stp_u64 address, unsigned int len, int user)
{
	(void)dst;
	(void)address;
	(void)len;
	(void)user;
	return -1;
}

stp_s64 stp_kernel_load(struct stp_context *c, const char *what, stp_s64 address,
			unsigned int size)
{
	(void)size;
	stp_error(c, "kernel %s copy fault at 0x%llx [man error::fault]", what, address);
	return 0;
}

/* ---- what scripts of the tests ask for --------------------------------- */

void stp_exit(struct stp_context *c)
{
	(void)c;
	if (state == RUNNING)
		state = EXITING;
}

const char *stp_pp(struct stp_context *c)
{
	return c->probe->point;
}

const char *stp_pn(struct stp_context *c)
{
	return c->probe->written;
}

stp_s64 stp_pid(void)
{
	return 42;
}

/* ---- arrays ------------------------------------------------------------ */

/* As in a kernel with two CPUs: the handlers run in a lane of their own. */
#define LANES	3

void *stp_array_alloc(unsigned long bytes, int lane)
{
	(void)lane;
	return calloc(1, bytes);
}

void stp_array_free(void *p)
{
	free(p);
}

unsigned int stp_lane_index(struct stp_context *c)
{
	(void)c;
	return LANES - 1;
}

struct stp_stat *stp_lane_stat(struct stp_context *c, unsigned int slot)
{
	static stp_s64 room[2][STP_STAT_BYTES / sizeof(stp_s64) + 1];

	(void)c;
	return (struct stp_stat *)room[slot];
}

static int make_maps(void)
{
	unsigned int i;

	for (i = 0; i < stp_script.maps.n; i++)
		if (!stp_map_make(stp_script.maps.at[i], LANES, STP_MAXSTRINGLEN, 1234567))
			return 0;
	return 1;
}

static void free_maps(void)
{
	unsigned int i;

	for (i = 0; i < stp_script.maps.n; i++)
		stp_map_free(stp_script.maps.at[i]);
}

/* ---- a session --------------------------------------------------------- */

/* The frame is full of what must not be read. */
static void run(const struct stp_probe *probe)
{
	size_t size = stp_script.limits.frame_bytes;
	struct stp_context *c = &context;
	char *frame = malloc(size + 1);

	memset(frame, '#', size);
	memset(c, 0, sizeof(*c));
	n_callers = 0;
	c->steps = stp_script.limits.maxaction;
	c->max_depth = stp_script.limits.maxnesting;
	c->frame = frame;
	c->frame_end = frame + size;
	c->probe = probe;
	match.of = NULL;
	c->match = &match;
	probe->handler(c);
	if (c->error)
		report(c);
	free(frame);
}

static void run_all(int kind, enum run until)
{
	unsigned int i;

	for (i = 0; i < stp_script.life.n; i++)
		if (stp_script.life.at[i].kind == kind && state <= until)
			run(stp_script.life.at[i].probe);
}

int main(void)
{
	if (!make_maps())
		return 2;
	match.size = STP_MAXSTRINGLEN;
	match.text = malloc(match.size);
	match.words = malloc((stp_script.limits.match_words + 1) * sizeof(*match.words));
	run_all(STP_BEGIN, RUNNING);
	run_all(STP_END, EXITING);
	if (state == FAILED)
		run_all(STP_ERROR, FAILED);
	free(match.words);
	free(match.text);
	free_maps();
	return state == FAILED;
}
