/* SPDX-License-Identifier: GPL-2.0-or-later */
/* die.c - what one entry of the debug information says: where it begins, who declared it. */
#include "dwarf_int.h"

#include <dwarf.h>

static bool ranges_entry(Dwarf_Die *die, uint64_t wanted, uint64_t *start, uint64_t *end)
{
	Dwarf_Addr base, low, high;
	ptrdiff_t at = 0;
	int i;

	for (i = 0; i < 10000 && (at = dwarf_ranges(die, at, &base, &low, &high)) > 0; i++) {
		if (low == high || (wanted && (wanted < low || wanted >= high)))
			continue;
		*start = low;
		*end = high;
		return true;
	}
	return false;
}

/* DWARF 5 may say it as an offset from where the DIE begins. */
static uint64_t entry_attribute(Dwarf_Die *die)
{
	Dwarf_Attribute a;
	Dwarf_Addr pc = 0;
	Dwarf_Word n;
	uint64_t low, high;

	if (!dwarf_attr(die, DW_AT_entry_pc, &a))
		return 0;
	if (!dwarf_formaddr(&a, &pc))
		return pc;
	if (dwarf_formudata(&a, &n) || !ranges_entry(die, 0, &low, &high))
		return 0;
	return low + n;
}

uint64_t die_entry(Dwarf_Die *die, uint64_t *end)
{
	uint64_t pc = entry_attribute(die), low, high;

	*end = pc;
	if (!ranges_entry(die, pc, &low, &high))
		return pc;
	*end = high;
	return pc ? pc : low;
}

/* The DIE that has the attribute: itself, or what it is an instance of. */
static bool origin(Dwarf_Die *die, Dwarf_Die *to)
{
	Dwarf_Attribute a;

	return (dwarf_attr(die, DW_AT_abstract_origin, &a) ||
		dwarf_attr(die, DW_AT_specification, &a)) && dwarf_formref_die(&a, to);
}

static bool owner_of(Dwarf_Die *die, unsigned int name, Dwarf_Die *to)
{
	Dwarf_Die at = *die, next;
	int i;

	for (i = 0; i < 16; i++) {
		if (dwarf_hasattr(&at, name)) {
			*to = at;
			return true;
		}
		if (!origin(&at, &next))
			return false;
		at = next;
	}
	return false;
}

const char *die_file(Dwarf_Die *die, int *line)
{
	Dwarf_Die own, cu;
	Dwarf_Attribute a;
	Dwarf_Files *files;
	Dwarf_Word n;
	size_t n_files;

	*line = 0;
	if (owner_of(die, DW_AT_decl_line, &own) && dwarf_attr(&own, DW_AT_decl_line, &a) &&
	    !dwarf_formudata(&a, &n))
		*line = (int)n;
	if (!owner_of(die, DW_AT_decl_file, &own) || !dwarf_attr(&own, DW_AT_decl_file, &a) ||
	    dwarf_formudata(&a, &n) || !dwarf_diecu(&own, &cu, NULL, NULL) ||
	    dwarf_getsrcfiles(&cu, &files, &n_files) || n >= n_files)
		return "";
	return dwarf_filesrc(files, n, NULL, NULL) ?: "";
}
