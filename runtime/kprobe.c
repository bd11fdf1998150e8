/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kprobe.c - entry and return probes of kernel functions. */
#include <linux/kprobes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "runtime.h"
#include "arch/x86_64.h"
#include "compat/kretprobe.h"

struct kprobe_state {
	const struct stp_kprobe_site *site;
	struct kretprobe krp;		/* an entry probe uses only its kp */
	unsigned long address;		/* as asked for, where IBT moves it */
	bool is_armed;
	char name[];
};

static struct kprobe_state **states;	/* by site */

static bool is_return(const struct stp_kprobe_site *site)
{
	return site->flags & STP_KPROBE_RETURN;
}

/* ---- hits -------------------------------------------------------------------------------- */

static int entry_hit(struct kprobe *kp, struct pt_regs *regs)
{
	struct kprobe_state *k = container_of(kp, struct kprobe_state, krp.kp);
	const struct stp_probe *p = k->site->probe;
	struct stp_lane *l = stp_lane_enter(p);

	if (!l)
		return 0;
	l->regs = regs;
	l->addr = k->address;
	l->kprobe = k->site;
	p->handler(&l->c);
	stp_lane_leave(l);
	return 0;
}
NOKPROBE_SYMBOL(entry_hit);

/* The entry of a function whose return probe keeps values: 1 is "skip it". */
static int return_entry_hit(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct kretprobe *krp = stp_kretprobe_of(ri);
	struct kprobe_state *k = container_of(krp, struct kprobe_state, krp);
	const struct stp_kprobe_site *site = k->site;
	struct stp_lane *l = stp_lane_enter(site->probe);
	bool failed;

	if (!l)
		return 1;
	memset(ri->data, 0, krp->data_size);
	l->regs = regs;
	l->addr = k->address;
	l->kprobe = site;
	l->entry_data = ri->data;
	site->entry(&l->c);
	failed = l->c.error;
	stp_lane_leave(l);
	return failed;
}
NOKPROBE_SYMBOL(return_entry_hit);

static int return_hit(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct kretprobe *krp = stp_kretprobe_of(ri);
	struct kprobe_state *k;
	struct stp_lane *l;

	if (!krp)			/* unregistered in the meantime */
		return 0;
	k = container_of(krp, struct kprobe_state, krp);
	l = stp_lane_enter(k->site->probe);
	if (!l)
		return 0;
	l->regs = regs;
	l->addr = stp_kretprobe_address(ri);
	l->is_return = true;
	l->kprobe = k->site;
	l->entry_data = k->site->entry ? ri->data : NULL;
	k->site->probe->handler(&l->c);
	stp_lane_leave(l);
	return 0;
}
NOKPROBE_SYMBOL(return_hit);

/* ---- arming ------------------------------------------------------------------------------ */

static struct kprobe_state *new_state(const struct stp_kprobe_site *site)
{
	size_t room = site->symbol ? strlen(site->symbol) + 2 : 0;
	struct kprobe_state *k;

	if (site->symbol && site->module)
		room += strlen(site->module);
	k = kzalloc(sizeof(*k) + room, GFP_KERNEL);
	if (!k)
		return NULL;
	k->site = site;
	if (site->symbol) {
		snprintf(k->name, room, "%s%s%s", site->module ?: "",
			 site->module ? ":" : "", site->symbol);
		k->krp.kp.symbol_name = k->name;
		k->krp.kp.offset = site->address;
	}
	return k;
}

static int arm_one(struct kprobe_state *k)
{
	const struct stp_kprobe_site *site = k->site;
	struct kprobe *kp = &k->krp.kp;
	unsigned long asked = 0;
	int rc;

	if (!site->symbol) {
		if (!stp_session.stext)
			return -ENXIO;
		asked = stp_session.stext + site->address;
		kp->addr = (kprobe_opcode_t *)asked;
	}
	if (is_return(site)) {
		k->krp.handler = return_hit;
		k->krp.entry_handler = site->entry ? return_entry_hit : NULL;
		k->krp.maxactive = site->maxactive ?:
				   max_t(int, 15, 6 * num_possible_cpus());
		k->krp.data_size = site->entry_longs * sizeof(stp_s64) +
				   site->entry_strings * stp_script.limits.maxstringlen;
		rc = register_kretprobe(&k->krp);
	} else {
		kp->pre_handler = entry_hit;
		rc = register_kprobe(kp);
	}
	if (rc)
		return rc;
	WRITE_ONCE(k->address, asked ?: stp_arch_symbol_start((unsigned long)kp->addr,
							      site->address));
	k->is_armed = true;
	return 0;
}

static void arm_and_say(struct kprobe_state *k)
{
	int rc = arm_one(k);

	if (rc && !(k->site->flags & STP_KPROBE_OPTIONAL))
		stp_say("WARNING: probe %s registration error "
			"[man warning::pass5] (rc %d)\n",
			k->site->probe->point, rc);
	cond_resched();
}

/*
 * Of several kprobes at one address the kernel runs the newest first, so the
 * last of the script is armed first.  Returns come in the reverse order of the
 * entries that their kretprobes saw: those are armed as they are written.
 */
static void arm_all(void)
{
	const unsigned int n = stp_script.kprobes.n;
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (is_return(states[i]->site))
			arm_and_say(states[i]);
	}
	for (i = n; i-- > 0;) {
		if (!is_return(states[i]->site))
			arm_and_say(states[i]);
	}
}

int stp_kprobes_arm(void)
{
	unsigned int i;

	if (!stp_script.kprobes.n)
		return 0;
	states = kvcalloc(stp_script.kprobes.n, sizeof(*states), GFP_KERNEL);
	if (!states)
		return -ENOMEM;
	for (i = 0; i < stp_script.kprobes.n; i++) {
		states[i] = new_state(&stp_script.kprobes.at[i]);
		if (!states[i]) {
			stp_kprobes_disarm();
			return -ENOMEM;
		}
	}
	arm_all();
	return 0;
}

/* ---- disarming --------------------------------------------------------------------------- */

/* In batches: one grace period and one patching for many. */
#define BATCH	256

static void unregister(bool returns)
{
	static void *batch[BATCH];	/* under stp_session.control */
	unsigned int i, n = 0;

	for (i = 0; i <= stp_script.kprobes.n; i++) {
		struct kprobe_state *k = i < stp_script.kprobes.n ? states[i] : NULL;

		if (k && k->is_armed && is_return(k->site) == returns)
			batch[n++] = returns ? (void *)&k->krp : &k->krp.kp;
		if (!n || (k && n < BATCH))
			continue;
		if (returns)
			unregister_kretprobes((struct kretprobe **)batch, n);
		else
			unregister_kprobes((struct kprobe **)batch, n);
		n = 0;
	}
}

static void count_missed(const struct kprobe_state *k)
{
	if (k->krp.kp.nmissed)
		stp_missed(k->site->probe, STP_MISSED_KPROBE, k->krp.kp.nmissed);
	if (k->krp.nmissed)
		stp_missed(k->site->probe, STP_MISSED_RETURN, k->krp.nmissed);
}

void stp_kprobes_disarm(void)
{
	unsigned int i;

	if (!states)
		return;
	unregister(false);
	unregister(true);
	for (i = 0; i < stp_script.kprobes.n; i++) {
		if (states[i] && states[i]->is_armed)
			count_missed(states[i]);
		kfree(states[i]);
	}
	kvfree(states);
	states = NULL;
}
