/* SPDX-License-Identifier: GPL-2.0-or-later */
/* timer.c - timer.*: probes at intervals; the file to copy for a new kind. */
#include <inttypes.h>

#include "base/diag.h"
#include "base/text.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"

/* ORDER unit: units[] */
enum unit { UNIT_S, UNIT_MS, UNIT_US, UNIT_NS, UNIT_JIFFIES, UNIT_HZ };

/* Of the units of time: ns in one, and the range of the interval in them. */
static const struct {
	int64_t ns, low, high;
} units[] = {
	[UNIT_S] = { 1000000000, 1, 86400 },
	[UNIT_MS] = { 1000000, 1, 86400000 },
	[UNIT_US] = { 1000, 100, 86400000000 },
	[UNIT_NS] = { 1, 100000, 86400000000000 },
	[UNIT_JIFFIES] = { 1, 1, 1000000 },
	[UNIT_HZ] = { 1000000000, 1, 10000 },
};

#define TIME_UNIT(name, unit)						\
	{ "timer." name "(N)", unit, LEVEL_ALL },			\
	{ "timer." name "(N).randomize(N)", unit, LEVEL_ALL }

static const struct pattern patterns[] = {
	TIME_UNIT("s", UNIT_S),
	TIME_UNIT("sec", UNIT_S),
	TIME_UNIT("ms", UNIT_MS),
	TIME_UNIT("msec", UNIT_MS),
	TIME_UNIT("us", UNIT_US),
	TIME_UNIT("usec", UNIT_US),
	TIME_UNIT("ns", UNIT_NS),
	TIME_UNIT("nsec", UNIT_NS),
	TIME_UNIT("jiffies", UNIT_JIFFIES),
	{ "timer.hz(N)", UNIT_HZ, LEVEL_ALL },
	{ NULL, 0, 0 }
};

struct timer_data {
	enum unit unit;
	int64_t interval, random;	/* ns, or jiffies */
};

/* The numbers of the point as they are written; false after reporting. */
static bool read_numbers(const struct derive *dv, enum unit unit, int64_t *interval,
			 int64_t *random)
{
	int64_t low = units[unit].low, high = units[unit].high;

	*interval = derive_comp(dv, 1)->num;
	*random = 0;
	if (*interval < low || *interval > high)
		return diag_error(dv->diag, "sem-timer-interval", NULL,
				  "%s value out of range (%" PRId64 ", %" PRId64 ")",
				  unit == UNIT_HZ ? "frequency" : "interval", low, high);
	if (dv->point->n < 3)
		return true;
	*random = derive_comp(dv, 2)->num;
	if (*random < 0 || *random > *interval)
		return diag_error(dv->diag, "sem-timer-randomize", NULL,
				  "randomization value out of range (0, %" PRId64 ")",
				  *interval);
	return true;
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	struct timer_data *data = arena_one(prog->s->arena, struct timer_data);
	enum unit unit = (enum unit)dv->pattern->value;

	data->unit = unit;
	if (!read_numbers(dv, unit, &data->interval, &data->random))
		return 0;
	if (unit == UNIT_HZ) {
		data->interval = (units[unit].ns + data->interval - 1) / data->interval;
	} else {
		data->interval *= units[unit].ns;
		data->random *= units[unit].ns;
	}
	provider_probe(prog, dv, &provider_timer, derive_text(prog, dv, -1, NULL), data);
	return 1;
}

static void emit_site(struct emit *e, const struct probe *pr)
{
	const struct timer_data *data = pr->data;

	text_line(e->out, "\t{ %s, %s, %" PRId64 ", %" PRId64 " },", emit_probe_ref(e, pr),
		  data->unit == UNIT_JIFFIES ? "STP_TIMER_JIFFIES" : "STP_TIMER_HR",
		  data->interval, data->random);
}

const struct provider provider_timer = {
	.name = "timer",
	.patterns = patterns,
	.resolve = resolve,
	.table = "timers",
	.site = "stp_timer_site",
	.emit_site = emit_site,
};
