/* Made by stap from netfilter.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* probe netfilter.hook("NF_INET_LOCAL_OUT").pf("NFPROTO_IPV4").priority("NF_IP_PRI_FIRST") - netfilter.stp:3:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 2, "keyword at netfilter.stp:4:3", out);
	if ((((stp_s64)c->given[5]) == 1LL) && ((stp_s64)c->given[3])) {
		c->given[5] = 0LL;
	}
out:
	return;
}

/* probe netfilter.hook("6").pf("13") - netfilter.stp:6:1 */
static void probe_1(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'println' at netfilter.stp:6:38", out);
	stp_printf(c, "%d\n", (stp_s64)c->given[4]);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "netfilter.hook(\"NF_INET_LOCAL_OUT\").pf(\"NFPROTO_IPV4\").priority(\"NF_IP_PRI_FIRST\")", .written = "netfilter.hook(\"NF_INET_LOCAL_OUT\").pf(\"NFPROTO_IPV4\").priority(\"NF_IP_PRI_FIRST\")",
		.where = "netfilter.stp:3:1", .handler = probe_0,
	},
	[1] = {
		.point = "netfilter.hook(\"6\").pf(\"13\")", .written = "netfilter.hook(\"6\").pf(\"13\")",
		.where = "netfilter.stp:6:1", .handler = probe_1,
	},
};

static const struct stp_netfilter_site netfilter_sites[] = {
	{ &probes[0], 2, 3, -2147483648 },
	{ &probes[1], 13, 6, 0 },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.netfilter = STP_LIST(netfilter_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
