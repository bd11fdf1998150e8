/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is there libdebuginfod: debug information from the network? */
#include <elfutils/debuginfod.h>

int main(void)
{
	debuginfod_client *c = debuginfod_begin();

	debuginfod_end(c);
	return 0;
}
