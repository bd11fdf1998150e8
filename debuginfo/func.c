/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * func.c - functions by name and by pattern.
 *
 * BTF knows most functions and their prototypes, so it is asked first; symbols
 * are read for names that it lacks.  Where symbols came with BTF in one file
 * they are at hand, and say in addition where a function is and whether it can
 * be probed.  That is worth reading them for many functions as well: to probe
 * one by name, the kernel goes through all of its symbols.
 */
#include "di_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define SAME_DEPTH	3		/* pointers followed when types are compared */
#define MANY		16		/* functions for which symbols are worth reading */

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
	for (id = btf_begin(&k->btf); id < k->btf.n; id++) {
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

/*
 * Symbols that are at hand: of the same file as BTF or kept from an earlier
 * run.  NULL: none.
 */
static const struct symbols *symbols_at_hand(struct di_kernel *k)
{
	if (k->btf_facts)
		return k->btf_facts->symbols_error ? NULL : &k->btf_facts->symbols;
	return k->where.cache_dir && !kernel_symbols(k) ? k->symbols : NULL;
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
		f->is_init = s->at[i].flags & SYM_INIT;
		f->offset = n++ || !s->stext ? 0 : s->at[i].address - s->stext;
	}
	return n;
}

/*
 * A compiler that changes a function for its callers gives the copy a name of
 * its own: "f.isra.0".  BTF has such a function, as "f", only if its parameters
 * are still where they belong.  The next such symbol from index *i on, in f.
 */
static bool next_clone(struct di_function *f, const struct symbols *s, const char *name,
		       uint32_t *i)
{
	size_t len = strlen(name);
	const char *symbol;

	for (; *i < s->n; ++*i) {
		symbol = symbols_name(s, *i);
		if (strncmp(symbol, name, len) || (symbol[len] && symbol[len] != '.'))
			return false;
		if (strncmp(symbol + len, ".isra.", 6) && strncmp(symbol + len, ".llvm.", 6) &&
		    strncmp(symbol + len, ".constprop.", 11))
			continue;
		f->name = symbol;
		if (place_function(f, s, (*i)++))
			return true;
	}
	return false;
}

static int named_in_btf(struct di_kernel *k, const char *name, struct di_function *f)
{
	const struct name_entry *e;
	const struct symbols *s;
	uint32_t i;
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
	s = symbols_at_hand(k);
	if (!s)
		return 0;
	i = symbols_from(s, name);
	return place_function(f, s, i) || next_clone(f, s, name, &i) ? 0 : -ENOENT;
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

/* Symbols with the addresses of the link: those of the kernel's image. */
static const struct symbols *linked_symbols(struct di_kernel *k)
{
	enum file_kind kind;
	const struct facts *f;
	const char *path;
	unsigned int i;

	for (i = 0; (path = kernel_file(k, i, &kind)); i++) {
		f = facts_of(k, path);
		if (f && !f->symbols_error && f->symbols.stext)
			return &f->symbols;
	}
	return NULL;
}

int di_function_at(struct di_kernel *k, uint64_t address, struct di_function *f)
{
	const struct symbols *s = linked_symbols(k);
	const struct symbol *best = NULL;
	uint32_t i, end;

	if (!s)
		return -ENODATA;
	end = symbols_find(s, "_etext");
	if (address < s->stext || end == s->n || address >= s->at[end].address)
		return -ENOENT;
	for (i = 0; i < s->n; i++) {
		if (!(s->at[i].flags & SYM_TEXT) || s->at[i].address > address)
			continue;
		if (!best || s->at[i].address > best->address)
			best = &s->at[i];
	}
	return best ? di_function_named(k, symbols_name(s, best - s->at), f) : -ENOENT;
}

/* ---- patterns -------------------------------------------------------------------------------- */

/* What is called for each function, and how often it was. */
struct visit {
	bool (*each)(void *ctx, const struct di_function *f);
	void *ctx;
	int n;
};

static bool visit(struct visit *v, const struct di_function *f)
{
	v->n++;
	return v->each(v->ctx, f);
}

/*
 * Merges functions and symbols, both sorted: *next is where the next name can
 * only be at or after.  False to stop.
 */
static bool visit_placed(struct visit *v, struct di_function *f, const struct symbols *s,
			 uint32_t *next)
{
	const char *name = f->name;
	uint32_t i;

	while (*next < s->n && strcmp(symbols_name(s, *next), name) < 0)
		++*next;
	i = *next;
	if (place_function(f, s, i))
		return visit(v, f);
	while (next_clone(f, s, name, &i))
		if (!visit(v, f))
			return false;
	return true;
}

static int each_in_btf(struct di_kernel *k, const char *pattern, struct visit *v)
{
	const struct symbols *s = symbols_at_hand(k);
	struct func_list l;
	uint32_t next = 0;
	size_t i, j;
	bool goes_on = true;
	int err = collect(k, pattern, &l);

	if (err)
		return err;
	if (!s && l.n > MANY && !kernel_symbols(k))
		s = k->symbols;
	names_sort(l.at, l.n);
	for (i = 0; i < l.n && goes_on; i = j) {
		struct di_function f = { .name = l.at[i].name, .from = DI_BTF };

		for (j = i; j < l.n && !strcmp(l.at[j].name, f.name); j++)
			add_prototype(&f, prototype(k, l.at[j].tag));
		goes_on = s ? visit_placed(v, &f, s, &next) : visit(v, &f);
	}
	free(l.at);
	return 0;
}

static void each_in_symbols(struct di_kernel *k, const char *pattern, struct visit *v)
{
	const struct symbols *s = k->symbols;
	const char *name, *last = "";
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		struct di_function f = { .from = DI_SYMBOLS };

		name = symbols_name(s, i);
		if (!names_match(pattern, name) || !strcmp(name, last))
			continue;
		f.name = last = name;
		if (place_function(&f, s, i) && !visit(v, &f))
			break;
	}
}

int di_function_each(struct di_kernel *k, const char *pattern,
		     bool (*each)(void *ctx, const struct di_function *f), void *ctx)
{
	struct visit v = { .each = each, .ctx = ctx };
	int err = kernel_btf(k);

	if (!err)
		err = each_in_btf(k, pattern, &v);
	/* what BTF has none of may still be assembly, or there is no BTF */
	if (!v.n && !kernel_symbols(k)) {
		each_in_symbols(k, pattern, &v);
		err = 0;
	}
	return err ? err : v.n;
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
		for (i = btf_begin(&k->btf); i < k->btf.n; i++) {
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
