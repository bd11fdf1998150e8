/* SPDX-License-Identifier: GPL-2.0-or-later */
/* blkdev.h - the number of a partition. */
#ifndef STP_COMPAT_BLKDEV_H
#define STP_COMPAT_BLKDEV_H

#include <linux/blkdev.h>
#include "compat_config.h"

/* false: fault. */
static inline bool stp_compat_partno(const struct block_device *bdev, unsigned int *part)
{
#ifdef STP_HAVE_BD_PARTNO
	u8 n;

	if (!stp_peek(n, &bdev->bd_partno))
		return false;
#else				/* since 6.10 it is in the low byte of the flags */
	u32 n;

	if (!stp_peek(n, &bdev->__bd_flags))
		return false;
	n &= BD_PARTNO;
#endif
	*part = n;
	return true;
}

#endif
