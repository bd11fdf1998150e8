/* SPDX-License-Identifier: GPL-2.0-or-later */
/* target.c - `$var`, `@cast`, `@entry`, `@defined`: found in a body and lowered. */
#include "target.h"

#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "providers/provider.h"
#include "providers/provider_int.h"
#include "session.h"
#include "target_int.h"

#define ROUNDS_MAX	8	/* of retries: types flow through that many variables */

/*
 * One walk over a body.  It is made twice: before names are bound only
 * @defined() is looked at, afterwards everything is lowered.
 */
struct lower {
	struct program *p;
	struct probe *pr;		/* whose variables they are, or NULL */
	struct function *function;	/* that has the body, or NULL */
	struct diag *diag;
	bool choosing;			/* the first of the two walks */
	bool at_entry;			/* inside @entry(): parameters are at hand */
	bool trial;			/* nothing may be kept */
	bool changed;			/* a type flowed where none was */
	unsigned int held;		/* variables that could not be lowered */
	bool ok;
};

static void lower_expr(struct lower *w, struct expr **slot);
static void lower_stmt(struct lower *w, struct stmt **slot);
static int reduce(struct lower *w, struct expr **slot);

static bool is_target(const struct expr *e)
{
	switch (e->kind) {
	case EX_TARGET:
	case EX_ATVAR:
	case EX_CAST:
	case EX_AUTOCAST:
	case EX_REGISTER:
	case EX_DEREF:
		return true;
	default:
		return false;
	}
}

/* ---- types that flow ------------------------------------------------- */

static bool same_type(const struct di_type *a, const struct di_type *b)
{
	if (!a || !b || a == b)
		return a == b;
	return a->kind == DI_POINTER && b->kind == DI_POINTER && di_type_of(a) == di_type_of(b);
}

void target_flow(const struct di_type **dtype, bool *conflict, const struct di_type *from)
{
	if (!from || *conflict)
		return;
	if (*dtype && !same_type(*dtype, from)) {
		*conflict = true;
		*dtype = NULL;
		return;
	}
	if (!*dtype)
		*dtype = from;
}

static void flow_to_var(struct lower *w, struct var *v, const struct di_type *from)
{
	const struct di_type *before;

	if (!v || w->trial)
		return;
	before = v->dtype;
	target_flow(&v->dtype, &v->dtype_conflict, from);
	w->changed |= v->dtype != before;
}

static void flow_to_params(struct lower *w, const struct expr *call)
{
	struct function *f;
	unsigned int i;

	for (f = call->callee; f; f = f->next_overload) {
		for (i = 0; i < f->params.n && i < call->n; i++)
			flow_to_var(w, f->params.at[i], call->list[i]->dtype);
	}
}

static void flow_to_function(struct lower *w, const struct di_type *from)
{
	const struct di_type *before;

	if (!w->function || w->trial)
		return;
	before = w->function->dtype;
	target_flow(&w->function->dtype, &w->function->dtype_conflict, from);
	w->changed |= w->function->dtype != before;
}

/* What the children of e say about the value of e. */
static void flow_up(struct lower *w, struct expr *e)
{
	switch (e->kind) {
	case EX_NAME:
		e->dtype = e->decl ? e->decl->dtype : NULL;
		break;
	case EX_TERNARY:
		e->dtype = same_type(e->left->dtype, e->right->dtype) ? e->left->dtype : NULL;
		break;
	case EX_CALL:
		flow_to_params(w, e);
		e->dtype = e->callee && !e->callee->next_overload ? e->callee->dtype : NULL;
		break;
	case EX_ASSIGN:
		if (e->op != OP_SET || e->sub != OP_NONE)
			break;
		e->dtype = e->right->dtype;
		if (e->left->kind == EX_NAME)
			flow_to_var(w, e->left->decl, e->dtype);
		break;
	default:
		break;
	}
}

/* ---- one variable ---------------------------------------------------- */

static const char *expr_text(struct arena *a, const struct expr *e)
{
	struct text out = TEXT_EMPTY;
	const char *s;

	ast_print_expr(&out, e);
	s = arena_strndup(a, out.buf ? out.buf : "", out.len);
	text_free(&out);
	return s;
}

static void see_local(void *ctx, struct expr **slot)
{
	bool *found = ctx;

	*found |= (*slot)->kind == EX_NAME && (*slot)->decl && (*slot)->decl->kind != VAR_GLOBAL;
}

/*
 * At the entry no function of the script runs yet: its locals are nothing that
 * could be saved.  Those of the probe are there, still zero.  False after
 * reporting.
 */
static bool can_be_saved(struct lower *w, struct expr *value, const struct place *at,
			 struct diag *d)
{
	bool found = false;

	if (w->function && !w->trial)
		expr_each(&value, see_local, &found);
	return !found || diag_error(d, "sem-entry-local", at, "a local variable of function '%s' "
				    "has no value at the entry of the probed function",
				    w->function->name);
}

/* The value that `value` has at the entry of the function, known by its text. */
static struct expr *saved(struct lower *w, const char *text, struct expr *value,
			  const struct place *at)
{
	struct arena *a = w->p->s->arena;
	struct probe *pr = w->pr;
	struct expr *e;
	unsigned int i;

	if (w->trial)
		return value;
	for (i = 0; i < pr->saved_texts.n; i++) {
		if (strcmp(pr->saved_texts.at[i], text) == 0)
			break;
	}
	if (i == pr->saved_texts.n) {
		list_push(a, &pr->saved_texts, text);
		if (pr->n_saved == pr->cap_saved)
			pr->saved = arena_grow(a, pr->saved, &pr->cap_saved, pr->n_saved,
					       sizeof(*pr->saved));
		pr->saved[pr->n_saved++] = value;
	}
	e = expr_new(a, EX_SAVED, at);
	e->num = i;
	e->dtype = pr->saved[i]->dtype;
	return e;
}

static bool is_user_code(const struct place *at)
{
	return !at->src->is_library;
}

/* What only exists at the entry of a function whose return is probed. */
static bool must_be_saved(const struct lower *w, const struct expr *t)
{
	return w->pr->is_return && !w->at_entry && strcmp(target_name(t), "return") != 0 &&
	       strcmp(target_name(t), "$return") != 0;
}

static struct expr *lower_variable(struct lower *w, struct expr *t, struct diag *d)
{
	const struct provider *pv = w->pr ? w->pr->provider : NULL;
	const char *text;
	struct expr *value;

	if (!pv || !pv->target)
		return provider_no_target(w->p, w->pr, t, d);
	text = expr_text(w->p->s->arena, t);
	if (target_name(t)[0] == '$')
		value = target_list(w->p, w->pr, t, d);
	else
		value = pv->target(w->p, w->pr, t, d);
	if (!value || value->kind == EX_STRING || !must_be_saved(w, t))
		return value;
	if (!can_be_saved(w, value, t->at, d))
		return NULL;
	if (!w->trial && is_user_code(t->at))
		diag_warn(w->p->s->diag, "warn-entry-value", t->at,
			  "confusing usage, value is captured as @entry(%s) in .return probe "
			  "[man stapprobes] RETURN PROBES", text);
	return saved(w, text, value, t->at);
}

/* Is the kernel among "a:b", or nothing named? */
static bool names_kernel(const char *modules)
{
	const char *s;

	for (s = modules; s; s = strchr(s, ':')) {
		s += *s == ':';
		if (!*s || strncmp(s, "kernel", 6) == 0)
			return true;
	}
	return false;
}

/* Of the modules that are named one has to be the kernel. */
static bool is_kernel_var(struct lower *w, const struct expr *e, struct diag *d)
{
	const char *modules = e->str2 ? string_decode(w->p->s->arena, e->str2, &(size_t){ 0 }) : "";

	if (names_kernel(modules))
		return true;
	return diag_error(d, "sem-not-supported", e->at,
			  "variables of module '%s' are not supported yet", modules);
}

/* @var("name"): a parameter, since of other variables only DWARF knows. */
static struct expr *lower_atvar(struct lower *w, struct expr *e, struct diag *d)
{
	struct arena *a = w->p->s->arena;
	const char *name = string_decode(a, e->str, &(size_t){ 0 });
	struct expr *t;

	if (e->str2 || strchr(name, '@') || !w->pr || !w->pr->provider->target)
		return is_kernel_var(w, e, d) ? target_global(w->p, e, name, d) : NULL;
	t = arena_one(a, struct expr);
	*t = *e;
	t->kind = EX_TARGET;
	t->name = arena_printf(a, "$%s", name);
	return w->pr->provider->target(w->p, w->pr, t, d);
}

/* @kderef(8, address) is a load that the script spells out. */
static struct expr *lower_deref(struct lower *w, struct expr *e)
{
	struct expr *load;

	if (e->num != 1 && e->num != 2 && e->num != 4 && e->num != 8) {
		w->ok = diag_error(w->p->s->diag, "sem-deref-size", e->at,
				   "invalid size of a dereference: 1, 2, 4 or 8 bytes can be read");
		return e;
	}
	load = expr_new(w->p->s->arena, EX_LOAD, e->at);
	load->left = e->left;
	load->size = (unsigned int)e->num;
	load->is_user = e->is_user;
	return load;
}

/* NULL after reporting to d.  Children are lowered already. */
static struct expr *lower_one(struct lower *w, struct expr *e, struct diag *d)
{
	switch (e->kind) {
	case EX_TARGET:
		return lower_variable(w, e, d);
	case EX_ATVAR:
		return lower_atvar(w, e, d);
	case EX_CAST:
		return target_cast(w->p, w->pr, e, d);
	case EX_AUTOCAST:
		return target_autocast(w->p, e, d);
	case EX_DEREF:
		return lower_deref(w, e);
	case EX_ENUM:
		return target_enum(w->p, e, d);
	case EX_ENUMNAME:
		return target_enumname(w->p, w->pr, e, w->function ? &w->function->locals :
				       &w->pr->locals, d);
	case EX_PERF:
		return perf_counter(w->p, e, d);
	default:
		return e;
	}
}

static void hold(struct lower *w, struct expr *e, const struct diag *why)
{
	e->held = diag_first(why);
	w->held++;
}

/* In place, or left with the reason why not. */
static void lower_slot(struct lower *w, struct expr **slot)
{
	struct expr *e = *slot, *value;
	struct diag *trial = diag_trial(w->diag);

	value = lower_one(w, e, trial);
	if (value) {
		w->changed |= value != e;
		*slot = value;
		return;
	}
	hold(w, e, trial);
}

/* ---- @entry ---------------------------------------------------------- */

static void see_held(void *ctx, struct expr **slot)
{
	struct report **r = ctx;

	if (!*r)
		*r = (*slot)->held;
}

static void lower_entry(struct lower *w, struct expr **slot)
{
	struct expr *e = *slot;
	const char *text = expr_text(w->p->s->arena, e->left);
	struct diag *trial = diag_trial(w->diag);
	bool outer = w->at_entry;
	unsigned int held = w->held;

	if (!w->pr || !w->pr->is_return) {
		diag_error(trial, "sem-entry", e->at,
			   "@entry() may only be used in a .return probe");
		hold(w, e, trial);
		return;
	}
	w->at_entry = true;
	lower_expr(w, &e->left);
	w->at_entry = outer;
	if (w->held > held)
		expr_each(&e->left, see_held, &e->held);
	else if (outer)
		*slot = e->left;
	else if (can_be_saved(w, e->left, e->at, trial))
		*slot = saved(w, text, e->left, e->at);
	else
		hold(w, e, trial);
}

/* ---- @defined -------------------------------------------------------- */

static void see_autocast(void *ctx, struct expr **slot)
{
	bool *found = ctx;

	*found |= (*slot)->kind == EX_AUTOCAST;
}

static bool contains_autocast(struct expr *e)
{
	bool found = false;

	expr_each(&e, see_autocast, &found);
	return found;
}

static bool can_be_lowered(struct lower *w, const struct expr *operand)
{
	struct expr *copy = expr_copy(w->p->s->arena, operand);
	struct lower inner = *w;

	inner.diag = diag_trial(w->diag);
	inner.trial = true;
	inner.choosing = false;
	inner.held = 0;
	lower_expr(&inner, &copy);
	return !inner.held && !diag_errors(inner.diag);
}

static bool is_decidable(const struct expr *e)
{
	return is_target(e) || e->kind == EX_ENTRY || e->kind == EX_ENUM || e->kind == EX_ENUMNAME;
}

/* 1, 0, or -1: not before types have flowed. */
static int defined(struct lower *w, struct expr *e)
{
	if (is_decidable(e->left)) {
		if (w->choosing && contains_autocast(e->left))
			return -1;
		return can_be_lowered(w, e->left);
	}
	if (!w->trial)
		diag_warn(w->p->s->diag, "warn-defined", e->at,
			  "Collapsing unresolved @define to 0 [stapprobes]");
	return 0;
}

/* `a && b`: b goes when @defined() in a settles it, and when it settles both. */
static int reduce_logical(struct lower *w, struct expr **slot)
{
	struct expr *e = *slot;
	int settles = e->op == OP_OROR, left, right;

	left = reduce(w, &e->left);
	if (left == settles) {
		*slot = e->left;
		return left;
	}
	right = reduce(w, &e->right);
	if (left < 0 || right < 0)
		return -1;
	*slot = e->right;
	return right;
}

/*
 * Lowers a condition.  Its truth as far as @defined() decides it, of which then
 * only a number is left; -1: it does not.
 */
static int reduce(struct lower *w, struct expr **slot)
{
	struct expr *e = *slot;
	int truth = -1;

	switch (e->kind) {
	case EX_LOGICAL:
		return reduce_logical(w, slot);
	case EX_DEFINED:
		truth = defined(w, e);
		break;
	case EX_UNARY:
		if (e->op == OP_NOT)
			truth = reduce(w, &e->left);
		else
			lower_expr(w, &e->left);
		truth = truth < 0 ? truth : !truth;
		break;
	default:
		lower_expr(w, slot);
	}
	if (truth >= 0)
		*slot = expr_number(w->p->s->arena, truth, e->at);
	return truth;
}

/* The arm that @defined() leaves is all that is looked at. */
static void lower_ternary(struct lower *w, struct expr **slot)
{
	struct expr *e = *slot;
	int truth = reduce(w, &e->cond);

	if (truth >= 0) {
		*slot = truth ? e->left : e->right;
		lower_expr(w, slot);
		return;
	}
	lower_expr(w, &e->left);
	lower_expr(w, &e->right);
	if (!w->choosing)
		flow_up(w, e);
}

/* ---- writes ---------------------------------------------------------- */

static bool report_write(struct lower *w, const struct expr *e)
{
	struct diag *d = w->p->s->diag;

	w->ok = false;
	if (e->kind != EX_ASSIGN || e->op != OP_SET || e->sub != OP_NONE)
		return diag_error(d, "sem-target-operator", e->at, "Only the following assign "
				  "operator is implemented on target variables: =");
	if (!w->p->s->opt->guru)
		return diag_error(d, "sem-target-write", e->left->at,
				  "write to target variable not permitted; need stap -g");
	return diag_error(d, "sem-not-supported", e->left->at,
			  "write to target variable is not supported yet");
}

/* Says so where e changes a target variable; the arms of @defined are gone by then. */
static bool is_bad_write(struct lower *w, const struct expr *e)
{
	if (w->choosing || (e->kind != EX_ASSIGN && e->kind != EX_INCDEC) || !is_target(e->left))
		return false;
	if (!w->trial)
		report_write(w, e);
	return true;
}

/* Has the probe's provider take an assignment; false: it does not do that. */
static bool lower_assignment(struct lower *w, struct expr **slot)
{
	struct expr *e = *slot, *value;
	struct diag *d = w->trial ? diag_trial(w->diag) : w->p->s->diag;

	if (w->choosing || e->kind != EX_ASSIGN || e->left->kind != EX_TARGET || !w->pr ||
	    !w->pr->provider->assign)
		return false;
	lower_expr(w, &e->right);
	value = w->pr->provider->assign(w->p, w->pr, e, d);
	if (value)
		*slot = value;
	else if (w->trial)
		w->held++;
	else
		w->ok = false;
	return true;
}

/* ---- the walk -------------------------------------------------------- */

static void lower_child(void *ctx, struct expr **slot)
{
	lower_expr(ctx, slot);
}

static void lower_expr(struct lower *w, struct expr **slot)
{
	switch ((*slot)->kind) {
	case EX_DEFINED:
	case EX_LOGICAL:
	case EX_UNARY:
		reduce(w, slot);
		return;
	case EX_TERNARY:
		lower_ternary(w, slot);
		return;
	default:
		if (lower_assignment(w, slot) || is_bad_write(w, *slot))
			return;
	}
	if ((*slot)->kind == EX_ENTRY && !w->choosing) {
		lower_entry(w, slot);
		return;
	}
	expr_children(*slot, lower_child, w);
	if (w->choosing)
		return;
	lower_slot(w, slot);
	flow_up(w, *slot);
}

static void lower_child_stmt(void *ctx, struct stmt **slot)
{
	lower_stmt(ctx, slot);
}

/* An `if` that @defined() decides gives way to its arm. */
static void lower_if(struct lower *w, struct stmt **slot)
{
	struct stmt *s = *slot;
	int truth = reduce(w, &s->expr);

	if (truth < 0) {
		stmt_children(s, lower_child_stmt, w);
		return;
	}
	*slot = truth ? s->body : s->other;
	if (*slot)
		lower_stmt(w, slot);
	else
		*slot = stmt_new(w->p->s->arena, ST_NULL, s->at);
}

static void lower_stmt(struct lower *w, struct stmt **slot)
{
	struct stmt *s = *slot;

	if (s->kind == ST_IF) {
		lower_if(w, slot);
		return;
	}
	stmt_exprs(s, lower_child, w);
	stmt_children(s, lower_child_stmt, w);
	if (s->kind == ST_RETURN && s->expr && !w->choosing)
		flow_to_function(w, s->expr->dtype);
}

void targets_choose(struct program *p, struct probe *context, struct stmt *body)
{
	struct lower w = {
		.p = p, .pr = context, .diag = p->s->diag, .choosing = true, .ok = true,
	};

	lower_stmt(&w, &body);
}

static struct lower lower_work(struct program *p, const struct work *w)
{
	struct lower l = { .p = p, .diag = p->s->diag, .ok = true };
	const struct place *before = diag_within(l.diag, work_user_at(w));

	if (w->kind == WORK_PROBE) {
		l.pr = w->probe;
		lower_stmt(&l, &w->probe->body);
	} else {
		l.function = w->function;
		l.pr = w->function->context;
		l.at_entry = w->function->at_entry;
		lower_stmt(&l, &w->function->body);
	}
	if (!l.ok)
		program_leave_out(w);
	diag_within(l.diag, before);
	return l;
}

bool targets_lower(struct program *p, const struct work *w)
{
	struct lower l;

	if (w->kind == WORK_PROBE_DECL || (w->kind == WORK_FUNCTION && !w->function->body))
		return true;
	l = lower_work(p, w);
	if (l.held)
		list_push(p->s->arena, &p->waiting, *w);
	return l.ok;
}

/* One more walk over each body that waits; true when any type flowed. */
static bool retry(struct program *p)
{
	bool changed = false;
	unsigned int i, left = 0, n = p->waiting.n;

	for (i = 0; i < n; i++) {
		struct work w = p->waiting.at[i];
		struct lower l = lower_work(p, &w);

		changed |= l.changed;
		if (l.held)
			p->waiting.at[left++] = w;
	}
	p->waiting.n = left;
	return changed;
}

void targets_retry(struct program *p)
{
	unsigned int round;

	for (round = 0; p->waiting.n && round < ROUNDS_MAX; round++) {
		if (!retry(p))
			return;
	}
}
