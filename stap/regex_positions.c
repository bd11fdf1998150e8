/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex_positions.c - the tree of a pattern to positions and the edges between them. */
#include <string.h>

#include "regex_int.h"

/* ORDER step: how the pattern is matched, as a program that may go two ways. */
enum step_kind { STEP_BYTES, STEP_SPLIT, STEP_TAG, STEP_START, STEP_END, STEP_MATCH };

struct step {
	enum step_kind kind;
	unsigned int next, other;	/* STEP_SPLIT: next is better */
	unsigned int tag;
	unsigned int position;		/* STEP_BYTES */
};

struct maker {
	struct arena *a;
	struct regex *r;
	list_of(struct step) code;
	list_of(struct regex_position) positions;
	list_of(unsigned int) at;	/* the step of each position */
	unsigned int work;
	bool too_large;
	/* the walk from one position to the next ones */
	unsigned char *seen;		/* by step: bit f: with flags f */
	bool at_start;
	list_of(struct regex_edge) edges;
};

/* ---- the tree to steps -------------------------------------------------- */

static unsigned int add_step(struct maker *m, struct step s)
{
	if (m->code.n >= REGEX_CODE_MAX) {
		m->too_large = true;
		return 0;
	}
	list_push(m->a, &m->code, s);
	return m->code.n - 1;
}

/*
 * All is built from the end: the steps of n that go on at next, and where
 * they begin.
 */
static unsigned int make(struct maker *m, const struct regex_node *n, unsigned int next);

static unsigned int make_bytes(struct maker *m, const struct regex_node *n, unsigned int next)
{
	unsigned int at = add_step(m, (struct step){ STEP_BYTES, .next = next,
						     .position = m->positions.n });
	struct regex_position p = { .bytes = n->bytes };

	if (m->positions.n >= REGEX_POSITIONS_MAX)
		m->too_large = true;
	if (m->too_large)
		return 0;
	list_push(m->a, &m->positions, p);
	list_push(m->a, &m->at, at);
	return at;
}

static unsigned int make_group(struct maker *m, const struct regex_node *n, unsigned int next)
{
	next = add_step(m, (struct step){ STEP_TAG, .next = next, .tag = 2 * n->group + 1 });
	next = make(m, n->left, next);
	return add_step(m, (struct step){ STEP_TAG, .next = next, .tag = 2 * n->group });
}

static unsigned int make_repeat(struct maker *m, const struct regex_node *n, unsigned int next)
{
	unsigned int i, out = next, again, body, min = n->min;

	if (n->max == REPEAT_FOREVER) {
		again = add_step(m, (struct step){ STEP_SPLIT, .other = out });
		body = make(m, n->left, again);
		if (m->too_large)
			return 0;
		m->code.at[again].next = body;
		next = min ? body : again;
		min -= min > 0;
	}
	for (i = min; n->max != REPEAT_FOREVER && i < n->max && !m->too_large; i++)
		next = add_step(m, (struct step){ STEP_SPLIT, .other = out,
						  .next = make(m, n->left, next) });
	for (i = 0; i < min && !m->too_large; i++)
		next = make(m, n->left, next);
	return next;
}

static unsigned int make(struct maker *m, const struct regex_node *n, unsigned int next)
{
	unsigned int left;

	if (m->work++ > REGEX_CODE_MAX)
		m->too_large = true;
	if (m->too_large)
		return 0;
	switch (n->kind) {
	case NODE_BYTES:
		return make_bytes(m, n, next);
	case NODE_START:
		return add_step(m, (struct step){ STEP_START, .next = next });
	case NODE_END:
		return add_step(m, (struct step){ STEP_END, .next = next });
	case NODE_BOTH:
		return make(m, n->left, make(m, n->right, next));
	case NODE_EITHER:
		left = make(m, n->left, next);
		return add_step(m, (struct step){ STEP_SPLIT, .next = left,
						  .other = make(m, n->right, next) });
	case NODE_REPEAT:
		return make_repeat(m, n, next);
	case NODE_GROUP:
		return make_group(m, n, next);
	default:
		return next;
	}
}

/* ---- steps to edges ----------------------------------------------------- */

/* Was the step reached before, with no more conditions than now? */
static bool was_seen(struct maker *m, unsigned int at, unsigned int flags)
{
	unsigned int f;

	for (f = 0; f <= (REGEX_AT_START | REGEX_AT_END); f++)
		if ((f & flags) == f && m->seen[at] >> f & 1)
			return true;
	m->seen[at] |= (unsigned char)(1 << flags);
	return false;
}

static void add_edge(struct maker *m, unsigned int to, unsigned int flags, uint64_t tags)
{
	struct regex_edge e = { .to = to, .flags = flags, .tags = tags };

	/* behind the end there is no byte to wait for */
	if (to == m->positions.n || !(flags & REGEX_AT_END))
		list_push(m->a, &m->edges, e);
}

/* Everything that is reached from a step without a byte, best first. */
static void walk(struct maker *m, unsigned int at, unsigned int flags, uint64_t tags)
{
	const struct step *s;

	for (;;) {
		if (was_seen(m, at, flags))
			return;
		s = &m->code.at[at];
		switch (s->kind) {
		case STEP_BYTES:
			add_edge(m, s->position, flags, tags);
			return;
		case STEP_MATCH:
			add_edge(m, m->positions.n, flags, tags);
			return;
		case STEP_SPLIT:
			walk(m, s->next, flags, tags);
			at = s->other;
			continue;
		case STEP_TAG:
			tags |= 1ULL << s->tag;
			break;
		case STEP_START:
			if (!m->at_start)
				return;
			flags |= REGEX_AT_START;
			break;
		case STEP_END:
			flags |= REGEX_AT_END;
			break;
		}
		at = s->next;
	}
}

static void make_edges(struct maker *m, struct regex_position *p, unsigned int from)
{
	m->edges.n = 0;
	memset(m->seen, 0, m->code.n);
	walk(m, from, 0, 0);
	p->n_edges = m->edges.n;
	p->edges = arena_many(m->a, struct regex_edge, p->n_edges + 1);
	if (p->n_edges)
		memcpy(p->edges, m->edges.at, p->n_edges * sizeof(*p->edges));
	m->r->n_edges += p->n_edges;
}

bool regex_make_positions(struct arena *a, struct regex *r, const struct regex_node *root)
{
	struct maker m = { .a = a, .r = r };
	unsigned int start, i;

	start = make(&m, root, add_step(&m, (struct step){ .kind = STEP_MATCH }));
	if (m.too_large)
		return false;
	m.seen = arena_alloc(a, m.code.n);
	r->n_positions = m.positions.n;
	r->positions = arena_many(a, struct regex_position, m.positions.n + 1);
	for (i = 0; i < r->n_positions; i++) {
		r->positions[i] = m.positions.at[i];
		make_edges(&m, &r->positions[i], m.code.at[m.at.at[i]].next);
	}
	m.at_start = true;
	make_edges(&m, &r->positions[i], start);
	return true;
}
