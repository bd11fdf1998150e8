/* Made by stap from foreach-hist.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
	.n_keys = 1, .string_keys = 0x1, .size = 2048,
	.hist = STP_HIST_LINEAR, .low = -10LL, .high = 100LL, .step = 10LL,
};
static struct stp_map g_s = { .info = &g_s_info };

/* probe begin - foreach-hist.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 l_b = 0, l_v = 0, t1, t2, t3;

	STP_STEPS(c, 2, "identifier 's' at foreach-hist.stp:3:15", out);
	{
		const union stp_key k[] = { { .s = "k" } };
		stp_stat_add(c, &g_s, k, 3LL);
	}
	STP_CHECK(c, "identifier 's' at foreach-hist.stp:3:15", out);
	{
		const union stp_key k[] = { { .s = "k" } };
		t2 = stp_hist_buckets(stp_stat_get(c, &g_s, k, 0));
	}
	for (t1 = 0; t1 < t2; t1++) {
		l_b = t1;
		{
			const union stp_key k[] = { { .s = "k" } };
			t3 = stp_hist_bucket(c, stp_stat_get(c, &g_s, k, 0), t1);
		}
		STP_CHECK(c, "operator '@hist_linear' at foreach-hist.stp:3:47", out);
		l_v = t3;
		STP_STEPS(c, 2, "identifier 'println' at foreach-hist.stp:3:83", out);
		stp_printf(c, "%d%d\n", l_b, l_v);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "foreach-hist.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static struct stp_map *const maps[] = { &g_s };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.maps = STP_LIST(maps),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
