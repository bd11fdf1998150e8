/* Made by stap from foreach-stats.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
	.n_keys = 1, .size = 2048,
	.stats = STP_STAT_MINMAX,
};
static struct stp_map g_s = { .info = &g_s_info };

/* probe begin - foreach-stats.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 l_k = 0, t1;
	struct stp_node *n1;

	STP_STEPS(c, 2, "identifier 's' at foreach-stats.stp:3:15", out);
	{
		const union stp_key k[] = { { .n = 1LL } };
		stp_stat_add(c, &g_s, k, 3LL);
	}
	STP_CHECK(c, "identifier 's' at foreach-stats.stp:3:15", out);
	t1 = 5LL;
	stp_map_begin(c, &g_s);
	STP_CHECK(c, "identifier 's' at foreach-stats.stp:3:41", out);
	stp_map_sort(&g_s, STP_BY_MAX, 1, t1);
	for (n1 = stp_map_first(&g_s); n1 && t1-- > 0; n1 = stp_map_next(&g_s, n1)) {
		l_k = stp_node_key_long(&g_s, n1, 0);
		STP_STEPS(c, 2, "identifier 'println' at foreach-stats.stp:3:58", out);
		stp_printf(c, "%d\n", l_k);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "foreach-stats.stp:3:1", .handler = probe_0,
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
