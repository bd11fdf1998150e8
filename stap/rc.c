/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rc.c - the words of ~/.systemtap/rc, put before those of the command line. */
#include "rc.h"

#include <stdlib.h>
#include <string.h>
#include <wordexp.h>

#include "base/arena.h"
#include "base/file.h"
#include "session.h"

struct words {
	char **at;
	unsigned int n, cap;
};

/* The words of one line as a shell would take it; false when it would not. */
static bool add_line(struct arena *a, struct words *words, const char *line)
{
	wordexp_t w;
	size_t i;

	line += strspn(line, " \t");
	if (*line == '#' || !*line)
		return true;
	if (wordexp(line, &w, WRDE_NOCMD | WRDE_UNDEF))
		return false;
	for (i = 0; i < w.we_wordc; i++)
		list_push(a, words, arena_strdup(a, w.we_wordv[i]));
	wordfree(&w);
	return true;
}

struct rc rc_words(struct arena *a, int argc, char **argv)
{
	struct rc rc = { .argc = argc, .argv = argv, .path = session_home(a, "rc") };
	struct words words = { 0 };
	char *data, *text, *line, *save = NULL;
	size_t len;
	int i;

	if (!rc.path || file_read(rc.path, &data, &len))
		return rc;
	text = arena_strndup(a, data, len);
	free(data);
	list_push(a, &words, argv[0]);
	for (line = strtok_r(text, "\n", &save); line && !rc.bad_line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (!add_line(a, &words, line))
			rc.bad_line = line;
	}
	rc.n_words = words.n - 1;
	for (i = 1; i < argc; i++)
		list_push(a, &words, argv[i]);
	rc.argc = (int)words.n;
	list_push(a, &words, NULL);
	rc.argv = words.at;
	return rc;
}
