/* Made by stap from hello.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* exit - logging.stp:19:10 */
static void fn_exit(struct stp_context *CONTEXT)
{
	/* unprivileged */
	stp_exit(CONTEXT);
}

/* probe begin - hello.stp:2:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 2, "identifier 'println' at hello.stp:2:15", out);
	stp_print(c, "hi\n");
	fn_exit(c);
	STP_CHECK(c, "identifier 'exit' at hello.stp:2:30", out);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "hello.stp:2:1", .handler = probe_0,
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
