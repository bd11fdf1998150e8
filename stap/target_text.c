/* SPDX-License-Identifier: GPL-2.0-or-later */
/* target_text.c - $$parms and its kin: lists of variables as text. */
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "providers/provider.h"
#include "session.h"
#include "target_int.h"

/* A list "a=0x1 b=0x2" while it is made. */
struct list {
	struct program *p;
	struct probe *pr;
	const struct expr *t;		/* the $$parms that it stands for */
	struct diag *d;
	bool wants_parameters, wants_locals;
	struct text format;
	list_of(struct expr *) values;
};

struct expr *target_sprintf(struct program *p, const struct place *at, const char *format,
			       struct expr **values, unsigned int n)
{
	struct arena *a = p->s->arena;
	struct expr *e;

	if (!n)
		return expr_string(a, string_encode(a, format), at);
	e = expr_new(a, EX_PRINT, at);
	e->print.to_string = true;
	e->print.has_format = true;
	e->str = string_encode(a, format);
	e->list = values;
	e->n = n;
	return e;
}

/* One variable of the list; what cannot be had is shown as "?". */
static void add_value(struct list *l, const char *name)
{
	struct arena *a = l->p->s->arena;
	struct diag *trial = diag_trial(l->d);
	struct expr *t = expr_new(a, EX_TARGET, l->t->at), *value;

	t->name = arena_printf(a, "$%s", name);
	t->pretty = l->t->pretty;
	value = l->pr->provider->target(l->p, l->pr, t, trial);
	text_printf(&l->format, "%s%s=%s", l->format.len ? " " : "", name,
		    !value ? "?" : t->pretty ? "%s" : "%#x");
	if (value)
		list_push(a, &l->values, value);
}

static bool is_aggregate_text(const char *type)
{
	return (strncmp(type, "struct", 6) == 0 || strncmp(type, "union", 5) == 0) &&
	       !strchr(type, '*');
}

static void add_variable(void *ctx, const char *name, const char *type, bool is_local)
{
	struct list *l = ctx;

	if (strcmp(name, "return") == 0 || (is_local ? !l->wants_locals : !l->wants_parameters))
		return;
	if (!type)
		text_printf(&l->format, "%s%s=?", l->format.len ? " " : "", name);
	else if (!l->t->pretty && is_aggregate_text(type))
		text_printf(&l->format, "%s%s={...}", l->format.len ? " " : "", name);
	else
		add_value(l, name);
}

static bool has_return(struct list *l)
{
	struct expr *t = expr_new(l->p->s->arena, EX_TARGET, l->t->at);

	t->name = "$return";
	return l->pr->provider->target(l->p, l->pr, t, diag_trial(l->d));
}

struct expr *target_list(struct program *p, struct probe *pr, const struct expr *t,
			 struct diag *d)
{
	struct list l = { .p = p, .pr = pr, .t = t, .d = d };
	const char *name = target_name(t), *text;
	struct expr *e;

	text = pr->provider->text ? pr->provider->text(pr, name + 1) : NULL;
	if (text)
		return expr_string(p->s->arena, string_encode(p->s->arena, text), t->at);
	if (!pr->provider->target || !pr->provider->each_target) {
		diag_error(d, "sem-unresolved-target", t->at,
			   "unresolved target-symbol expression");
		return NULL;
	}
	l.wants_parameters = strcmp(name, "$parms") == 0 || strcmp(name, "$vars") == 0;
	l.wants_locals = strcmp(name, "$locals") == 0 || strcmp(name, "$vars") == 0;
	if (l.wants_parameters || l.wants_locals) {
		pr->provider->each_target(p, pr, add_variable, &l);
	} else if (strcmp(name, "$return") == 0 && pr->is_return) {
		if (has_return(&l))
			add_value(&l, "return");
	} else if (strcmp(name, "$return") != 0) {
		diag_error(d, "sem-unresolved-target", t->at, "unable to find local '%s'", name);
		return NULL;
	}
	e = target_sprintf(p, t->at, l.format.buf ? l.format.buf : "", l.values.at, l.values.n);
	text_free(&l.format);
	return e;
}
