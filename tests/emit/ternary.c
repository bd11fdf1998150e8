/* Made by stap from ternary.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;
static char g_s[STP_MAXSTRINGLEN];

/* probe begin - ternary.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1, t2, t3;

	STP_STEPS(c, 4, "identifier 'n' at ternary.stp:4:2", out);
	g_n = (g_n > 3LL) ? (g_n - 1LL) : (g_n + 1LL);
	stp_strcpy(g_s, (g_n ? "some" : g_s), STP_MAXSTRINGLEN);
	if (g_n) {
		t2 = stp_div(c, g_n, g_n);
		STP_CHECK(c, "operator '/' at ternary.stp:6:12", out);
		t1 = t2;
	} else {
		t3 = g_n;
		g_n++;
		t1 = t3;
	}
	g_n = t1;
	stp_printf(c, "%d%s\n", g_n, g_s);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "ternary.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "n", &g_n, STP_LONG },
	{ "s", g_s, STP_STRING },
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
