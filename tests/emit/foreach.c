/* Made by stap from foreach.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 2, .string_keys = 0x1, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };
static stp_s64 g_n;

/* probe begin - foreach.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char l_k[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 l_i STP_UNUSED = 0, l_v = 0, t1;
	struct stp_node *n1;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l_k[0] = 0;
	STP_STEPS(c, 2, "identifier 'a' at foreach.stp:4:2", out);
	{
		const union stp_key k[] = { { .s = "x" }, { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at foreach.stp:4:2", out);
		*v = 2LL;
	}
	t1 = g_n + 1LL;
	stp_map_sort(&g_a, STP_BY_KEY + 1, 1, t1);
	for (n1 = stp_map_first(&g_a); n1 && t1-- > 0; n1 = stp_map_next(&g_a, n1)) {
		stp_strcpy(f->l_k, stp_node_key_string(&g_a, n1, 0), STP_MAXSTRINGLEN);
		l_i = stp_node_key_long(&g_a, n1, 1);
		l_v = stp_node_long(&g_a, n1);
		STP_STEPS(c, 4, "keyword at foreach.stp:5:43", out);
		if (l_v > 3LL) {
			continue;
		}
		stp_printf(c, "%s%d\n", f->l_k, l_v);
		break;
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "foreach.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "n", &g_n, STP_LONG },
};

static struct stp_map *const maps[] = { &g_a };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.maps = STP_LIST(maps),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 512, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
