/* SPDX-License-Identifier: GPL-2.0-or-later */
/* float.c - IEEE doubles by integer arithmetic, rounded to nearest even. */
#include "stap.h"
#include "float.h"

#define HIDDEN		(1ULL << 52)
#define SIGN		(1ULL << 63)
#define INFINITE	(0x7ffULL << 52)
#define NO_NUMBER	(0xfff8ULL << 48)	/* as the processor makes it */

static int is_nan(stp_u64 a)
{
	return (a & ~SIGN) > INFINITE;
}

static int is_infinite(stp_u64 a)
{
	return (a & ~SIGN) == INFINITE;
}

static int is_zero(stp_u64 a)
{
	return !(a & ~SIGN);
}

/* Of two operands one of which is no number. */
static stp_u64 pick_nan(stp_u64 a, stp_u64 b)
{
	return (is_nan(a) ? a : b) | HIDDEN >> 1;
}

/* n in 0..: right by n, what falls out is kept as the last bit. */
static stp_u64 shift_sticky(stp_u64 v, int n)
{
	if (n <= 0)
		return v;
	if (n > 63)
		return v != 0;
	return v >> n | ((v << (64 - n)) != 0);
}

void stp_fp_split(stp_u64 a, stp_u64 *fraction, int *exponent)
{
	int e = a >> 52 & 0x7ff;

	*fraction = (a & (HIDDEN - 1)) | (e ? HIDDEN : 0);
	*exponent = (e ? e : 1) - 1075;
}

/* The same with the highest bit at 63; a is no zero. */
static void split_high(stp_u64 a, stp_u64 *fraction, int *exponent)
{
	int n;

	stp_fp_split(a, fraction, exponent);
	n = __builtin_clzll(*fraction);
	*fraction <<= n;
	*exponent -= n;
}

stp_u64 stp_fp_join(stp_u64 sign, stp_u64 fraction, int exponent)
{
	int n, drop;
	stp_u64 kept, cut;

	if (!fraction)
		return sign;
	n = __builtin_clzll(fraction);
	fraction <<= n;
	exponent -= n;
	drop = exponent + 11 < -1074 ? -1074 - exponent : 11;
	fraction = drop > 11 ? shift_sticky(fraction, drop - 11) : fraction;
	exponent += drop;		/* of the last bit that stays */
	kept = fraction >> 11;
	cut = fraction & 0x7ff;
	if (cut > 0x400 || (cut == 0x400 && (kept & 1)))
		kept++;
	if (kept == HIDDEN << 1) {
		kept >>= 1;
		exponent++;
	}
	if (exponent > 971)
		return sign | INFINITE;
	if (kept < HIDDEN)
		return sign | kept;
	return sign | (stp_u64)(exponent + 1075) << 52 | (kept & (HIDDEN - 1));
}

static stp_u64 add(stp_u64 a, stp_u64 b)
{
	stp_u64 fa, fb, sign = a & SIGN;
	int ea, eb;

	if (is_nan(a) || is_nan(b))
		return pick_nan(a, b);
	if (is_infinite(a))
		return is_infinite(b) && a != b ? NO_NUMBER : a;
	if (is_infinite(b))
		return b;
	if ((a & ~SIGN) < (b & ~SIGN))
		return add(b, a);
	stp_fp_split(a, &fa, &ea);
	stp_fp_split(b, &fb, &eb);
	fa <<= 10;
	fb = shift_sticky(fb << 10, ea - eb);
	if (!((a ^ b) & SIGN))
		return stp_fp_join(sign, fa + fb, ea - 10);
	if (fa == fb)
		return 0;
	return stp_fp_join(sign, fa - fb, ea - 10);
}

stp_s64 stp_fp_add(stp_s64 a, stp_s64 b)
{
	return add(a, b);
}

stp_s64 stp_fp_sub(stp_s64 a, stp_s64 b)
{
	return add(a, is_nan(b) ? (stp_u64)b : b ^ SIGN);
}

stp_s64 stp_fp_mul(stp_s64 a, stp_s64 b)
{
	stp_u64 sign = (a ^ b) & SIGN, fa, fb;
	unsigned __int128 product;
	int ea, eb;

	if (is_nan(a) || is_nan(b))
		return pick_nan(a, b);
	if (is_infinite(a) || is_infinite(b))
		return !is_zero(a) && !is_zero(b) ? (stp_s64)(sign | INFINITE) : (stp_s64)NO_NUMBER;
	if (is_zero(a) || is_zero(b))
		return sign;
	split_high(a, &fa, &ea);
	split_high(b, &fb, &eb);
	product = (unsigned __int128)fa * fb;
	fa = product >> 64;
	return stp_fp_join(sign, fa | ((stp_u64)product != 0), ea + eb + 64);
}

/* high < by: (high * 2^64) / by, and whether there is a rest in the last bit. */
static stp_u64 divide(stp_u64 high, stp_u64 by)
{
	stp_u64 quotient = 0;
	int i, carry;

	for (i = 0; i < 64; i++) {
		carry = high >> 63;
		high <<= 1;
		quotient <<= 1;
		if (carry || high >= by) {
			high -= by;
			quotient |= 1;
		}
	}
	return quotient | (high != 0);
}

stp_s64 stp_fp_div(stp_s64 a, stp_s64 b)
{
	stp_u64 sign = (a ^ b) & SIGN, fa, fb;
	int ea, eb;

	if (is_nan(a) || is_nan(b))
		return pick_nan(a, b);
	if (is_infinite(a))
		return is_infinite(b) ? NO_NUMBER : sign | INFINITE;
	if (is_infinite(b))
		return sign;
	if (is_zero(b))
		return !is_zero(a) ? sign | INFINITE : NO_NUMBER;
	if (is_zero(a))
		return sign;
	split_high(a, &fa, &ea);
	split_high(b, &fb, &eb);
	if (fa >= fb) {			/* the last bit of fa is 0 */
		fa >>= 1;
		ea++;
	}
	return stp_fp_join(sign, divide(fa, fb), ea - eb - 64);
}

/* What is left of a when the nearest whole multiple of b is taken off. */
stp_s64 stp_fp_rem(stp_s64 a, stp_s64 b)
{
	stp_u64 sign = a & SIGN, fa, fb;
	int ea, eb, odd = 0;

	if (is_nan(a) || is_nan(b))
		return pick_nan(a, b);
	if (is_infinite(a) || is_zero(b))
		return NO_NUMBER;
	if (is_infinite(b) || is_zero(a))
		return a;
	split_high(a, &fa, &ea);
	split_high(b, &fb, &eb);
	fa >>= 1;			/* room to double it */
	fb >>= 1;
	if (ea < eb - 1)
		return a;
	if (ea == eb - 1) {		/* the quotient is below 1 */
		fb <<= 1;
		if (fa <= fb - fa)
			return a;
		return stp_fp_join(sign ^ SIGN, fb - fa, ea + 1);
	}
	for (; ; ea--, fa <<= 1) {
		odd = fa >= fb;
		if (odd)
			fa -= fb;
		if (ea == eb)
			break;
	}
	if (fa > fb - fa || (fa == fb - fa && odd))
		return stp_fp_join(sign ^ SIGN, fb - fa, eb + 1);
	return stp_fp_join(sign, fa, eb + 1);
}

stp_s64 stp_fp_sqrt(stp_s64 a)
{
	stp_u64 fraction, root = 0;
	unsigned __int128 rest = 0, trial;
	int exponent, i;

	if (is_nan(a))
		return pick_nan(a, a);
	if (is_zero(a) || a == (stp_s64)INFINITE)
		return a;
	if (a < 0)
		return NO_NUMBER;
	split_high(a, &fraction, &exponent);
	if (exponent & 1) {
		fraction >>= 1;
		exponent++;
	}
	for (i = 0; i < 62; i++) {	/* two bits of the number a bit of the root */
		rest = rest << 2 | fraction >> 62;
		fraction <<= 2;
		trial = (unsigned __int128)root << 2 | 1;
		root <<= 1;
		if (rest >= trial) {
			rest -= trial;
			root |= 1;
		}
	}
	/* 32 of the steps gave the whole part, 30 the fraction. */
	return stp_fp_join(0, root << 1 | (rest != 0), exponent / 2 - 31);
}

stp_s64 stp_fp_eq(stp_s64 a, stp_s64 b)
{
	return !is_nan(a) && !is_nan(b) && (a == b || is_zero(a | b));
}

stp_s64 stp_fp_lt(stp_s64 a, stp_s64 b)
{
	if (is_nan(a) || is_nan(b) || is_zero(a | b))
		return 0;
	if (a < 0 && b < 0)
		return (stp_u64)a > (stp_u64)b;
	return a < b;
}

stp_s64 stp_fp_le(stp_s64 a, stp_s64 b)
{
	return stp_fp_lt(a, b) || stp_fp_eq(a, b);
}

stp_s64 stp_fp_from_long(stp_s64 n)
{
	return stp_fp_join(n & SIGN, n < 0 ? -(stp_u64)n : (stp_u64)n, 0);
}

stp_s64 stp_fp_to_long(stp_s64 a, stp_s64 rounding)
{
	const stp_s64 none = SIGN;
	stp_u64 fraction, cut = 0;
	int exponent, up = 0;

	if (is_nan(a) || is_infinite(a))
		return none;
	stp_fp_split(a, &fraction, &exponent);
	if (exponent > 10)
		return none;
	if (exponent >= 0)
		return a < 0 ? -(fraction << exponent) : fraction << exponent;
	if (exponent < -63) {
		cut = fraction != 0;
		fraction = 0;
	} else {
		cut = fraction << (64 + exponent);
		fraction >>= -exponent;
	}
	if (rounding == STP_FP_FLOOR)
		up = cut && a < 0;
	else if (rounding == STP_FP_CEIL)
		up = cut && a >= 0;
	else if (rounding == STP_FP_NEAREST_AWAY)
		up = cut >= SIGN;
	else if (rounding != STP_FP_TRUNCATE)
		up = cut > SIGN || (cut == SIGN && (fraction & 1));
	fraction += up;
	return a < 0 ? -fraction : fraction;
}

stp_s64 stp_fp_from_32(stp_s64 bits)
{
	stp_u64 sign = ((stp_u64)bits & 0x80000000) << 32, fraction = bits & 0x7fffff;
	int exponent = bits >> 23 & 0xff;

	if (exponent == 0xff)
		return sign | INFINITE | fraction << 29 | (fraction ? HIDDEN >> 1 : 0);
	if (exponent)
		fraction |= 0x800000;
	return stp_fp_join(sign, fraction, (exponent ? exponent : 1) - 150);
}
