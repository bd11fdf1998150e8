/* SPDX-License-Identifier: GPL-2.0-or-later */
/* foreach.c - loops over the elements of an array or the buckets of a histogram. */
#include "emit_int.h"

/* ---- the element at which a loop is ------------------------------------- */

struct change {
	const struct stmt *s;
	bool found;
};

static bool is_key(const struct stmt *s, const struct expr *x)
{
	unsigned int i;

	for (i = 0; x && i < s->n_keys; i++)
		if (x->kind == EX_NAME && x->decl == s->keys[i]->decl)
			return true;
	return false;
}

static void look_assigned(void *ctx, struct expr **slot)
{
	struct change *ch = ctx;
	const struct expr *x = *slot;

	if ((x->kind == EX_ASSIGN || x->kind == EX_INCDEC) && is_key(ch->s, x->left))
		ch->found = true;
}

static void look_changed(void *ctx, struct stmt **slot)
{
	struct change *ch = ctx;
	const struct stmt *s = *slot;
	unsigned int i;

	if (s->kind == ST_DELETE && (is_key(ch->s, s->expr) ||
				     s->expr->decl == ch->s->array->decl))
		ch->found = true;
	ch->found |= is_key(ch->s, s->catch_var);
	for (i = 0; s->kind == ST_FOREACH && i < s->n_keys; i++)
		ch->found |= is_key(ch->s, s->keys[i]);
	if (s->kind == ST_FOREACH)
		ch->found |= is_key(ch->s, s->value);
	stmt_children(*slot, look_changed, ctx);
}

/* Are the key variables as the loop has set them, all through its body? */
static bool keeps_keys(const struct stmt *s)
{
	struct change ch = { .s = s };
	struct stmt *body = s->body;
	unsigned int i, k;

	for (i = 0; i < s->n_keys; i++) {
		if (s->keys[i]->decl->kind == VAR_GLOBAL || is_key(s, s->value))
			return false;
		for (k = 0; k < i; k++)
			if (s->keys[k]->decl == s->keys[i]->decl)
				return false;
	}
	stmt_each_expr(body, look_assigned, &ch);
	look_changed(&ch, &body);
	return !ch.found;
}

static bool is_at(const struct walked *w, const struct expr *x)
{
	unsigned int i;

	if (!w->keeps_keys || w->s->array->decl != x->decl)
		return false;
	for (i = 0; i < x->n; i++)
		if (!x->list[i] || x->list[i]->kind != EX_NAME ||
		    x->list[i]->decl != w->s->keys[i]->decl)
			return false;
	return true;
}

const char *emit_walked_node(struct emit *e, const struct expr *x)
{
	const struct walked *w = x->kind == EX_INDEX ? e->body->walked : NULL;
	unsigned int i;

	while (w && !is_at(w, x))
		w = w->outer;
	if (!w)
		return NULL;
	for (i = 0; i < x->n; i++)
		list_push(e->arena, &e->body->elided, x->list[i]->decl);
	return w->node;
}

/* ---- what a loop needs -------------------------------------------------- */

struct walk {
	const struct stmt *s;
	const struct var *v;
	struct value *slice;	/* by key, of those that are given */
	const char *limit;	/* iterations left, or NULL */
};

/* Evaluates x once, before the loop. */
static struct value settle(struct emit *e, const struct expr *x)
{
	struct value v = emit_expr(e, x);

	return v.reads ? emit_copy(e, &v, x->type) : v;
}

static void settle_all(struct emit *e, struct walk *w)
{
	const struct stmt *s = w->s;
	struct value v;
	unsigned int i;

	w->slice = arena_many(e->arena, struct value, s->n_keys);
	for (i = 0; s->slice && i < s->n_keys; i++)
		if (s->slice[i])
			w->slice[i] = settle(e, s->slice[i]);
	if (!s->limit)
		return;
	v = emit_expr(e, s->limit);
	w->limit = emit_copy(e, &v, TY_LONG).c;
}

/* ---- sorting ------------------------------------------------------------ */

static const char *sort_by(struct emit *e, const struct walk *w)
{
	if (w->s->sort_key)
		return arena_printf(e->arena, "STP_BY_KEY + %u", w->s->sort_key - 1);
	if (w->v->type != TY_STATS)
		return "STP_BY_VALUE";
	switch (w->s->has_sort_stat ? w->s->sort_stat : STAT_COUNT) {
	case STAT_SUM:
		return "STP_BY_SUM";
	case STAT_MIN:
		return "STP_BY_MIN";
	case STAT_MAX:
		return "STP_BY_MAX";
	case STAT_AVG:
		return "STP_BY_AVG";
	default:
		return "STP_BY_COUNT";
	}
}

/* To merge it again would bring it into another order. */
static bool is_open(const struct emit *e, const struct var *v)
{
	const struct walked *w;

	for (w = e->body->walked; w; w = w->outer)
		if (w->s->array->decl == v)
			return true;
	return false;
}

static void emit_start(struct emit *e, const struct walk *w)
{
	const char *m = w->v->c_name;

	if (w->v->type == TY_STATS && !is_open(e, w->v)) {
		code_line(e, "stp_map_begin(c, &%s);", m);
		emit_check(e, w->s->array->at);
	}
	if (w->s->sort != SORT_NONE)
		code_line(e, "stp_map_sort(&%s, %s, %d, %s);", m, sort_by(e, w),
			  w->s->sort == SORT_DOWN, w->limit ? w->limit : "0");
}

/* ---- one iteration ------------------------------------------------------ */

static void skip_unless(struct emit *e, enum type type, const char *key, const char *wanted)
{
	if (type == TY_STRING)
		code_line(e, "if (stp_strcmp(%s, %s))", key, wanted);
	else
		code_line(e, "if (%s != %s)", key, wanted);
	code_line(e, "\tcontinue;");
}

static void set(struct emit *e, const struct expr *name, const char *c)
{
	const char *to = emit_variable(e, name->decl).c;

	if (name->decl->type == TY_STRING)
		code_line(e, "stp_strcpy(%s, %s, STP_MAXSTRINGLEN);", to, c);
	else
		code_line(e, "%s = %s;", to, c);
}

static const char *node_key(struct emit *e, const struct walk *w, const char *n, unsigned int i)
{
	return arena_printf(e->arena, "stp_node_key_%s(&%s, %s, %u)",
			    w->v->keys[i] == TY_STRING ? "string" : "long", w->v->c_name, n, i);
}

static void load(struct emit *e, const struct walk *w, const char *n)
{
	const struct stmt *s = w->s;
	unsigned int i;

	for (i = 0; i < s->n_keys; i++)
		if (w->slice[i].c)
			skip_unless(e, w->v->keys[i], node_key(e, w, n, i), w->slice[i].c);
	for (i = 0; i < s->n_keys; i++)
		set(e, s->keys[i], node_key(e, w, n, i));
	if (s->value)
		set(e, s->value, arena_printf(e->arena, "stp_node_%s(&%s, %s)",
					      w->v->type == TY_STRING ? "string" : "long",
					      w->v->c_name, n));
}

static void walk_array(struct emit *e, struct walk *w)
{
	const char *n = emit_new_node(e), *m = w->v->c_name;
	struct walked here = { .s = w->s, .node = n, .outer = e->body->walked };

	emit_start(e, w);
	if (w->limit)
		code_line(e, "for (%s = stp_map_first(&%s); %s && %s-- > 0; "
			  "%s = stp_map_next(&%s, %s)) {", n, m, n, w->limit, n, m, n);
	else
		code_line(e, "for (%s = stp_map_first(&%s); %s; %s = stp_map_next(&%s, %s)) {",
			  n, m, n, n, m, n);
	code_deeper(e);
	load(e, w, n);
	here.keeps_keys = keeps_keys(w->s);
	e->body->walked = &here;
	emit_loop_body(e, w->s->body, NULL);
	e->body->walked = here.outer;
}

/* ---- histograms --------------------------------------------------------- */

static void open_hist(struct emit *e, const struct walk *w, const struct element *el,
		      const char *i)
{
	const char *n = emit_new_long(e);

	emit_open_element(e, el);
	code_line(e, "%s = stp_hist_buckets(%s);", n, emit_merged(e, el));
	emit_close_element(e, el);
	if (w->limit)
		code_line(e, "for (%s = 0; %s < %s && %s-- > 0; %s++) {", i, i, n, w->limit, i);
	else
		code_line(e, "for (%s = 0; %s < %s; %s++) {", i, i, n, i);
	code_deeper(e);
}

/* The key is the index of a bucket, the value its count. */
static void walk_hist(struct emit *e, struct walk *w)
{
	const struct stmt *s = w->s;
	struct element el = emit_element(e, s->array->left, ELEMENT_READ, NULL);
	const char *i = emit_new_long(e);
	unsigned int k;

	if (s->sort != SORT_NONE)
		emit_error(e, "sem-hist-sort", s->array->at,
			   "the buckets of a histogram cannot be sorted");
	for (k = 0; k < el.n; k++)
		if (el.keys[k].reads)
			el.keys[k] = emit_copy(e, &el.keys[k], el.list[k]->type);
	open_hist(e, w, &el, i);
	if (w->slice[0].c)
		skip_unless(e, TY_LONG, i, w->slice[0].c);
	set(e, s->keys[0], i);
	if (s->value)
		set(e, s->value, emit_bucket(e, &el, i, s->array->at));
	emit_loop_body(e, s->body, NULL);
}

void emit_foreach(struct emit *e, const struct stmt *s)
{
	struct walk w = { .s = s };
	bool is_hist = s->array->kind == EX_HIST;

	if (is_hist && !emit_is_statistic(e, s->array->left))
		return;
	w.v = is_hist ? s->array->left->decl : s->array->decl;
	settle_all(e, &w);
	if (is_hist)
		walk_hist(e, &w);
	else
		walk_array(e, &w);
}
