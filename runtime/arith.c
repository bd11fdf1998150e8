/* SPDX-License-Identifier: GPL-2.0-or-later */
/* arith.c - division, which is where C leaves values undefined. */
#include "stap.h"

stp_s64 stp_div(struct stp_context *c, stp_s64 a, stp_s64 b)
{
	if (!b) {
		stp_error(c, "division by 0");
		return 0;
	}
	return b == -1 ? (stp_s64)-(stp_u64)a : a / b;
}

stp_s64 stp_mod(struct stp_context *c, stp_s64 a, stp_s64 b)
{
	if (!b) {
		stp_error(c, "division by 0");
		return 0;
	}
	return b == 1 || b == -1 ? 0 : a % b;
}
