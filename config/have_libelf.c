/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is there libelf: symbol tables, and patching of modules? */
#include <libelf.h>
#include <gelf.h>

int main(void)
{
	return elf_version(EV_CURRENT) == EV_NONE;
}
