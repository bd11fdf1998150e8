/* Made by stap from array-sort-lock.stp for RELEASE.  Do not edit. */
#include "stap.h"

static const struct stp_map_info g_a_info = {
	.name = "a", .value = STP_LONG,
	.n_keys = 1, .size = 2048,
};
static struct stp_map g_a = { .info = &g_a_info };
static struct stp_lock locks[] = {
	[0] = { .name = "a" },
};

/* probe timer.s(2) - array-sort-lock.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 l_k STP_UNUSED = 0, t1;
	struct stp_node *n1;

	STP_STEPS(c, 1, "keyword at array-sort-lock.stp:3:20", out);
	stp_map_sort(&g_a, STP_BY_KEY + 0, 0, 0);
	for (n1 = stp_map_first(&g_a); n1; n1 = stp_map_next(&g_a, n1)) {
		l_k = stp_node_key_long(&g_a, n1, 0);
		STP_STEPS(c, 2, "keyword at array-sort-lock.stp:3:38", out);
		t1 = stp_node_long(&g_a, n1);
		if ((t1 > 1LL) && (l_k > 2LL)) {
			goto out;
		}
	}
out:
	return;
}

static const struct stp_lock_use locks_0[] = {
	{ &locks[0], 1 },
};

static const struct stp_probe probes[] = {
	[0] = {
		.point = "timer.s(2)", .written = "timer.s(2)",
		.where = "array-sort-lock.stp:3:1", .handler = probe_0,
		.locks = locks_0, .n_locks = 1,
	},
};

static const struct stp_timer_site timers_sites[] = {
	{ &probes[0], STP_TIMER_HR, 2000000000, 0 },
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
