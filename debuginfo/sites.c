/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sites.c - functions and their inlined copies by name, file and line.
 *
 * Names and files are answered from the index alone; where only some lines or
 * labels are wanted, site_lines.c looks into the functions that match.
 */
#include "sites_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- which files ------------------------------------------------------------------ */

static bool matches_file(struct seek *se, uint32_t file)
{
	const char *name = dx_string(se->x, file);
	struct arena *a = se->k->arena;
	uint8_t *known;

	if (!se->q->file)
		return true;
	known = &se->file_known[file];
	if (!*known)
		*known = names_match(se->q->file, name) ||
			 names_match(arena_printf(a, "*/%s", se->q->file), name) ? 1 : 2;
	return *known == 1;
}

/* ---- what is found ---------------------------------------------------------------- */

void seek_add(struct seek *se, const struct found *f, uint32_t pc, unsigned int line)
{
	const struct dx_function *fn = f->fn;
	struct di_site s = {
		.function = dx_string(se->x, fn->name), .file = dx_string(se->x, fn->file),
		.line = line, .offset = pc, .is_inline = f->is_inline,
		.is_external = fn->flags & DX_EXTERNAL,
		.is_entry = !f->is_inline && pc == fn->pc,
		.die = f->die, .unit = f->unit,
		.is_block = se->by_lines,
	};

	if (f->flags & DX_UNPROBED)
		se->missed->n_unprobed++;
	else
		list_push(se->scratch, &se->sites, s);
}

static void take(struct seek *se, const struct found *f, uint32_t pc)
{
	if (se->by_lines)
		seek_lines(se, f, pc);
	else
		seek_add(se, f, pc, f->fn->line);
}

static void take_function(struct seek *se, const struct dx_function *fn)
{
	struct found f = {
		.fn = fn, .die = fn->die, .unit = fn->unit, .flags = fn->flags,
	};
	const struct dx_inline *in = se->x->inlines + fn->first_inline;
	uint32_t i;

	if (fn->pc != DX_NO_PC && !se->q->no_code) {
		se->n_code++;
		take(se, &f, fn->pc);
	}
	if (se->q->no_inlines) {
		se->missed->n_inlined += fn->n_inlines > 0;
		return;
	}
	f.is_inline = true;
	for (i = 0; i < fn->n_inlines; i++, in++) {
		f.die = in->die;
		f.unit = in->unit;
		f.flags = in->flags;
		take(se, &f, in->pc);
	}
}

static void walk_functions(struct seek *se)
{
	const struct dx_function *fn = se->x->functions;
	uint32_t n = (uint32_t)se->x->head->n_functions, i = 0, last = UINT32_MAX;
	bool is_pattern = names_is_pattern(se->q->name), matches = false;

	if (!is_pattern)
		i = dx_from(se->x, fn, n, sizeof(*fn), se->q->name);
	for (; i < n; i++) {
		if (fn[i].name != last) {
			last = fn[i].name;
			matches = is_pattern ? names_match(se->q->name, dx_string(se->x, last)) :
				  !strcmp(se->q->name, dx_string(se->x, last));
			if (!matches && !is_pattern)
				break;
		}
		if (matches && matches_file(se, fn[i].file))
			take_function(se, &fn[i]);
	}
}

/* ---- in order, each once ------------------------------------------------------------ */

static int compare_sites(const void *x, const void *y)
{
	const struct di_site *a = x, *b = y;
	int c = strcmp(a->function, b->function);

	if (!c)
		c = strcmp(a->file, b->file);
	if (c)
		return c;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->offset != b->offset)
		return a->offset < b->offset ? -1 : 1;
	if (a->is_inline != b->is_inline)
		return a->is_inline ? 1 : -1;
	return (a->die > b->die) - (a->die < b->die);
}

/* Copies may lie in one another; two functions may be one piece of code. */
static bool is_same(const struct di_site *a, const struct di_site *b)
{
	return a->offset == b->offset && a->line == b->line && !strcmp(a->function, b->function) &&
	       !strcmp(a->file, b->file);
}

static int compare_offsets(const void *x, const void *y)
{
	const struct di_site *a = x, *b = y;

	if (a->offset != b->offset)
		return a->offset < b->offset ? -1 : 1;
	return compare_sites(x, y);
}

/* Several lines may begin with one instruction: the first of them has it. */
static void keep_first_lines(struct seek *se)
{
	unsigned int i, n = 0;

	if (!se->sites.n)
		return;
	qsort(se->sites.at, se->sites.n, sizeof(se->sites.at[0]), compare_offsets);
	for (i = 0; i < se->sites.n; i++)
		if (!n || se->sites.at[n - 1].offset != se->sites.at[i].offset)
			se->sites.at[n++] = se->sites.at[i];
	se->sites.n = n;
}

static int hand_out(struct seek *se, bool (*each)(void *ctx, const struct di_site *s), void *ctx)
{
	unsigned int i;
	int n = 0;

	if (se->sites.n)
		qsort(se->sites.at, se->sites.n, sizeof(se->sites.at[0]), compare_sites);
	for (i = 0; i < se->sites.n; i++) {
		if (i && is_same(&se->sites.at[i - 1], &se->sites.at[i]))
			continue;
		n++;
		if (!each(ctx, &se->sites.at[i]))
			break;
	}
	return n;
}

/* function("f@file:N") means the one declared there; by any other line, all of them. */
static void keep_declared(struct seek *se)
{
	const struct di_query *q = se->q;
	unsigned int i, n = 0;

	for (i = 0; i < se->sites.n; i++)
		n += se->sites.at[i].line == q->lines[0].first;
	se->missed->is_other_line = se->sites.n && !n;
	if (!n)
		return;
	for (i = n = 0; i < se->sites.n; i++)
		if (se->sites.at[i].line == q->lines[0].first)
			se->sites.at[n++] = se->sites.at[i];
	se->sites.n = n;
}

int di_site_each(struct di_kernel *k, const struct di_query *q,
		 bool (*each)(void *ctx, const struct di_site *s), void *ctx,
		 struct di_missed *missed)
{
	struct dwarf *d = kernel_dwarf(k);
	struct seek se = { .k = k, .q = q, .missed = missed };
	int n;

	memset(missed, 0, sizeof(*missed));
	if (!d)
		return k->step[DI_DWARF].state;
	se.x = &d->index;
	se.by_lines = q->label || (q->is_statement && (q->n_lines || q->is_all_lines));
	se.file_known = calloc(se.x->head->strings_len, 1);
	if (!se.file_known)
		return -ENOMEM;
	se.scratch = arena_new();
	walk_functions(&se);
	if (q->n_lines && !q->is_statement && !q->label && !q->is_relative)
		keep_declared(&se);
	if (se.by_lines && !q->label)
		keep_first_lines(&se);
	missed->n_inlined = se.n_code ? 0 : missed->n_inlined;
	n = hand_out(&se, each, ctx);
	arena_free(se.scratch);
	free(se.file_known);
	return n;
}

static const struct dx_function *function_at(const struct dx *x, uint64_t offset)
{
	const struct dx_function *f = x->functions, *end, *best = NULL;

	for (end = f + x->head->n_functions; f < end; f++)
		if (f->pc != DX_NO_PC && f->pc <= offset && offset < f->end &&
		    (!best || f->pc > best->pc))
			best = f;
	return best;
}

bool di_site_at_address(struct di_kernel *k, uint64_t address, bool is_statement,
			struct di_site *s, uint64_t *near)
{
	struct dwarf *d = kernel_dwarf(k);
	const struct dx_function *f;
	uint64_t stext;

	*near = 0;
	if (!d)
		return false;
	stext = d->index.head->stext;
	f = address < stext ? NULL : function_at(&d->index, address - stext);
	if (!f)
		return false;
	*s = (struct di_site){
		.function = dx_string(&d->index, f->name),
		.file = dx_string(&d->index, f->file), .line = f->line,
		.offset = f->pc, .is_external = f->flags & DX_EXTERNAL, .is_entry = true,
		.die = f->die, .unit = f->unit,
	};
	return !is_statement || site_statement(k, address, s, near);
}

const char *di_site_similar(struct di_kernel *k, const char *name, unsigned int max)
{
	struct similar s = { .name = name, .max = max < NAMES_SIMILAR ? max : NAMES_SIMILAR };
	struct dwarf *d = kernel_dwarf(k);
	uint32_t i, last = UINT32_MAX;

	for (i = 0; d && max && i < d->index.head->n_functions; i++) {
		if (d->index.functions[i].name == last)
			continue;
		last = d->index.functions[i].name;
		similar_offer(&s, dx_string(&d->index, last));
	}
	return d ? similar_list(&s, k->arena) : "";
}
