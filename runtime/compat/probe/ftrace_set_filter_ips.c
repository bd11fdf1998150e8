/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ftrace_set_filter_ips.c - can a tracer be given many functions at once? */
#include <linux/ftrace.h>

int stp_probe(struct ftrace_ops *ops, unsigned long *ips, unsigned int n);
int stp_probe(struct ftrace_ops *ops, unsigned long *ips, unsigned int n)
{
	return ftrace_set_filter_ips(ops, ips, n, 0, 0);
}
