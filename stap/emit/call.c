/* SPDX-License-Identifier: GPL-2.0-or-later */
/* call.c - calls of functions, through their overloads. */
#include "emit_int.h"
#include "stap/simplify.h"

struct call {
	const struct expr *x;
	struct value *args;
	const char *result;	/* a temporary, or NULL: none is wanted */
};

static bool chain_writes(const struct function *f)
{
	for (; f; f = f->next_overload)
		if (f->writes.n)
			return true;
	return false;
}

/*
 * A string is handed over by its address: what the callee may change under
 * itself, or before the next overload gets it, is copied first.
 */
static void keep_arguments(struct emit *e, struct call *call)
{
	const struct expr *x = call->x;
	unsigned int i;

	if (!chain_writes(x->callee))
		return;
	for (i = 0; i < x->n; i++) {
		struct value *v = &call->args[i];

		if (!(v->reads & CHANGES_GLOBALS))
			continue;
		if (x->list[i]->type == TY_STRING || x->callee->next_overload)
			*v = emit_copy(e, v, x->list[i]->type);
	}
}

static void call_one(struct emit *e, const struct call *call, const struct function *f)
{
	bool by_address = !f->body || f->type == TY_STRING;
	bool counted = !f->body && emit_private(e)->counts_depth;
	struct text t = TEXT_EMPTY;
	unsigned int i;

	if (call->result && !by_address)
		text_printf(&t, "%s = ", call->result);
	text_printf(&t, "%s(c", f->c_name);
	if (f->type != TY_UNKNOWN && by_address)
		text_printf(&t, ", %s%s", f->type == TY_LONG ? "&" : "", call->result);
	for (i = 0; i < call->x->n; i++)
		text_printf(&t, ", %s", emit_bare(e, call->args[i].c));
	if (counted && f->type == TY_LONG)
		code_line(e, "%s = 0;", call->result);
	code_line(e, counted ? "STP_COUNTED(c, %s));" : "%s);", t.buf);
	text_free(&t);
}

/* After a call of f, which may have said `next`. */
static void call_next(struct emit *e, const struct call *call, const struct function *f)
{
	for (; function_says_next(f); f = f->next_overload) {
		code_line(e, "if (c->next) {");
		code_deeper(e);
		code_line(e, "c->next = 0;");
		if (f->next_overload)
			call_one(e, call, f->next_overload);
		else
			code_line(e, "stp_error(c, \"all functions exhausted\");");
		code_back(e);
		code_line(e, "}");
		if (!f->next_overload)
			break;
	}
}

/* Does any of the chain need a place for its value, wanted or not? */
static bool needs_result(const struct function *f, bool wants_value)
{
	for (; f; f = f->next_overload)
		if (f->type != TY_UNKNOWN && (wants_value || !f->body || f->type == TY_STRING))
			return true;
	return false;
}

static bool chain_can_fail(struct emit *e, const struct function *f)
{
	for (; f; f = f->next_overload)
		if (emit_private(e)->counts_depth || emit_can_fail(f) || function_says_next(f))
			return true;
	return false;
}

struct value emit_call(struct emit *e, const struct expr *x, bool wants_value)
{
	struct call call = { .x = x, .result = emit_take_result(e) };

	call.args = emit_list(e, x->list, x->n);
	keep_arguments(e, &call);
	if (!call.result && needs_result(x->callee, wants_value))
		call.result = x->callee->type == TY_STRING ? emit_new_string(e) : emit_new_long(e);
	call_one(e, &call, x->callee);
	call_next(e, &call, x->callee);
	if (chain_can_fail(e, x->callee))
		emit_check(e, x->at);
	return (struct value){ .c = call.result ? call.result : "0LL" };
}
