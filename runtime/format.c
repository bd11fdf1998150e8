/* SPDX-License-Identifier: GPL-2.0-or-later */
/* format.c - the directives of printf; nothing here knows of the kernel. */
#include "format.h"

#define WIDTH_MAX	8192		/* bounds every loop below */
#define DUMP_MAX	4096		/* bytes of %m and %M */

struct directive {
	char flag;			/* one of "-+ #0", or 0 */
	char conversion;
	int width;			/* negative: none */
	int precision;			/* negative: none */
};

static void put(struct stp_sink *s, char ch)
{
	if (s->at == s->end && !(s->more && s->more(s)))
		return;
	*s->at++ = ch;
}

static void put_many(struct stp_sink *s, char ch, int n)
{
	while (n-- > 0)
		put(s, ch);
}

/* text of len bytes in its field. */
static void put_field(struct stp_sink *s, const struct directive *d,
		      const char *text, int len, char pad)
{
	int i;

	if (d->flag != '-')
		put_many(s, pad, d->width - len);
	for (i = 0; i < len; i++)
		put(s, text[i]);
	if (d->flag == '-')
		put_many(s, pad, d->width - len);
}

/* ---- numbers -------------------------------------------------------------------- */

static int digits_of(char out[24], stp_u64 value, unsigned int base, char ten)
{
	char tmp[24];
	int n = 0, i;

	do {
		unsigned int digit = value % base;

		tmp[n++] = digit < 10 ? '0' + digit : ten + digit - 10;
		value /= base;
	} while (value);
	for (i = 0; i < n; i++)
		out[i] = tmp[n - 1 - i];
	return n;
}

/* What stands before the digits: a sign, or the mark of the base. */
static const char *prefix_of(const struct directive *d, int negative)
{
	switch (d->conversion) {
	case 'd':
	case 'i':
		return negative ? "-" : d->flag == '+' ? "+" : d->flag == ' ' ? " " : "";
	case 'p':
		return "0x";
	case 'x':
		return d->flag == '#' ? "0x" : "";
	case 'X':
		return d->flag == '#' ? "0X" : "";
	case 'o':
		return d->flag == '#' ? "0" : "";
	default:
		return "";
	}
}

static void put_number(struct stp_sink *s, const struct directive *d, stp_s64 value)
{
	int is_signed = d->conversion == 'd' || d->conversion == 'i';
	int negative = is_signed && value < 0;
	const char *prefix = prefix_of(d, negative);
	char digits[24];
	int len, zeros, pad, i;

	len = digits_of(digits, negative ? -(stp_u64)value : (stp_u64)value,
			is_signed || d->conversion == 'u' ? 10 : d->conversion == 'o' ? 8 : 16,
			d->conversion == 'X' ? 'A' : 'a');
	zeros = d->precision > len ? d->precision - len : 0;
	pad = d->width - len - zeros - (int)__builtin_strlen(prefix);
	if (d->flag != '-' && d->flag != '0')
		put_many(s, ' ', pad);
	for (i = 0; prefix[i]; i++)
		put(s, prefix[i]);
	if (d->flag == '0')
		put_many(s, '0', pad);
	put_many(s, '0', zeros);
	for (i = 0; i < len; i++)
		put(s, digits[i]);
	if (d->flag == '-')
		put_many(s, ' ', pad);
}

/* ---- the rest ---------------------------------------------------------------------- */

static void put_char(struct stp_sink *s, const struct directive *d, stp_s64 value)
{
	unsigned char ch = value;
	char out[4] = { ch };
	int len = 1;

	if (d->flag == '#' && (ch < ' ' || ch >= 0x7f || ch == '\'' || ch == '\\'))
		len = stp_escape(out, ch);
	put_field(s, d, out, len, ' ');
}

static void put_string(struct stp_sink *s, const struct directive *d, const char *text)
{
	int len = 0;

	if ((unsigned long)text < 4096)
		text = "<NULL>";
	while (text[len] && (d->precision < 0 || len < d->precision))
		len++;
	put_field(s, d, text, len, ' ');
	if (d->flag == '0')
		put(s, 0);
}

/* The bytes of a number: as many as the precision says, else the width. */
static void put_binary(struct stp_sink *s, const struct directive *d, stp_s64 value)
{
	union {
		stp_u64 u8;
		unsigned int u4;
		unsigned short u2;
		unsigned char u1;
		char bytes[8];
	} v = { .u8 = value };
	int n = d->precision >= 0 ? d->precision : d->width;

	switch (n) {
	case 1:
		v.u1 = value;
		break;
	case 2:
		v.u2 = value;
		break;
	case 4:
		v.u4 = value;
		break;
	default:
		n = 8;
	}
	put_field(s, d, v.bytes, n, 0);
}

static void put_memory(struct stp_sink *s, struct stp_context *c,
		       const struct directive *d, stp_u64 address)
{
	static const char hex[] = "0123456789abcdef";
	int is_hex = d->conversion == 'M';
	int len = d->precision < 0 ? 1 : d->precision;
	unsigned char chunk[32];
	int pad, done, n, i;

	if (len > DUMP_MAX) {
		stp_error(c, "%d is too many bytes for a memory dump", len);
		return;
	}
	pad = d->width - (is_hex ? 2 * len : len);
	if (d->flag != '-')
		put_many(s, ' ', pad);
	for (done = 0; done < len; done += n) {
		n = len - done < (int)sizeof(chunk) ? len - done : (int)sizeof(chunk);
		if (stp_format_read(chunk, address + done, n, d->flag == '#')) {
			stp_error(c, "read fault [man error::fault] at 0x%llx",
				  address + done);
			return;
		}
		for (i = 0; i < n; i++) {
			if (is_hex)
				put(s, hex[chunk[i] >> 4]);
			put(s, is_hex ? hex[chunk[i] & 15] : (char)chunk[i]);
		}
	}
	if (d->flag == '-')
		put_many(s, ' ', pad);
}

/* ---- reading the format ---------------------------------------------------------- */

static int bounded(stp_s64 n)
{
	return n < 0 ? -1 : n > WIDTH_MAX ? WIDTH_MAX : (int)n;
}

/* Digits or `*` at *fmt. */
static stp_s64 read_count(const char **fmt, struct stp_args *args)
{
	stp_s64 n = 0;

	if (**fmt == '*') {
		++*fmt;
		return __builtin_va_arg(args->list, stp_s64);
	}
	while (**fmt >= '0' && **fmt <= '9') {
		if (n <= WIDTH_MAX)
			n = n * 10 + (**fmt - '0');
		++*fmt;
	}
	return n;
}

static const char *read_directive(struct directive *d, const char *fmt,
				  struct stp_args *args)
{
	stp_s64 n;

	*d = (struct directive){ .width = -1, .precision = -1 };
	if (*fmt == '-' || *fmt == '+' || *fmt == ' ' || *fmt == '#' || *fmt == '0')
		d->flag = *fmt++;
	if (*fmt == '*' || (*fmt >= '0' && *fmt <= '9')) {
		n = read_count(&fmt, args);
		if (n < 0) {
			d->flag = '-';
			n = n < -WIDTH_MAX ? WIDTH_MAX : -n;
		}
		d->width = bounded(n);
	}
	if (*fmt == '.') {
		fmt++;
		n = read_count(&fmt, args);
		d->precision = n > 0x7fffffff ? 0x7fffffff : n < 0 ? -1 : (int)n;
	}
	if (*fmt == 'l')
		fmt++;
	d->conversion = *fmt;
	return *fmt ? fmt + 1 : fmt;
}

static void put_directive(struct stp_sink *s, struct stp_context *c,
			  struct directive *d, struct stp_args *args)
{
	switch (d->conversion) {
	case 's':
		put_string(s, d, __builtin_va_arg(args->list, const char *));
		break;
	case 'c':
		put_char(s, d, __builtin_va_arg(args->list, stp_s64));
		break;
	case 'b':
		put_binary(s, d, __builtin_va_arg(args->list, stp_s64));
		break;
	case 'm':
	case 'M':
		put_memory(s, c, d, __builtin_va_arg(args->list, stp_u64));
		break;
	case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': case 'p':
		d->precision = d->precision > WIDTH_MAX ? WIDTH_MAX : d->precision;
		put_number(s, d, __builtin_va_arg(args->list, stp_s64));
		break;
	default:
		put(s, '%');
		if (d->conversion && d->conversion != '%')
			put(s, d->conversion);
	}
}

void stp_format(struct stp_sink *s, struct stp_context *c, const char *fmt,
		struct stp_args *args)
{
	struct directive d;

	while (*fmt) {
		if (*fmt != '%') {
			put(s, *fmt++);
			continue;
		}
		fmt = read_directive(&d, fmt + 1, args);
		put_directive(s, c, &d, args);
		if (c->error)
			return;
	}
}
