/* SPDX-License-Identifier: GPL-2.0-or-later */
/* print.c - the print family: one format for all that a call prints. */
#include <inttypes.h>
#include <string.h>

#include "emit_int.h"
#include "stap/format.h"
#include "stap/session.h"

#define PRINT_ARGS_MAX	32

struct printing {
	struct emit *e;
	const struct expr *x;
	struct value *v;
	struct text format;	/* with % doubled */
	struct text plain;	/* the same bytes, as long as nothing is to be filled in */
	struct text args;	/* ", a, b" */
	unsigned int n;		/* directives */
	const char *only;	/* the argument of the first one, if it is a bare %s */
};

static void put_bytes(struct printing *p, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] == '%')
			text_putc(&p->format, '%');
		text_putc(&p->format, s[i]);
		text_putc(&p->plain, s[i]);
	}
}

static void put_argument(struct printing *p, const struct value *v)
{
	if (v->is_int)
		text_printf(&p->args, ", (stp_s64)%s", v->c);
	else
		text_printf(&p->args, ", %s", emit_bare(p->e, v->c));
}

/* One value without a directive of its own; literals become part of the format. */
static void put_value(struct printing *p, unsigned int i)
{
	const struct expr *x = p->x->list[i];
	const struct value *v = &p->v[i];
	const char *bytes;
	char digits[24];
	size_t len;

	if (x->kind == EX_STRING) {	/* whole, as it goes through no variable */
		bytes = string_decode(p->e->arena, x->str, &len);
		put_bytes(p, bytes, strlen(bytes));
	} else if (x->kind == EX_NUMBER) {
		snprintf(digits, sizeof(digits), "%" PRId64, x->num);
		put_bytes(p, digits, strlen(digits));
	} else {
		if (!p->n++ && x->type == TY_STRING)
			p->only = v->c;
		text_put(&p->format, x->type == TY_STRING ? "%s" : "%d");
		put_argument(p, v);
	}
}

static void put_values(struct printing *p)
{
	size_t len = 0;
	const char *delim = "";
	unsigned int i;

	if (p->x->print.has_delim)
		delim = string_decode(p->e->arena, p->x->str, &len);
	for (i = 0; i < p->x->n; i++) {
		if (i)
			put_bytes(p, delim, strlen(delim));
		put_value(p, i);
	}
}

/* Before 1.3 a pointer filled its width with zeroes. */
static bool is_old_pointer(const struct printing *p, const struct directive *d)
{
	return d->conv == 'p' && d->width < 0 && !d->width_arg &&
	       session_older(p->e->prog->s, "1.3");
}

/* A directive as it was read. */
static void put_directive(struct printing *p, const struct directive *d, unsigned int *arg)
{
	const struct directive old = { .conv = 'x', .flag = '0', .width = 16, .precision = -1 };
	struct text *t = &p->format;

	if (is_old_pointer(p, d))
		d = &old;
	p->n++;
	text_putc(t, '%');
	if (d->flag)
		text_putc(t, d->flag);
	if (d->width_arg) {
		text_putc(t, '*');
		put_argument(p, &p->v[(*arg)++]);
	} else if (d->width >= 0) {
		text_printf(t, "%d", d->width);
	}
	if (d->precision_arg) {
		text_put(t, ".*");
		put_argument(p, &p->v[(*arg)++]);
	} else if (d->precision >= 0) {
		text_printf(t, ".%d", d->precision);
	}
	text_putc(t, d->conv);
	put_argument(p, &p->v[(*arg)++]);
}

static bool is_bare(const struct directive *d)
{
	return !d->flag && !d->width_arg && !d->precision_arg &&
	       d->width < 0 && d->precision < 0;
}

static void put_format(struct printing *p)
{
	struct arena *a = p->e->arena;
	const char *why;
	struct format *f;
	unsigned int i, arg = 0;
	size_t len;

	f = format_parse(a, string_decode(a, p->x->str, &len), &why);
	for (i = 0; f && i < f->n; i++) {
		const struct directive *d = &f->at[i];

		put_bytes(p, d->literal, d->literal_len);
		if (d->conv && is_bare(d) && strchr("sdi", d->conv))
			put_value(p, arg++);
		else if (d->conv)
			put_directive(p, d, &arg);
	}
}

static const char *quoted(struct emit *e, const struct text *t)
{
	return emit_quote(e, t->buf ? t->buf : "");
}

/* Is it nothing but one string? */
static bool is_one_string(const struct printing *p)
{
	return p->n == 1 && p->only && !strcmp(p->format.buf, "%s");
}

static void print_out(struct printing *p)
{
	struct emit *e = p->e;

	if (!p->n && p->plain.len)
		code_line(e, "stp_print(c, %s);", quoted(e, &p->plain));
	else if (is_one_string(p))
		code_line(e, "stp_print(c, %s);", p->only);
	else if (p->n)
		code_line(e, "stp_printf(c, %s%s);", quoted(e, &p->format), p->args.buf);
}

static struct value print_to_string(struct printing *p, const char *t)
{
	struct emit *e = p->e;

	if (is_one_string(p) && p->v[0].c == p->only)
		return p->v[0];
	t = t ? t : emit_new_string(e);
	if (p->n)
		code_line(e, "stp_sprintf(c, %s, STP_MAXSTRINGLEN, %s%s);", t,
			  quoted(e, &p->format), p->args.buf);
	else
		code_line(e, "stp_strcpy(%s, %s, STP_MAXSTRINGLEN);", t, quoted(e, &p->plain));
	return (struct value){ .c = t };
}

bool emit_print_can_fail(const struct expr *x)
{
	return (x->n && x->list[0]->kind == EX_HIST) ||
	       (x->print.has_format && format_reads_memory(x->str));
}

struct value emit_print(struct emit *e, const struct expr *x)
{
	const char *to = emit_take_result(e);
	struct printing p = { .e = e, .x = x };
	struct value v = { .c = "0LL" };

	if (x->n > PRINT_ARGS_MAX) {
		emit_error(e, "sem-print-too-many", x->at,
			   "too many arguments to print (%u)", x->n);
		return v;
	}
	if (x->n && x->list[0]->kind == EX_HIST)
		return emit_hist_print(e, x, to);
	p.v = emit_list(e, x->list, x->n);
	if (x->print.is_char) {
		code_line(e, "stp_print_char(c, %s);", emit_bare(e, p.v[0].c));
		return v;
	}
	if (x->print.has_format)
		put_format(&p);
	else
		put_values(&p);
	if (x->print.newline)
		put_bytes(&p, "\n", 1);
	if (x->print.to_string)
		v = print_to_string(&p, to);
	else
		print_out(&p);
	if (emit_print_can_fail(x))
		emit_check(e, x->at);
	text_free(&p.format);
	text_free(&p.plain);
	text_free(&p.args);
	return v;
}
