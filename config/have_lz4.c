/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is there liblz4: kernel images in lz4? */
#include <lz4.h>

int main(void)
{
	return LZ4_versionNumber() == 0;
}
