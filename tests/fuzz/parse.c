/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * parse.c - feeds pass 1 with scripts that are nearly right.
 *
 *	parse SECONDS	changes the scripts of tests/parse at random
 *	parse FILE...	takes these as they are; for afl-fuzz
 *
 * What parses is printed, must parse again and print the same; else abort().
 */
#include <glob.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "config.h"
#include "tests/unit/script.h"
#include "stap/ast.h"
#include "stap/parse.h"

#define LONGEST	20000

static const char *print(struct script *t, const struct ast_file *f)
{
	struct text out = TEXT_EMPTY;
	const char *result;

	ast_print_file(&out, f);
	result = arena_strdup(t->s.arena, out.buf);
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
	printf("%s%s%s----\n%s", t->src->text, "\n----\n", once,
	       again ? print(t, again) : t->errors);
	fflush(stdout);
	abort();
}

static void parse_text(const char *text, bool guru)
{
	struct ast_file *f;
	struct script t;

	script_open(&t, text);
	t.opt.guru = guru;
	script_argument(&t, "one");
	script_argument(&t, "2 + \"");
	f = parse_file(&t.s, t.src, NULL);
	t.opt.guru = true;
	if (f)
		check_round_trip(&t, f);
	script_close(&t);
}

/* --- changes ---------------------------------------------------------------- */

static size_t below(size_t n)
{
	return n ? (size_t)random() % n : 0;
}

static void splice(struct text *t, size_t at, size_t drop, const char *put, size_t len)
{
	struct text out = TEXT_EMPTY;

	if (drop > t->len - at)
		drop = t->len - at;
	text_putn(&out, t->buf, at);
	text_putn(&out, put, len);
	text_putn(&out, t->buf + at + drop, t->len - at - drop);
	text_free(t);
	*t = out;
}

static void change(struct text *t, const struct text *other)
{
	static const char *const words[] = {
		"%(", "%?", "%:", "%)", "@define ", "@", "$", "\"", "{", "}", "(", ")", "[",
		"]", ",", ";", "%{", "%}", "*", "&", "->", "in", "if", "?", "!", "=", "+=",
		"<<<", "$1", "@1", "$2", "@cast(", "@hist_log(", "probe", "function", "0x",
		"/*", "*/", "#", "\\", "\n", "-9223372036854775808", "foreach (", "limit",
		".", "++", "-", "%", "catch", "else", "\xff", "@f", "@f(", "@a", "print",
	};
	const char *word = words[below(array_size(words))];
	size_t at = below(t->len + 1), from;

	switch (below(4)) {
	case 0:
		splice(t, at, below(8), word, strlen(word));
		break;
	case 1:
		splice(t, at, below(30), "", 0);
		break;
	case 2:
		from = below(other->len);
		splice(t, at, 0, other->buf + from, below(other->len - from));
		break;
	default:
		splice(t, at, 1, &(char){ (char)(1 + below(255)) }, 1);
		break;
	}
}

static struct text load(const glob_t *g)
{
	struct text t = TEXT_EMPTY;
	char *data;
	size_t len;

	if (file_read(g->gl_pathv[below(g->gl_pathc)], &data, &len) == 0) {
		text_putn(&t, data, len);
		free(data);
	}
	text_put(&t, "");
	return t;
}

static void run_once(const glob_t *g)
{
	struct text t = load(g), other = load(g);
	size_t n = 1 + below(8);

	while (n-- && t.len < LONGEST)
		change(&t, &other);
	alarm(20);		/* nothing may take that long */
	parse_text(t.buf, below(2));
	text_free(&t);
	text_free(&other);
}

int main(int argc, char **argv)
{
	time_t end = time(NULL) + (argc > 1 ? atoi(argv[1]) : 10);
	unsigned long n = 0;
	const char *why;
	struct arena *a;
	struct source *s;
	glob_t g;
	int i;

	if (argc > 1 && access(argv[1], R_OK) == 0) {
		a = arena_new();
		for (i = 1; i < argc; i++) {
			s = source_load(a, argv[i], &why);
			if (s)
				parse_text(s->text, true);
		}
		arena_free(a);
		return 0;
	}
	srandom((unsigned)time(NULL));
	if (glob(SRCDIR "/tests/parse/*.stp", 0, NULL, &g) != 0)
		return 1;
	for (; time(NULL) < end; n++)
		run_once(&g);
	printf("%lu scripts\n", n);
	globfree(&g);
	return 0;
}
