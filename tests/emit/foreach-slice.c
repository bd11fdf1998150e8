/* Made by stap from foreach-slice.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 2, .string_keys = 0x1, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };

/* probe begin - foreach-slice.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char l_k[STP_MAXSTRINGLEN];
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 l_i = 0, l_j = 0, t1;
	struct stp_node *n1, *n2;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l_k[0] = 0;
	STP_STEPS(c, 2, "identifier 'a' at foreach-slice.stp:4:2", out);
	{
		const union stp_key k[] = { { .s = "x" }, { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at foreach-slice.stp:4:2", out);
		*v = 2LL;
	}
	stp_strcpy(f->s1, "x", STP_MAXSTRINGLEN);
	stp_strcat(f->s1, f->l_k, STP_MAXSTRINGLEN);
	for (n1 = stp_map_first(&g_a); n1; n1 = stp_map_next(&g_a, n1)) {
		if (stp_strcmp(stp_node_key_string(&g_a, n1, 0), f->s1))
			continue;
		stp_strcpy(f->l_k, stp_node_key_string(&g_a, n1, 0), STP_MAXSTRINGLEN);
		l_i = stp_node_key_long(&g_a, n1, 1);
		STP_STEPS(c, 2, "keyword at foreach-slice.stp:5:36", out);
		t1 = l_i;
		for (n2 = stp_map_first(&g_a); n2; n2 = stp_map_next(&g_a, n2)) {
			if (stp_node_key_long(&g_a, n2, 1) != t1)
				continue;
			stp_strcpy(f->l_k, stp_node_key_string(&g_a, n2, 0), STP_MAXSTRINGLEN);
			l_j = stp_node_key_long(&g_a, n2, 1);
			STP_STEPS(c, 2, "identifier 'println' at foreach-slice.stp:5:64", out);
			stp_printf(c, "%d\n", l_j);
		}
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "foreach-slice.stp:3:1", .handler = probe_0,
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
		.frame_bytes = 1024, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
