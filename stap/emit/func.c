/* SPDX-License-Identifier: GPL-2.0-or-later */
/* func.c - functions and bodies: frames, declarations, entry and end. */
#include <string.h>

#include "emit_int.h"
#include "stap/session.h"

/* More long locals than this go to the frame: the kernel's stack is small. */
#define STACK_LOCALS	20

static const char *new_temp(struct emit *e, const char *stem, unsigned int *now,
			    unsigned int *most)
{
	if (++*now > *most)
		*most = *now;
	return arena_printf(e->arena, "%s%u", stem, *now);
}

const char *emit_new_long(struct emit *e)
{
	return new_temp(e, "t", &e->body->temps.longs, &e->body->most.longs);
}

const char *emit_new_string(struct emit *e)
{
	return new_temp(e, "f->s", &e->body->temps.strings, &e->body->most.strings);
}

const char *emit_new_text(struct emit *e)
{
	return new_temp(e, "p", &e->body->temps.texts, &e->body->most.texts);
}

const char *emit_new_node(struct emit *e)
{
	return new_temp(e, "n", &e->body->temps.nodes, &e->body->most.nodes);
}

const char *emit_take_result(struct emit *e)
{
	const char *to = e->body->result;

	e->body->result = NULL;
	return to;
}

/* ---- declarations ------------------------------------------------------- */

static const struct var_list *body_locals(const struct emit_body *b)
{
	return b->fn ? &b->fn->locals : &b->probe->locals;
}

/* Parameters that are changed have a copy in the frame. */
static bool is_copied(const struct var *v)
{
	return v->type == TY_STRING && v->writes;
}

static unsigned int count_locals(const struct emit_body *b, enum type type)
{
	const struct var_list *l = body_locals(b);
	unsigned int i, n = 0;

	for (i = 0; i < l->n; i++)
		n += l->at[i]->type == type;
	return n;
}

static void put_member(struct text *t, const char *name, bool is_string)
{
	text_line(t, is_string ? "\tchar %s[STP_MAXSTRINGLEN];" : "\tstp_s64 %s;", name);
}

/* struct { ... } *f; returns its size. */
static uint64_t put_frame(struct emit *e, const struct emit_body *b)
{
	uint64_t size = (uint64_t)emit_limit(e->prog, "MAXSTRINGLEN", 512);
	struct text t = { .depth = 1 };
	const struct var_list *l = body_locals(b);
	unsigned int i, strings = 0, longs = 0;

	for (i = 0; b->longs_in_frame && i < l->n; i++)
		if (l->at[i]->type == TY_LONG)
			put_member(&t, l->at[i]->c_name, false), longs++;
	for (i = 0; i < l->n; i++)
		if (l->at[i]->type == TY_STRING)
			put_member(&t, l->at[i]->c_name, true), strings++;
	for (i = 0; b->fn && i < b->fn->params.n; i++)
		if (is_copied(b->fn->params.at[i]))
			put_member(&t, b->fn->params.at[i]->c_name, true), strings++;
	for (i = 0; i < b->most.strings; i++)
		put_member(&t, arena_printf(e->arena, "s%u", i + 1), true), strings++;
	if (strings + longs) {
		text_put(e->out, "\tstruct {\n");
		text_putn(e->out, t.buf, t.len);
		text_printf(e->out, "\t}%s *f;\n", size % 8 ? " __attribute__((aligned(8)))" : "");
	}
	text_free(&t);
	return longs * 8 + ((strings * size + 7) & ~UINT64_C(7));
}

static void put_long(struct emit *e, const char *text, bool *started)
{
	text_printf(e->out, "%s%s", *started ? ", " : "\tstp_s64 ", text);
	*started = true;
}

/* Is every read that the script has of v in the C as well? */
static bool is_read(const struct emit *e, const struct emit_body *b, const struct var *v)
{
	unsigned int i;

	for (i = 0; i < b->elided.n; i++)
		if (b->elided.at[i] == v)
			return false;
	return v->reads && !e->prog->s->opt->no_optimize;
}

static void put_longs(struct emit *e, const struct emit_body *b)
{
	const struct var_list *l = body_locals(b);
	bool started = false;
	unsigned int i;

	if (b->fn && b->fn->type == TY_LONG)
		put_long(e, "ret = 0", &started);
	for (i = 0; !b->longs_in_frame && i < l->n; i++) {
		const char *mark = is_read(e, b, l->at[i]) ? "" : " STP_UNUSED";

		if (l->at[i]->type == TY_LONG)
			put_long(e, arena_printf(e->arena, "%s%s = 0", l->at[i]->c_name, mark),
				 &started);
	}
	for (i = 0; i < b->most.longs; i++)
		put_long(e, arena_printf(e->arena, "t%u", i + 1), &started);
	if (started)
		text_put(e->out, ";\n");
}

/* "TYPE *p1, *p2;" */
static void put_pointers(struct emit *e, const char *type, const char *stem, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		text_printf(e->out, "%s%s%u", i ? ", *" : type, stem, i + 1);
	if (n)
		text_put(e->out, ";\n");
}

/* Locals are 0 or "" at each entry. */
static void put_initial(struct emit *e, const struct emit_body *b)
{
	const struct var_list *l = body_locals(b);
	unsigned int i;

	for (i = 0; i < l->n; i++) {
		const char *name = l->at[i]->c_name;

		if (l->at[i]->type == TY_STRING)
			text_printf(e->out, "\tf->%s[0] = 0;\n", name);
		else if (l->at[i]->type == TY_LONG && b->longs_in_frame)
			text_printf(e->out, "\tf->%s = 0;\n", name);
	}
	for (i = 0; b->fn && i < b->fn->params.n; i++) {
		const char *name = b->fn->params.at[i]->c_name;

		if (is_copied(b->fn->params.at[i]))
			text_printf(e->out, "\tstp_strcpy(f->%s, %s, STP_MAXSTRINGLEN);\n",
				    name, name);
	}
}

/* ---- bodies ------------------------------------------------------------- */

/* Takes the `goto out` off the end: it would jump to the next line. */
static void drop_last_goto(struct emit_body *b)
{
	static const char jump[] = "\tgoto out;\n";
	size_t len = strlen(jump);

	if (b->code.len < len || memcmp(b->code.buf + b->code.len - len, jump, len))
		return;
	if (b->code.len > len && b->code.buf[b->code.len - len - 1] != '\n')
		return;
	b->code.len -= len;
	b->code.buf[b->code.len] = 0;
	b->out.uses--;
}

static void put_entry(struct emit *e, const struct emit_body *b, bool has_frame)
{
	const char *ret = b->fn && b->fn->type == TY_LONG ? " ret" : "";
	const char *size = has_frame ? "sizeof(*f)" : "0";

	if (b->fn && b->fn->type == TY_STRING)
		text_put(e->out, "\tret[0] = 0;\n");
	if (has_frame) {
		text_printf(e->out, "\tf = %s(c, %s);\n", b->fn ? "stp_enter" : "stp_frame", size);
		text_printf(e->out, "\tif (!f)\n\t\treturn%s;\n", ret);
	} else if (b->fn && emit_private(e)->counts_depth) {
		text_printf(e->out, "\tif (!stp_enter(c, 0))\n\t\treturn%s;\n", ret);
	}
	put_initial(e, b);
}

static void put_end(struct emit *e, const struct emit_body *b, bool has_frame)
{
	bool entered = b->fn && (has_frame || emit_private(e)->counts_depth);

	if (b->out.uses)
		text_put(e->out, "out:\n");
	if (entered)
		text_printf(e->out, "\tstp_leave(c, %s);\n", has_frame ? "sizeof(*f)" : "0");
	if (b->fn && b->fn->type == TY_LONG)
		text_put(e->out, "\treturn ret;\n");
	else if (b->out.uses && !entered)
		text_put(e->out, "\treturn;\n");
	text_put(e->out, "}\n\n");
}

void emit_body_start(struct emit *e, struct emit_body *b)
{
	e->body = b;
	b->code.depth = 1;
	b->out.name = "out";
	b->on_error = &b->out;
	b->longs_in_frame = count_locals(b, TY_LONG) > STACK_LOCALS;
}

uint64_t emit_body_text(struct emit *e, struct emit_body *b)
{
	size_t start;
	uint64_t size;

	drop_last_goto(b);
	text_put(e->out, "{\n");
	start = e->out->len;
	size = put_frame(e, b);
	put_longs(e, b);
	put_pointers(e, "\tconst char *", "p", b->most.texts);
	put_pointers(e, "\tstruct stp_node *", "n", b->most.nodes);
	if (e->out->len > start)
		text_put(e->out, "\n");
	put_entry(e, b, size != 0);
	if (b->code.len)
		text_putn(e->out, b->code.buf, b->code.len);
	put_end(e, b, size != 0);
	text_free(&b->code);
	e->body = NULL;
	return size;
}

uint64_t emit_body(struct emit *e, struct emit_body *b, struct stmt *body)
{
	emit_body_start(e, b);
	b->count_once = b->probe && !emit_has_loop(body);
	b->count_never = b->probe && b->probe->at->src == e->prog->synthetic;
	emit_steps(e, emit_straight(body, b->count_once), body->n ? body->list[0]->at : body->at);
	emit_stmt(e, body);
	return emit_body_text(e, b);
}

/* ---- functions ---------------------------------------------------------- */

void emit_prototype(struct emit *e, const struct function *f, const char *end)
{
	unsigned int i;

	text_printf(e->out, "static __attribute__((__noinline__)) %s %s(struct stp_context *c",
		    f->type == TY_LONG ? "stp_s64" : "void", f->c_name);
	if (f->type == TY_STRING)
		text_put(e->out, ", char *ret");
	for (i = 0; i < f->params.n; i++) {
		const struct var *v = f->params.at[i];

		text_printf(e->out, ", %s%s",
			    v->type == TY_STRING ? "const char *" : "stp_s64 ", v->c_name);
	}
	text_printf(e->out, ")%s", end);
}

struct order {
	struct emit_module *m;
	unsigned int at;	/* of the function that is looked at */
};

/* A function that is called before it is written needs a prototype. */
static void look_ahead(void *ctx, struct expr **slot)
{
	struct order *o = ctx;
	const struct program *p = o->m->e.prog;
	struct function *f;
	unsigned int i;

	if ((*slot)->kind != EX_CALL)
		return;
	for (f = (*slot)->callee; f; f = f->next_overload)
		for (i = o->at + 1; i < p->functions.n; i++)
			if (p->functions.at[i] == f && f->body && !o->m->declared[i]) {
				o->m->declared[i] = true;
				emit_prototype(&o->m->e, f, ";\n");
			}
}

static void put_prototypes(struct emit_module *m)
{
	struct program *p = m->e.prog;
	struct order o = { .m = m };
	size_t start = m->e.out->len;

	for (o.at = 0; o.at < p->functions.n; o.at++)
		if (p->functions.at[o.at]->body)
			stmt_each_expr(p->functions.at[o.at]->body, look_ahead, &o);
	if (m->e.out->len > start)
		text_put(m->e.out, "\n");
}

void emit_functions(struct emit_module *m)
{
	struct program *p = m->e.prog;
	unsigned int i;

	put_prototypes(m);
	for (i = 0; i < p->functions.n; i++) {
		struct function *f = p->functions.at[i];
		struct emit_body b = { .fn = f };

		if (!f->body)
			continue;
		text_printf(m->e.out, "/* %s - %s */\n", f->name,
			    emit_where(&m->e, f->decl->at));
		emit_prototype(&m->e, f, "\n");
		m->frame[i] = emit_body(&m->e, &b, f->body);
	}
}
