/* Made by stap from locks.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_b;
static stp_s64 g_a;
static struct stp_lock locks[] = {
	[0] = { .name = "b" },
	[1] = { .name = "a" },
};

/* probe timer.ms(1) - locks.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'b' at locks.stp:3:21", out);
	g_b = g_a;
out:
	return;
}

/* probe timer.ms(2) - locks.stp:4:1 */
static void probe_1(struct stp_context *c)
{
	STP_STEPS(c, 2, "identifier 'a' at locks.stp:4:21", out);
	g_a++;
	g_b++;
out:
	return;
}

/* probe end - <synthetic>:1:1 */
static void probe_2(struct stp_context *c)
{
	stp_printf(c, "b=%d\n", g_b);
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 1 },
	{ &locks[1], 0 },
};

static const struct stp_lock_use locks_1[] = {
	{ &locks[0], 1 },
	{ &locks[1], 1 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.ms(1)", .written = "timer.ms(1)",
		.where = "locks.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 2,
	},
	[1] = {
		.point = "timer.ms(2)", .written = "timer.ms(2)",
		.where = "locks.stp:4:1", .handler = probe_1,
		.locks = locks_1, .n_locks = 2,
	},
	[2] = {
		.point = "end", .written = "end",
		.where = "<synthetic>:1:1", .handler = probe_2,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[2], STP_END, 0 },
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 1000000, 0 },
	{ &probes[1], STP_TIMER_HR, 2000000, 0 },
};

static const struct stp_global globals[] = {
	{ "b", &g_b, STP_LONG },
	{ "a", &g_a, STP_LONG },
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
