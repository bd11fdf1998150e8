/* Made by stap from limits.stp for RELEASE.  Do not edit. */
#include "stap.h"

#define STAP_RETVALUE stp_ret
#define STAP_RETURN(v) STP_RETURN_STRING(v)

/* execname - context.stp:6:10 */
static void fn_execname(struct stp_context *CONTEXT, char *stp_ret)
{
	STAP_RETVALUE[0] = 0;
	{
	/* pure */ /* unprivileged */
	stp_execname(STAP_RETVALUE, STP_MAXSTRINGLEN);
	}
}

#undef STAP_RETVALUE
#undef STAP_RETURN

/* f - limits.stp:3:10 */
static __attribute__((__noinline__)) void fn_f(struct stp_context *c)
{
	if (!stp_enter(c, 0))
		return;
	STP_STEPS(c, 1, "identifier 'println' at limits.stp:3:16", out);
	stp_print(c, "a string\n");
out:
	stp_leave(c, 0);
}

/* probe begin - limits.stp:4:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char l_s[STP_MAXSTRINGLEN];
		char s1[STP_MAXSTRINGLEN];
	} __attribute__((aligned(8))) *f;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l_s[0] = 0;
	STP_STEPS(c, 3, "identifier 'f' at limits.stp:4:15", out);
	fn_f(c);
	STP_CHECK(c, "identifier 'f' at limits.stp:4:15", out);
	STP_COUNTED(c, fn_execname(c, f->l_s));
	STP_CHECK(c, "identifier 'execname' at limits.stp:4:24", out);
	stp_strcpy(f->s1, f->l_s, STP_MAXSTRINGLEN);
	stp_strcat(f->s1, f->l_s, STP_MAXSTRINGLEN);
	stp_printf(c, "%s\n", f->s1);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "limits.stp:4:1", .handler = probe_0,
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
		.maxaction = 500, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 5,
		.frame_bytes = 200, .maxerrors = 3, .maxskipped = 100,
		.maxtrylock = 7, .trylockdelay_us = 10, .minstackspace = 1024,
		.buffer_mb = 8,
	},
};
