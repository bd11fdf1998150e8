/* Made by stap from try.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;

/* error - logging.stp:32:10 */
static void fn_error(struct stp_context *CONTEXT, const char *STAP_ARG_msg)
{
	/* unprivileged */
	stp_error(CONTEXT, "%s", STAP_ARG_msg);
}

/* probe begin - try.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char l_e[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 t1;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l_e[0] = 0;
	STP_STEPS(c, 6, "keyword at try.stp:4:2", out);
	t1 = stp_div(c, 1LL, g_n);
	STP_CHECK(c, "operator '/' at try.stp:5:15", catch_2);
	g_n = t1;
catch_2:
	if (c->error) {
		if (c->fatal)
			goto out;
		stp_caught(c, 0, 0);
		g_n = 1LL;
	}
	fn_error(c, "x");
	STP_CHECK(c, "identifier 'error' at try.stp:6:3", catch_1);
catch_1:
	if (c->error) {
		if (c->fatal)
			goto out;
		stp_caught(c, f->l_e, STP_MAXSTRINGLEN);
		stp_printf(c, "%s\n", f->l_e);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "try.stp:3:1", .handler = probe_0,
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
		.frame_bytes = 512, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
