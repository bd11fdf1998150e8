/* Made by stap from argument-copy.stp for RELEASE.  Do not edit. */
#include "stap.h"

static char g_t[STP_MAXSTRINGLEN];
static char g_s[STP_MAXSTRINGLEN];

/* g - argument-copy.stp:3:10 */
static __attribute__((__noinline__)) void fn_g(struct stp_context *c, const char *l_a)
{
	STP_STEPS(c, 2, "identifier 's' at argument-copy.stp:3:17", out);
	stp_strcpy(g_s, "g", STP_MAXSTRINGLEN);
	stp_printf(c, "%s\n", l_a);
out:
	return;
}

/* h - argument-copy.stp:4:10 */
static __attribute__((__noinline__)) void fn_h(struct stp_context *c, const char *l_a)
{
	STP_STEPS(c, 1, "identifier 'println' at argument-copy.stp:4:17", out);
	stp_printf(c, "%s\n", l_a);
out:
	return;
}

/* probe begin - argument-copy.stp:5:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 3, "identifier 't' at argument-copy.stp:5:15", out);
	stp_strcpy(g_s, "x", STP_MAXSTRINGLEN);
	stp_strcpy(g_t, g_s, STP_MAXSTRINGLEN);
	stp_strcpy(f->s1, g_s, STP_MAXSTRINGLEN);
	fn_g(c, f->s1);
	STP_CHECK(c, "identifier 'g' at argument-copy.stp:5:28", out);
	fn_h(c, g_s);
	STP_CHECK(c, "identifier 'h' at argument-copy.stp:5:34", out);
out:
	return;
}

/* probe end - <synthetic>:1:1 */
static void probe_1(struct stp_context *c)
{
	stp_printf(c, "t=\"%s\"\n", g_t);
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "argument-copy.stp:5:1", .handler = probe_0,
	},
	[1] = {
		.point = "end", .written = "end",
		.where = "<synthetic>:1:1", .handler = probe_1,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
	{ &probes[1], STP_END, 0 },
};

static const struct stp_global globals[] = {
	{ "t", g_t, STP_STRING },
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
