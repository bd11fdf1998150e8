/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kallsyms.c - the symbol tables that a kernel carries for /proc/kallsyms.
 *
 * A stripped image has them in .rodata, without any label.  The tables, each
 * aligned to 8 bytes, or to 4 in late kernels:
 *
 * 1. num_syms: u32, the number N of symbols.
 * 2. names: N times a length (one byte, two in LEB128 above 127) and that many
 *    token numbers; what they stand for, put together, is the symbol's type
 *    letter and its name.
 * 3. markers: u32, where in names each 256th symbol begins.
 * 4. seqs_of_names: 3 bytes a symbol; only in kernels that sort names.
 * 5. token_table: 256 strings; token_index: u16, where each begins.
 * 6. offsets: u32 a symbol; relative_base: u64, what they are added to, or
 *    nothing, when each is added to the address where it itself is.
 *
 * Up to 6.3 the order is 6 1 2 3 [4] 5, later 1 2 3 5 6 [4].  Nothing is taken
 * on trust: the tokens must be those that the index says, the names must end
 * where the markers say, and one symbol must have the address that .text has.
 */
#include "di_int.h"

#include <errno.h>
#include <string.h>

#define TOKENS		256
#define MARKED		256		/* symbols a marker */
#define SYMBOLS_MIN	1000u
#define SYMBOLS_MAX	4000000u
#define NAME_MAX_LEN	2048

struct tables {
	const uint8_t *ro;
	size_t len;
	uint64_t address;		/* of ro */
	uint64_t text;			/* of .text */
	size_t token_table, token_index, token_end;
	size_t unit;			/* alignment of what follows */
	size_t num_syms, names;
	uint32_t n;
	size_t offsets;
	uint64_t base;
	enum {
		FROM_BASE,
		FROM_BASE_OR_ABSOLUTE,	/* >= 0: the address itself, of per-CPU data */
		FROM_ITSELF,
	} manner;
};

static uint32_t u32_at(const struct tables *t, size_t off)
{
	uint32_t v;

	memcpy(&v, t->ro + off, sizeof(v));
	return v;
}

static uint64_t u64_at(const struct tables *t, size_t off)
{
	uint64_t v;

	memcpy(&v, t->ro + off, sizeof(v));
	return v;
}

static uint16_t token_at(const struct tables *t, unsigned int token)
{
	uint16_t v;

	memcpy(&v, t->ro + t->token_index + 2 * token, sizeof(v));
	return v;
}

static size_t align(size_t n, size_t unit)
{
	return (n + unit - 1) & ~(unit - 1);
}

static bool is_index(const struct tables *t, size_t at, const uint16_t *where, size_t size)
{
	return at <= t->len && t->len - at >= size && !memcmp(t->ro + at, where, size);
}

/* Is the token table at start?  The index behind it must agree in all. */
static bool check_tokens(struct tables *t, size_t start)
{
	size_t at = start, index;
	const uint8_t *nul;
	uint16_t where[TOKENS];
	unsigned int i;

	for (i = 0; i < TOKENS; i++) {
		where[i] = at - start;
		nul = memchr(t->ro + at, 0, t->len - at);
		if (!nul)
			return false;
		at = nul - t->ro + 1;
		if (at - start > UINT16_MAX)
			return false;
	}
	index = align(at, 4);
	if (!is_index(t, index, where, sizeof(where)))
		index = align(at, 8);
	if (!is_index(t, index, where, sizeof(where)))
		return false;
	t->token_table = start;
	t->token_index = index;
	t->token_end = index + sizeof(where);
	return true;
}

/*
 * s is where the string of token '0' begins: back over the 48 before it, to
 * the terminator of the first, and on to the aligned place where that begins.
 */
static bool find_start(struct tables *t, size_t s)
{
	size_t start, longest = 64;
	int back = 0;

	while (s && back < '0')
		if (!t->ro[--s])
			back++;
	for (start = s & ~(size_t)3; start && start + longest > s; start -= 4)
		if (check_tokens(t, start))
			return true;
	return false;
}

/* The digits are always in use in names, and always stand for themselves. */
static int find_tokens(struct tables *t)
{
	static const char digits[] = "0\0001\0002\0003\0004\0005\0006\0007\0008\0009";
	const uint8_t *p = t->ro, *end = t->ro + t->len;

	while ((p = memmem(p, end - p, digits, sizeof(digits)))) {
		if (find_start(t, p - t->ro))
			return 0;
		p++;
	}
	return -ENOENT;
}

/* Length of the entry at off, and where its tokens begin; 0: beyond the end. */
static unsigned int entry_len(const struct tables *t, size_t end, size_t *off)
{
	unsigned int len;

	if (*off >= end)
		return 0;
	len = t->ro[(*off)++];
	if (len & 0x80) {
		if (*off >= end)
			return 0;
		len = (len & 0x7f) | t->ro[(*off)++] << 7;
	}
	return len <= end - *off ? len : 0;
}

/*
 * Is num_syms at `at`?  Walks all names and then compares the markers, which
 * are where the names end.
 */
static bool check_names(struct tables *t, size_t at)
{
	uint32_t n = u32_at(t, at), i;
	size_t names = at + t->unit, off = names, end = t->token_table, markers;
	unsigned int len;

	for (i = 0; i < n; i++) {
		len = entry_len(t, end, &off);
		if (!len)
			return false;
		off += len;
	}
	markers = align(off, t->unit);
	if (markers > end || (size_t)(n + MARKED - 1) / MARKED * 4 > end - markers)
		return false;
	for (i = 0, off = names; i < n; i++) {
		if (i % MARKED == 0 && u32_at(t, markers + i / MARKED * 4) != off - names)
			return false;
		len = entry_len(t, end, &off);
		off += len;
	}
	t->num_syms = at;
	t->names = names;
	t->n = n;
	return true;
}

/*
 * Backwards from the tokens, at every place of the alignment.  Amid the names
 * many a number looks like theirs; walks are spared where so many names would
 * be far longer or shorter than names are.
 */
static bool find_names_aligned(struct tables *t, size_t unit)
{
	size_t at = t->token_table & ~(unit - 1), span;
	uint32_t n;

	t->unit = unit;
	while (at >= 2 * unit) {
		at -= unit;
		n = u32_at(t, at);
		span = t->token_table - at;
		if (n < SYMBOLS_MIN || n > SYMBOLS_MAX || span / n < 4 || span / n > 60)
			continue;
		if ((unit == 4 || !u32_at(t, at + 4)) && check_names(t, at))
			return true;
	}
	return false;
}

static int find_names(struct tables *t)
{
	return find_names_aligned(t, 8) || find_names_aligned(t, 4) ? 0 : -EPROTO;
}

static uint64_t address_of(const struct tables *t, uint32_t i)
{
	size_t at = t->offsets + 4 * (size_t)i;
	uint32_t off = u32_at(t, at);
	int64_t relative = (int32_t)off;

	switch (t->manner) {
	case FROM_ITSELF: return t->address + at + relative;
	case FROM_BASE_OR_ABSOLUTE: return relative >= 0 ? off : t->base - 1 - relative;
	default: return t->base + off;
	}
}

/* The text of the entry at *off into buf; its length, or 0. */
static size_t expand(const struct tables *t, size_t *off, char *buf)
{
	unsigned int len = entry_len(t, t->token_table, off), i;
	size_t n = 0, l;
	const char *token;

	for (i = 0; i < len; i++) {
		token = (const char *)t->ro + t->token_table + token_at(t, t->ro[*off + i]);
		l = strlen(token);
		if (n + l >= NAME_MAX_LEN)
			return 0;
		memcpy(buf + n, token, l);
		n += l;
	}
	*off += len;
	buf[n] = 0;
	return n;
}

/*
 * Read in the way that t says, are addresses in order, as the kernel sorts
 * them, and has _stext that of .text?
 */
static bool check_offsets(const struct tables *t)
{
	char buf[NAME_MAX_LEN];
	size_t off = t->names;
	uint64_t address, before = 0;
	bool found = false;
	unsigned int len;
	uint32_t i;

	for (i = 0; i < t->n; i++, before = address) {
		address = address_of(t, i);
		if (address < before)
			return false;
		if (address == t->text) {
			if (!expand(t, &off, buf))
				return false;
			found |= !strcmp(buf + 1, "_stext");
		} else {
			len = entry_len(t, t->token_table, &off);
			off += len;
		}
	}
	return found;
}

/* Tries offsets at `offsets` with what may be the base. */
static bool try_offsets(struct tables *t, size_t offsets, uint64_t base)
{
	t->offsets = offsets;
	t->base = base;
	for (t->manner = FROM_BASE; t->manner <= FROM_ITSELF; t->manner++)
		if (check_offsets(t))
			return true;
	return false;
}

static int find_offsets(struct tables *t)
{
	size_t size = align(4 * (size_t)t->n, t->unit), after = align(t->token_end, t->unit);

	/* 6.4 and later: behind the tokens, the base behind the offsets */
	if (after <= t->len && size + 8 <= t->len - after &&
	    try_offsets(t, after, u64_at(t, after + size)))
		return 0;
	/* earlier: before the number of symbols, the base right before it */
	if (t->num_syms >= size + 8 &&
	    try_offsets(t, t->num_syms - 8 - size, u64_at(t, t->num_syms - 8)))
		return 0;
	return -EPROTO;
}

int kallsyms_read(struct symbol_maker *m, const struct kallsyms_place *p)
{
	struct tables t = { .ro = p->data, .len = p->len, .address = p->address, .text = p->text };
	char buf[NAME_MAX_LEN];
	size_t off, n;
	uint32_t i;
	int err = find_tokens(&t);

	if (!err)
		err = find_names(&t);
	if (!err)
		err = find_offsets(&t);
	if (err)
		return err;
	for (i = 0, off = t.names; i < t.n; i++) {
		n = expand(&t, &off, buf);
		if (n < 2)
			continue;
		err = maker_add(m, address_of(&t, i), buf[0], buf + 1, n - 1);
		if (err)
			return err;
	}
	return 0;
}
