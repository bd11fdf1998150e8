/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pp_int.h - what the two halves of the preprocessor share.
 *
 * macro.c turns the lexer's tokens into macro-expanded ones and records
 * definitions; pp.c sees those and evaluates conditionals.
 */
#ifndef STAP_PP_INT_H
#define STAP_PP_INT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"

struct env;
struct lexer;
struct map;
struct place;
struct session;
struct token;

/* The tokens of a macro's body or argument that are being read. */
struct frame {
	const struct token *const *at;
	unsigned int n, next;
	const struct env *env;		/* what @param means in them */
	const struct place *use;	/* of the macro; NULL in an argument */
	bool is_library;		/* they come from a library macro */
	unsigned int depth;
	struct frame *below;
};

/* A %( whose %) has not come yet. */
struct open_cond {
	const struct token *at;
	bool has_else;
	struct open_cond *outer;
};

struct pp {
	struct session *s;
	struct arena *arena;
	struct lexer *lx;
	struct frame *frame;		/* the innermost; NULL: the file itself */
	struct map *own;		/* macros of this file */
	const struct map *library;	/* may be NULL */
	struct open_cond *open;
	const struct token *eof;
	bool skipping;			/* inside what a conditional leaves out */
	bool failed;
	bool is_quiet;			/* failed, and somebody else has said why */
	unsigned int produced;		/* tokens out of macros so far */
};

/* The next token, macros expanded; TOK_EOF after a mistake. */
const struct token *macro_next(struct pp *p);

/* Is it the operator op? */
bool token_is(const struct token *t, const char *op);

/* Report and make p fail; false. */
bool pp_error(struct pp *p, enum diag_kind kind, const char *tag, const struct place *at,
	      const char *fmt, ...) printf_like(5, 6);

#endif
