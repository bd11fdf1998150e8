/* SPDX-License-Identifier: GPL-2.0-or-later */
/* program_show.c - the end probe that shows what a script has collected and never used. */
#include "program.h"
#include "providers/provider_int.h"
#include "session.h"
#include "target_int.h"

static bool is_shown(const struct var *v)
{
	int i;

	if (!v->writes || v->reads || v->file->is_library || v->is_synthetic ||
	    v->type == TY_UNKNOWN || (v->arity > 0 && !v->keys))
		return false;
	for (i = 0; i < v->arity; i++)
		if (v->keys[i] == TY_UNKNOWN)
			return false;
	return true;
}

static struct expr *name_expr(struct arena *a, const char *name, const struct place *at)
{
	struct expr *e = expr_new(a, EX_NAME, at);

	e->name = name;
	return e;
}

/* ---- what is printed ---------------------------------------------------- */

/* printf(FORMAT, ...), with arguments to be added. */
struct show {
	struct arena *a;
	const struct var *v;
	bool in_hex;		/* of statistics: before 1.4 */
	struct text format;
	list_of(struct expr *) args;
};

/* The same for all arrays, so that their strings share their room. */
static const char *key_name(const struct show *s, int i)
{
	return arena_printf(s->a, "__%s_key%d", type_name(s->v->keys[i]), i);
}

static void add(struct show *s, const char *form, struct expr *arg)
{
	text_put(&s->format, form);
	list_push(s->a, &s->args, arg);
}

/* NAME[%d,"%s"] */
static void add_name(struct show *s)
{
	const struct var *v = s->v;
	int i;

	text_put(&s->format, v->name);
	for (i = 0; i < v->arity; i++) {
		text_putc(&s->format, i ? ',' : '[');
		add(s, v->keys[i] == TY_STRING ? "\"%s\"" : "%d",
		    name_expr(s->a, key_name(s, i), v->at));
	}
	if (v->arity > 0)
		text_putc(&s->format, ']');
}

static const char *value_form(const struct var *v)
{
	if (v->type == TY_STRING)
		return "=\"%s\"";
	if (v->dtype && di_type_strip(v->dtype)->kind == DI_POINTER)
		return "=%#x";
	return "=%d";
}

/* The statistic itself, or the element with the keys of the loop. */
static struct expr *statistic(const struct show *s)
{
	const struct var *v = s->v;
	struct expr *e = name_expr(s->a, v->name, v->at);
	int i;

	if (v->arity <= 0)
		return e;
	e->kind = EX_INDEX;
	e->n = (unsigned int)v->arity;
	e->list = arena_many(s->a, struct expr *, e->n);
	for (i = 0; i < v->arity; i++)
		e->list[i] = name_expr(s->a, key_name(s, i), v->at);
	return e;
}

static struct expr *extract(const struct show *s, enum stat_op op)
{
	struct expr *e = expr_new(s->a, EX_STAT, s->v->at);

	e->stat = op;
	e->left = statistic(s);
	return e;
}

static void add_stats(struct show *s)
{
	static const enum stat_op ops[] = {
		STAT_COUNT, STAT_MIN, STAT_MAX, STAT_SUM, STAT_AVG,
	};
	static const char *const forms[][2] = {
		{ " @count=%d", " @count=%#x" }, { " @min=%d", " @min=%#x" },
		{ " @max=%d", " @max=%#x" }, { " @sum=%d", " @sum=%#x" },
		{ " @avg=%d", " @avg=%#x" },
	};
	unsigned int i;

	for (i = 0; i < array_size(ops); i++)
		add(s, forms[i][s->in_hex], extract(s, ops[i]));
}

static struct stmt *print_stmt(struct show *s)
{
	struct stmt *st = stmt_new(s->a, ST_EXPR, s->v->at);
	struct expr *print = expr_new(s->a, EX_PRINT, s->v->at);

	text_putc(&s->format, '\n');
	print->print.has_format = true;
	print->str = string_encode(s->a, s->format.buf);
	print->list = s->args.at;
	print->n = s->args.n;
	text_free(&s->format);
	st->expr = print;
	return st;
}

/* ---- the three shapes --------------------------------------------------- */

static struct stmt *show_scalar(struct show *s)
{
	add_name(s);
	add(s, value_form(s->v), name_expr(s->a, s->v->name, s->v->at));
	return print_stmt(s);
}

/* Of an empty one only the count, and that in its own way. */
static struct stmt *show_statistic(struct show *s)
{
	struct stmt *st = stmt_new(s->a, ST_IF, s->v->at);
	struct show empty = { .a = s->a, .v = s->v };

	st->expr = extract(s, STAT_COUNT);
	add_name(s);
	add_stats(s);
	st->body = print_stmt(s);
	add_name(&empty);
	add(&empty, " @count=%#x", extract(s, STAT_COUNT));
	st->other = print_stmt(&empty);
	return st;
}

/* foreach (value = [keys] in v-) print */
static struct stmt *show_array(struct show *s)
{
	const struct var *v = s->v;
	struct stmt *st = stmt_new(s->a, ST_FOREACH, v->at);
	int i;

	st->n_keys = (unsigned int)v->arity;
	st->keys = arena_many(s->a, struct expr *, st->n_keys);
	for (i = 0; i < v->arity; i++)
		st->keys[i] = name_expr(s->a, key_name(s, i), v->at);
	st->array = name_expr(s->a, v->name, v->at);
	st->sort = SORT_DOWN;
	add_name(s);
	if (v->type == TY_STATS) {
		add_stats(s);
	} else {
		const char *value = arena_printf(s->a, "__%s_value", type_name(v->type));

		st->value = name_expr(s->a, value, v->at);
		add(s, value_form(v), name_expr(s->a, value, v->at));
	}
	st->body = print_stmt(s);
	return st;
}

/* As if it stood where v is declared. */
static struct stmt *show(struct program *p, const struct var *v)
{
	struct show s = { .a = p->s->arena, .v = v, .in_hex = session_older(p->s, "1.4") };

	if (v->arity > 0)
		return show_array(&s);
	return v->type == TY_STATS ? show_statistic(&s) : show_scalar(&s);
}

/* ---- the probe ---------------------------------------------------------- */

static struct probe_decl *end_decl(struct program *p, struct stmt *body)
{
	struct arena *a = p->s->arena;
	struct probe_decl *d = arena_one(a, struct probe_decl);
	struct point *pt = arena_one(a, struct point);
	struct place *at = arena_many(a, struct place, 2);

	at[0] = (struct place){ .src = p->synthetic, .what = "keyword" };
	at[1] = (struct place){ .src = p->synthetic, .what = "identifier 'end'" };
	pt->at = &at[1];
	pt->n = 1;
	pt->comps = arena_one(a, struct comp);
	pt->comps->name = "end";
	pt->comps->at = &at[1];
	d->at = &at[0];
	d->body = body;
	list_push(a, &d->points, pt);
	return d;
}

bool program_show_globals(struct program *p)
{
	struct arena *a = p->s->arena;
	struct stmt *body;
	unsigned int i;

	if (p->s->opt->no_global_display || p->s->opt->listing != LIST_NONE || !p->globals.n)
		return false;
	body = stmt_new(a, ST_BLOCK, p->globals.at[0]->at);
	body->list = arena_many(a, struct stmt *, p->globals.n);
	for (i = 0; i < p->globals.n; i++) {
		if (is_shown(p->globals.at[i]))
			body->list[body->n++] = show(p, p->globals.at[i]);
	}
	if (!body->n)
		return false;
	program_add_decl(p, end_decl(p, body), NULL);
	return true;
}
