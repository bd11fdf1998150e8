/* SPDX-License-Identifier: GPL-2.0-or-later */
/* perf.c - events of perf on each CPU: handlers by period or rate, counters to be read. */
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/perf_event.h>
#include <linux/slab.h>

#include "runtime.h"

/* [site][CPU]; NULL where the CPU was not there. */
static struct perf_event **events;

static void overflow(struct perf_event *event, struct perf_sample_data *data,
		     struct pt_regs *regs)
{
	const struct stp_perf_site *site = event->overflow_handler_context;

	stp_lane_run(site->probe, regs);
}

static int arm_site(const struct stp_perf_site *site, struct perf_event **slots)
{
	struct perf_event_attr attr = {
		.type = site->type,
		.config = site->config,
		.size = sizeof(attr),
		.freq = site->kind == STP_PERF_HZ,
		.pinned = 1,
	};
	bool counts = site->kind == STP_PERF_COUNTER;
	unsigned int cpu;
	int rc;

	if (attr.freq)
		attr.sample_freq = site->every;
	else
		attr.sample_period = site->every;
	/* A CPU that goes away in the meantime gives ENODEV. */
	for_each_online_cpu(cpu) {
		struct perf_event *e = perf_event_create_kernel_counter(&attr, cpu, NULL,
						counts ? NULL : overflow, (void *)site);

		rc = PTR_ERR_OR_ZERO(e);
		if (rc && rc != -ENODEV)
			return rc;
		if (!rc)
			slots[cpu] = e;
	}
	return 0;
}

static void say_failure(const struct stp_perf_site *site, int rc)
{
	stp_say_unarmed(site->probe, rc,
		rc == -ENOENT || rc == -EOPNOTSUPP ?
		": this machine has no such event; virtual machines often lack those of hardware" :
		rc == -EINVAL ? ": perf refuses these numbers" : "");
}

int stp_perf_arm(void)
{
	unsigned int i;
	int rc;

	if (!stp_script.perfs.n)
		return 0;
	events = kvcalloc(stp_script.perfs.n, nr_cpu_ids * sizeof(*events), GFP_KERNEL);
	if (!events)
		return -ENOMEM;
	for (i = 0; i < stp_script.perfs.n; i++) {
		rc = arm_site(&stp_script.perfs.at[i], events + i * nr_cpu_ids);
		if (rc) {
			say_failure(&stp_script.perfs.at[i], rc);
			stp_perf_disarm();
			return rc;
		}
	}
	return 0;
}

void stp_perf_disarm(void)
{
	unsigned int i;

	for (i = 0; events && i < stp_script.perfs.n * nr_cpu_ids; i++) {
		if (events[i])
			perf_event_release_kernel(events[i]);
	}
	kvfree(events);
	events = NULL;
}

/*
 * What perf itself does to read an event that counts on this very CPU; its
 * function for that is not exported.
 */
static u64 read_here(struct perf_event *e)
{
	unsigned long flags;
	u64 count;

	local_irq_save(flags);
	if (READ_ONCE(e->oncpu) == smp_processor_id())
		e->pmu->read(e);
	count = local64_read(&e->count);
	local_irq_restore(flags);
	return count;
}

stp_s64 stp_perf_count(unsigned int n)
{
	const struct stp_probe *p = &stp_script.probes.at[n];
	struct perf_event *e;
	unsigned int i;

	for (i = 0; events && i < stp_script.perfs.n; i++) {
		if (stp_script.perfs.at[i].probe != p)
			continue;
		e = READ_ONCE(events[i * nr_cpu_ids + raw_smp_processor_id()]);
		return e ? read_here(e) : 0;
	}
	return 0;
}
