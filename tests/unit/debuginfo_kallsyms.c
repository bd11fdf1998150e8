/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debuginfo_kallsyms.c - the kernel's own tables, in each order that it had. */
#include "debuginfo/di_int.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

#define RODATA_AT	0xffffffff82000000ull
#define TEXT_AT		0xffffffff81000000ull
#define N		1500

enum form { BEFORE_6_4, SINCE_6_4, SINCE_7, FORMS };

static struct {
	uint8_t at[200000];
	size_t len;
	size_t offsets;			/* where they are */
} ro;

static void put(const void *data, size_t n)
{
	memcpy(ro.at + ro.len, data, n);
	ro.len += n;
}

static void put32(uint32_t v)
{
	put(&v, 4);
}

static void align_to(size_t unit)
{
	while (ro.len % unit)
		ro.at[ro.len++] = 0;
}

/* Two per-CPU symbols, then text from _stext on; one name is very long. */
static void symbol_name(int i, char *out)
{
	if (i == 2)
		strcpy(out, "T_stext");
	else if (i == 700)
		sprintf(out, "t%0300d", i);
	else
		sprintf(out, "%csym_%d", i < 2 ? 'A' : "tTdw"[i % 4], i);
}

static uint64_t symbol_address(enum form f, int i)
{
	if (i < 2 && f != SINCE_7)
		return 0x1000 * i;
	return TEXT_AT + (i < 2 ? 0 : 16 * (i - 2));
}

static void put_offsets(enum form f)
{
	int i;

	ro.offsets = ro.len;
	for (i = 0; i < N; i++) {
		uint64_t a = symbol_address(f, i);

		if (f == SINCE_7)
			put32(a - (RODATA_AT + ro.len));
		else
			put32(i < 2 ? a : (uint32_t)(-1 - (int64_t)(a - TEXT_AT)));
	}
	align_to(f == SINCE_7 ? 4 : 8);
	if (f != SINCE_7)
		put(&(uint64_t){ TEXT_AT }, 8);
}

static void put_names(size_t unit)
{
	uint32_t markers[N / 256 + 1];
	char name[400];
	size_t start, len;
	int i;

	put32(N);
	align_to(unit);
	start = ro.len;
	for (i = 0; i < N; i++) {
		if (i % 256 == 0)
			markers[i / 256] = ro.len - start;
		symbol_name(i, name);
		len = strlen(name);
		if (len > 127)
			ro.at[ro.len++] = 0x80 | (len & 0x7f);
		ro.at[ro.len++] = len > 127 ? len >> 7 : len;
		put(name, len);
	}
	align_to(unit);
	put(markers, sizeof(markers));
	align_to(unit);
}

/* Every character stands for itself. */
static void put_tokens(size_t unit)
{
	uint16_t index[256];
	size_t start = ro.len;
	int i;

	for (i = 0; i < 256; i++) {
		index[i] = ro.len - start;
		if (i > ' ' && i < 127)
			ro.at[ro.len++] = i;
		ro.at[ro.len++] = 0;
	}
	align_to(unit);
	put(index, sizeof(index));
	align_to(unit);
}

static void make(enum form f)
{
	size_t unit = f == SINCE_7 ? 4 : 8;
	int i;

	memset(&ro, 0, sizeof(ro));
	for (i = 0; i < 1001; i++)
		put32(i * 2654435761u);
	align_to(8);
	if (f == SINCE_7)
		put32(7);
	if (f == BEFORE_6_4)
		put_offsets(f);
	put_names(unit);
	put_tokens(unit);
	if (f != BEFORE_6_4)
		put_offsets(f);
	for (i = 0; i < 1001; i++)
		put32(i);
}

static int read_made(struct symbol_maker *m, size_t len)
{
	struct kallsyms_place p = {
		.data = ro.at, .len = len, .address = RODATA_AT, .text = TEXT_AT,
	};

	memset(m, 0, sizeof(*m));
	return kallsyms_read(m, &p);
}

TEST(each_form_is_read)
{
	struct symbol_maker m;
	const struct symbol *s;
	char name[400];
	int f, i;

	for (f = 0; f < FORMS; f++) {
		make(f);
		CHECK_INT(read_made(&m, ro.len), 0);
		CHECK_INT(m.at.len, N * sizeof(*s));
		s = (const struct symbol *)m.at.at;
		for (i = 0; i < N; i++) {
			symbol_name(i, name);
			CHECK_STR((const char *)m.names.at + s[i].name, name + 1);
			CHECK_INT(s[i].address, symbol_address(f, i));
			CHECK_INT(s[i].flags & SYM_TEXT, strchr("tTw", name[0]) != NULL);
		}
		maker_free(&m);
	}
}

TEST(what_cannot_be_verified_is_refused)
{
	struct symbol_maker m;
	uint32_t v;

	make(SINCE_6_4);
	memcpy(&v, ro.at + ro.offsets + 8, 4);		/* of _stext */
	v--;
	memcpy(ro.at + ro.offsets + 8, &v, 4);
	CHECK_INT(read_made(&m, ro.len), -EPROTO);
	make(SINCE_6_4);
	memset(ro.at + ro.offsets + 4000, 0, 4);	/* not in order */
	CHECK_INT(read_made(&m, ro.len), -EPROTO);
	memset(ro.at, 0, sizeof(ro.at));
	CHECK_INT(read_made(&m, ro.len), -ENOENT);
	CHECK_INT(read_made(&m, 0), -ENOENT);
}

TEST(damage_does_no_harm)
{
	struct symbol_maker m;
	uint32_t seed = 5, round, i;
	size_t n;
	uint8_t *copy;

	for (round = 0; round < 1000; round++) {
		make(round % FORMS);
		for (i = 0; i < 3; i++) {
			seed = seed * 1664525 + 1013904223;
			ro.at[4000 + (seed >> 8) % (ro.len - 8000)] = seed;
		}
		n = round % 2 ? ro.len : (seed >> 4) % ro.len;
		copy = malloc(n + 1);
		memcpy(copy, ro.at, n);
		memset(&m, 0, sizeof(m));
		kallsyms_read(&m, &(struct kallsyms_place){ copy, n, RODATA_AT, TEXT_AT });
		maker_free(&m);
		free(copy);
	}
}
