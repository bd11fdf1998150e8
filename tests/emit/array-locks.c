/* Made by stap from array-locks.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 1, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };
static struct stp_lock locks[] = {
	[0] = { .name = "a" },
};

/* probe timer.s(1) - array-locks.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "keyword at array-locks.stp:3:20", out);
	stp_map_clear(&g_a);
out:
	return;
}

/* probe timer.s(2) - array-locks.stp:4:1 */
static void probe_1(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 2, "keyword at array-locks.stp:4:20", out);
	{
		const union stp_key k[] = { { .n = 1LL } };
		t1 = stp_map_long(&g_a, k);
	}
	if (t1 > 2LL) {
		goto out;
	}
out:
	return;
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 1 },
};

static const struct stp_lock_use locks_1[] = {
	{ &locks[0], 0 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.s(1)", .written = "timer.s(1)",
		.where = "array-locks.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 1,
	},
	[1] = {
		.point = "timer.s(2)", .written = "timer.s(2)",
		.where = "array-locks.stp:4:1", .handler = probe_1,
		.locks = locks_1, .n_locks = 1,
	},
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 1000000000, 0 },
	{ &probes[1], STP_TIMER_HR, 2000000000, 0 },
};

static struct stp_map *const maps[] = { &g_a };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.timers = STP_LIST(timers_sites),
	.maps = STP_LIST(maps),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
