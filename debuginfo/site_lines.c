/* SPDX-License-Identifier: GPL-2.0-or-later */
/* site_lines.c - lines and labels within a function. */
#include "sites_int.h"

#include <dwarf.h>
#include <stdlib.h>
#include <string.h>

#define NEAR	5			/* lines up and down that a message offers */
#define NEST_MAX 64

/* ---- the line table of a unit ------------------------------------------------------- */

static int compare_rows(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->pc > b->pc) - (a->pc < b->pc);
}

static void fill_rows(struct seek *se, struct rows *r, Dwarf_Die *cu)
{
	const char *file = dx_string(se->x, r->file), *src;
	uint64_t stext = se->x->head->stext;
	Dwarf_Lines *lines;
	size_t n, i;

	if (dwarf_getsrclines(cu, &lines, &n))
		return;
	r->at = arena_alloc_n(se->scratch, n + 1, sizeof(*r->at));
	for (i = 0; i < n; i++) {
		Dwarf_Line *l = dwarf_onesrcline(lines, i);
		Dwarf_Addr pc;
		int line;
		bool is_end;

		src = dwarf_linesrc(l, NULL, NULL);
		if (!src || strcmp(src, file) || dwarf_lineaddr(l, &pc) ||
		    dwarf_lineno(l, &line) || dwarf_lineendsequence(l, &is_end) || is_end)
			continue;
		if (line > 0 && pc >= stext && pc - stext < DX_NO_PC)
			r->at[r->n++] = (struct row){ (unsigned int)line, (uint32_t)(pc - stext) };
	}
	qsort(r->at, r->n, sizeof(*r->at), compare_rows);
}

static const struct rows *rows_of(struct seek *se, const struct found *f)
{
	Dwarf *dw = dwarf_handle(se->k);
	struct rows *r;
	Dwarf_Die cu;

	for (r = se->rows; r; r = r->next)
		if (r->unit == f->unit && r->file == f->fn->file)
			return r;
	r = arena_one(se->scratch, struct rows);
	r->unit = f->unit;
	r->file = f->fn->file;
	r->next = se->rows;
	se->rows = r;
	if (dw && dwarf_offdie(dw, f->unit, &cu))
		fill_rows(se, r, &cu);
	return r;
}

/* ---- lines of one function ------------------------------------------------------------ */

struct within {
	struct seek *se;
	const struct found *f;
	const struct rows *rows;
	Dwarf_Die die;
};

static bool has_code(struct within *w, const struct row *r)
{
	return dwarf_haspc(&w->die, w->se->x->head->stext + r->pc) > 0;
}

/* First row at or after that line. */
static size_t row_from(const struct rows *r, unsigned int line)
{
	size_t low = 0, high = r->n, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (r->at[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The lowest address of a line within the function: false: none. */
static bool add_line(struct within *w, unsigned int line)
{
	size_t i;

	for (i = row_from(w->rows, line); i < w->rows->n && w->rows->at[i].line == line; i++) {
		if (!has_code(w, &w->rows->at[i]))
			continue;
		seek_add(w->se, w->f, w->rows->at[i].pc, line);
		return true;
	}
	return false;
}

/* The lines next to one without code, 0: none. */
static void near(struct within *w, unsigned int line, unsigned int *lower, unsigned int *higher)
{
	size_t at = row_from(w->rows, line), i;

	*lower = *higher = 0;
	for (i = at; i < w->rows->n && !*higher; i++)
		if (has_code(w, &w->rows->at[i]))
			*higher = w->rows->at[i].line;
	for (i = at; i-- > 0 && !*lower;)
		if (has_code(w, &w->rows->at[i]))
			*lower = w->rows->at[i].line;
}

static void no_line(struct within *w, unsigned int line, bool is_alone)
{
	struct di_missed *m = w->se->missed;
	unsigned int lower, higher;

	near(w, line, &lower, &higher);
	if (w->se->q->is_nearest) {
		if (higher && (!lower || higher - line <= line - lower))
			add_line(w, higher);
		else if (lower)
			add_line(w, lower);
		return;
	}
	if (!is_alone)
		return;
	m->file = dx_string(w->se->x, w->f->fn->file);
	m->line = line;
	if (lower && line - lower <= NEAR)
		m->lower = lower;
	if (higher && higher - line <= NEAR)
		m->higher = higher;
}

/* Every line from that of the entry on. */
static void all_lines(struct within *w, uint32_t entry)
{
	const struct row *r = w->rows->at, *end = r + w->rows->n;
	unsigned int first = w->f->fn->line, last = 0;

	for (; r < end; r++)
		if (r->pc == entry) {
			first = r->line;
			break;
		}
	for (r = w->rows->at + row_from(w->rows, first); r < end; r++) {
		if (r->line == last || !has_code(w, r))
			continue;
		last = r->line;
		seek_add(w->se, w->f, r->pc, r->line);
	}
}

static void asked_lines(struct within *w)
{
	const struct di_query *q = w->se->q;
	unsigned int i, line, base = q->is_relative ? w->f->fn->line : 0;
	bool is_alone = q->n_lines == 1 && q->lines[0].first == q->lines[0].last;
	size_t at;

	for (i = 0; i < q->n_lines; i++) {
		line = base + q->lines[i].first;
		if (q->lines[i].first == q->lines[i].last) {
			if (!add_line(w, line))
				no_line(w, line, is_alone);
			continue;
		}
		/* a range may be far longer than the function */
		for (at = row_from(w->rows, line); at < w->rows->n; ) {
			line = w->rows->at[at].line;
			if (line > base + q->lines[i].last)
				break;
			add_line(w, line);
			at = row_from(w->rows, line + 1);
		}
	}
}

/* ---- labels ----------------------------------------------------------------------------- */

static bool is_asked(const struct di_query *q, unsigned int line)
{
	unsigned int i;

	for (i = 0; i < q->n_lines; i++)
		if (line >= q->lines[i].first && line <= q->lines[i].last)
			return true;
	return !q->n_lines;
}

static void take_label(struct within *w, Dwarf_Die *label)
{
	const char *name = dwarf_diename(label);
	uint64_t stext = w->se->x->head->stext;
	Dwarf_Addr pc;
	int line;

	if (!name || !names_match(w->se->q->label, name) || dwarf_lowpc(label, &pc))
		return;
	die_file(label, &line);
	if (pc >= stext && pc - stext < DX_NO_PC && is_asked(w->se->q, (unsigned int)line))
		seek_add(w->se, w->f, (uint32_t)(pc - stext), (unsigned int)line);
}

/* Not into functions that were copied here: those have labels of their own. */
static void walk_labels(struct within *w, Dwarf_Die *die, int depth)
{
	Dwarf_Die child;

	if (depth > NEST_MAX || dwarf_child(die, &child))
		return;
	do {
		if (dwarf_tag(&child) == DW_TAG_label)
			take_label(w, &child);
		else if (dwarf_tag(&child) == DW_TAG_lexical_block)
			walk_labels(w, &child, depth + 1);
	} while (!dwarf_siblingof(&child, &child));
}

void seek_lines(struct seek *se, const struct found *f, uint32_t pc)
{
	struct within w = { .se = se, .f = f };
	Dwarf *dw = dwarf_handle(se->k);

	if (!dw || !dwarf_offdie(dw, f->die, &w.die))
		return;
	if (se->q->label) {
		walk_labels(&w, &w.die, 0);
		return;
	}
	w.rows = rows_of(se, f);
	if (se->q->is_all_lines)
		all_lines(&w, pc);
	else
		asked_lines(&w);
}

bool site_statement(struct di_kernel *k, uint64_t address, struct di_site *s, uint64_t *near)
{
	Dwarf *dw = dwarf_handle(k);
	Dwarf_Die cu;
	Dwarf_Line *l;
	Dwarf_Addr pc;
	int line;

	if (!dw || !dwarf_offdie(dw, s->unit, &cu))
		return false;
	l = dwarf_getsrc_die(&cu, address);
	if (!l || dwarf_lineaddr(l, &pc) || dwarf_lineno(l, &line))
		return false;
	*near = pc;
	if (pc != address)
		return false;
	s->file = dwarf_linesrc(l, NULL, NULL) ?: s->file;
	s->line = (unsigned int)line;
	s->is_entry = address - k->dwarf->index.head->stext == s->offset;
	s->offset = address - k->dwarf->index.head->stext;
	s->is_block = true;
	return true;
}
