/* SPDX-License-Identifier: GPL-2.0-or-later */
/* loc_int.h - from a DIE at an address to where its value is. */
#ifndef DEBUGINFO_LOC_INT_H
#define DEBUGINFO_LOC_INT_H

#include "dwarf_int.h"

/* Where a location is looked at. */
struct spot {
	struct di_kernel *k;
	uint64_t pc;			/* as linked; 0: nowhere, for variables of files */
	bool is_entry;			/* first instruction of a function that was called */
	Dwarf_Die function;		/* the concrete one round it, for its frame */
	bool has_function;
};

/*
 * Fills in form, node and the like of v, whose name and type are known, out of
 * the location or value of the DIE.
 */
void location_of(const struct spot *at, Dwarf_Die *die, struct di_variable *v,
		 unsigned int depth);

#endif
