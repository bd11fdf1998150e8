/* SPDX-License-Identifier: GPL-2.0-or-later */
/* points_tree.c - the tree of all probe points: providers' patterns and aliases. */
#include <fnmatch.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "library.h"
#include "points_int.h"
#include "program.h"
#include "providers/provider.h"
#include "session.h"

bool name_has_glob(const char *name)
{
	return strchr(name, '*') != NULL;
}

bool name_matches(const char *pattern, const char *name)
{
	return fnmatch(pattern, name, 0) == 0;
}

struct node *node_child(const struct node *n, const char *name, enum comp_arg arg)
{
	unsigned int i;

	for (i = 0; i < n->children.n; i++) {
		struct node *c = n->children.at[i];

		if (c->arg == arg && strcmp(c->name, name) == 0)
			return c;
	}
	return NULL;
}

static struct node *child_made(struct arena *a, struct node *n, const char *name,
			       enum comp_arg arg)
{
	struct node *c = node_child(n, name, arg);

	if (c)
		return c;
	c = arena_one(a, struct node);
	c->name = name;
	c->arg = arg;
	list_push(a, &n->children, c);
	return c;
}

const char *node_text(struct arena *a, const struct node *n)
{
	switch (n->arg) {
	case ARG_NUMBER:
		return arena_printf(a, "%s(number)", n->name);
	case ARG_STRING:
		return arena_printf(a, "%s(string)", n->name);
	default:
		return n->name;
	}
}

const char *node_similar(struct program *p, const struct node *n, const char *name)
{
	struct arena *a = p->s->arena;
	struct map *names = map_new(a);
	const struct map_entry *e;
	const char *similar;
	unsigned int i;
	size_t at = 0;

	for (i = 0; i < n->children.n; i++)
		map_put(names, n->children.at[i]->name, p);
	if (n == p->points->root) {
		const struct map *heads = library_alias_heads(p->lib);

		while (heads && (e = map_next(heads, &at)))
			map_put(names, e->key, p);
	}
	similar = map_similar(a, names, name, 5);
	return *similar ? arena_printf(a, " (similar: %s)", similar) : "";
}

/* "timer.ms(N).randomize(N)", "kernel.function(S)": one component a call. */
static struct node *add_shape_part(struct arena *a, struct node *n, const char **shape)
{
	size_t len = strcspn(*shape, ".(");
	const char *name = arena_strndup(a, *shape, len);
	enum comp_arg arg = ARG_NONE;

	*shape += len;
	if (**shape == '(') {
		arg = (*shape)[1] == 'N' ? ARG_NUMBER : ARG_STRING;
		*shape += strlen("(N)");
	}
	if (**shape == '.')
		++*shape;
	return child_made(a, n, name, arg);
}

static void add_provider(struct arena *a, struct points *t, const struct provider *pv)
{
	const struct pattern *pattern;

	for (pattern = pv->patterns; pattern->shape; pattern++) {
		const char *shape = pattern->shape;
		struct builder b = { pv, pattern };
		struct node *n = t->root;

		while (*shape)
			n = add_shape_part(a, n, &shape);
		list_push(a, &n->builders, b);
	}
}

/* The node of an alias name; NULL after reporting. */
static struct node *alias_node(struct program *p, struct points *t, const struct point *name)
{
	struct node *n = t->root;
	unsigned int i;

	for (i = 0; i < name->n; i++) {
		const struct comp *c = &name->comps[i];

		if (c->arg != ARG_NONE) {
			diag_error(p->s->diag, "sem-alias-parameter", c->at,
				   "alias component %s contains illegal parameter", c->name);
			return NULL;
		}
		if (name_has_glob(c->name)) {
			diag_error(p->s->diag, "sem-alias-wildcard", c->at,
				   "invalid use of wildcard probe point component");
			return NULL;
		}
		n = child_made(p->s->arena, n, c->name, ARG_NONE);
	}
	return n;
}

static bool has_alias(const struct node *n, const struct probe_decl *d)
{
	unsigned int i;

	for (i = 0; i < n->aliases.n; i++) {
		if (n->aliases.at[i].decl == d)
			return true;
	}
	return false;
}

static bool add_alias(struct program *p, struct points *t, const struct probe_decl *d,
		      const struct ast_file *file)
{
	struct alias al = { d, file };
	bool ok = true;
	unsigned int i;

	for (i = 0; i < d->aliases.n; i++) {
		struct node *n = alias_node(p, t, d->aliases.at[i]);

		if (n && !has_alias(n, d))
			list_push(p->s->arena, &n->aliases, al);
		ok = n && ok;
	}
	return ok;
}

static bool add_user_aliases(struct program *p, struct points *t, const struct ast_file *f)
{
	bool ok = true;
	unsigned int i;

	for (i = 0; i < f->aliases.n; i++)
		ok = add_alias(p, t, f->aliases.at[i], NULL) && ok;
	return ok;
}

struct points *points_tree(struct program *p)
{
	struct arena *a = p->s->arena;
	struct points *t = arena_one(a, struct points);
	const struct provider *const *pv;
	bool ok;
	unsigned int i;

	t->root = arena_one(a, struct node);
	t->root->name = "";
	t->heads = map_new(a);
	for (pv = providers; *pv; pv++)
		add_provider(a, t, *pv);
	ok = add_user_aliases(p, t, p->script);
	for (i = 0; i < p->more.n; i++)
		ok = add_user_aliases(p, t, p->more.at[i]) && ok;
	return ok ? t : NULL;
}

struct wanted {
	struct program *p;
	struct points *t;
};

static bool each_alias(void *ctx, const struct ast_file *f, const struct probe_decl *d)
{
	struct wanted *w = ctx;

	add_alias(w->p, w->t, d, f);
	return true;
}

void points_want(struct program *p, struct points *t, const char *first, const char *second)
{
	struct wanted w = { p, t };
	const char *name = first;

	if (t->has_all_heads || map_get(t->heads, first))
		return;
	if (second)
		name = arena_printf(p->s->arena, "%s.%s", first, second);
	if (map_get(t->heads, name))
		return;
	map_put(t->heads, name, t);
	if (!second && first[strspn(first, "*")] == '\0')
		t->has_all_heads = true;
	library_aliases(p->lib, first, second, each_alias, &w);
}
