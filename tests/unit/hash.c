/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hash.c - tests of base/hash.h. */
#include "base/hash.h"

#include <string.h>

#include "test.h"

static void hex(const char *const *items, char out[33])
{
	struct hash h;

	hash_init(&h);
	for (; *items; items++)
		hash_bytes(&h, *items, strlen(*items));
	hash_hex(&h, out);
}

TEST(hash_differs)
{
	static const char *const sets[][3] = {
		{ NULL }, { "" }, { "a" }, { "b" }, { "a", "b" }, { "ab" },
		{ "ab", "" }, { "12345678" }, { "123456789" }, { "1234567890" },
	};
	enum { N = sizeof(sets) / sizeof(sets[0]) };
	char out[N][33], again[33];
	int i, j;

	for (i = 0; i < N; i++) {
		hex(sets[i], out[i]);
		hex(sets[i], again);
		CHECK_INT(strlen(again), 32);
		CHECK_STR(again, out[i]);
		for (j = 0; j < i; j++)
			CHECK(strcmp(out[i], out[j]) != 0);
	}
}
