/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * format.c - any format is refused or printed, within the room there is.
 *
 * The first byte is the room, the second chooses the numbers.
 */
#include "stap/format.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
/* The translator's and the runtime's are two. */
#define directive runtime_directive
#include "runtime/format.c"
#include "runtime/string.c"
#include "runtime/quote.c"
#include "tests/fuzz/fuzz.h"

#define MOST_ARGS	8

void stp_error(struct stp_context *ctx, const char *fmt, ...)
{
	ctx->error = fmt;
}

int stp_format_read(void *dst, stp_u64 address, unsigned int len, int user)
{
	if (address & 1 || user)
		return -1;
	memset(dst, 'm', len);
	return 0;
}

static void print(char *dst, size_t size, const char *fmt, ...)
{
	struct stp_sink s = { dst, dst + size - 1, NULL };
	struct stp_context c = { 0 };
	struct stp_args args;

	va_start(args.list, fmt);
	stp_format(&s, &c, fmt, &args);
	va_end(args.list);
	*s.at = 0;
}

static void print_all(struct arena *a, const struct format *f, const char *fmt, const uint8_t *how)
{
	static const long numbers[] = {
		0, 1, -1, 7, 64, 1000, 5000, -2, 1L << 31, -(1L << 31), 1L << 32, 255, 0x7f,
		0x7fffffffffffffff, -0x7fffffffffffffff - 1, 16
	};
	size_t size = how[0] + 1u;
	char *dst = malloc(size);
	long v[MOST_ARGS] = { 0 };
	unsigned int i;

	for (i = 0; i < f->n_args; i++)
		v[i] = format_wants_string(f, i) ? (long)arena_strdup(a, "some\ttext\xc3\xa4") :
		       numbers[(how[1] + i * (how[1] >> 4)) % 16];
	print(dst, size, fmt, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
	free(dst);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;
	struct format *f;
	const char *why = NULL;
	char *fmt;

	if (size < 2)
		return 0;
	a = arena_new();
	fmt = strndup((const char *)data + 2, size - 2);
	f = format_parse(a, fmt, &why);
	if (!f && !why)
		abort();
	format_reads_memory(fmt);
	if (f && f->n_args <= MOST_ARGS)
		print_all(a, f, fmt, data);
	free(fmt);
	arena_free(a);
	return 0;
}
