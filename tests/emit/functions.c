/* Made by stap from functions.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;

/* count - functions.stp:4:10 */
static __attribute__((__noinline__)) void fn_count(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'n' at functions.stp:4:20", out);
	g_n++;
out:
	return;
}

/* twice - functions.stp:3:10 */
static __attribute__((__noinline__)) stp_s64 fn_twice(struct stp_context *c, stp_s64 l_x)
{
	stp_s64 ret = 0;

	STP_STEPS(c, 1, "keyword at functions.stp:3:21", out);
	ret = l_x * 2LL;
out:
	return ret;
}

/* probe begin - functions.stp:5:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1, t2;

	STP_STEPS(c, 2, "identifier 'count' at functions.stp:5:15", out);
	fn_count(c);
	STP_CHECK(c, "identifier 'count' at functions.stp:5:15", out);
	t1 = fn_twice(c, g_n);
	STP_CHECK(c, "identifier 'twice' at functions.stp:5:32", out);
	t2 = fn_twice(c, 3LL);
	STP_CHECK(c, "identifier 'twice' at functions.stp:5:42", out);
	stp_printf(c, "%d%d\n", t1, t2);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "functions.stp:5:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "n", &g_n, STP_LONG },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
