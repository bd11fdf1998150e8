/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * provider.h - one kind of probe point, and the only list of them.
 *
 * A provider is one const struct in a file of its own, and one row in
 * provider.c.  Its patterns say which points it answers to; points.c finds the
 * pattern, expands wildcards, aliases, '?' and '!', and calls resolve() with a
 * point of the pattern's shape.  Everything it must do afterwards is here.
 */
#ifndef STAP_PROVIDER_H
#define STAP_PROVIDER_H

#include "stap/ast.h"
#include "stap/session.h"

struct emit;
struct probe;
struct program;

/* "timer.ms(N).randomize(N)", "kernel.function(S).return": N number, S string. */
struct pattern {
	const char *shape;
	int value;		/* the provider's own meaning */
	unsigned int levels;	/* LEVEL_*: who may use it */
};

#define LEVEL_STAPUSR	2
#define LEVEL_STAPSYS	4
#define LEVEL_STAPDEV	8
#define LEVEL_ALL	(LEVEL_STAPUSR | LEVEL_STAPSYS | LEVEL_STAPDEV)
#define LEVEL_PRIVILEGED (LEVEL_STAPSYS | LEVEL_STAPDEV)

/* The bit of that privilege in levels. */
unsigned int pattern_level(enum privilege level);

/* One point on its way to probes. */
struct derive {
	const struct point *point;	/* wildcards in names resolved, args as given */
	const struct pattern *pattern;	/* the row that it matched */
	const struct chain *chain;	/* how it came here */
	const struct probe_decl *decl;	/* the user's or library's probe */
	struct stmt *body;		/* prologues, body, epilogues: to be copied */
	struct expr *cond;
	bool optional;
	struct diag *diag;		/* where to report: maybe a trial */
};

/* A name and its type; without: it has no value there, but is known. */
typedef void (*target_each)(void *ctx, const char *name, const char *type, bool is_local);

struct provider {
	const char *name;		/* "timer": heads messages and --dump output */
	const struct pattern *patterns;	/* ends with a NULL shape */

	/*
	 * Turns one point into probes: provider_probe() for each.  Number of
	 * probes made; 0 after reporting to dv->diag.
	 */
	unsigned int (*resolve)(struct program *prog, const struct derive *dv);

	/*
	 * Lowers a target variable (EX_TARGET) of a probe: the tree that computes
	 * it, or NULL after reporting to d.  NULL hook: no such variables here.
	 */
	struct expr *(*target)(struct program *prog, struct probe *pr,
			       const struct expr *t, struct diag *d);

	/*
	 * What stands for an assignment to a target variable; e->right is lowered.
	 * NULL after reporting to d.  NULL hook: none can be written.
	 */
	struct expr *(*assign)(struct program *prog, struct probe *pr,
			       const struct expr *e, struct diag *d);

	/* The value of $$name ("name") that is text known now; NULL: none of it. */
	const char *(*text)(const struct probe *pr, const char *name);

	/* What is visible there, for -L and $$vars: in order, parameters and locals. */
	void (*each_target)(struct program *prog, const struct probe *pr,
			    target_each each, void *ctx);

	/* The module that the probe is in, for types that are looked up without saying
	 * where; NULL, or NULL hook: the kernel itself. */
	const char *(*module)(const struct probe *pr);

	/*
	 * The const array <table>_sites ("timers_sites") has a row for each probe of
	 * the table, written by emit_site(); the runtime file of the same name walks
	 * it.  Providers that share a table share all four.
	 */
	const char *table;		/* member of struct stp_script: "timers" */
	const char *site;		/* struct of a row: "stp_timer_site" */
	void (*emit_site)(struct emit *e, const struct probe *pr);
	/* Which probes have a row, in order, into a list with room for all of the
	 * program; their number.  NULL: all of the table, as the script has them. */
	unsigned int (*order)(const struct program *prog, const struct probe **list);

	/* Appends what emit_site() will say about pr, for the fingerprint of the
	 * program; NULL: nothing that the point does not say already. */
	void (*print_site)(struct text *out, const struct probe *pr);
};

/* In order of registration (begin first); ends with NULL. */
extern const struct provider *const providers[];

/* A new probe of dv at the resolved point (text, "timer.ms(10)"), with a copy of
 * its body; data is the provider's.  Appended to prog. */
struct probe *provider_probe(struct program *prog, const struct derive *dv,
			     const struct provider *pv, const char *resolved, void *data);

/* Component i of dv's point, for its argument. */
const struct comp *derive_comp(const struct derive *dv, unsigned int i);

#endif
