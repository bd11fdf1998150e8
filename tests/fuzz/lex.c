/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lex.c - any bytes become tokens that end, in order, within the source. */
#include "stap/lex.h"

#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/unit/script.h"

static void check(const struct token *t, const struct token *before, size_t size)
{
	if ((!t->text && t->kind != TOK_JUNK) || !t->at ||
	    t->at->off > size || (before && t->at->off < before->at->off))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct token *t, *before = NULL;
	struct script s;
	struct lexer *lx;
	char *text = strndup((const char *)data, size);

	script_open(&s, text);
	s.src->is_privileged = true;
	script_argument(&s, "one two");
	script_argument(&s, "2 + \"\n");
	lx = lex_new(&s.s, s.src);
	while ((t = lex_next(lx))->kind != TOK_EOF) {
		check(t, before, size);
		before = t;
	}
	if (lex_next(lx)->kind != TOK_EOF)
		abort();
	script_close(&s);
	free(text);
	return 0;
}
