/* SPDX-License-Identifier: GPL-2.0-or-later */
/* runtime_map.c - the runtime's arrays, in user space. */
#include "tests/unit/runtime_array.h"

static const struct stp_map_info longs = {
	.name = "a", .n_keys = 1, .value = STP_LONG, .size = 4, .sized = 1,
}, wrapping = {
	.name = "w", .n_keys = 1, .value = STP_LONG, .size = 3, .wraps = 1,
}, pairs = {
	.name = "p", .n_keys = 2, .string_keys = 2, .value = STP_LONG, .size = 64,
}, strings = {
	.name = "s", .n_keys = 1, .string_keys = 1, .value = STP_STRING, .size = 8,
};

static void set(struct stp_map *m, const union stp_key *keys, stp_s64 v)
{
	stp_s64 *slot = stp_map_long_slot(&ctx, m, keys);

	if (slot)
		*slot = v;
}

/* "key=value ..." in the order of the list. */
static const char *listed(struct stp_map *m)
{
	static char text[512];
	struct stp_node *n;
	int at = 0;

	text[0] = 0;
	stp_map_begin(&ctx, m);
	for (n = stp_map_first(m); n; n = stp_map_next(m, n)) {
		at += snprintf(text + at, sizeof(text) - at, "%lld", stp_node_key_long(m, n, 0));
		if (m->info->n_keys == 2)
			at += snprintf(text + at, sizeof(text) - at, "%s",
				       stp_node_key_string(m, n, 1));
		at += snprintf(text + at, sizeof(text) - at, "=%lld ", stp_node_long(m, n));
	}
	return text;
}

TEST(elements_come_in_order_of_insertion)
{
	struct stp_map m;

	make(&m, &longs);
	set(&m, key(50), 1);
	set(&m, key(-7), 2);
	set(&m, key(LEAST), 3);
	set(&m, key(50), 4);
	CHECK_STR(listed(&m), "50=4 -7=2 -9223372036854775808=3 ");
	stp_map_delete(&m, key(50), 1);
	stp_map_delete(&m, key(51), 1);
	set(&m, key(50), 5);
	CHECK_STR(listed(&m), "-7=2 -9223372036854775808=3 50=5 ");
	CHECK_INT(stp_map_long(&m, key(50)), 5);
	CHECK_INT(stp_map_long(&m, key(1)), 0);
	CHECK_INT(stp_map_has(&m, key(1), 1), 0);
	CHECK_INT(stp_map_has(&m, key(-7), 1), 1);
	stp_map_clear(&m);
	CHECK_STR(listed(&m), "");
	CHECK_INT(stp_map_has(&m, key(-7), 1), 0);
	set(&m, key(2), 1);
	CHECK_STR(listed(&m), "2=1 ");
	stp_map_free(&m);
	CHECK_INT(allocations, 0);
}

TEST(a_full_array_refuses_new_keys)
{
	struct stp_map_info unsized = longs;
	struct stp_map m;
	int i;

	make(&m, &longs);
	for (i = 0; i < 4; i++)
		set(&m, key(i), i);
	CHECK_STR(failed(), "");
	set(&m, key(9), 1);
	CHECK_STR(failed(), "Array overflow, check size limit (4)");
	set(&m, key(3), 30);
	CHECK_STR(failed(), "");
	stp_map_delete(&m, key(1), 1);
	set(&m, key(9), 1);
	CHECK_STR(failed(), "");
	CHECK_STR(listed(&m), "0=0 2=2 3=30 9=1 ");
	stp_map_free(&m);

	unsized.sized = 0;
	make(&m, &unsized);
	for (i = 0; i < 5; i++)
		set(&m, key(i), i);
	CHECK_STR(failed(), "Array overflow, check MAXMAPENTRIES");
	stp_map_free(&m);
}

TEST(a_wrapping_array_drops_its_first)
{
	struct stp_map m;

	make(&m, &wrapping);
	set(&m, key(3), 30);
	set(&m, key(1), 40);
	set(&m, key(2), 20);
	set(&m, key(3), 31);
	set(&m, key(4), 10);
	CHECK_STR(listed(&m), "1=40 2=20 4=10 ");
	stp_map_sort(&m, STP_BY_VALUE, 0, 0);
	CHECK_STR(listed(&m), "4=10 2=20 1=40 ");
	set(&m, key(9), 5);
	CHECK_STR(listed(&m), "2=20 1=40 9=5 ");
	CHECK_STR(failed(), "");
	stp_map_free(&m);
}

TEST(strings_are_cut)
{
	struct stp_map m;
	union stp_key k = { .s = "a key that is too long" };

	make(&m, &strings);
	CHECK_STR(stp_map_string(&m, &k), "");
	stp_strcpy(stp_map_string_slot(&ctx, &m, &k), "value", STRING_BYTES);
	CHECK_STR(stp_map_string(&m, &k), "value");
	k.s = "a key that is t";
	CHECK_STR(stp_map_string(&m, &k), "value");
	CHECK_STR(stp_node_key_string(&m, stp_map_first(&m), 0), "a key that is t");
	k.s = "a key that is ";
	CHECK_INT(stp_map_has(&m, &k, 1), 0);
	k.s = "";
	CHECK_INT(stp_map_has(&m, &k, 1), 0);
	CHECK_STR(stp_map_string_slot(&ctx, &m, &k), "");
	CHECK_INT(stp_map_has(&m, &k, 1), 1);
	stp_map_delete(&m, &k, 1);
	stp_map_clear(&m);
	CHECK_STR(stp_map_string_slot(&ctx, &m, &k), "");
	stp_map_free(&m);
}

/* The key may be the value of the element that makes room for it. */
TEST(a_key_out_of_the_dropped_element)
{
	struct stp_map_info one = strings;
	struct stp_map m;
	union stp_key k = { .s = "x" };

	one.size = 1;
	one.wraps = 1;
	make(&m, &one);
	stp_strcpy(stp_map_string_slot(&ctx, &m, &k), "next", STRING_BYTES);
	k.s = stp_map_string(&m, &k);
	CHECK_STR(stp_map_string_slot(&ctx, &m, &k), "");
	k.s = "next";
	CHECK_INT(stp_map_has(&m, &k, 1), 1);
	stp_map_free(&m);
}

TEST(slices)
{
	struct stp_map m;
	int i;

	make(&m, &pairs);
	for (i = 0; i < 4; i++) {
		set(&m, pair(i, "x"), i);
		set(&m, pair(i, "y"), i);
	}
	CHECK_INT(stp_map_has(&m, pair(3, "-"), 1), 1);
	CHECK_INT(stp_map_has(&m, pair(4, "-"), 1), 0);
	CHECK_INT(stp_map_has(&m, pair(9, "y"), 2), 1);
	CHECK_INT(stp_map_has(&m, pair(9, "z"), 2), 0);
	stp_map_delete(&m, pair(2, "-"), 1);
	stp_map_delete(&m, pair(0, "x"), 3);
	CHECK_STR(listed(&m), "0y=0 1x=1 1y=1 3x=3 3y=3 ");
	stp_map_delete(&m, pair(0, "y"), 2);
	CHECK_STR(listed(&m), "1x=1 3x=3 ");
	stp_map_delete(&m, pair(0, ""), 0);
	CHECK_STR(listed(&m), "");
	CHECK_INT(stp_map_has(&m, pair(0, ""), 0), 0);
	stp_map_free(&m);
}

TEST(a_loop_ends_on_what_was_deleted)
{
	struct stp_map m;
	struct stp_node *n;

	make(&m, &longs);
	set(&m, key(1), 1);
	set(&m, key(2), 2);
	set(&m, key(3), 3);
	n = stp_map_first(&m);
	stp_map_delete(&m, key(1), 1);
	CHECK(!stp_map_next(&m, n));
	n = stp_map_first(&m);
	stp_map_clear(&m);
	CHECK(!stp_map_next(&m, n));
	stp_map_free(&m);
}

TEST(sorts_are_stable)
{
	struct stp_map m;
	static const int values[] = { 2, 1, 2, 3, 1, 2 };
	int i;

	make(&m, &pairs);
	for (i = 0; i < 6; i++)
		set(&m, pair(i, i % 2 ? "b" : "\xff"), values[i]);
	stp_map_sort(&m, STP_BY_VALUE, 0, 0);
	CHECK_STR(listed(&m), "1b=1 4\xff=1 0\xff=2 2\xff=2 5b=2 3b=3 ");
	stp_map_sort(&m, STP_BY_VALUE, 1, 40);
	CHECK_STR(listed(&m), "3b=3 0\xff=2 2\xff=2 5b=2 1b=1 4\xff=1 ");
	stp_map_sort(&m, STP_BY_KEY + 1, 0, 0);
	CHECK_STR(listed(&m), "3b=3 5b=2 1b=1 0\xff=2 2\xff=2 4\xff=1 ");
	stp_map_sort(&m, STP_BY_KEY, 1, 2);
	CHECK_STR(listed(&m), "5b=2 4\xff=1 3b=3 1b=1 0\xff=2 2\xff=2 ");
	stp_map_free(&m);
}

TEST(nine_keys)
{
	struct stp_map_info info = { .name = "n", .n_keys = 9, .string_keys = 0x155,
				     .value = STP_LONG, .size = 100 };
	union stp_key k[9];
	struct stp_map m;
	int i;

	make(&m, &info);
	for (i = 0; i < 9; i++) {
		if (info.string_keys >> i & 1)
			k[i].s = "s";
		else
			k[i].n = i;
	}
	set(&m, k, 1);
	k[8].s = "t";
	set(&m, k, 2);
	CHECK_INT(stp_map_long(&m, k), 2);
	k[8].s = "s";
	CHECK_INT(stp_map_long(&m, k), 1);
	CHECK_INT(stp_map_has(&m, k, 0x1ff), 1);
	CHECK_INT(stp_node_key_long(&m, stp_map_first(&m), 7), 7);
	stp_map_free(&m);
}

TEST(without_memory_nothing_is_kept)
{
	static const struct stp_map_info stats = {
		.name = "s", .n_keys = 1, .value = STP_STATS, .size = 4,
	};
	struct stp_map m = { .info = &stats };
	int i;

	for (i = 0; i < LANES + 2; i++) {
		allocations_left = i;
		CHECK(!stp_map_make(&m, LANES, STRING_BYTES, SEED));
		CHECK(!m.state);
		CHECK_INT(allocations, 0);
	}
	allocations_left = -1;
}

/* ---- against a model ------------------------------------------------------------- */

#define MODEL_SIZE	24

struct model {
	int n;
	struct { stp_s64 key; char text[4]; stp_s64 value; } at[MODEL_SIZE];
};

static int model_find(const struct model *o, stp_s64 k, const char *text)
{
	int i;

	for (i = 0; i < o->n; i++) {
		if (o->at[i].key == k && !strcmp(o->at[i].text, text))
			return i;
	}
	return -1;
}

static void model_remove(struct model *o, int i)
{
	memmove(&o->at[i], &o->at[i + 1], (--o->n - i) * sizeof(o->at[0]));
}

static void model_set(struct model *o, stp_s64 k, const char *text, stp_s64 v, bool wraps)
{
	int i = model_find(o, k, text);

	if (i < 0 && o->n == MODEL_SIZE && !wraps)
		return;
	if (i < 0 && o->n == MODEL_SIZE)
		model_remove(o, 0);
	if (i < 0) {
		i = o->n++;
		o->at[i].key = k;
		strcpy(o->at[i].text, text);
	}
	o->at[i].value = v;
}

static void model_delete(struct model *o, stp_s64 k, const char *text, unsigned int given)
{
	int i;

	for (i = o->n - 1; i >= 0; i--) {
		if ((!(given & 1) || o->at[i].key == k) &&
		    (!(given & 2) || !strcmp(o->at[i].text, text)))
			model_remove(o, i);
	}
}

/* The next best among those that are left goes to its place, the others move up. */
static void model_sort(struct model *o, int by, int descending, int limit)
{
	int i, k, best;

	for (i = 0; i < o->n && i < limit; i++) {
		for (best = i, k = i + 1; k < o->n; k++) {
			stp_s64 d = by == STP_BY_VALUE ? o->at[k].value - o->at[best].value :
				    by == STP_BY_KEY ? o->at[k].key - o->at[best].key :
				    strcmp(o->at[k].text, o->at[best].text);

			if (descending ? d > 0 : d < 0)
				best = k;
		}
		for (; best > i; best--) {
			struct model swap = { .at[0] = o->at[best] };

			o->at[best] = o->at[best - 1];
			o->at[best - 1] = swap.at[0];
		}
	}
}

static bool same(struct stp_map *m, const struct model *o)
{
	struct stp_node *n = stp_map_first(m);
	int i;

	for (i = 0; i < o->n; i++, n = stp_map_next(m, n)) {
		if (!n || stp_node_key_long(m, n, 0) != o->at[i].key ||
		    strcmp(stp_node_key_string(m, n, 1), o->at[i].text) ||
		    stp_node_long(m, n) != o->at[i].value ||
		    stp_map_long(m, pair(o->at[i].key, o->at[i].text)) != o->at[i].value)
			return false;
	}
	return !n && stp_map_state(m)->all->count == (unsigned int)o->n;
}

static void one_step(struct stp_map *m, struct model *o)
{
	static const char *const texts[] = { "", "a", "b", "aa" };
	stp_s64 k = some(9), v = some(6);
	const char *text = texts[some(4)];
	unsigned int given = some(4);
	int limit;

	switch (some(20)) {
	case 0:
		stp_map_delete(m, pair(k, text), given);
		model_delete(o, k, text, given);
		break;
	case 1:
	case 2:
	case 3:
		stp_map_delete(m, pair(k, text), 3);
		model_delete(o, k, text, 3);
		break;
	case 4:
		limit = some(40);
		given = some(3);
		given = given ? STP_BY_KEY + given - 1 : STP_BY_VALUE;
		stp_map_sort(m, given, v & 1, limit);
		model_sort(o, given, v & 1, limit && limit <= 30 ? limit : MODEL_SIZE);
		break;
	case 5:
		if (!some(8)) {
			stp_map_clear(m);
			o->n = 0;
		}
		break;
	default:
		set(m, pair(k, text), v);
		model_set(o, k, text, v, m->info->wraps);
	}
}

TEST(does_what_a_model_does)
{
	struct stp_map_info info = pairs;
	struct model o = { 0 };
	struct stp_map m;
	int i, k;

	info.size = MODEL_SIZE;
	for (i = 0; i < 2; i++) {
		info.wraps = i;
		make(&m, &info);
		o.n = 0;
		for (k = 0; k < 20000; k++) {
			one_step(&m, &o);
			CHECK(same(&m, &o));
		}
		stp_map_free(&m);
	}
	failed();
}

TEST(many_elements_sort)
{
	struct stp_map_info info = longs;
	struct stp_node *n, *next;
	struct stp_map m;
	int i;

	info.size = 5000;
	make(&m, &info);
	for (i = 0; i < 5000; i++)
		set(&m, key(i), some(300));
	stp_map_sort(&m, STP_BY_VALUE, 0, 31);
	for (i = 1, n = stp_map_first(&m); (next = stp_map_next(&m, n)); n = next, i++) {
		CHECK(stp_node_long(&m, n) <= stp_node_long(&m, next));
		if (stp_node_long(&m, n) == stp_node_long(&m, next))
			CHECK(stp_node_key_long(&m, n, 0) < stp_node_key_long(&m, next, 0));
		CHECK(next->prev == n);
	}
	CHECK_INT(i, 5000);
	stp_map_free(&m);
}
