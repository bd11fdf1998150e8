/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ast_print_expr.c - expressions as script again: operands in parentheses.
 *
 * What only later passes make has a form of its own, which no script can have.
 */
#include "ast_print_int.h"

#include <inttypes.h>
#include <stdio.h>

void print_raw_string(struct text *out, const char *raw)
{
	text_putc(out, '"');
	for (; *raw; raw++) {
		if (*raw == '"' || *raw == '\n')
			text_putc(out, '\\');
		text_putc(out, *raw);
	}
	text_putc(out, '"');
}

void print_operand(struct text *out, const struct expr *e)
{
	text_putc(out, '(');
	ast_print_expr(out, e);
	text_putc(out, ')');
}

void print_list(struct text *out, struct expr *const *list, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (i)
			text_put(out, ", ");
		if (list[i])
			ast_print_expr(out, list[i]);
		else
			text_putc(out, '*');
	}
}

static void put_binary(struct text *out, const struct expr *e, const char *op)
{
	print_operand(out, e->left);
	text_printf(out, " %s ", op);
	print_operand(out, e->right);
}

static void put_assign(struct text *out, const struct expr *e)
{
	char op[8];

	snprintf(op, sizeof(op), "%s%s", op_string(e->sub), op_string(e->op));
	put_binary(out, e, op);
}

/* The text of an operand of '.', which binds tighter than most. */
static void put_concat_operand(struct text *out, const struct expr *e)
{
	switch (e->kind) {
	case EX_NUMBER:
	case EX_STRING:
	case EX_NAME:
	case EX_INDEX:
	case EX_CALL:
	case EX_PRINT:
	case EX_CONCAT:
		ast_print_expr(out, e);
		break;
	default:
		print_operand(out, e);
		break;
	}
}

static void put_concat(struct text *out, const struct expr *e)
{
	text_putc(out, '(');
	put_concat_operand(out, e->left);
	text_put(out, " . ");
	put_concat_operand(out, e->right);
	text_putc(out, ')');
}

static void put_ternary(struct text *out, const struct expr *e)
{
	print_operand(out, e->cond);
	text_put(out, " ? ");
	print_operand(out, e->left);
	text_put(out, " : ");
	print_operand(out, e->right);
}

/* Each key in parentheses: what binds looser than a comparison may stand there. */
static void put_in(struct text *out, const struct expr *e)
{
	unsigned int i;

	text_putc(out, '[');
	for (i = 0; i < e->n; i++) {
		if (i)
			text_put(out, ", ");
		if (e->list[i])
			print_operand(out, e->list[i]);
		else
			text_putc(out, '*');
	}
	text_put(out, "] in ");
	if (e->left)
		ast_print_expr(out, e->left);
	else
		text_put(out, e->name);
}

static void put_incdec(struct text *out, const struct expr *e)
{
	if (e->is_prefix)
		text_put(out, op_string(e->op));
	print_operand(out, e->left);
	if (!e->is_prefix)
		text_put(out, op_string(e->op));
}

static void put_print(struct text *out, const struct expr *e)
{
	const struct print *p = &e->print;

	text_printf(out, "%sprint%s%s%s(", p->to_string ? "s" : "",
		    p->is_char ? "_char" : "", p->has_format ? "f" : p->has_delim ? "d" : "",
		    p->newline ? "ln" : "");
	if (e->str) {
		print_raw_string(out, e->str);
		if (e->n)
			text_put(out, ", ");
	}
	print_list(out, e->list, e->n);
	text_putc(out, ')');
}

static void put_stat(struct text *out, const struct expr *e)
{
	text_printf(out, "@%s(", stat_name(e->stat));
	ast_print_expr(out, e->left);
	if (e->stat == STAT_VARIANCE && e->num)
		text_printf(out, ", %" PRId64, e->num);
	text_putc(out, ')');
}

static void put_hist(struct text *out, const struct expr *e)
{
	text_printf(out, "@hist_%s(", e->is_hist_log ? "log" : "linear");
	ast_print_expr(out, e->left);
	if (!e->is_hist_log)
		text_printf(out, ", %" PRId64 ", %" PRId64 ", %" PRId64,
			    e->hist[0], e->hist[1], e->hist[2]);
	text_putc(out, ')');
}

/* "@word(left, "str", "str2")", of those that are there */
static void put_at(struct text *out, const char *word, const struct expr *e)
{
	const char *comma = "";

	text_printf(out, "@%s(", word);
	if (e->left) {
		ast_print_expr(out, e->left);
		comma = ", ";
	}
	if (e->str) {
		text_put(out, comma);
		print_raw_string(out, e->str);
		comma = ", ";
	}
	if (e->str2) {
		text_put(out, comma);
		print_raw_string(out, e->str2);
	}
	text_putc(out, ')');
}

static void put_base(struct text *out, const struct expr *e)
{
	switch (e->kind) {
	case EX_TARGET:
		text_put(out, e->name);
		break;
	case EX_ATVAR:
		put_at(out, "var", e);
		break;
	case EX_CAST:
		put_at(out, "cast", e);
		break;
	default:
		print_operand(out, e->left);
		break;
	}
}

/* ["&"] base {"->" member | "[" index "]"} [pretty] */
static void put_target(struct text *out, const struct expr *e)
{
	unsigned int i;

	if (e->address_of)
		text_put(out, "&");
	put_base(out, e);
	for (i = 0; i < e->n_parts; i++) {
		if (e->parts[i].member) {
			text_printf(out, "->%s", e->parts[i].member);
			continue;
		}
		text_putc(out, '[');
		ast_print_expr(out, e->parts[i].index);
		text_putc(out, ']');
	}
	for (i = 0; i < e->pretty; i++)
		text_putc(out, '$');
}

static void put_register(struct text *out, const struct expr *e)
{
	text_printf(out, "@%cregister(%" PRId64 ")", e->is_user ? 'u' : 'k', e->num);
}

static void put_deref(struct text *out, const struct expr *e)
{
	text_printf(out, "@%cderef(%" PRId64 ", ", e->is_user ? 'u' : 'k', e->num);
	ast_print_expr(out, e->left);
	text_putc(out, ')');
}

/* What targets made: "load:4(address)". */
static void put_lowered(struct text *out, const struct expr *e)
{
	const char *sign = e->is_signed ? "s" : "u";

	switch (e->kind) {
	case EX_ARGUMENT:
		text_printf(out, "argument:%" PRId64, e->num);
		break;
	case EX_STACKARG:
		text_printf(out, "stack:%" PRId64, e->num);
		break;
	case EX_RETVAL:
		text_put(out, "retval");
		break;
	case EX_SAVED:
		text_printf(out, "saved:%" PRId64, e->num);
		break;
	case EX_CONTEXT:
		text_printf(out, "context:%s", e->str ? e->str : "");
		break;
	default:
		text_printf(out, "%s%s:%s%u", e->is_user ? "user_" : "",
			    e->kind == EX_LOAD ? "load" : "narrow", sign, e->size * 8);
		print_operand(out, e->left);
		break;
	}
}

/* ORDER expr (ast.h) */
void ast_print_expr(struct text *out, const struct expr *e)
{
	switch (e->kind) {
	case EX_NUMBER:
		text_printf(out, "%" PRIu64, (uint64_t)e->num);
		break;
	case EX_STRING:
		print_raw_string(out, e->str);
		break;
	case EX_NAME:
		text_put(out, e->name);
		break;
	case EX_INDEX:
		text_printf(out, "%s[", e->name);
		print_list(out, e->list, e->n);
		text_putc(out, ']');
		break;
	case EX_UNARY:
		text_put(out, op_string(e->op));
		print_operand(out, e->left);
		break;
	case EX_BINARY:
	case EX_LOGICAL:
	case EX_COMPARE:
		put_binary(out, e, op_string(e->op));
		break;
	case EX_CONCAT:
		put_concat(out, e);
		break;
	case EX_REGEX:
		print_operand(out, e->left);
		text_printf(out, " %s ", op_string(e->op));
		print_raw_string(out, e->str);
		break;
	case EX_IN:
		put_in(out, e);
		break;
	case EX_TERNARY:
		put_ternary(out, e);
		break;
	case EX_ASSIGN:
		put_assign(out, e);
		break;
	case EX_INCDEC:
		put_incdec(out, e);
		break;
	case EX_CALL:
		text_printf(out, "%s(", e->name);
		print_list(out, e->list, e->n);
		text_putc(out, ')');
		break;
	case EX_PRINT:
		put_print(out, e);
		break;
	case EX_STAT:
		put_stat(out, e);
		break;
	case EX_HIST:
		put_hist(out, e);
		break;
	case EX_HISTINDEX:
		put_hist(out, e->left);
		text_putc(out, '[');
		ast_print_expr(out, e->right);
		text_putc(out, ']');
		break;
	case EX_TARGET:
	case EX_ATVAR:
	case EX_CAST:
	case EX_AUTOCAST:
		put_target(out, e);
		break;
	case EX_DEFINED:
		put_at(out, "defined", e);
		break;
	case EX_ENTRY:
		put_at(out, "entry", e);
		break;
	case EX_PERF:
		put_at(out, "perf", e);
		break;
	case EX_CONST:
		put_at(out, "const", e);
		break;
	case EX_ENUM:
		put_at(out, "enum", e);
		break;
	case EX_ENUMNAME:
		put_at(out, "enumname", e);
		break;
	case EX_PROBEWRITE:
		text_printf(out, "@probewrite(%s)", e->name);
		break;
	case EX_REGISTER:
		put_register(out, e);
		break;
	case EX_DEREF:
		put_deref(out, e);
		break;
	case EX_EMBEDDED:
		text_printf(out, "%%{%s%%}", e->str);
		break;
	case EX_ARGUMENT ... EX_CONTEXT:
		put_lowered(out, e);
		break;
	}
}
