/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stap.h - all that the C code of a script may use of the runtime.
 *
 * The generated file of a script and the embedded C of our tapset include this
 * header and nothing else.  It includes only a part of itself, uses built-in types
 * and defines only names that begin with stp_, STP_, STAP_ or CONTEXT, so it
 * may stand before or after any linux/ header.  The runtime is compiled once
 * per kernel; limits that a script sets are therefore data in struct
 * stp_script, and only what the script's own object needs to know of them
 * (STP_MAXSTRINGLEN) is a macro.
 *
 * Errors: a function that fails sets c->error to a text and returns 0 or "";
 * the caller tests it with STP_CHECK() before it goes on.
 */
#ifndef STP_STAP_H
#define STP_STAP_H

#define STP_ABI		1	/* of this header: checked when the module starts */

typedef long long stp_s64;
typedef unsigned long long stp_u64;

/* Bytes of a script string with its NUL; -DMAXSTRINGLEN=N comes as macro. */
#ifdef MAXSTRINGLEN
#define STP_MAXSTRINGLEN	(MAXSTRINGLEN)
#else
#define STP_MAXSTRINGLEN	512
#endif

#define STP_LIKELY(x)		__builtin_expect(!!(x), 1)
#define STP_UNLIKELY(x)		__builtin_expect(!!(x), 0)
#define STP_UNUSED		__attribute__((unused))

/* ---- the tables of a script ---------------------------------------------- */

struct stp_context;
struct stp_match;
struct stp_probe;

/* Reader/writer lock of one global; all of it is the runtime's. */
struct stp_lock {
	int word;			/* -1: a writer, n > 0: n readers */
	int contended;			/* times a handler had to wait for it */
	const char *name;
	int skipped;			/* handlers that did not get it in time */
};

struct stp_lock_use {
	struct stp_lock *lock;
	int write;			/* 0: shared */
};

struct stp_probe {
	const char *point;		/* as resolved: pp() */
	const char *written;		/* as the script says it: pn() */
	const char *where;		/* "hello.stp:1:1" */
	void (*handler)(struct stp_context *c);
	const struct stp_lock_use *locks; /* in the one global order of locks */
	unsigned int n_locks;
};

enum stp_life_kind { STP_BEGIN, STP_END, STP_ERROR };

struct stp_life_site {
	const struct stp_probe *probe;
	int kind;			/* enum stp_life_kind */
	stp_s64 order;			/* the table is sorted by kind, then order */
};

enum stp_timer_kind { STP_TIMER_HR, STP_TIMER_JIFFIES };

struct stp_timer_site {
	const struct stp_probe *probe;
	int kind;			/* enum stp_timer_kind */
	stp_u64 interval;		/* ns; jiffies for STP_TIMER_JIFFIES */
	stp_u64 random;			/* same unit: each interval is +- this */
};

enum stp_perf_kind { STP_PERF_SAMPLE, STP_PERF_HZ, STP_PERF_COUNTER };

/* An event of perf, on each CPU. */
struct stp_perf_site {
	const struct stp_probe *probe;
	int kind;			/* enum stp_perf_kind */
	unsigned int type;		/* as perf numbers them */
	stp_u64 config;
	stp_u64 every;			/* so many events, or times a second, a hit */
};

#define STP_KPROBE_RETURN	1	/* fires when the function returns */
#define STP_KPROBE_OPTIONAL	2	/* a failing registration says nothing */
#define STP_KPROBE_ABSOLUTE	4	/* the address is what it is */
#define STP_SYSCALL_32BIT	8	/* a system call the way of 32-bit programs */
#define STP_SYSCALLS		512	/* numbers of system calls are below */

struct stp_kprobe_site {
	const struct stp_probe *probe;
	const char *module;		/* NULL: the kernel itself */
	const char *symbol;		/* function; NULL: use address */
	stp_u64 address;		/* offset in symbol; without it from _stext; of a
					 * system call its number */
	stp_u64 expected;		/* symbol is there, from _stext; 0: not known */
	unsigned int flags;		/* STP_KPROBE_* */
	int maxactive;			/* 0: the runtime chooses */
	/* For a return site with @entry values: runs at entry of the function. */
	void (*entry)(struct stp_context *c);
	unsigned int entry_longs;	/* slots that entry() fills, 8 bytes each */
	unsigned int entry_strings;	/* and STP_MAXSTRINGLEN bytes each */
};

/* Ready for a kernel that has no such tracepoint yet: a module may bring it. */
struct stp_trace_site {
	const struct stp_probe *probe;
	const char *name;
	unsigned int n_given;		/* arguments, STP_TRACE_ARGS at most */
};

#define STP_TRACE_ARGS	12

/* A hardware watchpoint. */
struct stp_data_site {
	const struct stp_probe *probe;
	stp_u64 address;
	int from_stext;			/* address is from there */
	unsigned int length;		/* 1, 2, 4 or 8 bytes */
	int is_rw;			/* reads as well */
};

struct stp_netfilter_site {
	const struct stp_probe *probe;
	unsigned int pf, hook;
	int priority;
};

#ifdef STP_PROCFS_BUFSIZE
#define STP_PROCFS_SIZE	(STP_PROCFS_BUFSIZE)
#else
#define STP_PROCFS_SIZE	(STP_MAXSTRINGLEN - 1)
#endif

struct stp_procfs_site {
	const struct stp_probe *probe;
	const char *path;		/* below the module's directory */
	unsigned int mode;		/* bits of this probe; a file has those of all */
	int is_write;
	unsigned int maxsize;		/* bytes that a read can give */
};

enum stp_value_type { STP_LONG, STP_STRING, STP_STATS };

/* A global that staprun may set before the start (NAME=VALUE). */
struct stp_global {
	const char *name;		/* as in the script */
	void *value;			/* stp_s64 or char[STP_MAXSTRINGLEN] */
	int type;			/* enum stp_value_type */
};

struct stp_limits {
	stp_s64 maxaction;		/* statements a hit */
	unsigned int maxstringlen;	/* STP_MAXSTRINGLEN of the script's object */
	unsigned int maxnesting;	/* calls deep */
	unsigned int frame_bytes;	/* frames of the deepest chain of calls */
	unsigned int maxerrors;
	unsigned int maxskipped;	/* ledger only: a run never stops for skips */
	unsigned int maxtrylock, trylockdelay_us;
	unsigned int minstackspace;
	unsigned int match_words;	/* for groups of =~; 0: never asked for */
	unsigned int buffer_mb;		/* -s: ring size a CPU; 0: default */
	unsigned int flags;		/* STP_FLAG_* */
	unsigned int kretactive;	/* KRETACTIVE; 0: by the number of CPUs */
	stp_u64 max_memory;		/* STP_MAXMEMORY in bytes; 0: no bound */
	stp_u64 overload_interval, overload_threshold;	/* cycles; 0: no guard */
};

#define STP_FLAG_SUPPRESS_ERRORS	1	/* --suppress-handler-errors */
#define STP_FLAG_TIMING			2	/* -t: report at exit */

#define STP_LIST_OF(type)	struct { type const *at; unsigned int n; }
#define STP_LIST(array)		{ (array), sizeof(array) / sizeof((array)[0]) }

/*
 * Addresses from _stext are those of one build of the kernel: its id, and where
 * that build has it.  len 0: the script has no such addresses.
 */
struct stp_build_id {
	stp_u64 offset;			/* from _stext */
	unsigned int len;
	unsigned char id[32];
};

struct stp_script {
	unsigned int abi;		/* STP_ABI */
	const char *release;		/* kernel it was compiled for */
	STP_LIST_OF(struct stp_probe) probes;
	STP_LIST_OF(struct stp_life_site) life;
	STP_LIST_OF(struct stp_timer_site) timers;
	STP_LIST_OF(struct stp_kprobe_site) kprobes;
	STP_LIST_OF(struct stp_trace_site) traces;
	STP_LIST_OF(struct stp_kprobe_site) syscalls;
	STP_LIST_OF(struct stp_perf_site) perfs;
	STP_LIST_OF(struct stp_procfs_site) procfs;
	STP_LIST_OF(struct stp_data_site) watches;
	STP_LIST_OF(struct stp_netfilter_site) netfilter;
	STP_LIST_OF(struct stp_global) globals;
	STP_LIST_OF(struct stp_map *) maps;
	struct stp_build_id build_id;
	struct stp_limits limits;
};

/* --modinfo NAME=VALUE, the n-th: text is both. */
#define STP_MODINFO(n, text)						\
	static const char stp_modinfo_##n[]				\
		__attribute__((section(".modinfo"), used, aligned(1))) = text

/* The one symbol that the runtime expects of a script's object. */
extern const struct stp_script stp_script;

/* ---- the context of a handler -------------------------------------------- */

/*
 * One a CPU, and one of its own for begin/end/error handlers, which may wait.
 * These are the fields that generated code touches; the runtime's own follow
 * behind them.  It is all zero but for the frame, the budget and the room of
 * matches when a handler begins.
 */
struct stp_context {
	const char *error;		/* the fault on its way up, NULL: none */
	const char *error_at;		/* "operator '/' at f.stp:3:9", once known */
	stp_s64 steps;			/* statements left */
	int fatal;			/* the error cannot be caught */
	int next;			/* a function said `next`: try the next overload */
	unsigned int depth, max_depth;	/* calls */
	char *frame, *frame_end;	/* free room for frames */
	unsigned long stack_limit;	/* lowest stack address to call from */
	const struct stp_probe *probe;
	stp_u64 *given;			/* what the kernel passed to the probe's callback */
	struct stp_match *match;	/* NULL: the script asks for no groups */
};

/* Room for locals that are no plain integers; NULL with c->error set: no room. */
static inline STP_UNUSED void *stp_frame(struct stp_context *c, unsigned long size);
/* The same on entry to a function; counts the depth. */
static inline STP_UNUSED void *stp_enter(struct stp_context *c, unsigned long size);
static inline STP_UNUSED void stp_leave(struct stp_context *c, unsigned long size);

/*
 * Leave for label when something failed.  place: the statement, as messages
 * show it.  The first to see the error says where it was, the others say from
 * where it was called.
 */
#define STP_CHECK(c, place, label) do { \
	if (STP_UNLIKELY((c)->error)) { \
		stp_error_at((c), (place)); \
		goto label; \
	} \
} while (0)

/* n more statements; at 0 the fatal error "MAXACTION exceeded". */
#define STP_STEPS(c, n, place, label) do { \
	if (STP_UNLIKELY(((c)->steps -= (n)) < 0)) { \
		stp_out_of_steps((c), (place)); \
		goto label; \
	} \
} while (0)

/* A call of embedded C where depth must be counted, as it can reach its limit. */
#define STP_COUNTED(c, call) do { \
	if (stp_enter((c), 0)) { \
		call; \
		stp_leave((c), 0); \
	} \
} while (0)

/* Slow paths of the above. */
void stp_error_at(struct stp_context *c, const char *place);
void stp_out_of_steps(struct stp_context *c, const char *place);
void stp_too_deep(struct stp_context *c);	/* "MAXNESTING exceeded" */

/* In a catch: the message to dst (may be NULL), and the error is forgotten. */
void stp_caught(struct stp_context *c, char *dst, unsigned int size);

/* A fault with a text of its own, formatted into the context; can be caught. */
void stp_error(struct stp_context *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static inline void *stp_frame(struct stp_context *c, unsigned long size)
{
	char *f = c->frame;

	if (STP_UNLIKELY(size > (unsigned long)(c->frame_end - f))) {
		stp_too_deep(c);
		return 0;
	}
	c->frame += size;
	return f;
}

static inline void *stp_enter(struct stp_context *c, unsigned long size)
{
	char *f = c->frame;

	if (STP_UNLIKELY(c->depth >= c->max_depth ||
			 size > (unsigned long)(c->frame_end - f) ||
			 (unsigned long)__builtin_frame_address(0) < c->stack_limit)) {
		stp_too_deep(c);
		return 0;
	}
	c->depth++;
	c->frame += size;
	return f;
}

static inline void stp_leave(struct stp_context *c, unsigned long size)
{
	c->depth--;
	c->frame -= size;
}

/* ---- arithmetic and strings ---------------------------------------------- */

/* C's truncating division; by 0: error "division by 0"; by -1 never traps. */
stp_s64 stp_div(struct stp_context *c, stp_s64 a, stp_s64 b);
stp_s64 stp_mod(struct stp_context *c, stp_s64 a, stp_s64 b);

/* Shift counts are taken modulo 64. */
static inline STP_UNUSED stp_s64 stp_shl(stp_s64 a, stp_s64 n)
{
	return (stp_s64)((stp_u64)a << (n & 63));
}

static inline STP_UNUSED stp_s64 stp_sar(stp_s64 a, stp_s64 n)
{
	return a >> (n & 63);
}

static inline STP_UNUSED stp_s64 stp_shr(stp_s64 a, stp_s64 n)
{
	return (stp_s64)((stp_u64)a >> (n & 63));
}

/* Bounded copies; the rest is cut off; always NUL-terminated. dst may equal src. */
void stp_strcpy(char *dst, const char *src, unsigned int size);
void stp_strcat(char *dst, const char *src, unsigned int size);
int stp_strcmp(const char *a, const char *b);	/* <0, 0, >0; bytes unsigned */
stp_s64 stp_strlen(const char *s);
void stp_substr(char *dst, unsigned int size, const char *s, stp_s64 start, stp_s64 len);
stp_s64 stp_stringat(struct stp_context *c, const char *s, stp_s64 pos);
stp_s64 stp_isinstr(const char *s, const char *sub);
stp_s64 stp_strpos(const char *s, const char *sub);	/* -1: not in it */
stp_s64 stp_strtol(const char *s, stp_s64 base);
void stp_str_replace(char *dst, unsigned int size, const char *s,
		     const char *from, const char *to);
/* Printable ASCII as it is, the rest as escapes; max_in bytes of s at most. */
void stp_text_str(char *dst, unsigned int size, const char *s, stp_s64 max_in);
/* The same between quotes; what does not fit ends in `"...`. */
void stp_text_quoted(char *dst, unsigned int size, const char *s);
/* Size for a text of len bytes, 0: no bound; between quotes at least `""...` fits. */
static inline STP_UNUSED unsigned int stp_text_size(unsigned int size, stp_s64 len,
						    stp_s64 quoted)
{
	if (len <= 0 || len >= size)
		return size;
	return quoted && len < 5 && size > 6 ? 6 : len + 1;
}
/* Next token of the string given last with s not NULL; per context. */
void stp_tokenize(struct stp_context *c, char *dst, unsigned int size,
		  const char *s, const char *delim);

/* ---- doubles: their 64 bits in a number ------------------------------------ */

stp_s64 stp_fp_add(stp_s64 a, stp_s64 b);
stp_s64 stp_fp_sub(stp_s64 a, stp_s64 b);
stp_s64 stp_fp_mul(stp_s64 a, stp_s64 b);
stp_s64 stp_fp_div(stp_s64 a, stp_s64 b);
stp_s64 stp_fp_rem(stp_s64 a, stp_s64 b);	/* IEEE: of the nearest multiple */
stp_s64 stp_fp_sqrt(stp_s64 a);
stp_s64 stp_fp_eq(stp_s64 a, stp_s64 b);	/* 1 or 0; NaN: 0 */
stp_s64 stp_fp_lt(stp_s64 a, stp_s64 b);
stp_s64 stp_fp_le(stp_s64 a, stp_s64 b);
stp_s64 stp_fp_from_long(stp_s64 n);
/* 0 to nearest even, 1 to zero, 2 down, 3 up, 4 to nearest, halves away from
 * zero; what does not fit is the least long. */
stp_s64 stp_fp_to_long(stp_s64 a, stp_s64 rounding);
stp_s64 stp_fp_from_32(stp_s64 bits);
/* precision digits behind the point, the last one rounded by itself. */
void stp_fp_to_string(char *dst, unsigned int size, stp_s64 a, stp_s64 precision);
/* 19 digits count; "" is 0; else the error "invalid format". */
stp_s64 stp_fp_from_string(struct stp_context *c, const char *s);

/* ---- printing ------------------------------------------------------------- */

void stp_print(struct stp_context *c, const char *s);
void stp_print_char(struct stp_context *c, stp_s64 ch);
/*
 * fmt holds the directives of the script language (spec: one flag, width,
 * precision, one of d i u o x X p c s b m M %%), which the translator has
 * checked.  Arguments: stp_s64 for numbers and `*`, const char * for strings.
 */
void stp_printf(struct stp_context *c, const char *fmt, ...);
void stp_sprintf(struct stp_context *c, char *dst, unsigned int size,
		 const char *fmt, ...);

/* fmt as the kernel's printk() takes it, with C's types; 8191 bytes at most. */
void stp_c_printf(struct stp_context *c, const char *fmt, ...);

/* Text to stderr as "WARNING: s"; a newline is added if missing. */
void stp_warn(struct stp_context *c, const char *s);
/* sh -c s, by stapio as the user. */
void stp_system(struct stp_context *c, const char *s);
void stp_printk(struct stp_context *c, stp_s64 level, const char *s);
/* End of the session after this handler; stp_abort() leaves it at once. */
void stp_exit(struct stp_context *c);
void stp_abort(struct stp_context *c);

/* ---- arrays and statistics ------------------------------------------------ */

#include "stap_array.h"

/* ---- reads that may fault -------------------------------------------------- */

/*
 * size 1, 2, 4 or 8 bytes, zero-extended.  A bad address is the error
 * "read fault [man error::fault] at 0x...".
 */
stp_s64 stp_load(struct stp_context *c, stp_s64 address, unsigned int size);
stp_s64 stp_load_user(struct stp_context *c, stp_s64 address, unsigned int size);

/* A string, cut at size - 1 or max bytes (max < 0: no bound); a bad address is
 * "kernel string copy fault at 0x... [man error::fault]" or the user form. */
void stp_kernel_string(struct stp_context *c, char *dst, unsigned int size,
		       stp_s64 address, stp_s64 max);
void stp_user_string(struct stp_context *c, char *dst, unsigned int size,
		     stp_s64 address, stp_s64 max);

#define STP_TEXT_USER		1	/* the memory is the current process's */
#define STP_TEXT_COUNTED	2	/* a NUL does not end it */
/*
 * max bytes at most (max < 0: no bound) as stp_text_quoted() shows them.  1, or 0
 * when the address is bad: then it is the text, in hex.
 */
int stp_memory_quoted(struct stp_context *c, char *dst, unsigned int size,
		      stp_s64 address, stp_s64 max, unsigned int flags);
/* A string of 2 or 4 byte units as UTF-8; faults as stp_kernel_string(), or
 * "invalid character in the string at 0x...". */
void stp_utf_string(struct stp_context *c, char *dst, unsigned int size,
		    stp_s64 address, unsigned int width, unsigned int flags);
/* stp_load() with the error "kernel WHAT copy fault at 0x... [man error::fault]". */
stp_s64 stp_kernel_load(struct stp_context *c, const char *what, stp_s64 address,
			unsigned int size);

/* ---- what a probe knows ----------------------------------------------------- */

/* n-th integer argument (0..5) at the entry of a function. */
stp_s64 stp_arg(struct stp_context *c, unsigned int n);
/* Address of the k-th 8-byte argument slot on the stack at entry. */
stp_s64 stp_stack_arg(struct stp_context *c, unsigned int k);
stp_s64 stp_retval(struct stp_context *c);
/* The address n bytes from the kernel's _stext, of the build that build_id names. */
stp_s64 stp_from_stext(stp_u64 n);
/* Register by its usual name ("rdi", "eax", "r8"); unknown name or none: error. */
stp_s64 stp_register(struct stp_context *c, const char *name);
/* What was written to the file of a procfs site. */
const char *stp_text(struct stp_context *c);
/* What a read of it gives; does it not fit, the error "buffer size exceeded". */
void stp_set_text(struct stp_context *c, const char *s, int append);
/* What the STP_PERF_COUNTER site of probes[n] has counted on this CPU. */
stp_s64 stp_perf_count(unsigned int n);
/* Slots that the entry handler of a return probe filled. */
stp_s64 stp_entry_long(struct stp_context *c, unsigned int slot);
const char *stp_entry_string(struct stp_context *c, unsigned int slot);
void stp_set_entry_long(struct stp_context *c, unsigned int slot, stp_s64 v);
void stp_set_entry_string(struct stp_context *c, unsigned int slot, const char *s);

stp_s64 stp_addr(struct stp_context *c);	/* of the probed instruction, 0: none */
stp_s64 stp_user_mode(struct stp_context *c);	/* 1: it was in user mode */
const char *stp_pp(struct stp_context *c);
const char *stp_pn(struct stp_context *c);
void stp_ppfunc(struct stp_context *c, char *dst, unsigned int size);
void stp_probefunc(struct stp_context *c, char *dst, unsigned int size);
void stp_symname(char *dst, unsigned int size, stp_s64 address);
void stp_symdata(char *dst, unsigned int size, stp_s64 address);

/* The current task. */
void stp_execname(char *dst, unsigned int size);
void stp_pexecname(char *dst, unsigned int size);
stp_s64 stp_pid(void);
stp_s64 stp_tid(void);
stp_s64 stp_ppid(void);
stp_s64 stp_pgrp(void);
stp_s64 stp_sid(void);
stp_s64 stp_uid(void);
stp_s64 stp_euid(void);
stp_s64 stp_gid(void);
stp_s64 stp_egid(void);
stp_s64 stp_task_current(void);
stp_s64 stp_is_myproc(struct stp_context *c);
stp_s64 stp_cpu(void);
stp_s64 stp_page_size(void);
stp_s64 stp_task_is_32bit(void);	/* 1: of user space */
/* 0 to n - 1, each as likely; 0 when n is not above 0. Not for secrets. */
stp_s64 stp_randint(stp_s64 n);
stp_s64 stp_target(void);
stp_s64 stp_module_name(char *dst, unsigned int size);	/* returns 0 */
stp_s64 stp_module_size(void);

/* Time. */
stp_s64 stp_time_ns(void);		/* since 1970, NMI-safe */
stp_s64 stp_cycles(void);
stp_s64 stp_jiffies(void);
stp_s64 stp_hz(void);
stp_s64 stp_ktime_ns(void);		/* CLOCK_MONOTONIC */
stp_s64 stp_local_clock_ns(void);
stp_s64 stp_cpu_clock_ns(stp_s64 cpu);
/* "Tue Nov 24 08:12:03 2026" of seconds since 1970, shifted by offset. */
void stp_ctime(char *dst, unsigned int size, stp_s64 seconds);
stp_s64 stp_tz_gmtoff(void);
const char *stp_tz_name(void);

/* Files and devices; addresses of struct file, dentry, path, super_block. */
void stp_file_path(struct stp_context *c, char *dst, unsigned int size, stp_s64 file);
void stp_path_path(struct stp_context *c, char *dst, unsigned int size, stp_s64 path);
void stp_dentry_name(struct stp_context *c, char *dst, unsigned int size, stp_s64 dentry);
/* "sda1" of the block device that a super block is on, "N/A": none. */
void stp_sb_devname(struct stp_context *c, char *dst, unsigned int size, stp_s64 sb);

/* ---- system calls ----------------------------------------------------------- */

/* Argument n (0..5) of the system call that the current task is in; of a 32-bit
 * program its 32 bits, without sign. */
stp_s64 stp_syscall_arg(unsigned int n);
void stp_syscall_set_arg(unsigned int n, stp_s64 v);
stp_s64 stp_syscall_is_32bit(void);	/* 1: the call came the 32-bit way */
stp_s64 stp_syscall_nr(void);		/* -1: in none */

struct stp_name {
	const char *name;
	stp_u64 value, mask;		/* of flags: the bits that are compared */
};

/* The name of value, else "0x..."; 32 bits count. */
void stp_name_one(char *dst, unsigned int size, const struct stp_name *names,
		  unsigned int n, stp_s64 value);
/* The names of its bits with | between, then the rest as 0x...; a name without
 * bits is that of 0. */
void stp_name_flags(char *dst, unsigned int size, const struct stp_name *names,
		    unsigned int n, stp_s64 value);

/* ---- regular expressions ---------------------------------------------------- */

/*
 * A pattern, as the translator leaves it: a table of states in which 0 and 1
 * are the end, no and yes, and state s goes to
 * next[(s - 2) * n_classes + classes[byte]].  Of every state NUL leads to an end.
 */
struct stp_regex {
	const unsigned char *classes;	/* 256: bytes that no state tells apart */
	const unsigned short *next;
	unsigned int n_classes, start;
	unsigned int n_groups;		/* with the whole */
	const struct stp_regex_groups *groups;	/* 0: nobody asks for them */
};

/* From a position of the pattern, which waits for a byte, to the next one. */
struct stp_regex_edge {
	unsigned short to;		/* n_positions: it matched */
	unsigned char at_start, at_end;	/* only there in the string */
	stp_u64 tags;			/* bit i: slot i is here */
};

/*
 * Where a match is: slots 2n and 2n + 1 are the ends of group n.  The edges of
 * position p are those from first[p] to first[p + 1], best first; n_positions
 * is the start.
 */
struct stp_regex_groups {
	const struct stp_regex_edge *edges;
	const unsigned short *first;
	const unsigned int *bytes;	/* by position, words: classes it waits for */
	unsigned int n_positions, words;
};

/* What the last match of a handler found; words is limits.match_words. */
struct stp_match {
	const struct stp_regex *of;	/* 0: it failed, or there was none */
	unsigned int size;		/* of text */
	char *text;			/* a copy of the string */
	unsigned int *words;		/* the slots; then room for the search */
};

/*
 * Does r match somewhere in s?  Takes a table look-up for a byte; when r has
 * groups they are searched for after that, in c->match: the leftmost, then the
 * longest match, in at most strlen(s) * (edges of r) steps.
 */
stp_s64 stp_regex_match(struct stp_context *c, const struct stp_regex *r, const char *s);
/* Group n of the last match, "" when it took no part; errors: see regex.c. */
void stp_matched(struct stp_context *c, char *dst, unsigned int size, stp_s64 n);
stp_s64 stp_ngroups(struct stp_context *c);

/* ---- embedded C -------------------------------------------------------------- */

/*
 * Within an embedded function the generator defines STAP_ARG_name for each
 * parameter, STAP_RETVALUE and STAP_RETURN(v) by the function's type; a plain
 * `return;` leaves it.  These are the same everywhere:
 */
#define STAP_ERROR(...)		do { stp_error(CONTEXT, __VA_ARGS__); return; } while (0)
#define STAP_PRINTF(...)	stp_c_printf(CONTEXT, __VA_ARGS__)
#define STAP_NEXT		do { CONTEXT->next = 1; return; } while (0)
#define STP_RETURN_LONG(v)	do { STAP_RETVALUE = (v); return; } while (0)
#define STP_RETURN_STRING(v)	do { \
	stp_strcpy(STAP_RETVALUE, (v), STP_MAXSTRINGLEN); \
	return; \
} while (0)

#endif
