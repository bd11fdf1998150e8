/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * abi.c - where x86-64 puts parameters and return values of kernel functions.
 *
 * The System V calling convention without its vector registers, which the
 * kernel does not use:
 *
 * 1. A value of at most 8 bytes takes the next of six registers, one of 9 to 16
 *    bytes the next two; if too few are left it goes to the stack, and later
 *    values that fit may still take a register.
 * 2. A struct of more than 16 bytes, or with a member that is not aligned,
 *    is copied to the stack.
 * 3. The stack has slots of 8 bytes, the first right above the return address;
 *    types aligned to 16 take an even slot.
 * 4. An empty struct takes nothing.
 * 5. A value of more than 16 bytes is returned in memory.
 */
#include "di_int.h"

#include <errno.h>

#define REGISTERS	6
#define VISITS_MAX	1000

enum class { IN_NOTHING, IN_INTEGER, IN_MEMORY, IN_UNKNOWN };

struct layout {
	unsigned int align;		/* bytes; the largest so far */
	unsigned int visits;
	bool is_unaligned, has_float, is_unknown;
};

static void look_at(struct layout *l, const struct di_type *t, uint64_t bit_offset);

static void look_at_members(struct layout *l, const struct di_type *t, uint64_t bit_offset)
{
	struct di_member m;
	unsigned int i;

	for (i = 0; l->visits < VISITS_MAX && di_type_member(t, i, &m); i++)
		if (!m.bit_size)
			look_at(l, m.type, bit_offset + m.bit_offset);
}

static void look_at(struct layout *l, const struct di_type *t, uint64_t bit_offset)
{
	unsigned int align = 0;

	if (l->visits++ >= VISITS_MAX) {
		l->is_unknown = true;
		return;
	}
	t = di_type_strip(t);
	switch (t->kind) {
	case DI_INT: case DI_ENUM: case DI_POINTER:
		align = t->size;
		break;
	case DI_FLOAT:
		align = t->size;
		l->has_float = true;
		break;
	case DI_STRUCT: case DI_UNION:
		look_at_members(l, t, bit_offset);
		return;
	case DI_ARRAY:
		if (t->size)
			look_at(l, di_type_of(t), bit_offset);
		return;
	default:
		l->is_unknown = true;
		return;
	}
	if (align && bit_offset % (8ull * align))
		l->is_unaligned = true;
	if (align > l->align)
		l->align = align;
}

static enum class classify(const struct di_type *t, struct layout *l)
{
	*l = (struct layout){ 0 };
	t = di_type_strip(t);
	if (t->kind == DI_STRUCT || t->kind == DI_UNION) {
		if (!t->size)
			return IN_NOTHING;
		look_at(l, t, 0);
		if (t->size > 16 || l->is_unaligned)
			return IN_MEMORY;
	} else {
		look_at(l, t, 0);
	}
	if (l->has_float || l->is_unknown || !t->size || t->size > 16)
		return IN_UNKNOWN;
	return IN_INTEGER;
}

/* What is taken by the parameters so far. */
struct used {
	unsigned int registers, slots;
	bool is_unknown;
};

static void place(struct used *u, const struct di_type *t, struct di_place_of *p)
{
	struct layout l;
	enum class c = classify(t, &l);
	unsigned int words = (di_type_strip(t)->size + 7) / 8;

	*p = (struct di_place_of){ .where = DI_NOWHERE };
	if (c == IN_UNKNOWN)
		u->is_unknown = true;
	if (u->is_unknown || c == IN_NOTHING)
		return;
	p->n = words;
	if (c == IN_INTEGER && u->registers + words <= REGISTERS) {
		p->where = DI_IN_REGISTERS;
		p->first = u->registers;
		u->registers += words;
		return;
	}
	if (l.align >= 16)
		u->slots += u->slots % 2;
	p->where = DI_ON_STACK;
	p->first = u->slots;
	u->slots += words;
}

int di_parameter(const struct di_function *f, unsigned int i, struct di_member *m,
		 struct di_place_of *p)
{
	struct used u = { 0 };
	unsigned int j;
	bool in_register;

	if (!f->type || i >= f->type->n_members)
		return -EINVAL;
	/* the address of a return value in memory is a hidden first parameter */
	di_return_type(f, &in_register);
	if (!in_register && di_return_type(f, &in_register)->size)
		u.registers = 1;
	for (j = 0; j <= i; j++) {
		if (!di_type_member(f->type, j, m))
			return -EINVAL;
		place(&u, m->type, p);
	}
	return 0;
}

const struct di_type *di_return_type(const struct di_function *f, bool *in_register)
{
	const struct di_type *t;
	struct layout l;
	enum class c;

	*in_register = false;
	if (!f->type)
		return NULL;
	t = di_type_of(f->type);
	c = classify(t, &l);
	*in_register = c == IN_INTEGER || c == IN_NOTHING;
	return t;
}
