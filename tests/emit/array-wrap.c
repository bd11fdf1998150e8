/* Made by stap from array-wrap.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_ring_info = {
	.name = "ring", .value = STP_STRING,
	.n_keys = 1, .string_keys = 0x1, .size = 8, .sized = 1, .wraps = 1,
};
static struct stp_map g_ring = { .info = &g_ring_info };

/* probe begin - array-wrap.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
		char s2[STP_MAXSTRINGLEN];
	} *f;
	const char *p1, *p2;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 1, "identifier 'ring' at array-wrap.stp:3:15", out);
	{
		const union stp_key k[] = { { .s = "a" } };
		p1 = stp_map_string(&g_ring, k);
	}
	stp_strcpy(f->s1, p1, STP_MAXSTRINGLEN);
	{
		const union stp_key k[] = { { .s = "b" } };
		p2 = stp_map_string(&g_ring, k);
	}
	stp_strcpy(f->s2, p2, STP_MAXSTRINGLEN);
	{
		const union stp_key k[] = { { .s = f->s1 } };
		char *v = stp_map_string_slot(c, &g_ring, k);

		STP_CHECK(c, "identifier 'ring' at array-wrap.stp:3:15", out);
		stp_strcpy(v, f->s2, STP_MAXSTRINGLEN);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "array-wrap.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static struct stp_map *const maps[] = { &g_ring };

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
