/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * json.h - writing JSON, the little of it that output needs.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stddef.h>

struct text;

/* s as a JSON string, quotes included.  Bytes that are no UTF-8 become U+FFFD. */
void json_string(struct text *t, const char *s, size_t len);

/* "name": with a comma before it unless an object or array has just begun. */
void json_name(struct text *t, const char *name);
/* Both; s may be NULL: then nothing is written. */
void json_member(struct text *t, const char *name, const char *s);
/* A comma unless an object or array has just begun. */
void json_next(struct text *t);

#endif
