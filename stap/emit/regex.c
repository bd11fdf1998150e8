/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex.c - tables of patterns, and the operators that use them. */
#include <ctype.h>
#include <string.h>

#include "base/map.h"
#include "emit_int.h"
#include "stap/regex.h"
#include "stap/session.h"

#define PER_LINE	16

struct table {
	struct emit_module *m;
	const struct regex *r;
	const char *name;
};

/* ---- the numbers of a table ---------------------------------------------- */

static const char *byte_text(struct arena *a, unsigned int b)
{
	return arena_printf(a, isalnum((int)b) ? "'%c'" : "%u", b);
}

/* Runs of one class; class 0 is what C fills the rest with. */
static void put_classes(const struct table *t)
{
	struct arena *a = t->m->e.arena;
	struct text *out = t->m->e.out;
	const uint8_t *classes = t->r->classes;
	unsigned int from, to, n = 0;

	text_printf(out, "static const unsigned char %s_classes[256] = {", t->name);
	for (from = 0; from < 256; from = to) {
		for (to = from + 1; to < 256 && classes[to] == classes[from]; to++)
			;
		if (!classes[from])
			continue;
		text_put(out, n++ % 4 ? " " : "\n\t");
		text_printf(out, "[%s", byte_text(a, from));
		if (to > from + 1)
			text_printf(out, " ... %s", byte_text(a, to - 1));
		text_printf(out, "] = %u,", classes[from]);
	}
	text_put(out, "\n};\n");
}

static void put_next(const struct table *t)
{
	struct text *out = t->m->e.out;
	unsigned int n = (t->r->n_states - REGEX_FIRST) * t->r->n_classes, i, in_row;

	text_printf(out, "static const unsigned short %s_next[] = {", t->name);
	for (i = 0; i < n; i++) {
		in_row = i % t->r->n_classes;
		text_put(out, in_row % PER_LINE ? " " : "\n\t");
		text_printf(out, "%u,", t->r->next[i]);
	}
	text_put(out, n ? "\n};\n" : " 0 };\n");
}

static void put_edges(const struct table *t)
{
	struct text *out = t->m->e.out;
	unsigned int p, i, first = 0;

	text_line(out, "static const struct stp_regex_edge %s_edges[] = {", t->name);
	for (p = 0; p <= t->r->n_positions; p++)
		for (i = 0; i < t->r->positions[p].n_edges; i++) {
			const struct regex_edge *e = &t->r->positions[p].edges[i];

			text_printf(out, "\t{ %u, %d, %d, 0x%llx },\n", e->to,
				    !!(e->flags & REGEX_AT_START), !!(e->flags & REGEX_AT_END),
				    (unsigned long long)e->tags);
		}
	text_put(out, t->r->n_edges ? "};\n" : "\t{ 0 },\n};\n");
	text_printf(out, "static const unsigned short %s_first[] = { 0,", t->name);
	for (p = 0; p <= t->r->n_positions; p++) {
		first += t->r->positions[p].n_edges;
		text_put(out, (p + 1) % PER_LINE ? " " : "\n\t");
		text_printf(out, "%u,", first);
	}
	text_put(out, " };\n");
}

/* Does the position wait for the bytes of a class?  One byte speaks for all. */
static bool waits_for(const struct regex *r, unsigned int p, unsigned int class)
{
	unsigned int b;

	for (b = 0; r->classes[b] != class; b++)
		;
	return r->positions[p].bytes[b / 64] >> (b % 64) & 1;
}

static unsigned int class_words(const struct regex *r)
{
	return (r->n_classes + 31) / 32;
}

static void put_bytes(const struct table *t)
{
	struct text *out = t->m->e.out;
	unsigned int p, w, c, bits, n = 0;

	text_printf(out, "static const unsigned int %s_bytes[] = {", t->name);
	for (p = 0; p < t->r->n_positions; p++)
		for (w = 0; w < class_words(t->r); w++) {
			bits = 0;
			for (c = w * 32; c < t->r->n_classes && c < w * 32 + 32; c++)
				bits |= (unsigned int)waits_for(t->r, p, c) << (c % 32);
			text_put(out, n++ % PER_LINE ? " " : "\n\t");
			text_printf(out, "0x%x,", bits);
		}
	text_put(out, n ? "\n};\n" : " 0 };\n");
}

static void put_groups(const struct table *t)
{
	struct text *out = t->m->e.out;

	put_edges(t);
	put_bytes(t);
	text_line(out, "static const struct stp_regex_groups %s_groups = {", t->name);
	text_line(out, "\t.edges = %s_edges, .first = %s_first, .bytes = %s_bytes,", t->name,
		  t->name, t->name);
	text_line(out, "\t.n_positions = %u, .words = %u,", t->r->n_positions,
		  class_words(t->r));
	text_line(out, "};");
}

/* ---- one pattern ----------------------------------------------------------- */

static void put_regex(const struct table *t, const char *text, bool has_groups)
{
	struct text *out = t->m->e.out;
	const char *quoted = emit_quote(&t->m->e, text);

	if (!strstr(quoted, "*/") && !strstr(quoted, "/*"))
		text_line(out, "/* %s */", quoted);
	put_classes(t);
	put_next(t);
	if (has_groups)
		put_groups(t);
	text_line(out, "static const struct stp_regex %s = {", t->name);
	text_line(out, "\t.classes = %s_classes, .next = %s_next,", t->name, t->name);
	text_line(out, "\t.n_classes = %u, .start = %u, .n_groups = %u,", t->r->n_classes,
		  t->r->start, t->r->n_groups);
	if (has_groups)
		text_line(out, "\t.groups = &%s_groups,", t->name);
	text_put(out, "};\n\n");
}

static void look_regex(void *ctx, struct expr **slot)
{
	struct emit_module *m = ctx;
	const struct expr *x = *slot;
	struct table t = { .m = m, .r = x->regex };
	const char *text;

	if (x->kind != EX_REGEX)
		return;
	text = regex_text(m->e.arena, x->str);
	if (map_get(m->regexes, text))
		return;
	if (x->sets_groups && regex_match_words(x->regex) > m->match_words)
		m->match_words = regex_match_words(x->regex);
	t.name = arena_printf(m->e.arena, "rx%zu", map_count(m->regexes) + 1);
	map_put(m->regexes, text, (void *)t.name);
	put_regex(&t, text, x->sets_groups);
}

void emit_regexes(struct emit_module *m)
{
	struct program *p = m->e.prog;
	unsigned int i, k;

	m->regexes = map_new(m->e.arena);
	for (i = 0; i < p->functions.n; i++)
		if (p->functions.at[i]->body)
			stmt_each_expr(p->functions.at[i]->body, look_regex, m);
	for (i = 0; i < p->probes.n; i++) {
		struct probe *pr = p->probes.at[i];

		stmt_each_expr(pr->body, look_regex, m);
		for (k = 0; k < pr->n_saved; k++)
			expr_each(&pr->saved[k], look_regex, m);
	}
}

/* ---- the operators ------------------------------------------------------------ */

struct value emit_regex(struct emit *e, const struct expr *x)
{
	struct value v = emit_expr(e, x->left);
	const char *name, *call, *t;

	name = map_get(emit_private(e)->regexes, regex_text(e->arena, x->str));
	call = arena_printf(e->arena, "%sstp_regex_match(c, &%s, %s)",
			    x->op == OP_NOMATCH ? "!" : "", name ? name : "", v.c);
	if (!x->sets_groups)
		return (struct value){ .c = call, .reads = v.reads,
				       .is_int = x->op == OP_NOMATCH };
	t = emit_new_long(e);
	code_line(e, "%s = %s;", t, call);
	return (struct value){ .c = t };
}
