/* SPDX-License-Identifier: GPL-2.0-or-later */
/* function.c - kernel.function and module.function: entry and return, by the symbol ladder. */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "debuginfo/di.h"
#include "provider_int.h"
#include "stap/program.h"
#include "stap/session.h"
#include "stap/target_int.h"

/*
 * Bits of a pattern's value.  Debug information, where it is at hand, knows
 * inlined copies as well; IN_SOURCE are the forms that nothing else answers.
 */
#define HAS_MAXACTIVE	(1 << 10)
#define IN_SOURCE	(1 << 11)
#define IN_MODULE	(1 << 12)
#define CALLEES		(1 << 13)
#define BY_ADDRESS	(1 << 14)
#define AT_ADDRESS	(1 << 15)

#define PRIVILEGED	LEVEL_PRIVILEGED
#define ENTRY_AND_RETURN(head, value)						\
	{ head, value, PRIVILEGED },						\
	{ head ".call", (value) | SOURCE_CALL, PRIVILEGED },			\
	{ head ".exported", (value) | SOURCE_EXPORTED, PRIVILEGED }, \
	{ head ".inline", (value) | SOURCE_INLINE | IN_SOURCE, PRIVILEGED },	\
	{ head ".return", (value) | SOURCE_RETURN, PRIVILEGED },		\
	{ head ".return.maxactive(N)", (value) | SOURCE_RETURN | HAS_MAXACTIVE, PRIVILEGED }, \
	{ head ".label(S)", (value) | SOURCE_LABEL | IN_SOURCE, PRIVILEGED },	\
	{ head ".callee(S)", (value) | IN_SOURCE | CALLEES, PRIVILEGED },	\
	{ head ".callees", (value) | IN_SOURCE | CALLEES, PRIVILEGED },		\
	{ head ".callees(N)", (value) | IN_SOURCE | CALLEES, PRIVILEGED }
#define STATEMENTS(head, value)							\
	{ head ".statement(S)", (value) | SOURCE_STATEMENT, PRIVILEGED },	\
	{ head ".statement(S).nearest", (value) | SOURCE_STATEMENT | SOURCE_NEAREST, PRIVILEGED }, \
	{ head ".statement(N)", (value) | SOURCE_STATEMENT, PRIVILEGED },	\
	{ head ".statement(N).nearest", (value) | SOURCE_STATEMENT | SOURCE_NEAREST, PRIVILEGED }

static const struct pattern patterns[] = {
	ENTRY_AND_RETURN("kernel.function(S)", 0),
	ENTRY_AND_RETURN("module(S).function(S)", IN_MODULE),
	{ "kernel.function(N)", AT_ADDRESS, PRIVILEGED },
	{ "kernel.function(N).call", AT_ADDRESS | SOURCE_CALL, PRIVILEGED },
	{ "kernel.function(N).exported", AT_ADDRESS | SOURCE_EXPORTED, PRIVILEGED },
	{ "kernel.function(N).return", AT_ADDRESS | SOURCE_RETURN, PRIVILEGED },
	{ "kernel.function(N).return.maxactive(N)", AT_ADDRESS | SOURCE_RETURN | HAS_MAXACTIVE,
	  PRIVILEGED },
	STATEMENTS("kernel", IN_SOURCE),
	STATEMENTS("module(S)", IN_MODULE | IN_SOURCE),
	{ "kernel.statement(N).absolute", BY_ADDRESS, PRIVILEGED },
	{ NULL, 0, 0 }
};

/* One point while it is resolved. */
struct search {
	struct program *prog;
	const struct derive *dv;
	struct di_kernel *k;		/* the kernel or module that is searched */
	const char *name;		/* or pattern */
	bool has_pattern;		/* in the name or in that of the module */
	int maxactive;
	unsigned int n;			/* probes made */
	unsigned int n_local;		/* left out, as others cannot call them */
	const char *blocked;		/* the last function that must not be probed */
};

/* What never returns cannot have a return probe. */
bool kprobe_never_returns(const char *name)
{
	static const char *const names[] = { "do_exit", "sys_exit", "sys_exit_group" };
	unsigned int i;

	for (i = 0; i < array_size(names); i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

/* The text says ".call", ".return" and so on as it was asked for. */
static bool add_function(void *ctx, const struct di_function *f)
{
	struct search *se = ctx;
	struct arena *a = se->prog->s->arena;
	struct kprobe_data *data;
	struct di_function *kept;
	struct probe *pr;
	bool is_return = se->dv->pattern->value & SOURCE_RETURN;
	const char *module = di_module_name(se->k);

	if (is_return && kprobe_never_returns(f->name)) {
		se->blocked = f->name;
		return true;
	}
	if (se->dv->pattern->value & SOURCE_EXPORTED && di_symbol_is_global(se->k, f->name) <= 0) {
		se->n_local++;
		return true;
	}
	kept = arena_one(a, struct di_function);
	*kept = *f;
	data = arena_one(a, struct kprobe_data);
	data->module = module;
	data->symbol = arena_strdup(a, f->name);
	data->is_return = is_return;
	/* what a pattern finds in the text of a module's start may be gone already */
	data->is_optional = se->dv->optional || (f->is_init && se->has_pattern);
	data->maxactive = se->maxactive;
	data->function = kept;
	pr = provider_probe(se->prog, se->dv, &provider_function,
			    derive_text_in(se->prog, se->dv, module, 1, data->symbol), data);
	pr->is_return = is_return;
	se->n++;
	return true;
}

static const char *step_name(enum di_step step)
{
	static const char *const names[DI_STEPS] = {
		[DI_BTF] = "BTF", [DI_SYMBOLS] = "symbol tables", [DI_DWARF] = "DWARF",
		[DI_DEBUGINFOD] = "debuginfod",
	};

	return names[step];
}

/* The steps of the ladder as the cause of a report, with the line that helps. */
static struct report *ladder_report(struct diag *d, struct di_kernel *k)
{
	return report_new(d, DIAG_LINE, "sem-ladder", NULL, "%s", di_ladder(k));
}

static void no_match(struct search *se)
{
	struct di_kernel *k = se->k;
	struct diag *d = se->dv->diag;
	const char *name = se->name;
	/* It costs more than the search, and nobody reads it of one that may be missing. */
	const char *similar = se->dv->optional ? "" : di_function_similar(k, name, 5);
	struct report *r;

	if (se->blocked) {
		diag_error(d, "sem-return-blocklisted", NULL,
			   "function %s return probe is blocklisted", se->blocked);
		return;
	}
	if (se->n_local)
		r = report_new(d, DIAG_SEMANTIC, "sem-no-match", NULL,
			       "no match: %u function%s of that name, which other files cannot "
			       "call", se->n_local, se->n_local > 1 ? "s" : "");
	else if (di_symbol_exists(k, name) == 1)
		r = report_new(d, DIAG_SEMANTIC, "sem-no-match", NULL,
			       "no match: %s is none of the functions that can be probed", name);
	else if (*similar)
		r = report_new(d, DIAG_SEMANTIC, "sem-no-match", NULL,
			       "no match (similar functions: %s)", similar);
	else
		r = report_new(d, DIAG_SEMANTIC, "sem-no-match", NULL, "no match");
	r->cause = ladder_report(d, k);
	diag_emit(d, r);
}

static bool is_pattern(const char *name)
{
	return strpbrk(name, "*?[") != NULL;
}

/* All functions of the kernel or module that the name stands for, and who knew them. */
static enum di_step find_functions(struct search *se)
{
	struct di_function f = { .name = NULL };

	if (is_pattern(se->name))
		di_function_each(se->k, se->name, add_function, se);
	else if (di_function_named(se->k, se->name, &f) == 0)
		add_function(se, &f);
	return f.from;
}

static void say_found(const struct search *se, enum di_step step)
{
	if (se->blocked)
		diag_warn(se->dv->diag, "warn-return-blocklisted", NULL,
			  "function %s return probe is blocklisted", se->blocked);
	if (verbose(se->prog->s, 2))
		diag_line(se->prog->s->diag, "%s: %u found, by %s",
			  derive_text(se->prog, se->dv, -1, NULL), se->n,
			  is_pattern(se->name) ? "BTF and symbol tables" : step_name(step));
}

static void find_in_kernel(struct search *se)
{
	enum di_step step = find_functions(se);

	if (se->n)
		say_found(se, step);
	else
		no_match(se);
}

/* ---- modules --------------------------------------------------------- */

static bool search_module(void *ctx, const char *name)
{
	struct search *se = ctx;
	struct di_kernel *kernel = se->k;

	se->k = di_module(kernel, name);
	if (se->k)
		find_functions(se);
	se->k = kernel;
	return true;
}

static void no_module(struct search *se, const char *name)
{
	const char *similar = di_module_similar(se->k, name, 5);
	const struct place *at = derive_comp(se->dv, 0)->at;

	if (di_module_is_builtin(se->k, name))
		diag_error(se->dv->diag, "sem-no-module", at,
			   "module '%s' is part of this kernel; its functions are "
			   "kernel.function(\"%s\")", name, se->name);
	else
		diag_error(se->dv->diag, "sem-no-module", at,
			   "the kernel has no module '%s'%s%s%s", name,
			   *similar ? " (similar modules: " : "", similar, *similar ? ")" : "");
}

static void find_in_modules(struct search *se)
{
	const char *name = derive_comp(se->dv, 0)->str;
	struct di_kernel *kernel = se->k, *m;

	if (is_pattern(name) && !strchr(name, '/')) {
		se->has_pattern = true;
		if (!di_module_each(kernel, name, search_module, se))
			no_module(se, name);
		else if (!se->n)
			diag_error(se->dv->diag, "sem-no-match", NULL,
				   "no match: no module of that name has such a function");
		else
			say_found(se, DI_BTF);
		return;
	}
	m = di_module(kernel, name);
	if (!m) {
		no_module(se, name);
		return;
	}
	se->k = m;
	find_in_kernel(se);
}

/* kernel.function(ADDRESS): the function around it, as the kernel was linked. */
static void find_at_address(struct search *se)
{
	uint64_t address = (uint64_t)derive_comp(se->dv, 1)->num;
	struct di_function f;
	struct report *r;

	if (di_function_at(se->k, address, &f) == 0) {
		se->name = f.name;
		find_in_kernel(se);
		return;
	}
	r = report_new(se->dv->diag, DIAG_SEMANTIC, "sem-no-match", NULL,
		       "no match: no function of the kernel's image is at %#" PRIx64, address);
	r->cause = ladder_report(se->dv->diag, se->k);
	diag_emit(se->dv->diag, r);
}

/* kernel.statement(ADDRESS).absolute: whatever is there while the kernel runs. */
static unsigned int add_absolute(struct search *se)
{
	if (kprobe_absolute(se->prog, se->dv, &provider_function))
		se->n++;
	return se->n;
}

static bool needs_debuginfo(struct program *prog, const struct derive *dv, const struct comp *at,
			    const char *what)
{
	struct report *r = report_new(dv->diag, DIAG_SEMANTIC, "sem-needs-debuginfo", at->at,
				      "%s needs the kernel's debug information", what);

	r->cause = report_new(dv->diag, DIAG_LINE, "sem-ladder", NULL, "%s",
			      di_ladder_to(session_di(prog->s), DI_DWARF));
	return diag_emit(dv->diag, r);
}

static bool not_supported(struct program *prog, const struct derive *dv, bool in_source)
{
	int kind = dv->pattern->value;

	if (!(kind & CALLEES) && !(kind & IN_MODULE && in_source))
		return false;
	diag_error(dv->diag, "sem-not-supported", derive_comp(dv, dv->point->n - 1)->at,
		   "%s is not supported yet", derive_text(prog, dv, -1, NULL));
	return true;
}

/* By debug information; negative: there is none, or nothing in it for these. */
static int from_source(struct search *se, bool in_source)
{
	const struct derive *dv = se->dv;
	int value = dv->pattern->value, n;

	if (value & IN_MODULE)
		return -1;
	n = source_probes(se->prog, dv, (value & SOURCE_MASK) |
			  (in_source ? 0 : SOURCE_MAY_FAIL), se->maxactive);
	if (n < 0 && value & IN_SOURCE)
		needs_debuginfo(se->prog, dv, derive_comp(dv, dv->point->n - 1),
				derive_text(se->prog, dv, -1, NULL));
	else if (n < 0 && in_source)
		needs_debuginfo(se->prog, dv, derive_comp(dv, 1),
				"a function by its source file or line");
	return n;
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	struct search se = { .prog = prog, .dv = dv };
	bool in_source;
	int value = dv->pattern->value, n;

	if (value & BY_ADDRESS)
		return add_absolute(&se);
	if (!session_kernel(prog->s))
		return 0;
	se.k = session_di(prog->s);
	se.name = derive_comp(dv, 1)->str;
	in_source = value & IN_SOURCE || (se.name && strpbrk(se.name, "@:"));
	if (not_supported(prog, dv, in_source))
		return 0;
	if (value & HAS_MAXACTIVE && !kprobe_maxactive(dv, 3, &se.maxactive))
		return 0;
	n = from_source(&se, in_source);
	if (n >= 0 || in_source)
		return n < 0 ? 0 : (unsigned int)n;
	se.has_pattern = se.name && is_pattern(se.name);
	if (value & AT_ADDRESS)
		find_at_address(&se);
	else if (value & IN_MODULE)
		find_in_modules(&se);
	else
		find_in_kernel(&se);
	return se.n;
}

/* ---- variables ------------------------------------------------------- */

/*
 * What BTF says of the function: at its entry that is all there is to know of
 * parameters.  With debug information it is looked up when it is asked for.  NULL:
 * a probe by address.
 */
static const struct di_function *function_of(struct program *prog, const struct probe *pr)
{
	struct kprobe_data *data = pr->data;
	struct di_function *f;

	if (data->function || !data->site)
		return data->function;
	f = arena_one(prog->s->arena, struct di_function);
	if (di_function_named(session_di(prog->s), data->symbol, f) < 0 || f->from != DI_BTF)
		f->type = NULL;
	f->name = data->symbol;
	data->function = f;
	return f;
}

static const char *module_of(const struct probe *pr)
{
	const struct kprobe_data *data = pr->data;

	return data->module;
}

static struct expr *fail(struct report *r, struct diag *d)
{
	diag_emit(d, r);
	return NULL;
}

static struct expr *no_prototype(struct program *prog, const struct expr *t,
				 const struct di_function *f, struct diag *d)
{
	struct report *r = report_new(d, DIAG_SEMANTIC, "sem-no-prototype", t->at,
				      "unable to find local '%s': no type information for "
				      "function %s, debuginfo is needed", target_name(t), f->name);

	r->cause = ladder_report(d, session_di(prog->s));
	return fail(r, d);
}

static struct expr *no_such_parameter(const struct expr *t, const struct di_function *f,
				      struct diag *d)
{
	struct text names = TEXT_EMPTY;
	struct di_member m;
	struct report *r;
	unsigned int i;

	for (i = 0; di_type_member(f->type, i, &m); i++)
		text_printf(&names, "$%s, ", m.name);
	r = report_new(d, DIAG_SEMANTIC, "sem-no-such-variable", t->at,
		       "unable to find local '%s' in kernel function %s; BTF knows its "
		       "parameters only (alternatives: %s$$parms, $$vars)", target_name(t), f->name,
		       names.buf ? names.buf : "");
	text_free(&names);
	return fail(r, d);
}

/* The value as the call hands it over: base, its type, and whether it is an address. */
static struct expr *parameter(struct program *prog, const struct di_function *f,
			      unsigned int i, const struct expr *t, struct diag *d)
{
	struct arena *a = prog->s->arena;
	struct di_place_of where;
	struct di_member m;
	struct expr *base;

	if (di_parameter(f, i, &m, &where) < 0 || where.where == DI_NOWHERE) {
		diag_error(d, "sem-variable-location", t->at,
			   "'%s' is not accessible at this address", target_name(t));
		return NULL;
	}
	if (where.where == DI_IN_REGISTERS && where.n > 1) {
		diag_error(d, "sem-variable-location", t->at,
			   "'%s' is spread over %u registers, not supported yet",
			   target_name(t), where.n);
		return NULL;
	}
	base = expr_numbered(a, where.where == DI_ON_STACK ? EX_STACKARG : EX_ARGUMENT,
			     where.first, t->at);
	return target_apply(prog, base, m.type, where.where == DI_ON_STACK, t, d);
}

static struct expr *return_value(struct program *prog, const struct di_function *f,
				 const struct expr *t, struct diag *d)
{
	bool in_register;
	const struct di_type *type = di_return_type(f, &in_register);
	struct expr *base;

	if (di_type_strip(type)->kind == DI_VOID) {
		diag_error(d, "sem-no-return-value", t->at, "function %s has no return value",
			   f->name);
		return NULL;
	}
	base = expr_new(prog->s->arena, EX_RETVAL, t->at);
	return target_apply(prog, base, type, !in_register, t, d);
}

/* $NAME of an enumeration; BTF does not say which files know it, so any will do. */
static struct expr *enumerator(struct program *prog, const char *module, const struct expr *t)
{
	struct di_kernel *k = session_di(prog->s);
	const struct di_type *type;
	struct expr *e;
	int64_t n;

	if (t->n_parts || t->address_of || t->pretty ||
	    !di_enumerator_named(module ? di_module(k, module) : k, target_name(t), &n, &type))
		return NULL;
	e = expr_number(prog->s->arena, n, t->at);
	e->dtype = type;
	return e;
}

/* NULL and nothing reported: BTF has no such parameter. */
static struct expr *known_parameter(struct program *prog, const struct di_function *f,
				    const struct expr *t, struct diag *d, bool *known)
{
	struct di_member m;
	unsigned int i;

	for (i = 0; f->type && di_type_member(f->type, i, &m); i++) {
		*known = strcmp(m.name, target_name(t)) == 0;
		if (*known)
			return parameter(prog, f, i, t, d);
	}
	return NULL;
}

/* Where debug information is at hand; at entries BTF is asked first. */
static struct expr *target_in_source(struct program *prog, const struct probe *pr,
				     const struct expr *t, struct diag *d)
{
	const struct kprobe_data *data = pr->data;
	const struct di_function *f = data->site->is_entry ? function_of(prog, pr) : NULL;
	struct di_function prototype;
	struct expr *value = NULL;
	bool known = false;

	if (pr->is_return && strcmp(target_name(t), "return") == 0) {
		if (!f || !f->type)
			f = di_site_prototype(session_di(prog->s), data->site, &prototype) ?
			    &prototype : NULL;
		return f ? return_value(prog, f, t, d) : target_at_site(prog, data->site, t, d);
	}
	if (f)
		value = known_parameter(prog, f, t, d, &known);
	return known ? value : target_at_site(prog, data->site, t, d);
}

static struct expr *target(struct program *prog, struct probe *pr, const struct expr *t,
			   struct diag *d)
{
	const struct kprobe_data *data = pr->data;
	const struct di_function *f;
	struct expr *value;
	bool known = false;

	if (data->site)
		return target_in_source(prog, pr, t, d);
	f = function_of(prog, pr);
	if (!f)
		return provider_no_target(prog, pr, t, d);
	if (!f->type)
		return no_prototype(prog, t, f, d);
	if (pr->is_return && strcmp(target_name(t), "return") == 0)
		return return_value(prog, f, t, d);
	value = known_parameter(prog, f, t, d, &known);
	if (known)
		return value;
	value = enumerator(prog, module_of(pr), t);
	return value ? value : no_such_parameter(t, f, d);
}

static void each_return(const struct di_function *f, target_each each, void *ctx)
{
	const struct di_type *type;
	bool in_register;

	type = di_return_type(f, &in_register);
	if (type && di_type_strip(type)->kind != DI_VOID)
		each(ctx, "return", di_type_string(type), false);
}

struct caller {
	target_each each;
	void *ctx;
};

static void call_back(void *ctx, const struct di_variable *v)
{
	const struct caller *c = ctx;

	c->each(c->ctx, v->name, v->form == DI_LOST ? NULL : di_type_string(v->type),
		!v->is_parameter);
}

static void each_target(struct program *prog, const struct probe *pr, target_each each, void *ctx)
{
	const struct kprobe_data *data = pr->data;
	struct di_kernel *k = session_di(prog->s);
	const struct di_function *f;
	struct di_function prototype;
	struct caller c = { each, ctx };
	struct di_member m;
	unsigned int i;

	if (data->site) {
		if (pr->is_return && di_site_prototype(k, data->site, &prototype))
			each_return(&prototype, each, ctx);
		di_site_each_variable(k, data->site, call_back, &c);
		return;
	}
	f = function_of(prog, pr);
	if (!f || !f->type)
		return;
	if (pr->is_return)
		each_return(f, each, ctx);
	for (i = 0; di_type_member(f->type, i, &m); i++) {
		if (*m.name)
			each(ctx, m.name, di_type_string(m.type), false);
	}
}

const struct provider provider_function = {
	.name = "function",
	.patterns = patterns,
	.resolve = resolve,
	.target = target,
	.each_target = each_target,
	.module = module_of,
	.table = "kprobes",
	.site = "stp_kprobe_site",
	.emit_site = kprobe_emit_site,
	.print_site = kprobe_print_site,
};
