/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * main.c - runs a target where no fuzzer is linked to it.
 *
 *	TARGET FILE...		these inputs, as they are
 *	TARGET -s SECONDS FILE...	changes of them, at random and for so long
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "base/util.h"
#include "tests/fuzz/fuzz.h"

#define LONGEST	20000

/* As a block of exactly its size, so that a sanitizer sees what is read behind it. */
static void feed(const char *data, size_t len)
{
	uint8_t *copy = malloc(len ? len : 1);

	if (!copy)
		exit(EXIT_FAILURE);
	memcpy(copy, data, len);
	alarm(20);		/* nothing may take that long */
	LLVMFuzzerTestOneInput(copy, len);
	free(copy);
}

static bool load(const char *path, struct text *t)
{
	char *data;
	size_t len;

	*t = (struct text)TEXT_EMPTY;
	if (file_read(path, &data, &len) < 0) {
		perror(path);
		return false;
	}
	text_putn(t, data, len);
	free(data);
	return true;
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
		splice(t, at, 1, &(char){ (char)below(256) }, 1);
		break;
	}
}

static bool change_one(char **paths, int n_paths)
{
	struct text t, other;
	size_t n = 1 + below(8);

	if (!load(paths[below((size_t)n_paths)], &t) ||
	    !load(paths[below((size_t)n_paths)], &other))
		return false;
	while (n-- && t.len < LONGEST)
		change(&t, &other);
	feed(t.buf, t.len);
	text_free(&t);
	text_free(&other);
	return true;
}

static int change_for(int seconds, char **paths, int n_paths)
{
	time_t end = time(NULL) + seconds;
	unsigned long n = 0;

	srandom((unsigned int)time(NULL));
	for (; time(NULL) < end; n++)
		if (!change_one(paths, n_paths))
			return EXIT_FAILURE;
	fprintf(stderr, "%lu inputs\n", n);
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct text t;
	int i;

	if (argc > 3 && !strcmp(argv[1], "-s"))
		return change_for(atoi(argv[2]), argv + 3, argc - 3);
	for (i = 1; i < argc; i++) {
		if (!load(argv[i], &t))
			return EXIT_FAILURE;
		feed(t.buf, t.len);
		text_free(&t);
	}
	return EXIT_SUCCESS;
}
