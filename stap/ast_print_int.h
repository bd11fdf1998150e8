/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ast_print_int.h - what printing statements needs of printing expressions.
 */
#ifndef STAP_AST_PRINT_INT_H
#define STAP_AST_PRINT_INT_H

#include "ast.h"

/* A raw literal with its quotes. */
void print_raw_string(struct text *out, const char *raw);
/* "(e)" */
void print_operand(struct text *out, const struct expr *e);
/* "a, *, b": NULL is '*' */
void print_list(struct text *out, struct expr *const *list, unsigned int n);

#endif
