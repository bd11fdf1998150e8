/* Made by stap from embedded.stp for RELEASE.  Do not edit. */
#include "stap.h"
#ifndef MAXSTRINGLEN
#define MAXSTRINGLEN STP_MAXSTRINGLEN
#endif

#line 3 "embedded.stp"
   static const int six = 6;
#line 10 "stap_script.c"

#define STAP_RETVALUE (*stp_ret)
#define STAP_RETURN(v) STP_RETURN_LONG(v)

/* add - embedded.stp:4:10 */
static void fn_add(struct stp_context *CONTEXT, stp_s64 *stp_ret, stp_s64 STAP_ARG_a, stp_s64 STAP_ARG_b)
{
#line 4 "embedded.stp"
                                     STAP_RETVALUE = STAP_ARG_a + STAP_ARG_b;
#line 20 "stap_script.c"
}

/* pid - context.stp:20:10 */
static void fn_pid(struct stp_context *CONTEXT, stp_s64 *stp_ret)
{
	/* pure */ /* unprivileged */
	STAP_RETURN(stp_pid());
}

#undef STAP_RETVALUE
#undef STAP_RETURN

#define STAP_RETVALUE stp_ret
#define STAP_RETURN(v) STP_RETURN_STRING(v)

/* name - embedded.stp:5:10 */
static void fn_name(struct stp_context *CONTEXT, char *stp_ret, stp_s64 STAP_ARG_n)
{
	STAP_RETVALUE[0] = 0;
	{
#line 5 "embedded.stp"

	if (!STAP_ARG_n)
		return;
	STAP_RETURN("one");
#line 46 "stap_script.c"
	}
}

#undef STAP_RETVALUE
#undef STAP_RETURN

/* probe begin - embedded.stp:10:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 t1, t2, t3;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 1, "identifier 'println' at embedded.stp:10:15", out);
	fn_add(c, &t1, 1LL, 2LL);
	fn_name(c, f->s1, 1LL);
	fn_pid(c, &t2);
	t3 = (stp_s64)(
#line 10 "embedded.stp"
                                                    six * 7
#line 71 "stap_script.c"
);
	stp_printf(c, "%d%s%d%d\n", t1, f->s1, t2, t3);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "embedded.stp:10:1", .handler = probe_0,
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
