/* SPDX-License-Identifier: GPL-2.0-or-later */
/* simplify_drop.c - drops what one body computes for nobody and never reaches. */
#include "session.h"
#include "simplify_int.h"

static struct stmt *new_stmt(struct simplify *s, enum stmt_kind kind, const struct stmt *of)
{
	s->changed = true;
	return stmt_new(s->arena, kind, of->at);
}

static struct stmt *expr_stmt(struct simplify *s, struct expr *e, const struct stmt *of)
{
	struct stmt *n = new_stmt(s, ST_EXPR, of);

	n->expr = e;
	return n;
}

static bool is_empty(const struct stmt *s)
{
	return !s || s->kind == ST_NULL || (s->kind == ST_BLOCK && !s->n);
}

/* ---- expressions -------------------------------------------------------- */

/* x = e of a local that nothing reads: e. */
static void drop_assignment(void *ctx, struct expr **slot)
{
	struct simplify *s = ctx;
	struct expr *e = *slot, *left = e->left;

	if (e->kind != EX_ASSIGN || e->op != OP_SET || e->sub != OP_NONE ||
	    left->kind != EX_NAME || left->decl->kind != VAR_LOCAL || left->decl->reads)
		return;
	simplify_warn(s, "warn-elide-assignment", e->at, "Eliding assignment to '%s'",
		      left->decl->name);
	*slot = e->right;
	s->changed = true;
}

void simplify_assignments(struct simplify *s, struct stmt *body)
{
	stmt_each_expr(body, drop_assignment, s);
}

static void one_expr(void *ctx, struct expr **slot)
{
	struct simplify *s = ctx;

	simplify_fold(s, slot);
}

/* ---- expression statements ---------------------------------------------- */

struct parts {
	struct simplify *s;
	list_of(struct expr *) list;
};

static void add_effects(struct parts *p, struct expr *e);

static void add_child(void *ctx, struct expr **slot)
{
	add_effects(ctx, *slot);
}

/* Does e evaluate all its children whatever they are, and do nothing itself? */
static bool is_transparent(const struct expr *e)
{
	const struct function *f;

	switch (e->kind) {
	case EX_UNARY:
	case EX_COMPARE:
	case EX_CONCAT:
	case EX_INDEX:
	case EX_IN:
	case EX_LOAD:
	case EX_NARROW:
		return true;
	case EX_REGEX:
		return !e->sets_groups;
	case EX_PRINT:
		return e->print.to_string && !e->print.has_format;
	case EX_BINARY:
		return (e->op != OP_DIV && e->op != OP_MOD) ||
		       (e->right->kind == EX_NUMBER && e->right->num);
	case EX_LOGICAL:
		return !expr_has_effect(e->right);
	case EX_TERNARY:
		return !expr_has_effect(e->left) && !expr_has_effect(e->right);
	case EX_CALL:
		for (f = e->callee; f; f = f->next_overload)
			if (!f->is_pure)
				return false;
		return true;
	default:
		return false;
	}
}

/* The parts of e that do something, in order of evaluation. */
static void add_effects(struct parts *p, struct expr *e)
{
	if (!expr_has_effect(e))
		return;
	if (is_transparent(e))
		expr_children(e, add_child, p);
	else
		list_push(p->s->arena, &p->list, e);
}

/* The value of a statement is lost: only effects remain. */
static void drop_value(struct simplify *s, struct stmt **slot, bool warn)
{
	struct parts p = { .s = s };
	struct stmt *old = *slot, *block;
	unsigned int i;

	add_effects(&p, old->expr);
	if (!p.list.n) {
		if (warn)
			simplify_warn(s, "warn-elide-expression", old->at,
				      "Eliding side-effect-free expression ");
		*slot = new_stmt(s, ST_NULL, old);
		return;
	}
	if (p.list.n == 1) {
		if (p.list.at[0] != old->expr)
			*slot = expr_stmt(s, p.list.at[0], old);
		return;
	}
	block = new_stmt(s, ST_BLOCK, old);
	block->n = p.list.n;
	block->list = arena_many(s->arena, struct stmt *, block->n);
	for (i = 0; i < block->n; i++)
		block->list[i] = expr_stmt(s, p.list.at[i], old);
	*slot = block;
}

/* ---- other statements --------------------------------------------------- */

static void drop_branch(struct simplify *s, struct stmt **slot)
{
	struct stmt *old = *slot;

	if (old->expr->kind == EX_NUMBER) {
		*slot = old->expr->num ? old->body : old->other;
		s->changed = true;
		if (!*slot)
			*slot = new_stmt(s, ST_NULL, old);
	} else if (!s->keep && is_empty(old->body) && is_empty(old->other)) {
		*slot = expr_stmt(s, old->expr, old);
		drop_value(s, slot, false);
	}
}

static void drop_loop(struct simplify *s, struct stmt **slot)
{
	struct stmt *old = *slot;

	if (!old->expr || old->expr->kind != EX_NUMBER || old->expr->num)
		return;
	if (old->init)
		*slot = expr_stmt(s, old->init, old);
	else
		*slot = new_stmt(s, ST_NULL, old);
}

static bool leaves(const struct stmt *s)
{
	switch (s->kind) {
	case ST_RETURN:
	case ST_NEXT:
	case ST_BREAK:
	case ST_CONTINUE:
		return true;
	case ST_BLOCK:
		return s->n && leaves(s->list[s->n - 1]);
	default:
		return false;
	}
}

/* Takes out empty statements and all behind one that leaves the block. */
static void drop_rest(struct simplify *s, struct stmt *block)
{
	unsigned int i, n = 0;

	for (i = 0; i < block->n; i++) {
		if (is_empty(block->list[i]))
			continue;
		block->list[n++] = block->list[i];
		if (leaves(block->list[i]))
			break;
	}
	if (n != block->n)
		s->changed = true;
	block->n = n;
}

static void one_stmt(void *ctx, struct stmt **slot)
{
	struct simplify *s = ctx;
	struct stmt *st = *slot;

	stmt_exprs(st, one_expr, s);
	stmt_children(st, one_stmt, s);
	switch (st->kind) {
	case ST_IF:
		drop_branch(s, slot);
		break;
	case ST_WHILE:
	case ST_FOR:
		drop_loop(s, slot);
		break;
	case ST_EXPR:
		if (!s->keep)
			drop_value(s, slot, true);
		break;
	case ST_BLOCK:
		if (!s->keep)
			drop_rest(s, st);
		break;
	case ST_TRY:
		if (!s->keep && is_empty(st->body))
			*slot = new_stmt(s, ST_NULL, st);
		break;
	case ST_FOREACH:
		if (st->limit && st->limit->kind == EX_NUMBER && st->limit->num <= 0)
			*slot = new_stmt(s, ST_NULL, st);
		break;
	default:
		break;
	}
}

void simplify_body(struct simplify *s, struct stmt **body)
{
	one_stmt(s, body);
	if (is_empty(*body) && (*body)->kind != ST_BLOCK)
		*body = stmt_new(s->arena, ST_BLOCK, (*body)->at);
}
