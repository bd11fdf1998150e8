/* SPDX-License-Identifier: GPL-2.0-or-later */
/* simplify_int.h - what the files of simplify share. */
#ifndef STAP_SIMPLIFY_INT_H
#define STAP_SIMPLIFY_INT_H

#include "program.h"
#include "simplify.h"

struct simplify {
	struct program *p;
	struct arena *arena;
	bool changed;
	bool is_first;		/* round: only it warns */
	bool keep;		/* -u: fold, but drop nothing that was written */
};

/* simplify_fold.c: everything below *slot whose value is known. */
void simplify_fold(struct simplify *s, struct expr **slot);

/* simplify_effect.c: may evaluating e do anything but yield a value? */
bool expr_has_effect(const struct expr *e);
/* The same of a function body, where its own locals do not count. */
bool function_has_effect(const struct function *f);

/* simplify_drop.c: assignments of one body to names that nothing reads. */
void simplify_assignments(struct simplify *s, struct stmt *body);
/* Dead and idle statements of one body. */
void simplify_body(struct simplify *s, struct stmt **body);

/* Warns unless at is not the user's own text, or the round is a later one. */
void simplify_warn(struct simplify *s, const char *tag, const struct place *at,
		   const char *fmt, ...) printf_like(4, 5);

#endif
