/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kprobe.c - entry and return probes of kernel functions. */
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "runtime.h"
#include "arch/x86_64.h"
#include "compat/kretprobe.h"
#include "compat/module.h"

struct kprobe_state {
	const struct stp_kprobe_site *site;
	struct kretprobe krp;		/* an entry probe uses only its kp */
	unsigned long address;		/* as asked for, where IBT moves it */
	bool is_armed;
	bool is_traced;			/* ftrace.c has it */
	char name[];
};

static struct kprobe_state **states;	/* by site */
static unsigned int n_returns;
static bool watches;			/* modules come and go */
static DEFINE_MUTEX(arming);		/* is_armed of all, while they do */

static bool is_return(const struct stp_kprobe_site *site)
{
	return site->flags & STP_KPROBE_RETURN;
}

/* Is it a probe of that module?  NULL: of anything. */
static bool is_of(const struct kprobe_state *k, const char *module)
{
	return !module || (k->site->module && !strcmp(k->site->module, module));
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

/* ---- one site ---------------------------------------------------------------------------- */

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
	if (site->symbol)
		snprintf(k->name, room, "%s%s%s", site->module ?: "",
			 site->module ? ":" : "", site->symbol);
	return k;
}

/*
 * Instances for calls that have not returned yet.  What is not there is a lost
 * return, so few probes get many; of many probes few have long calls.
 */
#define RETURNS_BYTES	(8UL << 20)
#define RETURNS_MAX	1024

static int default_maxactive(const struct kretprobe *krp)
{
	size_t one = sizeof(struct kretprobe_instance) + krp->data_size;
	int least = max_t(int, 15, 6 * num_possible_cpus());

	return clamp_t(size_t, RETURNS_BYTES / one / max(n_returns, 1u), least,
		       max(least, RETURNS_MAX));
}

/* The translator's table may be of another build of the kernel than the one that runs. */
unsigned long stp_kprobe_place(const struct stp_kprobe_site *site)
{
	static char text[KSYM_SYMBOL_LEN];
	unsigned long start = stp_session.stext + site->expected;
	size_t len;

	if (!site->symbol || !site->expected || site->address || site->module ||
	    !stp_session.stext)
		return 0;
	len = strlen(site->symbol);
	sprint_symbol(text, start);
	if (strncmp(text, site->symbol, len) || strncmp(text + len, "+0x0/", 5) ||
	    strchr(text, '['))
		return 0;
	return start;
}

/* As if it had never been registered. */
static int set_address(struct kprobe_state *k, unsigned long *asked)
{
	const struct stp_kprobe_site *site = k->site;
	struct kprobe *kp = &k->krp.kp;

	memset(&k->krp, 0, sizeof(k->krp));
	*asked = site->module ? 0 : stp_kprobe_place(site);
	if (*asked) {
		kp->addr = (kprobe_opcode_t *)*asked;
		return 0;
	}
	if (site->symbol) {
		kp->symbol_name = k->name;
		kp->offset = site->address;
		return 0;
	}
	*asked = site->address;
	if (!(site->flags & STP_KPROBE_ABSOLUTE)) {
		if (!stp_session.stext)
			return -ENXIO;
		*asked += stp_session.stext;
	}
	kp->addr = (kprobe_opcode_t *)*asked;
	return 0;
}

static int arm_one(struct kprobe_state *k)
{
	const struct stp_kprobe_site *site = k->site;
	struct kprobe *kp = &k->krp.kp;
	unsigned long asked;
	int rc = set_address(k, &asked);

	if (rc)
		return rc;
	if (is_return(site)) {
		k->krp.handler = return_hit;
		k->krp.entry_handler = site->entry ? return_entry_hit : NULL;
		k->krp.data_size = site->entry_longs * sizeof(stp_s64) +
				   site->entry_strings * stp_script.limits.maxstringlen;
		k->krp.maxactive = site->maxactive ?: stp_script.limits.kretactive ?:
				   default_maxactive(&k->krp);
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

static void count_missed(const struct kprobe_state *k)
{
	if (k->krp.kp.nmissed)
		stp_missed(k->site->probe, STP_MISSED_KPROBE, k->krp.kp.nmissed);
	if (k->krp.nmissed)
		stp_missed(k->site->probe, STP_MISSED_RETURN, k->krp.nmissed);
}

static void disarm_one(struct kprobe_state *k)
{
	if (is_return(k->site))
		unregister_kretprobe(&k->krp);
	else
		unregister_kprobe(&k->krp.kp);
	count_missed(k);
	k->is_armed = false;
}

/* ---- arming ------------------------------------------------------------------------------ */

/* A pattern may stand for many that the kernel refuses: the first ones are named. */
#define REFUSED_SAID	10

static unsigned int n_refused;

/* A module that is not there yet may come later. */
static bool waits(const struct kprobe_state *k)
{
	return k->site->module && !stp_compat_module_is_loaded(k->site->module);
}

static void arm_and_say(struct kprobe_state *k)
{
	int rc;

	if (k->is_armed || k->is_traced || waits(k))
		return;
	rc = arm_one(k);
	if (rc && !(k->site->flags & STP_KPROBE_OPTIONAL) && n_refused++ < REFUSED_SAID)
		stp_say("WARNING: probe %s registration error "
			"[man warning::pass5] (rc %d)\n",
			k->site->probe->point, rc);
	cond_resched();
}

/*
 * Of several kprobes at one address the kernel runs the newest first, so the
 * last of the script is armed first.  Returns come in the reverse order of the
 * entries that their kretprobes saw: those are armed as they are written.
 * module: only those of this one; NULL: all.
 */
static void arm_those(const char *module)
{
	const unsigned int n = stp_script.kprobes.n;
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (is_return(states[i]->site) && is_of(states[i], module))
			arm_and_say(states[i]);
	}
	for (i = n; i-- > 0;) {
		if (!is_return(states[i]->site) && is_of(states[i], module))
			arm_and_say(states[i]);
	}
}

/* ---- modules that come and go ------------------------------------------------------------ */

static void module_goes(const struct module *mod, bool init_only)
{
	unsigned int i;

	for (i = 0; i < stp_script.kprobes.n; i++) {
		struct kprobe_state *k = states[i];

		if (k->is_armed && k->site->module && is_of(k, mod->name) &&
		    (!init_only || within_module_init(k->address, mod)))
			disarm_one(k);
	}
}

/* Called before the kernel's own kprobes code sees the change. */
static int module_changes(struct notifier_block *nb, unsigned long state, void *data)
{
	struct module *mod = data;

	mutex_lock(&arming);
	if (state == MODULE_STATE_COMING)
		arm_those(mod->name);
	else if (state == MODULE_STATE_LIVE)
		module_goes(mod, true);
	else if (state == MODULE_STATE_GOING)
		module_goes(mod, false);
	mutex_unlock(&arming);
	return NOTIFY_DONE;
}

static struct notifier_block module_notifier = {
	.notifier_call = module_changes,
	.priority = 1,
};

static bool has_modules(void)
{
	unsigned int i;

	for (i = 0; i < stp_script.kprobes.n; i++) {
		if (stp_script.kprobes.at[i].module)
			return true;
	}
	return false;
}

/* ---- all of them ------------------------------------------------------------------------- */

static int make_states(void)
{
	unsigned int i;

	states = kvcalloc(stp_script.kprobes.n, sizeof(*states), GFP_KERNEL);
	if (!states)
		return -ENOMEM;
	n_returns = 0;
	for (i = 0; i < stp_script.kprobes.n; i++) {
		states[i] = new_state(&stp_script.kprobes.at[i]);
		if (!states[i])
			return -ENOMEM;
		n_returns += is_return(states[i]->site);
	}
	return 0;
}

static int arm_traced(void)
{
	bool *taken = kvcalloc(stp_script.kprobes.n, sizeof(*taken), GFP_KERNEL);
	unsigned int i;

	if (!taken)
		return -ENOMEM;
	stp_ftrace_arm(taken);
	for (i = 0; i < stp_script.kprobes.n; i++)
		states[i]->is_traced = taken[i];
	kvfree(taken);
	return 0;
}

int stp_kprobes_arm(void)
{
	int rc;

	if (!stp_script.kprobes.n)
		return 0;
	rc = make_states();
	if (!rc && has_modules()) {
		rc = register_module_notifier(&module_notifier);
		watches = !rc;
	}
	if (!rc)
		rc = arm_traced();
	if (rc) {
		stp_kprobes_disarm();
		return rc;
	}
	mutex_lock(&arming);
	n_refused = 0;
	arm_those(NULL);
	if (n_refused > REFUSED_SAID)
		stp_say("WARNING: %u more probes could not be registered\n",
			n_refused - REFUSED_SAID);
	mutex_unlock(&arming);
	return 0;
}

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

void stp_kprobes_disarm(void)
{
	unsigned int i;

	if (!states)
		return;
	if (watches)
		unregister_module_notifier(&module_notifier);
	watches = false;
	stp_ftrace_disarm();
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
