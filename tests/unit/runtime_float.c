/* SPDX-License-Identifier: GPL-2.0-or-later */
/* runtime_float.c - doubles by integers against those of the processor. */
#include "tests/unit/test.h"

#include "runtime/float.c"
#undef SIGN
#undef INFINITE
#include "runtime/float_text.c"
#include "runtime/string.c"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS	200000

static stp_u64 seed = 88172645463325252;

/* What error.c is in the kernel. */
void stp_error(struct stp_context *c, const char *fmt, ...)
{
	c->error = fmt;
}

static double to_double(stp_s64 bits)
{
	double d;

	memcpy(&d, &bits, 8);
	return d;
}

static stp_s64 to_bits(double d)
{
	stp_s64 bits;

	memcpy(&bits, &d, 8);
	return bits;
}

static stp_u64 random_bits(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* Anything, small whole numbers, subnormal ones, special ones, some near 1. */
static stp_s64 any(void)
{
	static const stp_u64 special[] = {
		0, 1ULL << 63, 0x7ffULL << 52, 0xfffULL << 52, 0x7ff8ULL << 48, 1,
		0x7fefffffffffffff, 1ULL << 52,
	};
	stp_u64 x = random_bits();

	switch (random_bits() % 6) {
	case 0:
		return x;
	case 1:
		return to_bits((double)(stp_s64)(x % 1000) - 500);
	case 2:
		return x & 0x800fffffffffffff;
	case 3:
		return special[x % 8];
	default:
		return (x & 0x800fffffffffffff) | (1000 + random_bits() % 60) << 52;
	}
}

static bool same(stp_s64 got, double expected)
{
	return isnan(expected) ? isnan(to_double(got)) : got == to_bits(expected);
}

TEST(arithmetic_is_the_processors)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		stp_s64 a = any(), b = any();
		double x = to_double(a), y = to_double(b);

		CHECK(same(stp_fp_add(a, b), x + y));
		CHECK(same(stp_fp_sub(a, b), x - y));
		CHECK(same(stp_fp_mul(a, b), x * y));
		CHECK(same(stp_fp_div(a, b), x / y));
		CHECK(same(stp_fp_sqrt(a), sqrt(x)));
		CHECK(same(stp_fp_from_long(a), (double)a));
		CHECK_INT(stp_fp_eq(a, b), x == y);
		CHECK_INT(stp_fp_lt(a, b), x < y);
		CHECK_INT(stp_fp_le(a, b), x <= y);
	}
}

TEST(rest_is_of_the_nearest_multiple)
{
	unsigned int i;

	for (i = 0; i < ROUNDS / 10; i++) {
		stp_s64 a = any(), b = any(), got = stp_fp_rem(a, b);
		double expected = remainder(to_double(a), to_double(b));

		/* The C library's 0 has not always the sign of a. */
		if (!isnan(expected))
			expected = copysign(expected, expected == 0 ? to_double(a) : expected);
		CHECK(same(got, expected));
	}
}

TEST(floats_widen)
{
	unsigned int i, bits;
	float f;

	for (i = 0; i < ROUNDS; i++) {
		bits = random_bits() >> (random_bits() % 2 ? 41 : 32);
		memcpy(&f, &bits, 4);
		CHECK(same(stp_fp_from_32(bits), f));
	}
}

TEST(to_long_rounds_in_each_way)
{
	const stp_s64 least = -0x7fffffffffffffff - 1;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		stp_s64 a = any();
		double x = to_double(a);

		if (!(fabs(x) < 9e15))
			continue;
		CHECK_INT(stp_fp_to_long(a, 0), (stp_s64)nearbyint(x));
		CHECK_INT(stp_fp_to_long(a, 1), (stp_s64)x);
		CHECK_INT(stp_fp_to_long(a, 2), (stp_s64)floor(x));
		CHECK_INT(stp_fp_to_long(a, 3), (stp_s64)ceil(x));
		CHECK_INT(stp_fp_to_long(a, 4), (stp_s64)round(x));
	}
	CHECK_INT(stp_fp_to_long(to_bits(1e18), 0), 1000000000000000000);
	CHECK_INT(stp_fp_to_long(to_bits(1e19), 0), least);
	CHECK_INT(stp_fp_to_long(to_bits(-1e19), 0), least);
	CHECK_INT(stp_fp_to_long(to_bits(-9223372036854775808.0), 0), least);
	CHECK_INT(stp_fp_to_long(to_bits(NAN), 0), least);
}

TEST(text_gives_the_nearest_double)
{
	struct stp_context c = { 0 };
	char text[64];
	unsigned int i;

	for (i = 0; i < ROUNDS / 10; i++) {
		double x = to_double(any());

		if (!isfinite(x))
			continue;
		snprintf(text, sizeof(text), "%.*e", (int)(random_bits() % 19), x);
		CHECK(same(stp_fp_from_string(&c, text), strtod(text, NULL)));
	}
	CHECK(same(stp_fp_from_string(&c, "1e999999999"), INFINITY));
	CHECK(same(stp_fp_from_string(&c, "-1e-999999999"), -0.0));
	CHECK(same(stp_fp_from_string(&c, "9007199254740992.99999999999"), 9007199254740992.9999));
	CHECK(!c.error);
}

TEST(what_is_no_number_is_an_error)
{
	static const char *const bad[] = {
		"abc", "1.2.3", "1x", "1e", "1e+", ".", "-", "+", " 1", "1 ", "e5",
	};
	unsigned int i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct stp_context c = { 0 };

		CHECK_INT(stp_fp_from_string(&c, bad[i]), 0);
		CHECK_STR(c.error ? c.error : "none", "invalid format");
	}
}

TEST(doubles_become_text)
{
	static const struct {
		double x;
		stp_s64 precision;
		const char *expected;
	} rows[] = {
		{ 0, 3, "0.000" }, { -0.0, 1, "-0.0" }, { -1.5, 0, "-1" }, { 2.75, -1, "2" },
		{ -2 / 3.0, 4, "-0.6667" }, { 0.9996, 3, "0.9910" }, { 0.125, 2, "0.12" },
		{ 1e22, 1, "10000000000000000000000.0" }, { INFINITY, 2, "Infinity" },
		{ -INFINITY, 2, "-Infinity" }, { NAN, 2, "NaN" }, { 5e-324, 2, "0.00" },
		{ 1e300, 3, "1000000000000000052504760255204420248704468581108159154915854"
			    "115511802457988908195786371375080447864043704443832883878" },
	};
	char text[120];
	unsigned int i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		stp_fp_to_string(text, 119, to_bits(rows[i].x), rows[i].precision);
		CHECK_STR(text, rows[i].expected);
	}
}
