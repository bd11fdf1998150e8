/* Made by stap from stat-serial.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_s_info = {
	.name = "s", .value = STP_STATS,
};
static struct stp_map g_s = { .info = &g_s_info };

/* probe timer.ms(10) - stat-serial.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 's' at stat-serial.stp:3:22", out);
	stp_stat_add(c, &g_s, 0, 1LL);
out:
	return;
}

/* probe end - stat-serial.stp:4:1 */
static void probe_1(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 1, "identifier 'println' at stat-serial.stp:4:13", out);
	t1 = stp_stat_count(stp_stat_get(c, &g_s, 0, 0));
	stp_printf(c, "%d\n", t1);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.ms(10)", .written = "timer.ms(10)",
		.where = "stat-serial.stp:3:1", .handler = probe_0,
	},
	[1] = {
		.point = "end", .written = "end",
		.where = "stat-serial.stp:4:1", .handler = probe_1,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[1], STP_END, 0 },
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 10000000, 0 },
};

static struct stp_map *const maps[] = { &g_s };

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.timers = STP_LIST(timers_sites),
	.maps = STP_LIST(maps),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
