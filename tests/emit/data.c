/* Made by stap from data.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* probe kernel.data(4096).length(2).rw - data.stp:2:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'println' at data.stp:3:33", out);
	stp_print(c, "1\n");
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "kernel.data(4096).length(2).rw", .written = "kernel.data(4096).length(2).rw",
		.where = "data.stp:2:1", .handler = probe_0,
	},
	[1] = {
		.point = "kernel.data(4096).length(3).write", .written = "kernel.data(4096).length(3).write",
		.where = "data.stp:2:1", .handler = probe_0,
	},
	[2] = {
		.point = "kernel.data(4096).length(8).write", .written = "kernel.data(4096).length(8).write",
		.where = "data.stp:2:1", .handler = probe_0,
	},
	[3] = {
		.point = "kernel.data(4097).write", .written = "kernel.data(4097).write",
		.where = "data.stp:2:1", .handler = probe_0,
	},
};

static const struct stp_data_site watches_sites[] = {
	{ &probes[0], 0x1000, 0, 2, 1 },
	{ &probes[1], 0x1000, 0, 4, 0 },
	{ &probes[2], 0x1000, 0, 8, 0 },
	{ &probes[3], 0x1001, 0, 1, 0 },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.watches = STP_LIST(watches_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
