/* SPDX-License-Identifier: GPL-2.0-or-later */
/* syscall.c - kernel.syscall: system calls by number, at the kernel's entry and exit. */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "debuginfo/di.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"
#include "stap/target_int.h"

/* Bits of a pattern's value. */
#define IS_RETURN	1
#define IS_COMPAT	2

#define NUMBER_MAX	511	/* ORDER STP_SYSCALLS */

static const struct pattern patterns[] = {
	{ "kernel.syscall(N)", 0, LEVEL_PRIVILEGED },
	{ "kernel.syscall(N).return", IS_RETURN, LEVEL_PRIVILEGED },
	{ "kernel.syscall(N).compat", IS_COMPAT, LEVEL_PRIVILEGED },
	{ "kernel.syscall(N).compat.return", IS_COMPAT | IS_RETURN, LEVEL_PRIVILEGED },
	{ NULL, 0, 0 }
};

struct syscall_data {
	int64_t number;
	bool is_compat;
};

static bool stop_at_first(void *ctx, const struct di_tracepoint *tp)
{
	(void)tp;
	*(bool *)ctx = true;
	return false;
}

/* The kernel tells of its system calls by one pair of tracepoints. */
static bool has_tracepoints(struct program *prog)
{
	bool found = false;

	if (session_kernel(prog->s))
		di_tracepoint_each(session_di(prog->s), "sys_enter", stop_at_first, &found);
	return found;
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	const struct comp *c = derive_comp(dv, 1);
	struct syscall_data *data;
	struct probe *pr;

	if (c->num < 0 || c->num > NUMBER_MAX) {
		diag_error(dv->diag, "sem-syscall-number", c->at,
			   "system calls have numbers from 0 to %d", NUMBER_MAX);
		return 0;
	}
	if (!has_tracepoints(prog)) {
		diag_error(dv->diag, "sem-no-match", NULL, "no match");
		return 0;
	}
	data = arena_one(prog->s->arena, struct syscall_data);
	data->number = c->num;
	data->is_compat = dv->pattern->value & IS_COMPAT;
	pr = provider_probe(prog, dv, &provider_syscall, derive_text(prog, dv, -1, NULL), data);
	pr->is_return = dv->pattern->value & IS_RETURN;
	return 1;
}

static struct expr *target(struct program *prog, struct probe *pr, const struct expr *t,
			   struct diag *d)
{
	if (pr->is_return && !t->n_parts && !t->address_of && !strcmp(target_name(t), "return"))
		return expr_new(prog->s->arena, EX_RETVAL, t->at);
	diag_error(d, "sem-no-such-variable", t->at,
		   "a system call has no variable '$%s'%s; int_arg(1), ulong_arg(2) ... are its "
		   "arguments", target_name(t), pr->is_return ? " but '$return'" : "");
	return NULL;
}

static void each_target(struct program *prog, const struct probe *pr, target_each each,
			void *ctx)
{
	(void)prog;
	if (pr->is_return)
		each(ctx, "return", "long", false);
}

static void emit_site(struct emit *e, const struct probe *pr)
{
	const struct syscall_data *data = pr->data;

	text_printf(e->out, "\t{ .probe = %s, .address = %" PRId64, emit_probe_ref(e, pr),
		    data->number);
	if (pr->is_return || data->is_compat)
		text_printf(e->out, ", .flags = %s%s%s", pr->is_return ? "STP_KPROBE_RETURN" : "",
			    pr->is_return && data->is_compat ? " | " : "",
			    data->is_compat ? "STP_SYSCALL_32BIT" : "");
	if (pr->n_saved) {
		text_line(e->out, ",");
		kprobe_emit_entry(e, pr);
		text_line(e->out, "\t},");
	} else {
		text_line(e->out, " },");
	}
}

const struct provider provider_syscall = {
	.name = "syscall",
	.patterns = patterns,
	.resolve = resolve,
	.target = target,
	.each_target = each_target,
	.table = "syscalls",
	.site = "stp_kprobe_site",
	.emit_site = emit_site,
};
