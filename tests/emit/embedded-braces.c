/* Made by stap from embedded-braces.stp for RELEASE.  Do not edit. */
/* needs: kernel headers */
#include <linux/kernel.h>
#include <linux/types.h>
#include <linux/string.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include "stap.h"
#ifndef MAXSTRINGLEN
#define MAXSTRINGLEN STP_MAXSTRINGLEN
#endif

#line 3 "embedded-braces.stp"

#define STP_BEGIN for (;;) {
#line 21 "stap_script.c"

#define STAP_RETVALUE (*stp_ret)
#define STAP_RETURN(v) STP_RETURN_LONG(v)

/* a - embedded-braces.stp:6:10 */
static void fn_a(struct stp_context *CONTEXT, stp_s64 *stp_ret)
{
	STAP_RETVALUE = 0;
	{
#line 6 "embedded-braces.stp"
                     STP_BEGIN STAP_RETVALUE = 1; break; }
#line 33 "stap_script.c"
	}
}

#undef STAP_RETVALUE
#undef STAP_RETURN

/* probe begin - embedded-braces.stp:7:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1;

	STP_STEPS(c, 1, "identifier 'println' at embedded-braces.stp:7:15", out);
	fn_a(c, &t1);
	stp_printf(c, "%d\n", t1);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "embedded-braces.stp:7:1", .handler = probe_0,
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
