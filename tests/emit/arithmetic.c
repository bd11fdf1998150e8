/* Made by stap from arithmetic.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_a;
static stp_s64 g_b;

/* probe begin - arithmetic.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 12, "identifier 'a' at arithmetic.stp:4:2", out);
	g_a = ((g_a + g_b) * 3LL) - (-g_b);
	g_b = stp_shl(g_a, g_b) | (stp_sar(g_a, 3LL) ^ (stp_shr(g_a, 1LL) & (~g_b)));
	g_a += g_b;
	g_a -= 1LL;
	g_a *= g_b;
	g_a &= 7LL;
	g_a |= g_b;
	g_a ^= g_b;
	g_a = stp_shl(g_a, 2LL);
	g_a = stp_sar(g_a, g_b);
	g_b = (!g_a) + g_b;
	stp_printf(c, "%d\n", (stp_s64)(g_a < g_b) + (g_a == g_b));
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "arithmetic.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "a", &g_a, STP_LONG },
	{ "b", &g_b, STP_LONG },
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
