/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bd_partno.c - is the number of a partition a member of its own? */
#include <linux/blkdev.h>

unsigned int stp_probe(const struct block_device *b);
unsigned int stp_probe(const struct block_device *b)
{
	return b->bd_partno;
}
