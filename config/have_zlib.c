/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is there zlib: kernel images and modules in gzip? */
#include <zlib.h>

int main(void)
{
	return zlibVersion() == 0;
}
