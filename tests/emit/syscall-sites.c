/* Made by stap from syscall-sites.stp for RELEASE.  Do not edit. */
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

/* probe kernel.syscall(3).compat - syscall-sites.stp:2:1 */
static void probe_0(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'println' at syscall-sites.stp:2:34", out);
	stp_print(c, "1\n");
out:
	return;
}

/* probe kernel.syscall(0).return - syscall-sites.stp:3:1 */
static void probe_1(struct stp_context *c)
{
	STP_STEPS(c, 1, "identifier 'println' at syscall-sites.stp:3:34", out);
	stp_printf(c, "%d\n", stp_entry_long(c, 0));
out:
	return;
}

/* entry for kernel.syscall(0).return - syscall-sites.stp:3:1 */
static void probe_1_entry(struct stp_context *c)
{
	stp_s64 t1;

	fn_cpu(c, &t1);
	stp_set_entry_long(c, 0, 2LL + t1);
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "kernel.syscall(3).compat", .written = "kernel.syscall(3).compat",
		.where = "syscall-sites.stp:2:1", .handler = probe_0,
	},
	[1] = {
		.point = "kernel.syscall(0).return", .written = "kernel.syscall(0).return",
		.where = "syscall-sites.stp:3:1", .handler = probe_1,
	},
};

static const struct stp_kprobe_site syscalls_sites[] = {
	{ .probe = &probes[0], .address = 3, .flags = STP_SYSCALL_32BIT },
	{ .probe = &probes[1], .address = 0, .flags = STP_KPROBE_RETURN,
	  .entry = probe_1_entry, .entry_longs = 1, .entry_strings = 0,
	},
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.syscalls = STP_LIST(syscalls_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 2,
		.frame_bytes = 0, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
