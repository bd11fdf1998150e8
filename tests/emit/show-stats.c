/* Made by stap from show-stats.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
	.stats = STP_STAT_SUM | STP_STAT_MINMAX,
};
static struct stp_map g_s = { .info = &g_s_info };

/* probe begin - show-stats.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 's' at show-stats.stp:3:15", out);
	stp_stat_add(c, &g_s, 0, 1LL);
out:
	return;
}

/* probe end - <synthetic>:1:1 */
static void probe_1(struct stp_context *c)
{
	stp_s64 t1, t2, t3, t4, t5, t6;

	t1 = stp_stat_count(stp_stat_get(c, &g_s, 0, 0));
	if (t1) {
		t2 = stp_stat_count(stp_stat_get(c, &g_s, 0, 0));
		t3 = stp_stat_min(c, stp_stat_get(c, &g_s, 0, 0));
		STP_CHECK(c, "identifier 's' at show-stats.stp:2:8", out);
		t4 = stp_stat_max(c, stp_stat_get(c, &g_s, 0, 0));
		STP_CHECK(c, "identifier 's' at show-stats.stp:2:8", out);
		t5 = stp_stat_sum(stp_stat_get(c, &g_s, 0, 0));
		t6 = stp_stat_avg(c, stp_stat_get(c, &g_s, 0, 0));
		STP_CHECK(c, "identifier 's' at show-stats.stp:2:8", out);
		stp_printf(c, "s @count=%d @min=%d @max=%d @sum=%d @avg=%d\n", t2, t3, t4, t5, t6);
	} else {
		t2 = stp_stat_count(stp_stat_get(c, &g_s, 0, 0));
		stp_printf(c, "s @count=%#x\n", t2);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "show-stats.stp:3:1", .handler = probe_0,
	},
	[1] = {
		.point = "end", .written = "end",
		.where = "<synthetic>:1:1", .handler = probe_1,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
	{ &probes[1], STP_END, 0 },
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
