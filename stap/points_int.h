/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * points_int.h - the tree of all probe points that points.c walks.
 *
 * An edge is a component's name with the kind of its argument.  A node holds
 * what answers to the point that ends there: patterns of providers and
 * definitions of aliases.  Aliases of the library join when a point asks for
 * their first component.
 */
#ifndef STAP_POINTS_INT_H
#define STAP_POINTS_INT_H

#include "ast.h"

struct diag;
struct map;
struct pattern;
struct program;
struct provider;

struct builder {
	const struct provider *provider;
	const struct pattern *pattern;
};

struct alias {
	const struct probe_decl *decl;
	const struct ast_file *file;	/* of the library; NULL: a user's */
};

struct node {
	const char *name;
	enum comp_arg arg;
	list_of(struct node *) children;
	list_of(struct builder) builders;
	list_of(struct alias) aliases;
};

struct points {
	struct node *root;
	struct map *heads;	/* first components whose library aliases are in */
	bool has_all_heads;
};

/* The tree with the providers' patterns and the user's aliases; NULL after
 * reporting that one of these is malformed. */
struct points *points_tree(struct program *p);
/* Adds the library's aliases that may begin with these components; second NULL: with first. */
void points_want(struct program *p, struct points *t, const char *first, const char *second);

struct node *node_child(const struct node *n, const char *name, enum comp_arg arg);
/* "name", "name(string)", "name(number)" in the arena. */
const char *node_text(struct arena *a, const struct node *n);
/* " (similar: a, b, c)" of the children most like name; "" when there are none. */
const char *node_similar(struct program *p, const struct node *n, const char *name);

bool name_has_glob(const char *name);
/* '*' matches any run of characters. */
bool name_matches(const char *pattern, const char *name);

#endif
