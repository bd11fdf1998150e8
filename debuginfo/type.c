/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * type.c - the type model, made from BTF as far as it is asked for.
 *
 * A struct di_type is a view of one record, kept by id.  The ids in records
 * are known to be in range, but may go round in circles in a damaged file, so
 * whatever follows them counts its steps.
 */
#include "di_int.h"
#include "dwarf_int.h"

#include <errno.h>
#include <string.h>

#define CHAIN_MAX	64		/* typedefs, qualifiers, nested arrays */
#define VISITS_MAX	100000		/* members looked at for one question */
#define NEST_MAX	32		/* anonymous structs in one another */

/* DI_VOID: not a type that anything could be of. */
static const enum di_kind kind_of[BTF_KINDS] = {
	[BTF_INT] = DI_INT,
	[BTF_PTR] = DI_POINTER,
	[BTF_ARRAY] = DI_ARRAY,
	[BTF_STRUCT] = DI_STRUCT,
	[BTF_UNION] = DI_UNION,
	[BTF_ENUM] = DI_ENUM,
	[BTF_FWD] = DI_FORWARD,
	[BTF_TYPEDEF] = DI_TYPEDEF,
	[BTF_VOLATILE] = DI_VOLATILE,
	[BTF_CONST] = DI_CONST,
	[BTF_RESTRICT] = DI_RESTRICT,
	[BTF_FUNC_PROTO] = DI_FUNCTION,
	[BTF_FLOAT] = DI_FLOAT,
	[BTF_TYPE_TAG] = DI_TAG,
	[BTF_ENUM64] = DI_ENUM,
};

/* ---- from record to type ------------------------------------------------------------ */

/* Of an INT: what follows its head. */
#define INT_BITS(w)	((w) & 0xff)
#define INT_OFFSET(w)	((w) >> 16 & 0xff)
#define INT_SIGNED	(1u << 24)
#define INT_CHAR	(1u << 25)
#define INT_BOOL	(1u << 26)

static uint64_t size_of_id(const struct btf *b, uint32_t id)
{
	const struct btf_record *r;
	uint64_t count = 1;
	int steps;

	for (steps = 0; id && steps < CHAIN_MAX; steps++) {
		r = btf_record(b, id);
		switch (BTF_KIND(r)) {
		case BTF_INT: case BTF_STRUCT: case BTF_UNION: case BTF_ENUM:
		case BTF_ENUM64: case BTF_FLOAT:
			return __builtin_mul_overflow(count, r->size_or_type, &count) ? 0 : count;
		case BTF_PTR:
			return __builtin_mul_overflow(count, 8, &count) ? 0 : count;
		case BTF_ARRAY:
			if (__builtin_mul_overflow(count, r->rest[2], &count))
				return 0;
			id = r->rest[0];
			break;
		case BTF_TYPEDEF: case BTF_VOLATILE: case BTF_CONST: case BTF_RESTRICT:
		case BTF_TYPE_TAG:
			id = r->size_or_type;
			break;
		default:
			return 0;
		}
	}
	return 0;
}

/*
 * Compilers do not set the encoding for characters in BTF: one byte that is
 * called some char is one, as it is with DWARF.
 */
static void fill_int(struct di_type *t, const struct btf_record *r)
{
	static const char *const chars[] = { "char", "signed char", "unsigned char" };
	unsigned int i;

	t->is_signed = r->rest[0] & INT_SIGNED;
	t->is_bool = r->rest[0] & INT_BOOL;
	t->is_char = r->rest[0] & INT_CHAR;
	for (i = 0; t->size == 1 && i < array_size(chars); i++)
		if (!strcmp(t->name, chars[i]))
			t->is_char = true;
}

/*
 * The flag says "signed" in newer files.  Those of older makers never have it;
 * there, a value with the top bit set was negative far more often than not.
 */
static bool enum_is_signed(const struct btf *b, const struct btf_record *r)
{
	uint32_t i;

	if (BTF_FLAG(r) || b->has_signed_enums || BTF_KIND(r) != BTF_ENUM)
		return BTF_FLAG(r);
	for (i = 0; i < BTF_VLEN(r); i++)
		if (r->rest[2 * i + 1] >> 31)
			return true;
	return false;
}

/* The last parameter of a variadic function has neither name nor type. */
static void fill_function(struct di_type *t, const struct btf_record *r)
{
	uint32_t n = BTF_VLEN(r);

	t->is_variadic = n && !r->rest[2 * n - 2] && !r->rest[2 * n - 1];
	t->n_members = n - t->is_variadic;
}

static struct di_type *make_type(struct di_kernel *k, uint32_t id)
{
	const struct btf_record *r = btf_record(&k->btf, id);
	enum di_kind kind = kind_of[BTF_KIND(r)];
	struct di_type *t = arena_one(k->arena, struct di_type);

	t->kind = kind;
	t->name = kind == DI_VOID ? "void" : btf_name(&k->btf, r);
	t->kernel = k;
	t->id = id;
	t->raw = r;
	t->size = size_of_id(&k->btf, id);
	switch (kind) {
	case DI_INT:
		fill_int(t, r);
		break;
	case DI_ARRAY:
		t->count = r->rest[2];
		break;
	case DI_STRUCT:
	case DI_UNION:
		t->n_members = BTF_VLEN(r);
		break;
	case DI_ENUM:
		t->n_members = BTF_VLEN(r);
		t->is_signed = enum_is_signed(&k->btf, r);
		break;
	case DI_FORWARD:
		t->is_union = BTF_FLAG(r);
		break;
	case DI_FUNCTION:
		fill_function(t, r);
		break;
	default:
		break;
	}
	return t;
}

const struct di_type *type_of_id(struct di_kernel *k, uint32_t id)
{
	struct di_type **slot;

	if (!id)
		return &k->void_type;
	if (id < k->btf.first)
		return type_of_id(k->base, id);
	slot = &k->types[id - k->btf.first];
	if (!*slot)
		*slot = make_type(k, id);
	return *slot;
}

/* ---- along references ------------------------------------------------------------------ */

const struct di_type *di_type_of(const struct di_type *t)
{
	const struct btf_record *r = t->raw;

	if (t->is_dwarf)
		return dwarf_type_of(t);
	switch (t->kind) {
	case DI_POINTER: case DI_TYPEDEF: case DI_CONST: case DI_VOLATILE:
	case DI_RESTRICT: case DI_TAG: case DI_FUNCTION:
		return type_of_id(t->kernel, r->size_or_type);
	case DI_ARRAY:
		return type_of_id(t->kernel, r->rest[0]);
	default:
		return &t->kernel->void_type;
	}
}

/* A record as the file would have it, so that all else works on it as on others. */
const struct di_type *di_type_pointer_to(const struct di_type *t)
{
	struct di_type *pointer;
	struct btf_record *r;

	if (t->is_dwarf)
		return dwarf_type_pointer_to(t);
	pointer = arena_one(t->kernel->arena, struct di_type);
	r = arena_one(t->kernel->arena, struct btf_record);
	r->info = (uint32_t)BTF_PTR << 24;
	r->size_or_type = t->id;
	pointer->kind = DI_POINTER;
	pointer->name = "";
	pointer->size = 8;
	pointer->kernel = t->kernel;
	pointer->raw = r;
	return pointer;
}

/* A struct that is only declared in one file may be complete in another. */
static const struct di_type *complete(const struct di_type *t)
{
	const char *name = arena_printf(t->kernel->arena, "%s %s",
					t->is_union ? "union" : "struct", t->name);
	const struct di_type *full = di_type_named(t->kernel, name);

	return full ? full : t;
}

const struct di_type *di_type_strip_user(const struct di_type *t, bool *is_user)
{
	int steps;

	for (steps = 0; steps < CHAIN_MAX; steps++) {
		switch (t->kind) {
		case DI_TAG:
			if (!strcmp(t->name, "user"))
				*is_user = true;
			break;
		case DI_TYPEDEF: case DI_CONST: case DI_VOLATILE: case DI_RESTRICT:
			break;
		case DI_FORWARD:
			return complete(t);
		default:
			return t;
		}
		t = di_type_of(t);
	}
	return &t->kernel->void_type;
}

const struct di_type *di_type_strip(const struct di_type *t)
{
	bool is_user;

	return di_type_strip_user(t, &is_user);
}

/* ---- members ------------------------------------------------------------------------------ */

/* A bit-field that is one by the size of its integer type, as older files say it. */
static void take_int_bits(const struct btf *b, uint32_t id, struct di_member *m)
{
	const struct btf_record *r;
	int steps;

	for (steps = 0; id && steps < CHAIN_MAX; steps++) {
		r = btf_record(b, id);
		switch (BTF_KIND(r)) {
		case BTF_INT:
			m->bit_offset += INT_OFFSET(r->rest[0]);
			if (INT_BITS(r->rest[0]) != 8 * (uint64_t)r->size_or_type)
				m->bit_size = INT_BITS(r->rest[0]);
			return;
		case BTF_TYPEDEF: case BTF_VOLATILE: case BTF_CONST: case BTF_TYPE_TAG:
			id = r->size_or_type;
			break;
		default:
			return;
		}
	}
}

bool di_type_member(const struct di_type *t, unsigned int i, struct di_member *m)
{
	const struct btf_record *r = t->raw;
	const uint32_t *w;

	if (t->is_dwarf)
		return dwarf_type_member(t, i, m);
	if (i >= t->n_members)
		return false;
	memset(m, 0, sizeof(*m));
	if (t->kind == DI_FUNCTION) {
		w = r->rest + 2 * i;
	} else if (t->kind == DI_STRUCT || t->kind == DI_UNION) {
		w = r->rest + 3 * i;
		m->bit_offset = BTF_FLAG(r) ? w[2] & 0xffffff : w[2];
		m->bit_size = BTF_FLAG(r) ? w[2] >> 24 : 0;
		if (!BTF_FLAG(r))
			take_int_bits(&t->kernel->btf, w[1], m);
	} else {
		return false;
	}
	m->name = btf_string(&t->kernel->btf, w[0]);
	m->type = type_of_id(t->kernel, w[1]);
	return true;
}

bool di_type_enumerator(const struct di_type *t, unsigned int i, struct di_enumerator *e)
{
	const struct btf_record *r = t->raw;
	const uint32_t *w;

	if (t->is_dwarf)
		return dwarf_type_enumerator(t, i, e);
	if (t->kind != DI_ENUM || i >= t->n_members)
		return false;
	if (BTF_KIND(r) == BTF_ENUM64) {
		w = r->rest + 3 * i;
		e->value = (int64_t)((uint64_t)w[2] << 32 | w[1]);
	} else {
		w = r->rest + 2 * i;
		e->value = t->is_signed ? (int64_t)(int32_t)w[1] : (int64_t)w[1];
	}
	e->name = btf_string(&t->kernel->btf, w[0]);
	return true;
}

static bool is_aggregate(const struct di_type *t)
{
	return t->kind == DI_STRUCT || t->kind == DI_UNION;
}

/* A walk through the members of a struct and of the anonymous ones in it. */
struct walk {
	const char *name;			/* the one wanted, or NULL: */
	void (*each)(void *ctx, const char *name);	/* call back for all */
	void *ctx;
	unsigned int visits, nest;
};

static bool walk_members(struct walk *w, const struct di_type *t, struct di_member *m)
{
	const struct di_type *inner;
	uint64_t base;
	unsigned int i;
	bool found = false;

	if (w->nest == NEST_MAX)
		return false;
	w->nest++;
	for (i = 0; !found && w->visits < VISITS_MAX && di_type_member(t, i, m); i++) {
		w->visits++;
		if (*m->name) {
			if (w->each)
				w->each(w->ctx, m->name);
			else
				found = !strcmp(m->name, w->name);
			continue;
		}
		inner = di_type_strip(m->type);
		if (!is_aggregate(inner))
			continue;
		base = m->bit_offset;
		found = walk_members(w, inner, m);
		m->bit_offset += base;
	}
	w->nest--;
	return found;
}

bool di_type_find_member(const struct di_type *t, const char *name, struct di_member *m)
{
	struct walk w = { .name = name };

	t = di_type_strip(t);
	return is_aggregate(t) && *name && walk_members(&w, t, m);
}

void di_type_each_member(const struct di_type *t, void (*each)(void *ctx, const char *name),
			 void *ctx)
{
	struct walk w = { .each = each, .ctx = ctx };
	struct di_member m;

	t = di_type_strip(t);
	if (is_aggregate(t))
		walk_members(&w, t, &m);
}

/* ---- by name --------------------------------------------------------------------------- */

static bool has_type_name(const struct btf *b, uint32_t id)
{
	const struct btf_record *r = btf_record(b, id);

	switch (BTF_KIND(r)) {
	case BTF_INT: case BTF_FLOAT: case BTF_TYPEDEF: case BTF_STRUCT: case BTF_UNION:
	case BTF_ENUM: case BTF_ENUM64:
		return r->name && *btf_name(b, r);
	default:
		return false;
	}
}

static void index_types(struct di_kernel *k)
{
	list_of(struct name_item) l = { 0 };
	struct arena *scratch = arena_new();
	uint32_t id;

	for (id = btf_begin(&k->btf); id < k->btf.n; id++) {
		struct name_item it = { .tag = id };

		if (!has_type_name(&k->btf, id))
			continue;
		it.name = btf_name(&k->btf, btf_record(&k->btf, id));
		list_push(scratch, &l, it);
	}
	names_index(&k->type_names, k->arena, l.at, l.n);
	arena_free(scratch);
}

/*
 * The best of that name among the kinds in the set.  C looks up a bare name
 * among typedefs and base types only, so those go first.
 */
static const struct di_type *find_named(struct di_kernel *k, const char *name, unsigned int kinds)
{
	const struct di_type *best = NULL, *t;
	const struct name_entry *e = NULL;

	if (kernel_btf(k))
		return dwarf_type_named(k, name, kinds);
	while ((e = names_find(&k->type_names, name, e))) {
		t = type_of_id(k, e->tag);
		if (!(kinds & 1u << t->kind))
			continue;
		if (!best || t->n_members > best->n_members)
			best = t;
	}
	return best;
}

#define PLAIN_KINDS	(1u << DI_INT | 1u << DI_FLOAT | 1u << DI_TYPEDEF)
#define TAGGED_KINDS	(1u << DI_STRUCT | 1u << DI_UNION | 1u << DI_ENUM)

/* What compilers and people call the same base type; compilers' words first. */
static const char *const synonyms[][6] = {
	{ "long unsigned int", "unsigned long", "unsigned long int", "long unsigned" },
	{ "long int", "long", "signed long", "long signed int", "signed long int" },
	{ "long long unsigned int", "unsigned long long", "unsigned long long int" },
	{ "long long int", "long long", "signed long long", "long long signed int" },
	{ "unsigned int", "unsigned" },
	{ "int", "signed int", "signed" },
	{ "short unsigned int", "unsigned short", "unsigned short int", "short unsigned" },
	{ "short int", "short", "signed short", "signed short int" },
	{ "__int128 unsigned", "unsigned __int128" },
	{ "_Bool", "bool" },
};

static const struct di_type *find_synonym(struct di_kernel *k, const char *name)
{
	const struct di_type *t = NULL;
	unsigned int i, j;

	for (i = 0; i < array_size(synonyms); i++) {
		for (j = 0; synonyms[i][j] && strcmp(synonyms[i][j], name); j++)
			;
		if (!synonyms[i][j])
			continue;
		for (j = 0; !t && synonyms[i][j]; j++)
			t = find_named(k, synonyms[i][j], PLAIN_KINDS);
		return t;
	}
	return NULL;
}

/* One blank between words, none around them. */
static char *tidy(struct arena *a, const char *name)
{
	char *copy = arena_strdup(a, name), *to = copy;

	for (; *name; name++) {
		if (*name != ' ' && *name != '\t' && *name != '\n')
			*to++ = *name;
		else if (to > copy && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > copy && to[-1] == ' ')
		to--;
	*to = 0;
	return copy;
}

static const struct di_type *named_here(struct di_kernel *k, const char *name)
{
	static const struct { const char *word; enum di_kind kind; } tags[] = {
		{ "struct ", DI_STRUCT }, { "class ", DI_STRUCT },
		{ "union ", DI_UNION }, { "enum ", DI_ENUM },
	};
	const struct di_type *t;
	unsigned int i;

	if (kernel_btf(k) && !kernel_dwarf(k))
		return NULL;
	if (!k->type_names.is_ready && !kernel_btf(k))
		index_types(k);
	name = tidy(k->arena, name);
	if (!strcmp(name, "void"))
		return &k->void_type;
	for (i = 0; i < array_size(tags); i++)
		if (!strncmp(name, tags[i].word, strlen(tags[i].word)))
			return find_named(k, name + strlen(tags[i].word), 1u << tags[i].kind);
	t = find_named(k, name, PLAIN_KINDS);
	if (!t)
		t = find_named(k, name, TAGGED_KINDS);
	return t ? t : find_synonym(k, name);
}

/* A module's own types first: it has only those that the kernel lacks. */
const struct di_type *di_type_named(struct di_kernel *k, const char *name)
{
	const struct di_type *t = named_here(k, name);

	return t || !k->base ? t : named_here(k->base, name);
}

static bool enumerator_here(struct di_kernel *k, const char *name, int64_t *value,
			    const struct di_type **type)
{
	const struct di_type *t;
	struct di_enumerator e;
	uint32_t id, i;

	if (kernel_btf(k))
		return false;
	for (id = btf_begin(&k->btf); id < k->btf.n; id++) {
		if (kind_of[BTF_KIND(btf_record(&k->btf, id))] != DI_ENUM)
			continue;
		t = type_of_id(k, id);
		for (i = 0; di_type_enumerator(t, i, &e); i++) {
			if (strcmp(e.name, name))
				continue;
			*value = e.value;
			if (type)
				*type = t;
			return true;
		}
	}
	return false;
}

bool di_enumerator_named(struct di_kernel *k, const char *name, int64_t *value,
			 const struct di_type **type)
{
	return enumerator_here(k, name, value, type) ||
	       (k->base && enumerator_here(k->base, name, value, type));
}
