/* SPDX-License-Identifier: GPL-2.0-or-later */
/* trace.c - kernel.trace and kernel.tracepoint: the kernel's tracepoints, by BTF. */
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "debuginfo/di.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"
#include "stap/target_int.h"

#define ARGS_MAX	12	/* ORDER STP_TRACE_ARGS */

/* kernel.tracepoint says the name alone, and numbers its arguments. */
enum form { FORM_TRACE, FORM_TRACEPOINT };

static const struct pattern patterns[] = {
	{ "kernel.trace(S)", FORM_TRACE, LEVEL_PRIVILEGED },
	{ "kernel.tracepoint(S)", FORM_TRACEPOINT, LEVEL_PRIVILEGED },
	{ NULL, 0, 0 }
};

struct trace_data {
	enum form form;
	const char *name, *system;	/* system: "" when it is not known */
	const struct di_type *type;	/* of the iterator: see struct di_tracepoint */
};

/* One point while it is resolved. */
struct search {
	struct program *prog;
	const struct derive *dv;
	enum form form;
	const char *system;		/* pattern, NULL: any */
	const char *name;		/* pattern */
	unsigned int n;			/* probes made */
};

static const char *resolved_text(struct search *se, const struct trace_data *data)
{
	struct arena *a = se->prog->s->arena;
	const char *name = data->name;

	if (data->form == FORM_TRACE && *data->system)
		name = arena_printf(a, "%s:%s", data->system, name);
	return derive_text(se->prog, se->dv, 1, name);
}

/* Where the system cannot be known, who writes the whole name is believed. */
static bool is_in_system(const struct search *se, const char *system)
{
	if (!se->system || strcmp(se->system, "*") == 0)
		return true;
	if (!system)
		return !strpbrk(se->name, "*?[");
	return di_name_matches(se->system, system);
}

static bool add_tracepoint(void *ctx, const struct di_tracepoint *tp)
{
	struct search *se = ctx;
	struct arena *a = se->prog->s->arena;
	struct trace_data *data;
	const char *system = NULL;

	if (se->form == FORM_TRACE) {
		system = di_tracepoint_system(session_di(se->prog->s), tp->name);
		if (!is_in_system(se, system))
			return true;
	}
	if (tp->type->n_members > ARGS_MAX + 1)
		return true;
	data = arena_one(a, struct trace_data);
	data->form = se->form;
	data->name = arena_strdup(a, tp->name);
	data->system = system ? system : "";
	data->type = tp->type;
	provider_probe(se->prog, se->dv, &provider_trace, resolved_text(se, data), data);
	se->n++;
	return true;
}

static void no_match(struct search *se, struct di_kernel *k)
{
	struct diag *d = se->dv->diag;
	const char *similar;
	struct report *r;

	similar = di_tracepoint_similar(k, se->name, 5);
	if (*similar) {
		diag_error(d, "sem-no-match", NULL, "no match (similar tracepoints: %s)", similar);
		return;
	}
	r = report_new(d, DIAG_SEMANTIC, "sem-no-match", NULL, "no match");
	r->cause = report_new(d, DIAG_LINE, "sem-ladder", NULL, "%s", di_ladder(k));
	diag_emit(d, r);
}

/* "SYSTEM:NAME" or "NAME" into se; false after reporting. */
static bool split(struct search *se, const struct comp *c)
{
	const char *colon = strchr(c->str, ':');

	se->name = c->str;
	if (colon && se->form == FORM_TRACEPOINT)
		return diag_error(se->dv->diag, "sem-tracepoint-system", c->at,
				  "kernel.tracepoint takes no system; kernel.trace(\"%s\") does",
				  c->str);
	if (colon) {
		se->system = arena_strndup(se->prog->s->arena, c->str, (size_t)(colon - c->str));
		se->name = colon + 1;
	}
	if (!*se->name || (se->system && !*se->system))
		return diag_error(se->dv->diag, "sem-trace-name", c->at,
				  "the name of a tracepoint must not be empty");
	return true;
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	struct search se = { .prog = prog, .dv = dv, .form = (enum form)dv->pattern->value };
	struct di_kernel *k;

	if (!split(&se, derive_comp(dv, 1)) || !session_kernel(prog->s))
		return 0;
	k = session_di(prog->s);
	di_tracepoint_each(k, se.name, add_tracepoint, &se);
	if (!se.n)
		no_match(&se, k);
	else if (verbose(prog->s, 2))
		diag_line(prog->s->diag, "tracepoint \"%s\": %u found, by BTF",
			  derive_comp(dv, 1)->str, se.n);
	return se.n;
}

/* ---- variables ------------------------------------------------------- */

/* Argument i, from 0: false, no such. */
static bool argument(struct program *prog, const struct trace_data *data, unsigned int i,
		     struct di_member *m)
{
	if (!di_type_member(data->type, i + 1, m))
		return false;
	if (data->form == FORM_TRACEPOINT)
		m->name = arena_printf(prog->s->arena, "arg%u", i + 1);
	return true;
}

static struct expr *no_such_argument(struct program *prog, const struct trace_data *data,
				     const struct expr *t, struct diag *d)
{
	struct text names = TEXT_EMPTY;
	struct di_member m;
	unsigned int i;

	for (i = 0; argument(prog, data, i, &m); i++)
		text_printf(&names, "$%s, ", m.name);
	diag_error(d, "sem-no-such-variable", t->at,
		   "unable to find tracepoint variable '$%s' (alternatives: %s$$name, $$system, "
		   "$$parms, $$vars)", target_name(t), names.buf ? names.buf : "");
	text_free(&names);
	return NULL;
}

/* The value itself; of a struct, which is passed by value, a pointer to the copy. */
static struct expr *value(struct program *prog, unsigned int i, const struct di_type *type,
			  const struct expr *t, struct diag *d)
{
	struct expr *base = expr_numbered(prog->s->arena, EX_GIVEN, i, t->at);
	enum di_kind kind = di_type_strip(type)->kind;

	if (kind == DI_STRUCT || kind == DI_UNION) {
		base->address_of = true;
		type = di_type_pointer_to(type);
	}
	return target_apply(prog, base, type, false, t, d);
}

static struct expr *target(struct program *prog, struct probe *pr, const struct expr *t,
			   struct diag *d)
{
	const struct trace_data *data = pr->data;
	struct di_member m;
	unsigned int i;

	for (i = 0; argument(prog, data, i, &m); i++) {
		if (strcmp(m.name, target_name(t)) == 0)
			return value(prog, i, m.type, t, d);
	}
	return no_such_argument(prog, data, t, d);
}

static const char *text(const struct probe *pr, const char *name)
{
	const struct trace_data *data = pr->data;

	if (strcmp(name, "name") == 0)
		return data->name;
	return strcmp(name, "system") == 0 ? data->system : NULL;
}

static void each_target(struct program *prog, const struct probe *pr, target_each each, void *ctx)
{
	struct di_member m;
	unsigned int i;

	for (i = 0; argument(prog, pr->data, i, &m); i++)
		each(ctx, m.name, di_type_string(m.type), false);
}

/* ---- the table ------------------------------------------------------- */

static void emit_site(struct emit *e, const struct probe *pr)
{
	const struct trace_data *data = pr->data;

	text_line(e->out, "\t{ %s, \"%s\", %u },", emit_probe_ref(e, pr), data->name,
		  data->type->n_members - 1);
}

/* What the point does not say: how the arguments come. */
static void print_site(struct text *out, const struct probe *pr)
{
	const struct trace_data *data = pr->data;

	text_printf(out, "tracepoint %s %u", data->name, data->type->n_members - 1);
}

const struct provider provider_trace = {
	.name = "trace",
	.patterns = patterns,
	.resolve = resolve,
	.target = target,
	.text = text,
	.each_target = each_target,
	.table = "traces",
	.site = "stp_trace_site",
	.emit_site = emit_site,
	.print_site = print_site,
};
