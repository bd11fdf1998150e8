/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bind.c - names to declarations: locals, parameters, globals, functions. */
#include "bind.h"

#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "bind_int.h"
#include "library.h"
#include "session.h"
#include "target_int.h"

/* What becomes of a variable where it stands. */
enum use { USE_READ, USE_WRITE, USE_BOTH };

/* The body of one probe or function while it is bound. */
struct binder {
	struct program *p;
	struct probe *probe;		/* itself, or what a function was cloned for */
	struct map *names;		/* parameters and locals so far */
	struct var_list *locals;
	struct var_list walked;		/* arrays of the foreach loops round the place */
	bool at_entry;			/* inside @entry(), or in what that calls */
	bool ok;
};

static void bind_expr(struct binder *b, struct expr *e, enum use use);
static void bind_stmt(struct binder *b, struct stmt *s);

const struct source *place_file(const struct place *at)
{
	while (at->from)
		at = at->from;
	return at->src;
}

const struct ast_file *program_file(const struct program *p, const struct source *src)
{
	unsigned int i;

	if (p->script->source == src)
		return p->script;
	for (i = 0; i < p->more.n; i++) {
		if (p->more.at[i]->source == src)
			return p->more.at[i];
	}
	return map_get(p->files, src->name);
}

/* ---- variables ------------------------------------------------------- */

static const struct global_decl *declared_in(const struct ast_file *f, const char *name,
					     bool is_private)
{
	unsigned int i;

	for (i = 0; f && i < f->globals.n; i++) {
		const struct global_decl *d = f->globals.at[i];

		if (d->is_private == is_private && strcmp(d->name, name) == 0)
			return d;
	}
	return NULL;
}

static const char *private_key(struct program *p, const struct source *src, const char *name)
{
	return arena_printf(p->s->arena, "%s\n%s", src->name, name);
}

static struct var *add_global(struct program *p, const char *key, const struct global_decl *d,
			      const struct source *file)
{
	struct var *v = program_add_global(p, d, file);

	map_put(p->global_names, key, v);
	return v;
}

static struct var *find_private(struct program *p, const char *name, const struct source *src)
{
	const struct global_decl *d = declared_in(program_file(p, src), name, true);
	const char *key;
	struct var *v;

	if (!d)
		return NULL;
	key = private_key(p, src, name);
	v = map_get(p->global_names, key);
	return v ? v : add_global(p, key, d, src);
}

/* A public global of the user's files, then of the library, which is pulled in. */
static struct var *find_public(struct program *p, const char *name)
{
	const struct global_decl *d = declared_in(p->script, name, false);
	const struct ast_file *file = p->script;
	struct var *v = map_get(p->global_names, name);
	unsigned int i;

	if (v)
		return v;
	for (i = 0; !d && i < p->more.n; i++) {
		file = p->more.at[i];
		d = declared_in(file, name, false);
	}
	if (!d) {
		d = library_global(p->lib, name, &file);
		if (d)
			program_use_file(p, file);
	}
	return d ? add_global(p, name, d, file->source) : NULL;
}

static struct var *find_global(struct binder *b, const struct expr *e)
{
	const struct source *src = place_file(e->at);
	struct var *v = find_private(b->p, e->name, src);

	if (!v)
		v = find_public(b->p, e->name);
	if (v && src->is_library && !v->file->is_library)
		diag_warn(b->p->s->diag, "warn-cross-file-global", e->at,
			  "cross-file global variable reference to identifier '%s' at %s from",
			  v->name, place_string(b->p->s->arena, v->at));
	return v;
}

static struct var *new_local(struct binder *b, const struct expr *e)
{
	struct arena *a = b->p->s->arena;
	struct var *v = arena_one(a, struct var);

	v->kind = VAR_LOCAL;
	v->name = e->name;
	v->c_name = arena_printf(a, "l_%s", e->name);
	v->at = e->at;
	map_put(b->names, v->name, v);
	list_push(a, b->locals, v);
	return v;
}

static void fail(struct binder *b)
{
	b->ok = false;
}

/* The variable of e, an array of arity n, or a scalar (0), or either (-1). */
static struct var *find_var(struct binder *b, const struct expr *e, int n)
{
	struct diag *d = b->p->s->diag;
	struct var *v = map_get(b->names, e->name);

	if (v && n > 0) {
		diag_error(d, "sem-local-array", e->at,
			   "array locals not supported, missing global declaration? ");
		return NULL;
	}
	if (!v)
		v = find_global(b, e);
	if (!v && n > 0) {
		diag_error(d, "sem-undeclared-array", e->at,
			   "unresolved arity-%d global array %s, missing global declaration?",
			   n, e->name);
		return NULL;
	}
	return v ? v : new_local(b, e);
}

static bool is_walked(const struct binder *b, const struct var *v)
{
	unsigned int i;

	for (i = 0; i < b->walked.n; i++) {
		if (b->walked.at[i] == v)
			return true;
	}
	return false;
}

static void bind_var(struct binder *b, struct expr *e, int n, enum use use)
{
	struct var *v = find_var(b, e, n);

	if (!v) {
		fail(b);
		return;
	}
	e->decl = v;
	v->reads += use != USE_WRITE;
	v->writes += use != USE_READ;
	if (n > 0 && use != USE_READ && is_walked(b, v)) {
		diag_error(b->p->s->diag, "sem-foreach-modify", e->at,
			   "variable '%s' modified during 'foreach' iteration", v->name);
		fail(b);
	}
}

/* ---- expressions ----------------------------------------------------- */

static void bind_child(void *ctx, struct expr **slot)
{
	bind_expr(ctx, *slot, USE_READ);
}

/* The left side of an assignment, or the operand of ++ and --. */
static void bind_lvalue(struct binder *b, const struct expr *e, enum use use)
{
	switch (e->left->kind) {
	case EX_NAME:
	case EX_INDEX:
	case EX_TARGET:
	case EX_ATVAR:
	case EX_CAST:
	case EX_AUTOCAST:
	case EX_DEREF:
	case EX_REGISTER:
		bind_expr(b, e->left, use);
		return;
	default:
		diag_error(b->p->s->diag, "sem-lvalue", e->at, "Expecting lvalue for %s%s",
			   e->kind == EX_ASSIGN ? "assignment" : "increment or decrement",
			   e->left->kind == EX_CONCAT ? ", try -> instead" : "");
		fail(b);
	}
}

static void bind_assign(struct binder *b, struct expr *e, bool is_used)
{
	bool reads = is_used && (e->op != OP_SET || e->sub != OP_NONE) && e->op != OP_STATADD;

	bind_lvalue(b, e, reads ? USE_BOTH : USE_WRITE);
	bind_expr(b, e->right, USE_READ);
	if (e->op == OP_STATADD && e->left->kind == EX_NAME && e->left->decl &&
	    e->left->decl->kind != VAR_GLOBAL) {
		diag_error(b->p->s->diag, "sem-local-stats", e->left->at,
			   "stat locals not supported, missing global declaration? ");
		fail(b);
	}
}

static void bind_call(struct binder *b, struct expr *e)
{
	expr_children(e, bind_child, b);
	e->callee = function_find(b->p, e, b->probe, b->at_entry);
	if (!e->callee)
		fail(b);
}

static void bind_entry(struct binder *b, struct expr *e)
{
	bool outer = b->at_entry;

	b->at_entry = b->probe && b->probe->is_return;
	bind_expr(b, e->left, USE_READ);
	b->at_entry = outer;
}

static void bind_expr(struct binder *b, struct expr *e, enum use use)
{
	switch (e->kind) {
	case EX_NAME:
		bind_var(b, e, 0, use);
		break;
	case EX_INDEX:
		expr_children(e, bind_child, b);
		bind_var(b, e, (int)e->n, use);
		break;
	case EX_IN:
		expr_children(e, bind_child, b);
		if (!e->left)
			bind_var(b, e, (int)e->n, USE_READ);
		break;
	case EX_ASSIGN:
		bind_assign(b, e, true);
		break;
	case EX_INCDEC:
		bind_lvalue(b, e, USE_BOTH);
		break;
	case EX_CALL:
		bind_call(b, e);
		break;
	case EX_ENTRY:
		bind_entry(b, e);
		break;
	case EX_PROBEWRITE:
		diag_error(b->p->s->diag, "sem-probewrite", e->at, "unexpected @probewrite");
		fail(b);
		break;
	default:
		expr_children(e, bind_child, b);
	}
}

/* An expression whose value nobody looks at: `x++` alone does not read x. */
static void bind_statement_expr(struct binder *b, struct expr *e)
{
	if (!e)
		return;
	if (e->kind == EX_ASSIGN)
		bind_assign(b, e, false);
	else if (e->kind == EX_INCDEC)
		bind_lvalue(b, e, USE_WRITE);
	else
		bind_expr(b, e, USE_READ);
}

/* ---- statements ------------------------------------------------------ */

static void bind_child_stmt(void *ctx, struct stmt **slot)
{
	bind_stmt(ctx, *slot);
}

static void bind_all(struct binder *b, struct expr **list, unsigned int n, enum use use)
{
	unsigned int i;

	for (i = 0; list && i < n; i++) {
		if (list[i])
			bind_expr(b, list[i], use);
	}
}

static void bind_foreach(struct binder *b, struct stmt *s)
{
	unsigned int outer = b->walked.n;

	if (s->array->kind == EX_NAME)
		bind_var(b, s->array, (int)s->n_keys, USE_READ);
	else
		bind_expr(b, s->array, USE_READ);
	bind_all(b, s->slice, s->n_keys, USE_READ);
	bind_all(b, s->keys, s->n_keys, USE_WRITE);
	if (s->value)
		bind_expr(b, s->value, USE_WRITE);
	if (s->limit)
		bind_expr(b, s->limit, USE_READ);
	if (s->array->decl)
		list_push(b->p->s->arena, &b->walked, s->array->decl);
	bind_stmt(b, s->body);
	b->walked.n = outer;
}

static void bind_delete(struct binder *b, struct stmt *s)
{
	switch (s->expr->kind) {
	case EX_NAME:
		bind_var(b, s->expr, -1, USE_BOTH);
		break;
	case EX_INDEX:
		bind_expr(b, s->expr, USE_BOTH);
		break;
	default:
		diag_error(b->p->s->diag, "sem-delete-operand", s->expr->at,
			   "invalid operand of delete expression");
		fail(b);
	}
}

static void bind_stmt(struct binder *b, struct stmt *s)
{
	switch (s->kind) {
	case ST_EXPR:
		bind_statement_expr(b, s->expr);
		break;
	case ST_FOR:
		bind_statement_expr(b, s->init);
		if (s->expr)
			bind_expr(b, s->expr, USE_READ);
		bind_statement_expr(b, s->step);
		bind_stmt(b, s->body);
		break;
	case ST_FOREACH:
		bind_foreach(b, s);
		break;
	case ST_DELETE:
		bind_delete(b, s);
		break;
	case ST_TRY:
		bind_stmt(b, s->body);
		if (s->catch_var)
			bind_expr(b, s->catch_var, USE_WRITE);
		bind_stmt(b, s->other);
		break;
	default:
		stmt_exprs(s, bind_child, b);
		stmt_children(s, bind_child_stmt, b);
	}
}

/* ---- conditions of probe points -------------------------------------- */

static void check_condition(void *ctx, struct expr **slot)
{
	struct binder *b = ctx;
	const struct expr *e = *slot;
	struct diag *d = b->p->s->diag;

	switch (e->kind) {
	case EX_NAME:
	case EX_INDEX:
		b->ok = (find_global(b, e) ||
			 diag_error(d, "sem-condition-global", e->at,
				    "probe condition must not reference undeclared global")) &&
			b->ok;
		break;
	case EX_CALL:
		b->ok = diag_error(d, "sem-condition-call", e->at,
				   "probe condition must not reference function");
		break;
	case EX_ASSIGN:
	case EX_INCDEC:
		b->ok = diag_error(d, "sem-condition-write", e->at,
				   "probe condition must not modify any variables");
		break;
	case EX_EMBEDDED:
		if (!strstr(e->str, "/* pure */"))
			b->ok = diag_error(d, "sem-condition-embedded", e->at,
					   "probe condition must not include impure embedded-C");
		break;
	default:
		break;
	}
}

/* ---- whole bodies ---------------------------------------------------- */

static bool bind_probe(struct program *p, struct probe *pr)
{
	struct binder b = {
		.p = p, .probe = pr, .names = map_new(p->s->arena),
		.locals = &pr->locals, .ok = true,
	};

	targets_choose(p, pr, pr->body);
	if (pr->cond) {
		struct expr *cond = pr->cond;

		expr_each(&cond, check_condition, &b);
		if (!b.ok)
			return false;
	}
	bind_stmt(&b, pr->body);
	return b.ok;
}

static bool bind_function(struct program *p, struct function *f)
{
	struct binder b = {
		.p = p, .probe = f->context, .names = map_new(p->s->arena),
		.locals = &f->locals, .at_entry = f->at_entry, .ok = true,
	};
	unsigned int i;

	if (!f->body)
		return true;
	for (i = 0; i < f->params.n; i++)
		map_put(b.names, f->params.at[i]->name, f->params.at[i]);
	targets_choose(p, f->context, f->body);
	bind_stmt(&b, f->body);
	return b.ok;
}

bool names_bind(struct program *p, const struct work *w)
{
	switch (w->kind) {
	case WORK_PROBE:
		return bind_probe(p, w->probe);
	case WORK_FUNCTION:
		return bind_function(p, w->function);
	default:
		return true;
	}
}
