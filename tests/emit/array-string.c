/* Made by stap from array-string.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STRING,
	.n_keys = 1, .size = 2048,
};
static struct stp_map g_s = { .info = &g_s_info };

/* f - array-string.stp:3:10 */
static __attribute__((__noinline__)) stp_s64 fn_f(struct stp_context *c)
{
	stp_s64 ret = 0;

	STP_STEPS(c, 2, "keyword at array-string.stp:3:16", out);
	stp_map_clear(&g_s);
	ret = 1LL;
out:
	return ret;
}

/* probe begin - array-string.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 t1;
	const char *p1;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 2, "identifier 's' at array-string.stp:4:15", out);
	{
		const union stp_key k[] = { { .n = 1LL } };
		char *v = stp_map_string_slot(c, &g_s, k);

		STP_CHECK(c, "identifier 's' at array-string.stp:4:15", out);
		stp_strcat(v, "x", STP_MAXSTRINGLEN);
	}
	{
		const union stp_key k[] = { { .n = 1LL } };
		p1 = stp_map_string(&g_s, k);
	}
	stp_strcpy(f->s1, p1, STP_MAXSTRINGLEN);
	t1 = fn_f(c);
	STP_CHECK(c, "identifier 'f' at array-string.stp:4:42", out);
	stp_printf(c, "%s%d\n", f->s1, t1);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "array-string.stp:4:1", .handler = probe_0,
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
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 512, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
