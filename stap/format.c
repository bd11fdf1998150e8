/* SPDX-License-Identifier: GPL-2.0-or-later */
/* format.c - printf directives of the script language, from bytes to a list. */
#include "format.h"

#include <limits.h>
#include <string.h>

#include "base/arena.h"

static const char *const bad_conversion = "invalid or missing conversion specifier";
static const char *const cut_conversion = "trailing incomplete print format conversion";

struct reader {
	struct arena *arena;
	const char *at;
	const char *why;
	list_of(struct directive) list;
};

/* digits, as far as an int goes: more is cut to its largest value */
static int number(struct reader *r)
{
	long n = 0;

	for (; *r->at >= '0' && *r->at <= '9'; r->at++) {
		n = n * 10 + (*r->at - '0');
		if (n > INT_MAX)
			n = INT_MAX;
	}
	return (int)n;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* width = '*' | digits */
static void read_width(struct reader *r, struct directive *d)
{
	if (*r->at == '*') {
		d->width_arg = true;
		r->at++;
	} else if (is_digit(*r->at)) {
		d->width = number(r);
	}
}

/* precision = '.' ('*' | digits) */
static void read_precision(struct reader *r, struct directive *d)
{
	if (*r->at != '.')
		return;
	r->at++;
	if (*r->at == '*') {
		d->precision_arg = true;
		r->at++;
	} else {
		d->precision = number(r);
	}
}

/* directive = '%' [flag] [width] [precision] ['l'] conversion */
static bool read_directive(struct reader *r, struct directive *d)
{
	const char *start = ++r->at;

	if (*r->at && strchr("0+- #", *r->at))
		d->flag = *r->at++;
	read_width(r, d);
	read_precision(r, d);
	if (*r->at == 'l')
		r->at++;
	if (!*r->at) {
		r->why = r->at == start ? bad_conversion : cut_conversion;
		return false;
	}
	if (!strchr("diuoxXpcsbmM", *r->at)) {
		r->why = bad_conversion;
		return false;
	}
	d->conv = *r->at++;
	return true;
}

/* Bytes up to the next directive, with each "%%" as one '%'. */
static void read_literal(struct reader *r, struct directive *d)
{
	char *bytes = arena_alloc(r->arena, strlen(r->at) + 1);
	unsigned int n = 0;

	while (*r->at && (*r->at != '%' || r->at[1] == '%')) {
		if (*r->at == '%')
			r->at++;
		bytes[n++] = *r->at++;
	}
	d->literal = bytes;
	d->literal_len = n;
}

struct format *format_parse(struct arena *a, const char *bytes, const char **why)
{
	struct reader r = { .arena = a, .at = bytes };
	struct format *f = arena_one(a, struct format);
	unsigned int i;

	while (*r.at) {
		struct directive next = { .width = -1, .precision = -1 };

		read_literal(&r, &next);
		if (*r.at && !read_directive(&r, &next)) {
			*why = r.why;
			return NULL;
		}
		list_push(a, &r.list, next);
	}
	f->at = r.list.at;
	f->n = r.list.n;
	for (i = 0; i < f->n; i++)
		f->n_args += f->at[i].width_arg + f->at[i].precision_arg + (f->at[i].conv != 0);
	return f;
}

bool format_wants_string(const struct format *f, unsigned int i)
{
	unsigned int n = 0, at;

	for (at = 0; at < f->n; at++) {
		n += f->at[at].width_arg + f->at[at].precision_arg;
		if (f->at[at].conv && n++ == i)
			return f->at[at].conv == 's';
	}
	return false;
}

bool format_reads_memory(const char *raw)
{
	const char *c;

	for (c = strchr(raw, '%'); c; c = strchr(c + 1, '%')) {
		c += 1 + strspn(c + 1, "0+- #123456789.*l");
		if (*c == 'm' || *c == 'M')
			return true;
		if (!*c)
			return false;
	}
	return false;
}
