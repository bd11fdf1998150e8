/* SPDX-License-Identifier: GPL-2.0-or-later */
/* simplify.c - rounds of simplification until nothing changes: uses, unused names, warnings. */
#include "simplify.h"

#include <stdarg.h>

#include "base/diag.h"
#include "base/map.h"
#include "session.h"
#include "simplify_int.h"

void simplify_warn(struct simplify *s, const char *tag, const struct place *at,
		   const char *fmt, ...)
{
	va_list ap;
	char *msg;

	if (!s->is_first || !at || !at->src || at->src->is_library ||
	    at->src == s->p->synthetic)
		return;
	va_start(ap, fmt);
	msg = arena_vprintf(s->arena, fmt, ap);
	va_end(ap);
	diag_warn(s->p->s->diag, tag, at, "%s", msg);
}

/* ---- uses --------------------------------------------------------------- */

static void use_stmt(void *ctx, struct stmt **slot);
static void use_expr(void *ctx, struct expr **slot);

static void use_function(struct function *f)
{
	for (; f && !f->is_used; f = f->next_overload) {
		f->is_used = true;
		if (f->body)
			use_stmt(NULL, &f->body);
	}
}

/* The left side of an assignment: its index is read, and perhaps itself. */
static void use_target(struct expr *e, bool is_read)
{
	if ((e->kind == EX_NAME || e->kind == EX_INDEX) && e->decl) {
		e->decl->writes++;
		e->decl->reads += is_read;
		expr_children(e, use_expr, NULL);
	} else {
		use_expr(NULL, &e);
	}
}

static void use_expr(void *ctx, struct expr **slot)
{
	struct expr *e = *slot;

	switch (e->kind) {
	case EX_ASSIGN:
		use_target(e->left, e->sub != OP_NONE);
		use_expr(ctx, &e->right);
		return;
	case EX_INCDEC:
		use_target(e->left, true);
		return;
	case EX_NAME:
	case EX_INDEX:
	case EX_IN:
		if (e->decl)
			e->decl->reads++;
		break;
	case EX_CALL:
		use_function(e->callee);
		break;
	default:
		break;
	}
	expr_children(e, use_expr, ctx);
}

static void use_foreach(struct stmt *s)
{
	unsigned int i;

	use_expr(NULL, &s->array);
	for (i = 0; i < s->n_keys; i++) {
		use_target(s->keys[i], false);
		if (s->slice && s->slice[i])
			use_expr(NULL, &s->slice[i]);
	}
	if (s->value)
		use_target(s->value, false);
	if (s->limit)
		use_expr(NULL, &s->limit);
}

static void use_stmt(void *ctx, struct stmt **slot)
{
	struct stmt *s = *slot;

	switch (s->kind) {
	case ST_FOREACH:
		use_foreach(s);
		break;
	case ST_DELETE:
		use_target(s->expr, false);
		break;
	case ST_TRY:
		if (s->catch_var)
			use_target(s->catch_var, false);
		break;
	default:
		stmt_exprs(s, use_expr, ctx);
		break;
	}
	stmt_children(s, use_stmt, ctx);
}

static void forget_uses(const struct var_list *l)
{
	unsigned int i;

	for (i = 0; i < l->n; i++)
		l->at[i]->reads = l->at[i]->writes = 0;
}

/* Counts anew what each variable and function is used for. */
static void count_uses(struct program *p)
{
	unsigned int i, k;

	forget_uses(&p->globals);
	for (i = 0; i < p->functions.n; i++) {
		p->functions.at[i]->is_used = false;
		forget_uses(&p->functions.at[i]->locals);
		forget_uses(&p->functions.at[i]->params);
	}
	for (i = 0; i < p->probes.n; i++)
		forget_uses(&p->probes.at[i]->locals);
	for (i = 0; i < p->probes.n; i++) {
		struct probe *pr = p->probes.at[i];

		use_stmt(NULL, &pr->body);
		for (k = 0; k < pr->n_saved; k++)
			use_expr(NULL, &pr->saved[k]);
	}
}

/* ---- unused and never assigned names ------------------------------------ */

static void drop_functions(struct simplify *s)
{
	struct program *p = s->p;
	unsigned int i, n = 0;

	for (i = 0; i < p->functions.n; i++)
		if (p->functions.at[i]->is_used)
			p->functions.at[n++] = p->functions.at[i];
	s->changed |= n != p->functions.n;
	p->functions.n = n;
}

static void drop_vars(struct simplify *s, struct var_list *l)
{
	unsigned int i, n = 0;

	for (i = 0; i < l->n; i++)
		if (l->at[i]->reads || l->at[i]->writes)
			l->at[n++] = l->at[i];
	s->changed |= n != l->n;
	l->n = n;
}

/* " (similar: a, b)" of the other names, or "". */
static const char *similar(struct simplify *s, const struct var *v, const struct var_list *locals)
{
	struct map *names = map_new(s->arena);
	const char *best;
	unsigned int i;

	for (i = 0; locals && i < locals->n; i++)
		if (locals->at[i] != v)
			map_put(names, locals->at[i]->name, locals->at[i]);
	for (i = 0; i < s->p->globals.n; i++)
		if (s->p->globals.at[i] != v)
			map_put(names, s->p->globals.at[i]->name, s->p->globals.at[i]);
	best = map_similar(s->arena, names, v->name, 5);
	return *best ? arena_printf(s->arena, " (similar: %s)", best) : "";
}

static void warn_locals(struct simplify *s, const struct var_list *l)
{
	unsigned int i;

	for (i = 0; i < l->n; i++) {
		const struct var *v = l->at[i];

		if (v->kind == VAR_LOCAL && v->reads && !v->writes)
			simplify_warn(s, "warn-never-assigned", v->at,
				      "never-assigned local variable '%s'%s",
				      v->name, similar(s, v, l));
	}
}

static void warn_globals(struct simplify *s)
{
	unsigned int i;

	for (i = 0; i < s->p->globals.n; i++) {
		const struct var *v = s->p->globals.at[i];

		if (v->reads && !v->writes && !v->set_at_start && !v->is_synthetic &&
		    !(v->decl && v->decl->init))
			simplify_warn(s, "warn-never-assigned-global", v->at,
				      "never-assigned global variable '%s'%s",
				      v->name, similar(s, v, NULL));
	}
}

static void drop_names(struct simplify *s)
{
	struct program *p = s->p;
	unsigned int i;

	for (i = 0; i < p->probes.n; i++)
		warn_locals(s, &p->probes.at[i]->locals);
	for (i = 0; i < p->functions.n; i++)
		if (p->functions.at[i]->is_used)
			warn_locals(s, &p->functions.at[i]->locals);
	warn_globals(s);
	if (s->keep)
		return;
	drop_functions(s);
	drop_vars(s, &p->globals);
	for (i = 0; i < p->probes.n; i++)
		drop_vars(s, &p->probes.at[i]->locals);
	for (i = 0; i < p->functions.n; i++)
		drop_vars(s, &p->functions.at[i]->locals);
}

/* ---- functions and probes ----------------------------------------------- */

/* Until no more can be shown to be pure; recursive ones never are. */
static void find_pure(struct program *p)
{
	bool changed;
	unsigned int i;

	do {
		changed = false;
		for (i = 0; i < p->functions.n; i++) {
			struct function *f = p->functions.at[i];

			if (f->is_pure || function_has_effect(f))
				continue;
			f->is_pure = changed = true;
		}
	} while (changed);
}

/* Behind one that never says `next` no overload is reached. */
static void drop_overloads(struct simplify *s)
{
	unsigned int i;

	for (i = 0; i < s->p->functions.n; i++) {
		struct function *f = s->p->functions.at[i];

		if (!f->next_overload || function_says_next(f))
			continue;
		f->next_overload = NULL;
		s->changed = true;
	}
}

static void simplify_functions(struct simplify *s)
{
	unsigned int i;

	for (i = 0; i < s->p->functions.n; i++) {
		struct function *f = s->p->functions.at[i];
		bool was_empty = !f->body || !f->body->n;

		if (!f->body)
			continue;
		simplify_body(s, &f->body);
		if (!was_empty && f->body->kind == ST_BLOCK && !f->body->n)
			simplify_warn(s, "warn-idle-function", f->decl->at,
				      "side-effect-free function '%s'", f->name);
	}
}

static void simplify_probes(struct simplify *s)
{
	unsigned int i, k;

	for (i = 0; i < s->p->probes.n; i++) {
		struct probe *pr = s->p->probes.at[i];

		for (k = 0; k < pr->n_saved; k++)
			simplify_fold(s, &pr->saved[k]);
		simplify_body(s, &pr->body);
	}
}

static void drop_assignments(struct simplify *s)
{
	unsigned int i;

	for (i = 0; i < s->p->probes.n; i++)
		simplify_assignments(s, s->p->probes.at[i]->body);
	for (i = 0; i < s->p->functions.n; i++)
		if (s->p->functions.at[i]->body)
			simplify_assignments(s, s->p->functions.at[i]->body);
}

/* One round; the next one finds what this one made superfluous. */
static void simplify_round(struct simplify *s)
{
	s->changed = false;
	count_uses(s->p);
	drop_names(s);
	if (!s->keep)
		drop_assignments(s);
	find_pure(s->p);
	simplify_probes(s);
	simplify_functions(s);
	if (!s->keep)
		drop_overloads(s);
	s->is_first = false;
}

/* Probes of which nothing is left go, and the others close up. */
static void drop_probes(struct simplify *s)
{
	struct program *p = s->p;
	unsigned int i, n = 0;

	for (i = 0; i < p->probes.n; i++) {
		struct probe *pr = p->probes.at[i];

		if (!pr->is_synthetic && !pr->is_passive && pr->body->kind == ST_BLOCK &&
		    !pr->body->n) {
			if (pr->from_user)
				simplify_warn(s, "warn-probe-elided", pr->at,
					      "Probe '%s' has been elided", pr->point);
			continue;
		}
		pr->index = n;
		p->probes.at[n++] = pr;
	}
	p->probes.n = n;
}

static bool has_user_probe(const struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->probes.n; i++)
		if (p->probes.at[i]->from_user)
			return true;
	return false;
}

bool simplify(struct program *p)
{
	struct session *session = p->s;
	unsigned int errors = diag_errors(session->diag);
	struct simplify s = {
		.p = p,
		.arena = session->arena,
		.is_first = true,
		.keep = session->opt->no_optimize || session->opt->listing != LIST_NONE,
	};

	do
		simplify_round(&s);
	while (s.changed);
	if (!s.keep && !session->opt->timing) {
		s.is_first = true;
		drop_probes(&s);
		count_uses(p);
		drop_functions(&s);
		drop_vars(&s, &p->globals);
	}
	if (!has_user_probe(p))
		return diag_error(session->diag, "sem-no-probes", NULL, "no probes found");
	return diag_errors(session->diag) == errors;
}
