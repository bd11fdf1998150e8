/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dwarf_scan.c - one walk over all of the debug information, for the index.
 *
 * Names are numbered as they come and given their place when all are known: the
 * text of the index is sorted, so that to compare two names is to compare two
 * numbers.  An inlined copy may come before the function it is a copy of.
 */
#include "dwarf_int.h"

#include <dwarf.h>
#include <errno.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#define NEST_MAX	200		/* of scopes in one another */
#define OFFSET_MAX	(UINT32_MAX - 1)

/* ---- what is found ---------------------------------------------------------------- */

struct found_inline {
	uint32_t origin;		/* die, DX_IN_ALT in flags */
	uint32_t flags;
	struct dx_inline at;
};

struct found_type {
	struct dx_named at;
	uint32_t next;			/* 1 + the next one of the same name */
	uint64_t size;
};

struct scan {
	struct debug_file *file;
	struct words words;
	struct bytes functions;		/* struct dx_function, names by number */
	struct bytes inlines;		/* struct found_inline */
	struct bytes types;		/* struct found_type */
	struct bytes globals;		/* struct dx_named */
	uint64_t stext;
	struct parts parts;		/* symbols, by address: */
	struct symbols symbols;
	const struct symbol **places;
	uint32_t n_places;
	bool is_unprobed;		/* the function that is walked is */
	/* of the unit that is walked */
	uint32_t unit, unit_name;
	uint32_t *files;		/* word by number of file, + 1 */
	size_t n_files;
	Dwarf_Files *file_table;
	int err;
};

static uint32_t word(struct scan *s, const char *text)
{
	uint32_t w = word_of(&s->words, text ? text : "");

	if (w == UINT32_MAX)
		s->err = -ENOMEM;
	return w;
}

static void put(struct scan *s, struct bytes *to, const void *data, size_t n)
{
	if (!s->err)
		s->err = bytes_add(to, data, n);
}

static uint32_t offset_of(Dwarf_Die *die)
{
	Dwarf_Off at = dwarf_dieoffset(die);

	return at > OFFSET_MAX ? 0 : (uint32_t)at;
}

/* The same for what this unit itself says, by a table. */
static uint32_t file_word(struct scan *s, Dwarf_Die *die, uint32_t *line)
{
	Dwarf_Attribute a;
	Dwarf_Word n = 0;
	Dwarf_Die own;
	int l;

	*line = 0;
	if (!dwarf_attr(die, DW_AT_decl_file, &a)) {
		uint32_t w = word(s, die_file(die, &l));

		*line = (uint32_t)l;
		return w;
	}
	if (dwarf_formudata(&a, &n) || n >= s->n_files)
		return word(s, "");
	if (!s->files[n])
		s->files[n] = word(s, dwarf_filesrc(s->file_table, n, NULL, NULL)) + 1;
	own = *die;
	if (dwarf_attr(&own, DW_AT_decl_line, &a)) {
		Dwarf_Word m;

		if (!dwarf_formudata(&a, &m))
			*line = (uint32_t)m;
	}
	return s->files[n] - 1;
}

/* ---- functions ----------------------------------------------------------------------- */

static uint32_t from_stext(const struct scan *s, uint64_t address)
{
	if (!address || address < s->stext || address - s->stext >= DX_NO_PC)
		return DX_NO_PC;
	return (uint32_t)(address - s->stext);
}

static int compare_places(const void *x, const void *y)
{
	const struct symbol *const *a = x, *const *b = y;

	return ((*a)->address > (*b)->address) - ((*a)->address < (*b)->address);
}

/* What the kernel calls the code at that address, NULL: nothing. */
static const struct symbol *symbol_at(const struct scan *s, uint64_t address)
{
	const struct symbol key = { .address = address }, *p = &key, **found;

	found = bsearch(&p, s->places, s->n_places, sizeof(*s->places), compare_places);
	return found ? *found : NULL;
}

/*
 * A part that the compiler cut off a function begins in the middle of it.  In
 * code that the kernel refuses, nothing that is inlined can be probed either.
 */
static bool is_part(struct scan *s, uint64_t pc)
{
	const struct symbol *sym = symbol_at(s, pc);

	s->is_unprobed = sym && sym->flags & SYM_UNPROBED;
	return sym && strstr(s->symbols.names + sym->name, ".part.");
}

static void take_function(struct scan *s, Dwarf_Die *die)
{
	const char *name = dwarf_diename(die);
	struct dx_function f = { .die = offset_of(die), .unit = s->unit };
	Dwarf_Attribute a;
	uint64_t end, pc;

	if (!name || dwarf_hasattr(die, DW_AT_declaration))
		return;
	pc = die_entry(die, &end);
	if (pc && is_part(s, pc))
		return;
	f.pc = from_stext(s, pc);
	f.end = from_stext(s, end);
	/* neither code nor copies: a nested declaration */
	if (f.pc == DX_NO_PC && !dwarf_attr(die, DW_AT_inline, &a))
		return;
	f.name = word(s, name);
	f.file = file_word(s, die, &f.line);
	if (dwarf_attr_integrate(die, DW_AT_external, &a))
		f.flags = DX_EXTERNAL;
	if (s->is_unprobed && pc)
		f.flags |= DX_UNPROBED;
	put(s, &s->functions, &f, sizeof(f));
}

static void take_inline(struct scan *s, Dwarf_Die *die)
{
	struct found_inline in = { .at = { .die = offset_of(die), .unit = s->unit } };
	Dwarf_Attribute a;
	Dwarf_Die of;
	uint64_t end;

	if (!dwarf_attr(die, DW_AT_abstract_origin, &a) || !dwarf_formref_die(&a, &of))
		return;
	in.at.flags = s->is_unprobed ? DX_UNPROBED : 0;
	in.at.pc = from_stext(s, die_entry(die, &end));
	if (in.at.pc == DX_NO_PC)
		return;
	in.origin = offset_of(&of);
	if (s->file->alt && dwarf_cu_getdwarf(of.cu) == s->file->alt)
		in.flags = DX_IN_ALT;
	put(s, &s->inlines, &in, sizeof(in));
}

static void walk_code(struct scan *s, Dwarf_Die *die, int depth)
{
	Dwarf_Die child;

	if (depth > NEST_MAX || s->err || dwarf_child(die, &child))
		return;
	do {
		switch (dwarf_tag(&child)) {
		case DW_TAG_subprogram:
			take_function(s, &child);
			walk_code(s, &child, depth + 1);
			break;
		case DW_TAG_inlined_subroutine:
			take_inline(s, &child);
			walk_code(s, &child, depth + 1);
			break;
		case DW_TAG_lexical_block:
			walk_code(s, &child, depth + 1);
			break;
		default:
			break;
		}
	} while (!s->err && !dwarf_siblingof(&child, &child));
}

/* ---- types and variables of a unit ------------------------------------------------------ */

static struct dx_named named(struct scan *s, Dwarf_Die *die, uint32_t name)
{
	return (struct dx_named){
		.name = name, .die = offset_of(die), .unit = s->unit_name,
		.tag = (uint32_t)dwarf_tag(die),
	};
}

/* Types come again in every unit; of those that differ the biggest is kept. */
static void take_type(struct scan *s, Dwarf_Die *die)
{
	const char *name = dwarf_diename(die);
	struct found_type new = { .at = named(s, die, 0) }, *t;
	Dwarf_Attribute a;
	Dwarf_Word size = 0;
	struct word *w;
	uint32_t i;

	if (!name || dwarf_hasattr(die, DW_AT_declaration))
		return;
	if (dwarf_attr(die, DW_AT_byte_size, &a) && !dwarf_formudata(&a, &size))
		new.size = size;
	new.at.name = word(s, name);
	if (s->err)
		return;
	w = word_at(&s->words, new.at.name);
	for (i = w->of; i; i = t->next) {
		t = (struct found_type *)s->types.at + i - 1;
		if (t->at.tag != new.at.tag)
			continue;
		if (new.size > t->size) {
			new.next = t->next;
			*t = new;
		}
		return;
	}
	new.next = w->of;
	put(s, &s->types, &new, sizeof(new));
	w->of = (uint32_t)(s->types.len / sizeof(new));
}

static void take_variable(struct scan *s, Dwarf_Die *die)
{
	struct dx_named n;
	const char *name;

	if (!dwarf_hasattr(die, DW_AT_location) && !dwarf_hasattr(die, DW_AT_const_value))
		return;
	name = dwarf_diename(die);
	if (!name)
		return;
	n = named(s, die, word(s, name));
	put(s, &s->globals, &n, sizeof(n));
}

static void take_top(struct scan *s, Dwarf_Die *die)
{
	switch (dwarf_tag(die)) {
	case DW_TAG_subprogram:
		take_function(s, die);
		walk_code(s, die, 0);
		break;
	case DW_TAG_structure_type: case DW_TAG_union_type: case DW_TAG_class_type:
	case DW_TAG_enumeration_type: case DW_TAG_typedef: case DW_TAG_base_type:
		take_type(s, die);
		break;
	case DW_TAG_variable:
		take_variable(s, die);
		break;
	default:
		break;
	}
}

static void walk_unit(struct scan *s, Dwarf_Die *cu)
{
	Dwarf_Die child;

	s->unit = offset_of(cu);
	s->unit_name = word(s, dwarf_diename(cu));
	s->n_files = 0;
	free(s->files);
	s->files = NULL;
	if (dwarf_getsrcfiles(cu, &s->file_table, &s->n_files))
		s->n_files = 0;
	s->files = calloc(s->n_files + 1, sizeof(*s->files));
	if (!s->files)
		s->err = -ENOMEM;
	if (s->err || dwarf_child(cu, &child))
		return;
	do {
		take_top(s, &child);
	} while (!s->err && !dwarf_siblingof(&child, &child));
}

static int walk_all(struct scan *s)
{
	Dwarf_CU *cu = NULL;
	uint8_t type;
	Dwarf_Die die;
	int rc;

	while (!s->err && !(rc = dwarf_get_units(s->file->dw, cu, &cu, NULL, &type, &die, NULL)))
		if (type == DW_UT_compile || type == DW_UT_partial)
			walk_unit(s, &die);
	if (!s->err && rc < 0)
		s->err = -EBADMSG;
	return s->err;
}

/* ---- copies to their functions ----------------------------------------------------------- */

static int compare_inlines(const void *x, const void *y)
{
	const struct found_inline *a = x, *b = y;

	if (a->flags != b->flags)
		return a->flags < b->flags ? -1 : 1;
	if (a->origin != b->origin)
		return a->origin < b->origin ? -1 : 1;
	if (a->at.pc != b->at.pc)
		return a->at.pc < b->at.pc ? -1 : 1;
	return (a->at.die > b->at.die) - (a->at.die < b->at.die);
}

static int compare_dies(const void *x, const void *y)
{
	const struct dx_function *a = x, *b = y;
	uint32_t p = a->flags & DX_IN_ALT, q = b->flags & DX_IN_ALT;

	if (p != q)
		return p < q ? -1 : 1;
	return (a->die > b->die) - (a->die < b->die);
}

/* A function that is only in what dwz took out, or in a partial unit of it. */
static void add_missing(struct scan *s, const struct found_inline *in)
{
	Dwarf *dw = in->flags & DX_IN_ALT ? s->file->alt : s->file->dw;
	struct dx_function f = {
		.die = in->origin, .unit = in->at.unit, .pc = DX_NO_PC, .end = DX_NO_PC,
		.flags = in->flags,
	};
	const char *name;
	Dwarf_Die die;
	int line;

	if (!dwarf_offdie(dw, in->origin, &die))
		return;
	name = dwarf_diename(&die);
	if (!name)
		return;
	f.name = word(s, name);
	f.file = word(s, die_file(&die, &line));
	f.line = (uint32_t)line;
	put(s, &s->functions, &f, sizeof(f));
}

/* Both sorted by DIE: each function gets the run of its copies. */
static void give_inlines(struct scan *s)
{
	struct found_inline *in = (struct found_inline *)s->inlines.at;
	size_t n = s->inlines.len / sizeof(*in), i, j, at = 0;
	size_t known = s->functions.len / sizeof(struct dx_function);
	struct dx_function *f;

	for (i = 0; i < n && !s->err; i = j) {
		struct dx_function key = { .die = in[i].origin, .flags = in[i].flags };

		for (j = i; j < n && in[j].origin == in[i].origin && in[j].flags == in[i].flags; )
			j++;
		f = (struct dx_function *)s->functions.at;
		while (at < known && compare_dies(&f[at], &key) < 0)
			at++;
		if (at < known && !compare_dies(&f[at], &key)) {
			f += at;
		} else {
			add_missing(s, &in[i]);
			f = (struct dx_function *)(s->functions.at + s->functions.len) - 1;
			if (f->die != key.die)
				continue;
		}
		f->first_inline = (uint32_t)i;
		f->n_inlines = (uint32_t)(j - i);
	}
}

static int join_inlines(struct scan *s)
{
	if (s->inlines.at)
		qsort(s->inlines.at, s->inlines.len / sizeof(struct found_inline),
		      sizeof(struct found_inline), compare_inlines);
	if (s->functions.at)
		qsort(s->functions.at, s->functions.len / sizeof(struct dx_function),
		      sizeof(struct dx_function), compare_dies);
	give_inlines(s);
	return s->err;
}

/* ---- the file ------------------------------------------------------------------------------ */

static int compare_functions(const void *x, const void *y)
{
	const struct dx_function *a = x, *b = y;

	if (a->name != b->name)
		return a->name < b->name ? -1 : 1;
	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->pc > b->pc) - (a->pc < b->pc);
}

static int compare_named(const void *x, const void *y)
{
	const struct dx_named *a = x, *b = y;

	if (a->name != b->name)
		return a->name < b->name ? -1 : 1;
	return (a->die > b->die) - (a->die < b->die);
}

/* Numbers of words become offsets, and so the order is right. */
static void sort_named(const struct scan *s, struct bytes *b)
{
	struct dx_named *at = (struct dx_named *)b->at;
	size_t n = b->len / sizeof(*at), i;

	for (i = 0; i < n; i++) {
		at[i].name = word_at(&s->words, at[i].name)->offset;
		at[i].unit = word_at(&s->words, at[i].unit)->offset;
	}
	if (n)
		qsort(at, n, sizeof(*at), compare_named);
}

/* Without what only the scan needed. */
static void shrink_types(struct bytes *b)
{
	const struct found_type *from = (const struct found_type *)b->at;
	struct dx_named *to = (struct dx_named *)b->at;
	size_t n = b->len / sizeof(*from), i;

	for (i = 0; i < n; i++)
		memmove(&to[i], &from[i].at, sizeof(to[i]));
	b->len = n * sizeof(*to);
}

static void sort_functions(const struct scan *s)
{
	struct dx_function *at = (struct dx_function *)s->functions.at;
	size_t n = s->functions.len / sizeof(*at), i;

	for (i = 0; i < n; i++) {
		at[i].name = word_at(&s->words, at[i].name)->offset;
		at[i].file = word_at(&s->words, at[i].file)->offset;
	}
	if (n)
		qsort(at, n, sizeof(*at), compare_functions);
}

static int write_inlines(const struct scan *s, struct bytes *out)
{
	const struct found_inline *in = (const struct found_inline *)s->inlines.at;
	size_t n = s->inlines.len / sizeof(*in), i;
	int err = bytes_room(out, n * sizeof(struct dx_inline));

	for (i = 0; !err && i < n; i++)
		err = bytes_add(out, &in[i].at, sizeof(in[i].at));
	return err;
}

static int write_index(struct scan *s, struct dx_head *h, struct bytes *out)
{
	struct bytes text = { 0 };
	int err;

	word(s, "");		/* so that there is some text */
	err = s->err ? s->err : words_lay_out(&s->words, &text);
	if (err)
		goto out;
	sort_functions(s);
	shrink_types(&s->types);
	sort_named(s, &s->types);
	sort_named(s, &s->globals);
	h->n_functions = s->functions.len / sizeof(struct dx_function);
	h->n_inlines = s->inlines.len / sizeof(struct found_inline);
	h->n_types = s->types.len / sizeof(struct dx_named);
	h->n_globals = s->globals.len / sizeof(struct dx_named);
	h->strings_len = text.len;
	err = bytes_add(out, h, sizeof(*h)) ?:
	      bytes_add(out, s->functions.at, s->functions.len) ?:
	      write_inlines(s, out) ?:
	      bytes_add(out, s->types.at, s->types.len) ?:
	      bytes_add(out, s->globals.at, s->globals.len) ?:
	      bytes_add(out, text.at, text.len);
	if (err)
		goto out;
	h = (struct dx_head *)out->at;
	h->total = out->len;
	h->sample = dx_sample(out->at, out->len);
out:
	bytes_free(&text);
	return err;
}

/* Symbols by address.  A file without any has no _stext to count from. */
static int read_places(struct scan *s)
{
	uint32_t i;
	int err = elf_parts(&s->file->image, &s->parts);

	if (!err)
		err = s->parts.symbols_error;
	if (!err)
		err = maker_finish(&s->parts.symbols, &s->symbols);
	if (err)
		return err;
	s->stext = s->symbols.stext;
	s->places = calloc(s->symbols.n, sizeof(*s->places));
	if (!s->places)
		return -ENOMEM;
	for (i = 0; i < s->symbols.n; i++)
		if (s->symbols.at[i].flags & SYM_TEXT)
			s->places[s->n_places++] = &s->symbols.at[i];
	qsort(s->places, s->n_places, sizeof(*s->places), compare_places);
	return s->stext ? 0 : -ENODATA;
}

/* The id in a note that is loaded with the kernel: its offset from _stext, or 0. */
static uint64_t find_note(const struct scan *s)
{
	const struct parts *p = &s->parts;
	Elf_Scn *scn = NULL;
	Elf_Data *data;
	const char *at;
	GElf_Shdr h;

	while ((scn = elf_nextscn(s->file->elf, scn))) {
		if (!gelf_getshdr(scn, &h) || h.sh_type != SHT_NOTE || !(h.sh_flags & SHF_ALLOC) ||
		    h.sh_addr < s->stext)
			continue;
		data = elf_rawdata(scn, NULL);
		at = data && data->d_buf ?
		     memmem(data->d_buf, data->d_size, p->build_id, p->build_id_len) : NULL;
		if (at && p->build_id_len)
			return h.sh_addr + (at - (char *)data->d_buf) - s->stext;
	}
	return 0;
}

static void scan_free(struct scan *s)
{
	words_free(&s->words);
	bytes_free(&s->functions);
	bytes_free(&s->inlines);
	bytes_free(&s->types);
	bytes_free(&s->globals);
	maker_free(&s->parts.symbols);
	free(s->places);
	free(s->files);
}

int dx_make(struct di_kernel *k, struct debug_file *f, struct bytes *out)
{
	struct scan s = { .file = f };
	struct dx_head h = { .magic = DX_MAGIC, .version = DX_VERSION };
	const uint8_t *id;
	size_t len;
	int err;

	if (!di_kernel_build_id(k, &id, &len)) {
		memcpy(h.build_id, id, len);
		h.build_id_len = (uint32_t)len;
	}
	err = read_places(&s);
	h.stext = s.stext;
	h.build_id_at = err ? 0 : find_note(&s);
	if (!err)
		err = walk_all(&s);
	if (!err)
		err = join_inlines(&s);
	if (!err)
		err = write_index(&s, &h, out);
	scan_free(&s);
	return err;
}
