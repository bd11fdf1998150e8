/* SPDX-License-Identifier: GPL-2.0-or-later */
/* profile.c - timer.profile: a clock event of perf on each CPU. */
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/perf_event.h>
#include <linux/slab.h>

#include "runtime.h"

#define PERIOD_NS	1000000

/* [site][CPU]; NULL where the CPU was not there. */
static struct perf_event **events;

static void sample(struct perf_event *event, struct perf_sample_data *data,
		   struct pt_regs *regs)
{
	const struct stp_timer_site *site = event->overflow_handler_context;
	struct stp_lane *l = stp_lane_enter(site->probe);

	if (!l)
		return;
	l->regs = regs;
	l->addr = instruction_pointer(regs);
	site->probe->handler(&l->c);
	stp_lane_leave(l);
}

static int arm_site(const struct stp_timer_site *site, struct perf_event **slots)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.size = sizeof(attr),
		.sample_period = site->interval ?: PERIOD_NS,
		.pinned = 1,
	};
	unsigned int cpu;
	int rc;

	/* A CPU that goes away in the meantime gives ENODEV. */
	for_each_online_cpu(cpu) {
		struct perf_event *e = perf_event_create_kernel_counter(&attr, cpu, NULL,
								sample, (void *)site);

		rc = PTR_ERR_OR_ZERO(e);
		if (rc && rc != -ENODEV)
			return rc;
		if (!rc)
			slots[cpu] = e;
	}
	return 0;
}

int stp_profile_arm(void)
{
	unsigned int i, n = 0;
	int rc;

	for (i = 0; i < stp_script.timers.n; i++)
		n += stp_script.timers.at[i].kind == STP_TIMER_PROFILE;
	if (!n)
		return 0;
	events = kvcalloc(stp_script.timers.n, nr_cpu_ids * sizeof(*events), GFP_KERNEL);
	if (!events)
		return -ENOMEM;
	for (i = 0; i < stp_script.timers.n; i++) {
		const struct stp_timer_site *site = &stp_script.timers.at[i];

		if (site->kind != STP_TIMER_PROFILE)
			continue;
		rc = arm_site(site, events + i * nr_cpu_ids);
		if (rc) {
			stp_say("ERROR: probe %s registration error [man warning::pass5] (rc %d)\n",
				site->probe->point, rc);
			stp_profile_disarm();
			return rc;
		}
	}
	return 0;
}

void stp_profile_disarm(void)
{
	unsigned int i;

	for (i = 0; events && i < stp_script.timers.n * nr_cpu_ids; i++) {
		if (events[i])
			perf_event_release_kernel(events[i]);
	}
	kvfree(events);
	events = NULL;
}
