/* SPDX-License-Identifier: GPL-2.0-or-later */
/* random.c - numbers by chance, in any context. */
#include <linux/atomic.h>
#include <linux/math64.h>
#include <linux/timex.h>

#include "runtime.h"

/* The kernel's own generator may sleep on a lock under PREEMPT_RT: splitmix64,
 * stirred by the cycle counter. */
stp_s64 stp_randint(stp_s64 n)
{
	static atomic64_t counter = ATOMIC64_INIT(0);
	u64 x = atomic64_add_return(0x9e3779b97f4a7c15, &counter) ^ get_cycles();

	if (n <= 0)
		return 0;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	x ^= x >> 31;
	return mul_u64_u64_shr(x, n, 64);
}
