/* Made by stap from show-globals.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;
static char g_s[STP_MAXSTRINGLEN];
static const struct stp_map_info g_two_info = {
	.name = "two", .value = STP_LONG,
	.n_keys = 2, .string_keys = 0x2, .size = 2048,
};
static struct stp_map g_two = { .info = &g_two_info };
static const struct stp_map_info g_names_info = {
	.name = "names", .value = STP_STRING,
	.n_keys = 1, .size = 2048,
};
static struct stp_map g_names = { .info = &g_names_info };
static const struct stp_map_info g_stats_info = {
	.name = "stats", .value = STP_STATS,
	.n_keys = 1, .string_keys = 0x1, .size = 2048,
	.stats = STP_STAT_SUM | STP_STAT_MINMAX,
};
static struct stp_map g_stats = { .info = &g_stats_info };
static const struct stp_map_info g_alone_info = {
	.name = "alone", .value = STP_STATS,
	.stats = STP_STAT_SUM | STP_STAT_MINMAX,
};
static struct stp_map g_alone = { .info = &g_alone_info };
static struct stp_lock locks[] = {
	[0] = { .name = "n" },
	[1] = { .name = "s" },
	[2] = { .name = "two" },
	[3] = { .name = "names" },
};

/* probe timer.s(1) - show-globals.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 6, "identifier 'n' at show-globals.stp:4:2", out);
	g_n++;
	stp_strcpy(g_s, "text", STP_MAXSTRINGLEN);
	{
		const union stp_key k[] = { { .n = 1LL }, { .s = "b" } };
		stp_s64 *v = stp_map_long_slot(c, &g_two, k);

		STP_CHECK(c, "identifier 'two' at show-globals.stp:6:2", out);
		*v = 3LL;
	}
	{
		const union stp_key k[] = { { .n = 5LL } };
		char *v = stp_map_string_slot(c, &g_names, k);

		STP_CHECK(c, "identifier 'names' at show-globals.stp:7:2", out);
		stp_strcpy(v, "five", STP_MAXSTRINGLEN);
	}
	{
		const union stp_key k[] = { { .s = "k" } };
		stp_stat_add(c, &g_stats, k, 1LL);
	}
	STP_CHECK(c, "identifier 'stats' at show-globals.stp:8:2", out);
	stp_stat_add(c, &g_alone, 0, 2LL);
out:
	return;
}

/* probe end - <synthetic>:1:1 */
static void probe_1(struct stp_context *c)
{
	struct {
		char l___string_key1[STP_MAXSTRINGLEN];
		char l___string_value[STP_MAXSTRINGLEN];
		char l___string_key0[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 l___long_key0 = 0, l___long_value = 0, t1, t2, t3, t4, t5, t6;
	struct stp_node *n1;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l___string_key1[0] = 0;
	f->l___string_value[0] = 0;
	f->l___string_key0[0] = 0;
	stp_printf(c, "n=%d\n", g_n);
	stp_printf(c, "s=\"%s\"\n", g_s);
	stp_map_sort(&g_two, STP_BY_VALUE, 1, 0);
	for (n1 = stp_map_first(&g_two); n1; n1 = stp_map_next(&g_two, n1)) {
		l___long_key0 = stp_node_key_long(&g_two, n1, 0);
		stp_strcpy(f->l___string_key1, stp_node_key_string(&g_two, n1, 1), STP_MAXSTRINGLEN);
		l___long_value = stp_node_long(&g_two, n1);
		stp_printf(c, "two[%d,\"%s\"]=%d\n", l___long_key0, f->l___string_key1, l___long_value);
	}
	stp_map_sort(&g_names, STP_BY_VALUE, 1, 0);
	for (n1 = stp_map_first(&g_names); n1; n1 = stp_map_next(&g_names, n1)) {
		l___long_key0 = stp_node_key_long(&g_names, n1, 0);
		stp_strcpy(f->l___string_value, stp_node_string(&g_names, n1), STP_MAXSTRINGLEN);
		stp_printf(c, "names[%d]=\"%s\"\n", l___long_key0, f->l___string_value);
	}
	stp_map_begin(c, &g_stats);
	STP_CHECK(c, "identifier 'stats' at show-globals.stp:2:26", out);
	stp_map_sort(&g_stats, STP_BY_COUNT, 1, 0);
	for (n1 = stp_map_first(&g_stats); n1; n1 = stp_map_next(&g_stats, n1)) {
		stp_strcpy(f->l___string_key0, stp_node_key_string(&g_stats, n1, 0), STP_MAXSTRINGLEN);
		{
			const union stp_key k[] = { { .s = f->l___string_key0 } };
			t1 = stp_stat_count(stp_stat_get(c, &g_stats, k, 0));
		}
		{
			const union stp_key k[] = { { .s = f->l___string_key0 } };
			t2 = stp_stat_min(c, stp_stat_get(c, &g_stats, k, 0));
		}
		STP_CHECK(c, "identifier 'stats' at show-globals.stp:2:26", out);
		{
			const union stp_key k[] = { { .s = f->l___string_key0 } };
			t3 = stp_stat_max(c, stp_stat_get(c, &g_stats, k, 0));
		}
		STP_CHECK(c, "identifier 'stats' at show-globals.stp:2:26", out);
		{
			const union stp_key k[] = { { .s = f->l___string_key0 } };
			t4 = stp_stat_sum(stp_stat_get(c, &g_stats, k, 0));
		}
		{
			const union stp_key k[] = { { .s = f->l___string_key0 } };
			t5 = stp_stat_avg(c, stp_stat_get(c, &g_stats, k, 0));
		}
		STP_CHECK(c, "identifier 'stats' at show-globals.stp:2:26", out);
		stp_printf(c, "stats[\"%s\"] @count=%d @min=%d @max=%d @sum=%d @avg=%d\n", f->l___string_key0, t1, t2, t3, t4, t5);
	}
	t1 = stp_stat_count(stp_stat_get(c, &g_alone, 0, 0));
	if (t1) {
		t2 = stp_stat_count(stp_stat_get(c, &g_alone, 0, 0));
		t3 = stp_stat_min(c, stp_stat_get(c, &g_alone, 0, 0));
		STP_CHECK(c, "identifier 'alone' at show-globals.stp:2:33", out);
		t4 = stp_stat_max(c, stp_stat_get(c, &g_alone, 0, 0));
		STP_CHECK(c, "identifier 'alone' at show-globals.stp:2:33", out);
		t5 = stp_stat_sum(stp_stat_get(c, &g_alone, 0, 0));
		t6 = stp_stat_avg(c, stp_stat_get(c, &g_alone, 0, 0));
		STP_CHECK(c, "identifier 'alone' at show-globals.stp:2:33", out);
		stp_printf(c, "alone @count=%d @min=%d @max=%d @sum=%d @avg=%d\n", t2, t3, t4, t5, t6);
	} else {
		t2 = stp_stat_count(stp_stat_get(c, &g_alone, 0, 0));
		stp_printf(c, "alone @count=%#x\n", t2);
	}
out:
	return;
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 1 },
	{ &locks[1], 1 },
	{ &locks[2], 1 },
	{ &locks[3], 1 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.s(1)", .written = "timer.s(1)",
		.where = "show-globals.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 4,
	},
	[1] = {
		.point = "end", .written = "end",
		.where = "<synthetic>:1:1", .handler = probe_1,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[1], STP_END, 0 },
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 1000000000, 0 },
};

static const struct stp_global globals[] = {
	{ "n", &g_n, STP_LONG },
	{ "s", g_s, STP_STRING },
};

static struct stp_map *const maps[] = { &g_two, &g_names, &g_stats, &g_alone };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.timers = STP_LIST(timers_sites),
	.maps = STP_LIST(maps),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 1536, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
