/* Made by stap from foreach-keys-change.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 2, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };

/* probe begin - foreach-keys-change.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 l_i = 0, l_j = 0, t1;
	struct stp_node *n1;

	STP_STEPS(c, 2, "identifier 'a' at foreach-keys-change.stp:3:15", out);
	{
		const union stp_key k[] = { { .n = 1LL }, { .n = 2LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at foreach-keys-change.stp:3:15", out);
		*v = 4LL;
	}
	for (n1 = stp_map_first(&g_a); n1; n1 = stp_map_next(&g_a, n1)) {
		l_i = stp_node_key_long(&g_a, n1, 0);
		l_j = stp_node_key_long(&g_a, n1, 1);
		STP_STEPS(c, 2, "keyword at foreach-keys-change.stp:3:50", out);
		{
			const union stp_key k[] = { { .n = l_i }, { .n = l_j } };
			t1 = stp_map_long(&g_a, k);
		}
		if (t1) {
			l_i++;
		}
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "foreach-keys-change.stp:3:1", .handler = probe_0,
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
