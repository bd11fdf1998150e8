/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ftrace_regs.c - does a tracer get its registers in a struct of their own? */
#include <linux/ftrace.h>

struct pt_regs *stp_probe(struct ftrace_regs *fregs);
struct pt_regs *stp_probe(struct ftrace_regs *fregs)
{
	return ftrace_get_regs(fregs);
}
