/* SPDX-License-Identifier: GPL-2.0-or-later */
/* arena.c - tests of base/arena.h. */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "test.h"

static bool is_zero(const unsigned char *p, size_t len)
{
	while (len--) {
		if (*p++)
			return false;
	}
	return true;
}

TEST(arena_memory_is_zeroed_and_aligned)
{
	struct arena *a = arena_new();
	struct arena_mark m = arena_mark(a);
	unsigned char *p;
	int i;

	for (i = 1; i < 2000; i++) {
		p = arena_alloc(a, (size_t)i);
		CHECK_INT((uintptr_t)p % 16, 0);
		CHECK(is_zero(p, (size_t)i));
		memset(p, 0xff, (size_t)i);
	}
	arena_release(a, m);
	CHECK(is_zero(arena_alloc(a, 100000), 100000));
	arena_free(a);
}

TEST(arena_release_keeps_what_was_before)
{
	struct arena *a = arena_new();
	char *kept = arena_strdup(a, "kept"), *again;
	struct arena_mark m = arena_mark(a), inner;
	char *first = arena_alloc(a, 32);

	memset(arena_alloc(a, 1 << 20), 'x', 1 << 20);
	inner = arena_mark(a);
	arena_alloc(a, 1 << 20);
	arena_release(a, inner);
	arena_release(a, m);
	again = arena_alloc(a, 32);
	CHECK(again == first);
	CHECK_STR(kept, "kept");
	arena_free(a);
}

TEST(arena_makes_strings)
{
	struct arena *a = arena_new();

	CHECK_STR(arena_strndup(a, "abcdef", 3), "abc");
	CHECK_STR(arena_printf(a, "%s-%d", "n", 42), "n-42");
	CHECK_INT(strlen(arena_printf(a, "%*s", 200000, "")), 200000);
	arena_free(a);
}

TEST(arena_lists_grow)
{
	struct arena *a = arena_new();
	list_of(int) l = { 0 };
	int i;

	for (i = 0; i < 1000; i++)
		list_push(a, &l, i);
	CHECK_INT(l.n, 1000);
	for (i = 0; i < 1000; i++)
		CHECK_INT(l.at[i], i);
	arena_free(a);
}
