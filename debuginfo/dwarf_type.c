/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dwarf_type.c - the type model, made from debug information as far as it is asked for.
 *
 * A type is a view of one DIE, kept by the DIE's place in memory; of an array of
 * several dimensions each is an array of the next one.  References may go round
 * in circles in a damaged file: whoever follows them counts.
 */
#include "dwarf_int.h"

#include <dwarf.h>
#include <string.h>

#include "base/text.h"

#define BUCKETS		1024
#define MEMBERS_MAX	100000

struct dw_type {
	struct di_type type;
	Dwarf_Die die;
	const struct di_type *of;	/* of a pointer that was made, else NULL */
	unsigned int dimension;		/* of an array: 0 is the outermost */
	struct dw_type *next;
	struct di_member *members;	/* once asked */
	struct di_enumerator *enumerators;
	bool is_filled;
};

struct dw_types {
	struct dw_type *bucket[BUCKETS];
};

static struct dw_type *own(const struct di_type *t)
{
	return (struct dw_type *)t->raw;
}

static bool number(Dwarf_Die *die, unsigned int name, Dwarf_Word *n)
{
	Dwarf_Attribute a;

	return dwarf_attr_integrate(die, name, &a) && !dwarf_formudata(&a, n);
}

/* ---- arrays ------------------------------------------------------------------------ */

/* Elements of the i-th dimension; 0: not known.  False: there is no such one. */
static bool dimension(Dwarf_Die *array, unsigned int i, uint64_t *count)
{
	Dwarf_Die child;
	Dwarf_Word n;

	*count = 0;
	if (dwarf_child(array, &child))
		return false;
	do {
		if (dwarf_tag(&child) != DW_TAG_subrange_type || i--)
			continue;
		if (number(&child, DW_AT_count, &n))
			*count = n;
		else if (number(&child, DW_AT_upper_bound, &n) && n + 1 < UINT64_MAX / 2)
			*count = n + 1;
		return true;
	} while (!dwarf_siblingof(&child, &child));
	return false;
}

static const struct di_type *type_at(struct di_kernel *k, Dwarf_Die *die, unsigned int dim);

static void fill_array(struct dw_type *t)
{
	const struct di_type *element;
	uint64_t count;

	dimension(&t->die, t->dimension, &count);
	element = di_type_of(&t->type);
	t->type.count = count;
	if (__builtin_mul_overflow(count, element->size, &t->type.size))
		t->type.size = 0;
}

/* ---- from DIE to type ------------------------------------------------------------------ */

static enum di_kind kind_of(Dwarf_Die *die)
{
	switch (dwarf_tag(die)) {
	case DW_TAG_base_type: return DI_INT;
	case DW_TAG_pointer_type: case DW_TAG_reference_type: case DW_TAG_rvalue_reference_type:
		return DI_POINTER;
	case DW_TAG_array_type: return DI_ARRAY;
	case DW_TAG_structure_type: case DW_TAG_class_type: return DI_STRUCT;
	case DW_TAG_union_type: return DI_UNION;
	case DW_TAG_enumeration_type: return DI_ENUM;
	case DW_TAG_typedef: return DI_TYPEDEF;
	case DW_TAG_const_type: return DI_CONST;
	case DW_TAG_volatile_type: case DW_TAG_atomic_type: return DI_VOLATILE;
	case DW_TAG_restrict_type: return DI_RESTRICT;
	case DW_TAG_subroutine_type: case DW_TAG_subprogram: return DI_FUNCTION;
	default: return DI_VOID;
	}
}

static void fill_base(struct di_type *t, Dwarf_Die *die)
{
	Dwarf_Word encoding = 0;

	number(die, DW_AT_encoding, &encoding);
	switch (encoding) {
	case DW_ATE_float: case DW_ATE_complex_float: case DW_ATE_imaginary_float:
		t->kind = DI_FLOAT;
		break;
	case DW_ATE_boolean:
		t->is_bool = true;
		break;
	case DW_ATE_signed_char:
		t->is_char = t->is_signed = true;
		break;
	case DW_ATE_unsigned_char: case DW_ATE_UTF:
		t->is_char = true;
		break;
	case DW_ATE_signed:
		t->is_signed = true;
		break;
	default:
		break;
	}
}

/* One with a negative value, unless the file says what it is made of. */
static bool enum_is_signed(Dwarf_Die *die)
{
	Dwarf_Attribute a;
	Dwarf_Die base, child;
	Dwarf_Word encoding;
	Dwarf_Sword v;

	if (dwarf_attr_integrate(die, DW_AT_type, &a) && dwarf_formref_die(&a, &base))
		return number(&base, DW_AT_encoding, &encoding) && encoding == DW_ATE_signed;
	if (dwarf_child(die, &child))
		return false;
	do {
		if (dwarf_attr(&child, DW_AT_const_value, &a) && !dwarf_formsdata(&a, &v) && v < 0)
			return true;
	} while (!dwarf_siblingof(&child, &child));
	return false;
}

static unsigned int count_children(Dwarf_Die *die, unsigned int a, unsigned int b)
{
	unsigned int n = 0, tag;
	Dwarf_Die child;

	if (dwarf_child(die, &child))
		return 0;
	do {
		tag = (unsigned int)dwarf_tag(&child);
		n += tag == a || tag == b;
	} while (n < MEMBERS_MAX && !dwarf_siblingof(&child, &child));
	return n;
}

static void fill(struct dw_type *t)
{
	struct di_type *ty = &t->type;
	Dwarf_Word size = 0;

	if (ty->kind == DI_ARRAY) {
		fill_array(t);
		return;
	}
	if (ty->kind != DI_FUNCTION && !dwarf_aggregate_size(&t->die, &size))
		ty->size = size;
	switch (ty->kind) {
	case DI_INT:
		fill_base(ty, &t->die);
		break;
	case DI_POINTER:
		ty->size = 8;
		break;
	case DI_STRUCT: case DI_UNION:
		if (dwarf_hasattr(&t->die, DW_AT_declaration)) {
			ty->is_union = ty->kind == DI_UNION;
			ty->kind = DI_FORWARD;
			ty->size = 0;
			break;
		}
		ty->n_members = count_children(&t->die, DW_TAG_member, DW_TAG_inheritance);
		break;
	case DI_ENUM:
		ty->n_members = count_children(&t->die, DW_TAG_enumerator, DW_TAG_enumerator);
		ty->is_signed = enum_is_signed(&t->die);
		break;
	case DI_FUNCTION:
		ty->n_members = count_children(&t->die, DW_TAG_formal_parameter,
					       DW_TAG_formal_parameter);
		ty->is_variadic = count_children(&t->die, DW_TAG_unspecified_parameters,
						 DW_TAG_unspecified_parameters);
		break;
	default:
		break;
	}
}

static struct dw_type *new_type(struct di_kernel *k, enum di_kind kind, const char *name)
{
	struct dw_type *t = arena_one(k->arena, struct dw_type);

	t->type = (struct di_type){
		.kind = kind, .name = name ? name : "", .kernel = k, .is_dwarf = true, .raw = t,
	};
	return t;
}

static const struct di_type *type_at(struct di_kernel *k, Dwarf_Die *die, unsigned int dim)
{
	struct dw_type **slot, *t;
	enum di_kind kind = kind_of(die);

	if (kind == DI_VOID)
		return &k->void_type;
	if (!k->dwarf->types)
		k->dwarf->types = arena_one(k->arena, struct dw_types);
	slot = &k->dwarf->types->bucket[((uintptr_t)die->addr / 4 + dim) % BUCKETS];
	for (t = *slot; t; t = t->next)
		if (t->die.addr == die->addr && t->dimension == dim)
			return &t->type;
	t = new_type(k, kind, dwarf_diename(die));
	t->die = *die;
	t->dimension = dim;
	t->next = *slot;
	*slot = t;
	fill(t);
	return &t->type;
}

const struct di_type *dwarf_type_at(struct di_kernel *k, Dwarf_Die *die)
{
	return type_at(k, die, 0);
}

const struct di_type *dwarf_type_attr(struct di_kernel *k, Dwarf_Die *die)
{
	Dwarf_Attribute a;
	Dwarf_Die of;

	if (!dwarf_attr_integrate(die, DW_AT_type, &a) || !dwarf_formref_die(&a, &of))
		return &k->void_type;
	return type_at(k, &of, 0);
}

/* ---- what type.c asks ---------------------------------------------------------------------- */

const struct di_type *dwarf_type_of(const struct di_type *type)
{
	struct dw_type *t = own(type);
	uint64_t count;

	if (t->of)
		return t->of;
	if (type->kind == DI_ARRAY && dimension(&t->die, t->dimension + 1, &count))
		return type_at(type->kernel, &t->die, t->dimension + 1);
	return dwarf_type_attr(type->kernel, &t->die);
}

const struct di_type *dwarf_type_pointer_to(const struct di_type *type)
{
	struct dw_type *t = new_type(type->kernel, DI_POINTER, "");

	t->type.size = 8;
	t->of = type;
	return &t->type;
}

/* Older compilers count bit-fields from the top of their storage. */
static void fill_place(struct di_member *m, Dwarf_Die *die)
{
	Dwarf_Word at = 0, bits = 0, offset, size;

	number(die, DW_AT_data_member_location, &at);
	m->bit_offset = at * 8;
	if (!number(die, DW_AT_bit_size, &bits))
		return;
	m->bit_size = (unsigned int)bits;
	if (number(die, DW_AT_data_bit_offset, &offset)) {
		m->bit_offset = offset;
	} else if (number(die, DW_AT_bit_offset, &offset)) {
		if (!number(die, DW_AT_byte_size, &size))
			size = m->type->size;
		m->bit_offset += 8 * size - offset - bits;
	}
}

static void fill_members(struct dw_type *t)
{
	struct di_kernel *k = t->type.kernel;
	unsigned int n = t->type.n_members, i = 0;
	Dwarf_Die child;
	int tag;

	t->is_filled = true;
	t->members = arena_alloc_n(k->arena, n + 1, sizeof(*t->members));
	if (dwarf_child(&t->die, &child))
		return;
	do {
		tag = dwarf_tag(&child);
		if (t->type.kind == DI_FUNCTION ? tag != DW_TAG_formal_parameter :
		    tag != DW_TAG_member && tag != DW_TAG_inheritance)
			continue;
		if (i == n)
			break;
		t->members[i].name = dwarf_diename(&child) ?: "";
		t->members[i].type = dwarf_type_attr(k, &child);
		if (t->type.kind != DI_FUNCTION)
			fill_place(&t->members[i], &child);
		i++;
	} while (!dwarf_siblingof(&child, &child));
}

bool dwarf_type_member(const struct di_type *type, unsigned int i, struct di_member *m)
{
	struct dw_type *t = own(type);

	if (i >= type->n_members || type->kind == DI_ENUM)
		return false;
	if (!t->is_filled)
		fill_members(t);
	*m = t->members[i];
	return m->type != NULL;
}

static void fill_enumerators(struct dw_type *t)
{
	unsigned int n = t->type.n_members, i = 0;
	Dwarf_Die child;
	Dwarf_Attribute a;
	Dwarf_Sword v;

	t->is_filled = true;
	t->enumerators = arena_alloc_n(t->type.kernel->arena, n + 1, sizeof(*t->enumerators));
	if (dwarf_child(&t->die, &child))
		return;
	do {
		if (dwarf_tag(&child) != DW_TAG_enumerator || i == n)
			continue;
		t->enumerators[i].name = dwarf_diename(&child) ?: "";
		if (dwarf_attr(&child, DW_AT_const_value, &a) && !dwarf_formsdata(&a, &v))
			t->enumerators[i].value = v;
		i++;
	} while (!dwarf_siblingof(&child, &child));
}

bool dwarf_type_enumerator(const struct di_type *type, unsigned int i, struct di_enumerator *e)
{
	struct dw_type *t = own(type);

	if (type->kind != DI_ENUM || i >= type->n_members)
		return false;
	if (!t->is_filled)
		fill_enumerators(t);
	*e = t->enumerators[i];
	return e->name != NULL;
}

/* ---- by name --------------------------------------------------------------------------------- */

const struct di_type *dwarf_type_named(struct di_kernel *k, const char *name, unsigned int kinds)
{
	struct dwarf *d = kernel_dwarf(k);
	Dwarf *dw = d ? dwarf_handle(k) : NULL;
	const struct dx_named *n, *end;
	const struct di_type *t;
	Dwarf_Die die;

	if (!dw)
		return NULL;
	n = d->index.types + dx_from(&d->index, d->index.types, d->index.head->n_types,
				     sizeof(*n), name);
	end = d->index.types + d->index.head->n_types;
	for (; n < end && !strcmp(dx_string(&d->index, n->name), name); n++) {
		if (!dwarf_offdie(dw, n->die, &die))
			continue;
		t = type_at(k, &die, 0);
		if (kinds & 1u << t->kind)
			return t;
	}
	return NULL;
}
