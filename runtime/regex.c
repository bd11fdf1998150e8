/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex.c - =~ and where it matched, by tables of the script; free of the kernel. */
#include "stap.h"

#define UNSET	(~0U)

/*
 * The search for groups runs all ways through the pattern side by side, one
 * thread at most for each position, the better ones in front: those that began
 * earlier, then those that took better edges.  A thread that comes to a position
 * where a better one is ends, so that no step takes longer than the pattern is large.
 */
struct threads {
	unsigned int n;
	unsigned int *at;	/* of each: its position, then its slots */
};

struct search {
	const struct stp_regex_groups *g;
	const char *text;
	unsigned int n_slots;
	int found;
	unsigned int *best;	/* slots of the best match so far */
	unsigned int *fresh;	/* slots of a thread that begins */
	unsigned int *mark;	/* by position: where in the text a thread came to it, + 1 */
};

static void copy_slots(const struct search *s, unsigned int *to, const unsigned int *from)
{
	unsigned int i;

	for (i = 0; i < s->n_slots; i++)
		to[i] = from[i];
}

/* The thread with these slots takes an edge, at this offset of the text. */
static void take(struct search *s, struct threads *to, const struct stp_regex_edge *e,
		 const unsigned int *slots, unsigned int at)
{
	unsigned int *t;
	stp_u64 tags;

	if ((e->at_start && at) || (e->at_end && s->text[at]))
		return;
	if (s->found && slots[0] > s->best[0])	/* begins behind a match */
		return;
	if (e->to == s->g->n_positions) {
		/* the first to come is the best of those that end here */
		if (s->found && at <= s->best[1])
			return;
		t = s->best;
	} else {
		if (s->mark[e->to] == at + 1)
			return;
		s->mark[e->to] = at + 1;
		t = to->at + to->n++ * (s->n_slots + 1);
		*t++ = e->to;
	}
	copy_slots(s, t, slots);
	for (tags = e->tags; tags; tags &= tags - 1)
		t[__builtin_ctzll(tags)] = at;
	if (t == s->best) {
		t[1] = at;
		s->found = 1;
	}
}

static void take_all(struct search *s, struct threads *to, unsigned int position,
		     const unsigned int *slots, unsigned int at)
{
	unsigned int i;

	for (i = s->g->first[position]; i < s->g->first[position + 1]; i++)
		take(s, to, &s->g->edges[i], slots, at);
}

/* All threads take the byte at this offset, those that wait for it. */
static void step(struct search *s, const struct threads *from, struct threads *to,
		 unsigned int class, unsigned int at)
{
	const unsigned int *t = from->at;
	unsigned int i;

	to->n = 0;
	for (i = 0; i < from->n; i++, t += s->n_slots + 1)
		if (s->g->bytes[*t * s->g->words + class / 32] >> (class % 32) & 1)
			take_all(s, to, *t, t + 1, at + 1);
}

static void clear(unsigned int *words, unsigned int n, unsigned int value)
{
	while (n--)
		*words++ = value;
}

/* ORDER words: slots found, slots of a beginner, marks, two lists of threads. */
static int search(struct stp_match *m, const struct stp_regex *r)
{
	const struct stp_regex_groups *g = r->groups;
	struct search s = {
		.g = g, .text = m->text, .n_slots = 2 * r->n_groups, .best = m->words,
		.fresh = m->words + 2 * r->n_groups, .mark = m->words + 4 * r->n_groups,
	};
	struct threads lists[2] = {
		{ .at = s.mark + g->n_positions },
		{ .at = s.mark + g->n_positions + g->n_positions * (s.n_slots + 1) },
	};
	unsigned int at;

	clear(s.fresh, s.n_slots, UNSET);
	clear(s.mark, g->n_positions, 0);
	for (at = 0;; at++) {
		struct threads *now = &lists[at & 1];

		s.fresh[0] = at;
		if (!s.found)
			take_all(&s, now, g->n_positions, s.fresh, at);
		if (!m->text[at] || (s.found && !now->n))
			return s.found;
		step(&s, now, &lists[~at & 1], r->classes[(unsigned char)m->text[at]], at);
	}
}

stp_s64 stp_regex_match(struct stp_context *c, const struct stp_regex *r, const char *s)
{
	const unsigned char *at = (const unsigned char *)s;
	unsigned int state = r->start;

	while (state > 1)
		state = r->next[(state - 2) * r->n_classes + r->classes[*at++]];
	if (!r->groups || !c->match)
		return state;
	c->match->of = 0;
	if (state) {
		stp_strcpy(c->match->text, s, c->match->size);
		if (search(c->match, r))
			c->match->of = r;
	}
	return state;
}

void stp_matched(struct stp_context *c, char *dst, unsigned int size, stp_s64 n)
{
	const struct stp_match *m = c->match;
	unsigned int from, to;

	dst[0] = 0;
	if (!m || !m->of) {
		stp_error(c, "Attempted to get subexpression %lld from failed match", n);
		return;
	}
	if (n < 0 || n >= m->of->n_groups) {
		stp_error(c, "Attempted to get nonexistent subexpression %lld", n);
		return;
	}
	from = m->words[2 * n];
	to = m->words[2 * n + 1];
	if (from == UNSET || to == UNSET || to < from)
		return;
	stp_strcpy(dst, m->text + from, to - from + 1 < size ? to - from + 1 : size);
}

stp_s64 stp_ngroups(struct stp_context *c)
{
	if (c->match && c->match->of)
		return c->match->of->n_groups;
	stp_error(c, "Attempted to get subexpression count from failed match");
	return 0;
}
