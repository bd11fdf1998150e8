/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is there liblzma: kernel images and modules in xz? */
#include <lzma.h>

int main(void)
{
	return lzma_version_number() == 0;
}
