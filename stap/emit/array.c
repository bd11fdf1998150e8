/* SPDX-License-Identifier: GPL-2.0-or-later */
/* array.c - elements of arrays: their keys, reads, writes, `in` and delete. */
#include "emit_int.h"

/* ---- keys --------------------------------------------------------------- */

bool emit_is_map(const struct var *v)
{
	return v->arity > 0 || v->type == TY_STATS;
}

/* May what is done to the array free the element that a text stands in? */
static bool may_free(const struct var *v, enum element_use use)
{
	return use == ELEMENT_WRITE && v->decl && v->decl->wraps;
}

struct element emit_element(struct emit *e, const struct expr *x, enum element_use use,
			    const struct expr *next)
{
	struct element el = { .v = x->decl, .list = x->list, .n = x->n };
	unsigned int i;

	if (use == ELEMENT_READ)
		el.node = emit_walked_node(e, x);
	if (el.node)
		el.n = 0;
	el.arg = el.n ? "k" : "0";
	el.keys = emit_list(e, x->list, el.n);
	for (i = 0; i < el.n; i++) {
		if (!el.list[i])
			continue;
		if (el.list[i]->type == TY_STRING && may_free(el.v, use) &&
		    (el.keys[i].reads & CHANGES_GLOBALS))
			el.keys[i] = emit_copy(e, &el.keys[i], TY_STRING);
		if (next)
			emit_keep(e, &el.keys[i], el.list[i]->type, next);
	}
	return el;
}

void emit_open_element(struct emit *e, const struct element *el)
{
	struct text t = TEXT_EMPTY;
	unsigned int i;

	if (!el->n)
		return;
	for (i = 0; i < el->n; i++) {
		const struct expr *x = el->list[i];

		text_printf(&t, "%s{ .%s = %s }", i ? ", " : "",
			    x && x->type == TY_STRING ? "s" : "n",
			    x ? emit_bare(e, el->keys[i].c) : "0");
	}
	code_line(e, "{");
	code_deeper(e);
	code_line(e, "const union stp_key k[] = { %s };", t.buf);
	text_free(&t);
}

void emit_close_element(struct emit *e, const struct element *el)
{
	if (!el->n)
		return;
	code_back(e);
	code_line(e, "}");
}

/* Bit i: key i is given, not '*'. */
static unsigned int given_keys(const struct element *el)
{
	unsigned int i, given = 0;

	for (i = 0; i < el->n; i++)
		given |= el->list[i] ? 1u << i : 0;
	return given;
}

/* '*' stands for every element: there is no one value. */
static bool check_slice(struct emit *e, const struct expr *x)
{
	unsigned int i;

	for (i = 0; i < x->n; i++) {
		if (x->list[i])
			continue;
		emit_error(e, "sem-array-slice", x->at,
			   "'*' as a key is for 'in', 'delete' and 'foreach' only");
		return false;
	}
	return true;
}

static struct value no_value(enum type type)
{
	return (struct value){ .c = type == TY_STRING ? "\"\"" : "0LL" };
}

/* ---- reads -------------------------------------------------------------- */

static const char *read_long(struct emit *e, const struct element *el)
{
	const char *t = emit_new_long(e);

	if (el->node) {
		code_line(e, "%s = stp_node_long(&%s, %s);", t, el->v->c_name, el->node);
		return t;
	}
	emit_open_element(e, el);
	code_line(e, "%s = stp_map_long(&%s, k);", t, el->v->c_name);
	emit_close_element(e, el);
	return t;
}

/* A text stays where it is; who changes the array before using it makes a copy. */
static struct value read_string(struct emit *e, const struct element *el)
{
	struct value v = { .c = emit_new_text(e), .reads = CHANGES_GLOBALS };

	if (el->node) {
		code_line(e, "%s = stp_node_string(&%s, %s);", v.c, el->v->c_name, el->node);
		return v;
	}
	emit_open_element(e, el);
	code_line(e, "%s = stp_map_string(&%s, k);", v.c, el->v->c_name);
	emit_close_element(e, el);
	return v;
}

struct value emit_index(struct emit *e, const struct expr *x)
{
	struct element el;

	if (!check_slice(e, x))
		return no_value(x->type);
	emit_take_result(e);
	el = emit_element(e, x, ELEMENT_READ, NULL);
	if (x->type == TY_STRING)
		return read_string(e, &el);
	return (struct value){ .c = read_long(e, &el) };
}

struct value emit_in(struct emit *e, const struct expr *x)
{
	struct element el = emit_element(e, x, ELEMENT_READ, NULL);
	const char *t = emit_new_long(e);

	emit_open_element(e, &el);
	code_line(e, "%s = stp_map_has(&%s, k, %#x);", t, el.v->c_name, given_keys(&el));
	emit_close_element(e, &el);
	return (struct value){ .c = t };
}

/* ---- writes ------------------------------------------------------------- */

/* The place of the value as "v", made when it is not there. */
static void open_slot(struct emit *e, const struct element *el, const struct place *at)
{
	bool is_string = el->v->type == TY_STRING;

	emit_open_element(e, el);
	code_line(e, "%sv = stp_map_%s_slot(c, &%s, k);", is_string ? "char *" : "stp_s64 *",
		  is_string ? "string" : "long", el->v->c_name);
	text_put(&e->body->code, "\n");
	emit_check(e, at);
}

static void store_long(struct emit *e, enum op op, const char *r)
{
	switch (op) {
	case OP_NONE:
		code_line(e, "*v = %s;", emit_bare(e, r));
		break;
	case OP_SHL:
	case OP_SAR:
	case OP_SHR:
		code_line(e, "*v = %s;", emit_operation(e, op, "*v", r));
		break;
	default:
		code_line(e, "*v %s= %s;", op_string(op), emit_bare(e, r));
		break;
	}
}

static struct value assign_long(struct emit *e, const struct expr *x, bool wants_value)
{
	struct element el = emit_element(e, x->left, ELEMENT_WRITE, x->right);
	struct value r = emit_expr(e, x->right);
	enum op op = x->sub;
	const char *t = wants_value ? emit_new_long(e) : "0LL";

	/* a failing division leaves the array as it was */
	if (emit_may_divide_by_0(op, x->right)) {
		r = emit_division(e, op, read_long(e, &el), r.c, x->at);
		op = OP_NONE;
	}
	open_slot(e, &el, x->left->at);
	store_long(e, op, r.c);
	if (wants_value)
		code_line(e, "%s = *v;", t);
	emit_close_element(e, &el);
	return (struct value){ .c = t };
}

static struct value assign_string(struct emit *e, const struct expr *x, bool wants_value)
{
	struct element el = emit_element(e, x->left, ELEMENT_WRITE, x->right);
	struct value r = emit_expr(e, x->right);
	struct value v = no_value(TY_STRING);

	if (may_free(el.v, ELEMENT_WRITE) && (r.reads & CHANGES_GLOBALS))
		r = emit_copy(e, &r, TY_STRING);
	open_slot(e, &el, x->left->at);
	code_line(e, "%s(v, %s, STP_MAXSTRINGLEN);",
		  x->sub == OP_CAT ? "stp_strcat" : "stp_strcpy", r.c);
	if (wants_value) {
		v = (struct value){ .c = emit_new_text(e), .reads = CHANGES_GLOBALS };
		code_line(e, "%s = v;", v.c);
	}
	emit_close_element(e, &el);
	return v;
}

struct value emit_element_assign(struct emit *e, const struct expr *x, bool wants_value)
{
	if (!check_slice(e, x->left))
		return no_value(x->left->type);
	emit_take_result(e);
	if (x->left->type == TY_STRING)
		return assign_string(e, x, wants_value);
	return assign_long(e, x, wants_value);
}

struct value emit_element_incdec(struct emit *e, const struct expr *x, bool wants_value)
{
	const char *op = x->op == OP_INC ? "++" : "--", *t;
	struct element el;

	if (!check_slice(e, x->left))
		return no_value(TY_LONG);
	el = emit_element(e, x->left, ELEMENT_WRITE, NULL);
	t = wants_value ? emit_new_long(e) : "0LL";
	open_slot(e, &el, x->left->at);
	if (!wants_value)
		code_line(e, "(*v)%s;", op);
	else if (x->is_prefix)
		code_line(e, "%s = %s*v;", t, op);
	else
		code_line(e, "%s = (*v)%s;", t, op);
	emit_close_element(e, &el);
	return (struct value){ .c = t };
}

/* ---- delete ------------------------------------------------------------- */

static void delete_elements(struct emit *e, const struct expr *x)
{
	struct element el = emit_element(e, x, ELEMENT_READ, NULL);
	unsigned int i;

	/* a key may be a text of the array itself */
	for (i = 0; el.v->type == TY_STRING && i < el.n; i++)
		if (el.list[i] && el.list[i]->type == TY_STRING &&
		    (el.keys[i].reads & CHANGES_GLOBALS))
			el.keys[i] = emit_copy(e, &el.keys[i], TY_STRING);
	emit_open_element(e, &el);
	code_line(e, "stp_map_delete(&%s, k, %#x);", el.v->c_name, given_keys(&el));
	emit_close_element(e, &el);
}

void emit_delete(struct emit *e, const struct stmt *s)
{
	const struct expr *x = s->expr;

	if (x->kind == EX_INDEX)
		delete_elements(e, x);
	else if (emit_is_map(x->decl))
		code_line(e, "stp_map_clear(&%s);", x->decl->c_name);
	else
		code_line(e, x->decl->type == TY_STRING ? "%s[0] = 0;" : "%s = 0;",
			  emit_variable(e, x->decl).c);
}
