/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse_print.c - the print family: functions with a syntax of their own. */
#include "parse_int.h"

#include <string.h>

#include "format.h"

bool parse_is_print(const char *name, struct print *print)
{
	struct print p = { 0 };
	const char *rest = name;

	if (*rest == 's') {
		p.to_string = true;
		rest++;
	}
	if (strncmp(rest, "print", 5) != 0)
		return false;
	rest += 5;
	if (strcmp(rest, "_char") == 0 && !p.to_string) {
		p.is_char = true;
		rest += 5;
	} else if (strcmp(rest, "f") == 0) {
		p.has_format = true;
		rest++;
	} else if (*rest == 'd') {
		p.has_delim = true;
		rest++;
	}
	if (strcmp(rest, "ln") == 0 && !p.is_char && !p.has_format) {
		p.newline = true;
		rest += 2;
	}
	if (*rest)
		return false;
	*print = p;
	return true;
}

/* The literal that the format or delimiter is. */
static bool parse_literal(struct parser *p, struct expr *e)
{
	const char *why, *bytes;

	e->str = parse_string(p);
	if (!e->str)
		return false;
	bytes = string_decode(p->arena, e->str, NULL);
	if (e->print.has_format && !format_parse(p->arena, bytes, &why))
		return parse_error(p, "parse-format", "%s", why);
	return true;
}

/* A whole histogram, which may be printed alone; false: it is something else. */
static bool is_whole_hist(const struct parser *p, const struct expr *e)
{
	const struct print *print = &e->print;

	return !print->has_format && !print->has_delim && !print->is_char && parse_is_hist(p);
}

/* expr {"," expr} */
static bool parse_values(struct parser *p, struct expr *e)
{
	struct expr_list list = { 0 };
	struct expr *value;

	do {
		if (list.n == 0 && is_whole_hist(p, e))
			p->bare_hist = p->tok;
		value = parse_expr(p);
		if (!value)
			return false;
		list_push(p->arena, &list, value);
	} while (parse_accept(p, ","));
	e->list = list.at;
	e->n = list.n;
	return true;
}

static unsigned int least_values(const struct print *print)
{
	if (print->has_delim)
		return 2;
	return print->has_format || print->newline ? 0 : 1;
}

static bool check_count(struct parser *p, const struct expr *e, const struct token *name)
{
	unsigned int least = least_values(&e->print);

	if (e->n < least)
		return parse_error(p, "parse-print-few", "'%s' takes at least %u value%s",
				   name->text, least, least == 1 ? "" : "s");
	if (e->print.is_char && e->n > 1)
		return parse_error(p, "parse-print-many", "'%s' takes one value", name->text);
	return true;
}

struct expr *parse_print(struct parser *p, const struct token *name, const struct print *print)
{
	struct expr *e = expr_new(p->arena, EX_PRINT, name->at);
	bool has_values;

	e->print = *print;
	e->name = name->text;
	if (!parse_expect(p, "("))
		return NULL;
	if (print->has_format || print->has_delim) {
		if (!parse_literal(p, e))
			return NULL;
		has_values = parse_accept(p, ",");
	} else {
		has_values = !parse_is_op(p, ")");
	}
	if (has_values && !parse_values(p, e))
		return NULL;
	if (!parse_is_op(p, ")")) {
		parse_error(p, "parse-list-end", "expected ',' or ')'");
		return NULL;
	}
	if (!check_count(p, e, name))
		return NULL;
	parse_advance(p);
	return e;
}
