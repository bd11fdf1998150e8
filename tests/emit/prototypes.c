/* Made by stap from prototypes.stp for RELEASE.  Do not edit. */
#include "stap.h"

static __attribute__((__noinline__)) stp_s64 fn_odd(struct stp_context *c, stp_s64 l_n);

/* even - prototypes.stp:2:10 */
static __attribute__((__noinline__)) stp_s64 fn_even(struct stp_context *c, stp_s64 l_n)
{
	stp_s64 ret = 0, t1, t2;

	if (!stp_enter(c, 0))
		return ret;
	STP_STEPS(c, 1, "keyword at prototypes.stp:2:20", out);
	if (l_n) {
		t2 = fn_odd(c, l_n - 1LL);
		STP_CHECK(c, "identifier 'odd' at prototypes.stp:2:31", out);
		t1 = t2;
	} else {
		t1 = 1LL;
	}
	ret = t1;
out:
	stp_leave(c, 0);
	return ret;
}

/* odd - prototypes.stp:3:10 */
static __attribute__((__noinline__)) stp_s64 fn_odd(struct stp_context *c, stp_s64 l_n)
{
	stp_s64 ret = 0, t1, t2;

	if (!stp_enter(c, 0))
		return ret;
	STP_STEPS(c, 1, "keyword at prototypes.stp:3:19", out);
	if (l_n) {
		t2 = fn_even(c, l_n - 1LL);
		STP_CHECK(c, "identifier 'even' at prototypes.stp:3:30", out);
		t1 = t2;
	} else {
		t1 = 0LL;
	}
	ret = t1;
out:
	stp_leave(c, 0);
	return ret;
}

/* probe begin - prototypes.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 1, "identifier 'print' at prototypes.stp:4:15", out);
	t1 = fn_even(c, 4LL);
	STP_CHECK(c, "identifier 'even' at prototypes.stp:4:21", out);
	stp_printf(c, "%d", t1);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "prototypes.stp:4:1", .handler = probe_0,
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
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 13,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
