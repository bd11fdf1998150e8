/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kprobe.c - kprobe.function by symbol, and the site table function.c shares. */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "debuginfo/di.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"

/* Bits of a pattern's value. */
#define IS_RETURN	1
#define HAS_MAXACTIVE	2
#define IN_MODULE	4
#define BY_ADDRESS	8

static const struct pattern patterns[] = {
	{ "kprobe.function(S)", 0, LEVEL_PRIVILEGED },
	{ "kprobe.function(S).call", 0, LEVEL_PRIVILEGED },
	{ "kprobe.function(S).return", IS_RETURN, LEVEL_PRIVILEGED },
	{ "kprobe.function(S).return.maxactive(N)", IS_RETURN | HAS_MAXACTIVE, LEVEL_PRIVILEGED },
	{ "kprobe.module(S).function(S)", IN_MODULE, LEVEL_PRIVILEGED },
	{ "kprobe.module(S).function(S).call", IN_MODULE, LEVEL_PRIVILEGED },
	{ "kprobe.module(S).function(S).return", IN_MODULE | IS_RETURN, LEVEL_PRIVILEGED },
	{ "kprobe.module(S).function(S).return.maxactive(N)",
	  IN_MODULE | IS_RETURN | HAS_MAXACTIVE, LEVEL_PRIVILEGED },
	{ "kprobe.statement(N).absolute", BY_ADDRESS, LEVEL_PRIVILEGED },
	{ NULL, 0, 0 }
};

#define MANY		16

/* One point while it is resolved. */
struct search {
	struct program *prog;
	const struct derive *dv;
	unsigned int symbol_at;		/* its component */
	int maxactive;
	unsigned int n;			/* probes made */
};

static void add_site(struct search *se, const char *module, const char *symbol)
{
	struct kprobe_data *data = arena_one(se->prog->s->arena, struct kprobe_data);
	struct probe *pr;

	data->module = module;
	data->symbol = symbol;
	data->is_return = se->dv->pattern->value & IS_RETURN;
	data->is_optional = se->dv->optional;
	data->maxactive = se->maxactive;
	pr = provider_probe(se->prog, se->dv, &provider_kprobe,
			    derive_text(se->prog, se->dv, (int)se->symbol_at, symbol), data);
	pr->is_return = data->is_return;
	se->n++;
}

static bool each_symbol(void *ctx, const char *name)
{
	struct search *se = ctx;

	add_site(se, NULL, arena_strdup(se->prog->s->arena, name));
	return true;
}

bool kprobe_maxactive(const struct derive *dv, unsigned int i, int *n)
{
	int64_t value = derive_comp(dv, i)->num;

	if (value < 0 || value > MAXACTIVE_MAX)
		return diag_error(dv->diag, "sem-maxactive", NULL,
				  "maxactive value out of range [0,%d]", MAXACTIVE_MAX);
	*n = (int)value;
	return true;
}

static bool is_glob(const char *s)
{
	return strpbrk(s, "*?[") != NULL;
}

/* The kernel's own symbols are looked up; those of modules wait for the module. */
static void find_symbols(struct search *se, const char *name)
{
	struct di_kernel *k;

	if (!session_kernel(se->prog->s))
		return;
	k = session_di(se->prog->s);
	if (is_glob(name))
		di_symbol_each(k, name, each_symbol, se);
	else if (di_symbol_exists(k, name) != 0)
		add_site(se, NULL, name);
	if (!se->n)
		diag_error(se->dv->diag, "sem-no-match", NULL, "no match (similar functions: %s)",
			   di_function_similar(k, name, 5));
}

struct probe *kprobe_absolute(struct program *prog, const struct derive *dv,
			      const struct provider *pv)
{
	struct kprobe_data *data = arena_one(prog->s->arena, struct kprobe_data);
	const struct comp *c = derive_comp(dv, 1);

	if (!prog->s->opt->guru) {
		diag_error(dv->diag, "sem-absolute-guru", c->at,
			   "absolute statement probe in unprivileged script; need stap -g");
		return NULL;
	}
	data->is_absolute = true;
	data->address = (uint64_t)c->num;
	data->is_optional = dv->optional;
	return provider_probe(prog, dv, pv,
			      arena_printf(prog->s->arena, "%s.statement(0x%" PRIx64 ").absolute",
					   derive_comp(dv, 0)->name, data->address), data);
}

/* The kernel's name of a module: '-' is '_' there. */
static const char *module_name(struct arena *a, const char *name)
{
	char *copy = arena_strdup(a, name), *p;

	for (p = copy; *p; p++)
		if (*p == '-')
			*p = '_';
	return copy;
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	int kind = dv->pattern->value;
	struct search se = { .prog = prog, .dv = dv };
	const char *name;

	if (kind & BY_ADDRESS)
		return kprobe_absolute(prog, dv, &provider_kprobe) != NULL;
	se.symbol_at = kind & IN_MODULE ? 2 : 1;
	if (kind & HAS_MAXACTIVE && !kprobe_maxactive(dv, se.symbol_at + 2, &se.maxactive))
		return 0;
	name = derive_comp(dv, se.symbol_at)->str;
	if (!(kind & IN_MODULE))
		find_symbols(&se, name);
	else if (is_glob(name))
		diag_error(dv->diag, "sem-kprobe-module-pattern", derive_comp(dv, 2)->at,
			   "no wildcards in the functions of kprobe.module");
	else
		add_site(&se, module_name(prog->s->arena, derive_comp(dv, 1)->str), name);
	return se.n;
}

/* ---- the table ------------------------------------------------------- */

static const struct kprobe_data *data_of(const struct probe *pr)
{
	if (pr->provider != &provider_kprobe && pr->provider != &provider_function)
		return NULL;
	return pr->data;
}

void kprobe_emit_entry(struct emit *e, const struct probe *pr)
{
	unsigned int i, strings = 0;

	for (i = 0; i < pr->n_saved; i++)
		strings += pr->saved[i]->type == TY_STRING;
	text_line(e->out, "\t  .entry = %s, .entry_longs = %u, .entry_strings = %u,",
		  emit_entry_ref(e, pr), pr->n_saved - strings, strings);
}

static void put_flags(struct text *line, const struct kprobe_data *data)
{
	const char *before = ", .flags = ";

	if (data->is_return) {
		text_printf(line, "%sSTP_KPROBE_RETURN", before);
		before = " | ";
	}
	if (data->is_optional) {
		text_printf(line, "%sSTP_KPROBE_OPTIONAL", before);
		before = " | ";
	}
	if (data->is_absolute)
		text_printf(line, "%sSTP_KPROBE_ABSOLUTE", before);
}

/*
 * Looking one up by name costs the kernel a millisecond: many are told apart by
 * where they are expected, so that they can be armed all at once.
 */
static bool are_many(const struct program *prog)
{
	unsigned int i, n = 0;

	for (i = 0; i < prog->probes.n && n < MANY; i++)
		n += data_of(prog->probes.at[i]) != NULL;
	return n == MANY;
}

void kprobe_emit_site(struct emit *e, const struct probe *pr)
{
	const struct kprobe_data *data = pr->data;
	const struct di_function *f = data->function;
	struct text line = TEXT_EMPTY;

	text_printf(&line, "{ .probe = %s, ", emit_probe_ref(e, pr));
	if (data->has_address || data->is_absolute) {
		text_printf(&line, ".address = 0x%" PRIx64, data->address);
	} else {
		text_put(&line, ".symbol = ");
		text_c_string(&line, data->symbol, strlen(data->symbol));
	}
	if (data->module) {
		text_put(&line, ", .module = ");
		text_c_string(&line, data->module, strlen(data->module));
	}
	if (f && f->offset && are_many(e->prog))
		text_printf(&line, ", .expected = 0x%" PRIx64, f->offset);
	put_flags(&line, data);
	if (data->maxactive)
		text_printf(&line, ", .maxactive = %d", data->maxactive);
	if (pr->n_saved) {
		text_line(e->out, "\t%s,", line.buf);
		kprobe_emit_entry(e, pr);
		text_line(e->out, "\t},");
	} else {
		text_line(e->out, "\t%s },", line.buf);
	}
	text_free(&line);
}

void kprobe_print_site(struct text *out, const struct probe *pr)
{
	const struct kprobe_data *data = pr->data;

	if (data->is_absolute)
		text_printf(out, "0x%" PRIx64, data->address);
	else
		text_printf(out, "%s%s%s", data->module ? data->module : "",
			    data->module ? ":" : "", data->symbol);
	if (data->has_address)
		text_printf(out, " at _stext+0x%" PRIx64, data->address);
	if (data->is_return)
		text_printf(out, " return maxactive %d", data->maxactive);
	if (data->is_optional)
		text_put(out, " optional");
}

const struct provider provider_kprobe = {
	.name = "kprobe",
	.patterns = patterns,
	.resolve = resolve,
	.table = "kprobes",
	.site = "stp_kprobe_site",
	.emit_site = kprobe_emit_site,
	.print_site = kprobe_print_site,
};
