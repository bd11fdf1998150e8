/* Made by stap from embedded-headers.stp for RELEASE.  Do not edit. */
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

/* fail - embedded-headers.stp:3:10 */
static void fn_fail(struct stp_context *CONTEXT, const char *STAP_ARG_s)
{
#line 3 "embedded-headers.stp"

	if (strlen(STAP_ARG_s))
		STAP_ERROR("no %s", STAP_ARG_s);
#line 25 "stap_script.c"
}

/* probe begin - embedded-headers.stp:7:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'fail' at embedded-headers.stp:7:15", out);
	fn_fail(c, "x");
	STP_CHECK(c, "identifier 'fail' at embedded-headers.stp:7:15", out);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "embedded-headers.stp:7:1", .handler = probe_0,
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
