/* Made by stap from loops.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;

/* probe begin - loops.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 l_i = 0, t1;

	STP_STEPS(c, 3, "keyword at loops.stp:4:2", out);
	l_i = 0LL;
	while (l_i < 10LL) {
		STP_STEPS(c, 4, "keyword at loops.stp:4:29", out);
		if (l_i == 5LL) {
			goto next_1;
		}
		if (l_i == 7LL) {
			break;
		}
		g_n += l_i;
next_1:
		l_i++;
	}
	while (g_n > 100LL) {
		STP_STEPS(c, 2, "identifier 'n' at loops.stp:5:18", out);
		g_n -= 10LL;
	}
	for (;;) {
		STP_STEPS(c, 2, "keyword at loops.stp:6:11", out);
		t1 = g_n;
		g_n++;
		if (t1 > 5LL) {
			break;
		}
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "loops.stp:3:1", .handler = probe_0,
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
