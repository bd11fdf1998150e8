/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * emit.h - typed program to one short C file: bodies and const tables.
 *
 * The file includes runtime/stap.h and nothing else.  emit_module() is the
 * entry; the rest is for the files of this folder and for the providers'
 * emit_site() hooks.
 */
#ifndef STAP_EMIT_H
#define STAP_EMIT_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct program;
struct probe;

/* The C text of a typed program; NULL after reporting (pass 3 mistakes, such as
 * `break` outside a loop).  The caller does text_free() on it. */
struct text *emit_module(struct program *p);

/* Reports what of -D is out of its range, or means nothing; false when something is. */
bool emit_check_limits(const struct program *p);

struct emit {
	struct program *prog;
	struct arena *arena;
	struct text *out;
	/* private to emit/: see emit_int.h */
	struct emit_body *body;
};

/* For providers: "&probes[N]" of a probe. */
const char *emit_probe_ref(struct emit *e, const struct probe *pr);
/* The name of pr's entry handler (@entry values), or "NULL" when it has none. */
const char *emit_entry_ref(struct emit *e, const struct probe *pr);

/*
 * What comes out for `probe begin { println("hi"); exit() }`, as a guide:
 *
 *	#include "stap.h"
 *	...
 *	static void probe_0(struct stp_context *c)
 *	{
 *		STP_STEPS(c, 2, "identifier 'println' at hello.stp:1:15", out);
 *		stp_print(c, "hi\n");
 *		fn_exit(c);
 *		STP_CHECK(c, "identifier 'exit' at hello.stp:1:30", out);
 *	out:
 *		return;
 *	}
 */

#endif
