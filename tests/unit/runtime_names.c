/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * runtime_names.c - the files of runtime/ compile as one, so that the first
 * script on a kernel waits a quarter of the time: static names are unique.
 */
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/proc.h"
#include "config.h"
#include "test.h"

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/*
 * The name that a line "static ..." declares: the word before the first of
 * ( [ = ; or, of a macro in capitals, its first argument.
 */
static const char *static_name(struct arena *a, const char *line)
{
	const char *end = line + strcspn(line, "([=;{\n"), *p;

	for (; end > line && !is_word(end[-1]); end--)
		;
	for (p = end; p > line && is_word(p[-1]); p--)
		;
	if (end[0] == '(' && end - p > 1 && isupper((unsigned char)p[0]) &&
	    isupper((unsigned char)p[1])) {
		p = end + 1;
		end = p + strcspn(p, ",)");
	}
	return arena_strndup(a, p, (size_t)(end - p));
}

/* Prints each name that another file has as well; how many. */
static int add_file(struct arena *a, struct map *seen, const char *path)
{
	const char *line, *name, *other;
	int clashes = 0;
	size_t len;
	char *data;

	if (file_read(path, &data, &len) < 0)
		return 1;
	for (line = data; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, "static ", 7) != 0)
			continue;
		name = static_name(a, line);
		other = map_get(seen, name);
		if (other && strcmp(other, path) != 0) {
			printf("# %s and %s: %s\n", other, path, name);
			clashes++;
		}
		map_put(seen, name, (void *)path);
	}
	free(data);
	return clashes;
}

TEST(unique)
{
	struct arena *a = arena_new();
	struct map *seen = map_new(a);
	int clashes = 0;
	glob_t g;
	size_t i;

	CHECK_INT(glob(SRCDIR "/runtime/*.c", 0, NULL, &g), 0);
	CHECK(g.gl_pathc > 10);
	for (i = 0; i < g.gl_pathc; i++) {
		if (!strstr(g.gl_pathv[i], "/stub_script.c"))
			clashes += add_file(a, seen, g.gl_pathv[i]);
	}
	CHECK(map_get(seen, "letters_lock"));
	globfree(&g);
	arena_free(a);
	CHECK_INT(clashes, 0);
}
