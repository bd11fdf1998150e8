/* Made by stap from stat-locks.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
};
static struct stp_map g_s = { .info = &g_s_info };
static struct stp_lock locks[] = {
	[0] = { .name = "s" },
};

/* probe timer.ms(10) - stat-locks.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 's' at stat-locks.stp:3:22", out);
	stp_stat_add(c, &g_s, 0, 1LL);
out:
	return;
}

/* probe timer.s(1) - stat-locks.stp:4:1 */
static void probe_1(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 1, "identifier 'println' at stat-locks.stp:4:20", out);
	t1 = stp_stat_count(stp_stat_get(c, &g_s, 0, 0));
	stp_printf(c, "%d\n", t1);
out:
	return;
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 0 },
};

static const struct stp_lock_use locks_1[] = {
	{ &locks[0], 1 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.ms(10)", .written = "timer.ms(10)",
		.where = "stat-locks.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 1,
	},
	[1] = {
		.point = "timer.s(1)", .written = "timer.s(1)",
		.where = "stat-locks.stp:4:1", .handler = probe_1,
		.locks = locks_1, .n_locks = 1,
	},
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 10000000, 0 },
	{ &probes[1], STP_TIMER_HR, 1000000000, 0 },
};

static struct stp_map *const maps[] = { &g_s };

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
