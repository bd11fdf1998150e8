/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stmt.c - statements, and the counting of them. */
#include <string.h>

#include "emit_int.h"

/* ---- counting: MAXACTION ------------------------------------------------ */

static unsigned int max(unsigned int a, unsigned int b)
{
	return a > b ? a : b;
}

unsigned int emit_straight(const struct stmt *s, bool branches_too)
{
	unsigned int i, n = 0;

	if (!s)
		return 0;
	switch (s->kind) {
	case ST_NULL:
		return 0;
	case ST_BLOCK:
		for (i = 0; i < s->n; i++)
			n += emit_straight(s->list[i], branches_too);
		return n;
	case ST_IF:
		if (!branches_too)
			return 1;
		return 1 + max(emit_straight(s->body, true), emit_straight(s->other, true));
	case ST_TRY:
		if (branches_too)
			n = emit_straight(s->other, true);
		return 1 + n + emit_straight(s->body, branches_too);
	default:
		return 1;
	}
}

static void look_for_loop(void *ctx, struct stmt **slot)
{
	bool *found = ctx;

	if ((*slot)->kind == ST_WHILE || (*slot)->kind == ST_FOR || (*slot)->kind == ST_FOREACH)
		*found = true;
	else
		stmt_children(*slot, look_for_loop, ctx);
}

bool emit_has_loop(const struct stmt *s)
{
	struct stmt *root = (struct stmt *)s;
	bool found = false;

	look_for_loop(&found, &root);
	return found;
}

/* The first statement within s: where the counter is found to be used up. */
static const struct place *first_place(const struct stmt *s)
{
	while (s->kind == ST_BLOCK && s->n)
		s = s->list[0];
	return s->at;
}

/* ---- blocks ------------------------------------------------------------- */

/* A branch: its statements count when it is entered, if not already before. */
static void emit_branch(struct emit *e, const struct stmt *s)
{
	code_deeper(e);
	if (!e->body->count_once && emit_straight(s, false) > 1)
		emit_steps(e, emit_straight(s, false), first_place(s));
	emit_stmt(e, s);
	code_back(e);
}

static void emit_if(struct emit *e, const struct stmt *s)
{
	struct value c = emit_expr(e, s->expr);

	code_line(e, "if (%s) {", emit_bare(e, c.c));
	emit_branch(e, s->body);
	while (s->other && s->other->kind == ST_IF && !emit_needs_code(s->other->expr)) {
		s = s->other;
		c = emit_expr(e, s->expr);
		code_line(e, "} else if (%s) {", emit_bare(e, c.c));
		emit_branch(e, s->body);
	}
	if (s->other) {
		code_line(e, "} else {");
		emit_branch(e, s->other);
	}
	code_line(e, "}");
}

/* ---- loops -------------------------------------------------------------- */

static const char *new_label(struct emit *e, const char *stem)
{
	return arena_printf(e->arena, "%s_%u", stem, ++e->body->labels);
}

/* Labels stand at the left edge. */
static void put_label(struct emit *e, const struct label *l)
{
	if (l->uses)
		text_printf(&e->body->code, "%s:\n", l->name);
}

/* `while (cond) {`, or for (;;) where the condition needs statements. */
static void open_loop(struct emit *e, const struct expr *cond)
{
	struct value c;

	if (!cond || (cond->kind == EX_NUMBER && cond->num)) {
		code_line(e, "for (;;) {");
		code_deeper(e);
		return;
	}
	if (!emit_needs_code(cond)) {
		c = emit_expr(e, cond);
		code_line(e, "while (%s) {", emit_bare(e, c.c));
		code_deeper(e);
		return;
	}
	code_line(e, "for (;;) {");
	code_deeper(e);
	c = emit_expr(e, cond);
	code_line(e, "if (!%s)", c.c);
	code_line(e, "\tbreak;");
}

/* At least an empty statement, as a label may stand in front. */
static void emit_step(struct emit *e, const struct expr *x)
{
	size_t len = e->body->code.len;

	emit_effects(e, x);
	if (e->body->code.len == len)
		code_line(e, ";");
}

void emit_loop_body(struct emit *e, const struct stmt *s, const struct expr *step)
{
	struct loop loop = { .outer = e->body->loop };

	if (step)
		loop.next.name = new_label(e, "next");
	emit_steps(e, 1 + emit_straight(s, false), first_place(s));
	e->body->loop = &loop;
	emit_stmt(e, s);
	e->body->loop = loop.outer;
	put_label(e, &loop.next);
	if (step)
		emit_step(e, step);
	code_back(e);
	code_line(e, "}");
}

static void emit_loop(struct emit *e, const struct stmt *s)
{
	struct temps temps = e->body->temps;

	if (s->init)
		emit_effects(e, s->init);
	open_loop(e, s->expr);
	e->body->temps = temps;
	emit_loop_body(e, s->body, s->step);
}

static void emit_continue(struct emit *e, const struct stmt *s)
{
	struct loop *loop = e->body->loop;

	if (!loop)
		emit_error(e, "sem-no-loop", s->at, "cannot 'continue' outside loop");
	else if (loop->next.name)
		code_line(e, "goto %s;", emit_goto(&loop->next));
	else
		code_line(e, "continue;");
}

static void emit_break(struct emit *e, const struct stmt *s)
{
	if (!e->body->loop)
		emit_error(e, "sem-no-loop", s->at, "cannot 'break' outside loop");
	else
		code_line(e, "break;");
}

/* ---- try ---------------------------------------------------------------- */

static void emit_catch(struct emit *e, const struct stmt *s, const struct label *l)
{
	put_label(e, l);
	code_line(e, "if (c->error) {");
	code_deeper(e);
	code_line(e, "if (c->fatal)");
	code_line(e, "\tgoto %s;", emit_goto(&e->body->out));
	if (s->catch_var)
		code_line(e, "stp_caught(c, %s, STP_MAXSTRINGLEN);",
			  emit_variable(e, s->catch_var->decl).c);
	else
		code_line(e, "stp_caught(c, 0, 0);");
	if (s->other && !e->body->count_once)
		emit_steps(e, 1 + emit_straight(s->other, false), first_place(s->other));
	if (s->other)
		emit_stmt(e, s->other);
	code_back(e);
	code_line(e, "}");
}

/* The catch is there even if nothing can fail: what it calls is then used. */
static void emit_try(struct emit *e, const struct stmt *s)
{
	struct label *outer = e->body->on_error;
	struct label here = { .name = new_label(e, "catch") };

	e->body->on_error = &here;
	emit_stmt(e, s->body);
	e->body->on_error = outer;
	emit_catch(e, s, &here);
}

/* ---- the rest ----------------------------------------------------------- */

/* Made in the caller's buffer at once, unless a catch may go on after half of it. */
static void return_string(struct emit *e, const struct expr *x)
{
	bool is_made = x->kind == EX_CONCAT || x->kind == EX_PRINT || x->kind == EX_CALL;
	struct value v;

	if (is_made && e->body->on_error == &e->body->out)
		e->body->result = "ret";
	v = emit_expr(e, x);
	e->body->result = NULL;
	if (strcmp(v.c, "ret"))
		code_line(e, "stp_strcpy(ret, %s, STP_MAXSTRINGLEN);", v.c);
}

static void emit_return(struct emit *e, const struct stmt *s)
{
	if (s->expr && s->expr->type == TY_STRING)
		return_string(e, s->expr);
	else if (s->expr)
		code_line(e, "ret = %s;", emit_bare(e, emit_expr(e, s->expr).c));
	code_line(e, "goto %s;", emit_goto(&e->body->out));
}

static void emit_next(struct emit *e)
{
	if (e->body->fn)
		code_line(e, "c->next = 1;");
	code_line(e, "goto %s;", emit_goto(&e->body->out));
}

static void emit_kind(struct emit *e, const struct stmt *s)
{
	unsigned int i;

	switch (s->kind) {
	case ST_NULL:
		break;
	case ST_EXPR:
		emit_effects(e, s->expr);
		break;
	case ST_BLOCK:
		for (i = 0; i < s->n; i++)
			emit_stmt(e, s->list[i]);
		break;
	case ST_IF:
		emit_if(e, s);
		break;
	case ST_WHILE:
	case ST_FOR:
		emit_loop(e, s);
		break;
	case ST_RETURN:
		emit_return(e, s);
		break;
	case ST_DELETE:
		emit_delete(e, s);
		break;
	case ST_BREAK:
		emit_break(e, s);
		break;
	case ST_CONTINUE:
		emit_continue(e, s);
		break;
	case ST_NEXT:
		emit_next(e);
		break;
	case ST_TRY:
		emit_try(e, s);
		break;
	case ST_FOREACH:
		emit_foreach(e, s);
		break;
	}
}

void emit_stmt(struct emit *e, const struct stmt *s)
{
	struct temps temps = e->body->temps;

	emit_kind(e, s);
	e->body->temps = temps;
}
