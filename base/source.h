/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * source.h - loaded files, and places in them.
 *
 * A source is read once and never changes.  A place is where something stands
 * in a source and what messages call it; trees and tokens point to places,
 * which live in an arena as long as the trees.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

struct source {
	const char *name;	/* as messages show it: path as given, "<input>" */
	const char *text;	/* NUL-terminated; ends at the first NUL byte */
	uint32_t len;		/* bytes of text, at most SOURCE_MAX */
	bool is_library;	/* from the tapset path */
	bool is_privileged;	/* may hold embedded C: a tapset file, or -g */
	const uint32_t *lines;	/* offset of each line's first byte */
	uint32_t n_lines;	/* at least 1 */
};

#define SOURCE_MAX	(64u << 20)

struct place {
	const struct source *src;
	uint32_t off;		/* byte offset in src->text; len of text: end of file */
	const char *what;	/* "identifier 'x'", "keyword"; NULL: nothing to name */
	const struct place *from; /* the macro use it was expanded from, or NULL */
};

/*
 * The file at path ("-": standard input), in the arena.  NULL with *why set to
 * a message without the path ("Permission denied", "is a directory", "is a
 * binary file", "is larger than 64 MiB") in the arena.
 */
struct source *source_load(struct arena *a, const char *path, const char **why);

/* A source from text in memory; both strings must outlive it. */
struct source *source_from_text(struct arena *a, const char *name, const char *text);

/* 1-based line and column; the column counts bytes, a tab is one. */
void place_position(const struct place *p, unsigned *line, unsigned *col);

/* "FILE:LINE:COL" in the arena. */
const char *place_string(struct arena *a, const struct place *p);

/* The whole line that p stands in, without its newline; *len is its length. */
const char *place_line(const struct place *p, unsigned *len);

#endif
