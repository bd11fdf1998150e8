/* SPDX-License-Identifier: GPL-2.0-or-later */
/* list.c - -l, -L and the --dump options. */
#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "library.h"
#include "program.h"
#include "providers/provider.h"
#include "session.h"

/* Lines that are sorted and printed once each. */
struct lines {
	struct arena *arena;
	list_of(const char *) of;
};

static void add_line(struct lines *l, const char *line)
{
	list_push(l->arena, &l->of, line);
}

/* Takes the text over as a line of its own. */
static void add_text(struct lines *l, struct text *t)
{
	add_line(l, arena_strndup(l->arena, t->buf ? t->buf : "", t->len));
	text_free(t);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int print_lines(struct lines *l)
{
	unsigned int i;

	if (!l->of.n)
		return EXIT_FAILURE;
	qsort(l->of.at, l->of.n, sizeof(*l->of.at), compare);
	for (i = 0; i < l->of.n; i++) {
		if (!i || strcmp(l->of.at[i], l->of.at[i - 1]) != 0)
			puts(l->of.at[i]);
	}
	return EXIT_SUCCESS;
}

/* ---- -l and -L ------------------------------------------------------- */

/* The variables of all probes that one line of -L stands for. */
struct instances {
	const char *name;
	unsigned int n;
	struct map *vars;		/* "name:type" to struct count */
};

struct count {
	unsigned int n;
};

struct adder {
	struct arena *arena;
	struct instances *in;
};

static void count_var(struct adder *ad, const char *key)
{
	struct count *c = map_get(ad->in->vars, key);

	if (!c) {
		c = arena_one(ad->arena, struct count);
		map_put(ad->in->vars, key, c);
	}
	c->n++;
}

static void add_target(void *ctx, const char *name, const char *type)
{
	struct adder *ad = ctx;

	count_var(ad, arena_printf(ad->arena, "$%s:%s", name, type));
}

static void add_vars(struct adder *ad, struct program *p, const struct probe *pr)
{
	unsigned int i;

	for (i = 0; i < pr->locals.n; i++) {
		const struct var *v = pr->locals.at[i];

		if (v->is_synthetic)
			continue;
		count_var(ad, arena_printf(ad->arena, "%s:%s", v->name, type_name(v->type)));
	}
	if (pr->provider->each_target)
		pr->provider->each_target(p, pr, add_target, ad);
}

/* Those that all instances have, in order of first appearance. */
static void add_instances(struct lines *l, const struct instances *in)
{
	struct text line = TEXT_EMPTY;
	const struct map_entry *e;
	size_t at = 0;

	text_put(&line, in->name);
	while ((e = map_next(in->vars, &at))) {
		if (((const struct count *)e->value)->n >= in->n)
			text_printf(&line, " %s", e->key);
	}
	add_text(l, &line);
}

static void list_vars(struct lines *l, const struct program *p, bool each_probe)
{
	struct arena *a = l->arena;
	struct map *names = map_new(a);
	const struct map_entry *e;
	unsigned int i;
	size_t at = 0;

	for (i = 0; i < p->probes.n; i++) {
		const struct probe *pr = p->probes.at[i];
		const char *name = each_probe ? pr->point : pr->written;
		struct instances *in = map_get(names, name);
		struct adder ad = { a, in };

		if (!pr->from_user)
			continue;
		if (!in) {
			ad.in = in = arena_one(a, struct instances);
			in->name = name;
			in->vars = map_new(a);
			map_put(names, name, in);
		}
		in->n++;
		add_vars(&ad, (struct program *)p, pr);
	}
	while ((e = map_next(names, &at)))
		add_instances(l, e->value);
}

int list_probes(const struct program *p)
{
	struct lines l = { .arena = p->s->arena };
	bool each_probe = verbose(p->s, 0) > 0;
	unsigned int i;

	if (p->s->opt->listing == LIST_VARS) {
		list_vars(&l, p, each_probe);
		return print_lines(&l);
	}
	for (i = 0; i < p->probes.n; i++) {
		const struct probe *pr = p->probes.at[i];

		if (pr->from_user)
			add_line(&l, each_probe ? pr->point : pr->written);
	}
	return print_lines(&l);
}

/* ---- --dump-probe-types ---------------------------------------------- */

/* "timer.ms(N)" as "timer.ms(number)". */
static const char *shape_text(struct arena *a, const char *shape)
{
	struct text out = TEXT_EMPTY;
	const char *s;

	for (; *shape; shape++) {
		if (strncmp(shape, "(N)", 3) == 0 || strncmp(shape, "(S)", 3) == 0) {
			text_put(&out, shape[1] == 'N' ? "(number)" : "(string)");
			shape += 2;
		} else {
			text_putc(&out, *shape);
		}
	}
	s = arena_strndup(a, out.buf, out.len);
	text_free(&out);
	return s;
}

static int dump_types(struct lines *l)
{
	const struct provider *const *pv;
	const struct pattern *pattern;

	for (pv = providers; *pv; pv++) {
		for (pattern = (*pv)->patterns; pattern->shape; pattern++)
			add_line(l, shape_text(l->arena, pattern->shape));
	}
	return print_lines(l);
}

/* ---- --dump-probe-aliases -------------------------------------------- */

struct dump {
	struct lines l;
	bool all;			/* names that begin with '_' as well */
};

static void dump_alias(struct dump *du, const struct point *name, const struct probe_decl *d)
{
	struct text line = TEXT_EMPTY;
	unsigned int i;

	if (name->comps[0].name[0] == '_' && !du->all)
		return;
	ast_print_point(&line, name);
	text_put(&line, d->is_epilogue ? " += " : " = ");
	for (i = 0; i < d->points.n; i++) {
		text_put(&line, i ? ", " : "");
		ast_print_point(&line, d->points.at[i]);
	}
	add_text(&du->l, &line);
}

static void dump_aliases(void *ctx, const struct ast_file *f)
{
	unsigned int i, k;

	for (i = 0; i < f->aliases.n; i++) {
		const struct probe_decl *d = f->aliases.at[i];

		for (k = 0; k < d->aliases.n; k++)
			dump_alias(ctx, d->aliases.at[k], d);
	}
}

/* ---- --dump-functions ------------------------------------------------ */

/* Tags that are shown; the others only with -v. */
static const struct {
	const char *tag;
	bool always;
} tags[] = {
	{ "/* unprivileged */", true },
	{ "/* guru */", true },
	{ "/* myproc-unprivileged */", true },
	{ "/* bpf */", true },
	{ "/* pure */", false },
	{ "/* stable */", false },
	{ "/* unmangled */", false },
	{ "/* unmodified-fnargs */", false },
};

static void dump_function(struct dump *du, const struct function_decl *d)
{
	struct text line = TEXT_EMPTY;
	unsigned int i;

	if (d->is_private || (strncmp(d->name, "__", 2) == 0 && !du->all))
		return;
	text_printf(&line, "%s:%s (", d->name, type_name(d->type));
	for (i = 0; i < d->n_params; i++)
		text_printf(&line, "%s%s:%s", i ? ", " : "", d->params[i].name,
			    type_name(d->params[i].type));
	text_putc(&line, ')');
	for (i = 0; d->code && i < array_size(tags); i++) {
		if ((tags[i].always || du->all) && strstr(d->code, tags[i].tag))
			text_printf(&line, " %s", tags[i].tag);
	}
	add_text(&du->l, &line);
}

static void dump_functions(void *ctx, const struct ast_file *f)
{
	unsigned int i;

	for (i = 0; i < f->functions.n; i++)
		dump_function(ctx, f->functions.at[i]);
}

int list_dump(struct session *s, struct library *lib)
{
	struct dump du = { .l = { .arena = s->arena }, .all = verbose(s, 0) > 0 };

	switch (s->opt->listing) {
	case LIST_TYPES:
		return dump_types(&du.l);
	case LIST_ALIASES:
		library_parse_all(lib, dump_aliases, &du);
		break;
	default:
		library_parse_all(lib, dump_functions, &du);
		break;
	}
	return print_lines(&du.l);
}
