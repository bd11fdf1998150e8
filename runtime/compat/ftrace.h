/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ftrace.h - one tracer of many functions, with all registers, where the kernel has that. */
#ifndef STP_COMPAT_FTRACE_H
#define STP_COMPAT_FTRACE_H

#include <linux/ftrace.h>
#include "compat_config.h"

/* Called at the entry of a function; ip: where its call of the tracer is. */
static void stp_ftrace_hit(unsigned long ip, struct pt_regs *regs);

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_REGS

#ifdef STP_HAVE_FTRACE_REGS
static void notrace stp_compat_ftrace_hit(unsigned long ip, unsigned long parent,
					  struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
	struct pt_regs *regs = ftrace_get_regs(fregs);

	if (regs)
		stp_ftrace_hit(ip, regs);
}
#else				/* before 5.11 */
static void notrace stp_compat_ftrace_hit(unsigned long ip, unsigned long parent,
					  struct ftrace_ops *ops, struct pt_regs *regs)
{
	stp_ftrace_hit(ip, regs);
}
#endif
NOKPROBE_SYMBOL(stp_compat_ftrace_hit);

/* PERMANENT: nobody turns it off behind our back.  Recursion ends at the busy lane. */
static struct ftrace_ops stp_compat_ftrace = {
	.func = stp_compat_ftrace_hit,
#ifdef STP_HAVE_FTRACE_REGS
	.flags = FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_PERMANENT,
#else
	.flags = FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_PERMANENT |
		 FTRACE_OPS_FL_RECURSION_SAFE,
#endif
};

/* Adds n functions; none of them on failure. */
static inline int stp_compat_ftrace_add(unsigned long *ips, unsigned int n)
{
#ifdef STP_HAVE_FTRACE_SET_FILTER_IPS
	return ftrace_set_filter_ips(&stp_compat_ftrace, ips, n, 0, 0);
#else				/* before 5.18 */
	unsigned int i;
	int rc = 0;

	for (i = 0; i < n && !rc; i++)
		rc = ftrace_set_filter_ip(&stp_compat_ftrace, ips[i], 0, 0);
	if (rc) {
		while (--i)
			ftrace_set_filter_ip(&stp_compat_ftrace, ips[i - 1], 1, 0);
	}
	return rc;
#endif
}

static inline int stp_compat_ftrace_on(void)
{
	return register_ftrace_function(&stp_compat_ftrace);
}

static inline void stp_compat_ftrace_off(void)
{
	unregister_ftrace_function(&stp_compat_ftrace);
}

/* After it is off, or was never on. */
static inline void stp_compat_ftrace_clear(void)
{
	ftrace_free_filter(&stp_compat_ftrace);
}

#else

static inline int stp_compat_ftrace_add(unsigned long *ips, unsigned int n)
{
	(void)stp_ftrace_hit;
	return -ENODEV;
}

static inline int stp_compat_ftrace_on(void)
{
	return -ENODEV;
}

static inline void stp_compat_ftrace_off(void)
{
}

static inline void stp_compat_ftrace_clear(void)
{
}

#endif

#endif
