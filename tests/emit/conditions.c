/* Made by stap from conditions.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;

/* probe begin - conditions.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 2, "identifier 'n' at conditions.stp:4:2", out);
	g_n = (g_n < 1LL) + ((g_n > 2LL) * (-(stp_s64)(g_n == 3LL)));
	stp_printf(c, "%d %d\n", (stp_s64)(g_n < 5LL), (stp_s64)(g_n && (-(stp_s64)(g_n < 7LL))));
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "conditions.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "n", &g_n, STP_LONG },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
