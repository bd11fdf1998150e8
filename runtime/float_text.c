/* SPDX-License-Identifier: GPL-2.0-or-later */
/* float_text.c - IEEE doubles to decimal text and back, by long integers. */
#include "stap.h"
#include "float.h"

#define LIMBS	38			/* 1216 bits: 2^1074, 10^343 and some */
#define SIGN	(1ULL << 63)
#define INFINITE (0x7ffULL << 52)

/* A long integer, limb 0 the lowest. */
struct big {
	unsigned int limb[LIMBS];
};

static void set(struct big *b, stp_u64 value, unsigned int shift)
{
	unsigned int i = shift / 32, n = shift % 32;

	__builtin_memset(b, 0, sizeof(*b));
	b->limb[i] = value << n;
	b->limb[i + 1] = value >> 32 << n | (n ? (unsigned int)value >> (32 - n) : 0);
	b->limb[i + 2] = n ? value >> 32 >> (32 - n) : 0;
}

static void multiply(struct big *b, unsigned int by)
{
	stp_u64 carry = 0;
	unsigned int i;

	for (i = 0; i < LIMBS; i++) {
		carry += (stp_u64)b->limb[i] * by;
		b->limb[i] = carry;
		carry >>= 32;
	}
}

/* Returns the rest. */
static unsigned int divide_small(struct big *b, unsigned int by)
{
	stp_u64 rest = 0, part;
	int i;

	for (i = LIMBS - 1; i >= 0; i--) {
		part = rest << 32 | b->limb[i];
		b->limb[i] = part / by;
		rest = part % by;
	}
	return rest;
}

static int compare(const struct big *a, const struct big *b)
{
	int i;

	for (i = LIMBS - 1; i > 0 && a->limb[i] == b->limb[i]; i--)
		;
	return a->limb[i] < b->limb[i] ? -1 : a->limb[i] > b->limb[i];
}

static void subtract(struct big *a, const struct big *b)
{
	stp_u64 borrow = 0, part;
	unsigned int i;

	for (i = 0; i < LIMBS; i++) {
		part = (stp_u64)a->limb[i] - b->limb[i] - borrow;
		a->limb[i] = part;
		borrow = part >> 63;
	}
}

/* The bits from a place on, cut off when take is set. */
static unsigned int bits_from(struct big *b, unsigned int place, int take)
{
	unsigned int i = place / 32, n = place % 32, value;

	value = b->limb[i] >> n;
	if (n && i + 1 < LIMBS)
		value |= b->limb[i + 1] << (32 - n);
	if (take) {
		b->limb[i] &= (1U << n) - 1;
		if (i + 1 < LIMBS)
			b->limb[i + 1] = 0;
	}
	return value;
}

static unsigned int bit_length(const struct big *b)
{
	int i;

	for (i = LIMBS - 1; i >= 0; i--)
		if (b->limb[i])
			return 32 * i + 32 - __builtin_clz(b->limb[i]);
	return 0;
}

/* ---- to text ----------------------------------------------------------------- */

struct out {
	char *dst;
	unsigned int size, at;
};

static void put(struct out *o, char ch)
{
	if (o->at + 1 < o->size)
		o->dst[o->at++] = ch;
}

static void put_whole(struct out *o, struct big *b)
{
	char digits[312];
	unsigned int n = 0, part, i;

	do {
		part = divide_small(b, 100000000);
		for (i = 0; i < 8; i++, part /= 10)
			digits[n++] = '0' + part % 10;
	} while (bit_length(b));
	while (n > 1 && digits[n - 1] == '0')
		n--;
	while (n)
		put(o, digits[--n]);
}

/*
 * The last digit is rounded by itself and does not carry: 9.6 of them are 10.
 * b: what is behind the point, of 2^places.
 */
static void put_fraction(struct out *o, struct big *b, unsigned int places, stp_s64 n)
{
	unsigned int digit;
	struct big half;
	int order;

	while (n-- > 0 && o->at + 1 < o->size) {
		multiply(b, 10);
		digit = bits_from(b, places, 1);
		if (!n && places) {
			set(&half, 1, places - 1);
			order = compare(b, &half);
			digit += order > 0 || (!order && (digit & 1));
		}
		if (digit > 9)
			put(o, '1');
		put(o, '0' + digit % 10);
	}
}

void stp_fp_to_string(char *dst, unsigned int size, stp_s64 a, stp_s64 precision)
{
	struct out o = { dst, size, 0 };
	stp_u64 fraction;
	int exponent;
	struct big b;

	if ((a & ~SIGN) >= INFINITE) {
		stp_strcpy(dst, (a & ~SIGN) > INFINITE ? "NaN" : a < 0 ? "-Infinity" :
			   "Infinity", size);
		return;
	}
	if (a < 0)
		put(&o, '-');
	stp_fp_split(a, &fraction, &exponent);
	set(&b, 0, 0);
	if (exponent > -64)
		set(&b, exponent > 0 ? fraction : fraction >> -exponent,
		    exponent > 0 ? exponent : 0);
	put_whole(&o, &b);
	if (precision > 0)
		put(&o, '.');
	set(&b, 0, 0);
	if (exponent < 0)
		set(&b, exponent > -64 ? fraction & ((1ULL << -exponent) - 1) : fraction, 0);
	put_fraction(&o, &b, exponent < 0 ? -exponent : 0, precision);
	if (size)
		dst[o.at] = 0;
}

/* ---- from text ----------------------------------------------------------------- */

struct decimal {
	stp_u64 digits;			/* 19 of them count */
	int exponent;			/* of ten */
	int more;			/* digits that do not count, not all 0 */
	int seen;			/* digits at all */
};

static const char *read_digits(const char *s, struct decimal *d, int behind_point)
{
	for (; *s >= '0' && *s <= '9'; s++) {
		d->seen = 1;
		if (d->digits < 1000000000000000000ULL) {
			d->digits = d->digits * 10 + (*s - '0');
			d->exponent -= behind_point;
		} else {
			d->more |= *s != '0';
			d->exponent += !behind_point;
		}
	}
	return s;
}

static const char *read_exponent(const char *s, struct decimal *d)
{
	int negative, n = 0;

	if (*s != 'e' && *s != 'E')
		return s;
	negative = *++s == '-';
	if (*s == '-' || *s == '+')
		s++;
	if (*s < '0' || *s > '9')
		return "x";		/* no number */
	for (; *s >= '0' && *s <= '9'; s++)
		if (n < 10000)
			n = n * 10 + (*s - '0');
	d->exponent += negative ? -n : n;
	return s;
}

static stp_u64 scale_up(const struct decimal *d, stp_u64 sign)
{
	stp_u64 high;
	unsigned int i, n;
	struct big b;
	int more = d->more;

	set(&b, d->digits, 0);
	for (i = 0; i < (unsigned int)d->exponent; i++)
		multiply(&b, 10);
	n = bit_length(&b);
	if (n <= 64)
		return stp_fp_join(sign, b.limb[0] | (stp_u64)b.limb[1] << 32, 0);
	high = bits_from(&b, n - 64, 0) | (stp_u64)bits_from(&b, n - 32, 0) << 32;
	for (i = 0; i < (n - 64) / 32; i++)
		more |= b.limb[i] != 0;
	more |= (b.limb[i] & ((1U << (n - 64) % 32) - 1)) != 0;
	return stp_fp_join(sign, high | more, n - 64);
}

/* The quotient has 64 or 65 bits, of which 64 are taken. */
static stp_u64 scale_down(const struct decimal *d, stp_u64 sign)
{
	unsigned int i, by_bits;
	stp_u64 quotient = 0;
	struct big by, rest;
	int shift;

	set(&by, 1, 0);
	for (i = 0; i < (unsigned int)-d->exponent; i++)
		multiply(&by, 10);
	by_bits = bit_length(&by);
	/* rest / by is below 1 and not below 1/4 */
	set(&rest, d->digits, 0);
	shift = by_bits - bit_length(&rest) - 1;
	if (shift >= 0) {
		set(&rest, d->digits, shift);
	} else {		/* at most 64 bits in all of it */
		set(&by, 1, -shift);
		for (i = 0; i < (unsigned int)-d->exponent; i++)
			multiply(&by, 10);
	}
	for (i = 0; i < 64; i++) {
		multiply(&rest, 2);
		quotient <<= 1;
		if (compare(&rest, &by) >= 0) {
			subtract(&rest, &by);
			quotient |= 1;
		}
	}
	return stp_fp_join(sign, quotient | (bit_length(&rest) || d->more), -64 - shift);
}

stp_s64 stp_fp_from_string(struct stp_context *c, const char *s)
{
	struct decimal d = { 0 };
	stp_u64 sign = *s == '-' ? SIGN : 0;

	if (!*s)
		return 0;
	if (*s == '-' || *s == '+')
		s++;
	s = read_digits(s, &d, 0);
	if (*s == '.')
		s = read_digits(s + 1, &d, 1);
	s = read_exponent(s, &d);
	if (*s || !d.seen) {
		stp_error(c, "invalid format");
		return 0;
	}
	if (!d.digits || d.exponent < -343)
		return sign;
	if (d.exponent > 309)
		return sign | INFINITE;
	return d.exponent < 0 ? scale_down(&d, sign) : scale_up(&d, sign);
}
