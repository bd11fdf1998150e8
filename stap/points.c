/* SPDX-License-Identifier: GPL-2.0-or-later */
/* points.c - probe points to providers and aliases: wildcards, '?', '!', suffixes. */
#include "points.h"

#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "points_int.h"
#include "program.h"
#include "providers/provider.h"
#include "providers/provider_int.h"
#include "session.h"

/*
 * One point on its way to probes.  It starts as the script has it; wildcards
 * are replaced by what they match, and each alias gives new points with its
 * body round that of the user.
 */
struct way {
	struct program *p;
	const struct point *point;
	const struct point *origin;	/* as it was written */
	const struct chain *from;	/* how it came here, NULL: written by the user */
	const struct probe_decl *holder; /* alias or probe that has the point */
	const struct probe_decl *decl;	/* the probe at the far end */
	struct stmt *body;
	struct expr *cond;
	bool optional;
	struct diag *diag;
	bool *failed;			/* set by whoever reports to diag */
	bool *loop;			/* a loop of aliases was reported */
};

static void walk(const struct way *w, const struct node *n, unsigned int i);

/* ---- copies of points ------------------------------------------------ */

/* w's point with component i replaced by n components from `with`. */
static struct point *replaced(const struct way *w, unsigned int i, const struct comp *with,
			      unsigned int n)
{
	struct arena *a = w->p->s->arena;
	struct point *pt = arena_one(a, struct point);
	const struct point *old = w->point;

	*pt = *old;
	pt->n = old->n - 1 + n;
	pt->comps = arena_many(a, struct comp, pt->n);
	memcpy(pt->comps, old->comps, i * sizeof(*pt->comps));
	memcpy(pt->comps + i, with, n * sizeof(*pt->comps));
	memcpy(pt->comps + i + n, old->comps + i + 1, (old->n - i - 1) * sizeof(*pt->comps));
	return pt;
}

/* A location of an alias with w's components from i on behind it. */
static const struct point *with_suffix(const struct way *w, const struct point *pt, unsigned int i)
{
	struct arena *a = w->p->s->arena;
	unsigned int extra = w->point->n - i;
	struct point *longer;

	if (!extra)
		return pt;
	longer = arena_one(a, struct point);
	*longer = *pt;
	longer->n = pt->n + extra;
	longer->comps = arena_many(a, struct comp, longer->n);
	memcpy(longer->comps, pt->comps, pt->n * sizeof(*pt->comps));
	memcpy(longer->comps + pt->n, w->point->comps + i, extra * sizeof(*pt->comps));
	return longer;
}

static const struct chain *chain_of(const struct way *w)
{
	struct arena *a = w->p->s->arena;
	struct chain *c = arena_one(a, struct chain);

	c->point = w->origin;
	c->text = point_text(a, w->point);
	c->at = w->origin->at;
	c->decl = w->holder;
	c->from = w->from;
	return c;
}

static struct expr *both(struct arena *a, struct expr *x, struct expr *y)
{
	struct expr *e;

	if (!x || !y)
		return x ? x : y;
	e = expr_new(a, EX_LOGICAL, x->at);
	e->op = OP_ANDAND;
	e->left = x;
	e->right = y;
	return e;
}

/* ---- @probewrite ----------------------------------------------------- */

struct writes {
	struct arena *arena;
	const struct stmt *body;	/* the user's side */
	const char *name;
	bool found;
};

static bool same_variable(const struct expr *e, const char *name)
{
	if (!e || (e->kind != EX_NAME && e->kind != EX_TARGET))
		return false;
	return strcmp(e->name[0] == '$' ? e->name + 1 : e->name, name) == 0;
}

static void see_write(void *ctx, struct expr **slot)
{
	struct writes *w = ctx;
	const struct expr *e = *slot;

	if ((e->kind == EX_ASSIGN || e->kind == EX_INCDEC) && same_variable(e->left, w->name))
		w->found = true;
}

static void see_catch(void *ctx, struct stmt **slot)
{
	struct writes *w = ctx;

	if ((*slot)->kind == ST_TRY && same_variable((*slot)->catch_var, w->name))
		w->found = true;
	stmt_children(*slot, see_catch, ctx);
}

static void decide_probewrite(void *ctx, struct expr **slot)
{
	struct writes *w = ctx;
	struct stmt *body = (struct stmt *)w->body;

	if ((*slot)->kind != EX_PROBEWRITE)
		return;
	w->name = (*slot)->name[0] == '$' ? (*slot)->name + 1 : (*slot)->name;
	w->found = false;
	stmt_each_expr(body, see_write, w);
	see_catch(w, &body);
	*slot = expr_number(w->arena, w->found, (*slot)->at);
}

static void see_probewrite(void *ctx, struct expr **slot)
{
	bool *found = ctx;

	*found |= (*slot)->kind == EX_PROBEWRITE;
}

/* The alias's own part of a handler, @probewrite decided by the user's part. */
static struct stmt *alias_part(const struct way *w, struct stmt *part)
{
	struct writes wr = { .arena = w->p->s->arena, .body = w->body };
	bool found = false;

	stmt_each_expr(part, see_probewrite, &found);
	if (!found)
		return part;
	part = stmt_copy(wr.arena, part);
	stmt_each_expr(part, decide_probewrite, &wr);
	return part;
}

/* Prologue, body of the user's side, epilogue: one block. */
static struct stmt *wrapped(const struct way *w, const struct probe_decl *alias)
{
	struct arena *a = w->p->s->arena;
	struct stmt *block = stmt_new(a, ST_BLOCK, alias->body->at);
	struct stmt *part = alias_part(w, alias->body);

	block->list = arena_many(a, struct stmt *, 3);
	if (!alias->is_epilogue)
		block->list[block->n++] = part;
	block->list[block->n++] = w->body;
	if (alias->is_epilogue)
		block->list[block->n++] = part;
	else if (alias->epilogue)
		block->list[block->n++] = alias_part(w, alias->epilogue);
	return block;
}

/* ---- one location of a list ------------------------------------------ */

/* Takes back what a failed location has added: nothing has looked at it yet. */
static void roll_back(struct program *p, unsigned int probes, unsigned int queued)
{
	p->probes.n = probes;
	p->queue.n = queued;
}

/* The cause of a failure, under "while resolving probe point". */
static void report_failure(const struct way *w, const struct diag *trial)
{
	struct report *r = report_new(w->diag, DIAG_SEMANTIC, "sem-probe-point",
				      w->origin->at, "while resolving probe point");

	r->cause = diag_first(trial);
	while (r->cause && r->cause->kind == DIAG_WARNING)
		r->cause = r->cause->next;
	if (!r->cause)
		r->cause = report_new(w->diag, DIAG_SEMANTIC, "sem-no-match",
				      w->origin->at, "no match");
	diag_emit(w->diag, r);
	*w->failed = true;
}

static bool loops(const struct way *w)
{
	const struct chain *c;

	for (c = w->from; c; c = c->from) {
		if (c->point == w->origin)
			break;
	}
	if (!c)
		return false;
	if (!*w->loop)
		diag_error(w->p->s->diag, "sem-alias-loop", w->origin->at,
			   "recursive loop in alias expansion of %s",
			   point_text(w->p->s->arena, w->origin));
	*w->loop = true;
	return true;
}

/* The aliases of the library that a point may mean; "a**" may also mean a.b. */
static void want(const struct point *pt, struct program *p)
{
	const char *first = pt->comps[0].name;

	points_want(p, p->points, first,
		    pt->n > 1 && !strstr(first, "**") ? pt->comps[1].name : NULL);
}

/* Number of probes that the location gave; errors went to w->diag. */
static unsigned int resolve_location(struct way *w)
{
	struct program *p = w->p;
	unsigned int probes = p->probes.n, queued = p->queue.n;
	struct way inner = *w;
	struct diag *trial = diag_trial(w->diag);
	bool failed = false;

	if (loops(w))
		return 0;
	inner.diag = trial;
	inner.failed = &failed;
	want(w->point, p);
	walk(&inner, p->points->root, 0);
	if (*w->loop)
		return 0;
	if (!failed && p->probes.n > probes) {
		diag_keep(trial);
		return p->probes.n - probes;
	}
	roll_back(p, probes, queued);
	if (!w->optional)
		report_failure(w, trial);
	return 0;
}

/* All points of an alias or probe; w has everything but the point. */
static void resolve_list(const struct way *w, const struct point_list *list, unsigned int suffix,
			 const struct way *use)
{
	unsigned int i;

	for (i = 0; i < list->n; i++) {
		const struct point *pt = list->at[i];
		struct way one = *w;

		one.origin = pt;
		one.point = use ? with_suffix(use, pt, suffix) : pt;
		one.cond = both(w->p->s->arena, pt->cond, w->cond);
		one.optional = w->optional || pt->optional;
		if (resolve_location(&one) && pt->sufficient)
			break;
	}
}

/* ---- the walk -------------------------------------------------------- */

/* The aliases that end at n; components from i on are the suffix. */
static void expand_aliases(const struct way *w, const struct node *n, unsigned int i)
{
	unsigned int k;

	for (k = 0; k < n->aliases.n; k++) {
		const struct alias *al = &n->aliases.at[k];
		struct way inner = *w;
		unsigned int before = w->p->probes.n;

		inner.holder = al->decl;
		inner.from = chain_of(w);
		inner.body = wrapped(w, al->decl);
		resolve_list(&inner, &al->decl->points, i, w);
		if (al->file && w->p->probes.n > before)
			program_use_file(w->p, al->file);
	}
}

static void call_builder(const struct way *w, const struct builder *b)
{
	struct derive dv = {
		.point = w->point,
		.pattern = b->pattern,
		.chain = chain_of(w),
		.decl = w->decl,
		.body = w->body,
		.cond = w->cond,
		.optional = w->optional,
		.diag = w->diag,
	};

	if (!(b->pattern->levels & pattern_level(w->p->s->opt->privilege))) {
		diag_error(w->diag, "sem-privilege", w->point->comps[w->point->n - 1].at,
			   "probe point is not allowed for --privilege=%s",
			   privilege_name(w->p->s->opt->privilege));
		*w->failed = true;
		return;
	}
	if (!b->provider->resolve(w->p, &dv))
		*w->failed = true;
}

static void truncated(const struct way *w, const struct node *n)
{
	struct text follow = TEXT_EMPTY;
	unsigned int i;

	for (i = 0; i < n->children.n; i++)
		text_printf(&follow, " %s", node_text(w->p->s->arena, n->children.at[i]));
	diag_error(w->diag, "sem-point-truncated", w->origin->comps[w->origin->n - 1].at,
		   "probe point truncated (follow:%s)", follow.buf ? follow.buf : "");
	text_free(&follow);
	*w->failed = true;
}

static void arrive(const struct way *w, const struct node *n)
{
	unsigned int i;

	if (!n->builders.n && !n->aliases.n) {
		truncated(w, n);
		return;
	}
	expand_aliases(w, n, w->point->n);
	for (i = 0; i < n->builders.n; i++)
		call_builder(w, &n->builders.at[i]);
}

/* A child that differs in its argument only; NULL: none. */
static const struct node *same_name(const struct node *n, const char *name)
{
	unsigned int i;

	for (i = 0; i < n->children.n; i++) {
		if (strcmp(n->children.at[i]->name, name) == 0)
			return n->children.at[i];
	}
	return NULL;
}

/* Families of points that scripts know and this program does not have yet. */
static bool is_missing_family(const char *text)
{
	static const char *const missing[] = {
		"process", "kprocess", "input", "java", "python2",
		"python3", "debuginfod",
		"kernel.lsm", "module.tracepoint",
	};
	unsigned int i;

	for (i = 0; i < array_size(missing); i++) {
		if (strcmp(text, missing[i]) == 0)
			return true;
	}
	return false;
}

/* The names of w's components up to i. */
static const char *names_up_to(const struct way *w, unsigned int i)
{
	struct arena *a = w->p->s->arena;
	const char *text = w->point->comps[0].name;
	unsigned int k;

	for (k = 1; k <= i; k++)
		text = arena_printf(a, "%s.%s", text, w->point->comps[k].name);
	return text;
}

static void mismatch(const struct way *w, const struct node *n, unsigned int i)
{
	const struct comp *c = &w->point->comps[i];
	const struct node *same = same_name(n, c->name);
	const char *similar = node_similar(w->p, n, c->name);

	if (is_missing_family(names_up_to(w, i)))
		diag_error(w->diag, "sem-not-supported", c->at,
			   "%s probes are not supported yet", names_up_to(w, i));
	else if (same)
		diag_error(w->diag, "sem-point-argument", c->at,
			   "probe point mismatch: '%s' takes %s argument", c->name,
			   same->arg == ARG_NONE ? "no" : same->arg == ARG_STRING ?
			   "a string as" : "a number as");
	else if (n->builders.n || n->aliases.n)
		diag_error(w->diag, "sem-point-suffix", c->at, "invalid suffix for probe%s",
			   similar);
	else
		diag_error(w->diag, "sem-point-mismatch", c->at, "probe point mismatch%s",
			   similar);
	*w->failed = true;
}

/* Goes on with w's component i replaced; what fails below a wildcard says nothing. */
static void try_child(const struct way *w, const struct node *n, unsigned int i,
		      const struct comp *with, unsigned int n_with)
{
	struct program *p = w->p;
	unsigned int probes = p->probes.n, queued = p->queue.n;
	struct way inner = *w;
	bool failed = false;

	inner.failed = &failed;
	inner.point = replaced(w, i, with, n_with);
	inner.diag = diag_trial(w->diag);
	if (n == p->points->root)
		want(inner.point, p);
	walk(&inner, n, i);
	if (failed)
		roll_back(p, probes, queued);
	else
		diag_keep(inner.diag);
}

/* "a**b" also across levels: a child "a*", and "**b" with the argument below it. */
static void try_below(const struct way *w, const struct node *n, unsigned int i)
{
	const struct comp *c = &w->point->comps[i];
	const char *stars = strstr(c->name, "**");
	struct arena *a = w->p->s->arena;
	struct comp with[2] = { *c, *c };
	const char *head;
	unsigned int k, count = n->children.n;

	if (!stars)
		return;
	head = arena_strndup(a, c->name, (size_t)(stars - c->name) + 1);
	with[0].arg = ARG_NONE;
	with[1].name = arena_strdup(a, stars);
	for (k = 0; k < count; k++) {
		const struct node *child = n->children.at[k];

		if (child->arg != ARG_NONE || !child->children.n ||
		    !name_matches(head, child->name))
			continue;
		with[0].name = child->name;
		try_child(w, n, i, with, 2);
	}
}

static void walk_glob(const struct way *w, const struct node *n, unsigned int i)
{
	const struct comp *c = &w->point->comps[i];
	unsigned int before = w->p->probes.n, k, count = n->children.n;
	struct comp with = *c;

	for (k = 0; k < count; k++) {
		const struct node *child = n->children.at[k];

		if (child->arg != c->arg || !name_matches(c->name, child->name))
			continue;
		with.name = child->name;
		try_child(w, n, i, &with, 1);
	}
	try_below(w, n, i);
	if (w->p->probes.n == before && n->aliases.n)
		expand_aliases(w, n, i);
	if (w->p->probes.n > before || *w->failed)
		return;
	diag_error(w->diag, "sem-point-wildcard", c->at,
		   "probe point mismatch: didn't find any wildcard matches%s",
		   node_similar(w->p, n, c->name));
	*w->failed = true;
}

static void walk(const struct way *w, const struct node *n, unsigned int i)
{
	const struct comp *c;
	const struct node *child;

	if (i == w->point->n) {
		arrive(w, n);
		return;
	}
	c = &w->point->comps[i];
	if (name_has_glob(c->name)) {
		walk_glob(w, n, i);
		return;
	}
	child = node_child(n, c->name, c->arg);
	if (!child && i <= 1) {		/* so that a message can say what is there */
		points_want(w->p, w->p->points, w->point->comps[0].name, NULL);
		child = node_child(n, c->name, c->arg);
	}
	if (child)
		walk(w, child, i + 1);
	else if (n->aliases.n)
		expand_aliases(w, n, i);
	else
		mismatch(w, n, i);
}

bool points_resolve(struct program *p, const struct work *w)
{
	bool loop = false, failed = false;
	struct way way = { .p = p, .failed = &failed, .loop = &loop };

	if (w->kind != WORK_PROBE_DECL)
		return true;
	if (!p->points)
		p->points = points_tree(p);
	if (!p->points) {
		p->points = arena_one(p->s->arena, struct points);
		return false;
	}
	if (!p->points->root)
		return false;
	way.decl = way.holder = w->decl;
	way.body = w->decl->body;
	way.diag = p->s->diag;
	resolve_list(&way, &w->decl->points, 0, NULL);
	return !failed && !loop;
}
