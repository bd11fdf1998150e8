/* Made by stap from statistics.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_lat_info = {
	.name = "lat", .value = STP_STATS,
	.stats = STP_STAT_MINMAX,
	.hist = STP_HIST_LOG,
};
static struct stp_map g_lat = { .info = &g_lat_info };
static const struct stp_map_info g_bytes_info = {
	.name = "bytes", .value = STP_STATS,
	.n_keys = 2, .string_keys = 0x1, .size = 2048,
	.stats = STP_STAT_SUM,
	.hist = STP_HIST_LINEAR, .low = -10LL, .high = 100LL, .step = 10LL,
};
static struct stp_map g_bytes = { .info = &g_bytes_info };
static const struct stp_map_info g_hits_info = {
	.name = "hits", .value = STP_STATS,
};
static struct stp_map g_hits = { .info = &g_hits_info };
static const struct stp_map_info g_vars_info = {
	.name = "vars", .value = STP_STATS,
	.stats = STP_STAT_VARIANCE,
	.shift = 3,
};
static struct stp_map g_vars = { .info = &g_vars_info };
static struct stp_lock locks[] = {
	[0] = { .name = "lat" },
	[1] = { .name = "bytes" },
	[3] = { .name = "vars" },
};

/* lat_id - statistics.stp:4:10 */
static __attribute__((__noinline__)) stp_s64 fn_lat_id(struct stp_context *c)
{
	stp_s64 ret = 0;

	STP_STEPS(c, 1, "keyword at statistics.stp:4:21", out);
	ret = 7LL;
out:
	return ret;
}

/* probe timer.ms(10) - statistics.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 3, "identifier 'lat' at statistics.stp:3:22", out);
	stp_stat_add(c, &g_lat, 0, 1LL);
	t1 = fn_lat_id(c);
	STP_CHECK(c, "identifier 'lat_id' at statistics.stp:3:44", out);
	{
		const union stp_key k[] = { { .s = "a" }, { .n = t1 } };
		stp_stat_add(c, &g_bytes, k, 2LL);
	}
	STP_CHECK(c, "identifier 'bytes' at statistics.stp:3:33", out);
	stp_stat_add(c, &g_hits, 0, 3LL);
out:
	return;
}

/* probe timer.s(1) - statistics.stp:5:1 */
static void probe_1(struct stp_context *c)
{
	struct {
		char l_text[STP_MAXSTRINGLEN];
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 l_b = 0, l_v = 0, t1, t2, t3;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l_text[0] = 0;
	STP_STEPS(c, 7, "identifier 'println' at statistics.stp:6:2", out);
	t1 = stp_stat_count(stp_stat_get(c, &g_lat, 0, 0));
	t2 = stp_stat_min(c, stp_stat_get(c, &g_lat, 0, 0));
	STP_CHECK(c, "operator '@min' at statistics.stp:6:23", out);
	t3 = stp_stat_variance(c, stp_stat_get(c, &g_vars, 0, 0));
	STP_CHECK(c, "operator '@variance' at statistics.stp:6:34", out);
	stp_printf(c, "%d%d%d\n", t1, t2, t3);
	{
		const union stp_key k[] = { { .s = "a" }, { .n = 7LL } };
		t1 = stp_stat_sum(stp_stat_get(c, &g_bytes, k, 0));
	}
	stp_stat_add(c, &g_vars, 0, t1);
	stp_hist_print(c, stp_stat_get(c, &g_lat, 0, 0), 0, 0);
	STP_CHECK(c, "operator '@hist_log' at statistics.stp:8:8", out);
	{
		const union stp_key k[] = { { .s = "a" }, { .n = 7LL } };
		stp_hist_print(c, stp_stat_get(c, &g_bytes, k, 0), f->s1, STP_MAXSTRINGLEN);
	}
	STP_CHECK(c, "operator '@hist_linear' at statistics.stp:9:16", out);
	stp_strcpy(f->l_text, f->s1, STP_MAXSTRINGLEN);
	t1 = stp_hist_bucket(c, stp_stat_get(c, &g_lat, 0, 0), 65LL);
	STP_CHECK(c, "operator '@hist_log' at statistics.stp:10:16", out);
	t2 = stp_hist_bucket(c, stp_stat_get(c, &g_lat, 0, 0), 3LL);
	STP_CHECK(c, "operator '@hist_log' at statistics.stp:10:41", out);
	stp_printf(c, "%s%d%d\n", f->l_text, t1, (stp_s64)(t2 != 0));
	{
		const union stp_key k[] = { { .s = "a" }, { .n = 7LL } };
		t2 = stp_hist_buckets(stp_stat_get(c, &g_bytes, k, 0));
	}
	for (t1 = 0; t1 < t2; t1++) {
		l_b = t1;
		{
			const union stp_key k[] = { { .s = "a" }, { .n = 7LL } };
			t3 = stp_hist_bucket(c, stp_stat_get(c, &g_bytes, k, 0), t1);
		}
		STP_CHECK(c, "operator '@hist_linear' at statistics.stp:11:20", out);
		l_v = t3;
		STP_STEPS(c, 2, "identifier 'println' at statistics.stp:11:63", out);
		stp_printf(c, "%d%d\n", l_b, l_v);
	}
	stp_map_clear(&g_lat);
out:
	return;
}

/* probe end - statistics.stp:14:1 */
static void probe_2(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 1, "identifier 'println' at statistics.stp:14:13", out);
	t1 = stp_stat_count(stp_stat_get(c, &g_hits, 0, 0));
	stp_printf(c, "%d\n", t1);
out:
	return;
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 0 },
	{ &locks[1], 0 },
};

static const struct stp_lock_use locks_1[] = {
	{ &locks[0], 1 },
	{ &locks[1], 1 },
	{ &locks[3], 1 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.ms(10)", .written = "timer.ms(10)",
		.where = "statistics.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 2,
	},
	[1] = {
		.point = "timer.s(1)", .written = "timer.s(1)",
		.where = "statistics.stp:5:1", .handler = probe_1,
		.locks = locks_1, .n_locks = 3,
	},
	[2] = {
		.point = "end", .written = "end",
		.where = "statistics.stp:14:1", .handler = probe_2,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[2], STP_END, 0 },
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 10000000, 0 },
	{ &probes[1], STP_TIMER_HR, 1000000000, 0 },
};

static struct stp_map *const maps[] = { &g_lat, &g_bytes, &g_hits, &g_vars };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.timers = STP_LIST(timers_sites),
	.maps = STP_LIST(maps),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 1024, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
