/* SPDX-License-Identifier: GPL-2.0-or-later */
/* perf.c - perf.type.config and timer.profile: events of the kernel's perf. */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"

#define PERIOD		1000000		/* events to a hit, when nothing is said */
#define SOFTWARE	1		/* perf's type of events, and of these */
#define CPU_CLOCK	0		/* the one that counts ns */

/* ORDER form: kinds[] */
enum form { FORM_SAMPLE, FORM_HZ, FORM_COUNTER, FORM_PROCESS, FORM_PROFILE, FORM_PROFILE_HZ };

static const struct pattern patterns[] = {
	{ "perf.type(N).config(N)", FORM_SAMPLE, LEVEL_PRIVILEGED },
	{ "perf.type(N).config(N).sample(N)", FORM_SAMPLE, LEVEL_PRIVILEGED },
	{ "perf.type(N).config(N).hz(N)", FORM_HZ, LEVEL_PRIVILEGED },
	{ "perf.type(N).config(N).counter(S)", FORM_COUNTER, LEVEL_PRIVILEGED },
	{ "perf.type(N).config(N).process", FORM_PROCESS, LEVEL_PRIVILEGED },
	{ "perf.type(N).config(N).process(S)", FORM_PROCESS, LEVEL_PRIVILEGED },
	{ "perf.type(N).config(N).process(S).counter(S)", FORM_PROCESS, LEVEL_PRIVILEGED },
	{ "timer.profile", FORM_PROFILE, LEVEL_PRIVILEGED },
	{ "timer.profile.tick", FORM_PROFILE, LEVEL_PRIVILEGED },
	{ "timer.profile.freq", FORM_PROFILE, LEVEL_PRIVILEGED },
	{ "timer.profile.freq.hz(N)", FORM_PROFILE_HZ, LEVEL_PRIVILEGED },
	{ NULL, 0, 0 }
};

static const char *const kinds[] = {
	[FORM_SAMPLE] = "STP_PERF_SAMPLE", [FORM_HZ] = "STP_PERF_HZ",
	[FORM_COUNTER] = "STP_PERF_COUNTER", [FORM_PROFILE] = "STP_PERF_SAMPLE",
	[FORM_PROFILE_HZ] = "STP_PERF_HZ",
};

struct perf_data {
	enum form form;
	int64_t type, config, every;
	const char *counter;		/* NULL: it has a handler */
};

static const struct probe *find_counter(const struct program *prog, const char *name)
{
	unsigned int i;

	for (i = 0; i < prog->probes.n; i++) {
		const struct perf_data *data = prog->probes.at[i]->data;

		if (prog->probes.at[i]->provider == &provider_perf && data->counter &&
		    strcmp(data->counter, name) == 0)
			return prog->probes.at[i];
	}
	return NULL;
}

/* The number of the last component, which must be above 0; false after reporting. */
static bool read_every(const struct derive *dv, struct perf_data *data)
{
	const struct comp *last = derive_comp(dv, dv->point->n - 1);

	if (last->arg != ARG_NUMBER || strcmp(last->name, "config") == 0)
		return true;
	data->every = last->num;
	return last->num > 0 ||
	       diag_error(dv->diag, "sem-perf-every", last->at,
			  "%s(%" PRId64 ") of a perf event: the number must be above 0",
			  last->name, last->num);
}

static bool read_counter(struct program *prog, const struct derive *dv, struct perf_data *data)
{
	const struct comp *last = derive_comp(dv, dv->point->n - 1);

	data->counter = last->str;
	data->every = 0;
	return !find_counter(prog, last->str) ||
	       diag_error(dv->diag, "sem-perf-counter-twice", last->at,
			  "the name of perf counter '%s' is taken", last->str);
}

static bool read_numbers(struct program *prog, const struct derive *dv, struct perf_data *data)
{
	data->form = (enum form)dv->pattern->value;
	data->every = PERIOD;
	if (data->form == FORM_PROFILE || data->form == FORM_PROFILE_HZ) {
		data->type = SOFTWARE;
		data->config = CPU_CLOCK;
		return read_every(dv, data);
	}
	data->type = derive_comp(dv, 1)->num;
	data->config = derive_comp(dv, 2)->num;
	if (data->type < 0 || data->type > UINT32_MAX)
		return diag_error(dv->diag, "sem-perf-type", derive_comp(dv, 1)->at,
				  "perf has no type of events %" PRId64, data->type);
	return data->form == FORM_COUNTER ? read_counter(prog, dv, data) : read_every(dv, data);
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	struct arena *a = prog->s->arena;
	struct perf_data *data = arena_one(a, struct perf_data);
	struct probe *pr;

	if (dv->pattern->value == FORM_PROCESS) {
		diag_error(dv->diag, "sem-not-supported", derive_comp(dv, 3)->at,
			   "perf events of a process are not supported yet; a handler can test "
			   "pid() == target()");
		return 0;
	}
	if (!read_numbers(prog, dv, data))
		return 0;
	pr = provider_probe(prog, dv, &provider_perf, derive_text(prog, dv, -1, NULL), data);
	/* A counter is only read: its handler never runs. */
	if (data->counter)
		pr->body = stmt_new(a, ST_NULL, pr->at);
	pr->is_passive = data->counter;
	return 1;
}

struct expr *perf_counter(struct program *prog, const struct expr *e, struct diag *d)
{
	struct arena *a = prog->s->arena;
	const char *name = string_decode(a, e->str, &(size_t){ 0 });
	const struct probe *pr = find_counter(prog, name);
	struct expr *value;

	if (!pr) {
		diag_error(d, "sem-perf-counter", e->at, "perf counter '%s' is not defined: "
			   "probe perf.type(N).config(N).counter(\"%s\") {} does it", name, name);
		return NULL;
	}
	value = expr_new(a, EX_COUNTER, e->at);
	value->probe = pr;
	value->str = e->str;
	return value;
}

static void emit_site(struct emit *e, const struct probe *pr)
{
	const struct perf_data *data = pr->data;

	text_line(e->out, "\t{ %s, %s, %" PRId64 ", %" PRId64 "LL, %" PRId64 " },",
		  emit_probe_ref(e, pr), kinds[data->form], data->type, data->config,
		  data->every);
}

const struct provider provider_perf = {
	.name = "perf",
	.patterns = patterns,
	.resolve = resolve,
	.table = "perfs",
	.site = "stp_perf_site",
	.emit_site = emit_site,
};
