/* Made by stap from globals.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_a = 1LL;
static stp_s64 g_hidden;
static stp_s64 g_low = -9223372036854775807LL - 1;
static char g_s[STP_MAXSTRINGLEN] = "two\n";

/* exit - logging.stp:19:10 */
static void fn_exit(struct stp_context *CONTEXT)
{
	/* unprivileged */
	stp_exit(CONTEXT);
}

/* probe begin - globals.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 2, "identifier 'a' at globals.stp:4:15", out);
	g_a++;
	g_hidden = g_low;
out:
	return;
}

/* probe end - globals.stp:5:1 */
static void probe_1(struct stp_context *c)
{
	STP_STEPS(c, 3, "identifier 'println' at globals.stp:5:13", out);
	stp_printf(c, "%d%s%d\n", g_a, g_s, g_hidden);
	g_a = 0;
	g_s[0] = 0;
out:
	return;
}

/* probe timer.ms(1) - globals.stp:6:1 */
static void probe_2(struct stp_context *c)
{
	STP_STEPS(c, 2, "keyword at globals.stp:6:21", out);
	if (g_a > 2LL) {
		fn_exit(c);
		STP_CHECK(c, "identifier 'exit' at globals.stp:6:32", out);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "globals.stp:4:1", .handler = probe_0,
	},
	[1] = {
		.point = "end", .written = "end",
		.where = "globals.stp:5:1", .handler = probe_1,
	},
	[2] = {
		.point = "timer.ms(1)", .written = "timer.ms(1)",
		.where = "globals.stp:6:1", .handler = probe_2,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
	{ &probes[1], STP_END, 0 },
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[2], STP_TIMER_HR, 1000000, 0 },
};

static const struct stp_global globals[] = {
	{ "a", &g_a, STP_LONG },
	{ "low", &g_low, STP_LONG },
	{ "s", g_s, STP_STRING },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.timers = STP_LIST(timers_sites),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
