/* Made by stap from arrays.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_count_info = {
	.name = "count", .value = STP_LONG,
	.n_keys = 2, .string_keys = 0x1, .size = 2048,
};
static struct stp_map g_count = { .info = &g_count_info };
static const struct stp_map_info g_name_info = {
	.name = "name", .value = STP_STRING,
	.n_keys = 1, .string_keys = 0x1, .size = 2048,
};
static struct stp_map g_name = { .info = &g_name_info };
static char g_last[STP_MAXSTRINGLEN];
static const struct stp_map_info g_sized_info = {
	.name = "sized", .value = STP_LONG,
	.n_keys = 1, .size = 100, .sized = 1,
};
static struct stp_map g_sized = { .info = &g_sized_info };
static const struct stp_map_info g_ring_info = {
	.name = "ring", .value = STP_STRING,
	.n_keys = 1, .string_keys = 0x1, .size = 8, .sized = 1, .wraps = 1,
};
static struct stp_map g_ring = { .info = &g_ring_info };
static struct stp_lock locks[] = {
	[0] = { .name = "count" },
	[1] = { .name = "name" },
	[2] = { .name = "last" },
	[3] = { .name = "sized" },
	[4] = { .name = "ring" },
};

/* f - arrays.stp:3:10 */
static __attribute__((__noinline__)) stp_s64 fn_f(struct stp_context *c)
{
	stp_s64 ret = 0;

	STP_STEPS(c, 2, "identifier 'name' at arrays.stp:3:16", out);
	{
		const union stp_key k[] = { { .s = "f" } };
		char *v = stp_map_string_slot(c, &g_name, k);

		STP_CHECK(c, "identifier 'name' at arrays.stp:3:16", out);
		stp_strcpy(v, "x", STP_MAXSTRINGLEN);
	}
	ret = 1LL;
out:
	return ret;
}

/* probe timer.s(1) - arrays.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
		char s2[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 t1, t2, t3;
	const char *p1, *p2, *p3;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 15, "identifier 'count' at arrays.stp:5:2", out);
	{
		const union stp_key k[] = { { .s = "a" }, { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_count, k);

		STP_CHECK(c, "identifier 'count' at arrays.stp:5:2", out);
		*v = 5LL;
	}
	{
		const union stp_key k[] = { { .s = "b" }, { .n = 2LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_count, k);

		STP_CHECK(c, "identifier 'count' at arrays.stp:6:19", out);
		t1 = (*v)++;
	}
	{
		const union stp_key k[] = { { .s = "a" }, { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_count, k);

		STP_CHECK(c, "identifier 'count' at arrays.stp:6:2", out);
		*v += t1;
	}
	{
		const union stp_key k[] = { { .s = "a" }, { .n = 1LL } };
		t1 = stp_map_long(&g_count, k);
	}
	{
		const union stp_key k[] = { { .s = "c" }, { .n = 3LL } };
		t2 = stp_map_long(&g_count, k);
	}
	t3 = stp_div(c, t2, t1);
	STP_CHECK(c, "operator '/=' at arrays.stp:7:16", out);
	{
		const union stp_key k[] = { { .s = "c" }, { .n = 3LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_count, k);

		STP_CHECK(c, "identifier 'count' at arrays.stp:7:2", out);
		*v = t3;
	}
	{
		const union stp_key k[] = { { .s = "d" }, { .n = 4LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_count, k);

		STP_CHECK(c, "identifier 'count' at arrays.stp:8:2", out);
		*v = stp_shl(*v, 2LL);
	}
	{
		const union stp_key k[] = { { .s = "k" } };
		char *v = stp_map_string_slot(c, &g_name, k);

		STP_CHECK(c, "identifier 'name' at arrays.stp:9:2", out);
		stp_strcpy(v, "v", STP_MAXSTRINGLEN);
	}
	{
		const union stp_key k[] = { { .s = "l" } };
		p1 = stp_map_string(&g_name, k);
	}
	{
		const union stp_key k[] = { { .s = "k" } };
		char *v = stp_map_string_slot(c, &g_name, k);

		STP_CHECK(c, "identifier 'name' at arrays.stp:10:2", out);
		stp_strcat(v, p1, STP_MAXSTRINGLEN);
	}
	{
		const union stp_key k[] = { { .s = "k" } };
		p1 = stp_map_string(&g_name, k);
	}
	stp_strcpy(g_last, p1, STP_MAXSTRINGLEN);
	{
		const union stp_key k[] = { { .s = "k" } };
		p1 = stp_map_string(&g_name, k);
	}
	stp_strcpy(f->s1, p1, STP_MAXSTRINGLEN);
	t1 = fn_f(c);
	STP_CHECK(c, "identifier 'f' at arrays.stp:12:34", out);
	{
		const union stp_key k[] = { { .s = "k" } };
		p2 = stp_map_string(&g_name, k);
	}
	{
		const union stp_key k[] = { { .s = p2 } };
		p3 = stp_map_string(&g_name, k);
	}
	stp_printf(c, "%s %d %s\n", f->s1, t1, p3);
	{
		const union stp_key k[] = { { .s = "a" }, { .n = 1LL } };
		t1 = stp_map_long(&g_count, k);
	}
	{
		const union stp_key k[] = { { .n = 1LL } };
		stp_s64 *v = stp_map_long_slot(c, &g_sized, k);

		STP_CHECK(c, "identifier 'sized' at arrays.stp:13:25", out);
		*v = 2LL;
		t2 = *v;
	}
	{
		const union stp_key k[] = { { .n = t1 } };
		stp_s64 *v = stp_map_long_slot(c, &g_sized, k);

		STP_CHECK(c, "identifier 'sized' at arrays.stp:13:2", out);
		*v = t2;
	}
	{
		const union stp_key k[] = { { .s = "k" } };
		p1 = stp_map_string(&g_name, k);
	}
	stp_strcpy(f->s1, p1, STP_MAXSTRINGLEN);
	{
		const union stp_key k[] = { { .s = "l" } };
		p2 = stp_map_string(&g_name, k);
	}
	stp_strcpy(f->s2, p2, STP_MAXSTRINGLEN);
	{
		const union stp_key k[] = { { .s = f->s1 } };
		char *v = stp_map_string_slot(c, &g_ring, k);

		STP_CHECK(c, "identifier 'ring' at arrays.stp:14:2", out);
		stp_strcpy(v, f->s2, STP_MAXSTRINGLEN);
	}
	{
		const union stp_key k[] = { { .s = "n" } };
		p1 = stp_map_string(&g_ring, k);
	}
	stp_strcpy(f->s1, p1, STP_MAXSTRINGLEN);
	{
		const union stp_key k[] = { { .s = "m" } };
		char *v = stp_map_string_slot(c, &g_ring, k);

		STP_CHECK(c, "identifier 'ring' at arrays.stp:15:2", out);
		stp_strcpy(v, f->s1, STP_MAXSTRINGLEN);
	}
	{
		const union stp_key k[] = { { .s = "k" } };
		t1 = stp_map_has(&g_name, k, 0x1);
	}
	t2 = t1 != 0;
	if (t2) {
		{
			const union stp_key k[] = { { .s = "a" }, { .n = 0 } };
			t3 = stp_map_has(&g_count, k, 0x1);
		}
		t2 = t3 != 0;
	}
	if (t2) {
		{
			const union stp_key k[] = { { .n = 0 }, { .n = 1LL } };
			stp_map_delete(&g_count, k, 0x2);
		}
	}
	{
		const union stp_key k[] = { { .s = "k" } };
		stp_map_delete(&g_name, k, 0x1);
	}
	stp_map_clear(&g_sized);
out:
	return;
}

/* probe end - arrays.stp:20:1 */
static void probe_1(struct stp_context *c)
{
	const char *p1;

	STP_STEPS(c, 1, "identifier 'println' at arrays.stp:20:13", out);
	{
		const union stp_key k[] = { { .s = "m" } };
		p1 = stp_map_string(&g_ring, k);
	}
	stp_printf(c, "%s%s\n", g_last, p1);
out:
	return;
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 1 },
	{ &locks[1], 1 },
	{ &locks[2], 1 },
	{ &locks[3], 1 },
	{ &locks[4], 1 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.s(1)", .written = "timer.s(1)",
		.where = "arrays.stp:4:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 5,
	},
	[1] = {
		.point = "end", .written = "end",
		.where = "arrays.stp:20:1", .handler = probe_1,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[1], STP_END, 0 },
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 1000000000, 0 },
};

static const struct stp_global globals[] = {
	{ "last", g_last, STP_STRING },
};

static struct stp_map *const maps[] = { &g_count, &g_name, &g_sized, &g_ring };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.timers = STP_LIST(timers_sites),
	.maps = STP_LIST(maps),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 1024, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
