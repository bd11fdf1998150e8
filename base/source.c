/* SPDX-License-Identifier: GPL-2.0-or-later */
/* source.c - loaded files, and places in them. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "text.h"

/* How far into a file control characters are looked for. */
#define BINARY_PREFIX	4096

/* Compiled programs, archives, images; a NUL alone just ends a script. */
static bool is_binary(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len && i < BINARY_PREFIX && s[i]; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < ' ' && (c < '\a' || c > '\r') && c != '\033')
			return true;
	}
	return i < 4 && i + 1 < len && !s[i];		/* UTF-16, for one */
}

static void index_lines(struct arena *a, struct source *src)
{
	const char *p, *end = src->text + src->len;
	uint32_t *lines, n = 1;

	for (p = src->text; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		n++;
	src->lines = lines = arena_many(a, uint32_t, n);
	src->n_lines = n;
	n = 1;
	for (p = src->text; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines[n++] = (uint32_t)(p + 1 - src->text);
}

struct source *source_from_text(struct arena *a, const char *name, const char *text)
{
	struct source *src = arena_one(a, struct source);
	size_t len = strlen(text);

	src->name = name;
	src->text = text;
	src->len = len > SOURCE_MAX ? SOURCE_MAX : (uint32_t)len;
	index_lines(a, src);
	return src;
}

/* Everything from fd, or a message why not. */
static const char *read_all(int fd, struct text *t)
{
	char buf[16384];
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) < 0)
		return strerror(errno);
	if (S_ISDIR(st.st_mode))
		return "is a directory";
	for (;;) {
		n = read(fd, buf, sizeof(buf));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return strerror(errno);
		if (n == 0)
			return NULL;
		text_putn(t, buf, (size_t)n);
		if (t->len > SOURCE_MAX)
			return "is larger than 64 MiB";
	}
}

static const char *read_path(const char *path, bool is_stdin, struct text *t)
{
	const char *why;
	int fd;

	if (is_stdin)
		return read_all(STDIN_FILENO, t);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return strerror(errno);
	why = read_all(fd, t);
	close(fd);
	return why;
}

struct source *source_load(struct arena *a, const char *path, const char **why)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct source *src = NULL;
	struct text t = TEXT_EMPTY;
	const char *wrong = read_path(path, is_stdin, &t);

	if (!wrong && t.buf && is_binary(t.buf, t.len))
		wrong = "is a binary file";
	if (wrong)
		*why = arena_strdup(a, wrong);
	else
		src = source_from_text(a, is_stdin ? "<input>" : arena_strdup(a, path),
				       arena_strndup(a, t.buf, t.len));
	text_free(&t);
	return src;
}

/* The number of the line that holds off, from 0. */
static uint32_t line_at(const struct source *src, uint32_t off)
{
	uint32_t low = 0, high = src->n_lines, middle;

	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (src->lines[middle] <= off)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void place_position(const struct place *p, unsigned *line, unsigned *col)
{
	uint32_t n = line_at(p->src, p->off);

	*line = n + 1;
	*col = p->off - p->src->lines[n] + 1;
}

const char *place_string(struct arena *a, const struct place *p)
{
	unsigned line, col;

	place_position(p, &line, &col);
	return arena_printf(a, "%s:%u:%u", p->src->name, line, col);
}

const char *place_line(const struct place *p, unsigned *len)
{
	const char *line = p->src->text + p->src->lines[line_at(p->src, p->off)];
	const char *end = p->src->text + p->src->len;
	const char *newline = memchr(line, '\n', (size_t)(end - line));

	*len = (unsigned)((newline ? newline : end) - line);
	return line;
}
