/* Made by stap from short-circuit.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;

/* f - short-circuit.stp:3:10 */
static __attribute__((__noinline__)) stp_s64 fn_f(struct stp_context *c, stp_s64 l_x)
{
	stp_s64 ret = 0;

	STP_STEPS(c, 2, "identifier 'n' at short-circuit.stp:3:17", out);
	g_n++;
	ret = l_x;
out:
	return ret;
}

/* probe begin - short-circuit.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1, t2, t3;

	STP_STEPS(c, 6, "keyword at short-circuit.stp:5:2", out);
	if (g_n && (g_n > 3LL)) {
		stp_print(c, "plain\n");
	}
	t1 = g_n != 0;
	if (t1) {
		t2 = fn_f(c, g_n);
		STP_CHECK(c, "identifier 'f' at short-circuit.stp:6:11", out);
		t1 = t2 != 0;
	}
	if (t1) {
		stp_print(c, "and\n");
	}
	t1 = fn_f(c, 1LL);
	STP_CHECK(c, "identifier 'f' at short-circuit.stp:7:6", out);
	t2 = t1 != 0;
	if (!t2) {
		t3 = fn_f(c, 2LL);
		STP_CHECK(c, "identifier 'f' at short-circuit.stp:7:14", out);
		t2 = t3 != 0;
	}
	if (t2) {
		stp_print(c, "or\n");
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "short-circuit.stp:4:1", .handler = probe_0,
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
