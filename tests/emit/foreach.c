/* Made by stap from foreach.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 2, .string_keys = 0x1, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };
static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
	.n_keys = 1, .string_keys = 0x1, .size = 2048,
	.stats = STP_STAT_MINMAX,
};
static struct stp_map g_s = { .info = &g_s_info };
static const struct stp_map_info g_names_info = {
	.name = "names", .value = STP_STRING,
	.n_keys = 1, .size = 2048,
};
static struct stp_map g_names = { .info = &g_names_info };
static stp_s64 g_n = 2LL;
static struct stp_lock locks[] = {
	[0] = { .name = "a" },
	[1] = { .name = "s" },
	[2] = { .name = "names" },
};

/* probe timer.s(1) - foreach.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char l_k[STP_MAXSTRINGLEN];
		char l_name[STP_MAXSTRINGLEN];
		char l_j[STP_MAXSTRINGLEN];
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 l_i = 0, l_v = 0, t1, t2;
	struct stp_node *n1, *n2;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l_k[0] = 0;
	f->l_name[0] = 0;
	f->l_j[0] = 0;
	STP_STEPS(c, 9, "identifier 'a' at foreach.stp:4:2", out);
	{
		const union stp_key k[] = { { .s = "x" }, { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_a, k);

		STP_CHECK(c, "identifier 'a' at foreach.stp:4:2", out);
		*v = 2LL;
	}
	{
		const union stp_key k[] = { { .s = "y" } };
		stp_stat_add(c, &g_s, k, 3LL);
	}
	STP_CHECK(c, "identifier 's' at foreach.stp:5:2", out);
	{
		const union stp_key k[] = { { .n = 1LL } };
		char *v = stp_map_string_slot(c, &g_names, k);

		STP_CHECK(c, "identifier 'names' at foreach.stp:6:2", out);
		stp_strcpy(v, "one", STP_MAXSTRINGLEN);
	}
	for (n1 = stp_map_first(&g_a); n1; n1 = stp_map_next(&g_a, n1)) {
		stp_strcpy(f->l_k, stp_node_key_string(&g_a, n1, 0), STP_MAXSTRINGLEN);
		l_i = stp_node_key_long(&g_a, n1, 1);
		STP_STEPS(c, 2, "identifier 'println' at foreach.stp:7:24", out);
		stp_printf(c, "%s%d\n", f->l_k, l_i);
	}
	t1 = g_n + 1LL;
	stp_map_sort(&g_a, STP_BY_KEY + 1, 1, t1);
	for (n1 = stp_map_first(&g_a); n1 && t1-- > 0; n1 = stp_map_next(&g_a, n1)) {
		stp_strcpy(f->l_k, stp_node_key_string(&g_a, n1, 0), STP_MAXSTRINGLEN);
		l_i = stp_node_key_long(&g_a, n1, 1);
		l_v = stp_node_long(&g_a, n1);
		STP_STEPS(c, 4, "keyword at foreach.stp:8:43", out);
		if (l_v > 3LL) {
			continue;
		}
		if (l_v < 1LL) {
			break;
		}
		stp_printf(c, "%s%d\n", f->l_k, l_v);
	}
	stp_map_sort(&g_names, STP_BY_VALUE, 1, 0);
	for (n1 = stp_map_first(&g_names); n1; n1 = stp_map_next(&g_names, n1)) {
		l_i = stp_node_key_long(&g_names, n1, 0);
		stp_strcpy(f->l_name, stp_node_string(&g_names, n1), STP_MAXSTRINGLEN);
		STP_STEPS(c, 2, "identifier 'println' at foreach.stp:9:31", out);
		stp_printf(c, "%s\n", f->l_name);
	}
	stp_strcpy(f->s1, "x", STP_MAXSTRINGLEN);
	stp_strcat(f->s1, f->l_k, STP_MAXSTRINGLEN);
	stp_map_sort(&g_a, STP_BY_KEY + 1, 0, 0);
	for (n1 = stp_map_first(&g_a); n1; n1 = stp_map_next(&g_a, n1)) {
		if (stp_strcmp(stp_node_key_string(&g_a, n1, 0), f->s1))
			continue;
		stp_strcpy(f->l_k, stp_node_key_string(&g_a, n1, 0), STP_MAXSTRINGLEN);
		l_i = stp_node_key_long(&g_a, n1, 1);
		STP_STEPS(c, 2, "identifier 'println' at foreach.stp:10:37", out);
		stp_printf(c, "%d\n", l_i);
	}
	t1 = 5LL;
	stp_map_begin(c, &g_s);
	STP_CHECK(c, "identifier 's' at foreach.stp:11:16", out);
	stp_map_sort(&g_s, STP_BY_MAX, 1, t1);
	for (n1 = stp_map_first(&g_s); n1 && t1-- > 0; n1 = stp_map_next(&g_s, n1)) {
		stp_strcpy(f->l_k, stp_node_key_string(&g_s, n1, 0), STP_MAXSTRINGLEN);
		STP_STEPS(c, 2, "identifier 'printf' at foreach.stp:11:33", out);
		{
			const union stp_key k[] = { { .s = f->l_k } };
			t2 = stp_stat_count(stp_stat_get(c, &g_s, k, 0));
		}
		stp_printf(c, "%s %d\n", f->l_k, t2);
	}
	stp_map_begin(c, &g_s);
	STP_CHECK(c, "identifier 's' at foreach.stp:12:16", out);
	stp_map_sort(&g_s, STP_BY_COUNT, 0, 0);
	for (n1 = stp_map_first(&g_s); n1; n1 = stp_map_next(&g_s, n1)) {
		stp_strcpy(f->l_k, stp_node_key_string(&g_s, n1, 0), STP_MAXSTRINGLEN);
		STP_STEPS(c, 2, "keyword at foreach.stp:13:3", out);
		stp_strcpy(f->s1, f->l_k, STP_MAXSTRINGLEN);
		for (n2 = stp_map_first(&g_a); n2; n2 = stp_map_next(&g_a, n2)) {
			if (stp_strcmp(stp_node_key_string(&g_a, n2, 0), f->s1))
				continue;
			stp_strcpy(f->l_j, stp_node_key_string(&g_a, n2, 0), STP_MAXSTRINGLEN);
			l_i = stp_node_key_long(&g_a, n2, 1);
			STP_STEPS(c, 2, "identifier 'println' at foreach.stp:14:4", out);
			stp_printf(c, "%s\n", f->l_j);
		}
	}
out:
	return;
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 1 },
	{ &locks[1], 1 },
	{ &locks[2], 1 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.s(1)", .written = "timer.s(1)",
		.where = "foreach.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 3,
	},
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 1000000000, 0 },
};

static const struct stp_global globals[] = {
	{ "n", &g_n, STP_LONG },
};

static struct stp_map *const maps[] = { &g_a, &g_s, &g_names };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.timers = STP_LIST(timers_sites),
	.maps = STP_LIST(maps),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 2048, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
