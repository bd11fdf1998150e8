/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pp.h - tokens to tokens: @define and its uses, %( conditionals %).
 *
 * Lazy: a conditional is evaluated when its %( is pulled.  Mistakes are
 * reported to the session's sink as parse errors; after one, pp_next() gives
 * TOK_EOF and pp_failed() is true.
 */
#ifndef STAP_PP_H
#define STAP_PP_H

#include <stdbool.h>

struct session;
struct source;
struct token;
struct map;

struct pp;

/* macros: the library's macros (name to private struct), or NULL. */
struct pp *pp_new(struct session *s, const struct source *src, const struct map *macros);
const struct token *pp_next(struct pp *p);
bool pp_failed(const struct pp *p);
/* How many parse errors that was: 0 when somebody else reported, as of no kernel. */
unsigned int pp_reported(const struct pp *p);

/* Adds "@name" of each macro that may be used now, but for the library's own. */
void pp_macro_names(const struct pp *p, struct map *names);

/*
 * Reads a .stpm file: adds its macros to the library's map, all or none.
 * false after reporting (a duplicate, a token that is no definition).
 */
bool pp_load_macros(struct session *s, const struct source *src, struct map *macros);

#endif
