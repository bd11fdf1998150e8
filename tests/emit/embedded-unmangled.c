/* Made by stap from embedded-unmangled.stp for RELEASE.  Do not edit. */
#include "stap.h"
#ifndef MAXSTRINGLEN
#define MAXSTRINGLEN STP_MAXSTRINGLEN
#endif

#define STAP_RETVALUE (*stp_ret)
#define STAP_RETURN(v) STP_RETURN_LONG(v)

/* add - embedded-unmangled.stp:3:10 */
struct fn_add_names {
	stp_s64 __retvalue;
	stp_s64 a;
};

static void fn_add_code(struct stp_context *CONTEXT, stp_s64 *stp_ret, stp_s64 STAP_ARG_a, struct fn_add_names *THIS)
{
	STAP_RETVALUE = 0;
	{
#line 3 "embedded-unmangled.stp"
                             /* unmangled */ THIS->__retvalue = THIS->a + STAP_ARG_a;
#line 23 "stap_script.c"
	}
}

static void fn_add(struct stp_context *CONTEXT, stp_s64 *stp_ret, stp_s64 STAP_ARG_a)
{
	struct fn_add_names names = {
		.a = STAP_ARG_a,
	};

	fn_add_code(CONTEXT, &names.__retvalue, STAP_ARG_a, &names);
	*stp_ret = names.__retvalue;
}

#undef STAP_RETVALUE
#undef STAP_RETURN

/* say - embedded-unmangled.stp:4:10 */
struct fn_say_names {
	const char *s;
};

static void fn_say_code(struct stp_context *CONTEXT, const char *STAP_ARG_s, struct fn_say_names *THIS)
{
#line 4 "embedded-unmangled.stp"
                          /* unmangled */ STAP_PRINTF("%s", THIS->s);
#line 49 "stap_script.c"
}

static void fn_say(struct stp_context *CONTEXT, const char *STAP_ARG_s)
{
	struct fn_say_names names = {
		.s = STAP_ARG_s,
	};

	fn_say_code(CONTEXT, STAP_ARG_s, &names);
}

/* probe begin - embedded-unmangled.stp:5:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 2, "identifier 'println' at embedded-unmangled.stp:5:15", out);
	fn_add(c, &t1, 1LL);
	stp_printf(c, "%d\n", t1);
	fn_say(c, "x");
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "embedded-unmangled.stp:5:1", .handler = probe_0,
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
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
