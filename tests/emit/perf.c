/* Made by stap from perf.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* probe never - perf.stp:2:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'println' at perf.stp:2:15", out);
	stp_printf(c, "%d\n", stp_perf_count(2));
out:
	return;
}

/* probe begin - perf.stp:3:1 */
static void probe_1(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'println' at perf.stp:3:15", out);
	stp_printf(c, "%d\n", stp_perf_count(2) + 1LL);
out:
	return;
}

/* probe perf.type(1).config(2).counter("pf") - perf.stp:4:1 */
static void probe_2(struct stp_context *c)
{
}

/* probe perf.type(1).config(0).hz(50) - perf.stp:5:1 */
static void probe_3(struct stp_context *c)
{
	STP_STEPS(c, 1, "operator '{' at perf.stp:5:32", out);
	stp_printf(c, "%d\n", stp_perf_count(2));
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "never", .written = "never",
		.where = "perf.stp:2:1", .handler = probe_0,
	},
	[1] = {
		.point = "begin", .written = "begin",
		.where = "perf.stp:3:1", .handler = probe_1,
	},
	[2] = {
		.point = "perf.type(1).config(2).counter(\"pf\")", .written = "perf.sw.page_faults.counter(\"pf\")",
		.where = "perf.stp:4:1", .handler = probe_2,
	},
	[3] = {
		.point = "perf.type(1).config(0).hz(50)", .written = "perf.sw.cpu_clock.hz(50)",
		.where = "perf.stp:5:1", .handler = probe_3,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[1], STP_BEGIN, 0 },
};

static const struct stp_perf_site perfs_sites[] = {
	{ &probes[2], STP_PERF_COUNTER, 1, 2LL, 0 },
	{ &probes[3], STP_PERF_HZ, 1, 0LL, 50 },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.perfs = STP_LIST(perfs_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
