/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debuginfo_names.c - sorting, hashing and matching of many names. */
#include "debuginfo/di_int.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static uint32_t random_next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Names of letters from a small set, so that many begin alike or are equal. */
static void random_name(char *out, uint32_t *seed)
{
	unsigned int n = random_next(seed) % 30;

	if (random_next(seed) & 1)
		out += sprintf(out, "__x64_sys_compat_");
	while (n--)
		*out++ = "ab_\xe9"[random_next(seed) % 4];
	*out = 0;
}

static bool is_sorted(const struct name_item *at, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++) {
		int c = strcmp(at[i - 1].name, at[i].name);

		if (c > 0 || (!c && at[i - 1].tag >= at[i].tag))
			return false;
	}
	return true;
}

TEST(names_are_sorted)
{
	static char text[5000][64];
	static struct name_item at[5000];
	uint32_t seed = 1, round, i, n;

	for (round = 0; round < 40; round++) {
		n = round < 20 ? round : random_next(&seed) % 5000;
		for (i = 0; i < n; i++) {
			random_name(text[i], &seed);
			at[i] = (struct name_item){ .name = text[i], .tag = i };
		}
		names_sort(at, n);
		CHECK(is_sorted(at, n));
		names_sort(at, n);
		CHECK(is_sorted(at, n));
	}
}

/* Beginnings that are longer than any real name are left to another sort. */
TEST(long_names_are_sorted)
{
	static char text[100][2100];
	struct name_item at[100];
	uint32_t i;

	for (i = 0; i < 100; i++) {
		memset(text[i], 'x', 2000);
		sprintf(text[i] + 2000, "%u", i * 7919 % 100);
		at[i] = (struct name_item){ .name = text[i], .tag = i };
	}
	names_sort(at, 100);
	CHECK(is_sorted(at, 100));
}

TEST(names_are_found_in_order)
{
	const struct name_item at[] = {
		{ 0, "a", 5 }, { 0, "b", 6 }, { 0, "a", 7 }, { 0, "", 8 }, { 0, "a", 1 },
	};
	struct arena *a = arena_new();
	struct name_index x = { 0 };
	const struct name_entry *e;

	names_index(&x, a, at, array_size(at));
	e = names_find(&x, "a", NULL);
	CHECK(e && e->tag == 5);
	e = names_find(&x, "a", e);
	CHECK(e && e->tag == 7);
	e = names_find(&x, "a", e);
	CHECK(e && e->tag == 1);
	CHECK(!names_find(&x, "a", e));
	CHECK(!names_find(&x, "c", NULL));
	CHECK(names_find(&x, "", NULL));
	arena_free(a);
}

TEST(no_names_are_found_in_an_empty_index)
{
	struct arena *a = arena_new();
	struct name_index x = { 0 };

	names_index(&x, a, NULL, 0);
	CHECK(!names_find(&x, "a", NULL));
	arena_free(a);
}

TEST(patterns)
{
	CHECK(names_match("*", ""));
	CHECK(names_match("vfs_*", "vfs_read"));
	CHECK(!names_match("vfs_*", "vfs"));
	CHECK(names_match("*read*write*", "a_read_b_read_write"));
	CHECK(!names_match("?", ""));
	CHECK(names_match("[]x]", "]"));
	CHECK(names_match("[!a-c]", "d"));
	CHECK(!names_match("[^a-c]", "b"));
	CHECK(names_match("\\*", "*"));
	CHECK(!names_match("\\*", "x"));
	CHECK(names_match("[a", "[a"));
	CHECK(!names_match("", "a"));
	CHECK(names_is_pattern("a?") && !names_is_pattern("a.b"));
}

/* The same answers as the library's, which is slower. */
TEST(patterns_agree_with_fnmatch)
{
	uint32_t seed = 7, i, j;
	char p[12], s[12];

	for (i = 0; i < 200000; i++) {
		for (j = random_next(&seed) % 9, p[j] = 0; j--;)
			p[j] = "ab*?[]!-"[random_next(&seed) % 8];
		for (j = random_next(&seed) % 9, s[j] = 0; j--;)
			s[j] = "ab-!]"[random_next(&seed) % 5];
		if (strstr(p, "-]") || strstr(p, "--"))
			continue;	/* what such a range is, is nobody's rule */
		if (names_match(p, s) != !fnmatch(p, s, FNM_NOESCAPE))
			printf("%s against %s\n", p, s);
		CHECK(names_match(p, s) == !fnmatch(p, s, FNM_NOESCAPE));
	}
}

TEST(padding)
{
	CHECK(names_is_padding("__pfx_vfs_read"));
	CHECK(names_is_padding("__cfi_vfs_read"));
	CHECK(names_is_padding("foo.cold"));
	CHECK(names_is_padding("foo.cold.12"));
	CHECK(names_is_padding("foo.isra.0.cold"));
	CHECK(!names_is_padding("foo.coldest"));
	CHECK(!names_is_padding("foo.isra.0"));
	CHECK(!names_is_padding("pfx_vfs_read"));
}

TEST(similar_names)
{
	struct similar s = { .name = "vfs_raed", .max = 3 };
	struct arena *a = arena_new();
	const char *const names[] = {
		"zzz", "vfs_read", "x", "vfs_readv", "vfs_write", "vfs_read", "wfs_raed",
	};
	unsigned int i;

	CHECK_STR(similar_list(&s, a), "");
	for (i = 0; i < array_size(names); i++)
		similar_offer(&s, names[i]);
	CHECK_STR(similar_list(&s, a), "wfs_raed, vfs_read, vfs_readv");
	arena_free(a);
}
