/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * runtime.h - what the files of the runtime share among themselves.
 *
 * A lane is where handlers run: one a possible CPU, taken with preemption
 * off, and one more for begin, end and error handlers, which run in the
 * process that controls the session and may wait.  A lane owns a context, a
 * print buffer, a ring to the reader and a mailbox for control messages; only
 * who holds the lane writes to them, so none of it needs a lock.
 *
 * Handler path: nothing here sleeps, allocates, wakes a task or loops without
 * a bound, unless its comment says "process context".
 */
#ifndef STP_RUNTIME_H
#define STP_RUNTIME_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/irq_work.h>
#include <linux/kprobes.h>
#include <linux/mutex.h>
#include <linux/uidgid.h>
#include <linux/wait.h>

#include "stap.h"
#include "map.h"
#include "protocol.h"

struct proc_dir_entry;
struct pt_regs;
struct file;

#define STP_PRINT_BYTES		8192	/* print buffer of a lane */
#define STP_ERROR_BYTES		1024	/* text of one fault */
#define STP_CHAIN_MAX		16	/* places of "called from" kept */
#define STP_SCRATCH_BYTES	1024	/* at least KSYM_SYMBOL_LEN */
#define STP_PATH_BYTES		4096

/* ---- waking the reader ------------------------------------------------------ */

/*
 * A handler must not wake a task itself: it may run inside the scheduler.  It
 * raises an irq_work, and only when a reader said that it is going to sleep.
 */
struct stp_wake {
	wait_queue_head_t wq;
	struct irq_work work;
	int armed;			/* somebody sleeps or is about to */
};

void stp_wake_init(struct stp_wake *w);
/* Say before looking for news that a later stp_wake_up() is wanted. */
void stp_wake_arm(struct stp_wake *w);
/* After the news was stored. */
void stp_wake_up(struct stp_wake *w);

/* ---- rings --------------------------------------------------------------------- */

/*
 * The kernel's side of one ring of protocol.h.  The reader can write all over
 * the shared pages, so what the writer relies on is kept here.
 */
struct stp_ring {
	struct stp_ring_header *shared;	/* header page, then the data */
	char *data;
	u64 size;			/* a power of two */
	u64 head;
	u64 told;			/* head when poll() last said so */
	u64 lost_records, lost_bytes;
};

int stp_ring_init(struct stp_ring *r, u64 size);
void stp_ring_free(struct stp_ring *r);
/*
 * Appends one record with the next number of *seq, false: no room.  type goes
 * into the record's reserved field.  Preemption must be off.
 */
bool stp_ring_write(struct stp_ring *r, atomic64_t *seq, unsigned int type,
		    const void *data, unsigned int len);
/* Counts what did not fit, for the reader and for the report. */
void stp_ring_lost(struct stp_ring *r, unsigned int len);
/* The oldest record of a ring that the kernel itself reads; NULL: none. */
struct stp_record *stp_ring_first(struct stp_ring *r);
void stp_ring_drop(struct stp_ring *r, struct stp_record *rec);

/* ---- lanes --------------------------------------------------------------------- */

/* A text that comes from user space or goes there. */
struct stp_lane_text {
	char *at;			/* size + 1 bytes */
	unsigned int size, len;
};

struct stp_lane {
	struct stp_context c;
	int busy;			/* taken: by compare-exchange */
	unsigned int index;		/* N of traceN */
	struct task_struct *task;	/* who runs begin/end/error now */

	/* Of the hit that is being handled. */
	struct pt_regs *regs;
	unsigned long addr;		/* probed instruction, 0: none */
	bool is_return;
	bool is_syscall;		/* regs are what the task entered the kernel with */
	const struct stp_kprobe_site *kprobe;
	char *entry_data;		/* longs, then strings */
	struct stp_lane_text *text_of;	/* the file of a procfs probe */

	unsigned int printed;		/* bytes in print */
	unsigned int n_places;
	const char *places[STP_CHAIN_MAX];
	char *token;			/* what tokenize() has left of tokens */

	struct stp_ring ring;
	struct stp_ring mail;

	char error[STP_ERROR_BYTES];
	char scratch[STP_SCRATCH_BYTES];
	char text[STP_MSG_MAX];		/* a message in the making */
	char path[STP_PATH_BYTES];
	char print[STP_PRINT_BYTES];
	char *tokens;			/* maxstringlen bytes */
	struct stp_match match;
	char *stats[2];			/* stp_stat_get(): session's stat_bytes each */
	char *frames;
};

/* Why a hit was not handled, or not in full. */
enum stp_cause {
	STP_MISSED_LOCK,		/* a global was locked too long */
	STP_MISSED_STACK,		/* too little kernel stack */
	STP_MISSED_REENTRANT,		/* within another handler of this CPU */
	STP_MISSED_IDLE,		/* where RCU does not watch */
	STP_MISSED_OUTPUT,		/* handled, but its output was lost */
	STP_MISSED_KPROBE,		/* within another kprobe */
	STP_MISSED_RETURN,		/* no free instance of a kretprobe */
	STP_CAUSES
};

int stp_lanes_init(void);
void stp_lanes_free(void);
/* Waits until no handler runs; none can begin. Process context. */
void stp_lanes_wait(void);

/* The lane of this CPU for one hit of p, with p's locks; NULL: not now. */
struct stp_lane *stp_lane_enter(const struct stp_probe *p);
void stp_lane_leave(struct stp_lane *l);
/* One hit from there to back, where a probe is no more than its registers; NULL: none. */
void stp_lane_run(const struct stp_probe *p, struct pt_regs *regs);
/* The same for the lane of begin/end/error.  Process context. */
struct stp_lane *stp_lane_enter_life(const struct stp_probe *p);
void stp_lane_leave_life(struct stp_lane *l);
/* The lane in which the caller, a handler, runs. */
struct stp_lane *stp_lane_current(void);
void stp_missed(const struct stp_probe *p, enum stp_cause cause, unsigned int n);

static inline struct stp_lane *stp_lane_of(struct stp_context *c)
{
	return container_of(c, struct stp_lane, c);
}

static inline bool stp_lane_is_life(const struct stp_lane *l)
{
	return l->task != NULL;
}

/* All locks of p or none; false was counted. */
bool stp_locks_take(const struct stp_probe *p);
void stp_locks_release(const struct stp_probe *p);

/* Counts and reports the error on which the handler ended. */
void stp_error_report(struct stp_lane *l);
/* What the lane has printed goes to its ring. */
void stp_print_flush(struct stp_lane *l);

/* ---- the session ---------------------------------------------------------------- */

enum stp_state {
	STP_UNINITIALIZED, STP_STARTING, STP_RUNNING, STP_FAILED, STP_STOPPING,
	STP_STOPPED
};

struct stp_session {
	int state;			/* enum stp_state; by compare-exchange */
	struct mutex control;		/* one writer of .cmd at a time */

	/* Under control. */
	bool has_started;		/* START was honoured */
	bool has_credentials, detached;
	unsigned int credentials;	/* STP_CRED_* */
	unsigned long stext;		/* 0: not told */
	struct stp_msg_tzinfo tz;

	int target;
	kuid_t uid;			/* of who loaded the module */
	kgid_t gid;
	int is_open;			/* .cmd, by compare-exchange */

	u64 memory;			/* bytes of lanes, rings and arrays */

	/* The reader learns of these when nothing else waits. */
	int wants_exit;			/* REQUEST_EXIT is due */
	int has_result, has_exited;	/* STARTED, EXITED are due */
	int result;

	atomic64_t seq;			/* of records */
	atomic64_t mail_seq;		/* of control messages */
	struct stp_wake data_wake, mail_wake;

	atomic_t errors;
	atomic_t *missed;		/* [probe][enum stp_cause] */
	struct stp_lane **lanes;	/* by index; the last one is life's */
	unsigned int n_lanes;
	struct proc_dir_entry *dir;
};

extern struct stp_session stp_session;

/*
 * The memory of all arrays; on failure the reader was told why and there is
 * none.  Process context.
 */
int stp_arrays_init(void);
void stp_arrays_free(void);

/* START and EXIT. Process context, under stp_session.control. */
int stp_session_start(int target);
void stp_session_stop(void);
/* state becomes `to` when it is `from`. */
bool stp_session_step(enum stp_state from, enum stp_state to);
/* The script failed or wants to end: have the reader send EXIT. */
void stp_session_request_exit(void);
/* What was missed and lost, as warnings. Process context. */
void stp_report(void);

/* ---- messages and files --------------------------------------------------------- */

/* A control message from a handler. */
void stp_mail(struct stp_lane *l, unsigned int type, const char *text, unsigned int len);
/* A line "WARNING: ...\n" or "ERROR: ...\n" of the session itself. Process context. */
void stp_say(const char *fmt, ...) __printf(1, 2);
/* That p cannot be armed, and why: "" or ": " and the reason. */
void stp_say_unarmed(const struct stp_probe *p, int rc, const char *why);
unsigned int stp_mail_lost(void);	/* messages, until now */

int stp_proc_init(void);		/* the last step of init */
void stp_proc_free(void);
int stp_rings_make_files(struct proc_dir_entry *dir);
bool stp_rings_have_news(void);
/* A handler of life's lane that found no room: false, nobody will make any. */
bool stp_rings_wait(struct stp_lane *l);
int stp_control_make_file(struct proc_dir_entry *dir);
void stp_control_free(void);

/* ---- probe kinds ------------------------------------------------------------------ */

/* Arms all sites; on failure nothing stays armed. Process context. */
int stp_kprobes_arm(void);
void stp_kprobes_disarm(void);
/*
 * Where a site's function is, if the translator expected it there and the symbol
 * there has its name; 0: to be looked up by name.  Under stp_session.control.
 */
unsigned long stp_kprobe_place(const struct stp_kprobe_site *site);
/* Many entries at once: of the kprobe sites, sets taken[] of those that it has armed. */
void stp_ftrace_arm(bool *taken);
void stp_ftrace_disarm(void);
int stp_traces_arm(void);
void stp_traces_disarm(void);
int stp_data_arm(void);
void stp_data_disarm(void);
int stp_netfilter_arm(void);
void stp_netfilter_disarm(void);
int stp_procfs_arm(void);
void stp_procfs_disarm(void);
int stp_syscalls_arm(void);
void stp_syscalls_disarm(void);
int stp_timers_arm(void);
void stp_timers_disarm(void);
int stp_perf_arm(void);
void stp_perf_disarm(void);
/* Runs the handlers of one kind, in order. */
void stp_life_run(enum stp_life_kind kind, enum stp_state in_state);

/* ---- reads -------------------------------------------------------------------------- */

/* 0 or -EFAULT; never sleeps, never faults a page in. */
int stp_read_kernel(void *dst, unsigned long address, size_t len);
int stp_read_user(void *dst, unsigned long address, size_t len);
/* x = the value of type x at address, false: fault. */
#define stp_peek(x, address) \
	(stp_read_kernel(&(x), (unsigned long)(address), sizeof(x)) == 0)

#endif
