/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * syscall_trace.c - probes of system calls: two tracepoints, and a look-up by number.
 *
 * So it costs the same to arm one or all of them, and no return is missed,
 * however long a call takes and however many tasks are in it.
 */
#include <linux/hash.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "runtime.h"
#include "arch/x86_64.h"

/* A list of sites is an index and a chain; 0 ends it, i + 1 is site i. */
struct chain {
	unsigned short first[STP_SYSCALLS];
};

/* What return probes keep of one task, which is in one call at most. */
struct kept {
	struct task_struct *task;	/* NULL: free; by compare-exchange */
	int nr;
	u64 data[];			/* of each site: was it filled, and the values */
};

#define KEPT_BITS	10		/* tasks in such calls at once */
#define KEPT_TRIES	64

struct calls {
	struct chain enter[2], leave[2];	/* by whether the call is of 32 bits */
	unsigned short *next;		/* by site */
	unsigned int *kept_at;		/* by site: offset in data, in words */
	char *kept;
	size_t kept_size;		/* of one; 0: no site keeps anything */
	struct tracepoint *tp_enter, *tp_leave;
};

static struct calls *calls;

static const struct stp_kprobe_site *site_of(unsigned int link)
{
	return &stp_script.syscalls.at[link - 1];
}

static bool fires_late(const struct stp_kprobe_site *site)
{
	return site->flags & STP_KPROBE_RETURN;
}

/* ---- what is kept from entry to return --------------------------------------------------- */

static struct kept *kept_slot(unsigned int i)
{
	return (struct kept *)(calls->kept + (i & ((1 << KEPT_BITS) - 1)) * calls->kept_size);
}

/* The current task's slot; claim: a free one if it has none yet; NULL: none. */
static notrace struct kept *kept_of_task(bool claim)
{
	unsigned int i, start = hash_ptr(current, KEPT_BITS);

	for (i = 0; i < KEPT_TRIES; i++) {
		struct kept *k = kept_slot(start + i);

		if (READ_ONCE(k->task) == current)
			return k;
	}
	for (i = 0; claim && i < KEPT_TRIES; i++) {
		struct kept *k = kept_slot(start + i);

		if (!READ_ONCE(k->task) && !cmpxchg(&k->task, NULL, current))
			return k;
	}
	return NULL;
}
NOKPROBE_SYMBOL(kept_of_task);

static notrace void keep(struct kept *k, unsigned int link, struct pt_regs *regs)
{
	const struct stp_kprobe_site *site = site_of(link);
	u64 *data = k->data + calls->kept_at[link - 1];
	struct stp_lane *l = stp_lane_enter(site->probe);

	*data = 0;
	if (!l)
		return;
	memset(data + 1, 0, site->entry_longs * sizeof(stp_s64) +
	       site->entry_strings * stp_script.limits.maxstringlen);
	l->regs = regs;
	l->is_syscall = true;
	l->kprobe = site;
	l->entry_data = (char *)(data + 1);
	site->entry(&l->c);
	*data = !l->c.error;
	stp_lane_leave(l);
}
NOKPROBE_SYMBOL(keep);

/* ---- hits -------------------------------------------------------------------------------- */

static notrace void hit(const struct stp_kprobe_site *site, struct pt_regs *regs, u64 *kept)
{
	struct stp_lane *l = stp_lane_enter(site->probe);

	if (!l)
		return;
	l->regs = regs;
	l->is_syscall = true;
	l->is_return = fires_late(site);
	l->kprobe = site;
	l->entry_data = (char *)kept;
	site->probe->handler(&l->c);
	stp_lane_leave(l);
}
NOKPROBE_SYMBOL(hit);

static notrace void entered(void *unused, struct pt_regs *regs, long nr)
{
	const int is_32bit = stp_arch_syscall_is_32bit();
	struct kept *k = NULL;
	unsigned int link;

	if (nr < 0 || nr >= STP_SYSCALLS)
		return;
	link = calls->kept_size ? calls->leave[is_32bit].first[nr] : 0;
	for (; link; link = calls->next[link - 1]) {
		if (!site_of(link)->entry)
			continue;
		if (!k)
			k = kept_of_task(true);
		if (!k) {
			stp_missed(site_of(link)->probe, STP_MISSED_RETURN, 1);
			continue;
		}
		k->nr = nr;
		keep(k, link, regs);
	}
	for (link = calls->enter[is_32bit].first[nr]; link; link = calls->next[link - 1])
		hit(site_of(link), regs, NULL);
}
NOKPROBE_SYMBOL(entered);

/* A new task leaves the call that made it, too; that is not its return. */
static bool is_childs(int is_32bit, long nr, long ret)
{
	return !ret && stp_arch_syscall_forks(is_32bit, nr);
}

static notrace void left(void *unused, struct pt_regs *regs, long ret)
{
	const int is_32bit = stp_arch_syscall_is_32bit();
	const long nr = stp_arch_syscall_nr(regs);
	struct kept *k;
	unsigned int link;

	if (nr < 0 || nr >= STP_SYSCALLS || is_childs(is_32bit, nr, ret))
		return;
	link = calls->leave[is_32bit].first[nr];
	if (!link)
		return;
	k = calls->kept_size ? kept_of_task(false) : NULL;
	for (; link; link = calls->next[link - 1]) {
		const struct stp_kprobe_site *site = site_of(link);
		u64 *data = k ? k->data + calls->kept_at[link - 1] : NULL;

		if (!site->entry)
			hit(site, regs, NULL);
		else if (k && k->nr == nr && *data)
			hit(site, regs, data + 1);
	}
	if (k)
		WRITE_ONCE(k->task, NULL);
}
NOKPROBE_SYMBOL(left);

/* ---- arming ------------------------------------------------------------------------------ */

static void find(struct tracepoint *tp, void *unused)
{
	if (!strcmp(tp->name, "sys_enter"))
		calls->tp_enter = tp;
	else if (!strcmp(tp->name, "sys_exit"))
		calls->tp_leave = tp;
}

/* Sites of one call are chained in the order of the script. */
static void add_sites(void)
{
	unsigned int i, at[2][STP_SYSCALLS] = { };

	for (i = stp_script.syscalls.n; i-- > 0;) {
		const struct stp_kprobe_site *site = &stp_script.syscalls.at[i];
		int is_32bit = !!(site->flags & STP_SYSCALL_32BIT);
		struct chain *c = fires_late(site) ? calls->leave : calls->enter;
		unsigned short *first = &c[is_32bit].first[site->address];

		calls->next[i] = *first;
		*first = i + 1;
		if (!site->entry)
			continue;
		calls->kept_at[i] = at[is_32bit][site->address];
		at[is_32bit][site->address] += 1 + site->entry_longs +
			DIV_ROUND_UP(site->entry_strings * stp_script.limits.maxstringlen, 8);
		calls->kept_size = max_t(size_t, calls->kept_size, sizeof(struct kept) +
				       8 * at[is_32bit][site->address]);
	}
}

static int attach(void)
{
	int rc;

	for_each_kernel_tracepoint(find, NULL);
	if (!calls->tp_enter || !calls->tp_leave)
		return -ENOENT;
	rc = tracepoint_probe_register(calls->tp_enter, entered, NULL);
	if (rc)
		calls->tp_enter = NULL;
	else
		rc = tracepoint_probe_register(calls->tp_leave, left, NULL);
	if (rc)
		calls->tp_leave = NULL;
	return rc;
}

int stp_syscalls_arm(void)
{
	const unsigned int n = stp_script.syscalls.n;
	int rc = -ENOMEM;

	if (!n)
		return 0;
	calls = kvzalloc(sizeof(*calls), GFP_KERNEL);
	if (!calls)
		return -ENOMEM;
	calls->next = kvcalloc(n, sizeof(*calls->next), GFP_KERNEL);
	calls->kept_at = kvcalloc(n, sizeof(*calls->kept_at), GFP_KERNEL);
	if (calls->next && calls->kept_at) {
		add_sites();
		if (calls->kept_size)
			calls->kept = kvcalloc(1 << KEPT_BITS, calls->kept_size, GFP_KERNEL);
		if (calls->kept || !calls->kept_size)
			rc = attach();
	}
	if (rc) {
		stp_say("ERROR: probes of system calls: registration error "
			"[man warning::pass5] (rc %d)\n", rc);
		stp_syscalls_disarm();
	}
	return rc;
}

void stp_syscalls_disarm(void)
{
	if (!calls)
		return;
	if (calls->tp_leave)
		tracepoint_probe_unregister(calls->tp_leave, left, NULL);
	if (calls->tp_enter)
		tracepoint_probe_unregister(calls->tp_enter, entered, NULL);
	tracepoint_synchronize_unregister();
	kvfree(calls->kept);
	kvfree(calls->kept_at);
	kvfree(calls->next);
	kvfree(calls);
	calls = NULL;
}
