/* Made by stap from stat-hist.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
	.hist = STP_HIST_LOG,
};
static struct stp_map g_s = { .info = &g_s_info };

/* probe begin - stat-hist.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char l_text[STP_MAXSTRINGLEN];
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 t1, t2;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l_text[0] = 0;
	STP_STEPS(c, 4, "identifier 's' at stat-hist.stp:4:2", out);
	stp_stat_add(c, &g_s, 0, 3LL);
	stp_hist_print(c, stp_stat_get(c, &g_s, 0, 0), 0, 0);
	STP_CHECK(c, "operator '@hist_log' at stat-hist.stp:5:8", out);
	stp_hist_print(c, stp_stat_get(c, &g_s, 0, 0), f->s1, STP_MAXSTRINGLEN);
	STP_CHECK(c, "operator '@hist_log' at stat-hist.stp:6:16", out);
	stp_strcpy(f->l_text, f->s1, STP_MAXSTRINGLEN);
	t1 = stp_hist_bucket(c, stp_stat_get(c, &g_s, 0, 0), 65LL);
	STP_CHECK(c, "operator '@hist_log' at stat-hist.stp:7:16", out);
	t2 = stp_hist_bucket(c, stp_stat_get(c, &g_s, 0, 0), 3LL);
	STP_CHECK(c, "operator '@hist_log' at stat-hist.stp:7:39", out);
	stp_printf(c, "%s%d%d\n", f->l_text, t1, (stp_s64)(t2 != 0));
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "stat-hist.stp:3:1", .handler = probe_0,
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
		.frame_bytes = 1024, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
