/* SPDX-License-Identifier: GPL-2.0-or-later */
/* example.c - the installed examples, for --example. */
#include "example.h"

#include <dirent.h>
#include <string.h>

#include "session.h"

struct paths {
	const char **at;
	unsigned int n, cap;
};

static bool matches(const char *file, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(file, name, len) && (!file[len] || !strcmp(file + len, ".stp"));
}

static void look_in(struct arena *a, struct paths *found, const char *dir, const char *name)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	if (!d)
		return;
	while ((e = readdir(d))) {
		const char *path = arena_printf(a, "%s/%s", dir, e->d_name);

		if (e->d_name[0] == '.')
			continue;
		if (e->d_type == DT_DIR)
			look_in(a, found, path, name);
		else if (matches(e->d_name, name))
			list_push(a, found, path);
	}
	closedir(d);
}

const char *example_find(struct session *s, const char *name)
{
	struct paths found = { 0 };
	const char *all = "";
	unsigned int i;

	look_in(s->arena, &found, s->examples_dir, name);
	if (found.n == 1)
		return found.at[0];
	if (found.n == 0) {
		diag_plain(s->diag, "opt-example", "Example '%s' was not found under '%s'", name,
			   s->examples_dir);
		return NULL;
	}
	for (i = 0; i < found.n; i++)
		all = arena_printf(s->arena, "%s\n    %s", all, found.at[i]);
	diag_plain(s->diag, "opt-example", "Multiple examples found: %s", all);
	return NULL;
}
