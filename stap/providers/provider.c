/* SPDX-License-Identifier: GPL-2.0-or-later */
/* provider.c - the list of all kinds of probe points, and what they share. */
#include "provider.h"

#include <string.h>

#include "provider_int.h"
#include "stap/program.h"
#include "stap/session.h"

const struct provider *const providers[] = {
	&provider_life,
	&provider_timer,
	&provider_perf,
	&provider_kprobe,
	&provider_function,
	&provider_trace,
	&provider_data,
	&provider_procfs,
	&provider_netfilter,
	&provider_syscall,
	NULL
};

unsigned int pattern_level(enum privilege level)
{
	static const unsigned int bits[] = {
		[PRIVILEGE_STAPUSR] = LEVEL_STAPUSR, [PRIVILEGE_STAPSYS] = LEVEL_STAPSYS,
		[PRIVILEGE_STAPDEV] = LEVEL_STAPDEV,
	};

	return bits[level];
}

const struct comp *derive_comp(const struct derive *dv, unsigned int i)
{
	return &dv->point->comps[i];
}

/* `if (!cond) next` in front of body; cond itself stays shared with the probe. */
static struct stmt *guarded(struct arena *a, struct expr *cond, struct stmt *body)
{
	struct stmt *block = stmt_new(a, ST_BLOCK, body->at);
	struct stmt *test = stmt_new(a, ST_IF, cond->at);
	struct expr *not = expr_new(a, EX_UNARY, cond->at);

	not->op = OP_NOT;
	not->left = cond;
	test->expr = not;
	test->body = stmt_new(a, ST_NEXT, cond->at);
	block->n = 2;
	block->list = arena_many(a, struct stmt *, 2);
	block->list[0] = test;
	block->list[1] = body;
	return block;
}

static const struct place *user_place(struct arena *a, const struct chain *outer)
{
	struct place *p = arena_one(a, struct place);

	*p = *outer->at;
	p->what = outer->text;
	p->from = NULL;
	return p;
}

struct probe *provider_probe(struct program *prog, const struct derive *dv,
			     const struct provider *pv, const char *resolved, void *data)
{
	struct arena *a = prog->s->arena;
	struct probe *pr = arena_one(a, struct probe);
	const struct source *src = dv->decl->at->src;
	const struct chain *outer = dv->chain;

	while (outer->from)
		outer = outer->from;
	pr->provider = pv;
	pr->data = data;
	pr->point = resolved;
	pr->written = outer == dv->chain ? resolved : outer->text;
	pr->chain = dv->chain;
	pr->at = dv->decl->at;
	pr->user_at = user_place(a, outer);
	pr->body = stmt_copy(a, dv->body);
	pr->is_synthetic = src == prog->synthetic;
	pr->from_user = !pr->is_synthetic &&
			(prog->script->source ? src == prog->script->source : !src->is_library);
	if (dv->cond) {
		pr->cond = expr_copy(a, dv->cond);
		pr->body = guarded(a, pr->cond, pr->body);
	}
	program_add_probe(prog, pr);
	return pr;
}

static const char *printed(struct arena *a, struct point p)
{
	struct text out = TEXT_EMPTY;
	const char *s;

	p.cond = NULL;
	ast_print_point(&out, &p);
	s = arena_strndup(a, out.buf ? out.buf : "", out.len);
	text_free(&out);
	return s;
}

const char *derive_text(const struct program *prog, const struct derive *dv, int which,
			const char *instead)
{
	return derive_text_in(prog, dv, NULL, which, instead);
}

/* A point that stands for itself keeps its '?' or '!', as pp() shows them. */
const char *derive_text_in(const struct program *prog, const struct derive *dv,
			   const char *module, int which, const char *instead)
{
	struct arena *a = prog->s->arena;
	struct point p = *dv->point;

	if (which < 0)
		return printed(a, p);
	p.optional = p.sufficient = false;
	p.comps = arena_many(a, struct comp, p.n);
	memcpy(p.comps, dv->point->comps, p.n * sizeof(*p.comps));
	p.comps[which].str = instead;
	p.comps[which].arg = ARG_STRING;
	if (module)
		p.comps[0].str = module;
	return printed(a, p);
}

const char *point_text(struct arena *a, const struct point *p)
{
	struct point bare = *p;

	bare.optional = bare.sufficient = false;
	return printed(a, bare);
}

struct expr *provider_no_target(struct program *prog, struct probe *pr,
				const struct expr *t, struct diag *d)
{
	(void)prog;
	(void)pr;
	diag_error(d, "sem-unresolved-target", t->at, "unresolved target-symbol expression");
	return NULL;
}
