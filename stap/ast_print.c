/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ast_print.c - the tree as script again; parsing it gives the same tree. */
#include "ast_print_int.h"

#include <inttypes.h>

/* --- statements ------------------------------------------------------------- */

static void indent(struct text *out)
{
	unsigned int i;

	for (i = 0; i < out->depth; i++)
		text_putc(out, '\t');
}

static void put_stmts(struct text *out, const struct stmt *block)
{
	unsigned int i;

	for (i = 0; i < block->n; i++)
		ast_print_stmt(out, block->list[i]);
}

/* " {", the statements deeper, and an indented "}" without newline */
static void put_block(struct text *out, const struct stmt *block)
{
	text_put(out, " {\n");
	out->depth++;
	put_stmts(out, block);
	out->depth--;
	indent(out);
	text_putc(out, '}');
}

/* What an if or loop governs; with_else: an else follows on the same level. */
static void put_body(struct text *out, const struct stmt *s, bool with_else)
{
	struct stmt one = { .kind = ST_BLOCK, .n = 1 };
	struct stmt *list[1] = { (struct stmt *)s };

	one.list = list;
	if (s->kind == ST_BLOCK || (with_else && s->kind == ST_IF)) {
		put_block(out, s->kind == ST_BLOCK ? s : &one);
		text_putc(out, '\n');
		return;
	}
	text_putc(out, '\n');
	out->depth++;
	ast_print_stmt(out, s);
	out->depth--;
}

static void put_if(struct text *out, const struct stmt *s)
{
	text_put(out, "if (");
	ast_print_expr(out, s->expr);
	text_putc(out, ')');
	put_body(out, s->body, s->other != NULL);
	if (!s->other)
		return;
	indent(out);
	text_put(out, "else");
	put_body(out, s->other, false);
}

static void put_while(struct text *out, const struct stmt *s)
{
	text_put(out, "while (");
	ast_print_expr(out, s->expr);
	text_putc(out, ')');
	put_body(out, s->body, false);
}

static void put_for(struct text *out, const struct stmt *s)
{
	text_put(out, "for (");
	if (s->init)
		ast_print_expr(out, s->init);
	text_put(out, "; ");
	if (s->expr)
		ast_print_expr(out, s->expr);
	text_put(out, "; ");
	if (s->step)
		ast_print_expr(out, s->step);
	text_putc(out, ')');
	put_body(out, s->body, false);
}

static const char *sort_mark(const struct stmt *s, unsigned int key)
{
	if (s->sort == SORT_NONE || s->sort_key != key)
		return "";
	return s->sort == SORT_UP ? "+" : "-";
}

static void put_keys(struct text *out, const struct stmt *s)
{
	unsigned int i;

	if (s->value)
		text_printf(out, "%s = ", s->value->name);
	if (s->n_keys > 1)
		text_putc(out, '[');
	for (i = 0; i < s->n_keys; i++)
		text_printf(out, "%s%s%s", i ? ", " : "", s->keys[i]->name,
			    sort_mark(s, i + 1));
	if (s->n_keys > 1)
		text_putc(out, ']');
}

static void put_foreach(struct text *out, const struct stmt *s)
{
	text_put(out, "foreach (");
	put_keys(out, s);
	text_put(out, " in ");
	ast_print_expr(out, s->array);
	if (s->slice) {
		text_putc(out, '[');
		print_list(out, s->slice, s->n_keys);
		text_putc(out, ']');
	}
	if (s->has_sort_stat)
		text_printf(out, " @%s", stat_name(s->sort_stat));
	text_put(out, sort_mark(s, 0));
	if (s->limit) {
		text_put(out, " limit ");
		print_operand(out, s->limit);
	}
	text_putc(out, ')');
	put_body(out, s->body, false);
}

static void put_try(struct text *out, const struct stmt *s)
{
	text_put(out, "try");
	put_block(out, s->body);
	text_put(out, " catch");
	if (s->catch_var)
		text_printf(out, " (%s)", s->catch_var->name);
	put_block(out, s->other);
	text_putc(out, '\n');
}

static void put_simple(struct text *out, const char *word, const struct expr *e)
{
	text_put(out, word);
	if (e && *word)
		text_putc(out, ' ');
	if (e)
		ast_print_expr(out, e);
	text_put(out, ";\n");
}

void ast_print_stmt(struct text *out, const struct stmt *s)
{
	indent(out);
	switch (s->kind) {
	case ST_NULL:
		text_put(out, ";\n");
		break;
	case ST_EXPR:
		put_simple(out, "", s->expr);
		break;
	case ST_BLOCK:
		text_put(out, "{\n");
		out->depth++;
		put_stmts(out, s);
		out->depth--;
		indent(out);
		text_put(out, "}\n");
		break;
	case ST_IF:
		put_if(out, s);
		break;
	case ST_WHILE:
		put_while(out, s);
		break;
	case ST_FOR:
		put_for(out, s);
		break;
	case ST_FOREACH:
		put_foreach(out, s);
		break;
	case ST_RETURN:
		put_simple(out, "return", s->expr);
		break;
	case ST_DELETE:
		put_simple(out, "delete", s->expr);
		break;
	case ST_BREAK:
		put_simple(out, "break", NULL);
		break;
	case ST_CONTINUE:
		put_simple(out, "continue", NULL);
		break;
	case ST_NEXT:
		put_simple(out, "next", NULL);
		break;
	case ST_TRY:
		put_try(out, s);
		break;
	}
}

/* --- declarations ----------------------------------------------------------- */

/* Bytes as a literal: what a probe point holds is decoded. */
static void put_bytes(struct text *out, const char *bytes)
{
	struct arena *a = arena_new();

	print_raw_string(out, string_encode(a, bytes));
	arena_free(a);
}

void ast_print_point(struct text *out, const struct point *p)
{
	const struct comp *c;

	for (c = p->comps; c < p->comps + p->n; c++) {
		text_printf(out, "%s%s", c == p->comps ? "" : ".", c->name);
		if (c->arg == ARG_NONE)
			continue;
		text_putc(out, '(');
		if (c->arg == ARG_NUMBER)
			text_printf(out, "%" PRId64, c->num);
		else
			put_bytes(out, c->str);
		text_putc(out, ')');
	}
	if (p->sufficient)
		text_putc(out, '!');
	else if (p->optional)
		text_putc(out, '?');
	if (p->cond) {
		text_put(out, " if (");
		ast_print_expr(out, p->cond);
		text_putc(out, ')');
	}
}

static void put_points(struct text *out, const struct point_list *l, const char *between)
{
	unsigned int i;

	for (i = 0; i < l->n; i++) {
		if (i)
			text_put(out, between);
		ast_print_point(out, l->at[i]);
	}
}

static void put_outer_block(struct text *out, const struct stmt *body)
{
	text_put(out, "{\n");
	put_stmts(out, body);
	text_put(out, "}");
}

static void put_probe(struct text *out, const struct probe_decl *d)
{
	text_put(out, "probe ");
	if (d->aliases.n) {
		put_points(out, &d->aliases, " = ");
		text_put(out, d->is_epilogue ? " += " : " = ");
	}
	put_points(out, &d->points, ", ");
	put_outer_block(out, d->body);
	if (d->epilogue) {
		text_put(out, ", ");
		put_outer_block(out, d->epilogue);
	}
	text_putc(out, '\n');
}

static void put_global(struct text *out, const struct global_decl *g)
{
	text_printf(out, "%sglobal %s%s", g->is_private ? "private " : "", g->name,
		    g->wraps ? "%" : "");
	if (g->size)
		text_printf(out, "[%" PRId64 "]", g->size);
	if (g->init)
		text_put(out, " = ");
	if (g->init && g->init->kind == EX_NUMBER)
		text_printf(out, "%" PRId64, g->init->num);
	else if (g->init)
		print_raw_string(out, g->init->str);
	text_putc(out, '\n');
}

static void put_type(struct text *out, enum type t)
{
	if (t != TY_UNKNOWN)
		text_printf(out, ":%s", type_name(t));
}

static void put_function(struct text *out, const struct function_decl *f)
{
	unsigned int i;

	text_printf(out, "%sfunction %s", f->is_private ? "private " : "", f->name);
	put_type(out, f->type);
	text_put(out, " (");
	for (i = 0; i < f->n_params; i++) {
		text_printf(out, "%s%s", i ? ", " : "", f->params[i].name);
		put_type(out, f->params[i].type);
	}
	text_putc(out, ')');
	if (f->priority >= 0)
		text_printf(out, ":%" PRId64, f->priority);
	text_putc(out, '\n');
	if (f->body)
		put_outer_block(out, f->body);
	else
		text_printf(out, "%%{%s%%}", f->code);
	text_putc(out, '\n');
}

void ast_print_file(struct text *out, const struct ast_file *f)
{
	unsigned int i;

	text_printf(out, "# file %s\n", f->source->name);
	for (i = 0; i < f->embedded.n; i++)
		text_printf(out, "%%{%s%%}\n", f->embedded.at[i]->code);
	for (i = 0; i < f->globals.n; i++)
		put_global(out, f->globals.at[i]);
	for (i = 0; i < f->aliases.n; i++)
		put_probe(out, f->aliases.at[i]);
	for (i = 0; i < f->probes.n; i++)
		put_probe(out, f->probes.at[i]);
	for (i = 0; i < f->functions.n; i++)
		put_function(out, f->functions.at[i]);
	text_putc(out, '\n');
}
