/* SPDX-License-Identifier: GPL-2.0-or-later */
/* program_print.c - a program as -p2 shows it, and as its fingerprint is made of. */
#include <inttypes.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/source.h"
#include "base/text.h"
#include "program.h"
#include "providers/provider.h"
#include "session.h"

static void print_var(struct text *out, const struct var *v)
{
	int i;

	text_put(out, v->name);
	if (v->decl && v->decl->wraps)
		text_putc(out, '%');
	if (v->decl && v->decl->size)
		text_printf(out, "[%" PRId64 "]", v->decl->size);
	text_printf(out, ":%s", type_name(v->type));
	for (i = 0; i < v->arity; i++)
		text_printf(out, "%s%s", i ? ", " : " [",
			    type_name(v->keys ? v->keys[i] : TY_UNKNOWN));
	if (v->arity > 0)
		text_putc(out, ']');
}

static void print_embedded(struct text *out, const struct program *p)
{
	unsigned int i;

	if (p->embedded.n)
		text_put(out, "# global embedded code\n");
	for (i = 0; i < p->embedded.n; i++)
		text_printf(out, "%s\n", p->embedded.at[i]->code);
}

static void print_globals(struct text *out, const struct program *p, bool with_bodies)
{
	unsigned int i;

	if (p->globals.n)
		text_put(out, "# globals\n");
	for (i = 0; i < p->globals.n; i++) {
		const struct var *v = p->globals.at[i];

		print_var(out, v);
		if (with_bodies && v->decl && v->decl->init) {
			text_put(out, " = ");
			ast_print_expr(out, v->decl->init);
		}
		text_putc(out, '\n');
	}
}

static void print_locals(struct text *out, const struct var_list *locals)
{
	unsigned int i;

	if (locals->n)
		text_put(out, "  # locals\n");
	for (i = 0; i < locals->n; i++) {
		text_put(out, "  ");
		print_var(out, locals->at[i]);
		text_putc(out, '\n');
	}
}

static void print_function(struct text *out, const struct function *f, bool with_bodies)
{
	unsigned int i;

	text_printf(out, "%s:%s (", f->name, type_name(f->type));
	for (i = 0; i < f->params.n; i++) {
		text_put(out, i ? ", " : "");
		print_var(out, f->params.at[i]);
	}
	text_put(out, ")\n");
	print_locals(out, &f->locals);
	if (!with_bodies)
		return;
	if (f->body)
		ast_print_stmt(out, f->body);
	else
		text_printf(out, "%%{%s%%}\n", f->decl->code);
}

static void print_chain(struct text *out, const struct chain *c)
{
	text_put(out, " /* ");
	for (; c; c = c->from)
		text_printf(out, " <- %s", c->text);
	text_put(out, " */ ");
}

static void print_probe(struct text *out, const struct probe *pr, bool with_bodies)
{
	unsigned int i;

	text_put(out, pr->point);
	print_chain(out, pr->chain);
	if (pr->cond) {
		text_put(out, " if (");
		ast_print_expr(out, pr->cond);
		text_putc(out, ')');
	}
	text_putc(out, '\n');
	print_locals(out, &pr->locals);
	if (!with_bodies)
		return;
	if (pr->provider->print_site) {
		text_put(out, "  # site ");
		pr->provider->print_site(out, pr);
		text_putc(out, '\n');
	}
	for (i = 0; i < pr->n_saved; i++) {
		text_printf(out, "  # at entry %u: ", i);
		ast_print_expr(out, pr->saved[i]);
		text_putc(out, '\n');
	}
	ast_print_stmt(out, pr->body);
}

static void print_source(struct text *out, const struct source *src)
{
	struct hash h;
	char hex[33];

	hash_init(&h);
	hash_bytes(&h, src->text, src->len);
	hash_hex(&h, hex);
	text_printf(out, "# source %s %s\n", src->name, hex);
}

void program_print_sources(struct text *out, const struct program *p)
{
	const struct map_entry *e;
	unsigned int i;
	size_t at = 0;

	if (p->script->source)
		print_source(out, p->script->source);
	for (i = 0; i < p->more.n; i++)
		print_source(out, p->more.at[i]->source);
	while ((e = map_next(p->files, &at)))
		print_source(out, ((const struct ast_file *)e->value)->source);
}

void program_print(struct text *out, const struct program *p, bool with_bodies)
{
	unsigned int i;

	print_embedded(out, p);
	print_globals(out, p, with_bodies);
	if (p->functions.n)
		text_put(out, "# functions\n");
	for (i = 0; i < p->functions.n; i++)
		print_function(out, p->functions.at[i], with_bodies);
	if (p->probes.n)
		text_put(out, "# probes\n");
	for (i = 0; i < p->probes.n; i++)
		print_probe(out, p->probes.at[i], with_bodies);
}
