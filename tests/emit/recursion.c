/* Made by stap from recursion.stp for RELEASE.  Do not edit. */
#include "stap.h"

#define STAP_RETVALUE (*stp_ret)
#define STAP_RETURN(v) STP_RETURN_LONG(v)

/* strlen - string.stp:7:10 */
static void fn_strlen(struct stp_context *CONTEXT, stp_s64 *stp_ret, const char *STAP_ARG_s)
{
	/* pure */ /* unprivileged */
	STAP_RETURN(stp_strlen(STAP_ARG_s));
}

#undef STAP_RETVALUE
#undef STAP_RETURN

/* fact - recursion.stp:2:10 */
static __attribute__((__noinline__)) stp_s64 fn_fact(struct stp_context *c, stp_s64 l_n)
{
	stp_s64 ret = 0, t1, t2;

	if (!stp_enter(c, 0))
		return ret;
	STP_STEPS(c, 1, "keyword at recursion.stp:2:20", out);
	if (l_n < 2LL) {
		t1 = 1LL;
	} else {
		t2 = fn_fact(c, l_n - 1LL);
		STP_CHECK(c, "identifier 'fact' at recursion.stp:2:43", out);
		t1 = l_n * t2;
	}
	ret = t1;
out:
	stp_leave(c, 0);
	return ret;
}

/* probe begin - recursion.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1, t2;

	STP_STEPS(c, 1, "identifier 'println' at recursion.stp:3:15", out);
	t1 = fn_fact(c, 5LL);
	STP_CHECK(c, "identifier 'fact' at recursion.stp:3:23", out);
	t2 = 0;
	STP_COUNTED(c, fn_strlen(c, &t2, "x"));
	STP_CHECK(c, "identifier 'strlen' at recursion.stp:3:32", out);
	stp_printf(c, "%d%d\n", t1, t2);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "recursion.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 12,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
