/* Made by stap from overload.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* f - overload.stp:2:10 */
static __attribute__((__noinline__)) void fn_f(struct stp_context *c, char *ret, stp_s64 l_x)
{
	ret[0] = 0;
	STP_STEPS(c, 2, "keyword at overload.stp:2:17", out);
	if (l_x > 1LL) {
		c->next = 1;
		goto out;
	}
	stp_strcpy(ret, "small", STP_MAXSTRINGLEN);
out:
	return;
}

/* f - overload.stp:3:10 */
static __attribute__((__noinline__)) void fn_f_2(struct stp_context *c, char *ret, stp_s64 l_x)
{
	ret[0] = 0;
	STP_STEPS(c, 1, "keyword at overload.stp:3:17", out);
	stp_strcpy(ret, "big", STP_MAXSTRINGLEN);
out:
	return;
}

/* probe begin - overload.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 1, "identifier 'println' at overload.stp:4:15", out);
	fn_f(c, f->s1, 5LL);
	if (c->next) {
		c->next = 0;
		fn_f_2(c, f->s1, 5LL);
	}
	STP_CHECK(c, "identifier 'f' at overload.stp:4:23", out);
	stp_printf(c, "%s\n", f->s1);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "overload.stp:4:1", .handler = probe_0,
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
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 512, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
