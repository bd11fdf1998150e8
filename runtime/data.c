/* SPDX-License-Identifier: GPL-2.0-or-later */
/* data.c - hardware watchpoints on the kernel's memory, on all CPUs. */
#include <linux/err.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <linux/slab.h>

#include "runtime.h"

static struct perf_event * __percpu **events;	/* by site; NULL: not armed */

static void touched(struct perf_event *event, struct perf_sample_data *data,
		    struct pt_regs *regs)
{
	const struct stp_data_site *site = event->overflow_handler_context;

	stp_lane_run(site->probe, regs);
}

static int arm_site(const struct stp_data_site *site, struct perf_event * __percpu **slot)
{
	struct perf_event * __percpu *e;
	struct perf_event_attr attr;

	if (site->from_stext && !stp_session.stext)
		return -ENXIO;
	hw_breakpoint_init(&attr);
	attr.bp_addr = site->address + (site->from_stext ? stp_session.stext : 0);
	attr.bp_len = site->length;
	attr.bp_type = site->is_rw ? HW_BREAKPOINT_RW : HW_BREAKPOINT_W;
	e = register_wide_hw_breakpoint(&attr, touched, (void *)site);
	if (!e)
		return -EOPNOTSUPP;
	if (IS_ERR((void __force *)e))
		return PTR_ERR((void __force *)e);
	*slot = e;
	return 0;
}

static void say_failure(const struct stp_data_site *site, int rc)
{
	stp_say_unarmed(site->probe, rc,
		rc == -ENOSPC ? ": all watchpoints of the processor are taken" :
		rc == -EINVAL ? ": it must be in the kernel, at a multiple of the length" :
		rc == -ENXIO ? ": the place of the kernel is not known" : "");
}

int stp_data_arm(void)
{
	unsigned int i;
	int rc;

	if (!stp_script.watches.n)
		return 0;
	events = kvcalloc(stp_script.watches.n, sizeof(*events), GFP_KERNEL);
	if (!events)
		return -ENOMEM;
	for (i = 0; i < stp_script.watches.n; i++) {
		rc = arm_site(&stp_script.watches.at[i], &events[i]);
		if (rc) {
			say_failure(&stp_script.watches.at[i], rc);
			stp_data_disarm();
			return rc;
		}
	}
	return 0;
}

void stp_data_disarm(void)
{
	unsigned int i;

	for (i = 0; events && i < stp_script.watches.n; i++) {
		if (events[i])
			unregister_wide_hw_breakpoint(events[i]);
	}
	kvfree(events);
	events = NULL;
}
