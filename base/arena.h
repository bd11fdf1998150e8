/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * arena.h - memory that is freed all at once.
 *
 * The translator makes trees that live until it exits, so it never frees a
 * node.  Everything that outlives a function comes from an arena; what a pass
 * needs only for itself comes between arena_mark() and arena_release().
 * Out of memory ends the process with a message: callers never test for NULL.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "util.h"

struct arena;
struct arena_mark {
	void *chunk;
	size_t used;
};

struct arena *arena_new(void);
void arena_free(struct arena *a);

/* Zeroed and aligned for any type; valid until its mark or the arena goes. */
void *arena_alloc(struct arena *a, size_t size);
/* The same for n elements; a size that overflows ends the process. */
void *arena_alloc_n(struct arena *a, size_t n, size_t size);

/* Copies; all are NUL-terminated. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...) printf_like(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap);

/* Everything allocated after the mark goes at release; marks nest. */
struct arena_mark arena_mark(struct arena *a);
void arena_release(struct arena *a, struct arena_mark m);

#define arena_one(a, type)	((type *)arena_alloc((a), sizeof(type)))
#define arena_many(a, type, n)	((type *)arena_alloc_n((a), (n), sizeof(type)))

/*
 * A growing list in an arena: `struct { T *at; unsigned n, cap; } l = {0};
 * list_push(a, &l, value);`.  Old storage is left to the arena.
 */
#define list_of(type)	struct { type *at; unsigned n, cap; }
#define list_push(a, l, v) do { \
	if ((l)->n == (l)->cap) \
		(l)->at = arena_grow((a), (l)->at, &(l)->cap, (l)->n, sizeof(*(l)->at)); \
	(l)->at[(l)->n++] = (v); \
} while (0)
/* For list_push(): a bigger copy of n elements at old; *cap is doubled. */
void *arena_grow(struct arena *a, const void *old, unsigned *cap, unsigned n, size_t size);

#endif
