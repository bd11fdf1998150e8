/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * provider_int.h - what the files of this folder share, and points.c with them.
 */
#ifndef STAP_PROVIDER_INT_H
#define STAP_PROVIDER_INT_H

#include "provider.h"

struct arena;
struct di_site;
struct diag;
struct text;

extern const struct provider provider_life, provider_timer, provider_perf, provider_kprobe,
			     provider_function, provider_trace, provider_procfs,
			     provider_data, provider_netfilter, provider_syscall;

/* The point as text, without '?', '!' and condition, in the arena. */
const char *point_text(struct arena *a, const struct point *p);

/* The text of dv's point; component `which` (-1: none) has the argument instead. */
const char *derive_text(const struct program *prog, const struct derive *dv, int which,
			const char *instead);

/* The same with the module that its first component, module("PATTERN"), stands for;
 * NULL: as it is. */
const char *derive_text_in(const struct program *prog, const struct derive *dv,
			   const char *module, int which, const char *instead);

/* A target hook for probes that have no variables: always the error. */
struct expr *provider_no_target(struct program *prog, struct probe *pr,
				const struct expr *t, struct diag *d);

/* perf.c: @perf("NAME") as EX_COUNTER; NULL after reporting. */
struct expr *perf_counter(struct program *prog, const struct expr *e, struct diag *d);

/* ---- kprobe.c: the site table that function.c shares ----------------- */

#define MAXACTIVE_MAX	65535

struct kprobe_data {
	const char *module;		/* NULL: the kernel itself */
	const char *symbol;
	bool is_return;
	bool is_optional;		/* a failing registration says nothing */
	int maxactive;			/* 0: the runtime chooses */
	const void *function;		/* struct di_function, or NULL */
	bool has_address;		/* where debug information says, from _stext */
	bool is_absolute;		/* the address is what it is; no symbol */
	uint64_t address;
	const struct di_site *site;	/* then: its place in the source */
};

/* What never returns cannot have a return probe. */
bool kprobe_never_returns(const char *function);

/* The members of a site that keeps values at the entry of a call. */
void kprobe_emit_entry(struct emit *e, const struct probe *pr);
void kprobe_emit_site(struct emit *e, const struct probe *pr);
void kprobe_print_site(struct text *out, const struct probe *pr);
/*
 * statement(ADDRESS).absolute, component 1 of dv: the probe, or NULL after reporting
 * that it needs -g.
 */
struct probe *kprobe_absolute(struct program *prog, const struct derive *dv,
			      const struct provider *pv);
/* maxactive(N), component i of dv: false after reporting that it is out of range. */
bool kprobe_maxactive(const struct derive *dv, unsigned int i, int *n);

/* ---- source.c: sites that only debug information knows ---------------- */

enum {
	SOURCE_RETURN = 1, SOURCE_CALL = 2, SOURCE_EXPORTED = 4, SOURCE_INLINE = 8,
	SOURCE_LABEL = 16,		/* named by component 2 */
	SOURCE_STATEMENT = 32, SOURCE_NEAREST = 64,
	SOURCE_MAY_FAIL = 128,		/* say nothing when there is no match */
	SOURCE_MASK = 255,
};

/*
 * The probes of a point whose component 1 names a function, or an address as
 * linked.  Number made; 0 after reporting; negative, nothing reported: there is no
 * debug information, or nothing in it and SOURCE_MAY_FAIL.
 */
int source_probes(struct program *prog, const struct derive *dv, unsigned int flags,
		  int maxactive);

#endif
