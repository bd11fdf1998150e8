/* SPDX-License-Identifier: GPL-2.0-or-later */
/* frames.c - how much room the frames of the deepest chain of calls take. */
#include "emit_int.h"
#include "stap/access.h"
#include "stap/session.h"

/* Beyond this many levels every call is taken to be of the largest frame. */
#define LEVELS_MAX	256

struct levels {
	struct emit_module *m;
	const uint64_t *below;	/* by function: most that its calls take, one level less */
	uint64_t most;
};

static unsigned int function_index(const struct program *p, const struct function *f)
{
	unsigned int i;

	for (i = 0; i < p->functions.n; i++)
		if (p->functions.at[i] == f)
			return i;
	return 0;
}

static void look_call(void *ctx, struct expr **slot)
{
	struct levels *l = ctx;
	const struct program *p = l->m->e.prog;
	const struct function *f;

	if ((*slot)->kind != EX_CALL)
		return;
	for (f = (*slot)->callee; f; f = f->next_overload) {
		uint64_t room = l->below[function_index(p, f)];

		if (room > l->most)
			l->most = room;
	}
}

/* One level more: each function's own frame and the most below it. */
static bool add_level(struct emit_module *m, const uint64_t *below, uint64_t *above)
{
	const struct program *p = m->e.prog;
	bool changed = false;
	unsigned int i;

	for (i = 0; i < p->functions.n; i++) {
		struct levels l = { .m = m, .below = below };

		if (p->functions.at[i]->body)
			stmt_each_expr(p->functions.at[i]->body, look_call, &l);
		above[i] = m->frame[i] + l.most;
		changed |= above[i] != below[i];
	}
	return changed;
}

static uint64_t largest(const struct emit_module *m)
{
	uint64_t most = 0;
	unsigned int i;

	for (i = 0; i < m->e.prog->functions.n; i++)
		if (m->frame[i] > most)
			most = m->frame[i];
	return most;
}

static uint64_t probe_frames(struct emit_module *m, const uint64_t *below)
{
	const struct program *p = m->e.prog;
	uint64_t most = 0;
	unsigned int i, k;

	for (i = 0; i < p->probes.n; i++) {
		struct levels l = { .m = m, .below = below };
		struct probe *pr = p->probes.at[i];

		stmt_each_expr(pr->body, look_call, &l);
		for (k = 0; k < pr->n_saved; k++)
			expr_each(&pr->saved[k], look_call, &l);
		if (m->frame[p->functions.n + i] + l.most > most)
			most = m->frame[p->functions.n + i] + l.most;
	}
	return most;
}

uint64_t emit_frame_bytes(struct emit_module *m)
{
	const struct program *p = m->e.prog;
	int64_t depth = emit_nesting(p), level;
	uint64_t *below = arena_many(m->e.arena, uint64_t, p->functions.n + 1);
	uint64_t *above = arena_many(m->e.arena, uint64_t, p->functions.n + 1), *t;
	uint64_t extra = 0;

	for (level = 0; level < depth && level < LEVELS_MAX; level++) {
		if (!add_level(m, below, above))
			break;
		t = below;
		below = above;
		above = t;
	}
	if (level == LEVELS_MAX)
		extra = (uint64_t)(depth - level) * largest(m);
	return probe_frames(m, below) + extra;
}
