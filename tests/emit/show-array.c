/* Made by stap from show-array.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 2, .string_keys = 0x2, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };

/* probe begin - show-array.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'a' at show-array.stp:3:15", out);
	{
		const union stp_key k[] = { { .n = 1LL }, { .s = "b" } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at show-array.stp:3:15", out);
		*v = 3LL;
	}
out:
	return;
}

/* probe end - <synthetic>:1:1 */
static void probe_1(struct stp_context *c)
{
	struct {
		char l___string_key1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 l___long_key0 = 0, l___long_value = 0;
	struct stp_node *n1;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l___string_key1[0] = 0;
	stp_map_sort(&g_a, STP_BY_VALUE, 1, 0);
	for (n1 = stp_map_first(&g_a); n1; n1 = stp_map_next(&g_a, n1)) {
		l___long_key0 = stp_node_key_long(&g_a, n1, 0);
		stp_strcpy(f->l___string_key1, stp_node_key_string(&g_a, n1, 1), STP_MAXSTRINGLEN);
		l___long_value = stp_node_long(&g_a, n1);
		stp_printf(c, "a[%d,\"%s\"]=%d\n", l___long_key0, f->l___string_key1, l___long_value);
	}
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "show-array.stp:3:1", .handler = probe_0,
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

static struct stp_map *const maps[] = { &g_a };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.maps = STP_LIST(maps),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 512, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
