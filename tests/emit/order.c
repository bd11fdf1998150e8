/* Made by stap from order.stp for RELEASE.  Do not edit. */
#include "stap.h"

static stp_s64 g_n;
static char g_s[STP_MAXSTRINGLEN];

/* f - order.stp:3:10 */
static __attribute__((__noinline__)) stp_s64 fn_f(struct stp_context *c, stp_s64 l_x)
{
	stp_s64 ret = 0;

	STP_STEPS(c, 3, "identifier 'n' at order.stp:3:17", out);
	g_n += l_x;
	stp_strcat(g_s, "f", STP_MAXSTRINGLEN);
	ret = g_n;
out:
	return ret;
}

/* probe begin - order.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 l_i = 0, t1, t2;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 4, "identifier 'println' at order.stp:5:2", out);
	t1 = g_n;
	t2 = g_n;
	g_n++;
	stp_printf(c, "%d%d%d\n", t1, t2, g_n);
	stp_strcpy(f->s1, g_s, STP_MAXSTRINGLEN);
	t1 = fn_f(c, 1LL);
	STP_CHECK(c, "identifier 'f' at order.stp:6:13", out);
	stp_printf(c, "%s%d%s\n", f->s1, t1, g_s);
	l_i = 1LL;
	t1 = l_i;
	l_i = 5LL;
	stp_printf(c, "%d\n", t1 + (l_i * l_i));
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "order.stp:4:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "n", &g_n, STP_LONG },
	{ "s", g_s, STP_STRING },
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
