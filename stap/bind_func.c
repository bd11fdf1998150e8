/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bind_func.c - calls to functions: overloads, priorities, clones for probes. */
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "bind_int.h"
#include "library.h"
#include "session.h"

struct candidate {
	const struct function_decl *decl;
	const struct ast_file *file;
};

/* All functions of one name and arity that one file can see, in order of priority. */
struct overloads {
	const char *key;
	list_of(struct candidate) of;
	struct function *first;		/* the chain that no probe owns, once made */
	enum { CONTEXT_UNKNOWN, CONTEXT_FREE, CONTEXT_NEEDED } context;
	unsigned int visit;
	const struct function_decl *other; /* one of another arity, or NULL */
};

/* ---- candidates ------------------------------------------------------ */

struct gather {
	struct program *p;
	struct overloads *o;
	const char *name;
	unsigned int arity;
};

static int64_t priority(const struct candidate *c)
{
	if (c->decl->priority >= 0)
		return c->decl->priority;
	return c->file->source->is_library ? 1 : 0;
}

/* Stable: behind all of the same priority. */
static void add_candidate(struct gather *g, const struct ast_file *f,
			  const struct function_decl *d)
{
	struct candidate c = { d, f };
	unsigned int i;

	if (d->n_params != g->arity) {
		if (!g->o->other)
			g->o->other = d;
		return;
	}
	list_push(g->p->s->arena, &g->o->of, c);
	for (i = g->o->of.n - 1; i > 0 && priority(&g->o->of.at[i - 1]) > priority(&c); i--)
		g->o->of.at[i] = g->o->of.at[i - 1];
	g->o->of.at[i] = c;
}

static bool each_library(void *ctx, const struct ast_file *f, const struct function_decl *d)
{
	add_candidate(ctx, f, d);
	return true;
}

static void gather_file(struct gather *g, const struct ast_file *f, bool is_private)
{
	unsigned int i;

	for (i = 0; f && i < f->functions.n; i++) {
		const struct function_decl *d = f->functions.at[i];

		if (d->is_private == is_private && strcmp(d->name, g->name) == 0)
			add_candidate(g, f, d);
	}
}

static bool says_next(const struct function_decl *d);

/* Those behind one that never says `next` cannot be reached. */
static void cut_unreachable(struct overloads *o)
{
	unsigned int i;

	for (i = 0; i < o->of.n; i++) {
		if (!says_next(o->of.at[i].decl)) {
			o->of.n = i + 1;
			return;
		}
	}
}

static struct overloads *new_overloads(struct program *p, const char *key)
{
	struct overloads *o = arena_one(p->s->arena, struct overloads);

	o->key = key;
	map_put(p->function_names, key, o);
	return o;
}

/* A file's own private functions come before all public ones of the name. */
static struct overloads *find_private(struct gather *g, const struct source *src)
{
	const char *key = arena_printf(g->p->s->arena, "%s\n%s/%u", src->name, g->name, g->arity);
	struct overloads *o = map_get(g->p->function_names, key);

	if (!o) {
		g->o = o = new_overloads(g->p, key);
		gather_file(g, program_file(g->p, src), true);
		cut_unreachable(o);
	}
	return o->of.n ? o : NULL;
}

static struct overloads *find_public(struct gather *g)
{
	const char *key = arena_printf(g->p->s->arena, "%s/%u", g->name, g->arity);
	struct overloads *o = map_get(g->p->function_names, key);
	unsigned int i;

	if (o)
		return o;
	g->o = o = new_overloads(g->p, key);
	gather_file(g, g->p->script, false);
	for (i = 0; i < g->p->more.n; i++)
		gather_file(g, g->p->more.at[i], false);
	library_functions(g->p->lib, g->name, each_library, g);
	cut_unreachable(o);
	return o;
}

static struct overloads *find_overloads(struct program *p, const struct expr *call)
{
	struct gather g = { .p = p, .name = call->name, .arity = call->n };
	struct overloads *o = find_private(&g, place_file(call->at));

	return o ? o : find_public(&g);
}

/* ---- what a body says ------------------------------------------------ */

static void see_next(void *ctx, struct stmt **slot)
{
	bool *found = ctx;

	*found |= (*slot)->kind == ST_NEXT;
	stmt_children(*slot, see_next, ctx);
}

static bool says_next(const struct function_decl *d)
{
	struct stmt *body = d->body;
	bool found = false;

	if (!body)
		return d->code && strstr(d->code, "STAP_NEXT");
	see_next(&found, &body);
	return found;
}

/* Does anything that can be reached from a function speak of its probe? */
struct reach {
	struct program *p;
	unsigned int visit;
	bool found;
};

static void reach_overloads(struct reach *r, struct overloads *o);

static void reach_expr(void *ctx, struct expr **slot)
{
	struct reach *r = ctx;

	switch ((*slot)->kind) {
	case EX_TARGET:
	case EX_ENTRY:
	case EX_PERF:
		r->found = true;
		break;
	case EX_ATVAR:
		r->found |= !(*slot)->str2;
		break;
	case EX_CALL:
		reach_overloads(r, find_overloads(r->p, *slot));
		break;
	default:
		break;
	}
}

static void reach_overloads(struct reach *r, struct overloads *o)
{
	unsigned int i;

	if (r->found || o->visit == r->visit || o->context == CONTEXT_FREE)
		return;
	o->visit = r->visit;
	r->found = o->context == CONTEXT_NEEDED;
	for (i = 0; i < o->of.n && !r->found; i++) {
		if (o->of.at[i].decl->body)
			stmt_each_expr(o->of.at[i].decl->body, reach_expr, r);
	}
}

static bool needs_context(struct program *p, struct overloads *o)
{
	struct reach r = { .p = p, .visit = ++p->visits };

	if (o->context == CONTEXT_UNKNOWN) {
		reach_overloads(&r, o);
		o->context = r.found ? CONTEXT_NEEDED : CONTEXT_FREE;
	}
	return o->context == CONTEXT_NEEDED;
}

/* ---- functions of the program ---------------------------------------- */

static void add_params(struct program *p, struct function *f)
{
	struct arena *a = p->s->arena;
	unsigned int i;

	for (i = 0; i < f->decl->n_params; i++) {
		const struct param *par = &f->decl->params[i];
		struct var *v = arena_one(a, struct var);

		v->kind = VAR_PARAM;
		v->name = par->name;
		v->c_name = arena_printf(a, "l_%s", par->name);
		v->at = par->at;
		v->type = par->type;
		v->typed_at = par->type == TY_UNKNOWN ? NULL : par->at;
		list_push(a, &f->params, v);
	}
}

static struct function *new_function(struct program *p, const struct candidate *c,
				     struct probe *context, bool at_entry)
{
	struct function *f = arena_one(p->s->arena, struct function);

	f->name = c->decl->name;
	f->decl = c->decl;
	f->file = c->file->source;
	f->type = c->decl->type;
	f->typed_at = f->type == TY_UNKNOWN ? NULL : c->decl->at;
	f->context = context;
	f->at_entry = at_entry;
	f->is_pure = c->decl->code && strstr(c->decl->code, "/* pure */");
	f->body = c->decl->body ? stmt_copy(p->s->arena, c->decl->body) : NULL;
	add_params(p, f);
	program_add_function(p, f);
	if (c->file->source->is_library)
		program_use_file(p, c->file);
	return f;
}

static struct function *new_chain(struct program *p, const struct overloads *o,
				  struct probe *context, bool at_entry)
{
	struct function *first = NULL, **link = &first;
	unsigned int i;

	for (i = 0; i < o->of.n; i++) {
		*link = new_function(p, &o->of.at[i], context, at_entry);
		link = &(*link)->next_overload;
	}
	return first;
}

/* The chain of one probe; probes that share a function each have their own. */
static struct function *chain_for(struct program *p, const struct overloads *o,
				  struct probe *context, bool at_entry)
{
	const char *key = arena_printf(p->s->arena, "%s@%u%s", o->key, context->index,
				       at_entry ? " entry" : "");
	struct function *f = map_get(p->function_names, key);

	if (!f) {
		f = new_chain(p, o, context, at_entry);
		map_put(p->function_names, key, f);
	}
	return f;
}

/* ---- mistakes -------------------------------------------------------- */

static void add_names(struct map *names, const struct ast_file *f)
{
	unsigned int i;

	for (i = 0; i < f->functions.n; i++)
		map_put(names, f->functions.at[i]->name, names);
}

static void report_unresolved(struct program *p, const struct expr *call)
{
	struct map *names = map_new(p->s->arena);
	const struct map *known = library_function_names(p->lib);
	const struct map_entry *e;
	const char *similar;
	unsigned int i;
	size_t at = 0;

	add_names(names, p->script);
	for (i = 0; i < p->more.n; i++)
		add_names(names, p->more.at[i]);
	while (known && (e = map_next(known, &at)))
		if (e->key[0] != '_' || call->name[0] == '_')	/* not the library's own */
			map_put(names, e->key, names);
	similar = map_similar(p->s->arena, names, call->name, 5);
	diag_error(p->s->diag, "sem-unresolved-function", call->at,
		   *similar ? "unresolved function %s (similar: %s)" : "unresolved function %s%s",
		   call->name, similar);
}

static void report_arity(struct program *p, const struct expr *call, const struct overloads *o)
{
	struct report *r;

	r = report_new(p->s->diag, DIAG_SEMANTIC, "sem-function-arity", call->at,
		       "arity mismatch found (function '%s' takes %u args)", call->name,
		       o->other->n_params);
	r->second = o->other->at;
	diag_emit(p->s->diag, r);
}

/* A function that says so is for scripts which may do anything. */
static bool is_allowed(struct program *p, const struct expr *call, const struct overloads *o)
{
	const char *code = o->of.at[0].decl->code;

	if (code && p->s->opt->privilege != PRIVILEGE_STAPDEV &&
	    !strstr(code, "/* unprivileged */"))
		return diag_error(p->s->diag, "sem-privilege", call->at,
				  "function %s may not be used when --privilege=%s is specified",
				  call->name, privilege_name(p->s->opt->privilege));
	if (!code || !strstr(code, "/* guru */") || place_file(call->at)->is_privileged)
		return true;
	return diag_error(p->s->diag, "sem-guru-function", call->at,
			  "function %s may not be used unless -g is specified", call->name);
}

static bool is_stable_pure(struct program *p, const struct overloads *o)
{
	unsigned int i;

	for (i = 0; i < o->of.n; i++) {
		const struct function_decl *decl = o->of.at[i].decl;

		if (decl->code && strstr(decl->code, "/* stable */") &&
		    !strstr(decl->code, "/* pure */"))
			return diag_error(p->s->diag, "sem-stable-not-pure", decl->at,
					  "stable function must also be /* pure */");
	}
	return true;
}

struct function *function_find(struct program *p, const struct expr *call,
			       struct probe *context, bool at_entry)
{
	struct overloads *o = find_overloads(p, call);

	if (!o->of.n) {
		if (o->other)
			report_arity(p, call, o);
		else
			report_unresolved(p, call);
		return NULL;
	}
	if (!is_allowed(p, call, o) || !is_stable_pure(p, o))
		return NULL;
	if (context && needs_context(p, o))
		return chain_for(p, o, context, at_entry);
	if (!o->first)
		o->first = new_chain(p, o, NULL, false);
	return o->first;
}
