/* SPDX-License-Identifier: GPL-2.0-or-later */
/* runtime_hist.c - the runtime's histograms, in user space. */
#include "tests/unit/runtime_array.h"

static struct stp_map_info log_info = {
	.name = "l", .value = STP_STATS, .hist = STP_HIST_LOG,
};

/* What a histogram of these values looks like. */
static const char *drawn(const struct stp_map_info *info, const stp_s64 *values, int n)
{
	struct stp_map m;
	int i;

	make(&m, info);
	for (i = 0; i < n; i++) {
		lane = i % LANES;
		stp_stat_add(&ctx, &m, NULL, values[i]);
	}
	printed[0] = 0;
	stp_hist_print(&ctx, stp_stat_get(&ctx, &m, NULL, 1), NULL, 0);
	stp_map_free(&m);
	return printed;
}

#define VALUES(...)	(const stp_s64[]){ __VA_ARGS__ }, \
			sizeof((const stp_s64[]){ __VA_ARGS__ }) / sizeof(stp_s64)
#define LOG(...)	drawn(&log_info, VALUES(__VA_ARGS__))
#define LINEAR(lo, hi, by, ...) drawn(&(const struct stp_map_info){ .value = STP_STATS, \
	.hist = STP_HIST_LINEAR, .low = (lo), .high = (hi), .step = (by) }, \
	VALUES(__VA_ARGS__))

#define HEADER	"value |-------------------------------------------------- count\n"

TEST(logarithmic)
{
	CHECK_STR(LOG(-1000, -1024, -1025, -2048),
		  HEADER
		  "-8192 |                                                   0\n"
		  "-4096 |                                                   0\n"
		  "-2048 |@                                                  1\n"
		  "-1024 |@@                                                 2\n"
		  " -512 |@                                                  1\n"
		  " -256 |                                                   0\n"
		  " -128 |                                                   0\n"
		  "\n");
	CHECK_STR(LOG(-1),
		  HEADER
		  "   -4 |                                                   0\n"
		  "   -2 |                                                   0\n"
		  "   -1 |@                                                  1\n"
		  "    0 |                                                   0\n"
		  "    1 |                                                   0\n"
		  "\n");
	CHECK_STR(LOG(0, 0),
		  HEADER
		  "    0 |@@                                                 2\n"
		  "    1 |                                                   0\n"
		  "    2 |                                                   0\n"
		  "\n");
	CHECK_STR(LOG(4, 7, 8, 255, 256, 4294967295, 4294967296),
		  "      value |-------------------------------------------------- count\n"
		  "          1 |                                                   0\n"
		  "          2 |                                                   0\n"
		  "          4 |@@                                                 2\n"
		  "          8 |@                                                  1\n"
		  "         16 |                                                   0\n"
		  "         32 |                                                   0\n"
		  "         64 |                                                   0\n"
		  "        128 |@                                                  1\n"
		  "        256 |@                                                  1\n"
		  "        512 |                                                   0\n"
		  "       1024 |                                                   0\n"
		  "            ~\n"
		  "  536870912 |                                                   0\n"
		  " 1073741824 |                                                   0\n"
		  " 2147483648 |@                                                  1\n"
		  " 4294967296 |@                                                  1\n"
		  " 8589934592 |                                                   0\n"
		  "17179869184 |                                                   0\n"
		  "\n");
}

TEST(logarithmic_extremes)
{
	CHECK_STR(LOG(MOST, 0x4000000000000000, 0x3fffffffffffffff),
		  "              value |-------------------------------------------------- count\n"
		  " 576460752303423488 |                                                   0\n"
		  "1152921504606846976 |                                                   0\n"
		  "2305843009213693952 |@                                                  1\n"
		  "4611686018427387904 |@@                                                 2\n"
		  "\n");
	CHECK_STR(LOG(LEAST, LEAST + 1, -0x4000000000000000, -0x3fffffffffffffff),
		  "               value |-------------------------------------------------- count\n"
		  "-9223372036854775808 |@                                                  1\n"
		  "-4611686018427387904 |@@                                                 2\n"
		  "-2305843009213693952 |@                                                  1\n"
		  "-1152921504606846976 |                                                   0\n"
		  " -576460752303423488 |                                                   0\n"
		  "\n");
	CHECK_STR(LOG(MOST, 0, LEAST, -1),
		  "               value |-------------------------------------------------- count\n"
		  "-9223372036854775808 |@                                                  1\n"
		  "-4611686018427387904 |                                                   0\n"
		  "-2305843009213693952 |                                                   0\n"
		  "                     ~\n"
		  "                  -4 |                                                   0\n"
		  "                  -2 |                                                   0\n"
		  "                  -1 |@                                                  1\n"
		  "                   0 |@                                                  1\n"
		  "                   1 |                                                   0\n"
		  "                   2 |                                                   0\n"
		  "                     ~\n"
		  " 1152921504606846976 |                                                   0\n"
		  " 2305843009213693952 |                                                   0\n"
		  " 4611686018427387904 |@                                                  1\n"
		  "\n");
}

TEST(linear_outliers)
{
	CHECK_STR(LINEAR(0, 40, 5, 5, 40, 1000, MOST),
		  HEADER
		  "    0 |                                                   0\n"
		  "    5 |@                                                  1\n"
		  "   10 |                                                   0\n"
		  "   15 |                                                   0\n"
		  "      ~\n"
		  "   30 |                                                   0\n"
		  "   35 |                                                   0\n"
		  "   40 |@                                                  1\n"
		  "  >40 |@@                                                 2\n"
		  "\n");
	CHECK_STR(LINEAR(0, 40, 5, -1, LEAST, 3),
		  HEADER
		  "   <0 |@@                                                 2\n"
		  "    0 |@                                                  1\n"
		  "    5 |                                                   0\n"
		  "   10 |                                                   0\n"
		  "\n");
	CHECK_STR(LINEAR(20, 50, 10, 19, 20, 50, 59, 60),
		  HEADER
		  "  <20 |@                                                  1\n"
		  "   20 |@                                                  1\n"
		  "   30 |                                                   0\n"
		  "   40 |                                                   0\n"
		  "   50 |@@                                                 2\n"
		  "  >50 |@                                                  1\n"
		  "\n");
	CHECK_STR(LINEAR(10, 20, 5, 777),
		  HEADER
		  "   15 |                                                   0\n"
		  "   20 |                                                   0\n"
		  "  >20 |@                                                  1\n"
		  "\n");
	CHECK_STR(LINEAR(10, 20, 5, 7, 6),
		  HEADER
		  "  <10 |@@                                                 2\n"
		  "   10 |                                                   0\n"
		  "   15 |                                                   0\n"
		  "\n");
}

TEST(linear_below_zero)
{
	CHECK_STR(LINEAR(-150, -50, 50, -100, -51, -50, -49, -1, 0),
		  HEADER
		  " -150 |                                                   0\n"
		  " -100 |@@                                                 2\n"
		  "  -50 |@@@                                                3\n"
		  " >-50 |@                                                  1\n"
		  "\n");
	CHECK_STR(LINEAR(-2000000, 2000000, 1000000, -1000000, -2000001, 1500000),
		  "    value |-------------------------------------------------- count\n"
		  "<-2000000 |@                                                  1\n"
		  " -2000000 |                                                   0\n"
		  " -1000000 |@                                                  1\n"
		  "        0 |                                                   0\n"
		  "  1000000 |@                                                  1\n"
		  "  2000000 |                                                   0\n"
		  "\n");
}

TEST(empty_rows_are_left_out)
{
	CHECK_STR(LINEAR(10, 60, 1, 10, 15),
		  HEADER
		  "   10 |@                                                  1\n"
		  "   11 |                                                   0\n"
		  "   12 |                                                   0\n"
		  "   13 |                                                   0\n"
		  "   14 |                                                   0\n"
		  "   15 |@                                                  1\n"
		  "   16 |                                                   0\n"
		  "   17 |                                                   0\n"
		  "\n");
	CHECK_STR(LINEAR(10, 60, 1, 10, 16),
		  HEADER
		  "   10 |@                                                  1\n"
		  "   11 |                                                   0\n"
		  "   12 |                                                   0\n"
		  "      ~\n"
		  "   14 |                                                   0\n"
		  "   15 |                                                   0\n"
		  "   16 |@                                                  1\n"
		  "   17 |                                                   0\n"
		  "   18 |                                                   0\n"
		  "\n");
	CHECK_STR(LINEAR(10, 60, 1, 12, 30, 31, 55),
		  HEADER
		  "   10 |                                                   0\n"
		  "   11 |                                                   0\n"
		  "   12 |@                                                  1\n"
		  "   13 |                                                   0\n"
		  "   14 |                                                   0\n"
		  "      ~\n"
		  "   28 |                                                   0\n"
		  "   29 |                                                   0\n"
		  "   30 |@                                                  1\n"
		  "   31 |@                                                  1\n"
		  "   32 |                                                   0\n"
		  "   33 |                                                   0\n"
		  "      ~\n"
		  "   53 |                                                   0\n"
		  "   54 |                                                   0\n"
		  "   55 |@                                                  1\n"
		  "   56 |                                                   0\n"
		  "   57 |                                                   0\n"
		  "\n");
}

/* Bars that are scaled down: counts of 1, 2 and 3 in a linear histogram. */
static const char *bars(int ones, int twos, int threes)
{
	static const struct stp_map_info info = {
		.value = STP_STATS, .hist = STP_HIST_LINEAR, .high = 4, .step = 1,
	};
	static stp_s64 values[2000];
	int i;

	for (i = 0; i < ones + twos + threes; i++)
		values[i] = i < ones ? 1 : i < ones + twos ? 2 : 3;
	return drawn(&info, values, i);
}

TEST(bars_are_scaled)
{
	CHECK_STR(bars(50, 49, 0),
		  HEADER
		  "    0 |                                                    0\n"
		  "    1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 50\n"
		  "    2 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@  49\n"
		  "    3 |                                                    0\n"
		  "    4 |                                                    0\n"
		  "\n");
	CHECK_STR(bars(51, 50, 1),
		  HEADER
		  "    0 |                                                    0\n"
		  "    1 |@@@@@@@@@@@@@@@@@@@@@@@@@                          51\n"
		  "    2 |@@@@@@@@@@@@@@@@@@@@@@@@@                          50\n"
		  "    3 |                                                    1\n"
		  "    4 |                                                    0\n"
		  "\n");
}

TEST(cut_to_a_string)
{
	struct stp_map m;
	char text[80];

	make(&m, &log_info);
	lane = 0;
	stp_stat_add(&ctx, &m, NULL, 1);
	stp_hist_print(&ctx, stp_stat_get(&ctx, &m, NULL, 0), text, sizeof(text));
	CHECK_STR(text, HEADER "    0 |        ");
	CHECK_STR(failed(), "");
	stp_map_free(&m);
}

TEST(buckets)
{
	const struct stp_stat *s;
	struct stp_map m;

	make(&m, &log_info);
	s = stp_stat_get(&ctx, &m, NULL, 0);
	CHECK_INT(stp_hist_bucket(&ctx, s, 64), 0);
	CHECK_STR(failed(), "empty aggregate");
	stp_hist_print(&ctx, s, NULL, 0);
	CHECK_STR(failed(), "empty aggregate");
	lane = 0;
	stp_stat_add(&ctx, &m, NULL, 5);
	stp_stat_add(&ctx, &m, NULL, -1);
	s = stp_stat_get(&ctx, &m, NULL, 0);
	CHECK_INT(stp_hist_buckets(s), 128);
	CHECK_INT(stp_hist_bucket(&ctx, s, 67), 1);
	CHECK_INT(stp_hist_bucket(&ctx, s, 63), 1);
	CHECK_INT(stp_hist_value(s, 67), 4);
	CHECK_INT(stp_hist_value(s, 0), LEAST);
	CHECK_STR(failed(), "");
	CHECK_INT(stp_hist_bucket(&ctx, s, 128), 0);
	CHECK_STR(failed(), "histogram index out of range");
	stp_hist_bucket(&ctx, s, -1);
	CHECK_STR(failed(), "histogram index out of range");
	stp_map_free(&m);
}

static unsigned int size_of(stp_s64 low, stp_s64 high, stp_s64 step)
{
	struct stp_map_info info = {
		.value = STP_STATS, .hist = STP_HIST_LINEAR,
		.low = low, .high = high, .step = step,
	};

	return stp_hist_size(&info);
}

TEST(sizes)
{
	CHECK_INT(size_of(0, 100, 10), 13);
	CHECK_INT(size_of(5, 5, 1), 3);
	CHECK_INT(size_of(0, 125, 1), 128);
	CHECK_INT(size_of(0, 126, 1), 0);
	CHECK_INT(size_of(0, 10, 0), 0);
	CHECK_INT(size_of(0, 10, -1), 0);
	CHECK_INT(size_of(10, 0, 1), 0);
	CHECK_INT(size_of(LEAST, MOST, 1), 0);
	CHECK_INT(size_of(LEAST, MOST, MOST), 5);
}

/* Each value is in the bucket that begins at or before it. */
TEST(values_are_where_they_belong)
{
	struct stp_map_info linear = {
		.value = STP_STATS, .hist = STP_HIST_LINEAR,
		.low = -60, .high = 60, .step = 7,
	};
	struct stp_stat s = { .info = &linear, .n_buckets = stp_hist_size(&linear) };
	unsigned int i;
	stp_s64 v;

	for (v = -100; v < 100; v++) {
		i = stp_hist_index(&linear, s.n_buckets, v);
		CHECK((i == 0) == (v < -60));
		CHECK((i == s.n_buckets - 1) == (v >= -60 + 7 * (120 / 7 + 1)));
		if (i && i < s.n_buckets - 1)
			CHECK(v - stp_hist_value(&s, i) >= 0 &&
			      v - stp_hist_value(&s, i) < 7);
	}
}
