/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is there libzstd: kernel images and modules in zstd? */
#include <zstd.h>

int main(void)
{
	return ZSTD_versionNumber() == 0;
}
