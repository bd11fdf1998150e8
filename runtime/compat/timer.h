/* SPDX-License-Identifier: GPL-2.0-or-later */
/* timer.h - setting up and cancelling timers. */
#ifndef STP_COMPAT_TIMER_H
#define STP_COMPAT_TIMER_H

#include <linux/hrtimer.h>
#include <linux/timer.h>
#include "compat_config.h"

static inline void stp_hrtimer_setup(struct hrtimer *t,
				     enum hrtimer_restart (*fires)(struct hrtimer *),
				     clockid_t clock, enum hrtimer_mode mode)
{
#ifdef STP_HAVE_HRTIMER_SETUP
	hrtimer_setup(t, fires, clock, mode);
#else				/* before 6.13 */
	hrtimer_init(t, clock, mode);
	t->function = fires;
#endif
}

static inline void stp_timer_cancel(struct timer_list *t)
{
#ifdef STP_HAVE_TIMER_DELETE_SYNC
	timer_delete_sync(t);
#else				/* before 6.2 */
	del_timer_sync(t);
#endif
}

#endif
