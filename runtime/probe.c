/* SPDX-License-Identifier: GPL-2.0-or-later */
/* probe.c - what a handler can ask about the hit that it handles. */
#include <linux/kernel.h>
#include <linux/ptrace.h>
#include <linux/string.h>

#include "runtime.h"
#include "arch/x86_64.h"

static struct pt_regs *registers(struct stp_context *c)
{
	struct stp_lane *l = stp_lane_of(c);

	if (!l->regs)
		stp_error(c, "register access fault [man error::fault]");
	return l->regs;
}

stp_s64 stp_arg(struct stp_context *c, unsigned int n)
{
	struct pt_regs *regs = registers(c);

	if (!regs)
		return 0;
	if (n >= STP_ARCH_ARGS) {
		stp_error(c, "argument %u is not in a register", n + 1);
		return 0;
	}
	return stp_lane_of(c)->is_syscall ? stp_syscall_arg(n) : stp_arch_arg(regs, n);
}

stp_s64 stp_stack_arg(struct stp_context *c, unsigned int k)
{
	struct pt_regs *regs = registers(c);

	return regs ? stp_arch_stack_arg(regs, k) : 0;
}

stp_s64 stp_retval(struct stp_context *c)
{
	struct pt_regs *regs = registers(c);

	return regs ? regs_return_value(regs) : 0;
}

stp_s64 stp_register(struct stp_context *c, const char *name)
{
	struct pt_regs *regs = registers(c);
	u64 value, mask = ~0ULL;
	unsigned int i, bytes;

	if (!regs)
		return 0;
	if (name[0] == '%')
		name++;
	if (stp_arch_is_pc(name, &bytes)) {
		value = stp_addr(c);
		return bytes == 8 ? value : (u32)value;
	}
	for (i = 0; i < ARRAY_SIZE(stp_arch_registers); i++) {
		const struct stp_arch_register *r = &stp_arch_registers[i];

		if (strcmp(r->name, name))
			continue;
		value = *(unsigned long *)((char *)regs + r->at);
		if (r->bytes < 8)
			mask = (1ULL << 8 * r->bytes) - 1;
		return value >> r->shift & mask;
	}
	stp_error(c, "Unknown register: %s", name);
	return 0;
}

/* ---- values kept at the entry of a function -------------------------------------- */

static char *entry_slot(struct stp_context *c, unsigned int slot, bool is_string)
{
	struct stp_lane *l = stp_lane_of(c);
	const struct stp_kprobe_site *site = l->kprobe;

	if (!l->entry_data || slot >= (is_string ? site->entry_strings : site->entry_longs)) {
		stp_error(c, "no value was kept at the entry of the function");
		return NULL;
	}
	if (!is_string)
		return l->entry_data + slot * sizeof(stp_s64);
	return l->entry_data + site->entry_longs * sizeof(stp_s64) +
	       slot * stp_script.limits.maxstringlen;
}

stp_s64 stp_entry_long(struct stp_context *c, unsigned int slot)
{
	stp_s64 *at = (stp_s64 *)entry_slot(c, slot, false);

	return at ? *at : 0;
}

const char *stp_entry_string(struct stp_context *c, unsigned int slot)
{
	return entry_slot(c, slot, true) ?: "";
}

void stp_set_entry_long(struct stp_context *c, unsigned int slot, stp_s64 v)
{
	stp_s64 *at = (stp_s64 *)entry_slot(c, slot, false);

	if (at)
		*at = v;
}

void stp_set_entry_string(struct stp_context *c, unsigned int slot, const char *s)
{
	char *at = entry_slot(c, slot, true);

	if (at)
		stp_strcpy(at, s, stp_script.limits.maxstringlen);
}

/* ---- where ------------------------------------------------------------------------------ */

stp_s64 stp_addr(struct stp_context *c)
{
	return stp_lane_of(c)->addr;
}

stp_s64 stp_user_mode(struct stp_context *c)
{
	struct pt_regs *regs = stp_lane_of(c)->regs;

	return regs && user_mode(regs);
}

const char *stp_pp(struct stp_context *c)
{
	return c->probe->point;
}

const char *stp_pn(struct stp_context *c)
{
	return c->probe->written;
}

/* NAME of function("NAME@...") or statement("NAME@...") in the probe point. */
void stp_ppfunc(struct stp_context *c, char *dst, unsigned int size)
{
	static const char *const keys[] = { "function(\"", "statement(\"" };
	const char *at = NULL;
	unsigned int i, n = 0;

	for (i = 0; i < ARRAY_SIZE(keys) && !at; i++) {
		at = strstr(c->probe->point, keys[i]);
		if (at)
			at += strlen(keys[i]);
	}
	while (at && n + 1 < size && at[n] && at[n] != '@' && at[n] != '"') {
		dst[n] = at[n];
		n++;
	}
	dst[n] = 0;
}

void stp_probefunc(struct stp_context *c, char *dst, unsigned int size)
{
	dst[0] = 0;
	if (stp_addr(c))
		stp_symname(dst, size, stp_addr(c));
}

stp_s64 stp_target(void)
{
	return stp_session.target;
}

stp_s64 stp_task_is_32bit(void)
{
	return stp_arch_task_is_32bit();
}
