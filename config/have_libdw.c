/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is there libdw: debug information in DWARF? */
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>

int main(void)
{
	return dwarf_begin(0, DWARF_C_READ) != 0 && dwfl_version(0) != 0;
}
