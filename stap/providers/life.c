/* SPDX-License-Identifier: GPL-2.0-or-later */
/* life.c - begin, end, error and never: probes of the session's own life. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/text.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"

/* ORDER life: the names below; the table is sorted by this first. */
enum life { LIFE_BEGIN, LIFE_END, LIFE_ERROR, LIFE_NEVER };

static const char *const kind_names[] = { "STP_BEGIN", "STP_END", "STP_ERROR" };

struct life_data {
	enum life kind;
	int64_t order;
};

static const struct pattern patterns[] = {
	{ "begin", LIFE_BEGIN, LEVEL_ALL },
	{ "begin(N)", LIFE_BEGIN, LEVEL_ALL },
	{ "end", LIFE_END, LEVEL_ALL },
	{ "end(N)", LIFE_END, LEVEL_ALL },
	{ "error", LIFE_ERROR, LEVEL_ALL },
	{ "error(N)", LIFE_ERROR, LEVEL_ALL },
	{ "never", LIFE_NEVER, LEVEL_ALL },
	{ NULL, 0, 0 }
};

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	struct life_data *data = arena_one(prog->s->arena, struct life_data);
	const struct comp *c = derive_comp(dv, 0);

	data->kind = (enum life)dv->pattern->value;
	data->order = c->arg == ARG_NUMBER ? c->num : 0;
	provider_probe(prog, dv, &provider_life, derive_text(prog, dv, -1, NULL), data);
	return 1;
}

/* By kind, number, and then as the script has them. */
static int compare(const void *a, const void *b)
{
	const struct probe *p = *(const struct probe *const *)a;
	const struct probe *q = *(const struct probe *const *)b;
	const struct life_data *d = p->data, *e = q->data;

	if (d->kind != e->kind)
		return d->kind < e->kind ? -1 : 1;
	if (d->order != e->order)
		return d->order < e->order ? -1 : 1;
	return p->index < q->index ? -1 : 1;
}

/* Never is nowhere. */
static unsigned int order(const struct program *prog, const struct probe **list)
{
	unsigned int i, n = 0;

	for (i = 0; i < prog->probes.n; i++) {
		const struct probe *pr = prog->probes.at[i];
		const struct life_data *data = pr->data;

		if (pr->provider == &provider_life && data->kind != LIFE_NEVER)
			list[n++] = pr;
	}
	qsort(list, n, sizeof(*list), compare);
	return n;
}

static void emit_site(struct emit *e, const struct probe *pr)
{
	const struct life_data *data = pr->data;

	/* The lowest number has no literal of its own in C. */
	if (data->order == INT64_MIN)
		text_line(e->out, "\t{ %s, %s, -%" PRId64 "LL - 1 },", emit_probe_ref(e, pr),
			  kind_names[data->kind], INT64_MAX);
	else
		text_line(e->out, "\t{ %s, %s, %" PRId64 " },", emit_probe_ref(e, pr),
			  kind_names[data->kind], data->order);
}

const struct provider provider_life = {
	.name = "life",
	.patterns = patterns,
	.resolve = resolve,
	.table = "life",
	.site = "stp_life_site",
	.emit_site = emit_site,
	.order = order,
};
