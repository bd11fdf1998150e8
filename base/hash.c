/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hash.c - a hash of bytes, to find again what was made from the same. */
#include "hash.h"

#include <stdio.h>
#include <string.h>

static uint64_t rotate(uint64_t x, unsigned by)
{
	return x << by | x >> (64 - by);
}

static void hash_word(struct hash *h, uint64_t w)
{
	h->a = rotate(h->a ^ w * 0x9e3779b97f4a7c15ull, 29) * 0xbf58476d1ce4e5b9ull + h->b;
	h->b = rotate(h->b + w * 0x94d049bb133111ebull, 37) * 0xff51afd7ed558ccdull ^ h->a;
}

void hash_init(struct hash *h)
{
	h->a = 0x243f6a8885a308d3ull;
	h->b = 0x13198a2e03707344ull;
	h->len = 0;
}

void hash_bytes(struct hash *h, const void *data, size_t len)
{
	const char *p = data;
	uint64_t w;

	hash_word(h, len);
	h->len += len;
	for (; len >= sizeof(w); p += sizeof(w), len -= sizeof(w)) {
		memcpy(&w, p, sizeof(w));
		hash_word(h, w);
	}
	if (len) {
		w = 0;
		memcpy(&w, p, len);
		hash_word(h, w);
	}
}

void hash_string(struct hash *h, const char *s)
{
	hash_bytes(h, s, strlen(s) + 1);
}

/* Every bit of the input reaches every bit of the result. */
static uint64_t finish(uint64_t x)
{
	x = (x ^ x >> 33) * 0xff51afd7ed558ccdull;
	x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53ull;
	return x ^ x >> 33;
}

void hash_hex(const struct hash *h, char out[33])
{
	struct hash end = *h;

	hash_word(&end, h->len);
	hash_word(&end, 0);
	snprintf(out, 33, "%016llx%016llx", (unsigned long long)finish(end.a),
		 (unsigned long long)finish(end.b));
}
