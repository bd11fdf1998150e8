/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * spell.c - types as C spells them, with what modifies a type behind it.
 *
 * As in C's declarators, a pointer to a function or array needs parentheses:
 * the text so far, `tail`, is what stands where a name would.
 */
#include "di_int.h"

#include <string.h>

#include "base/text.h"

#define NEST_MAX	24		/* references followed for one spelling */
#define LENGTH_MAX	4096

struct spelling {
	struct arena *a;		/* of the call alone */
	unsigned int nest;
	size_t length;			/* of all parameter lists so far */
};

static const char *spell(struct spelling *s, const struct di_type *t, const char *tail);

static const char *join(struct spelling *s, const char *a, const char *b, const char *c)
{
	return arena_printf(s->a, "%s%s%s", a, b, c);
}

static const char *spell_named(struct spelling *s, const char *tag, const struct di_type *t,
			       const char *tail)
{
	if (*t->name)
		return arena_printf(s->a, "%s%s%s", tag, t->name, tail);
	return arena_printf(s->a, "%s{...}%s", tag, tail);
}

static const char *spell_parameters(struct spelling *s, const struct di_type *t)
{
	struct text out = TEXT_EMPTY;
	struct di_member m;
	const char *list;
	unsigned int i;

	for (i = 0; di_type_member(t, i, &m) && s->length < LENGTH_MAX; i++) {
		text_put(&out, i ? ", " : "");
		text_put(&out, spell(s, m.type, ""));
		s->length += 4;
	}
	if (t->is_variadic)
		text_put(&out, i ? ", ..." : "...");
	if (!out.len)
		text_put(&out, "void");
	list = arena_printf(s->a, "(%s)", out.buf);
	s->length += out.len;
	text_free(&out);
	return list;
}

static const char *spell_pointer(struct spelling *s, const struct di_type *t, const char *tail)
{
	const struct di_type *to = di_type_of(t);

	while (to->kind == DI_TAG && s->nest++ < NEST_MAX)
		to = di_type_of(to);
	if (to->kind == DI_FUNCTION || to->kind == DI_ARRAY)
		return spell(s, to, join(s, "(*", tail, ")"));
	return spell(s, to, join(s, "*", tail, ""));
}

static const char *spell_function(struct spelling *s, const struct di_type *t, const char *tail)
{
	const char *list = spell_parameters(s, t);

	return spell(s, di_type_of(t), arena_printf(s->a, " %s%s", tail, list));
}

/* "char[]", but "int (*)[]". */
static const char *spell_array(struct spelling *s, const struct di_type *t, const char *tail)
{
	const char *gap = tail[0] == '(' ? " " : "";

	return spell(s, di_type_of(t), arena_printf(s->a, "%s%s[]", gap, tail));
}

static const char *spell(struct spelling *s, const struct di_type *t, const char *tail)
{
	const char *out = "...";

	if (s->nest >= NEST_MAX || s->length >= LENGTH_MAX)
		return out;
	s->nest++;
	switch (t->kind) {
	case DI_VOID: out = join(s, "void", tail, ""); break;
	case DI_INT: case DI_FLOAT: case DI_TYPEDEF: out = spell_named(s, "", t, tail); break;
	case DI_STRUCT: out = spell_named(s, "struct ", t, tail); break;
	case DI_UNION: out = spell_named(s, "union ", t, tail); break;
	case DI_ENUM: out = spell_named(s, "enum ", t, tail); break;
	case DI_FORWARD:
		out = spell_named(s, t->is_union ? "union " : "struct ", t, tail);
		break;
	case DI_POINTER: out = spell_pointer(s, t, tail); break;
	case DI_ARRAY: out = spell_array(s, t, tail); break;
	case DI_CONST: out = spell(s, di_type_of(t), join(s, " const", tail, "")); break;
	case DI_VOLATILE: out = spell(s, di_type_of(t), join(s, " volatile", tail, "")); break;
	case DI_RESTRICT: out = spell(s, di_type_of(t), join(s, " restrict", tail, "")); break;
	case DI_FUNCTION: out = spell_function(s, t, tail); break;
	case DI_TAG: out = spell(s, di_type_of(t), tail); break;
	}
	s->nest--;
	return out;
}

const char *di_type_string(const struct di_type *t)
{
	struct spelling s = { .a = arena_new() };
	const char *kept = arena_strdup(t->kernel->arena, spell(&s, t, ""));

	arena_free(s.a);
	return kept;
}
