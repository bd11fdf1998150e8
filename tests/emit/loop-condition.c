/* Made by stap from loop-condition.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* f - loop-condition.stp:2:10 */
static __attribute__((__noinline__)) stp_s64 fn_f(struct stp_context *c, stp_s64 l_x)
{
	stp_s64 ret = 0;

	STP_STEPS(c, 1, "keyword at loop-condition.stp:2:17", out);
	ret = l_x + 1LL;
out:
	return ret;
}

/* probe begin - loop-condition.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 l_n = 0, t1;

	STP_STEPS(c, 1, "keyword at loop-condition.stp:3:15", out);
	for (;;) {
		t1 = fn_f(c, l_n);
		STP_CHECK(c, "identifier 'f' at loop-condition.stp:3:22", out);
		if (!(t1 < 3LL))
			break;
		STP_STEPS(c, 3, "identifier 'n' at loop-condition.stp:3:34", out);
		l_n++;
		stp_printf(c, "%d\n", l_n);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "loop-condition.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
