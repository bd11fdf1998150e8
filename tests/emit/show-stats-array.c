/* Made by stap from show-stats-array.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
	.n_keys = 1, .size = 2048,
	.stats = STP_STAT_SUM | STP_STAT_MINMAX,
};
static struct stp_map g_s = { .info = &g_s_info };

/* probe begin - show-stats-array.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 's' at show-stats-array.stp:3:15", out);
	{
		const union stp_key k[] = { { .n = 1LL } };
		stp_stat_add(c, &g_s, k, 1LL);
	}
	STP_CHECK(c, "identifier 's' at show-stats-array.stp:3:15", out);
out:
	return;
}

/* probe end - <synthetic>:1:1 */
static void probe_1(struct stp_context *c)
{
	stp_s64 l___long_key0 STP_UNUSED = 0, t1, t2, t3, t4, t5;
	struct stp_node *n1;

	stp_map_begin(c, &g_s);
	STP_CHECK(c, "identifier 's' at show-stats-array.stp:2:8", out);
	stp_map_sort(&g_s, STP_BY_COUNT, 1, 0);
	for (n1 = stp_map_first(&g_s); n1; n1 = stp_map_next(&g_s, n1)) {
		l___long_key0 = stp_node_key_long(&g_s, n1, 0);
		t1 = stp_stat_count(stp_node_stat(&g_s, n1));
		t2 = stp_stat_min(c, stp_node_stat(&g_s, n1));
		STP_CHECK(c, "identifier 's' at show-stats-array.stp:2:8", out);
		t3 = stp_stat_max(c, stp_node_stat(&g_s, n1));
		STP_CHECK(c, "identifier 's' at show-stats-array.stp:2:8", out);
		t4 = stp_stat_sum(stp_node_stat(&g_s, n1));
		t5 = stp_stat_avg(c, stp_node_stat(&g_s, n1));
		STP_CHECK(c, "identifier 's' at show-stats-array.stp:2:8", out);
		stp_printf(c, "s[%d] @count=%d @min=%d @max=%d @sum=%d @avg=%d\n", l___long_key0, t1, t2, t3, t4, t5);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "show-stats-array.stp:3:1", .handler = probe_0,
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
