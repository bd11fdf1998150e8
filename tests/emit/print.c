/* Made by stap from print.stp for RELEASE.  Do not edit. */
#include "stap.h"

static char g_s[STP_MAXSTRINGLEN];
static stp_s64 g_n;

/* probe begin - print.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 9, "identifier 'print' at print.stp:4:2", out);
	stp_print(c, g_s);
	stp_printf(c, "100%%%d%s5\n", g_n, g_s);
	stp_printf(c, "%5d|%-*s|%.*x|%c|%%\n", g_n, g_n, g_s, 3LL, g_n, 65LL);
	stp_printf(c, "text and %d\n", g_n);
	stp_printf(c, "%d,%s,%d", g_n, g_s, g_n);
	stp_print_char(c, 10LL);
	stp_sprintf(c, f->s1, STP_MAXSTRINGLEN, "%d%s", g_n, g_s);
	stp_printf(c, "%s%d\n", f->s1, (stp_s64)(g_n == 1LL));
	g_n++;
	stp_strcat(g_s, "x", STP_MAXSTRINGLEN);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "print.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "s", g_s, STP_STRING },
	{ "n", &g_n, STP_LONG },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.globals = STP_LIST(globals),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 512, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
