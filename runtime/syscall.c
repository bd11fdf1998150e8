/* SPDX-License-Identifier: GPL-2.0-or-later */
/* syscall.c - the arguments of the system call that the current task is in. */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>

#include "runtime.h"
#include "arch/x86_64.h"

/*
 * From where the task entered the kernel, so it is the same in a kprobe, a
 * return probe and a tracepoint.
 */
stp_s64 stp_syscall_arg(unsigned int n)
{
	const unsigned long *slot = stp_arch_syscall_slot(task_pt_regs(current), n);

	if (!slot)
		return 0;
	return stp_arch_syscall_is_32bit() ? (u32)*slot : *slot;
}

void stp_syscall_set_arg(unsigned int n, stp_s64 v)
{
	unsigned long *slot = stp_arch_syscall_slot(task_pt_regs(current), n);

	if (slot)
		*slot = stp_arch_syscall_is_32bit() ? (u32)v : v;
}

stp_s64 stp_syscall_is_32bit(void)
{
	return stp_arch_syscall_is_32bit();
}

stp_s64 stp_syscall_nr(void)
{
	return stp_arch_syscall_nr(task_pt_regs(current));
}
