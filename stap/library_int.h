/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * library_int.h - the index of the tapset path, shared by the library_*.c files.
 */
#ifndef STAP_LIBRARY_INT_H
#define STAP_LIBRARY_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct ast_file;
struct map;
struct session;
struct text;

enum def_kind { DEF_FUNCTION = 'F', DEF_GLOBAL = 'G', DEF_ALIAS = 'A' };

struct def {
	enum def_kind kind;
	const char *name;		/* of an alias: its first two components */
};

/* A .stp file that the library knows. */
struct lib_file {
	const char *path;
	uint64_t size, mtime_ns;
	list_of(struct def) defs;
	bool is_opaque;			/* may define anything: macros make its declarations */
	enum { FILE_KNOWN, FILE_PARSED, FILE_BAD } state;
	struct ast_file *ast;
};

struct file_list {
	struct lib_file **at;
	unsigned int n, cap;
};

struct library {
	struct session *s;
	struct file_list files;		/* in the order of search */
	struct map *functions, *globals;	/* name to struct file_list */
	struct map *aliases;		/* first components, to anything */
	struct file_list opaque;
	struct map *macros;
	unsigned int errors;		/* reported of files that are then left out */
};

/*
 * What a file's text defines, found without parsing: a superset, since both
 * arms of conditionals count.
 */
void library_scan(struct arena *a, const char *text, struct lib_file *f);

/* Fills the definitions of all files, from the kept index where that still
 * holds; writes the index anew when it did not. */
void library_index(struct library *lib, const char *dirs);

#endif
