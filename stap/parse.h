/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * parse.h - tokens to a tree, by recursive descent.
 *
 * Each parse function reads one production and leaves the token behind it as
 * the current one.  After a mistake the parser reports it, skips to the next
 * declaration and goes on, so that one run shows several.
 */
#ifndef STAP_PARSE_H
#define STAP_PARSE_H

#include <stdbool.h>

struct ast_file;
struct map;
struct session;
struct source;

/*
 * The tree of a source; NULL after at least one mistake was reported (with
 * "N parse errors." behind it).  A user's file in which nothing stands is a
 * mistake as well; a library's is not.
 */
struct ast_file *parse_file(struct session *s, const struct source *src,
			    const struct map *macros);

/* `probe POINTS {}` of -l and -L. */
struct ast_file *parse_points(struct session *s, const char *text, const struct map *macros);

#endif
