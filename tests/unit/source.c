/* SPDX-License-Identifier: GPL-2.0-or-later */
/* source.c - tests of base/source.h. */
#include "base/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "test.h"

TEST(source_positions)
{
	struct arena *a = arena_new();
	struct source *src = source_from_text(a, "f.stp", "one\n\ttwo\n\nfour");
	struct place p = { src, 0, NULL, NULL };
	const char *line;
	unsigned len;

	CHECK_STR(place_string(a, &p), "f.stp:1:1");
	p.off = 3;			/* the newline belongs to its line */
	CHECK_STR(place_string(a, &p), "f.stp:1:4");
	p.off = 5;
	CHECK_STR(place_string(a, &p), "f.stp:2:2");
	line = place_line(&p, &len);
	CHECK_INT(len, 4);
	CHECK(strncmp(line, "\ttwo", 4) == 0);
	p.off = src->len;
	CHECK_STR(place_string(a, &p), "f.stp:4:5");
	place_line(&p, &len);
	CHECK_INT(len, 4);
	arena_free(a);
}

/* What source_load() makes of a file with these bytes; "ok" or why not. */
static const char *load(struct arena *a, const char *bytes, size_t len, struct source **src)
{
	char path[] = "/tmp/source-test-XXXXXX";
	int fd = mkstemp(path);
	const char *why = "ok";

	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
		return "not written";
	close(fd);
	*src = source_load(a, path, &why);
	unlink(path);
	return why;
}

TEST(source_load_ends_at_nul)
{
	struct arena *a = arena_new();
	struct source *src = NULL;

	CHECK_STR(load(a, "probe\0more", 10, &src), "ok");
	CHECK_STR(src->text, "probe");
	CHECK_INT(src->len, 5);
	CHECK_STR(load(a, "", 0, &src), "ok");
	CHECK_INT(src->len, 0);
	CHECK_INT(src->n_lines, 1);
	arena_free(a);
}

TEST(source_load_says_why_not)
{
	struct arena *a = arena_new();
	struct source *src = NULL;
	const char *why;

	CHECK_STR(load(a, "\177ELF\2\1\1\0\0", 9, &src), "is a binary file");
	CHECK(!src);
	CHECK(!source_load(a, "/nonexistent.stp", &why));
	CHECK_STR(why, "No such file or directory");
	CHECK(!source_load(a, "/", &why));
	CHECK_STR(why, "is a directory");
	CHECK(!source_load(a, "/dev/zero", &why));
	CHECK_STR(why, "is larger than 64 MiB");
	arena_free(a);
}
