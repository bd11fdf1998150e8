/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hrtimer_setup.c - is the function of an hrtimer given at its set-up? */
#include <linux/hrtimer.h>

void stp_probe(struct hrtimer *t, enum hrtimer_restart (*f)(struct hrtimer *));
void stp_probe(struct hrtimer *t, enum hrtimer_restart (*f)(struct hrtimer *))
{
	hrtimer_setup(t, f, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
}
