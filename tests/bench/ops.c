/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ops.c - what an operation of a handler costs, in user space, in ns.
 *
 * The least of several rounds, so that what else runs does not count.  Keys
 * come in an order that no cache foresees.
 * Status 1 when an array's cost grows with its size, by more than three times
 * from 10 elements to 100,000.
 */
#include "tests/unit/runtime_array.h"

#include <time.h>

#include "tests/unit/regex_tables.h"

#define ROUNDS	25
#define KEYS	4096			/* of an order that is repeated */
#define TEXT	200

static volatile stp_s64 sink;

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e9 + ts.tv_nsec;
}

/* ns of one of the n operations that run(arg) does. */
static double cost(void (*run)(void *arg), void *arg, unsigned int n)
{
	double start, t, least = 1e18;
	unsigned int i;

	run(arg);
	for (i = 0; i < ROUNDS; i++) {
		start = now();
		run(arg);
		t = (now() - start) / n;
		least = t < least ? t : least;
	}
	return least;
}

/* ---- arrays ---------------------------------------------------------------------- */

struct array {
	struct stp_map map;
	struct stp_map_info info;
	union stp_key keys[KEYS][2];
	char names[KEYS][STRING_BYTES];
};

static void number_keys(struct array *a, unsigned int size)
{
	unsigned int i;

	for (i = 0; i < KEYS; i++) {
		snprintf(a->names[i], STRING_BYTES, "process%u", some(size) % 1000000);
		if (a->info.string_keys)
			a->keys[i][0].s = a->names[i];
		else
			a->keys[i][0].n = some(size) * 4096LL;
	}
}

static void put_all(struct array *a, unsigned int size)
{
	char name[STRING_BYTES];
	union stp_key k;
	stp_s64 *slot;
	unsigned int i;

	for (i = 0; i < size; i++) {
		snprintf(name, sizeof(name), "process%u", i % 1000000);
		if (a->info.string_keys)
			k.s = name;
		else
			k.n = i * 4096LL;
		if (a->info.value == STP_STATS) {
			stp_stat_add(&ctx, &a->map, &k, i);
			continue;
		}
		slot = stp_map_long_slot(&ctx, &a->map, &k);
		if (!slot)
			abort();
		*slot = i;
	}
}

static struct array *array_of(unsigned int size, bool strings, int value)
{
	struct array *a = calloc(1, sizeof(*a));

	if (!a)
		abort();
	a->info = (struct stp_map_info){
		.name = "a", .n_keys = 1, .string_keys = strings, .value = value,
		.size = size + 1, .sized = 1,
		.stats = value == STP_STATS ? STP_STAT_MINMAX : 0,
	};
	make(&a->map, &a->info);
	put_all(a, size);
	number_keys(a, size);
	return a;
}

static void read_all(void *arg)
{
	struct array *a = arg;
	unsigned int i;

	for (i = 0; i < KEYS; i++)
		sink = stp_map_long(&a->map, a->keys[i]);
}

static void count_all(void *arg)
{
	struct array *a = arg;
	unsigned int i;

	for (i = 0; i < KEYS; i++)
		++*stp_map_long_slot(&ctx, &a->map, a->keys[i]);
}

/* Each goes and comes again, so that the size stays. */
static void replace_all(void *arg)
{
	struct array *a = arg;
	unsigned int i;

	for (i = 0; i < KEYS; i++) {
		stp_map_delete(&a->map, a->keys[i], 1);
		*stp_map_long_slot(&ctx, &a->map, a->keys[i]) = 1;
	}
}

static void feed_all(void *arg)
{
	struct array *a = arg;
	unsigned int i;

	for (i = 0; i < KEYS; i++)
		stp_stat_add(&ctx, &a->map, a->keys[i], i);
}

static bool array_row(const char *title, void (*run)(void *arg), bool strings, int value)
{
	static const unsigned int sizes[] = { 10, 1000, 100000 };
	double ns[3];
	unsigned int i;

	for (i = 0; i < 3; i++) {
		struct array *a = array_of(sizes[i], strings, value);

		ns[i] = cost(run, a, KEYS);
		stp_map_free(&a->map);
		free(a);
	}
	printf("%-36s %8.1f %8.1f %8.1f %6.1fx%s\n", title, ns[0], ns[1], ns[2], ns[2] / ns[0],
	       ns[2] > 3 * ns[0] ? "  over 3" : "");
	return ns[2] <= 3 * ns[0];
}

static bool arrays(void)
{
	bool ok;

	printf("%-36s %8s %8s %8s %6s\n", "ns per operation, elements:", "10", "1,000", "100,000",
	       "ratio");
	ok = array_row("a[n]", read_all, false, STP_LONG);
	ok &= array_row("a[n]++", count_all, false, STP_LONG);
	ok &= array_row("delete a[n]; a[n] = 1", replace_all, false, STP_LONG);
	ok &= array_row("a[text]", read_all, true, STP_LONG);
	ok &= array_row("a[text]++", count_all, true, STP_LONG);
	ok &= array_row("a[n] <<< x", feed_all, false, STP_STATS);
	return ok;
}

/* ---- strings, patterns, statistics ------------------------------------------------ */

struct texts {
	char to[512], a[TEXT], b[TEXT];
	struct stp_context *c;
	struct stp_regex *regex;
	struct stp_map *stat;
};

#define MANY	1000
#define REPEATED(name, what) \
static void name(void *arg) \
{ \
	struct texts *t = arg; \
	unsigned int i; \
	for (i = 0; i < MANY; i++) { \
		what; \
		__asm__ volatile("" : : "r"(t->to) : "memory"); \
	} \
}

REPEATED(copy, stp_strcpy(t->to, t->a, sizeof(t->to)))
REPEATED(append, stp_strcpy(t->to, t->a, sizeof(t->to)); stp_strcat(t->to, t->b, sizeof(t->to)))
REPEATED(compare, sink = stp_strcmp(t->a, t->b))
REPEATED(length, sink = stp_strlen(t->a))
REPEATED(part, stp_substr(t->to, sizeof(t->to), t->a, 10, 40))
REPEATED(is_in, sink = stp_isinstr(t->a, "lazy"))
REPEATED(replace, stp_str_replace(t->to, sizeof(t->to), t->a, "o", "00"))
REPEATED(match, sink = stp_regex_match(t->c, t->regex, t->a))
REPEATED(add, stp_stat_add(t->c, t->stat, NULL, i))
REPEATED(ask, sink = stp_stat_avg(t->c, stp_stat_get(t->c, t->stat, NULL, 0)))

static void row(const char *title, void (*run)(void *arg), struct texts *t)
{
	printf("%-36s %8.1f\n", title, cost(run, t, MANY));
}

static void strings(struct texts *t)
{
	strcpy(t->a, "the quick brown fox jumps over the lazy dog again and again, 100 bytes of it "
	       "are what is worked upon.");
	strcpy(t->b, t->a);
	t->b[strlen(t->b) - 1] = '!';
	printf("\n%-36s %8s\n", "strings of 100 bytes", "ns");
	row("s = t", copy, t);
	row("s = t . u", append, t);
	row("s == t", compare, t);
	row("strlen(s)", length, t);
	row("substr(s, 10, 40)", part, t);
	row("isinstr(s, t)", is_in, t);
	row("str_replace(s, \"o\", \"00\")", replace, t);
}

static void pattern_row(const char *pattern, struct texts *t, bool groups)
{
	struct arena *a = arena_new();
	struct regex_error err;
	const struct regex *r = regex_compile(a, pattern, &err);
	struct stp_regex_groups g;
	struct stp_regex regex = { 0 };
	struct stp_match m = { .size = 512 };
	struct stp_context c = { .match = &m };
	char title[64];

	if (!r)
		abort();
	make_tables(a, r, &regex, &g);
	if (!groups)
		regex.groups = NULL;
	m.text = arena_alloc(a, m.size);
	m.words = arena_many(a, unsigned int, regex_match_words(r));
	t->regex = &regex;
	t->c = &c;
	snprintf(title, sizeof(title), "s =~ \"%s\"%s", pattern, groups ? ", groups" : "");
	row(title, match, t);
	arena_free(a);
}

static void patterns(struct texts *t)
{
	printf("\n%-36s %8s\n", "patterns, in these", "ns");
	pattern_row("lazy", t, false);
	pattern_row("(fox|dog).*([0-9]+)", t, false);
	pattern_row("(fox|dog).*([0-9]+)", t, true);
	pattern_row("(a|b|aa)*(a+b+)*x$", t, false);
	pattern_row("(a|b|aa)*(a+b+)*x$", t, true);
}

static void statistic_row(const char *title, void (*run)(void *arg), struct texts *t,
			  const struct stp_map_info *info)
{
	struct stp_map m;

	make(&m, info);
	t->stat = &m;
	t->c = &ctx;
	stp_stat_add(&ctx, &m, NULL, 1);
	row(title, run, t);
	stp_map_free(&m);
}

static void statistics(struct texts *t)
{
	static const struct stp_map_info plain = {
		.name = "s", .value = STP_STATS, .size = 1, .stats = STP_STAT_MINMAX,
	}, spread = {
		.name = "v", .value = STP_STATS, .size = 1,
		.stats = STP_STAT_MINMAX | STP_STAT_VARIANCE,
	}, log = {
		.name = "l", .value = STP_STATS, .size = 1, .hist = STP_HIST_LOG,
		.stats = STP_STAT_MINMAX,
	};

	printf("\n%-36s %8s\n", "statistics", "ns");
	statistic_row("s <<< x", add, t, &plain);
	statistic_row("s <<< x, with @variance", add, t, &spread);
	statistic_row("s <<< x, with @hist_log", add, t, &log);
	statistic_row("@avg(s)", ask, t, &plain);
}

int main(void)
{
	struct texts t = { .c = &ctx };
	bool ok = arrays();

	strings(&t);
	patterns(&t);
	statistics(&t);
	return !ok;
}
