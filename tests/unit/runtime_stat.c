/* SPDX-License-Identifier: GPL-2.0-or-later */
/* runtime_stat.c - the runtime's statistics, in user space. */
#include "tests/unit/runtime_array.h"

#define ALL	(STP_STAT_SUM | STP_STAT_MINMAX | STP_STAT_VARIANCE)

static const struct stp_map_info alone = {
	.name = "s", .value = STP_STATS, .stats = ALL,
}, array = {
	.name = "a", .n_keys = 1, .value = STP_STATS, .size = 3, .sized = 1, .stats = ALL,
};

static const struct stp_stat *get(struct stp_map *m, const union stp_key *k)
{
	return stp_stat_get(&ctx, m, k, 0);
}

/* "key=count/sum ..." of a loop over m. */
static const char *listed(struct stp_map *m, int by, int descending)
{
	static char text[512];
	struct stp_node *n;
	int at = 0;

	text[0] = 0;
	stp_map_begin(&ctx, m);
	if (by >= 0)
		stp_map_sort(m, by, descending, 0);
	for (n = stp_map_first(m); n; n = stp_map_next(m, n)) {
		const struct stp_stat *s = stp_node_stat(m, n);

		at += snprintf(text + at, sizeof(text) - at, "%lld=%lld/%lld ",
			       stp_node_key_long(m, n, 0), stp_stat_count(s),
			       stp_stat_sum(s));
	}
	return text;
}

TEST(facts_over_all_lanes)
{
	const struct stp_stat *s;
	struct stp_map m;

	make(&m, &alone);
	for (lane = 0; lane < LANES; lane++) {
		stp_stat_add(&ctx, &m, NULL, 10 * (lane + 1));
		stp_stat_add(&ctx, &m, NULL, -7);
	}
	s = get(&m, NULL);
	CHECK_INT(stp_stat_count(s), 6);
	CHECK_INT(stp_stat_sum(s), 39);
	CHECK_INT(stp_stat_min(&ctx, s), -7);
	CHECK_INT(stp_stat_max(&ctx, s), 30);
	CHECK_INT(stp_stat_avg(&ctx, s), 6);
	stp_map_clear(&m);
	lane = 1;
	stp_stat_add(&ctx, &m, NULL, -9);
	stp_stat_add(&ctx, &m, NULL, -8);
	s = get(&m, NULL);
	CHECK_INT(stp_stat_max(&ctx, s), -8);
	CHECK_INT(stp_stat_avg(&ctx, s), -8);
	CHECK_STR(failed(), "");
	stp_map_free(&m);
	CHECK_INT(allocations, 0);
}

TEST(empty_ones)
{
	const struct stp_stat *s;
	struct stp_map m;

	make(&m, &array);
	s = get(&m, key(1));
	CHECK_INT(stp_stat_count(s), 0);
	CHECK_INT(stp_stat_sum(s), 0);
	CHECK_STR(failed(), "");
	CHECK_INT(stp_stat_min(&ctx, s), 0);
	CHECK_STR(failed(), "empty aggregate");
	stp_stat_max(&ctx, s);
	CHECK_STR(failed(), "empty aggregate");
	stp_stat_avg(&ctx, s);
	CHECK_STR(failed(), "empty aggregate");
	stp_stat_variance(&ctx, s);
	CHECK_STR(failed(), "empty aggregate");
	CHECK_INT(stp_map_has(&m, key(1), 1), 0);
	CHECK_STR(listed(&m, -1, 0), "");
	stp_map_free(&m);
}

TEST(extreme_values_wrap)
{
	struct stp_map_info info = alone;
	struct stp_map m;
	unsigned int shift;

	for (shift = 0; shift <= 62; shift++) {
		info.shift = shift;
		make(&m, &info);
		for (lane = 0; lane < LANES; lane++) {
			stp_stat_add(&ctx, &m, NULL, LEAST);
			stp_stat_add(&ctx, &m, NULL, MOST);
			stp_stat_add(&ctx, &m, NULL, LEAST + lane);
		}
		stp_stat_variance(&ctx, get(&m, NULL));
		CHECK_INT(stp_stat_min(&ctx, get(&m, NULL)), LEAST);
		CHECK_INT(stp_stat_max(&ctx, get(&m, NULL)), MOST);
		stp_map_free(&m);
	}
	make(&m, &alone);
	lane = 0;
	stp_stat_add(&ctx, &m, NULL, MOST);
	stp_stat_add(&ctx, &m, NULL, 2);
	CHECK_INT(stp_stat_sum(get(&m, NULL)), LEAST + 1);
	stp_map_free(&m);
	CHECK_STR(failed(), "");
}

static stp_s64 variance_of(unsigned int shift, int factor, bool last)
{
	struct stp_map_info info = alone;
	struct stp_map m;
	stp_s64 v;
	int i;

	info.shift = shift;
	make(&m, &info);
	lane = 0;
	for (i = 1; i <= 12; i++)
		stp_stat_add(&ctx, &m, NULL, i * 7 % 13 * factor);
	if (last)
		stp_stat_add(&ctx, &m, NULL, 1000);
	v = stp_stat_variance(&ctx, get(&m, NULL));
	stp_map_free(&m);
	return v;
}

TEST(variance_in_scaled_integers)
{
	CHECK_INT(variance_of(0, 1, false), 16);
	CHECK_INT(variance_of(4, 1, false), 13);
	CHECK_INT(variance_of(10, 1, false), 13);
	CHECK_INT(variance_of(20, 1, false), 13);
	CHECK_INT(variance_of(4, -1, false), 13);
	CHECK_INT(variance_of(4, 100, false), 130006);
	CHECK_INT(variance_of(10, 1, true), 75938);
	CHECK_INT(variance_of(4, 1, true), 75942);
}

TEST(variance_over_lanes)
{
	struct stp_map_info info = array;
	struct stp_map m;
	int i;

	info.shift = 10;
	make(&m, &info);
	lane = 2;
	stp_stat_add(&ctx, &m, key(1), 5);
	CHECK_INT(stp_stat_variance(&ctx, get(&m, key(1))), -1);
	stp_map_clear(&m);
	/* 0..99: (100^2 - 1) / 12 * 100 / 99 = 841.67 */
	for (i = 0; i < 100; i++) {
		lane = i % LANES;
		stp_stat_add(&ctx, &m, key(1), i);
	}
	CHECK_INT(stp_stat_variance(&ctx, get(&m, key(1))), 841);
	stp_map_begin(&ctx, &m);
	CHECK_INT(stp_stat_variance(&ctx, stp_node_stat(&m, stp_map_first(&m))), 841);
	stp_map_free(&m);
}

TEST(loops_see_all_lanes)
{
	struct stp_map m;

	make(&m, &array);
	lane = 0;
	stp_stat_add(&ctx, &m, key(1), 10);
	stp_stat_add(&ctx, &m, key(2), 5);
	lane = LANES - 1;
	stp_stat_add(&ctx, &m, key(3), 1);
	stp_stat_add(&ctx, &m, key(3), 1);
	stp_stat_add(&ctx, &m, key(2), 6);
	/* What begin probes added comes first. */
	CHECK_STR(listed(&m, -1, 0), "3=2/2 2=2/11 1=1/10 ");
	CHECK_STR(listed(&m, STP_BY_SUM, 1), "2=2/11 1=1/10 3=2/2 ");
	CHECK_STR(listed(&m, STP_BY_COUNT, 0), "1=1/10 3=2/2 2=2/11 ");
	CHECK_STR(listed(&m, STP_BY_VALUE, 1), "3=2/2 2=2/11 1=1/10 ");
	CHECK_STR(listed(&m, STP_BY_MIN, 1), "1=1/10 2=2/11 3=2/2 ");
	CHECK_STR(listed(&m, STP_BY_MAX, 0), "3=2/2 2=2/11 1=1/10 ");
	CHECK_STR(listed(&m, STP_BY_AVG, 1), "1=1/10 2=2/11 3=2/2 ");
	CHECK_STR(listed(&m, STP_BY_KEY, 0), "1=1/10 2=2/11 3=2/2 ");
	CHECK_STR(listed(&m, -1, 0), "3=2/2 2=2/11 1=1/10 ");
	stp_map_delete(&m, key(2), 1);
	CHECK_STR(listed(&m, -1, 0), "3=2/2 1=1/10 ");
	CHECK_INT(stp_map_has(&m, key(1), 1), 1);
	CHECK_INT(stp_map_has(&m, key(2), 1), 0);
	CHECK_INT(stp_map_has(&m, key(2), 0), 1);
	stp_map_clear(&m);
	CHECK_STR(listed(&m, -1, 0), "");
	CHECK_STR(failed(), "");
	stp_map_free(&m);
}

/* A loop within a loop over the same array must not end the outer one. */
TEST(loops_nest)
{
	struct stp_node *a, *b;
	struct stp_map m;
	int n = 0;

	make(&m, &array);
	for (lane = 0; lane < LANES; lane++)
		stp_stat_add(&ctx, &m, key(lane), 1);
	stp_map_begin(&ctx, &m);
	for (a = stp_map_first(&m); a; a = stp_map_next(&m, a)) {
		stp_map_begin(&ctx, &m);
		for (b = stp_map_first(&m); b; b = stp_map_next(&m, b))
			n++;
	}
	CHECK_INT(n, 9);
	n = 0;
	stp_map_sort(&m, STP_BY_KEY, 1, 0);
	for (a = stp_map_first(&m); a; a = stp_map_next(&m, a)) {
		stp_map_begin(&ctx, &m);
		stp_map_sort(&m, STP_BY_KEY, 1, 0);
		for (b = stp_map_first(&m); b; b = stp_map_next(&m, b))
			n++;
	}
	CHECK_INT(n, 9);
	stp_map_free(&m);
}

TEST(full_ones)
{
	struct stp_map_info info = array;
	struct stp_map m;
	int i;

	make(&m, &info);
	lane = 0;
	for (i = 0; i < 4; i++)
		stp_stat_add(&ctx, &m, key(i), 1);
	CHECK_STR(failed(), "Array overflow, check size limit (3)");
	CHECK_INT(stp_stat_count(get(&m, key(2))), 1);
	CHECK_INT(stp_stat_count(get(&m, key(3))), 0);
	lane = 1;
	stp_stat_add(&ctx, &m, key(3), 1);
	CHECK_STR(failed(), "");
	CHECK_INT(stp_stat_count(get(&m, key(3))), 1);
	stp_map_begin(&ctx, &m);
	CHECK_STR(failed(), "aggregation overflow in a");
	stp_map_begin(&ctx, &m);
	CHECK_STR(failed(), "aggregation overflow in a");
	stp_map_delete(&m, key(0), 1);
	CHECK_STR(listed(&m, STP_BY_KEY, 0), "1=1/1 2=1/1 3=1/1 ");
	stp_map_free(&m);

	info.wraps = 1;
	make(&m, &info);
	lane = 0;
	for (i = 0; i < 4; i++)
		stp_stat_add(&ctx, &m, key(i), 1);
	lane = 1;
	stp_stat_add(&ctx, &m, key(7), 1);
	CHECK_STR(listed(&m, -1, 0), "2=1/1 3=1/1 7=1/1 ");
	CHECK_STR(failed(), "");
	stp_map_free(&m);
}

/* ---- against a model ------------------------------------------------------------- */

#define KEYS	12

struct model {
	stp_s64 count, sum, min, max;
};

static void model_add(struct model *o, stp_s64 v)
{
	o->min = !o->count || v < o->min ? v : o->min;
	o->max = !o->count || v > o->max ? v : o->max;
	o->sum += v;
	o->count++;
}

static bool same(const struct model *o, const struct stp_stat *s)
{
	if (stp_stat_count(s) != o->count || stp_stat_sum(s) != o->sum)
		return false;
	return !o->count || (stp_stat_min(&ctx, s) == o->min &&
			     stp_stat_max(&ctx, s) == o->max &&
			     stp_stat_avg(&ctx, s) == o->sum / o->count);
}

static bool all_same(struct stp_map *m, const struct model *o)
{
	struct stp_node *n;
	int i, left = 0;

	for (i = 0; i < KEYS; i++) {
		left += o[i].count != 0;
		if (!same(&o[i], get(m, key(i))) ||
		    stp_map_has(m, key(i), 1) != (o[i].count != 0))
			return false;
	}
	stp_map_begin(&ctx, m);
	for (n = stp_map_first(m); n; n = stp_map_next(m, n), left--) {
		if (!same(&o[stp_node_key_long(m, n, 0)], stp_node_stat(m, n)))
			return false;
	}
	return !left;
}

TEST(does_what_a_model_does)
{
	struct stp_map_info info = array;
	struct model o[KEYS] = { 0 };
	struct stp_map m;
	int i, k;

	info.size = KEYS;
	make(&m, &info);
	for (i = 0; i < 5000; i++) {
		stp_s64 v = (stp_s64)some(2000) - 1000;

		lane = some(LANES);
		k = some(KEYS);
		if (some(8)) {
			stp_stat_add(&ctx, &m, key(k), v);
			model_add(&o[k], v);
		} else if (some(20)) {
			stp_map_delete(&m, key(k), 1);
			memset(&o[k], 0, sizeof(o[k]));
		} else {
			stp_map_clear(&m);
			memset(o, 0, sizeof(o));
		}
		CHECK(all_same(&m, o));
	}
	CHECK_STR(failed(), "");
	stp_map_free(&m);
}
