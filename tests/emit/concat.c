/* Made by stap from concat.stp for RELEASE.  Do not edit. */
#include "stap.h"

static char g_s[STP_MAXSTRINGLEN];
static char g_t[STP_MAXSTRINGLEN];

/* probe begin - concat.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 6, "identifier 's' at concat.stp:4:2", out);
	stp_strcat(g_s, "x", STP_MAXSTRINGLEN);
	stp_strcat(g_s, g_t, STP_MAXSTRINGLEN);
	stp_strcpy(g_t, g_s, STP_MAXSTRINGLEN);
	stp_strcat(g_t, "-", STP_MAXSTRINGLEN);
	stp_strcat(g_t, g_s, STP_MAXSTRINGLEN);
	stp_strcpy(f->s1, "a", STP_MAXSTRINGLEN);
	stp_strcat(f->s1, g_t, STP_MAXSTRINGLEN);
	stp_strcpy(g_t, f->s1, STP_MAXSTRINGLEN);
	if (((stp_strcmp(g_s, "abc") == 0) || (stp_strcmp(g_s, g_t) < 0))) {
		stp_strcpy(f->s1, g_s, STP_MAXSTRINGLEN);
		stp_strcat(f->s1, g_t, STP_MAXSTRINGLEN);
		stp_strcat(f->s1, "!", STP_MAXSTRINGLEN);
		stp_printf(c, "%s\n", f->s1);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "concat.stp:3:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

static const struct stp_global globals[] = {
	{ "s", g_s, STP_STRING },
	{ "t", g_t, STP_STRING },
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
