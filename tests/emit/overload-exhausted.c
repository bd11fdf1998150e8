/* Made by stap from overload-exhausted.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;

/* lone - overload-exhausted.stp:3:10 */
static __attribute__((__noinline__)) void fn_lone(struct stp_context *c, stp_s64 l_x)
{
	STP_STEPS(c, 2, "keyword at overload-exhausted.stp:3:20", out);
	if (l_x) {
		c->next = 1;
		goto out;
	}
	g_n++;
out:
	return;
}

/* probe begin - overload-exhausted.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'lone' at overload-exhausted.stp:4:15", out);
	fn_lone(c, g_n);
	if (c->next) {
		c->next = 0;
		stp_error(c, "all functions exhausted");
	}
	STP_CHECK(c, "identifier 'lone' at overload-exhausted.stp:4:15", out);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "overload-exhausted.stp:4:1", .handler = probe_0,
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
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
