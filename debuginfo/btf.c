/* SPDX-License-Identifier: GPL-2.0-or-later */
/* btf.c - the records of a BTF section: checked once, then found by id. */
#include "di_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define BTF_MAGIC	0xeb9f
#define BTF_MAGIC_OTHER	0x9feb

struct btf_header {
	uint16_t magic;
	uint8_t version;
	uint8_t flags;
	uint32_t len;
	uint32_t type_off, type_len;	/* from the end of the header */
	uint32_t str_off, str_len;
};

/*
 * How a kind's record goes on after its head: `fixed` words, then `each` words
 * for every one of vlen; which of them are names and types (bit n: word n).
 */
static const struct shape {
	uint8_t fixed, each;
	uint8_t fixed_types;
	uint8_t each_names, each_types;
	bool is_known;
	bool refers;			/* size_or_type is a type */
} shapes[BTF_KINDS] = {
	[BTF_INT] = { .is_known = true, .fixed = 1 },
	[BTF_PTR] = { .is_known = true, .refers = true },
	[BTF_ARRAY] = { .is_known = true, .fixed = 3, .fixed_types = 3 },
	[BTF_STRUCT] = { .is_known = true, .each = 3, .each_names = 1, .each_types = 2 },
	[BTF_UNION] = { .is_known = true, .each = 3, .each_names = 1, .each_types = 2 },
	[BTF_ENUM] = { .is_known = true, .each = 2, .each_names = 1 },
	[BTF_FWD] = { .is_known = true },
	[BTF_TYPEDEF] = { .is_known = true, .refers = true },
	[BTF_VOLATILE] = { .is_known = true, .refers = true },
	[BTF_CONST] = { .is_known = true, .refers = true },
	[BTF_RESTRICT] = { .is_known = true, .refers = true },
	[BTF_FUNC] = { .is_known = true, .refers = true },
	[BTF_FUNC_PROTO] = {
		.is_known = true, .refers = true,
		.each = 2, .each_names = 1, .each_types = 2,
	},
	[BTF_VAR] = { .is_known = true, .refers = true, .fixed = 1 },
	[BTF_DATASEC] = { .is_known = true, .each = 3, .each_types = 1 },
	[BTF_FLOAT] = { .is_known = true },
	[BTF_DECL_TAG] = { .is_known = true, .refers = true, .fixed = 1 },
	[BTF_TYPE_TAG] = { .is_known = true, .refers = true },
	[BTF_ENUM64] = { .is_known = true, .each = 3, .each_names = 1 },
};

/* The highest string offset and type id that any record names. */
struct extent {
	uint32_t name, type;
};

static inline void reach(uint32_t *max, uint32_t v)
{
	if (v > *max)
		*max = v;
}

static void reach_each(struct extent *e, const struct shape *s, const uint32_t *w, uint32_t vlen)
{
	for (; vlen; vlen--, w += s->each) {
		if (s->each_names)
			reach(&e->name, w[0]);
		if (s->each_types & 1)
			reach(&e->type, w[0]);
		if (s->each_types & 2)
			reach(&e->type, w[1]);
	}
}

/*
 * Words that the record at w takes, 0 when it is damaged or not known.  vlen of
 * a FUNC is its linkage, so only kinds that have an `each` count it.
 */
static size_t record_words(const uint32_t *w, size_t left, struct extent *e)
{
	const struct btf_record *r = (const struct btf_record *)w;
	const struct shape *s;
	size_t words;

	if (left < 3 || BTF_KIND(r) >= BTF_KINDS)
		return 0;
	s = &shapes[BTF_KIND(r)];
	words = 3 + s->fixed + (size_t)s->each * BTF_VLEN(r);
	if (!s->is_known || words > left)
		return 0;
	reach(&e->name, r->name);
	if (s->refers)
		reach(&e->type, r->size_or_type);
	if (s->fixed_types) {
		reach(&e->type, r->rest[0]);
		reach(&e->type, r->rest[1]);
	}
	if (s->each)
		reach_each(e, s, r->rest, BTF_VLEN(r));
	return words;
}

static bool knows_signed_enums(const struct btf_record *r)
{
	return (BTF_KIND(r) == BTF_ENUM && BTF_FLAG(r)) || BTF_KIND(r) == BTF_ENUM64;
}

static int index_records(struct btf *b, size_t n_words)
{
	struct extent e = { 0 };
	uint32_t cap = 1 + n_words / 3;
	size_t at = 0, words;

	/*
	 * The worst case is all records of three words; the pages of the array
	 * that are not needed are never touched, as it is not from an arena.
	 */
	b->offset = malloc(cap * sizeof(*b->offset));
	if (!b->offset)
		return -ENOMEM;
	b->n = btf_begin(b);
	while (at < n_words) {
		words = record_words(b->types + at, n_words - at, &e);
		if (!words)
			return BTF_KIND((const struct btf_record *)(b->types + at)) < BTF_KINDS
			       ? -EBADMSG : -EPROTO;
		b->offset[b->n++ - b->first] = at;
		if (knows_signed_enums((const struct btf_record *)(b->types + at)))
			b->has_signed_enums = true;
		at += words;
	}
	return e.type < b->n && e.name < b->first_string + b->strings_len ? 0 : -EBADMSG;
}

static int check_header(const struct btf_header *h, size_t len)
{
	uint64_t room;

	if (len < sizeof(*h))
		return -EBADMSG;
	if (h->magic == BTF_MAGIC_OTHER)
		return -ENOEXEC;
	if (h->magic != BTF_MAGIC)
		return -EBADMSG;
	if (h->version != 1)
		return -EPROTO;
	if (h->len < sizeof(*h) || h->len > len)
		return -EBADMSG;
	room = len - h->len;
	if ((uint64_t)h->type_off + h->type_len > room ||
	    (uint64_t)h->str_off + h->str_len > room)
		return -EBADMSG;
	if ((h->len + h->type_off) % 4 || h->type_len % 4 || !h->str_len)
		return -EBADMSG;
	return 0;
}

int btf_open(struct btf *b, const struct btf *base, const void *data, size_t len)
{
	const struct btf_header *h = data;
	const char *end;
	int err;

	memset(b, 0, sizeof(*b));
	if ((uintptr_t)data % 4)
		return -EINVAL;
	err = check_header(h, len);
	if (err)
		return err;
	if (base) {
		b->base = base;
		b->first = base->n;
		b->first_string = base->strings_len;
		b->has_signed_enums = base->has_signed_enums;
	}
	b->types = (const uint32_t *)((const char *)data + h->len + h->type_off);
	b->strings = (const char *)data + h->len + h->str_off;
	b->strings_len = h->str_len;
	end = b->strings + h->str_len;
	if ((!base && b->strings[0]) || end[-1])
		return -EBADMSG;
	err = index_records(b, h->type_len / 4);
	if (err)
		btf_close(b);
	return err;
}

void btf_close(struct btf *b)
{
	free(b->offset);
	memset(b, 0, sizeof(*b));
}
