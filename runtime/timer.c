/* SPDX-License-Identifier: GPL-2.0-or-later */
/* timer.c - timer probes: hrtimers for time, kernel timers for jiffies. */
#include <linux/hrtimer.h>
#include <linux/jiffies.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/timer.h>

#include "runtime.h"
#include "compat/timer.h"

struct timer_state {
	const struct stp_timer_site *site;
	u64 seed;			/* of this timer's random numbers */
	union {
		struct hrtimer hr;
		struct timer_list jiffies;
	};
};

static struct timer_state *timers;
static unsigned int n_armed;

/* xorshift: the kernel's own generator may sleep on a lock under PREEMPT_RT. */
static u64 next_random(struct timer_state *t)
{
	t->seed ^= t->seed << 13;
	t->seed ^= t->seed >> 7;
	t->seed ^= t->seed << 17;
	return t->seed;
}

/* The interval, longer or shorter by up to .random, but never below floor. */
static u64 next_interval(struct timer_state *t, u64 floor)
{
	u64 random = t->site->random, interval = t->site->interval;
	u64 least = interval > random ? interval - random : 0;

	if (random)
		interval = least + next_random(t) % (2 * random + 1);
	return max(interval, floor);
}

static bool is_live(void)
{
	int state = READ_ONCE(stp_session.state);

	return state == STP_STARTING || state == STP_RUNNING;
}

/*
 * From the last expiry, so that nothing drifts; ticks that were missed are
 * left out, or a slow handler would keep the CPU for ever.
 */
static enum hrtimer_restart hr_fires(struct hrtimer *hr)
{
	struct timer_state *t = container_of(hr, struct timer_state, hr);

	if (!is_live())
		return HRTIMER_NORESTART;
	hrtimer_forward_now(hr, ns_to_ktime(next_interval(t, hrtimer_resolution)));
	stp_lane_run(t->site->probe, NULL);
	return HRTIMER_RESTART;
}

static void jiffies_fire(struct timer_list *timer)
{
	struct timer_state *t = container_of(timer, struct timer_state, jiffies);

	if (!is_live())
		return;
	mod_timer(timer, jiffies + next_interval(t, 1));
	stp_lane_run(t->site->probe, NULL);
}

static void start(struct timer_state *t)
{
	if (t->site->kind == STP_TIMER_HR) {
		stp_hrtimer_setup(&t->hr, hr_fires, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
		hrtimer_start(&t->hr, ns_to_ktime(next_interval(t, hrtimer_resolution)),
			      HRTIMER_MODE_REL_HARD);
	} else {
		timer_setup(&t->jiffies, jiffies_fire, 0);
		mod_timer(&t->jiffies, jiffies + next_interval(t, 1));
	}
}

int stp_timers_arm(void)
{
	unsigned int i;

	timers = kvcalloc(stp_script.timers.n ?: 1, sizeof(*timers), GFP_KERNEL);
	if (!timers)
		return -ENOMEM;
	for (i = 0; i < stp_script.timers.n; i++) {
		timers[i].site = &stp_script.timers.at[i];
		get_random_bytes(&timers[i].seed, sizeof(timers[i].seed));
		timers[i].seed |= 1;
		start(&timers[i]);
	}
	n_armed = stp_script.timers.n;
	return 0;
}

void stp_timers_disarm(void)
{
	unsigned int i;

	for (i = 0; i < n_armed; i++) {
		if (timers[i].site->kind == STP_TIMER_HR)
			hrtimer_cancel(&timers[i].hr);
		else
			stp_timer_cancel(&timers[i].jiffies);
	}
	n_armed = 0;
	kvfree(timers);
	timers = NULL;
}
