/* Made by stap from regex.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* "^ab?$" */
static const unsigned char rx1_classes[256] = {
	[0] = 1, ['a'] = 2, ['b'] = 3,
};
static const unsigned short rx1_next[] = {
	0, 0, 3, 0,
	0, 1, 0, 4,
	0, 1, 0, 0,
};
static const struct stp_regex rx1 = {
	.classes = rx1_classes, .next = rx1_next,
	.n_classes = 4, .start = 2, .n_groups = 1,
};

/* "b" */
static const unsigned char rx2_classes[256] = {
	[0] = 1, ['b'] = 2,
};
static const unsigned short rx2_next[] = {
	2, 0, 1,
};
static const struct stp_regex rx2 = {
	.classes = rx2_classes, .next = rx2_next,
	.n_classes = 3, .start = 2, .n_groups = 1,
};

/* f - regex.stp:2:10 */
static __attribute__((__noinline__)) stp_s64 fn_f(struct stp_context *c, const char *l_s)
{
	stp_s64 ret = 0;

	STP_STEPS(c, 1, "keyword at regex.stp:2:17", out);
	ret = !stp_regex_match(c, &rx1, l_s);
out:
	return ret;
}

/* probe begin - regex.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	stp_s64 t1, t2;

	STP_STEPS(c, 1, "identifier 'println' at regex.stp:3:15", out);
	t1 = fn_f(c, "a");
	STP_CHECK(c, "identifier 'f' at regex.stp:3:23", out);
	t2 = fn_f(c, "b");
	STP_CHECK(c, "identifier 'f' at regex.stp:3:44", out);
	stp_printf(c, "%d%d%d\n", t1, stp_regex_match(c, &rx2, "xb"), (stp_s64)(t2 && stp_regex_match(c, &rx2, "b")));
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "regex.stp:3:1", .handler = probe_0,
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
