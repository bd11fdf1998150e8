/* Made by stap from string-functions.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* greet - string-functions.stp:2:10 */
static __attribute__((__noinline__)) void fn_greet(struct stp_context *c, char *ret, const char *l_who)
{
	ret[0] = 0;
	STP_STEPS(c, 1, "keyword at string-functions.stp:2:23", out);
	stp_strcpy(ret, "hello ", STP_MAXSTRINGLEN);
	stp_strcat(ret, l_who, STP_MAXSTRINGLEN);
out:
	return;
}

/* mine - string-functions.stp:3:10 */
static __attribute__((__noinline__)) void fn_mine(struct stp_context *c, char *ret, const char *l_s)
{
	struct {
		char l_s[STP_MAXSTRINGLEN];
	} *f;

	ret[0] = 0;
	f = stp_enter(c, sizeof(*f));
	if (!f)
		return;
	stp_strcpy(f->l_s, l_s, STP_MAXSTRINGLEN);
	STP_STEPS(c, 2, "identifier 's' at string-functions.stp:3:27", out);
	stp_strcat(f->l_s, "!", STP_MAXSTRINGLEN);
	stp_strcpy(ret, f->l_s, STP_MAXSTRINGLEN);
out:
	stp_leave(c, sizeof(*f));
}

/* probe begin - string-functions.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
		char s2[STP_MAXSTRINGLEN];
	} *f;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 1, "identifier 'println' at string-functions.stp:4:15", out);
	fn_greet(c, f->s1, "you");
	STP_CHECK(c, "identifier 'greet' at string-functions.stp:4:23", out);
	fn_mine(c, f->s2, "x");
	STP_CHECK(c, "identifier 'mine' at string-functions.stp:4:37", out);
	stp_printf(c, "%s%s\n", f->s1, f->s2);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "string-functions.stp:4:1", .handler = probe_0,
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
		.frame_bytes = 1536, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
