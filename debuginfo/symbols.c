/* SPDX-License-Identifier: GPL-2.0-or-later */
/* symbols.c - the kernel's symbols: gathered, sorted, found by name. */
#include "di_int.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* Fewer symbols than any kernel has: what some packages ship as a stand-in. */
#define SYMBOLS_MIN	200

/* What is below does not move with the kernel: per-CPU offsets, constants. */
#define KERNEL_START	0xffffffff80000000ull

/* ---- making a table ------------------------------------------------------------ */

static uint32_t flags_of(char type)
{
	switch (type) {
	case 't':
		return SYM_TEXT;
	case 'T': case 'w': case 'W':
		return SYM_TEXT | SYM_GLOBAL;
	case SYMBOL_INIT:
		return SYM_TEXT | SYM_INIT;
	case SYMBOL_UNPROBED:
		return SYM_TEXT | SYM_UNPROBED;
	default:
		return 0;
	}
}

int maker_add(struct symbol_maker *m, uint64_t address, char type,
	      const char *name, size_t len)
{
	struct symbol s = { .address = address, .name = m->names.len };
	int err;

	s.flags = flags_of(type);
	err = bytes_add(&m->names, name, len);
	if (!err)
		err = bytes_add(&m->names, "", 1);
	if (err)
		return err;
	if (names_is_padding((const char *)m->names.at + s.name)) {
		m->names.len = s.name;
		return 0;
	}
	return bytes_add(&m->at, &s, sizeof(s));
}

bool symbols_address(const char *p, uint64_t *v)
{
	int i, c;

	*v = 0;
	for (i = 0; i < 16; i++) {
		c = p[i];
		if (c >= '0' && c <= '9')
			c -= '0';
		else if (c >= 'a' && c <= 'f')
			c -= 'a' - 10;
		else
			return false;
		*v = *v << 4 | c;
	}
	return true;
}

int maker_lines(struct symbol_maker *m, const char *text, size_t len)
{
	const char *p = text, *end = text + len, *nl, *name;
	uint64_t address;
	int err;

	for (; p < end; p = nl + 1) {
		nl = memchr(p, '\n', end - p);
		if (!nl)
			nl = end;
		if (nl - p < 20 || p[16] != ' ' || p[18] != ' ' || !symbols_address(p, &address))
			continue;
		name = p + 19;
		/* modules come after the kernel: "name\t[module]" */
		if (nl[-1] == ']')
			break;
		err = maker_add(m, address, p[17], name, nl - name);
		if (err)
			return err;
	}
	return 0;
}

/* Lines "ADDRESS TYPE NAME<tab>[MODULE]" of one module. */
int maker_module_lines(struct symbol_maker *m, const char *text, size_t len, const char *module)
{
	const char *p = text, *end = text + len, *nl, *tab;
	size_t n = strlen(module);
	uint64_t address;
	int err = 0;

	m->is_module = true;
	for (; p < end && !err; p = nl + 1) {
		nl = memchr(p, '\n', end - p);
		if (!nl)
			break;
		tab = memchr(p, '\t', nl - p);
		if (!tab || tab - p < 20 || p[16] != ' ' || p[18] != ' ' ||
		    (size_t)(nl - tab) != n + 3 || memcmp(tab + 2, module, n) ||
		    !symbols_address(p, &address))
			continue;
		err = maker_add(m, address, p[17], p + 19, tab - p - 19);
	}
	return err;
}

/* Lines "0xSTART-0xEND<tab>NAME". */
int maker_refused(struct symbol_maker *m, const char *text, size_t len)
{
	const char *p = text, *end = text + len, *nl;
	uint64_t address;
	int err = 0;

	for (; p < end && !err; p = nl + 1) {
		nl = memchr(p, '\n', end - p);
		if (!nl)
			break;
		if (nl - p > 18 && symbols_address(p + 2, &address) && address)
			err = bytes_add(&m->unprobed, &address, sizeof(address));
	}
	return err;
}

uint64_t maker_address(const struct symbol_maker *m, const char *name)
{
	const struct symbol *s = (const struct symbol *)m->at.at;
	size_t n = m->at.len / sizeof(*s), i;

	for (i = 0; i < n; i++)
		if (!strcmp((const char *)m->names.at + s[i].name, name))
			return s[i].address;
	return 0;
}

/* Pairs of symbols around code that kprobes refuse, or that is gone after boot. */
static const struct { const char *start, *end; } unprobed[] = {
	{ "__init_begin", "__init_end" },
	{ "_sinittext", "_einittext" },
	{ "__noinstr_text_start", "__noinstr_text_end" },
	{ "__entry_text_start", "__entry_text_end" },
	{ "__kprobes_text_start", "__kprobes_text_end" },
	{ "__cpuidle_text_start", "__cpuidle_text_end" },
};

static int compare_addresses(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* Single functions, which have asked not to be probed. */
static void mark_refused(struct symbol *at, uint32_t n, struct bytes *refused)
{
	size_t n_refused = refused->len / sizeof(uint64_t);
	uint32_t i;

	if (!n_refused)
		return;
	qsort(refused->at, n_refused, sizeof(uint64_t), compare_addresses);
	for (i = 0; i < n; i++)
		if (bsearch(&at[i].address, refused->at, n_refused, sizeof(uint64_t),
			    compare_addresses))
			at[i].flags |= SYM_UNPROBED;
}

static void mark_unprobed(struct symbol *at, const struct symbols *s)
{
	uint64_t lo[array_size(unprobed)], hi[array_size(unprobed)];
	uint32_t i, j, n = 0;

	for (j = 0; j < array_size(unprobed); j++) {
		uint32_t a = symbols_find(s, unprobed[j].start);
		uint32_t b = symbols_find(s, unprobed[j].end);

		if (a == s->n || b == s->n)
			continue;
		lo[n] = s->at[a].address;
		hi[n++] = s->at[b].address;
	}
	for (i = 0; i < s->n; i++)
		for (j = 0; j < n; j++)
			if (at[i].address >= lo[j] && at[i].address < hi[j])
				at[i].flags |= SYM_UNPROBED;
}

int maker_finish(struct symbol_maker *m, struct symbols *out)
{
	size_t n = m->at.len / sizeof(struct symbol), i;
	struct symbol *from = (struct symbol *)m->at.at, *to;
	struct name_item *items;
	uint32_t stext;

	if (n < (m->is_module ? 1 : SYMBOLS_MIN))
		return -ENODATA;
	items = calloc(n, sizeof(*items));
	to = calloc(n, sizeof(*to));
	if (!items || !to) {
		free(items);
		free(to);
		return -ENOMEM;
	}
	for (i = 0; i < n; i++) {
		items[i].name = (const char *)m->names.at + from[i].name;
		items[i].tag = i;
	}
	names_sort(items, n);
	for (i = 0; i < n; i++)
		to[i] = from[items[i].tag];
	free(items);
	free(from);
	m->at.at = (uint8_t *)to;
	*out = (struct symbols){
		.at = to, .n = n,
		.names = (const char *)m->names.at, .names_len = m->names.len,
	};
	if (m->is_module)
		return 0;
	stext = symbols_find(out, "_stext");
	if (stext == out->n)
		return -ENODATA;
	out->stext = to[stext].address;
	if (out->stext) {
		mark_unprobed(to, out);
		mark_refused(to, out->n, &m->unprobed);
	}
	return 0;
}

void maker_free(struct symbol_maker *m)
{
	bytes_free(&m->at);
	bytes_free(&m->names);
	bytes_free(&m->unprobed);
}

/* ---- asking a table -------------------------------------------------------------- */

const char *symbols_name(const struct symbols *s, uint32_t i)
{
	return s->at[i].name < s->names_len ? s->names + s->at[i].name : "";
}

uint32_t symbols_from(const struct symbols *s, const char *name)
{
	uint32_t lo = 0, hi = s->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (strcmp(symbols_name(s, mid), name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

uint32_t symbols_find(const struct symbols *s, const char *name)
{
	uint32_t i = symbols_from(s, name);

	return i < s->n && !strcmp(symbols_name(s, i), name) ? i : s->n;
}

/* The first text symbol of that name, or s->n. */
static uint32_t find_text(const struct symbols *s, const char *name)
{
	uint32_t i = symbols_find(s, name);

	for (; i < s->n && !strcmp(symbols_name(s, i), name); i++)
		if (s->at[i].flags & SYM_TEXT)
			return i;
	return s->n;
}

int di_symbol_exists(struct di_kernel *k, const char *name)
{
	int err = kernel_symbols(k);

	return err ? err : find_text(k->symbols, name) < k->symbols->n;
}

int di_symbol_is_global(struct di_kernel *k, const char *name)
{
	int err = kernel_symbols(k);
	uint32_t i;

	if (err)
		return err;
	i = find_text(k->symbols, name);
	return i < k->symbols->n && k->symbols->at[i].flags & SYM_GLOBAL;
}

int di_symbol_address(struct di_kernel *k, const char *name, uint64_t *address)
{
	int err = kernel_symbols(k);
	uint32_t i;

	if (err)
		return err;
	i = symbols_find(k->symbols, name);
	if (i == k->symbols->n)
		return -ENOENT;
	if (k->is_hidden)
		return -EACCES;
	*address = k->symbols->at[i].address;
	if (*address >= KERNEL_START)
		*address += k->slide;
	return 0;
}

int di_symbol_offset(struct di_kernel *k, const char *name, uint64_t *offset)
{
	int err = di_symbol_address(k, name, offset);

	if (err)
		return err;
	if (*offset < KERNEL_START)
		return -EINVAL;
	*offset -= k->symbols->stext + k->slide;
	return 0;
}

/* "{a,b}" as csh has it is "@(a|b)" to fnmatch(). */
static const char *extended_pattern(struct arena *a, const char *pattern)
{
	char *out = arena_alloc(a, 2 * strlen(pattern) + 1), *to = out;
	bool inside = false;

	for (; *pattern; pattern++) {
		if (*pattern == '{')
			*to++ = '@';
		if (*pattern == '{' || *pattern == '}')
			inside = *pattern == '{';
		*to++ = *pattern == '{' ? '(' : *pattern == '}' ? ')' :
			*pattern == ',' && inside ? '|' : *pattern;
	}
	return out;
}

/* fnmatch() only for what names_match() lacks: it is several times slower. */
static bool match_symbol(const char *pattern, bool is_extended, const char *name)
{
	if (is_extended)
		return !fnmatch(pattern, name, FNM_EXTMATCH);
	return names_match(pattern, name);
}

int di_symbol_each(struct di_kernel *k, const char *pattern,
		   bool (*each)(void *ctx, const char *name), void *ctx)
{
	bool is_extended = strpbrk(pattern, "({") != NULL;
	const struct symbols *s;
	const char *name, *last = "";
	int err = kernel_symbols(k), n = 0;
	uint32_t i;

	if (err)
		return err;
	s = k->symbols;
	if (is_extended)
		pattern = extended_pattern(k->arena, pattern);
	for (i = 0; i < s->n; i++) {
		if ((s->at[i].flags & (SYM_TEXT | SYM_UNPROBED)) != SYM_TEXT)
			continue;
		name = symbols_name(s, i);
		if (!match_symbol(pattern, is_extended, name) || !strcmp(name, last))
			continue;
		last = name;
		n++;
		if (!each(ctx, name))
			break;
	}
	return n;
}
