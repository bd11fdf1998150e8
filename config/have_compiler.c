/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is there a compiler that knows C11 with GNU's extensions, and a libc? */
#include <stdio.h>
#include <sys/mman.h>

int main(void)
{
	_Static_assert(sizeof(void *) == 8, "64 bits");

	return puts(({ "yes"; })) < 0;
}
