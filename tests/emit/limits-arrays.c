/* Made by stap from limits-arrays.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
	.hist = STP_HIST_LINEAR, .low = 0LL, .high = 5LL, .step = 1LL,
	.bar_width = 20,
	.gap_rows = -1,
	.max_buckets = 16,
};
static struct stp_map g_s = { .info = &g_s_info };
static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 1, .size = 2048,
	.hash_bias = 1,
};
static struct stp_map g_a = { .info = &g_a_info };

/* probe begin - limits-arrays.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 4, "identifier 's' at limits-arrays.stp:4:15", out);
	stp_stat_add(c, &g_s, 0, 1LL);
	{
		const union stp_key k[] = { { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at limits-arrays.stp:4:24", out);
		*v = 2LL;
	}
	stp_hist_print(c, stp_stat_get(c, &g_s, 0, 0), 0, 0);
	STP_CHECK(c, "operator '@hist_linear' at limits-arrays.stp:4:40", out);
	{
		const union stp_key k[] = { { .n = 1LL } };
		t1 = stp_map_long(&g_a, k);
	}
	stp_printf(c, "%d\n", t1);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "limits-arrays.stp:4:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static struct stp_map *const maps[] = { &g_s, &g_a };

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
		.max_memory = 65536ULL,
		.kretactive = 9,
	},
};
STP_MODINFO(0, "note=a b");
