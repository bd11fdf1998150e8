/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse.c - what parses is printed, must parse again and print the same. */
#include "stap/parse.h"

#include <string.h>

#include "stap/ast.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/script.h"

static const char *print(struct script *t, const struct ast_file *f)
{
	struct text out = TEXT_EMPTY;
	const char *result;

	ast_print_file(&out, f);
	result = arena_strdup(t->s.arena, out.buf ? out.buf : "");
	text_free(&out);
	return result;
}

static void check_round_trip(struct script *t, const struct ast_file *f)
{
	const char *once = print(t, f);
	struct ast_file *again;

	again = parse_file(&t->s, source_from_text(t->s.arena, "t.stp", once), NULL);
	if (again && strcmp(print(t, again), once) == 0)
		return;
	fflush(t->err);
	fprintf(stderr, "%s%s%s----\n%s", t->src->text, "\n----\n", once,
		again ? print(t, again) : t->errors);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ast_file *f;
	struct script t;
	char *text;

	if (!size)
		return 0;
	text = strndup((const char *)data + 1, size - 1);
	script_open(&t, text);
	t.opt.guru = data[0] & 1;
	script_argument(&t, "one");
	script_argument(&t, "2 + \"");
	f = parse_file(&t.s, t.src, NULL);
	t.opt.guru = true;
	if (f)
		check_round_trip(&t, f);
	script_close(&t);
	free(text);
	return 0;
}
