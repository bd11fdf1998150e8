/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * made_btf.h - an assembler for BTF, and the types that several tests use.
 *
 * Code in a header, as a test program is one file and main.c: records come in
 * the order of the calls, and what is in one must be made before it.
 */
#ifndef TESTS_UNIT_MADE_BTF_H
#define TESTS_UNIT_MADE_BTF_H

#include <string.h>

#include "debuginfo/di_int.h"

#define maybe_unused	__attribute__((unused))

static struct maker {
	uint32_t types[1024];
	uint32_t n_words, n_ids;
	char strings[8192];
	uint32_t n_strings;
	uint8_t blob[16384];
	size_t len;
} mk;

static maybe_unused void start(void)
{
	memset(&mk, 0, sizeof(mk));
	mk.n_strings = 1;
}

static maybe_unused uint32_t string(const char *s)
{
	uint32_t at = mk.n_strings;

	if (!s || !*s)
		return 0;
	strcpy(mk.strings + at, s);
	mk.n_strings += strlen(s) + 1;
	return at;
}

static maybe_unused void word(uint32_t w)
{
	mk.types[mk.n_words++] = w;
}

#define FLAG	(1u << 31)

/* Head of a record; its id. */
static maybe_unused uint32_t head(enum btf_kind kind, uint32_t info, const char *name,
				  uint32_t size_or_type)
{
	word(string(name));
	word((uint32_t)kind << 24 | info);
	word(size_or_type);
	return ++mk.n_ids;
}

static maybe_unused uint32_t integer(const char *name, uint32_t size, uint32_t encoding)
{
	uint32_t id = head(BTF_INT, 0, name, size);

	word(encoding << 24 | size * 8);
	return id;
}

static maybe_unused uint32_t array(uint32_t of, uint32_t n)
{
	uint32_t id = head(BTF_ARRAY, 0, "", 0);

	word(of);
	word(1);
	word(n);
	return id;
}

/* A struct's member or, without offset, a parameter or enumerator. */
static maybe_unused void member(const char *name, uint32_t type, uint32_t bit_offset)
{
	word(string(name));
	word(type);
	word(bit_offset);
}

static maybe_unused void pair(const char *name, uint32_t v)
{
	word(string(name));
	word(v);
}

static maybe_unused void finish(void)
{
	uint32_t h[6] = { 0x0001eb9f, 24, 0, mk.n_words * 4, mk.n_words * 4, mk.n_strings };

	memcpy(mk.blob, h, sizeof(h));
	memcpy(mk.blob + 24, mk.types, mk.n_words * 4);
	memcpy(mk.blob + 24 + mk.n_words * 4, mk.strings, mk.n_strings);
	mk.len = 24 + mk.n_words * 4 + mk.n_strings;
}

/* Ids of the types that most tests use. */
static struct ids {
	uint32_t integer, character, byte, u8, ulong, wide;
	uint32_t inner, outer, p_outer, p_char, p_const_char, const_p_char;
	uint32_t colour, odd, twelve, huge, empty, u_long;
} id;

static maybe_unused void make_plain_types(void)
{
	id.integer = integer("int", 4, 1);
	id.character = integer("char", 1, 0);
	id.byte = integer("unsigned char", 1, 0);
	id.u8 = head(BTF_TYPEDEF, 0, "u8", id.byte);
	id.ulong = integer("long unsigned int", 8, 0);
	integer("_Bool", 1, 4);
	id.wide = integer("__int128", 16, 1);
	id.p_const_char = head(BTF_PTR, 0, "", head(BTF_CONST, 0, "", id.character));
	id.p_char = head(BTF_PTR, 0, "", id.character);
	id.const_p_char = head(BTF_CONST, 0, "", id.p_char);
}

static maybe_unused void make_structs(void)
{
	uint32_t bytes = array(id.u8, 8), longs = array(id.ulong, 8);

	id.inner = head(BTF_STRUCT, 2, "inner", 16);
	member("first", id.integer, 0);
	member("second", id.ulong, 64);

	id.u_long = head(BTF_UNION, 2, "", 8);
	member("as_long", id.ulong, 0);
	member("as_bytes", bytes, 0);

	id.outer = head(BTF_STRUCT, FLAG | 6, "outer", 48);
	id.p_outer = id.outer + 1;
	member("count", id.integer, 0);
	member("low", id.integer, 3u << 24 | 32);
	member("high", id.integer, 5u << 24 | 35);
	member("in", id.inner, 64);
	member("", id.u_long, 192);
	member("next", id.p_outer, 256);
	head(BTF_PTR, 0, "", id.outer);

	id.odd = head(BTF_STRUCT, 2, "odd", 12);	/* packed: 8 bytes at 4 */
	member("a", id.integer, 0);
	member("b", id.ulong, 32);
	id.twelve = head(BTF_STRUCT, 3, "twelve", 12);
	member("a", id.integer, 0);
	member("b", id.integer, 32);
	member("c", id.integer, 64);
	id.huge = head(BTF_STRUCT, 1, "huge", 64);
	member("all", longs, 0);
	id.empty = head(BTF_STRUCT, 0, "empty", 0);
}

static maybe_unused void make_types(void)
{
	start();
	make_plain_types();
	make_structs();
	id.colour = head(BTF_ENUM, FLAG | 2, "colour", 4);
	pair("RED", 1);
	pair("NONE", (uint32_t)-1);
	head(BTF_ENUM64, 1, "big", 8);
	member("HUGE_ONE", 5, 1);
}

/* A function of these parameters: pairs of name and type, ended by NULL. */
struct parameter {
	const char *name;
	uint32_t type;
};

static maybe_unused uint32_t function(const char *name, uint32_t returns,
				      const struct parameter *p)
{
	uint32_t n = 0, proto;

	while (p[n].name)
		n++;
	proto = head(BTF_FUNC_PROTO, n, "", returns);
	for (; p->name; p++)
		pair(p->name, p->type);
	head(BTF_FUNC, 0, name, proto);
	return proto;
}

/* NULL when it is refused; the caller crashes then, and that is a failure too. */
static maybe_unused struct di_kernel *open_made(void)
{
	static const struct di_where nowhere = { .release = "0.0-none" };
	struct di_kernel *k = di_kernel_open(&nowhere);

	finish();
	if (kernel_take_btf(k, mk.blob, mk.len, "made")) {
		di_kernel_close(k);
		return NULL;
	}
	return k;
}

#endif
