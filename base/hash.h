/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hash.h - a hash of bytes, to find again what was made from the same. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * A 128-bit hash of bytes, as 32 hex digits; not cryptographic against a
 * chosen input, so a key also carries lengths.  hash_init() first.
 */
struct hash { uint64_t a, b, len; };
void hash_init(struct hash *h);
void hash_bytes(struct hash *h, const void *data, size_t len);
void hash_string(struct hash *h, const char *s);	/* with its NUL */
void hash_hex(const struct hash *h, char out[33]);

#endif
