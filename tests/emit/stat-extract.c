/* Made by stap from stat-extract.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
	.n_keys = 1, .string_keys = 0x1, .size = 2048,
	.stats = STP_STAT_SUM,
};
static struct stp_map g_s = { .info = &g_s_info };
static const struct stp_map_info g_v_info = {
	.name = "v", .value = STP_STATS,
	.stats = STP_STAT_VARIANCE,
	.shift = 3,
};
static struct stp_map g_v = { .info = &g_v_info };

/* probe begin - stat-extract.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1, t2, t3;

	STP_STEPS(c, 3, "identifier 's' at stat-extract.stp:4:2", out);
	{
		const union stp_key k[] = { { .s = "a" } };
		stp_stat_add(c, &g_s, k, 2LL);
	}
	STP_CHECK(c, "identifier 's' at stat-extract.stp:4:2", out);
	stp_stat_add(c, &g_v, 0, 2LL);
	{
		const union stp_key k[] = { { .s = "a" } };
		t1 = stp_stat_count(stp_stat_get(c, &g_s, k, 0));
	}
	{
		const union stp_key k[] = { { .s = "a" } };
		t2 = stp_stat_avg(c, stp_stat_get(c, &g_s, k, 0));
	}
	STP_CHECK(c, "operator '@avg' at stat-extract.stp:5:26", out);
	t3 = stp_stat_variance(c, stp_stat_get(c, &g_v, 0, 0));
	STP_CHECK(c, "operator '@variance' at stat-extract.stp:5:40", out);
	stp_printf(c, "%d%d%d\n", t1, t2, t3);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "stat-extract.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static struct stp_map *const maps[] = { &g_s, &g_v };

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
