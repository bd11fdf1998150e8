/* SPDX-License-Identifier: GPL-2.0-or-later */
/* list.c - -l, -L and the --dump options. */
#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/map.h"
#include "base/text.h"
#include "library.h"
#include "program.h"
#include "providers/provider.h"
#include "session.h"

/* Lines that are sorted by their text and printed once each. */
struct line {
	const char *text;
	const char *json;		/* the same as an object, with --format=json */
};

struct lines {
	struct arena *arena;
	bool json;
	list_of(struct line) of;
};

/* Takes both texts over as a line of its own. */
static void add_line(struct lines *l, struct text *text, struct text *json)
{
	struct line line = { "", "" };

	if (text->buf)
		line.text = arena_strndup(l->arena, text->buf, text->len);
	if (json->buf)
		line.json = arena_printf(l->arena, "{%.*s}", (int)json->len, json->buf);
	list_push(l->arena, &l->of, line);
	text_free(text);
	text_free(json);
}

/* A line that is one name. */
static void add_name(struct lines *l, const char *member, const char *name)
{
	struct text text = TEXT_EMPTY, json = TEXT_EMPTY;

	text_put(&text, name);
	json_member(&json, member, name);
	add_line(l, &text, &json);
}

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct line *)a)->text, ((const struct line *)b)->text);
}

static int print_lines(struct lines *l)
{
	const struct line *at = l->of.at;
	unsigned int i;

	if (!l->of.n)
		return EXIT_FAILURE;
	qsort(l->of.at, l->of.n, sizeof(*l->of.at), compare);
	for (i = 0; i < l->of.n; i++) {
		if (!i || strcmp(at[i].text, at[i - 1].text) != 0)
			puts(l->json ? at[i].json : at[i].text);
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
	const char *name, *type;
};

struct adder {
	struct arena *arena;
	struct instances *in;
};

static void count_var(struct adder *ad, const char *name, const char *type)
{
	const char *key = arena_printf(ad->arena, "%s:%s", name, type);
	struct count *c = map_get(ad->in->vars, key);

	if (!c) {
		c = arena_one(ad->arena, struct count);
		c->name = arena_strdup(ad->arena, name);
		c->type = arena_strdup(ad->arena, type);
		map_put(ad->in->vars, key, c);
	}
	c->n++;
}

static void add_target(void *ctx, const char *name, const char *type, bool is_local)
{
	struct adder *ad = ctx;

	(void)is_local;
	if (type)
		count_var(ad, arena_printf(ad->arena, "$%s", name), type);
}

static void add_vars(struct adder *ad, struct program *p, const struct probe *pr)
{
	unsigned int i;

	for (i = 0; i < pr->locals.n; i++) {
		const struct var *v = pr->locals.at[i];

		if (v->is_synthetic)
			continue;
		count_var(ad, v->name, type_name(v->type));
	}
	if (pr->provider->each_target)
		pr->provider->each_target(p, pr, add_target, ad);
}

/* Those that all instances have, in order of first appearance. */
static void add_instances(struct lines *l, const struct instances *in)
{
	struct text text = TEXT_EMPTY, json = TEXT_EMPTY;
	const struct map_entry *e;
	size_t at = 0;

	text_put(&text, in->name);
	json_member(&json, "point", in->name);
	json_name(&json, "variables");
	text_putc(&json, '[');
	while ((e = map_next(in->vars, &at))) {
		const struct count *c = e->value;

		if (c->n < in->n)
			continue;
		text_printf(&text, " %s", e->key);
		json_next(&json);
		text_putc(&json, '{');
		json_member(&json, "name", c->name);
		json_member(&json, "type", c->type);
		text_putc(&json, '}');
	}
	text_putc(&json, ']');
	add_line(l, &text, &json);
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
	struct lines l = { .arena = p->s->arena, .json = p->s->opt->json };
	bool each_probe = verbose(p->s, 0) > 0;
	unsigned int i;

	if (p->s->opt->listing == LIST_VARS) {
		list_vars(&l, p, each_probe);
		return print_lines(&l);
	}
	for (i = 0; i < p->probes.n; i++) {
		const struct probe *pr = p->probes.at[i];

		if (pr->from_user)
			add_name(&l, "point", each_probe ? pr->point : pr->written);
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

static int dump_types(struct lines *l, enum privilege privilege)
{
	const struct provider *const *pv;
	const struct pattern *pattern;

	for (pv = providers; *pv; pv++) {
		for (pattern = (*pv)->patterns; pattern->shape; pattern++)
			if (pattern->levels & pattern_level(privilege))
				add_name(l, "point", shape_text(l->arena, pattern->shape));
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
	struct text text = TEXT_EMPTY, json = TEXT_EMPTY;
	unsigned int i;

	if (name->comps[0].name[0] == '_' && !du->all)
		return;
	ast_print_point(&text, name);
	json_member(&json, "alias", text.buf);
	json_name(&json, "points");
	text_putc(&json, '[');
	text_put(&text, d->is_epilogue ? " += " : " = ");
	for (i = 0; i < d->points.n; i++) {
		size_t start;

		text_put(&text, i ? ", " : "");
		start = text.len;
		ast_print_point(&text, d->points.at[i]);
		json_next(&json);
		json_string(&json, text.buf + start, text.len - start);
	}
	text_putc(&json, ']');
	add_line(&du->l, &text, &json);
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

static void put_params(struct text *text, struct text *json, const struct function_decl *d)
{
	unsigned int i;

	json_name(json, "parameters");
	text_putc(json, '[');
	for (i = 0; i < d->n_params; i++) {
		const char *type = type_name(d->params[i].type);

		text_printf(text, "%s%s:%s", i ? ", " : "", d->params[i].name, type);
		json_next(json);
		text_putc(json, '{');
		json_member(json, "name", d->params[i].name);
		json_member(json, "type", type);
		text_putc(json, '}');
	}
	text_putc(json, ']');
}

static void put_tags(struct text *text, struct text *json, const struct function_decl *d, bool all)
{
	unsigned int i;

	json_name(json, "tags");
	text_putc(json, '[');
	for (i = 0; d->code && i < array_size(tags); i++) {
		if ((!tags[i].always && !all) || !strstr(d->code, tags[i].tag))
			continue;
		text_printf(text, " %s", tags[i].tag);
		json_next(json);
		json_string(json, tags[i].tag + 3, strlen(tags[i].tag) - 6);
	}
	text_putc(json, ']');
}

static void dump_function(struct dump *du, const struct function_decl *d)
{
	struct text text = TEXT_EMPTY, json = TEXT_EMPTY;

	if (d->is_private || (strncmp(d->name, "__", 2) == 0 && !du->all))
		return;
	text_printf(&text, "%s:%s (", d->name, type_name(d->type));
	json_member(&json, "function", d->name);
	json_member(&json, "type", type_name(d->type));
	put_params(&text, &json, d);
	text_putc(&text, ')');
	put_tags(&text, &json, d, du->all);
	add_line(&du->l, &text, &json);
}

static void dump_functions(void *ctx, const struct ast_file *f)
{
	unsigned int i;

	for (i = 0; i < f->functions.n; i++)
		dump_function(ctx, f->functions.at[i]);
}

int list_dump(struct session *s, struct library *lib)
{
	struct dump du = {
		.l = { .arena = s->arena, .json = s->opt->json },
		.all = verbose(s, 0) > 0,
	};

	switch (s->opt->listing) {
	case LIST_TYPES:
		return dump_types(&du.l, s->opt->privilege);
	case LIST_ALIASES:
		library_parse_all(lib, dump_aliases, &du);
		break;
	default:
		library_parse_all(lib, dump_functions, &du);
		break;
	}
	return print_lines(&du.l);
}
