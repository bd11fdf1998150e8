/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * func.c - functions by name and by pattern.
 *
 * BTF knows most functions and their prototypes, so it is asked first; symbols
 * are read for names that it lacks.  Where symbols came with BTF in one file
 * they are at hand, and say in addition where a function is and whether it is
 * still there.
 */
#include "di_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define SAME_DEPTH	3		/* pointers followed when types are compared */

/* ---- prototypes ----------------------------------------------------------------------- */

static bool is_same_type(const struct di_type *a, const struct di_type *b)
{
	int depth;

	for (depth = 0; depth < SAME_DEPTH; depth++) {
		a = di_type_strip(a);
		b = di_type_strip(b);
		if (a == b)
			return true;
		if (a->kind != b->kind || a->size != b->size || strcmp(a->name, b->name))
			return false;
		if (a->kind != DI_POINTER)
			return true;
		a = di_type_of(a);
		b = di_type_of(b);
	}
	return true;
}

static bool is_same_prototype(const struct di_type *a, const struct di_type *b)
{
	struct di_member x, y;
	unsigned int i;

	if (a == b)
		return true;
	if (a->n_members != b->n_members || a->is_variadic != b->is_variadic ||
	    !is_same_type(di_type_of(a), di_type_of(b)))
		return false;
	for (i = 0; di_type_member(a, i, &x) && di_type_member(b, i, &y); i++)
		if (!is_same_type(x.type, y.type))
			return false;
	return true;
}

/* Of a stand-in for a function that is not built, parameters are called so. */
static bool has_unused(const struct di_type *t)
{
	struct di_member m;
	unsigned int i;

	for (i = 0; di_type_member(t, i, &m); i++)
		if (strstr(m.name, "unused"))
			return true;
	return false;
}

/* The prototype of the FUNC id, or NULL. */
static const struct di_type *prototype(struct di_kernel *k, uint32_t id)
{
	const struct di_type *t = type_of_id(k, btf_record(&k->btf, id)->size_or_type);

	return t->kind == DI_FUNCTION ? t : NULL;
}

/*
 * One more FUNC of f's name: a weak function and the one that replaces it, or
 * static ones in several files.  BTF does not say which of them a probe would
 * hit.  If their types agree the first one's names serve; if not, guessing
 * would show wrong values, so there is no prototype.
 */
static void add_prototype(struct di_function *f, const struct di_type *t)
{
	if (f->is_ambiguous)
		return;
	if (!f->type) {
		f->type = t;
	} else if (!t || !is_same_prototype(f->type, t)) {
		f->type = NULL;
		f->is_ambiguous = true;
	} else if (has_unused(f->type)) {
		f->type = t;
	}
}

/* ---- BTF functions ---------------------------------------------------------------------- */

struct func_list {
	struct name_item *at;
	size_t n;
};

/* FUNCs whose names match; NULL: all.  Order: id. */
static int collect(struct di_kernel *k, const char *pattern, struct func_list *l)
{
	bool wants_padding = pattern && names_is_padding(pattern);
	const struct btf_record *r;
	struct name_item *at;
	const char *name;
	uint32_t id;

	l->n = 0;
	l->at = NULL;
	at = malloc(k->btf.n * sizeof(*at));
	if (!at)
		return -ENOMEM;
	for (id = 1; id < k->btf.n; id++) {
		r = btf_record(&k->btf, id);
		if (BTF_KIND(r) != BTF_FUNC)
			continue;
		name = btf_name(&k->btf, r);
		if (pattern && !names_match(pattern, name))
			continue;
		if (pattern && !wants_padding && names_is_padding(name))
			continue;
		at[l->n].name = name;
		at[l->n++].tag = id;
	}
	l->at = at;
	return 0;
}

static int index_functions(struct di_kernel *k)
{
	struct func_list l;
	int err = collect(k, NULL, &l);

	if (!err)
		names_index(&k->func_names, k->arena, l.at, l.n);
	free(l.at);
	return err;
}

/* Symbols of the same file as BTF, or NULL. */
static const struct symbols *own_symbols(const struct di_kernel *k)
{
	return k->btf_facts && !k->btf_facts->symbols_error ? &k->btf_facts->symbols : NULL;
}

/*
 * Takes the address out of the symbols from index i on that have f's name: if
 * it is one, f can say where it is.  False: nothing there that can be probed.
 */
static bool place_function(struct di_function *f, const struct symbols *s, uint32_t i)
{
	unsigned int n = 0;

	for (; i < s->n && !strcmp(symbols_name(s, i), f->name); i++) {
		if ((s->at[i].flags & (SYM_TEXT | SYM_UNPROBED)) != SYM_TEXT)
			continue;
		f->offset = n++ || !s->stext ? 0 : s->at[i].address - s->stext;
	}
	return n;
}

static int named_in_btf(struct di_kernel *k, const char *name, struct di_function *f)
{
	const struct name_entry *e;
	const struct symbols *s = own_symbols(k);
	int err = k->func_names.is_ready ? 0 : index_functions(k);

	if (err)
		return err;
	e = names_find(&k->func_names, name, NULL);
	if (!e)
		return -ENOENT;
	f->from = DI_BTF;
	f->name = e->name;
	for (; e; e = names_find(&k->func_names, name, e))
		add_prototype(f, prototype(k, e->tag));
	if (s && !place_function(f, s, symbols_find(s, name)))
		return -ENOENT;
	return 0;
}

static int named_in_symbols(struct di_kernel *k, const char *name, struct di_function *f)
{
	const struct symbols *s = k->symbols;
	uint32_t i = symbols_find(s, name);

	if (i == s->n)
		return -ENOENT;
	f->from = DI_SYMBOLS;
	f->name = symbols_name(s, i);
	return place_function(f, s, i) ? 0 : -ENOENT;
}

int di_function_named(struct di_kernel *k, const char *name, struct di_function *f)
{
	int err = kernel_btf(k);

	memset(f, 0, sizeof(*f));
	if (!err && !named_in_btf(k, name, f))
		return 0;
	memset(f, 0, sizeof(*f));
	if (!kernel_symbols(k))
		return named_in_symbols(k, name, f);
	return err ? err : -ENOENT;
}

/* ---- patterns -------------------------------------------------------------------------------- */

/*
 * Merges functions and symbols, both sorted: *next is where the next name can
 * only be at or after.
 */
static bool place_next(struct di_function *f, const struct symbols *s, uint32_t *next)
{
	int c = -1;

	while (*next < s->n && (c = strcmp(symbols_name(s, *next), f->name)) < 0)
		++*next;
	return !c && place_function(f, s, *next);
}

static int each_in_btf(struct di_kernel *k, const char *pattern,
		       bool (*each)(void *ctx, const struct di_function *f), void *ctx)
{
	const struct symbols *s = own_symbols(k);
	struct func_list l;
	uint32_t next = 0;
	size_t i, j;
	int n = 0, err = collect(k, pattern, &l);

	if (err)
		return err;
	names_sort(l.at, l.n);
	for (i = 0; i < l.n; i = j) {
		struct di_function f = { .name = l.at[i].name, .from = DI_BTF };

		for (j = i; j < l.n && !strcmp(l.at[j].name, f.name); j++)
			add_prototype(&f, prototype(k, l.at[j].tag));
		if (s && !place_next(&f, s, &next))
			continue;
		n++;
		if (!each(ctx, &f))
			break;
	}
	free(l.at);
	return n;
}

static int each_in_symbols(struct di_kernel *k, const char *pattern,
			   bool (*each)(void *ctx, const struct di_function *f), void *ctx)
{
	const struct symbols *s = k->symbols;
	const char *name, *last = "";
	uint32_t i;
	int n = 0;

	for (i = 0; i < s->n; i++) {
		struct di_function f = { .from = DI_SYMBOLS };

		name = symbols_name(s, i);
		if (!names_match(pattern, name) || !strcmp(name, last))
			continue;
		f.name = last = name;
		if (!place_function(&f, s, i))
			continue;
		n++;
		if (!each(ctx, &f))
			break;
	}
	return n;
}

int di_function_each(struct di_kernel *k, const char *pattern,
		     bool (*each)(void *ctx, const struct di_function *f), void *ctx)
{
	int err = kernel_btf(k), n = 0;

	if (!err)
		n = each_in_btf(k, pattern, each, ctx);
	if (n)
		return n;
	/* what BTF has none of may still be assembly, or there is no BTF */
	if (!kernel_symbols(k))
		return each_in_symbols(k, pattern, each, ctx);
	return err;
}

/* ---- what people see ------------------------------------------------------------------- */

const char *di_function_similar(struct di_kernel *k, const char *name, unsigned int max)
{
	struct similar s = { .name = name, .max = max < NAMES_SIMILAR ? max : NAMES_SIMILAR };
	const struct btf_record *r;
	uint32_t i;

	if (!max)
		return "";
	if (!kernel_btf(k)) {
		for (i = 1; i < k->btf.n; i++) {
			r = btf_record(&k->btf, i);
			if (BTF_KIND(r) == BTF_FUNC)
				similar_offer(&s, btf_name(&k->btf, r));
		}
	} else if (!kernel_symbols(k)) {
		for (i = 0; i < k->symbols->n; i++)
			if (k->symbols->at[i].flags & SYM_TEXT)
				similar_offer(&s, symbols_name(k->symbols, i));
	}
	return similar_list(&s, k->arena);
}

static void put_variable(struct text *t, const char *name, const struct di_type *type)
{
	text_printf(t, "%s$%s:%s", t->len ? " " : "", name, di_type_string(type));
}

const char *di_function_variables(struct di_kernel *k, const struct di_function *f,
				  bool is_return)
{
	struct text t = TEXT_EMPTY;
	const struct di_type *type;
	struct di_member m;
	struct di_place_of p;
	const char *out;
	bool in_register;
	unsigned int i;

	if (!f->type)
		return "";
	type = di_return_type(f, &in_register);
	if (is_return && di_type_strip(type)->kind != DI_VOID)
		put_variable(&t, "return", type);
	for (i = 0; !di_parameter(f, i, &m, &p); i++)
		if (*m.name && p.where != DI_NOWHERE)
			put_variable(&t, m.name, m.type);
	out = arena_strdup(k->arena, t.buf ? t.buf : "");
	text_free(&t);
	return out;
}
