/* SPDX-License-Identifier: GPL-2.0-or-later */
/* program.c - what will run: probes, functions, globals; the work queue. */
#include "program.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/map.h"
#include "bind_int.h"
#include "parse.h"
#include "providers/provider_int.h"
#include "session.h"
#include "target_int.h"

/* -T: a script of its own, as a user would write it. */
static const char *synthetic_text(struct session *s)
{
	if (!s->opt->timeout_ms || s->opt->listing != LIST_NONE)
		return "probe end {}";
	return arena_printf(s->arena, "probe timer.ms(%u) { exit() }", s->opt->timeout_ms);
}

struct program *program_new(struct session *s, struct ast_file *script, struct library *lib)
{
	struct program *p = arena_one(s->arena, struct program);

	p->s = s;
	p->lib = lib;
	p->script = script;
	p->files = map_new(s->arena);
	p->global_names = map_new(s->arena);
	p->function_names = map_new(s->arena);
	p->c_names = map_new(s->arena);
	p->synthetic = source_from_text(s->arena, "<synthetic>", synthetic_text(s));
	return p;
}

/* ---- the queue ------------------------------------------------------- */

static void push(struct program *p, struct work w)
{
	list_push(p->s->arena, &p->queue, w);
}

void program_add_decl(struct program *p, const struct probe_decl *d, const struct source *file)
{
	push(p, (struct work){ .kind = WORK_PROBE_DECL, .decl = d, .file = file });
}

void program_add_probe(struct program *p, struct probe *pr)
{
	pr->index = p->probes.n;
	list_push(p->s->arena, &p->probes, pr);
	push(p, (struct work){ .kind = WORK_PROBE, .probe = pr, .file = pr->at->src });
}

bool var_list_has(const struct var_list *l, const struct var *v)
{
	unsigned int i;

	for (i = 0; i < l->n; i++)
		if (l->at[i] == v)
			return true;
	return false;
}

/* "PREFIXname", with "_2" and so on behind it when it is taken. */
static const char *unique_name(struct program *p, const char *prefix, const char *name)
{
	struct arena *a = p->s->arena;
	char *c_name = arena_printf(a, "%s%s", prefix, name), *c;
	unsigned int n = 1;

	for (c = c_name; *c; c++) {
		if (!isalnum((unsigned char)*c))
			*c = '_';
	}
	name = c_name;
	while (map_get(p->c_names, c_name))
		c_name = arena_printf(a, "%s_%u", name, ++n);
	map_put(p->c_names, c_name, p);
	return c_name;
}

void program_add_function(struct program *p, struct function *f)
{
	f->c_name = unique_name(p, "fn_", f->name);
	list_push(p->s->arena, &p->functions, f);
	push(p, (struct work){ .kind = WORK_FUNCTION, .function = f, .file = f->file });
}

/* -G NAME=VALUE of a global that staprun can set. */
static bool is_set_by_option(const struct program *p, const struct global_decl *d)
{
	size_t len = strlen(d->name);
	unsigned int i;

	for (i = 0; !d->is_private && i < p->s->opt->globals.n; i++) {
		const char *given = p->s->opt->globals.at[i];

		if (strncmp(given, d->name, len) == 0 && given[len] == '=')
			return true;
	}
	return false;
}

struct var *program_add_global(struct program *p, const struct global_decl *d,
			       const struct source *file)
{
	struct var *v = arena_one(p->s->arena, struct var);

	v->kind = VAR_GLOBAL;
	v->name = d->name;
	v->c_name = unique_name(p, "g_", d->name);
	v->at = d->at;
	v->arity = -1;
	v->decl = d;
	v->file = file;
	v->set_at_start = d->init || is_set_by_option(p, d);
	v->order = p->globals.n;
	list_push(p->s->arena, &p->globals, v);
	return v;
}

static void add_file(struct program *p, const struct ast_file *f)
{
	unsigned int i;

	for (i = 0; i < f->embedded.n; i++)
		list_push(p->s->arena, &p->embedded, f->embedded.at[i]);
	for (i = 0; i < f->probes.n; i++)
		program_add_decl(p, f->probes.at[i], f->source);
}

void program_use_file(struct program *p, const struct ast_file *f)
{
	if (map_get(p->files, f->source->name))
		return;
	map_put(p->files, f->source->name, (void *)f);
	add_file(p, f);
}

static void start(struct program *p)
{
	const struct ast_file *f;
	unsigned int i;

	p->is_started = true;
	add_file(p, p->script);
	for (i = 0; i < p->more.n; i++)
		add_file(p, p->more.at[i]);
	if (p->s->opt->timeout_ms && p->s->opt->listing == LIST_NONE) {
		f = parse_file(p->s, p->synthetic, NULL);
		if (f)
			add_file(p, f);
	}
}

struct work *program_next(struct program *p)
{
	if (!p->is_started)
		start(p);
	if (p->done == p->queue.n)
		targets_retry(p);
	if (p->done == p->queue.n)
		return NULL;
	return &p->queue.at[p->done++];
}

const struct place *work_user_at(const struct work *w)
{
	const struct probe *pr = w->kind == WORK_PROBE ? w->probe :
				 w->kind == WORK_FUNCTION ? w->function->context : NULL;

	return pr ? pr->user_at : NULL;
}

void program_leave_out(const struct work *w)
{
	if (w->kind == WORK_PROBE)
		w->probe->is_broken = true;
	else if (w->kind == WORK_FUNCTION)
		w->function->is_broken = true;
}

/* ---- what holds ------------------------------------------------------ */

static bool must_be_lowered(enum expr_kind kind)
{
	return kind >= EX_TARGET && kind <= EX_PROBEWRITE && kind != EX_CONST;
}

static void check_expr(void *ctx, struct expr **slot)
{
	const struct expr *e = *slot;

	(void)ctx;
	if (e->kind == EX_NAME || e->kind == EX_INDEX)
		assert(e->decl);
	if (e->kind == EX_CALL)
		assert(e->callee);
	if (must_be_lowered(e->kind))
		assert(e->held);
}

static void check_bound(const struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->probes.n; i++)
		stmt_each_expr(p->probes.at[i]->body, check_expr, NULL);
	for (i = 0; i < p->functions.n; i++) {
		if (p->functions.at[i]->body)
			stmt_each_expr(p->functions.at[i]->body, check_expr, NULL);
	}
}

static void check_typed(const struct var_list *l)
{
	unsigned int i;

	for (i = 0; i < l->n; i++)
		assert(!l->at[i]->reads || l->at[i]->type != TY_UNKNOWN);
}

static void check_types(const struct program *p)
{
	unsigned int i;

	check_typed(&p->globals);
	for (i = 0; i < p->probes.n; i++)
		check_typed(&p->probes.at[i]->locals);
}

/* A global that a probe writes is not among those that it only reads. */
static void check_access(const struct probe *pr)
{
	unsigned int i, k;

	for (i = 0; i < pr->writes.n; i++) {
		for (k = 0; k < pr->reads.n; k++)
			assert(pr->writes.at[i] != pr->reads.at[k]);
	}
}

void program_check(const struct program *p, enum program_stage stage)
{
	unsigned int i;

	if (p->has_errors || diag_errors(p->s->diag))
		return;
	switch (stage) {
	case AFTER_BIND:
		check_bound(p);
		break;
	case AFTER_TYPES:
		check_types(p);
		break;
	case AFTER_ACCESS:
		for (i = 0; i < p->probes.n; i++)
			check_access(p->probes.at[i]);
		break;
	}
}
