/* SPDX-License-Identifier: GPL-2.0-or-later */
/* map.c - tests of base/map.h. */
#include "base/map.h"

#include "base/arena.h"
#include "test.h"

TEST(map_finds_what_was_put)
{
	struct arena *a = arena_new();
	struct map *m = map_new(a);
	static int values[5000];
	int i;

	CHECK(!map_get(m, "k0"));
	for (i = 0; i < 5000; i++)
		map_put(m, arena_printf(a, "k%d", i), &values[i]);
	CHECK_INT(map_count(m), 5000);
	for (i = 0; i < 5000; i++)
		CHECK(map_get(m, arena_printf(a, "k%d", i)) == &values[i]);
	CHECK(!map_get(m, "k5000"));
	CHECK(map_getn(m, "k12345", 3) == &values[12]);
	CHECK(!map_getn(m, "k0x", 3));
	map_put(m, "k7", &values[0]);
	CHECK(map_get(m, "k7") == &values[0]);
	CHECK_INT(map_count(m), 5000);
	arena_free(a);
}

TEST(map_walks_in_order_of_insertion)
{
	static const char *const keys[] = { "z", "a", "m", "" };
	struct arena *a = arena_new();
	struct map *m = map_new(a);
	const struct map_entry *e;
	size_t i = 0, n = 0;

	for (n = 0; n < 4; n++)
		map_put(m, keys[n], (void *)keys[n]);
	map_put(m, "a", (void *)"other");
	for (n = 0; (e = map_next(m, &i)); n++)
		CHECK_STR(e->key, keys[n]);
	CHECK_INT(n, 4);
	arena_free(a);
}

TEST(map_word_distance)
{
	CHECK_INT(word_distance("exit", "exit"), 0);
	CHECK_INT(word_distance("exit", "Exit"), 1);
	CHECK_INT(word_distance("exit", "edit"), 2);
	CHECK_INT(word_distance("exit", "exits"), 2);
	CHECK_INT(word_distance("eexit", "exit"), 2);
	CHECK_INT(word_distance("", "abc"), 6);
	CHECK_INT(word_distance("abc", ""), 6);
	CHECK_INT(word_distance("begni", "begin"), 4);
}

TEST(map_similar_is_sorted)
{
	static const char *const keys[] = { "uid", "pid", "gid", "exit", "egid", "euid" };
	struct arena *a = arena_new();
	struct map *m = map_new(a);
	unsigned i;

	CHECK_STR(map_similar(a, m, "x", 5), "");
	for (i = 0; i < 6; i++)
		map_put(m, keys[i], m);
	CHECK_STR(map_similar(a, m, "pId", 3), "pid, gid, uid");
	CHECK_STR(map_similar(a, m, "eeexit", 5), "exit, egid, euid, gid, pid");
	CHECK_STR(map_similar(a, m, "pid", 0), "");
	arena_free(a);
}
