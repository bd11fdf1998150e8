/* Made by stap from procfs.stp for RELEASE.  Do not edit. */
#include "stap.h"

#define STAP_RETVALUE (*stp_ret)
#define STAP_RETURN(v) STP_RETURN_LONG(v)

/* cpu - context.stp:90:10 */
static void fn_cpu(struct stp_context *CONTEXT, stp_s64 *stp_ret)
{
	/* pure */ /* unprivileged */
	STAP_RETURN(stp_cpu());
}

#undef STAP_RETVALUE
#undef STAP_RETURN

/* probe procfs("d/f").umask(63).read.maxsize(70000) - procfs.stp:2:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		char s1[STP_MAXSTRINGLEN];
	} *f;
	stp_s64 t1;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	STP_STEPS(c, 2, "identifier '$value' at procfs.stp:2:54", out);
	stp_set_text(c, "a", 0);
	STP_CHECK(c, "operator '=' at procfs.stp:2:61", out);
	fn_cpu(c, &t1);
	stp_sprintf(c, f->s1, STP_MAXSTRINGLEN, "%d", t1);
	stp_set_text(c, f->s1, 1);
	STP_CHECK(c, "operator '.=' at procfs.stp:2:75", out);
out:
	return;
}

/* probe procfs.write - procfs.stp:3:1 */
static void probe_1(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'print' at procfs.stp:3:22", out);
	stp_print(c, stp_text(c));
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "procfs(\"d/f\").umask(63).read.maxsize(70000)", .written = "procfs(\"d/f\").umask(63).read.maxsize(70000)",
		.where = "procfs.stp:2:1", .handler = probe_0,
	},
	[1] = {
		.point = "procfs.write", .written = "procfs.write",
		.where = "procfs.stp:3:1", .handler = probe_1,
	},
};

static const struct stp_procfs_site procfs_sites[] = {
	{ &probes[0], "d/f", 0400, 0, 70000 },
	{ &probes[1], "command", 0200, 1, STP_PROCFS_SIZE },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.procfs = STP_LIST(procfs_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 512, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
