/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * library.h - the tapset path: what each file defines, parsed when wanted.
 *
 * Opening the library reads an index (kept in the cache directory, each file
 * checked by size and mtime) of the functions, globals and aliases each file
 * defines; a file that is new or changed is parsed for it.  A file's tree is
 * made when something it defines is asked for.
 */
#ifndef STAP_LIBRARY_H
#define STAP_LIBRARY_H

#include <stdbool.h>

struct ast_file;
struct global_decl;
struct function_decl;
struct map;
struct probe_decl;
struct session;
struct source;

struct library;

/* NULL after reporting that a directory of -I cannot be read, etc. */
struct library *library_open(struct session *s);
unsigned int library_file_count(const struct library *lib);	/* .stp files known */
const struct map *library_macros(struct library *lib);

/* Errors reported so far in files that are left out for them: no run fails for these. */
unsigned int library_errors(const struct library *lib);

/* Is it one of the library's files, by whatever path? */
bool library_has_file(const struct library *lib, const char *path);

/* Files that define it, parsed; each() returns false to stop. A file with parse errors
 * is reported and skipped. */
void library_functions(struct library *lib, const char *name,
		       bool (*each)(void *ctx, const struct ast_file *f,
				    const struct function_decl *d), void *ctx);
const struct global_decl *library_global(struct library *lib, const char *name,
					 const struct ast_file **file);
/* Aliases whose first component may match (both may hold '*'), at least those whose
 * second one may match, too; second NULL: all of them. */
void library_aliases(struct library *lib, const char *first_component, const char *second,
		     bool (*each)(void *ctx, const struct ast_file *f,
				  const struct probe_decl *d), void *ctx);

/* Names of everything, for did-you-mean and listings: keys only. */
const struct map *library_function_names(struct library *lib);
const struct map *library_global_names(struct library *lib);
const struct map *library_alias_heads(struct library *lib);
/* Parses every file (dump modes, -v -p1); false if one had errors. */
bool library_parse_all(struct library *lib, void (*each)(void *ctx, const struct ast_file *f),
		       void *ctx);

#endif
