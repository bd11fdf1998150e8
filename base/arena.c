/* SPDX-License-Identifier: GPL-2.0-or-later */
/* arena.c - memory that is freed all at once: chunks, and a pointer into the last. */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_SIZE	(64u << 10)
#define ALIGNMENT	alignof(max_align_t)

struct chunk {
	struct chunk *before;
	size_t size, used;		/* of data */
	alignas(max_align_t) char data[];
};

struct arena {
	struct chunk *last;
};

void out_of_memory(void)
{
	fputs("ERROR: out of memory\n", stderr);
	exit(EXIT_FAILURE);
}

struct arena *arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (!a)
		out_of_memory();
	return a;
}

static void free_until(struct arena *a, const struct chunk *stop)
{
	struct chunk *c;

	while ((c = a->last) != stop) {
		a->last = c->before;
		free(c);
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	free_until(a, NULL);
	free(a);
}

static struct chunk *add_chunk(struct arena *a, size_t size)
{
	struct chunk *c;

	if (size < CHUNK_SIZE)
		size = CHUNK_SIZE;
	c = malloc(sizeof(*c) + size);
	if (!c)
		out_of_memory();
	c->before = a->last;
	c->size = size;
	c->used = 0;
	a->last = c;
	return c;
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct chunk *c = a->last;
	void *p;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	if (!c || c->size - c->used < size)
		c = add_chunk(a, size);
	p = c->data + c->used;
	c->used += size;
	return memset(p, 0, size);
}

void *arena_alloc_n(struct arena *a, size_t n, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(n, size, &all))
		out_of_memory();
	return arena_alloc(a, all);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_alloc(a, len + 1);

	if (len)
		memcpy(copy, s, len);
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *s;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0)
		out_of_memory();
	s = arena_alloc(a, (size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	return s;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

struct arena_mark arena_mark(struct arena *a)
{
	struct arena_mark m = { a->last, a->last ? a->last->used : 0 };

	return m;
}

void arena_release(struct arena *a, struct arena_mark m)
{
	free_until(a, m.chunk);
	if (a->last)
		a->last->used = m.used;
}

void *arena_grow(struct arena *a, const void *old, unsigned *cap, unsigned n, size_t size)
{
	unsigned bigger = *cap ? *cap * 2 : 4;
	void *p;

	if (bigger < *cap)
		out_of_memory();
	p = arena_alloc_n(a, bigger, size);
	if (n)
		memcpy(p, old, n * size);
	*cap = bigger;
	return p;
}
