/* SPDX-License-Identifier: GPL-2.0-or-later */
/* x86_64.h - registers and calls of this instruction set. */
#ifndef STP_ARCH_X86_64_H
#define STP_ARCH_X86_64_H

#include <linux/ptrace.h>
#include <linux/stddef.h>
#include <linux/thread_info.h>

struct stp_arch_register {
	const char *name;
	unsigned short at;		/* offset in struct pt_regs */
	unsigned char bytes;
	unsigned char shift;		/* ah is 8 bits further up */
};

#define STP_REGISTER(reg, field, n) \
	{ reg, offsetof(struct pt_regs, field), n, 0 }
#define STP_REGISTERS(r8, r4, r2, r1, field) \
	STP_REGISTER(r8, field, 8), STP_REGISTER(r4, field, 4), \
	STP_REGISTER(r2, field, 2), STP_REGISTER(r1, field, 1)

static const struct stp_arch_register stp_arch_registers[] = {
	STP_REGISTERS("rax", "eax", "ax", "al", ax),
	STP_REGISTERS("rbx", "ebx", "bx", "bl", bx),
	STP_REGISTERS("rcx", "ecx", "cx", "cl", cx),
	STP_REGISTERS("rdx", "edx", "dx", "dl", dx),
	STP_REGISTERS("rsi", "esi", "si", "sil", si),
	STP_REGISTERS("rdi", "edi", "di", "dil", di),
	STP_REGISTERS("rbp", "ebp", "bp", "bpl", bp),
	STP_REGISTERS("rsp", "esp", "sp", "spl", sp),
	STP_REGISTERS("r8", "r8d", "r8w", "r8b", r8),
	STP_REGISTERS("r9", "r9d", "r9w", "r9b", r9),
	STP_REGISTERS("r10", "r10d", "r10w", "r10b", r10),
	STP_REGISTERS("r11", "r11d", "r11w", "r11b", r11),
	STP_REGISTERS("r12", "r12d", "r12w", "r12b", r12),
	STP_REGISTERS("r13", "r13d", "r13w", "r13b", r13),
	STP_REGISTERS("r14", "r14d", "r14w", "r14b", r14),
	STP_REGISTERS("r15", "r15d", "r15w", "r15b", r15),
	{ "ah", offsetof(struct pt_regs, ax), 1, 8 },
	{ "bh", offsetof(struct pt_regs, bx), 1, 8 },
	{ "ch", offsetof(struct pt_regs, cx), 1, 8 },
	{ "dh", offsetof(struct pt_regs, dx), 1, 8 },
	STP_REGISTER("eflags", flags, 8), STP_REGISTER("flags", flags, 8),
	STP_REGISTER("orig_rax", orig_ax, 8),
};

static inline bool stp_arch_is_pc(const char *name, unsigned int *bytes)
{
	if (name[0] != 'r' && name[0] != 'e')
		return false;
	*bytes = name[0] == 'r' ? 8 : 4;
	return name[1] == 'i' && name[2] == 'p' && !name[3];
}

static inline unsigned long stp_arch_arg(const struct pt_regs *regs, unsigned int n)
{
	const unsigned long args[] = {
		regs->di, regs->si, regs->dx, regs->cx, regs->r8, regs->r9,
	};

	return n < ARRAY_SIZE(args) ? args[n] : 0;
}

#define STP_ARCH_ARGS	6

/* At the first instruction the return address lies under the arguments. */
static inline unsigned long stp_arch_stack_arg(const struct pt_regs *regs, unsigned int k)
{
	return kernel_stack_pointer((struct pt_regs *)regs) + 8 * (k + 1);
}

#define STP_ENDBR64	0xfa1e0ff3	/* as the compiler wrote it */
#define STP_ENDBR_SEALED 0x001f0f66	/* as the kernel patched it away */

/*
 * Where IBT is on, a kprobe at the start of a function lies behind its endbr
 * instruction; users know the function's start.
 */
static inline unsigned long stp_arch_symbol_start(unsigned long address,
						  unsigned long offset)
{
	unsigned int before;

	if (offset == 0 && stp_peek(before, address - 4) &&
	    (before == STP_ENDBR64 || before == STP_ENDBR_SEALED))
		return address - 4;
	return address;
}

/*
 * Where a function that starts there calls the function tracer: right away or
 * behind endbr; a nop of 5 bytes while nobody traces.  0: nowhere.
 */
static inline unsigned long stp_arch_tracer_call(unsigned long start)
{
	static const u8 nop[5] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };
	unsigned int first;
	u8 code[5];

	if (!stp_peek(first, start))
		return 0;
	if (first == STP_ENDBR64 || first == STP_ENDBR_SEALED)
		start += 4;
	if (stp_read_kernel(code, start, sizeof(code)))
		return 0;
	return code[0] == 0xe8 || !memcmp(code, nop, sizeof(nop)) ? start : 0;
}

/* 1: the current task's user space is of 32 bits. */
static inline int stp_arch_task_is_32bit(void)
{
	return test_thread_flag(TIF_ADDR32);
}

/* 1: the system call came the way of 32-bit programs; x32 takes the other one. */
static inline int stp_arch_syscall_is_32bit(void)
{
	return in_ia32_syscall();
}

/* Where argument n (from 0) is in the registers that the task entered with; NULL: nowhere. */
static inline unsigned long *stp_arch_syscall_slot(struct pt_regs *regs, unsigned int n)
{
	unsigned long *const wide[] = {
		&regs->di, &regs->si, &regs->dx, &regs->r10, &regs->r8, &regs->r9,
	};
	unsigned long *const narrow[] = {
		&regs->bx, &regs->cx, &regs->dx, &regs->si, &regs->di, &regs->bp,
	};

	if (n >= ARRAY_SIZE(wide))
		return NULL;
	return stp_arch_syscall_is_32bit() ? narrow[n] : wide[n];
}

static inline int stp_arch_syscall_nr(const struct pt_regs *regs)
{
	return (int)regs->orig_ax;
}

/* 1: the call makes a task that returns from it, too: clone, fork, vfork, clone3. */
static inline int stp_arch_syscall_forks(int is_32bit, long nr)
{
	if (is_32bit)
		return nr == 120 || nr == 2 || nr == 190 || nr == 435;
	return nr == 56 || nr == 57 || nr == 58 || nr == 435;
}

#endif
