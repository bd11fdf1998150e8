/* SPDX-License-Identifier: GPL-2.0-or-later */
/* library_scan.c - what a tapset file defines, read off its text without parsing. */
#include <ctype.h>
#include <string.h>

#include "library_int.h"

/* One word of the text: a name, or a single character that is none. */
struct scan {
	struct arena *arena;
	struct lib_file *file;
	const char *at;			/* behind the word */
	const char *word;
	size_t len;			/* 0: end of text */
	unsigned int depth;		/* of braces */
};

static const char *skip_until(const char *s, const char *end)
{
	const char *found = strstr(s, end);

	return found ? found + strlen(end) : s + strlen(s);
}

static const char *skip_string(const char *s)
{
	while (*s && *s != '"')
		s += *s == '\\' && s[1] ? 2 : 1;
	return *s ? s + 1 : s;
}

/* Over blanks, comments, strings and embedded C: none of them declares anything. */
static const char *skip_space(const char *s)
{
	for (;;) {
		if (isspace((unsigned char)*s))
			s++;
		else if (*s == '#' || (s[0] == '/' && s[1] == '/'))
			s += strcspn(s, "\n");
		else if (s[0] == '/' && s[1] == '*')
			s = skip_until(s + 2, "*/");
		else if (s[0] == '%' && s[1] == '{')
			s = skip_until(s + 2, "%}");
		else if (*s == '"')
			s = skip_string(s + 1);
		else
			return s;
	}
}

static bool is_name_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* `$#` and `@#` are no comments. */
static void next_word(struct scan *sc)
{
	const char *s = sc->word = skip_space(sc->at);

	if (!*s) {
		sc->len = 0;
		sc->at = s;
		return;
	}
	if (*s == '@' || *s == '$')
		s++;
	if (s > sc->word && *s == '#')
		s++;
	while (is_name_byte(*s))
		s++;
	sc->len = s > sc->word ? (size_t)(s - sc->word) : 1;
	sc->at = sc->word + sc->len;
	if (*sc->word == '{')
		sc->depth++;
	else if (*sc->word == '}' && sc->depth-- == 0)
		sc->file->is_opaque = true;
}

static bool is_word(const struct scan *sc, const char *w)
{
	return sc->len == strlen(w) && memcmp(sc->word, w, sc->len) == 0;
}

static void define(struct scan *sc, enum def_kind kind, const char *name, size_t len)
{
	struct def d = { kind, NULL };
	unsigned int i;

	for (i = 0; i < sc->file->defs.n; i++) {
		const struct def *old = &sc->file->defs.at[i];

		if (old->kind == kind && strlen(old->name) == len &&
		    memcmp(old->name, name, len) == 0)
			return;
	}
	d.name = arena_strndup(sc->arena, name, len);
	list_push(sc->arena, &sc->file->defs, d);
}

/* Behind `function`: its name. */
static void scan_function(struct scan *sc, bool is_private)
{
	next_word(sc);
	if (*sc->word == '@')
		sc->file->is_opaque = true;
	if (!is_private && sc->len)
		define(sc, DEF_FUNCTION, sc->word, sc->len);
}

/* Behind `global`: names with commas between; leaves at the word that is no part. */
static void scan_globals(struct scan *sc, bool is_private)
{
	do {
		next_word(sc);
		if (*sc->word == '@')
			sc->file->is_opaque = true;
		if (!is_private && sc->len)
			define(sc, DEF_GLOBAL, sc->word, sc->len);
		do
			next_word(sc);
		while (sc->len && strchr("%[]=-0123456789", *sc->word));
	} while (sc->len && *sc->word == ',');
}

/* Of an alias's name, which begins here, one component or two: "syscall.open". */
static size_t alias_len(const char *name)
{
	size_t len = 0, second;

	while (is_name_byte(name[len]))
		len++;
	second = len + (name[len] == '.');
	while (is_name_byte(name[second]))
		second++;
	return second > len + 1 && name[second] != '*' ? second : len;
}

/* Behind `probe`: each name in front of an `=` is an alias's. */
static void scan_probe(struct scan *sc)
{
	const char *head = NULL;
	size_t len = 0;

	for (next_word(sc); sc->len && *sc->word != '{'; next_word(sc)) {
		if (*sc->word == '@')
			sc->file->is_opaque = true;
		if (!head) {
			head = sc->word;
			len = is_name_byte(*head) ? alias_len(head) : sc->len;
		} else if (*sc->word == '=') {
			define(sc, DEF_ALIAS, head, len);
			head = NULL;
		}
	}
}

/* The braces of a body, or of a group within a probe point. */
static void skip_block(struct scan *sc)
{
	unsigned int outer = sc->depth - 1;

	while (sc->len && sc->depth > outer)
		next_word(sc);
}

static void skip_define(struct scan *sc)
{
	unsigned int depth = 0;

	do {
		next_word(sc);
		if (*sc->word == '%' && *sc->at == '(')
			depth++;
		else if (*sc->word == '%' && *sc->at == ')' && --depth == 0)
			break;
	} while (sc->len);
}

void library_scan(struct arena *a, const char *text, struct lib_file *f)
{
	struct scan sc = { .arena = a, .file = f, .at = text };
	bool is_private = false;

	next_word(&sc);
	while (sc.len) {
		bool was_private = is_private;

		is_private = false;
		if (is_word(&sc, "private")) {
			is_private = true;
		} else if (is_word(&sc, "function")) {
			scan_function(&sc, was_private);
		} else if (is_word(&sc, "global")) {
			scan_globals(&sc, was_private);
			continue;
		} else if (is_word(&sc, "probe")) {
			scan_probe(&sc);
			continue;
		} else if (is_word(&sc, "@define")) {
			skip_define(&sc);
		} else if (*sc.word == '@') {
			f->is_opaque = true;
		} else if (*sc.word == '{') {
			skip_block(&sc);
		}
		next_word(&sc);
	}
	if (sc.depth)
		f->is_opaque = true;
}
