/* Made by stap from array-in-delete.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 2, .string_keys = 0x1, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };

/* probe begin - array-in-delete.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 4, "keyword at array-in-delete.stp:3:15", out);
	{
		const union stp_key k[] = { { .s = "x" }, { .n = 0 } };
		t1 = stp_map_has(&g_a, k, 0x1);
	}
	if (t1) {
		{
			const union stp_key k[] = { { .n = 0 }, { .n = 2LL } };
			stp_map_delete(&g_a, k, 0x2);
		}
	}
	stp_map_clear(&g_a);
	{
		const union stp_key k[] = { { .s = "k" }, { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at array-in-delete.stp:3:60", out);
		*v = 1LL;
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "array-in-delete.stp:3:1", .handler = probe_0,
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
