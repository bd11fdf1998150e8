/* Made by stap from tracepoint.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* probe kernel.trace("xen:xen_mmu_set_pte") - tracepoint.stp:2:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1, t2;

	STP_STEPS(c, 1, "identifier 'println' at tracepoint.stp:2:41", out);
	t1 = stp_load(c, (stp_s64)c->given[0], 8);
	STP_CHECK(c, "operator '->' at tracepoint.stp:2:54", out);
	t2 = stp_load(c, (stp_s64)(unsigned long)&c->given[1], 8);
	STP_CHECK(c, "operator '->' at tracepoint.stp:2:68", out);
	stp_printf(c, "%d%d\n", t1, t2);
out:
	return;
}

/* probe kernel.trace("irq:irq_handler_exit") - tracepoint.stp:3:1 */
static void probe_1(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 1, "identifier 'println' at tracepoint.stp:3:42", out);
	t1 = stp_load(c, ((stp_s64)c->given[1]) + 56LL, 4);
	STP_CHECK(c, "operator '->' at tracepoint.stp:3:63", out);
	stp_printf(c, "%d%d%d\n", (stp_s64)(int)((stp_s64)c->given[0]), t1, (stp_s64)(int)((stp_s64)c->given[2]));
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "kernel.trace(\"xen:xen_mmu_set_pte\")", .written = "kernel.trace(\"xen:xen_mmu_set_pte\")",
		.where = "tracepoint.stp:2:1", .handler = probe_0,
	},
	[1] = {
		.point = "kernel.trace(\"irq:irq_handler_exit\")", .written = "kernel.trace(\"irq:irq_handler_exit\")",
		.where = "tracepoint.stp:3:1", .handler = probe_1,
	},
};

static const struct stp_trace_site traces_sites[] = {
	{ &probes[0], "xen_mmu_set_pte", 2 },
	{ &probes[1], "irq_handler_exit", 3 },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.traces = STP_LIST(traces_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
