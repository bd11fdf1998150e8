/* Made by stap from regex-groups.stp for RELEASE.  Do not edit. */
#include "stap.h"

#define STAP_RETVALUE (*stp_ret)
#define STAP_RETURN(v) STP_RETURN_LONG(v)

/* ngroups - regex.stp:21:10 */
static void fn_ngroups(struct stp_context *CONTEXT, stp_s64 *stp_ret)
{
	/* pure */ /* unprivileged */ /* pragma:tagged_dfa */
	STAP_RETURN(stp_ngroups(CONTEXT));
}

#undef STAP_RETVALUE
#undef STAP_RETURN

#define STAP_RETVALUE stp_ret
#define STAP_RETURN(v) STP_RETURN_STRING(v)

/* matched - regex.stp:7:10 */
static void fn_matched(struct stp_context *CONTEXT, char *stp_ret, stp_s64 STAP_ARG_n)
{
	STAP_RETVALUE[0] = 0;
	{
	/* pure */ /* unprivileged */ /* pragma:tagged_dfa */
	stp_matched(CONTEXT, STAP_RETVALUE, STP_MAXSTRINGLEN, STAP_ARG_n);
	}
}

#undef STAP_RETVALUE
#undef STAP_RETURN

/* "^(k|l)=" */
static const unsigned char rx1_classes[256] = {
	[0] = 1, [61] = 2, ['k'] = 3, ['l'] = 4,
};
static const unsigned short rx1_next[] = {
	0, 0, 0, 3, 3,
	0, 0, 1, 0, 0,
};
static const struct stp_regex_edge rx1_edges[] = {
	{ 3, 0, 0, 0x0 },
	{ 0, 0, 0, 0x8 },
	{ 0, 0, 0, 0x8 },
	{ 1, 1, 0, 0x4 },
	{ 2, 1, 0, 0x4 },
};
static const unsigned short rx1_first[] = { 0, 1, 2, 3, 5, };
static const unsigned int rx1_bytes[] = {
	0x4, 0x8, 0x10,
};
static const struct stp_regex_groups rx1_groups = {
	.edges = rx1_edges, .first = rx1_first, .bytes = rx1_bytes,
	.n_positions = 3, .words = 1,
};
static const struct stp_regex rx1 = {
	.classes = rx1_classes, .next = rx1_next,
	.n_classes = 5, .start = 2, .n_groups = 2,
	.groups = &rx1_groups,
};

/* probe begin - regex-groups.stp:2:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 t1, t2;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 2, "keyword at regex-groups.stp:2:15", out);
	t1 = stp_regex_match(c, &rx1, "k=v");
	if (t1) {
		fn_matched(c, f->s1, 1LL);
		STP_CHECK(c, "identifier 'matched' at regex-groups.stp:2:47", out);
		fn_ngroups(c, &t2);
		STP_CHECK(c, "identifier 'ngroups' at regex-groups.stp:2:59", out);
		stp_printf(c, "%s%d\n", f->s1, t2);
	}
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "regex-groups.stp:2:1", .handler = probe_0,
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
		.frame_bytes = 512, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
		.match_words = 41,
	},
};
