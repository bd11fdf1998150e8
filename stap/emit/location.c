/* SPDX-License-Identifier: GPL-2.0-or-later */
/* location.c - where the values of target variables are: registers, memory, saved slots. */
#include <inttypes.h>

#include "base/util.h"
#include "emit_int.h"

static struct value call_value(struct emit *e, const char *fn, int64_t n)
{
	return (struct value){
		.c = arena_printf(e->arena, "%s(c, %" PRId64 ")", fn, n),
	};
}

/* The low bytes of v, extended; v itself when it is all of it. */
static const char *narrow(struct emit *e, const char *v, unsigned int size, bool is_signed)
{
	const char *type;

	switch (size) {
	case 1:
		type = is_signed ? "signed char" : "unsigned char";
		break;
	case 2:
		type = is_signed ? "short" : "unsigned short";
		break;
	case 4:
		type = is_signed ? "int" : "unsigned int";
		break;
	default:
		return v;
	}
	return arena_printf(e->arena, "((stp_s64)(%s)%s)", type, v);
}

/* size bytes at an address: the one thing here that may fail. */
static struct value load(struct emit *e, const struct expr *x, unsigned int size)
{
	struct value address = emit_expr(e, x->left);
	const char *t = emit_new_long(e);

	code_line(e, "%s = stp_load%s(c, %s, %u);", t, x->is_user ? "_user" : "",
		  emit_bare(e, address.c), size);
	emit_check(e, x->at);
	if (x->kind == EX_LOAD && x->is_signed)
		return (struct value){ .c = narrow(e, t, size, true) };
	return (struct value){ .c = t };
}

/* Slots are counted for each type. */
static struct value saved(struct emit *e, const struct expr *x)
{
	const struct probe *pr = e->body->fn ? e->body->fn->context : e->body->probe;
	unsigned int slot = 0;
	int64_t i;

	for (i = 0; pr && i < x->num; i++)
		slot += pr->saved[i]->type == x->type;
	return call_value(e, x->type == TY_STRING ? "stp_entry_string" : "stp_entry_long", slot);
}

/* @kregister and @uregister count registers as DWARF does. */
static struct value reg(struct emit *e, const struct expr *x)
{
	static const char *const names[] = {
		"rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp",
		"r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
	};
	const char *t = emit_new_long(e);

	if (x->num < 0 || x->num >= (int64_t)array_size(names)) {
		emit_error(e, "sem-register", x->at, "no register with number %" PRId64, x->num);
		return (struct value){ .c = "0LL" };
	}
	code_line(e, "%s = stp_register(c, \"%s\");", t, names[x->num]);
	emit_check(e, x->at);
	return (struct value){ .c = t };
}

/* What the kernel passed: itself, or where it is. */
static struct value given(struct emit *e, const struct expr *x)
{
	return (struct value){
		.c = arena_printf(e->arena, "((stp_s64)%sc->given[%" PRId64 "])",
				  x->address_of ? "(unsigned long)&" : "", x->num),
	};
}

static struct value counter(struct emit *e, const struct expr *x)
{
	return (struct value){
		.c = arena_printf(e->arena, "stp_perf_count(%u)", x->probe->index),
	};
}

static struct value set_text(struct emit *e, const struct expr *x)
{
	struct value v = emit_expr(e, x->left);

	code_line(e, "stp_set_text(c, %s, %d);", emit_bare(e, v.c), x->sub == OP_CAT);
	emit_check(e, x->at);
	return v;
}

static struct value set_given(struct emit *e, const struct expr *x)
{
	struct value v = emit_expr(e, x->left);

	code_line(e, "c->given[%" PRId64 "] = %s;", x->num, emit_bare(e, v.c));
	return (struct value){
		.c = arena_printf(e->arena, "((stp_s64)c->given[%" PRId64 "])", x->num),
	};
}

struct value emit_location(struct emit *e, const struct expr *x)
{
	struct value v;

	switch (x->kind) {
	case EX_ARGUMENT:
		return call_value(e, "stp_arg", x->num);
	case EX_STACKARG:
		return call_value(e, "stp_stack_arg", x->num);
	case EX_RETVAL:
		return (struct value){ .c = "stp_retval(c)" };
	case EX_ADDRESS:
		return (struct value){
			.c = arena_printf(e->arena, "stp_from_stext(0x%" PRIx64 ")", x->num),
		};
	case EX_GIVEN:
		return given(e, x);
	case EX_SET_GIVEN:
		return set_given(e, x);
	case EX_COUNTER:
		return counter(e, x);
	case EX_TEXT:
		return (struct value){ .c = "stp_text(c)" };
	case EX_SET_TEXT:
		return set_text(e, x);
	case EX_LOAD:
		return load(e, x, x->size);
	case EX_DEREF:
		return load(e, x, (unsigned int)x->num);
	case EX_NARROW:
		v = emit_expr(e, x->left);
		v.c = narrow(e, v.c, x->size, x->is_signed);
		return v;
	case EX_SAVED:
		return saved(e, x);
	case EX_REGISTER:
		return reg(e, x);
	case EX_CONTEXT:
		return (struct value){ .c = emit_quote(e, x->str) };
	default:
		emit_error(e, "sem-not-supported", x->at, "this expression is not supported yet");
		return (struct value){ .c = "0LL" };
	}
}
