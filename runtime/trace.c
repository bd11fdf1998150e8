/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * trace.c - tracepoints of the kernel and of its modules, as these come and go.
 *
 * No header of a tracepoint is compiled: all arguments of one are integers and
 * pointers, so a callback that takes as many words gets them as they are.  The
 * translator knows their types; of a narrow one only the low bits count.
 */
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "runtime.h"

struct trace_state {
	const struct stp_trace_site *site;
	struct tracepoint *tp;		/* NULL: not attached */
	struct module *owner;		/* NULL: the kernel itself */
	int rc;				/* why it could not be attached */
	bool is_syscall;		/* its first argument is struct pt_regs * */
};

static struct trace_state *states;	/* by site */
static bool listens;			/* for modules */

/* ---- hits -------------------------------------------------------------------------------- */

static __always_inline void hit(void *data, u64 *given)
{
	const struct trace_state *t = data;
	const struct stp_probe *p = t->site->probe;
	struct stp_lane *l = stp_lane_enter(p);

	if (!l)
		return;
	l->c.given = given;
	if (t->is_syscall) {
		l->regs = (struct pt_regs *)given[0];
		l->is_syscall = true;
	}
	p->handler(&l->c);
	stp_lane_leave(l);
}

#define WORDS0	void *data
#define WORDS1	WORDS0, u64 a1
#define WORDS2	WORDS1, u64 a2
#define WORDS3	WORDS2, u64 a3
#define WORDS4	WORDS3, u64 a4
#define WORDS5	WORDS4, u64 a5
#define WORDS6	WORDS5, u64 a6
#define WORDS7	WORDS6, u64 a7
#define WORDS8	WORDS7, u64 a8
#define WORDS9	WORDS8, u64 a9
#define WORDS10	WORDS9, u64 a10
#define WORDS11	WORDS10, u64 a11
#define WORDS12	WORDS11, u64 a12

#define CALLBACK(n, ...)				\
static void notrace hit##n(WORDS##n)			\
{							\
	u64 given[] = { __VA_ARGS__ };			\
							\
	hit(data, given);				\
}							\
NOKPROBE_SYMBOL(hit##n)

CALLBACK(0, 0);
CALLBACK(1, a1);
CALLBACK(2, a1, a2);
CALLBACK(3, a1, a2, a3);
CALLBACK(4, a1, a2, a3, a4);
CALLBACK(5, a1, a2, a3, a4, a5);
CALLBACK(6, a1, a2, a3, a4, a5, a6);
CALLBACK(7, a1, a2, a3, a4, a5, a6, a7);
CALLBACK(8, a1, a2, a3, a4, a5, a6, a7, a8);
CALLBACK(9, a1, a2, a3, a4, a5, a6, a7, a8, a9);
CALLBACK(10, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10);
CALLBACK(11, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
CALLBACK(12, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12);

static void *const callbacks[STP_TRACE_ARGS + 1] = {
	hit0, hit1, hit2, hit3, hit4, hit5, hit6, hit7, hit8, hit9, hit10, hit11, hit12,
};

/* ---- attaching --------------------------------------------------------------------------- */

static void attach(struct tracepoint *tp, struct module *owner)
{
	unsigned int i;

	for (i = 0; i < stp_script.traces.n; i++) {
		struct trace_state *t = &states[i];

		if (t->tp || strcmp(t->site->name, tp->name))
			continue;
		t->rc = tracepoint_probe_register(tp, callbacks[t->site->n_given], t);
		if (t->rc)
			continue;
		t->tp = tp;
		t->owner = owner;
	}
}

static void attach_kernel(struct tracepoint *tp, void *unused)
{
	attach(tp, NULL);
}

static void detach(struct trace_state *t)
{
	if (!t->tp)
		return;
	tracepoint_probe_unregister(t->tp, callbacks[t->site->n_given], t);
	t->tp = NULL;
}

static void attach_module(struct module *m)
{
	unsigned int i;

	for (i = 0; i < m->num_tracepoints; i++)
		attach(tracepoint_ptr_deref(&m->tracepoints_ptrs[i]), m);
}

static void detach_module(struct module *m)
{
	unsigned int i;

	for (i = 0; i < stp_script.traces.n; i++) {
		if (states[i].owner == m)
			detach(&states[i]);
	}
}

/* Called under the kernel's lock of tracepoint modules, one at a time. */
static int module_changes(struct notifier_block *nb, unsigned long action, void *data)
{
	struct tp_module *tm = data;

	if (action == MODULE_STATE_COMING)
		attach_module(tm->mod);
	else if (action == MODULE_STATE_GOING)
		detach_module(tm->mod);
	return 0;
}

static struct notifier_block modules = { .notifier_call = module_changes };

static int first_failure(void)
{
	unsigned int i;

	for (i = 0; i < stp_script.traces.n; i++) {
		if (!states[i].rc)
			continue;
		stp_say_unarmed(states[i].site->probe, states[i].rc, "");
		return states[i].rc;
	}
	return 0;
}

int stp_traces_arm(void)
{
	unsigned int i;
	int rc;

	if (!stp_script.traces.n)
		return 0;
	states = kvcalloc(stp_script.traces.n, sizeof(*states), GFP_KERNEL);
	if (!states)
		return -ENOMEM;
	for (i = 0; i < stp_script.traces.n; i++) {
		const char *name = stp_script.traces.at[i].name;

		states[i].site = &stp_script.traces.at[i];
		states[i].is_syscall = !strcmp(name, "sys_enter") || !strcmp(name, "sys_exit");
	}
	for_each_kernel_tracepoint(attach_kernel, NULL);
	/* this calls back for the modules that are there already */
	rc = register_tracepoint_module_notifier(&modules);
	listens = !rc;
	if (!rc)
		rc = first_failure();
	if (rc)
		stp_traces_disarm();
	return rc;
}

void stp_traces_disarm(void)
{
	unsigned int i;

	if (!states)
		return;
	if (listens)
		unregister_tracepoint_module_notifier(&modules);
	listens = false;
	for (i = 0; i < stp_script.traces.n; i++)
		detach(&states[i]);
	tracepoint_synchronize_unregister();
	kvfree(states);
	states = NULL;
}
