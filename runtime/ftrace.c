/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ftrace.c - the entries of many functions through one tracer.
 *
 * A kprobe takes milliseconds to arm; a tracer of the kernel's function tracer
 * is armed at once for thousands of functions.  It takes the entry probes
 * whose place is known for sure, where the function begins with the compiler's
 * call of the tracer: out-of-line copies of inline functions, for one, do not.
 * kprobe.c does the rest, and all if the tracer cannot be had.
 */
#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>

#include "runtime.h"
#include "arch/x86_64.h"
#include "compat/ftrace.h"

/* One probe of one function; those of a function stand together, in script's order. */
struct entry {
	unsigned long at;		/* the call of the tracer */
	unsigned long start;		/* the function */
	const struct stp_kprobe_site *site;
};

static struct entry *entries;
static unsigned int n_entries;
static u32 *buckets;			/* 1 + the first entry of a function, open addressing */
static unsigned int bits;
static bool is_on;

/* ---- hits --------------------------------------------------------------------------- */

static const struct entry *find(unsigned long at)
{
	u32 i = hash_long(at, bits);

	for (; buckets[i]; i = (i + 1) & ((1u << bits) - 1)) {
		if (entries[buckets[i] - 1].at == at)
			return &entries[buckets[i] - 1];
	}
	return NULL;
}
NOKPROBE_SYMBOL(find);

static void stp_ftrace_hit(unsigned long ip, struct pt_regs *regs)
{
	const struct entry *e = find(ip);
	struct stp_lane *l;

	for (; e && e < entries + n_entries && e->at == ip; e++) {
		l = stp_lane_enter(e->site->probe);
		if (!l)
			continue;
		l->regs = regs;
		l->addr = e->start;
		l->kprobe = e->site;
		e->site->probe->handler(&l->c);
		stp_lane_leave(l);
	}
}
NOKPROBE_SYMBOL(stp_ftrace_hit);

/* ---- which sites -------------------------------------------------------------------- */

/* The start of the function that a site is the entry of; 0: none, or not known for sure. */
static unsigned long start_of(const struct stp_kprobe_site *site)
{
	if (site->flags & (STP_KPROBE_RETURN | STP_KPROBE_ABSOLUTE) || site->module ||
	    !stp_session.stext)
		return 0;
	if (!site->symbol)		/* by debug information, of this very build */
		return stp_session.stext + site->address;
	return stp_kprobe_place(site);
}

static void collect(void)
{
	const struct stp_kprobe_site *site;
	unsigned long start, at;
	unsigned int i;

	for (i = 0; i < stp_script.kprobes.n; i++) {
		site = &stp_script.kprobes.at[i];
		start = start_of(site);
		at = start ? stp_arch_tracer_call(start) : 0;
		if (at)
			entries[n_entries++] = (struct entry){ at, start, site };
		if (i % 64 == 0)
			cond_resched();
	}
}

static int compare(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->site < b->site ? -1 : 1;
}

/*
 * Gives the tracer the n functions at ips.  One that it does not know spoils all
 * of a call, so those are tried in halves; what is left out becomes 0.
 */
static void add(unsigned long *ips, unsigned int n)
{
	if (!n || !stp_compat_ftrace_add(ips, n))
		return;
	if (n == 1) {
		ips[0] = 0;
		return;
	}
	add(ips, n / 2);
	add(ips + n / 2, n - n / 2);
}

/* Drops the entries that are in none of the functions given, by ips in their order. */
static void drop_others(const unsigned long *ips, unsigned int n)
{
	unsigned int i, next = 0, kept = 0;

	for (i = 0; i < n_entries; i++) {
		while (next < n && (!ips[next] || ips[next] < entries[i].at))
			next++;
		if (next < n && ips[next] == entries[i].at)
			entries[kept++] = entries[i];
	}
	n_entries = kept;
}

static int set_filter(void)
{
	unsigned long *ips = kvcalloc(n_entries, sizeof(*ips), GFP_KERNEL);
	unsigned int i, n = 0;

	if (!ips)
		return -ENOMEM;
	for (i = 0; i < n_entries; i++) {
		if (!n || ips[n - 1] != entries[i].at)
			ips[n++] = entries[i].at;
	}
	add(ips, n);
	drop_others(ips, n);
	kvfree(ips);
	return n_entries ? 0 : -ENOENT;
}

static int make_buckets(void)
{
	unsigned int i;
	u32 at;

	bits = ilog2(n_entries) + 2;
	buckets = kvcalloc(1u << bits, sizeof(*buckets), GFP_KERNEL);
	if (!buckets)
		return -ENOMEM;
	for (i = 0; i < n_entries; i++) {
		if (i && entries[i].at == entries[i - 1].at)
			continue;
		at = hash_long(entries[i].at, bits);
		while (buckets[at])
			at = (at + 1) & ((1u << bits) - 1);
		buckets[at] = i + 1;
	}
	return 0;
}

/* ---- on and off --------------------------------------------------------------------- */

static int try_all(void)
{
	int rc;

	entries = kvcalloc(stp_script.kprobes.n, sizeof(*entries), GFP_KERNEL);
	if (!entries)
		return -ENOMEM;
	n_entries = 0;
	collect();
	if (!n_entries)
		return -ENOENT;
	sort(entries, n_entries, sizeof(*entries), compare, NULL);
	rc = set_filter();
	if (!rc)
		rc = make_buckets();
	if (!rc)
		rc = stp_compat_ftrace_on();
	is_on = !rc;
	return rc;
}

void stp_ftrace_arm(bool *taken)
{
	unsigned int i;

	if (try_all()) {
		stp_ftrace_disarm();
		return;
	}
	for (i = 0; i < n_entries; i++)
		taken[entries[i].site - stp_script.kprobes.at] = true;
}

void stp_ftrace_disarm(void)
{
	if (!entries)
		return;
	if (is_on)
		stp_compat_ftrace_off();
	is_on = false;
	stp_compat_ftrace_clear();
	kvfree(buckets);
	kvfree(entries);
	buckets = NULL;
	entries = NULL;
}
