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
	case EX_ADDRESS:
		text_printf(out, "address:0x%" PRIx64, e->num);
		break;
	case EX_RETVAL:
		text_put(out, "retval");
		break;
	case EX_GIVEN:
		text_printf(out, "%sgiven:%" PRId64, e->address_of ? "&" : "", e->num);
		break;
	case EX_SET_GIVEN:
		text_printf(out, "set_given:%" PRId64, e->num);
		print_operand(out, e->left);
		break;
	case EX_TEXT:
		text_put(out, "text");
		break;
	case EX_SET_TEXT:
		text_put(out, e->sub == OP_CAT ? "append_text" : "set_text");
		print_operand(out, e->left);
		break;
	case EX_COUNTER:
		text_put(out, "counter:");
		text_put(out, e->str);
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

static void put_number(struct text *out, const struct expr *e)
{
	text_printf(out, "%" PRIu64, (uint64_t)e->num);
}

static void put_string(struct text *out, const struct expr *e)
{
	print_raw_string(out, e->str);
}

static void put_name(struct text *out, const struct expr *e)
{
	text_put(out, e->name);
}

static void put_index(struct text *out, const struct expr *e)
{
	text_printf(out, "%s[", e->name);
	print_list(out, e->list, e->n);
	text_putc(out, ']');
}

static void put_unary(struct text *out, const struct expr *e)
{
	text_put(out, op_string(e->op));
	print_operand(out, e->left);
}

static void put_operator(struct text *out, const struct expr *e)
{
	put_binary(out, e, op_string(e->op));
}

static void put_regex(struct text *out, const struct expr *e)
{
	print_operand(out, e->left);
	text_printf(out, " %s ", op_string(e->op));
	print_raw_string(out, e->str);
}

static void put_call(struct text *out, const struct expr *e)
{
	text_printf(out, "%s(", e->name);
	print_list(out, e->list, e->n);
	text_putc(out, ')');
}

static void put_hist_index(struct text *out, const struct expr *e)
{
	put_hist(out, e->left);
	text_putc(out, '[');
	ast_print_expr(out, e->right);
	text_putc(out, ']');
}

static void put_at_operator(struct text *out, const struct expr *e)
{
	static const char *const words[] = {
		[EX_DEFINED] = "defined", [EX_ENTRY] = "entry", [EX_PERF] = "perf",
		[EX_CONST] = "const", [EX_ENUM] = "enum", [EX_ENUMNAME] = "enumname",
	};

	put_at(out, words[e->kind], e);
}

static void put_probewrite(struct text *out, const struct expr *e)
{
	text_printf(out, "@probewrite(%s)", e->name);
}

static void put_embedded(struct text *out, const struct expr *e)
{
	text_printf(out, "%%{%s%%}", e->str);
}

void ast_print_expr(struct text *out, const struct expr *e)
{
	/* ORDER expr (ast.h) */
	static void (*const put[])(struct text *out, const struct expr *e) = {
		[EX_NUMBER] = put_number, [EX_STRING] = put_string,
		[EX_NAME] = put_name, [EX_INDEX] = put_index,
		[EX_UNARY] = put_unary, [EX_BINARY] = put_operator,
		[EX_LOGICAL] = put_operator, [EX_COMPARE] = put_operator,
		[EX_CONCAT] = put_concat, [EX_REGEX] = put_regex,
		[EX_IN] = put_in, [EX_TERNARY] = put_ternary,
		[EX_ASSIGN] = put_assign, [EX_INCDEC] = put_incdec,
		[EX_CALL] = put_call, [EX_PRINT] = put_print,
		[EX_STAT] = put_stat, [EX_HIST] = put_hist,
		[EX_HISTINDEX] = put_hist_index, [EX_TARGET] = put_target,
		[EX_ATVAR] = put_target, [EX_CAST] = put_target,
		[EX_AUTOCAST] = put_target, [EX_DEFINED] = put_at_operator,
		[EX_ENTRY] = put_at_operator, [EX_PERF] = put_at_operator,
		[EX_CONST] = put_at_operator, [EX_ENUM] = put_at_operator,
		[EX_ENUMNAME] = put_at_operator, [EX_PROBEWRITE] = put_probewrite,
		[EX_REGISTER] = put_register, [EX_DEREF] = put_deref,
		[EX_EMBEDDED] = put_embedded, [EX_ARGUMENT ... EX_CONTEXT] = put_lowered,
	};

	put[e->kind](out, e);
}
