/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * whole.c - the runtime as one file, since its headers are most of the work.
 *
 * All headers come first, then the files one after the other.  What a file
 * calls by a name that another has used before gets a longer name, by a macro
 * that ends with the file, as do the file's own macros.  This goes by the form
 * of the lines, not by the grammar: what escapes it does not compile, and then
 * the runtime is compiled file by file.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "stap/build/build_int.h"

struct whole {
	struct arena *a;
	struct map *headers;	/* whole #include lines */
	struct map *names;	/* to the file that had it first */
	struct text body;
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The last word of text[0..len), "x" of "static int x[2]"; NULL: none. */
static const char *last_word(struct arena *a, const char *text, size_t len)
{
	const char *end = text + len, *bracket = memchr(text, '[', len), *p;

	if (bracket)
		end = bracket;
	while (end > text && !is_word(end[-1]))
		end--;
	for (p = end; p > text && is_word(p[-1]); p--)
		;
	return p < end ? arena_strndup(a, p, (size_t)(end - p)) : NULL;
}

/*
 * The names that a line "static ..." declares: before ( = ; or {, several of
 * them with commas between; of "MACRO(x, ...)" and "(*x)(...)" it is x.
 */
static void static_names(struct arena *a, const char *line, struct words *names)
{
	size_t stop = strcspn(line, "(=;{\n"), len;
	const char *name, *p = line;

	if (line[stop] == '(') {
		name = last_word(a, line, stop);
		if (line[stop + 1] == '*' || (name && isupper((unsigned char)name[0]) &&
					      isupper((unsigned char)name[1]))) {
			p = line + stop + 1;
			name = last_word(a, p, strcspn(p, ",)"));
		}
		if (name)
			list_push(a, names, name);
		return;
	}
	for (; p <= line + stop; p += len + 1) {
		len = strcspn(p, ",=;{\n");
		name = last_word(a, p, len);
		if (name)
			list_push(a, names, name);
	}
}

/* The names in a line that declares some of the file's own. */
static void own_names(struct arena *a, const char *line, struct words *names)
{
	size_t len = 0;

	if (strncmp(line, "static ", 7) == 0) {
		static_names(a, line, names);
	} else if (strncmp(line, "struct ", 7) == 0) {
		while (is_word(line[7 + len]))
			len++;
		if (strncmp(line + 7 + len, " {", 2) == 0)
			list_push(a, names, arena_strndup(a, line + 7, len));
	}
}

/* The macro that a line defines; NULL: none. */
static const char *macro_name(struct arena *a, const char *line)
{
	size_t len;

	if (strncmp(line, "#define ", 8) != 0)
		return NULL;
	for (len = 0; is_word(line[8 + len]); len++)
		;
	return arena_strndup(a, line + 8, len);
}

/* A name of the file's own: a longer one by a macro, if another file has it. */
static void add_name(struct whole *w, const char *file, const char *name, struct map *macros)
{
	const char *first = map_get(w->names, name);

	if (!first) {
		map_put(w->names, name, (void *)file);
	} else if (first != file && !map_get(macros, name)) {
		text_line(&w->body, "#define %s %.*s__%s", name, (int)strlen(file) - 2, file,
			  name);
		map_put(macros, name, w);
	}
}

static void read_lines(struct whole *w, const char *file, const char *text, struct map *macros)
{
	const char *line, *name;
	unsigned int i;

	for (line = text; line; line = strchr(line, '\n')) {
		struct words names = { 0 };

		line += *line == '\n';
		if (strncmp(line, "#include ", 9) == 0)
			map_put(w->headers, arena_strndup(w->a, line, strcspn(line, "\n")), w);
		name = macro_name(w->a, line);
		if (name)
			map_put(macros, name, w);
		own_names(w->a, line, &names);
		for (i = 0; i < names.n; i++)
			add_name(w, file, names.at[i], macros);
	}
}

static void add_file(struct whole *w, const char *file, const char *text)
{
	struct map *macros = map_new(w->a);
	const struct map_entry *e;
	size_t i = 0;

	read_lines(w, file, text, macros);
	text_line(&w->body, "#include \"%s\"", file);
	while ((e = map_next(macros, &i)))
		text_line(&w->body, "#undef %s", e->key);
}

static bool is_part(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && strcmp(dot, ".c") == 0 && !strchr(name, '/') &&
	       strcmp(name, STUB ".c") != 0;
}

/*
 * Headers, then the body, to dir.  Two plain variables of one name would be one
 * variable to the compiler: that has to be an error.
 */
static bool write_file(struct session *s, const struct whole *w, const char *dir)
{
	struct text t = TEXT_EMPTY;
	const struct map_entry *e;
	size_t i = 0;
	bool ok;

	while ((e = map_next(w->headers, &i)))
		text_line(&t, "%s", e->key);
	text_line(&t, "#pragma GCC diagnostic error \"-Wredundant-decls\"");
	text_putn(&t, w->body.buf, w->body.len);
	ok = build_write(s, arena_printf(s->arena, "%s/" WHOLE ".c", dir), t.buf, t.len);
	text_free(&t);
	return ok;
}

bool whole_write(struct session *s, const char *dir)
{
	struct whole w = { .a = s->arena, .body = TEXT_EMPTY };
	struct words files = { 0 };
	unsigned int i;
	bool ok = true;

	if (!sources_list(s, &files))
		return false;
	w.headers = map_new(s->arena);
	w.names = map_new(s->arena);
	for (i = 0; ok && i < files.n; i++) {
		const char *path = arena_printf(s->arena, "%s/%s", s->runtime_dir, files.at[i]);
		char *text;
		size_t len;
		int rc;

		if (!is_part(files.at[i]))
			continue;
		rc = file_read(path, &text, &len);
		if (rc < 0) {
			ok = sources_unreadable(s, path, -rc);
			break;
		}
		add_file(&w, files.at[i], text);
		free(text);
	}
	ok = ok && write_file(s, &w, dir);
	text_free(&w.body);
	return ok;
}
