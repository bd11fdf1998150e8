/* Made by stap from same-handlers.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;
static struct stp_lock locks[] = {
	[0] = { .name = "n" },
};

/* probe timer.ms(1) - same-handlers.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'n' at same-handlers.stp:3:41", out);
	g_n++;
out:
	return;
}

/* probe end - same-handlers.stp:4:1 */
static void probe_3(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'println' at same-handlers.stp:4:13", out);
	stp_printf(c, "%d\n", g_n);
out:
	return;
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 1 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.ms(1)", .written = "timer.ms(1)",
		.where = "same-handlers.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 1,
	},
	[1] = {
		.point = "timer.ms(2)", .written = "timer.ms(2)",
		.where = "same-handlers.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 1,
	},
	[2] = {
		.point = "begin", .written = "begin",
		.where = "same-handlers.stp:3:1", .handler = probe_0,
	},
	[3] = {
		.point = "end", .written = "end",
		.where = "same-handlers.stp:4:1", .handler = probe_3,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[2], STP_BEGIN, 0 },
	{ &probes[3], STP_END, 0 },
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 1000000, 0 },
	{ &probes[1], STP_TIMER_HR, 2000000, 0 },
};

static const struct stp_global globals[] = {
	{ "n", &g_n, STP_LONG },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.timers = STP_LIST(timers_sites),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
