/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * target_pretty.c - `$` and `$$` behind a variable: a whole object as text.
 *
 * The text is made by a function of the object's address, which the program
 * gets for it: in its body a read that fails is caught and gives "ERROR".
 */
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/text.h"
#include "bind_int.h"
#include "library.h"
#include "session.h"
#include "target_int.h"

#define VALUES_MAX	31	/* of one sprintf; then "..." */
#define NEST_MAX	16

struct pretty {
	struct program *p;
	struct arena *arena;
	const struct place *at;
	unsigned int level;		/* 1 for `$`, 2 for `$$` */
	bool is_user;
	struct text format;
	list_of(struct expr *) values;
};

/* An address within the object, or a value that was fetched. */
struct spot {
	struct expr *base;
	const struct di_type *type;
	bool in_memory;
	unsigned int bit_offset, bit_size;
	unsigned int depth;
};

static void render(struct pretty *pr, const struct spot *sp);

/* ---- small trees ----------------------------------------------------- */

static struct expr *offset_by(struct pretty *pr, struct expr *base, uint64_t n)
{
	struct expr *e;

	base = expr_copy(pr->arena, base);
	if (!n)
		return base;
	e = expr_binary(pr->arena, OP_ADD, base, expr_number(pr->arena, (int64_t)n, pr->at));
	e->at = pr->at;
	return e;
}

static struct expr *load(struct pretty *pr, struct expr *address, uint64_t size, bool is_signed)
{
	struct expr *e = expr_new(pr->arena, EX_LOAD, pr->at);

	e->left = offset_by(pr, address, 0);
	e->size = (unsigned int)size;
	e->is_signed = is_signed;
	e->is_user = pr->is_user;
	return e;
}

static struct expr *call(struct pretty *pr, const char *name, struct expr *argument)
{
	struct expr *e = expr_new(pr->arena, EX_CALL, pr->at);

	e->name = name;
	e->n = 1;
	e->list = arena_one(pr->arena, struct expr *);
	e->list[0] = expr_copy(pr->arena, argument);
	return e;
}

/* The functions that scripts use for it, as far as the library has them. */
static struct expr *quoted(struct pretty *pr, struct expr *address)
{
	const struct map *known = library_function_names(pr->p->lib);
	const char *name = pr->is_user ? "user_string_quoted" : "kernel_or_user_string_quoted";
	struct expr *plain, **value;

	if (map_get(known, name))
		return call(pr, name, address);
	plain = call(pr, pr->is_user ? "user_string" : "kernel_string", address);
	value = arena_one(pr->arena, struct expr *);
	*value = plain;
	return target_sprintf(pr->p, pr->at, "\"%s\"", value, 1);
}

/* ---- leaves ---------------------------------------------------------- */

static void add(struct pretty *pr, const char *directive, struct expr *value)
{
	text_put(&pr->format, directive);
	list_push(pr->arena, &pr->values, value);
}

static bool is_char(const struct di_type *t)
{
	return t->kind == DI_INT && t->is_char && t->size == 1;
}

/* A bit-field: its bytes one by one would do, the aligned unit round it is quicker. */
static struct expr *bits(struct pretty *pr, const struct spot *sp, bool is_signed)
{
	unsigned int size = 1, shift;
	struct expr *e;

	while (size < 8 && sp->bit_offset / (size * 8) !=
	       (sp->bit_offset + sp->bit_size - 1) / (size * 8))
		size *= 2;
	e = load(pr, offset_by(pr, sp->base, sp->bit_offset / (size * 8) * size), size, false);
	shift = 64 - sp->bit_offset % (size * 8) - sp->bit_size;
	e = expr_binary(pr->arena, OP_SHL, e, expr_number(pr->arena, shift, pr->at));
	e = expr_binary(pr->arena, is_signed ? OP_SAR : OP_SHR, e,
			expr_number(pr->arena, 64 - (int64_t)sp->bit_size, pr->at));
	return e;
}

static void render_number(struct pretty *pr, const struct spot *sp, const struct di_type *t)
{
	bool is_signed = t->is_signed || t->kind == DI_ENUM || t->is_bool;
	struct expr *value = sp->base;

	if (sp->bit_size)
		value = bits(pr, sp, t->is_signed);
	else if (sp->in_memory && (t->size > 8 || (t->size & (t->size - 1))))
		value = NULL;
	else if (sp->in_memory)
		value = load(pr, sp->base, t->size, t->is_signed);
	if (!value)
		text_putc(&pr->format, '?');
	else if (is_char(t) && !sp->bit_size)
		add(pr, "'%#c'", value);
	else
		add(pr, is_signed ? "%i" : "%u", value);
}

static void render_pointer(struct pretty *pr, const struct spot *sp, const struct di_type *t)
{
	const struct di_type *to = di_type_strip(di_type_of(t));
	struct expr *value = sp->in_memory ? load(pr, sp->base, 8, false) : sp->base;
	bool is_user = pr->is_user;

	if (is_char(to)) {
		di_type_strip_user(di_type_of(t), &pr->is_user);
		add(pr, "%s", quoted(pr, value));
		pr->is_user = is_user;
	} else {
		add(pr, to->kind == DI_FUNCTION ? "<function>:%p" : "%p", value);
	}
}

/* ---- aggregates ------------------------------------------------------ */

static void put_member_name(struct pretty *pr, const struct di_member *m)
{
	if (*m->name)
		text_printf(&pr->format, ".%s=", m->name);
	else
		text_put(&pr->format, di_type_strip(m->type)->kind == DI_UNION ?
			 "<union>=" : "<class>=");
}

static void render_members(struct pretty *pr, const struct spot *sp, const struct di_type *t)
{
	struct di_member m;
	unsigned int i;

	text_putc(&pr->format, '{');
	for (i = 0; di_type_member(t, i, &m); i++) {
		struct spot inner = { .in_memory = true, .type = m.type, .depth = sp->depth + 1 };

		text_put(&pr->format, i ? ", " : "");
		if (pr->values.n >= VALUES_MAX) {
			text_put(&pr->format, "...");
			break;
		}
		put_member_name(pr, &m);
		inner.bit_size = m.bit_size;
		inner.bit_offset = m.bit_size ? (unsigned int)(m.bit_offset % 64) : 0;
		inner.base = offset_by(pr, sp->base, m.bit_size ? m.bit_offset / 64 * 8
								: m.bit_offset / 8);
		render(pr, &inner);
	}
	text_putc(&pr->format, '}');
}

static void render_array(struct pretty *pr, const struct spot *sp, const struct di_type *t)
{
	struct spot first = { .base = sp->base, .in_memory = true, .depth = sp->depth + 1 };

	first.type = di_type_of(t);
	if (is_char(di_type_strip(first.type))) {
		add(pr, "%s", quoted(pr, sp->base));
		return;
	}
	text_putc(&pr->format, '[');
	render(pr, &first);
	text_put(&pr->format, ", ...]");
}

static void render(struct pretty *pr, const struct spot *sp)
{
	const struct di_type *t = di_type_strip(sp->type);
	bool is_deep = sp->depth >= NEST_MAX || (sp->depth > 0 && pr->level < 2);

	switch (t->kind) {
	case DI_INT:
	case DI_ENUM:
		render_number(pr, sp, t);
		break;
	case DI_POINTER:
		render_pointer(pr, sp, t);
		break;
	case DI_STRUCT:
	case DI_UNION:
		if (is_deep)
			text_put(&pr->format, "{...}");
		else
			render_members(pr, sp, t);
		break;
	case DI_ARRAY:
		if (is_deep && !is_char(di_type_strip(di_type_of(t))))
			text_put(&pr->format, "[...]");
		else
			render_array(pr, sp, t);
		break;
	case DI_FORWARD:
		text_put(&pr->format, "{...}");
		break;
	default:
		text_putc(&pr->format, '?');
		break;
	}
}

/* ---- the function round it ------------------------------------------- */

static struct stmt *in_block(struct pretty *pr, struct stmt *s)
{
	struct stmt *block = stmt_new(pr->arena, ST_BLOCK, pr->at);

	block->n = 1;
	block->list = arena_one(pr->arena, struct stmt *);
	block->list[0] = s;
	return block;
}

static struct stmt *return_of(struct pretty *pr, struct expr *value)
{
	struct stmt *s = stmt_new(pr->arena, ST_RETURN, pr->at);

	s->expr = value;
	return in_block(pr, s);
}

/* try { return sprintf(...) } catch { return "ERROR" } */
static struct stmt *body(struct pretty *pr)
{
	struct stmt *s = stmt_new(pr->arena, ST_TRY, pr->at);

	s->body = return_of(pr, target_sprintf(pr->p, pr->at,
					       pr->format.buf ? pr->format.buf : "",
					       pr->values.at, pr->values.n));
	s->other = return_of(pr, expr_string(pr->arena, "ERROR", pr->at));
	return in_block(pr, s);
}

static struct function *pretty_function(struct pretty *pr)
{
	struct arena *a = pr->arena;
	struct function_decl *d = arena_one(a, struct function_decl);
	struct function *f = arena_one(a, struct function);
	struct var *v = arena_one(a, struct var);

	d->params = arena_one(a, struct param);
	d->params->name = "object";
	d->params->type = TY_LONG;
	d->params->at = pr->at;
	d->n_params = 1;
	d->name = "__pretty";
	d->at = pr->at;
	d->type = TY_STRING;
	d->body = body(pr);
	v->kind = VAR_PARAM;
	v->name = "object";
	v->c_name = "l_object";
	v->at = v->typed_at = pr->at;
	v->type = TY_LONG;
	f->name = d->name;
	f->decl = d;
	f->file = place_file(pr->at);
	f->body = d->body;
	f->type = TY_STRING;
	f->typed_at = pr->at;
	f->is_pure = true;
	list_push(a, &f->params, v);
	program_add_function(pr->p, f);
	return f;
}

/* The object is known by its address: text by a function of that, one a type. */
static struct expr *by_function(struct pretty *pr, const struct spot *sp)
{
	const char *key = arena_printf(pr->arena, "__pretty %p %u %d", (const void *)sp->type,
				       pr->level, pr->is_user);
	struct function *f = map_get(pr->p->function_names, key);
	struct expr *object = expr_new(pr->arena, EX_NAME, pr->at), *e;
	struct spot inner = *sp;

	if (!f) {
		object->name = "object";
		inner.base = object;
		render(pr, &inner);
		f = pretty_function(pr);
		map_put(pr->p->function_names, key, f);
	}
	e = call(pr, f->name, sp->base);
	e->callee = f;
	return e;
}

/* A value that was fetched; a call in it is one of a name that is not bound yet. */
static struct expr *directly(struct pretty *pr, const struct spot *sp)
{
	unsigned int i;

	render(pr, sp);
	for (i = 0; i < pr->values.n; i++) {
		struct expr *e = pr->values.at[i];

		if (e->kind == EX_PRINT)
			e = e->list[0];
		if (e->kind == EX_CALL)
			e->callee = function_find(pr->p, e, NULL, false);
	}
	return target_sprintf(pr->p, pr->at, pr->format.buf ? pr->format.buf : "",
			      pr->values.at, pr->values.n);
}

struct expr *target_pretty(struct program *p, const struct object_at *o, const struct expr *e,
			   struct diag *d)
{
	struct pretty pr = {
		.p = p, .arena = p->s->arena, .at = e->at, .level = e->pretty,
		.is_user = o->is_user,
	};
	struct spot sp = { .base = o->base, .type = o->type, .in_memory = o->in_memory };
	const struct di_type *t = di_type_strip(o->type), *to;
	struct expr *value;

	if (t->kind == DI_POINTER) {
		to = di_type_strip(di_type_of(t));
		if (to->kind != DI_VOID && to->kind != DI_FUNCTION && !is_char(to)) {
			di_type_strip_user(di_type_of(t), &pr.is_user);
			sp.type = di_type_of(t);
			sp.in_memory = true;
		}
	} else if (!o->in_memory && (t->kind == DI_STRUCT || t->kind == DI_UNION)) {
		diag_error(d, "sem-not-supported", e->at,
			   "pretty-printing of a structure in a register is not supported yet");
		return NULL;
	}
	value = sp.in_memory ? by_function(&pr, &sp) : directly(&pr, &sp);
	text_free(&pr.format);
	return value;
}
