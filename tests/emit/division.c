/* Made by stap from division.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_a;

/* probe begin - division.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 6, "identifier 'a' at division.stp:4:2", out);
	g_a = g_a / 10LL;
	t1 = stp_div(c, g_a, g_a);
	STP_CHECK(c, "operator '/' at division.stp:5:8", out);
	g_a = t1;
	t1 = stp_mod(c, g_a, -1LL);
	STP_CHECK(c, "operator '%' at division.stp:6:8", out);
	g_a = t1;
	g_a = g_a / 3LL;
	t1 = stp_mod(c, g_a, g_a);
	STP_CHECK(c, "operator '%=' at division.stp:8:4", out);
	g_a = t1;
	stp_printf(c, "%d\n", g_a);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "division.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "a", &g_a, STP_LONG },
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
