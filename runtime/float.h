/* SPDX-License-Identifier: GPL-2.0-or-later */
/* float.h - what the files about doubles share. */
#ifndef STP_FLOAT_H
#define STP_FLOAT_H

#include "stap.h"

/* How stp_fp_to_long() rounds. */
enum stp_fp_rounding {
	STP_FP_NEAREST_EVEN, STP_FP_TRUNCATE, STP_FP_FLOOR, STP_FP_CEIL,
	STP_FP_NEAREST_AWAY,
};

/* A finite number is +- fraction * 2^exponent; join rounds, split is exact. */
void stp_fp_split(stp_u64 a, stp_u64 *fraction, int *exponent);
stp_u64 stp_fp_join(stp_u64 sign, stp_u64 fraction, int exponent);

#endif
