/* SPDX-License-Identifier: GPL-2.0-or-later */
/* context.c - lanes: where a handler runs, taken at entry and given back. */
#include <linux/delay.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "runtime.h"

/*
 * Of a stack that is not the task's (an interrupt's, an NMI's) the ends are
 * not known to modules: a handler may then use this much below its entry.
 */
#define FOREIGN_STACK	4096

#define RING_TOTAL	(128UL << 20)	/* default, all CPUs together */
#define RING_MIN	(1UL << 20)
#define RING_MAX	(8UL << 20)	/* default, one CPU */
#define LIFE_RING	(1UL << 20)	/* its writer waits for room */
#define MAIL_BYTES	(64UL << 10)

static DEFINE_PER_CPU(struct stp_lane *, cpu_lane);

/* ---- making them ------------------------------------------------------------------- */

/* staprun -b: needed before the first message could bring it. */
static unsigned int bufsize;
module_param_named(_stp_bufsize, bufsize, uint, 0);

static u64 ring_size(void)
{
	const unsigned int cpus = num_possible_cpus();
	const u64 asked = bufsize ?: stp_script.limits.buffer_mb;
	u64 size;

	if (asked)
		return roundup_pow_of_two(asked << 20);
	size = clamp_t(u64, rounddown_pow_of_two(RING_TOTAL / cpus), RING_MIN, RING_MAX);
	while (size > RING_MIN && size * cpus > (si_mem_available() << PAGE_SHIFT) / 4)
		size /= 2;
	return size;
}

static void free_lane(struct stp_lane *l)
{
	if (!l)
		return;
	stp_ring_free(&l->mail);
	stp_ring_free(&l->ring);
	kvfree(l->frames);
	kvfree(l->match.words);
	kvfree(l->match.text);
	kvfree(l->tokens);
	kvfree(l->stats[0]);
	kvfree(l->stats[1]);
	kvfree(l);
}

/* Room for the groups of =~, if the script asks for any. */
static bool make_match(struct stp_lane *l)
{
	const struct stp_limits *limits = &stp_script.limits;

	if (!limits->match_words)
		return true;
	l->match.size = limits->maxstringlen;
	l->match.text = kvzalloc(limits->maxstringlen, GFP_KERNEL);
	l->match.words = kvcalloc(limits->match_words, sizeof(*l->match.words), GFP_KERNEL);
	l->c.match = &l->match;
	return l->match.text && l->match.words;
}

/* Room for two of the largest statistics of the script, if it has any. */
static bool make_stats(struct stp_lane *l)
{
	const struct stp_map_info *info;
	unsigned int i, n = 0;
	bool has_stats = false;
	size_t bytes;

	for (i = 0; i < stp_script.maps.n; i++) {
		info = stp_script.maps.at[i]->info;
		has_stats |= info->value == STP_STATS;
		n = max(n, stp_hist_size(info));
	}
	if (!has_stats)
		return true;
	bytes = sizeof(struct stp_stat) + n * sizeof(stp_s64);
	l->stats[0] = kvzalloc(bytes, GFP_KERNEL);
	l->stats[1] = kvzalloc(bytes, GFP_KERNEL);
	stp_session.memory += 2 * bytes;
	return l->stats[0] && l->stats[1];
}

static struct stp_lane *new_lane(unsigned int index, u64 ring_bytes)
{
	const struct stp_limits *limits = &stp_script.limits;
	size_t frame_bytes = ALIGN(limits->frame_bytes, 16) + 16;
	struct stp_lane *l = kvzalloc(sizeof(*l), GFP_KERNEL);

	if (!l)
		return NULL;
	l->index = index;
	l->tokens = kvzalloc(limits->maxstringlen, GFP_KERNEL);
	l->frames = kvzalloc(frame_bytes, GFP_KERNEL);
	if (!l->tokens || !l->frames || !make_match(l) || !make_stats(l) ||
	    stp_ring_init(&l->ring, ring_bytes) ||
	    stp_ring_init(&l->mail, MAIL_BYTES)) {
		free_lane(l);
		return NULL;
	}
	stp_session.memory += sizeof(*l) + limits->maxstringlen + frame_bytes;
	l->ring.shared->lane = index;
	l->c.frame_end = l->frames + frame_bytes;
	l->c.max_depth = limits->maxnesting;
	return l;
}

int stp_lanes_init(void)
{
	struct stp_session *s = &stp_session;
	u64 size = ring_size();
	unsigned int n = 0, cpu, i;

	BUILD_BUG_ON(STP_SCRATCH_BYTES < KSYM_SYMBOL_LEN);
	/* vmalloc() would see it too, but with a page of words in the log. */
	if (size * num_possible_cpus() > (u64)si_mem_available() << PAGE_SHIFT)
		return -ENOMEM;
	s->n_lanes = num_possible_cpus() + 1;
	s->lanes = kvcalloc(s->n_lanes, sizeof(*s->lanes), GFP_KERNEL);
	s->missed = kvcalloc(stp_script.probes.n ?: 1, STP_CAUSES * sizeof(*s->missed),
			     GFP_KERNEL);
	if (!s->lanes || !s->missed)
		goto err_free;
	for (i = 0; i < s->n_lanes; i++) {
		s->lanes[i] = new_lane(i, i == s->n_lanes - 1 ? LIFE_RING : size);
		if (!s->lanes[i])
			goto err_free;
		s->lanes[i]->ring.shared->lanes = s->n_lanes;
	}
	for_each_possible_cpu(cpu)
		per_cpu(cpu_lane, cpu) = s->lanes[n++];
	return 0;

err_free:
	stp_lanes_free();
	return -ENOMEM;
}

void stp_lanes_free(void)
{
	struct stp_session *s = &stp_session;
	unsigned int i;

	for (i = 0; s->lanes && i < s->n_lanes; i++)
		free_lane(s->lanes[i]);
	kvfree(s->lanes);
	kvfree(s->missed);
	s->lanes = NULL;
	s->missed = NULL;
}

/*
 * A handler that looked at the state before it changed has preemption off:
 * the grace period waits for it.  The loop is for what would not be covered
 * by that, and says who it is that does not end.
 */
void stp_lanes_wait(void)
{
	unsigned int i, rounds = 0;

	synchronize_rcu();
	for (i = 0; i < stp_session.n_lanes - 1; i++) {
		struct stp_lane *l = stp_session.lanes[i];

		while (smp_load_acquire(&l->busy)) {
			msleep(10);
			if (rounds++ % 100 == 99)
				pr_warn("%s: handler is stuck: %s\n",
					THIS_MODULE->name, l->c.probe->point);
		}
	}
}

/* ---- a hit ---------------------------------------------------------------------------- */

/* The lowest stack address that a function of the script may be called from. */
static bool stack_limit(unsigned long *limit)
{
	unsigned long here = (unsigned long)__builtin_frame_address(0);
	unsigned long base = (unsigned long)task_stack_page(current);

	if (here - base < THREAD_SIZE)
		*limit = (unsigned long)end_of_stack(current) + sizeof(long) +
			 stp_script.limits.minstackspace;
	else
		*limit = here - FOREIGN_STACK;
	return here > *limit;
}

static void reset(struct stp_lane *l, const struct stp_probe *p, unsigned long limit)
{
	struct stp_context *c = &l->c;

	c->error = NULL;
	c->error_at = NULL;
	c->steps = stp_script.limits.maxaction;
	c->fatal = 0;
	c->next = 0;
	c->depth = 0;
	c->frame = l->frames;
	c->stack_limit = limit;
	c->probe = p;
	c->given = NULL;
	l->regs = NULL;
	l->addr = 0;
	l->is_return = false;
	l->is_syscall = false;
	l->kprobe = NULL;
	l->entry_data = NULL;
	l->text_of = NULL;
	l->n_places = 0;
	l->token = NULL;
	l->match.of = NULL;
}

void stp_missed(const struct stp_probe *p, enum stp_cause cause, unsigned int n)
{
	atomic_add(n, &stp_session.missed[(p - stp_script.probes.at) * STP_CAUSES + cause]);
}

struct stp_lane *stp_lane_enter(const struct stp_probe *p)
{
	struct stp_lane *l;
	unsigned long limit;
	enum stp_cause cause;

	preempt_disable_notrace();
	if (READ_ONCE(stp_session.state) != STP_RUNNING)
		goto err_enable;
	cause = STP_MISSED_IDLE;
	if (!rcu_is_watching())
		goto err_count;
	l = __this_cpu_read(cpu_lane);
	cause = STP_MISSED_REENTRANT;
	if (cmpxchg(&l->busy, 0, 1) != 0)
		goto err_count;
	cause = STP_MISSED_STACK;
	if (!stack_limit(&limit))
		goto err_release;
	cause = STP_MISSED_LOCK;
	if (!stp_locks_take(p))
		goto err_release;
	reset(l, p, limit);
	return l;

err_release:
	smp_store_release(&l->busy, 0);
err_count:
	stp_missed(p, cause, 1);
err_enable:
	preempt_enable_notrace();
	return NULL;
}
NOKPROBE_SYMBOL(stp_lane_enter);

/* Output before the locks, so that it comes in the order of the locks. */
void stp_lane_leave(struct stp_lane *l)
{
	if (unlikely(l->c.error))
		stp_error_report(l);
	if (l->printed)
		stp_print_flush(l);
	stp_locks_release(l->c.probe);
	smp_store_release(&l->busy, 0);
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(stp_lane_leave);

void stp_lane_run(const struct stp_probe *p, struct pt_regs *regs)
{
	struct stp_lane *l = stp_lane_enter(p);

	if (!l)
		return;
	l->regs = regs;
	if (regs)
		l->addr = instruction_pointer(regs);
	p->handler(&l->c);
	stp_lane_leave(l);
}
NOKPROBE_SYMBOL(stp_lane_run);

struct stp_lane *stp_lane_enter_life(const struct stp_probe *p)
{
	struct stp_lane *l = stp_session.lanes[stp_session.n_lanes - 1];
	unsigned long limit;

	if (!stack_limit(&limit)) {
		stp_missed(p, STP_MISSED_STACK, 1);
		return NULL;
	}
	reset(l, p, limit);
	WRITE_ONCE(l->task, current);
	return l;
}

void stp_lane_leave_life(struct stp_lane *l)
{
	if (unlikely(l->c.error))
		stp_error_report(l);
	if (l->printed)
		stp_print_flush(l);
	WRITE_ONCE(l->task, NULL);
}

/*
 * While life's lane is taken no other handler runs, but one of an interrupt on
 * top of it could be late in leaving: in_task() tells them apart.
 */
struct stp_lane *stp_lane_current(void)
{
	struct stp_lane *life = stp_session.lanes[stp_session.n_lanes - 1];

	if (READ_ONCE(life->task) == current && in_task())
		return life;
	return raw_cpu_read(cpu_lane);
}

/* ---- tokens: per lane, for as long as the handler runs ----------------------------- */

static bool is_one_of(char ch, const char *set)
{
	for (; *set; set++) {
		if (*set == ch)
			return true;
	}
	return false;
}

void stp_tokenize(struct stp_context *c, char *dst, unsigned int size,
		  const char *s, const char *delim)
{
	struct stp_lane *l = stp_lane_of(c);
	char *start;

	if (s && *s) {
		stp_strcpy(l->tokens, s, stp_script.limits.maxstringlen);
		l->token = l->tokens;
	}
	dst[0] = 0;
	if (!l->token)
		return;
	while (*l->token && is_one_of(*l->token, delim))
		l->token++;
	start = l->token;
	while (*l->token && !is_one_of(*l->token, delim))
		l->token++;
	if (*l->token)
		*l->token++ = 0;
	stp_strcpy(dst, start, size);
}
