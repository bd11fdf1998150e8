/* Made by stap from array-compound.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 1, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };

/* probe begin - array-compound.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 2, "identifier 'a' at array-compound.stp:3:15", out);
	{
		const union stp_key k[] = { { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at array-compound.stp:3:15", out);
		*v += 2LL;
	}
	{
		const union stp_key k[] = { { .n = 3LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at array-compound.stp:3:35", out);
		t1 = (*v)++;
	}
	{
		const union stp_key k[] = { { .n = 2LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at array-compound.stp:3:26", out);
		*v = stp_shl(*v, t1);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "array-compound.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static struct stp_map *const maps[] = { &g_a };

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
