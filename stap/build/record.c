/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * record.c - the commands that kbuild used, read from the .cmd files it leaves.
 *
 * They differ from kernel to kernel (thunks, padding, sanitizers, where
 * objtool runs), so they are taken over word by word; only what concerns
 * headers, dependencies, debug information and the function tracer goes.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "stap/build/build_int.h"

/* --- words ----------------------------------------------------------------------- */

/* One character of make's text: "$$" is a dollar, "$(pound)" a hash sign. */
static const char *make_char(const char *p, char *c)
{
	*c = *p;
	if (p[0] == '$' && p[1] == '$')
		return p + 2;
	if (strncmp(p, "$(pound)", 8) == 0) {
		*c = '#';
		return p + 8;
	}
	return p + 1;
}

/* The length of the separator at p, 0: none. */
static size_t separator(const char *p)
{
	if (strncmp(p, "&&", 2) == 0 || strncmp(p, "||", 2) == 0)
		return 2;
	return strchr(";|&()", *p) ? 1 : 0;
}

/* Reads one word at p into buf, with the shell's quotes taken away. */
static const char *read_word(const char *p, char *buf)
{
	char quote = 0, c;

	while (*p && *p != '\n') {
		if (!quote && (strchr(" \t", *p) || separator(p)))
			break;
		if (*p == quote) {
			quote = 0;
			p++;
		} else if (!quote && (*p == '\'' || *p == '"')) {
			quote = *p++;
		} else if (*p == '\\' && p[1] && quote != '\'') {
			p = make_char(p + 1, &c);
			*buf++ = c;
		} else {
			p = make_char(p, &c);
			*buf++ = c;
		}
	}
	*buf = '\0';
	return p;
}

void record_words(struct arena *a, const char *line, struct words *out)
{
	char *buf = arena_alloc(a, strcspn(line, "\n") + 1);
	const char *p = line;
	size_t sep;

	while (*p && *p != '\n') {
		if (*p == ' ' || *p == '\t') {
			p++;
			continue;
		}
		sep = strncmp(p, "$(pound)", 8) == 0 ? 0 : separator(p);
		if (sep) {
			list_push(a, out, arena_strndup(a, p, sep));
			p += sep;
			continue;
		}
		p = read_word(p, buf);
		list_push(a, out, arena_strdup(a, buf));
	}
}

/* --- .cmd files ------------------------------------------------------------------- */

/* "DIR/.NAME.cmd", malloc'ed; NULL: not there. */
static char *cmd_file(struct arena *a, const char *dir, const char *name)
{
	char *data;
	size_t len;

	if (file_read(arena_printf(a, "%s/.%s.cmd", dir, name), &data, &len) < 0)
		return NULL;
	return data;
}

/* The words behind "cmd_NAME := " or "savedcmd_NAME := "; *absolute: NAME is a path from /. */
static bool command_of(struct arena *a, const char *dir, const char *name,
		       struct words *out, bool *absolute)
{
	char *data = cmd_file(a, dir, name);
	const char *target, *line;

	if (!data)
		return false;
	target = strncmp(data, "saved", 5) == 0 ? data + 5 : data;
	line = strstr(data, " := ");
	if (strncmp(target, "cmd_", 4) == 0 && line) {
		*absolute = target[4] == '/';
		record_words(a, line + 4, out);
	}
	free(data);
	return out->n > 0;
}

static bool ends_with(const char *word, const char *end)
{
	size_t n = strlen(word), e = strlen(end);

	return n >= e && strcmp(word + n - e, end) == 0;
}

/* Is word the file NAME, whatever directory is written before it? */
static bool is_file(const char *word, const char *name)
{
	const char *slash = strrchr(word, '/');

	return strcmp(slash ? slash + 1 : word, name) == 0;
}

/* The end of the simple command that begins at i. */
static unsigned int command_end(const struct words *w, unsigned int i)
{
	while (i < w->n && !(separator(w->at[i]) && *w->at[i]))
		i++;
	return i;
}

static bool slow(struct session *s, struct runtime *r, const char *what, const char *which)
{
	if (!r->slow_why)
		r->slow_why = arena_printf(s->arena, "%s: %s", what, which);
	return false;
}

/* --- the compiler -------------------------------------------------------------------- */

/* Flags that take the next word with them. */
static bool takes_next(const char *w)
{
	static const char *const flags[] = { "-include", "-isystem", "-iquote", "-I",
					     "-MF", "-MT" };
	size_t i;

	for (i = 0; i < array_size(flags); i++) {
		if (strcmp(w, flags[i]) == 0)
			return true;
	}
	return false;
}

/*
 * -fpatchable-function-entry=N,M: N - M no-ops at the entry are the function
 * tracer's; with N = M it is padding in front, which other code relies on.
 */
static bool is_tracer_padding(const char *w)
{
	unsigned int n, m = 0;

	if (sscanf(w, "-fpatchable-function-entry=%u,%u", &n, &m) < 1)
		return false;
	return n != m;
}

static bool unwanted(const char *w)
{
	static const char *const whole[] = { "-pg", "-mrecord-mcount", "-mnop-mcount", "-mfentry",
					     "-g", "-MD", "-MMD" };
	static const char *const start[] = { "-I", "-isystem", "-include", "-Wp,-M",
					     "-DCC_USING_", "-Wframe-larger-than=", "-gdwarf",
					     "-gz", "-ggdb", "-gsplit", "-gstrict", "-gno-",
					     "-fdebug-", "-gbtf", "-iquote" };
	size_t i;

	for (i = 0; i < array_size(whole); i++) {
		if (strcmp(w, whole[i]) == 0)
			return true;
	}
	for (i = 0; i < array_size(start); i++) {
		if (strncmp(w, start[i], strlen(start[i])) == 0)
			return true;
	}
	return is_tracer_padding(w);
}

static void record_cc(struct arena *a, const struct words *w, unsigned int end, struct words *cc)
{
	unsigned int i;

	for (i = 0; i < end; i++) {
		if (takes_next(w->at[i]))
			i++;
		else if (is_file(w->at[i], STUB ".o"))
			list_push(a, cc, WORD_OBJECT);
		else if (is_file(w->at[i], STUB ".c"))
			list_push(a, cc, WORD_SOURCE);
		else if (!unwanted(w->at[i]))
			list_push(a, cc, w->at[i]);
	}
}

static bool count(const struct words *w, const char *word, unsigned int wanted)
{
	unsigned int i, n = 0;

	for (i = 0; i < w->n; i++)
		n += strcmp(w->at[i], word) == 0;
	return n == wanted;
}

/* The objtool command w[from..end) that works on the file name. */
static void record_objtool(struct arena *a, const struct words *w, unsigned int from,
			   unsigned int end, struct words *objtool)
{
	for (; from < end; from++)
		list_push(a, objtool, ends_with(w->at[from], ".o") ? WORD_OBJECT : w->at[from]);
}

/*
 * What follows the first command of a step.  recordmcount serves the function
 * tracer, true nothing; whatever else there is, is unknown.
 */
static bool record_rest(struct session *s, struct runtime *r, const struct words *w,
			unsigned int i, struct words *objtool)
{
	unsigned int end;

	for (; i < w->n; i = end) {
		if (separator(w->at[i])) {
			end = i + 1;
			if (*w->at[i] != ';' && strcmp(w->at[i], "&&") != 0)
				return slow(s, r, "unknown shell command", w->at[i]);
			continue;
		}
		end = command_end(w, i);
		if (is_file(w->at[i], "objtool"))
			record_objtool(s->arena, w, i, end, objtool);
		else if (!is_file(w->at[i], "true") && !is_file(w->at[i], ":") &&
			 !is_file(w->at[i], "recordmcount") &&
			 !is_file(w->at[i], "check-local-export"))
			return slow(s, r, "unknown step", w->at[i]);
	}
	return true;
}

static bool record_compile(struct session *s, const char *dir, struct runtime *r, bool *absolute)
{
	struct words w = { 0 };
	unsigned int end;

	if (!command_of(s->arena, dir, STUB ".o", &w, absolute))
		return slow(s, r, "no recorded command", STUB ".o");
	end = command_end(&w, 0);
	record_cc(s->arena, &w, end, &r->steps.cc);
	if (!count(&r->steps.cc, WORD_SOURCE, 1) || !count(&r->steps.cc, WORD_OBJECT, 1))
		return slow(s, r, "unknown compiler command", w.at[0]);
	return record_rest(s, r, &w, end, &r->steps.objtool);
}

/* --- the linker --------------------------------------------------------------------- */

/* Output, linker script and flags stay; objects and lists of them become WORD_INPUTS. */
static bool record_ld(struct session *s, struct runtime *r, const struct words *w,
		      unsigned int end, struct words *ld)
{
	unsigned int i;

	for (i = 0; i < end; i++) {
		if (strcmp(w->at[i], "-o") == 0 && i + 1 < end) {
			list_push(s->arena, ld, "-o");
			list_push(s->arena, ld, WORD_OBJECT);
			i++;
		} else if (w->at[i][0] == '@' || ends_with(w->at[i], ".o")) {
			r->has_common |= is_file(w->at[i], ".module-common.o");
		} else {
			list_push(s->arena, ld, w->at[i]);
		}
	}
	list_push(s->arena, ld, WORD_INPUTS);
	if (!count(ld, "-r", 1) || !count(ld, WORD_OBJECT, 1))
		return slow(s, r, "unknown linker command", w->at[0]);
	return true;
}

static bool record_link(struct session *s, const char *dir, struct runtime *r)
{
	struct words join = { 0 }, ko = { 0 }, none = { 0 };
	struct steps *st = &r->steps;
	unsigned int end;
	bool absolute;

	if (!command_of(s->arena, dir, PLACEHOLDER ".o", &join, &absolute) ||
	    !command_of(s->arena, dir, PLACEHOLDER ".ko", &ko, &absolute))
		return slow(s, r, "no recorded command", "ld");
	end = command_end(&join, 0);
	if (!record_ld(s, r, &join, end, &st->join) ||
	    !record_rest(s, r, &join, end, &st->join_objtool))
		return false;
	end = command_end(&ko, 0);
	if (!record_ld(s, r, &ko, end, &st->ko) || !record_rest(s, r, &ko, end, &none))
		return false;
	if (none.n)
		return slow(s, r, "unknown step", none.at[0]);
	return true;
}

/* Objects that are no ELF files hold the compiler's own code, for a link-time compiler. */
static bool is_elf(const char *path)
{
	char *data;
	size_t len;
	bool is;

	if (file_read(path, &data, &len) < 0)
		return false;
	is = len > 4 && memcmp(data, "\177ELF", 4) == 0;
	free(data);
	return is;
}

void record_steps(struct session *s, struct kernel *k, const char *dir, struct runtime *r)
{
	bool absolute = true;

	if (!is_elf(arena_printf(s->arena, "%s/" STUB ".o", dir))) {
		slow(s, r, "not an ELF object", STUB ".o");
		return;
	}
	if (!record_compile(s, dir, r, &absolute) || !record_link(s, dir, r))
		return;
	/* From 6.13 on kbuild works in the module's directory, before in its own. */
	r->work_dir = absolute ? k->build_dir : "/";
}

/* --- what it was made from ---------------------------------------------------------- */

/* Lines "  FILE \" behind "deps_NAME := \"; a wildcard line is about the configuration. */
static void inputs_of(struct arena *a, const char *text, const char *dir, const char *base,
		      struct map *m)
{
	const char *line, *word;
	size_t len, dir_len = strlen(dir);

	for (line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, "  ", 2) != 0 || strncmp(line, "    $", 5) == 0)
			continue;
		word = line + strspn(line, " ");
		len = strcspn(word, " \\\n");
		if (!len || *word == '$' || (strncmp(word, dir, dir_len) == 0 &&
					     word[dir_len] == '/'))
			continue;
		word = *word == '/' ? arena_strndup(a, word, len) :
		       arena_printf(a, "%s/%.*s", base, (int)len, word);
		map_put(m, word, m);
	}
}

/* A program as the commands name it; looked up as execvp() does. */
static const char *program_path(struct arena *a, const char *word, const char *base)
{
	const char *path = getenv("PATH"), *full;
	size_t len;

	if (strchr(word, '/'))
		return *word == '/' ? word : arena_printf(a, "%s/%s", base, word);
	path = arena_printf(a, "/usr/bin:/bin:%s", path ? path : "");
	for (; *path; path += len + (path[len] == ':')) {
		len = strcspn(path, ":");
		full = arena_printf(a, "%.*s/%s", (int)len, path, word);
		if (access(full, X_OK) == 0)
			return full;
	}
	return NULL;
}

/* The compiler proper, which the driver starts; NULL: it does not say. */
static const char *compiler_proper(struct session *s, const char *cc)
{
	const char *argv[] = { cc, "-print-prog-name=cc1", NULL };
	struct text out = TEXT_EMPTY, err = TEXT_EMPTY;
	struct proc p = { .argv = argv, .out = &out, .err = &err };
	const char *path = NULL;

	if (build_spawn(s, &p) == 0 && out.buf && *out.buf == '/')
		path = arena_strndup(s->arena, out.buf, strcspn(out.buf, "\n"));
	text_free(&out);
	text_free(&err);
	return path;
}

static void put_program(struct session *s, const struct words *w, const char *base, struct map *m)
{
	const char *path = w->n ? program_path(s->arena, w->at[0], base) : NULL;

	if (path)
		map_put(m, path, m);
}

static void put_programs(struct session *s, const struct runtime *r, const char *base,
			 struct map *m)
{
	const struct words *ko = &r->steps.ko, *cc = &r->steps.cc;
	const char *path;
	unsigned int i;

	put_program(s, cc, base, m);
	put_program(s, ko, base, m);
	put_program(s, &r->steps.objtool, base, m);
	put_program(s, &r->steps.join_objtool, base, m);
	path = cc->n ? compiler_proper(s, cc->at[0]) : NULL;
	if (path)
		map_put(m, path, m);
	for (i = 0; i + 1 < ko->n; i++) {
		if (strcmp(ko->at[i], "-T") != 0)
			continue;
		path = ko->at[i + 1];
		map_put(m, *path == '/' ? path : arena_printf(s->arena, "%s/%s", base, path), m);
	}
}

struct map *record_inputs(struct session *s, const struct runtime *r, const char *dir)
{
	const char *base = r->work_dir ? r->work_dir : s->kernel->build_dir;
	struct map *m = map_new(s->arena);
	struct words names = { 0 };
	unsigned int i;
	char *data;

	sources_list(s, &names);
	list_push(s->arena, &names, WHOLE ".c");
	list_push(s->arena, &names, PLACEHOLDER ".mod.c");
	for (i = 0; i < names.n; i++) {
		const char *name = names.at[i];
		size_t len = strlen(name);

		if (strchr(name, '/') || !ends_with(name, ".c"))
			continue;
		name = arena_printf(s->arena, "%.*s.o", (int)len - 2, name);
		data = cmd_file(s->arena, dir, name);
		if (data)
			inputs_of(s->arena, data, dir, base, m);
		free(data);
	}
	map_put(m, arena_printf(s->arena, "%s/Module.symvers", s->kernel->build_dir), m);
	put_programs(s, r, base, m);
	return m;
}
