/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scope.c - which variables are visible at a place in the source. */
#include "loc_int.h"

#include <dwarf.h>
#include <stdlib.h>
#include <string.h>

#define NEST_MAX	64

/* The scopes round a site, innermost first; the last is the unit. */
struct scopes {
	struct spot at;
	Dwarf_Die *die;			/* libdw's, to be freed */
	int n;
};

/* The innermost block in die that has the address, not into copies of functions. */
static void descend(Dwarf_Die *die, uint64_t pc)
{
	Dwarf_Die child;
	int depth;

	for (depth = 0; depth < NEST_MAX; depth++) {
		if (dwarf_child(die, &child))
			return;
		while (dwarf_tag(&child) != DW_TAG_lexical_block || dwarf_haspc(&child, pc) <= 0)
			if (dwarf_siblingof(&child, &child))
				return;
		*die = child;
	}
}

static bool open_scopes(struct di_kernel *k, const struct di_site *s, struct scopes *sc)
{
	Dwarf *dw = dwarf_handle(k);
	Dwarf_Die die;
	int i;

	memset(sc, 0, sizeof(*sc));
	if (!dw || !dwarf_offdie(dw, s->die, &die))
		return false;
	sc->at.k = k;
	sc->at.pc = k->dwarf->index.head->stext + s->offset;
	sc->at.is_entry = s->is_entry;
	if (s->is_block)
		descend(&die, sc->at.pc);
	sc->n = dwarf_getscopes_die(&die, &sc->die);
	for (i = 0; i < sc->n && !sc->at.has_function; i++) {
		if (dwarf_tag(&sc->die[i]) != DW_TAG_subprogram)
			continue;
		sc->at.function = sc->die[i];
		sc->at.has_function = true;
	}
	return sc->n > 0;
}

static bool is_variable(Dwarf_Die *die)
{
	int tag = dwarf_tag(die);

	return tag == DW_TAG_variable || tag == DW_TAG_formal_parameter;
}

static void fill(const struct spot *at, Dwarf_Die *die, struct di_variable *v)
{
	memset(v, 0, sizeof(*v));
	v->name = dwarf_diename(die) ?: "";
	v->type = dwarf_type_attr(at->k, die);
	v->is_parameter = dwarf_tag(die) == DW_TAG_formal_parameter;
	location_of(at, die, v, 0);
}

/* Of several that have the name, the first that has a value there. */
static bool find_in(const struct spot *at, Dwarf_Die *scope, const char *name,
		    struct di_variable *v)
{
	struct di_variable other;
	Dwarf_Die child;
	const char *n;
	bool found = false;

	if (dwarf_child(scope, &child))
		return false;
	do {
		if (!is_variable(&child))
			continue;
		n = dwarf_diename(&child);
		if (!n || strcmp(n, name))
			continue;
		fill(at, &child, &other);
		if (!found || (v->form == DI_LOST && other.form != DI_LOST))
			*v = other;
		found = true;
	} while (!dwarf_siblingof(&child, &child));
	return found;
}

/* A constant of an enumeration that the scope declares. */
static bool find_enumerator(struct di_kernel *k, Dwarf_Die *scope, const char *name,
			    struct di_variable *v)
{
	struct di_enumerator e;
	struct di_node *n;
	Dwarf_Die child;
	unsigned int i;

	if (dwarf_child(scope, &child))
		return false;
	do {
		if (dwarf_tag(&child) != DW_TAG_enumeration_type)
			continue;
		memset(v, 0, sizeof(*v));
		v->type = dwarf_type_at(k, &child);
		for (i = 0; di_type_enumerator(v->type, i, &e); i++) {
			if (strcmp(e.name, name))
				continue;
			n = arena_one(k->arena, struct di_node);
			n->n = e.value;
			v->name = e.name;
			v->form = DI_COMPUTED;
			v->node = n;
			return true;
		}
	} while (!dwarf_siblingof(&child, &child));
	return false;
}

bool di_site_variable(struct di_kernel *k, const struct di_site *s, const char *name,
		      struct di_variable *v)
{
	struct di_variable global;
	struct scopes sc;
	bool found = false;
	int i;

	if (!open_scopes(k, s, &sc))
		return false;
	for (i = 0; i < sc.n && !found; i++)
		found = find_in(&sc.at, &sc.die[i], name, v);
	/* declared there, but another file has it */
	if (found && i == sc.n && v->form == DI_LOST && di_global_variable(k, name, "", &global))
		*v = global;
	for (i = 0; i < sc.n && !found; i++)
		found = find_enumerator(k, &sc.die[i], name, v);
	free(sc.die);
	return found;
}

void di_site_each_variable(struct di_kernel *k, const struct di_site *s,
			   void (*each)(void *ctx, const struct di_variable *v), void *ctx)
{
	struct di_variable v;
	struct scopes sc;
	Dwarf_Die child;
	int i;

	if (!open_scopes(k, s, &sc))
		return;
	for (i = 0; i < sc.n - 1; i++) {
		if (dwarf_child(&sc.die[i], &child))
			continue;
		do {
			if (!is_variable(&child) || !dwarf_diename(&child))
				continue;
			fill(&sc.at, &child, &v);
			each(ctx, &v);
		} while (!dwarf_siblingof(&child, &child));
	}
	free(sc.die);
}

static bool matches_unit(const char *pattern, const char *unit)
{
	const char *p;

	if (!*pattern || names_match(pattern, unit))
		return true;
	/* the pattern after any slash of the name */
	for (p = strchr(unit, '/'); p; p = strchr(p + 1, '/'))
		if (names_match(pattern, p + 1))
			return true;
	return false;
}

bool di_global_variable(struct di_kernel *k, const char *name, const char *unit,
			struct di_variable *v)
{
	struct dwarf *d = kernel_dwarf(k);
	Dwarf *dw = d ? dwarf_handle(k) : NULL;
	const struct spot at = { .k = k };
	const struct dx_named *n, *end;
	struct di_variable other;
	Dwarf_Die die;
	bool found = false;

	if (!dw)
		return false;
	n = d->index.globals + dx_from(&d->index, d->index.globals, d->index.head->n_globals,
				       sizeof(*n), name);
	end = d->index.globals + d->index.head->n_globals;
	for (; n < end && !strcmp(dx_string(&d->index, n->name), name); n++) {
		if (!matches_unit(unit, dx_string(&d->index, n->unit)) ||
		    !dwarf_offdie(dw, n->die, &die))
			continue;
		fill(&at, &die, &other);
		if (!found || (v->form == DI_LOST && other.form != DI_LOST))
			*v = other;
		found = true;
	}
	return found;
}

bool di_site_prototype(struct di_kernel *k, const struct di_site *s, struct di_function *f)
{
	struct scopes sc;
	bool found;

	if (!open_scopes(k, s, &sc))
		return false;
	found = sc.at.has_function;
	if (found)
		*f = (struct di_function){
			.name = s->function, .from = DI_DWARF,
			.type = dwarf_type_at(k, &sc.at.function),
		};
	free(sc.die);
	return found;
}
