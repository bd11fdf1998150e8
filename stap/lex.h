/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lex.h - characters to tokens.
 *
 * A lexer reads one source and pastes the script's arguments ($1, @1, $#, @#)
 * where they stand.  It never fails: what is no token comes out as TOK_JUNK
 * with a message in text, which the parser reports where it meets it.
 */
#ifndef STAP_LEX_H
#define STAP_LEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"

struct arena;
struct session;

enum tok {
	TOK_EOF, TOK_JUNK, TOK_IDENT, TOK_KEYWORD, TOK_NUMBER, TOK_STRING,
	TOK_OP,			/* text is the operator, "@word" included */
	TOK_EMBEDDED,		/* text between %{ and %} */
};

struct token {
	enum tok kind;
	bool glued;		/* nothing stands between it and the token before */
	bool after_comment;	/* a string that may not be glued to the one before */
	const char *text;	/* NUL-terminated; a string without quotes, raw */
	int64_t num;		/* TOK_NUMBER */
	const struct place *at;	/* with .what set for messages */
};

struct lexer;

struct lexer *lex_new(struct session *s, const struct source *src);
/* The next token, in the session's arena; TOK_EOF again and again at the end. */
const struct token *lex_next(struct lexer *lx);

/* For "unused command line option": which arguments were used so far is
 * recorded in the session (session_argument_used()). */

#endif
