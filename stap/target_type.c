/* SPDX-License-Identifier: GPL-2.0-or-later */
/* target_type.c - `->a[1]` by the kernel's types: to loads and arithmetic. */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "providers/provider.h"
#include "session.h"
#include "target_int.h"

#define POINTER_SIZE	8

/* An object on the way along the parts of a target variable. */
struct object {
	struct program *p;
	struct arena *arena;
	struct diag *d;
	const struct expr *e;		/* the whole target variable */
	const struct place *at;		/* of the part that is looked at */
	struct expr *base;
	struct expr *high;		/* a value's bytes 8 to 15, or NULL */
	const struct di_type *type;	/* as declared, typedefs and all */
	bool in_memory;			/* base is its address, else its value */
	bool is_user;			/* the address is of user space */
	unsigned int bit_offset;	/* of a bit-field, from base; in a register of anything */
	unsigned int bit_size;		/* 0: no bit-field */
};

/* ---- small trees ----------------------------------------------------- */

static struct expr *number(struct object *o, int64_t n)
{
	return expr_number(o->arena, n, o->at);
}

static struct expr *binary(struct object *o, enum op op, struct expr *l, struct expr *r)
{
	struct expr *e = expr_binary(o->arena, op, l, r);

	e->at = o->at;
	return e;
}

static struct expr *plus(struct object *o, struct expr *base, uint64_t n)
{
	if (!n)
		return base;
	if (base->kind == EX_BINARY && base->op == OP_ADD && base->right->kind == EX_NUMBER)
		return binary(o, OP_ADD, base->left, number(o, base->right->num + (int64_t)n));
	return binary(o, OP_ADD, base, number(o, (int64_t)n));
}

static struct expr *sized(struct object *o, enum expr_kind kind, struct expr *left,
			  unsigned int size, bool is_signed)
{
	struct expr *e = expr_new(o->arena, kind, o->at);

	e->left = left;
	e->size = size;
	e->is_signed = is_signed;
	e->is_user = kind == EX_LOAD && o->is_user;
	return e;
}

static const char *spelled(const struct di_type *t)
{
	return di_type_string(t);
}

/* ---- the last fetch -------------------------------------------------- */

static bool is_signed_type(const struct di_type *t)
{
	return (t->kind == DI_INT || t->kind == DI_ENUM) && t->is_signed;
}

/* The bits of a register or a load, shifted down and extended. */
static struct expr *extract(struct object *o, struct expr *value, unsigned int lsb,
			    unsigned int bits, bool is_signed)
{
	if (is_signed) {
		value = binary(o, OP_SHL, value, number(o, 64 - (int64_t)lsb - bits));
		return binary(o, OP_SAR, value, number(o, 64 - (int64_t)bits));
	}
	if (lsb)
		value = binary(o, OP_SHR, value, number(o, lsb));
	if (bits < 64)
		value = binary(o, OP_AND, value, number(o, (int64_t)((1ull << bits) - 1)));
	return value;
}

/*
 * The smallest aligned load that has all bits of the field.  One of a packed
 * struct may lie across two times eight bytes: then the high bits come apart.
 */
static struct expr *fetch_bits(struct object *o, const struct di_type *t)
{
	bool is_signed = is_signed_type(t);
	unsigned int size, start, lsb, low;
	struct expr *high;

	if (!o->in_memory)
		return extract(o, o->base, o->bit_offset, o->bit_size, is_signed);
	for (size = 1; size < 8; size *= 2) {
		if (o->bit_offset / (size * 8) == (o->bit_offset + o->bit_size - 1) / (size * 8))
			break;
	}
	start = o->bit_offset / (size * 8) * size;
	lsb = o->bit_offset - start * 8;
	if (lsb + o->bit_size <= 64)
		return extract(o, sized(o, EX_LOAD, plus(o, o->base, start), size, false), lsb,
			       o->bit_size, is_signed);
	low = 64 - lsb;
	high = sized(o, EX_LOAD, plus(o, o->base, 8), 1, false);
	high = extract(o, high, 0, o->bit_size - low, is_signed);
	return binary(o, OP_OR, binary(o, OP_SHL, high, number(o, low)),
		      extract(o, sized(o, EX_LOAD, o->base, 8, false), lsb, low, false));
}

static struct expr *fetch_sized(struct object *o, const struct di_type *t)
{
	unsigned int size = t->kind == DI_POINTER ? POINTER_SIZE : (unsigned int)t->size;

	if (size != 1 && size != 2 && size != 4 && size != 8) {
		diag_error(o->d, "sem-value-size", o->at, "cannot process >64-bit values: '%s'",
			   spelled(o->type));
		return NULL;
	}
	if (o->in_memory)
		return sized(o, EX_LOAD, o->base, size, is_signed_type(t));
	if (o->bit_offset)
		return extract(o, o->base, o->bit_offset, size * 8, is_signed_type(t));
	return size == 8 ? o->base : sized(o, EX_NARROW, o->base, size, is_signed_type(t));
}

static void struct_as_value(struct object *o, const struct di_type *t)
{
	struct di_member m = { .name = "" };
	unsigned int i;

	for (i = 0; di_type_member(t, i, &m) && !*m.name; i++)
		;
	diag_error(o->d, "sem-struct-value", o->at,
		   "'%s' is being accessed instead of a member such as '->%s'",
		   spelled(o->type), *m.name ? m.name : "member");
}

/* Of a value in two registers, the one that is meant. */
static void choose_half(struct object *o)
{
	if (o->in_memory || o->bit_offset < 64 || !o->high)
		return;
	o->base = o->high;
	o->bit_offset -= 64;
	o->high = NULL;
}

static struct expr *fetch(struct object *o)
{
	const struct di_type *t = di_type_strip(o->type);

	choose_half(o);
	if (!o->in_memory && o->bit_offset >= 64) {
		diag_error(o->d, "sem-value-size", o->at, "a value of type '%s' cannot be read",
			   spelled(o->type));
		return NULL;
	}

	switch (t->kind) {
	case DI_INT:
	case DI_ENUM:
	case DI_POINTER:
		return o->bit_size ? fetch_bits(o, t) : fetch_sized(o, t);
	case DI_ARRAY:
		if (o->in_memory)
			return o->base;
		break;
	case DI_STRUCT:
	case DI_UNION:
	case DI_FORWARD:
		struct_as_value(o, t);
		return NULL;
	case DI_FLOAT:
		if (o->in_memory && t->size == 8)
			return sized(o, EX_LOAD, o->base, 8, false);
		break;
	default:
		break;
	}
	diag_error(o->d, "sem-value-size", o->at, "a value of type '%s' cannot be read",
		   spelled(o->type));
	return NULL;
}

/* ---- parts ----------------------------------------------------------- */

/* From a pointer to what it points at. */
static bool follow(struct object *o, const struct di_type *pointer)
{
	struct expr *value = fetch(o);

	if (!value)
		return false;
	o->base = value;
	o->high = NULL;
	o->type = di_type_of(pointer);
	di_type_strip_user(o->type, &o->is_user);
	o->in_memory = true;
	o->bit_offset = o->bit_size = 0;
	return true;
}

struct names {
	struct arena *arena;
	struct map *of;
};

static void add_name(void *ctx, const char *name)
{
	struct names *n = ctx;

	map_put(n->of, arena_strdup(n->arena, name), n);
}

static bool no_member(struct object *o, const char *name)
{
	struct names names = { o->arena, map_new(o->arena) };
	const char *similar;

	di_type_each_member(o->type, add_name, &names);
	similar = map_similar(o->arena, names.of, name, 5);
	diag_error(o->d, "sem-no-such-member", o->at,
		   *similar ? "unable to find member '%s' for %s (alternatives: %s)"
			    : "unable to find member '%s' for %s%s",
		   name, spelled(di_type_strip(o->type)), similar);
	return false;
}

static bool invalid(struct object *o, const char *access)
{
	return diag_error(o->d, "sem-invalid-access", o->at, "invalid access '%s' vs '%s'",
			  access, spelled(o->type));
}

static bool take_member(struct object *o, const char *name)
{
	const struct di_type *t = di_type_strip(o->type);
	const char *access = arena_printf(o->arena, "->%s", name);
	struct di_member m;

	if (t->kind == DI_POINTER) {
		if (!follow(o, t))
			return false;
		t = di_type_strip(o->type);
	}
	if (t->kind != DI_STRUCT && t->kind != DI_UNION)
		return invalid(o, access);
	if (!di_type_find_member(t, name, &m))
		return no_member(o, name);
	o->type = m.type;
	o->bit_size = m.bit_size;
	if (!o->in_memory) {
		o->bit_offset += (unsigned int)m.bit_offset;
		return true;
	}
	o->base = plus(o, o->base, m.bit_offset / 8 - (m.bit_size ? m.bit_offset / 8 % 8 : 0));
	o->bit_offset = m.bit_size ? (unsigned int)(m.bit_offset % 64) : 0;
	return true;
}

/* base + index * size of an element */
static bool take_index(struct object *o, struct expr *index)
{
	const struct di_type *t = di_type_strip(o->type), *element;

	if (t->kind == DI_POINTER) {
		if (!follow(o, t))
			return false;
		element = o->type;
	} else if (t->kind == DI_ARRAY && o->in_memory) {
		element = di_type_of(t);
	} else if (o->e->kind == EX_CAST && o->in_memory && o->at == o->e->parts[0].at) {
		element = o->type;	/* counted in units of the type that was named */
	} else {
		return invalid(o, "[0]");
	}
	t = di_type_strip(element);
	if (!t->size)
		return invalid(o, "[0]");
	o->type = element;
	if (index->kind == EX_NUMBER && index->num >= 0)
		o->base = plus(o, o->base, (uint64_t)index->num * t->size);
	else if (t->size == 1)
		o->base = binary(o, OP_ADD, o->base, index);
	else
		o->base = binary(o, OP_ADD, o->base,
				 binary(o, OP_MUL, index, number(o, (int64_t)t->size)));
	return true;
}

static bool take_parts(struct object *o)
{
	unsigned int i;

	for (i = 0; i < o->e->n_parts; i++) {
		const struct part *part = &o->e->parts[i];

		o->at = part->at;
		if (part->member ? !take_member(o, part->member) : !take_index(o, part->index))
			return false;
	}
	return true;
}

static struct expr *address(struct object *o)
{
	if (o->in_memory && !o->bit_size)
		return o->base;
	diag_error(o->d, "sem-address-of", o->at, "cannot take address of a %s",
		   o->bit_size ? "bit-field" : "value in a register");
	return NULL;
}

/* A variable has its own type, and so has a call: another one needs a node of its own. */
static bool has_own_type(const struct expr *e)
{
	return e->kind == EX_NAME || e->kind == EX_CALL || e->kind == EX_TERNARY ||
	       e->kind == EX_ASSIGN;
}

/* The node itself carries the type; base may be shared by others. */
static struct expr *typed(struct object *o, struct expr *value, const struct di_type *t)
{
	struct expr *e;

	if (!value || !t)
		return value;
	if (has_own_type(value)) {
		e = expr_new(o->arena, EX_UNARY, o->at);
		e->op = OP_PLUS;
		e->left = value;
	} else {
		e = arena_one(o->arena, struct expr);
		*e = *value;
	}
	e->dtype = t;
	return e;
}

static struct expr *pretty(struct object *o)
{
	const struct di_type *t = di_type_strip(o->type);
	struct object_at at = { o->base, o->type, o->in_memory, o->is_user };
	bool is_plain = t->kind != DI_STRUCT && t->kind != DI_UNION && t->kind != DI_ARRAY;

	if (o->bit_size || (is_plain && (t->kind == DI_POINTER || !o->in_memory))) {
		at.base = fetch(o);
		at.in_memory = false;
		if (!at.base)
			return NULL;
	}
	return target_pretty(o->p, &at, o->e, o->d);
}

static struct expr *value_of(struct object *o)
{
	const struct expr *e = o->e;

	if (!take_parts(o))
		return NULL;
	if (e->pretty)
		return pretty(o);
	if (e->address_of)
		return typed(o, address(o), di_type_pointer_to(o->type));
	return typed(o, fetch(o), o->type);
}

struct expr *target_apply_value(struct program *p, const struct target_value *v,
				const struct expr *e, struct diag *d)
{
	struct object o = {
		.p = p, .arena = p->s->arena, .d = d, .e = e, .at = e->at,
		.base = v->base, .high = v->high, .type = v->type, .in_memory = v->in_memory,
	};

	return value_of(&o);
}

struct expr *target_apply(struct program *p, struct expr *base, const struct di_type *t,
			  bool in_memory, const struct expr *e, struct diag *d)
{
	const struct target_value v = { .base = base, .type = t, .in_memory = in_memory };

	return target_apply_value(p, &v, e, d);
}

/* ---- casts ----------------------------------------------------------- */

/*
 * One item of a list: "kernel", with or without a header, since BTF knows all of
 * the kernel's types, or a module.  False: no such module.
 */
static bool type_in(struct di_kernel *k, const char *item, const char *name,
		    const struct di_type **t)
{
	struct di_kernel *m = k;

	if (*item && strncmp(item, "kernel", 6) != 0)
		m = di_module(k, item);
	*t = m ? di_type_named(m, name) : NULL;
	return m;
}

/* The first item of "a:b" that has the type; *unknown: the last that is no module. */
static const struct di_type *type_in_list(struct arena *a, struct di_kernel *k,
					  const char *modules, const char *name,
					  const char **unknown)
{
	const struct di_type *t = NULL;
	const char *s = modules, *item;

	while (s && !t) {
		item = arena_strndup(a, s, strcspn(s, ":"));
		if (!type_in(k, item, name, &t))
			*unknown = item;
		s = strchr(s, ':');
		s = s ? s + 1 : NULL;
	}
	return t;
}

static void no_such_type(struct program *p, const struct expr *e, const char *text,
			 struct diag *d)
{
	struct report *r = report_new(d, DIAG_SEMANTIC, "sem-no-such-type", e->at, "%s", text);

	if (di_step_state(session_di(p->s), DI_BTF, &(const char *){ NULL }) < 0)
		r->cause = report_new(d, DIAG_LINE, "sem-ladder", NULL, "%s",
				      di_ladder(session_di(p->s)));
	diag_emit(d, r);
}

/*
 * The type that e->str names, in the modules of e->str2; without them in the
 * kernel, and in the module of the probe.
 */
static const struct di_type *named_type(struct program *p, const struct probe *pr,
					const struct expr *e, struct diag *d)
{
	struct arena *a = p->s->arena;
	const char *modules = e->str2 ? string_decode(a, e->str2, &(size_t){ 0 }) : NULL;
	const char *name = string_decode(a, e->str, &(size_t){ 0 });
	const char *own = pr && pr->provider->module ? pr->provider->module(pr) : NULL;
	const char *unknown = NULL, *text;
	const struct di_type *t;

	if (!session_kernel(p->s)) {
		diag_error(d, "sem-no-such-type", e->at, "no kernel to look up type '%s' in", name);
		return NULL;
	}
	if (!modules || !*modules)
		modules = own ? arena_printf(a, "kernel:%s", own) : "kernel";
	t = type_in_list(a, session_di(p->s), modules, name, &unknown);
	if (t)
		return t;
	text = arena_printf(a, "type definition '%s' not found in '%s'%s%s%s", name, modules,
			    unknown ? ": the kernel has no module '" : "", unknown ? unknown : "",
			    unknown ? "'" : "");
	no_such_type(p, e, text, d);
	return NULL;
}

struct expr *target_cast(struct program *p, const struct probe *pr, const struct expr *e,
			 struct diag *d)
{
	const struct di_type *t;
	struct object o = {
		.p = p, .arena = p->s->arena, .d = d, .e = e, .at = e->at,
		.base = e->left, .in_memory = true,
	};

	t = named_type(p, pr, e, d);
	if (!t)
		return NULL;
	o.type = t;
	/* What a pointer to user memory is cast to stays there. */
	if (e->left->dtype) {
		const struct di_type *from = di_type_strip(e->left->dtype);

		if (from->kind == DI_POINTER)
			di_type_strip_user(di_type_of(from), &o.is_user);
	}
	return value_of(&o);
}

struct expr *target_autocast(struct program *p, const struct expr *e, struct diag *d)
{
	if (!e->left->dtype) {
		diag_error(d, "sem-unknown-type", e->n_parts ? e->parts[0].at : e->at,
			   "unknown type in dereference");
		return NULL;
	}
	return target_apply(p, e->left, e->left->dtype, false, e, d);
}

/* ---- enumerators ----------------------------------------------------- */

struct expr *target_enum(struct program *p, const struct expr *e, struct diag *d)
{
	const char *name = string_decode(p->s->arena, e->str, &(size_t){ 0 });
	const struct di_type *t;
	struct expr *value;
	int64_t n;

	if (!session_kernel(p->s) || !di_enumerator_named(session_di(p->s), name, &n, &t)) {
		diag_error(d, "sem-no-such-enumerator", e->at,
			   "enumeration constant '%s' not found", name);
		return NULL;
	}
	value = expr_number(p->s->arena, n, e->at);
	value->dtype = t;
	return value;
}

/* A local that holds the value while its name is looked for. */
static struct expr *new_local(struct program *p, struct var_list *locals, const struct place *at)
{
	struct arena *a = p->s->arena;
	struct var *v = arena_one(a, struct var);
	struct expr *e = expr_new(a, EX_NAME, at);

	v->kind = VAR_LOCAL;
	v->name = arena_printf(a, "__enum_%u", locals->n);
	v->c_name = arena_printf(a, "l_%s", v->name);
	v->at = at;
	v->is_synthetic = true;
	v->reads = v->writes = 1;
	list_push(a, locals, v);
	e->name = v->name;
	e->decl = v;
	return e;
}

/* value == number ? "NAME" : other */
static struct expr *name_or(struct program *p, struct expr *value, const struct di_enumerator *en,
			    struct expr *other)
{
	struct arena *a = p->s->arena;
	struct expr *e = expr_new(a, EX_TERNARY, value->at);

	e->cond = expr_new(a, EX_COMPARE, value->at);
	e->cond->op = OP_EQ;
	e->cond->left = value;
	e->cond->right = expr_number(a, en->value, value->at);
	e->left = expr_string(a, string_encode(a, en->name), value->at);
	e->right = other;
	return e;
}

/* (v = value) == 0 ? "A" : v == 1 ? "B" ... : sprint(v); of equal numbers the first name wins. */
static struct expr *names_of(struct program *p, const struct di_type *t, const struct expr *e,
			     struct var_list *locals)
{
	struct arena *a = p->s->arena;
	struct expr *v = new_local(p, locals, e->at), *chain, *set;
	struct di_enumerator en;
	unsigned int n = t->n_members;

	chain = expr_new(a, EX_PRINT, e->at);
	chain->print.to_string = true;
	chain->n = 1;
	chain->list = arena_one(a, struct expr *);
	chain->list[0] = v;
	while (n--) {
		if (di_type_enumerator(t, n, &en))
			chain = name_or(p, expr_copy(a, v), &en, chain);
	}
	if (chain->kind != EX_TERNARY)
		return chain;
	set = expr_new(a, EX_ASSIGN, e->at);
	set->op = OP_SET;
	set->left = expr_copy(a, v);
	set->right = e->left;
	chain->cond->left = set;
	return chain;
}

static struct expr *constant_name(struct program *p, const struct di_type *t, const struct expr *e)
{
	struct arena *a = p->s->arena;
	struct di_enumerator en;
	unsigned int i;

	for (i = 0; di_type_enumerator(t, i, &en); i++) {
		if (en.value == e->left->num)
			return expr_string(a, string_encode(a, en.name), e->at);
	}
	return expr_string(a, arena_printf(a, "%" PRId64, e->left->num), e->at);
}

struct expr *target_enumname(struct program *p, const struct probe *pr, const struct expr *e,
			     struct var_list *locals, struct diag *d)
{
	const struct di_type *t = e->left->dtype;

	if (e->str) {
		t = named_type(p, pr, e, d);
		if (!t)
			return NULL;
	}
	t = t ? di_type_strip(t) : NULL;
	if (!t || t->kind != DI_ENUM) {
		diag_error(d, "sem-enum-type", e->at, "@enumname needs a value of an enum type");
		return NULL;
	}
	if (e->left->kind == EX_NUMBER)
		return constant_name(p, t, e);
	return names_of(p, t, e, locals);
}
