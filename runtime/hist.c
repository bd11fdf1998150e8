/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hist.c - histograms: which bucket a value is of, and how they are drawn.
 *
 * Logarithmic: bucket ZERO is 0, those above it begin at 1, 2, 4, ..., those
 * below it at -1, -2, -4, ...  Linear: the first holds what is less than low,
 * the last what is beyond the others.
 */
#include "map.h"

#define ZERO		64
#define WIDTH		50		/* of the longest bar, unless -D says more */
#define WIDTH_MAX	255		/* whatever it says */
#define MARGIN		2		/* empty rows shown at both ends, and next to others */
#define VALUE_MIN	5		/* width of "value" */
#define NUMBER_MAX	21		/* sign and digits */
#define ROW_MAX		(2 * NUMBER_MAX + WIDTH_MAX + 8)

unsigned int stp_hist_size(const struct stp_map_info *info)
{
	stp_u64 n, max = info->max_buckets ? info->max_buckets : STP_HIST_MAX;

	if (info->value != STP_STATS || info->hist == STP_HIST_NONE)
		return 0;
	if (info->hist == STP_HIST_LOG)
		return STP_HIST_MAX;
	if (info->step <= 0 || info->high < info->low)
		return 0;
	n = ((stp_u64)info->high - (stp_u64)info->low) / (stp_u64)info->step;
	return n < max && n + 3 <= max ? n + 3 : 0;
}

static unsigned int top_bit(stp_u64 v)
{
	return 63 - __builtin_clzll(v);
}

unsigned int stp_hist_index(const struct stp_map_info *info, unsigned int n_buckets,
			    stp_s64 v)
{
	stp_u64 k;

	if (info->hist == STP_HIST_LOG) {
		if (!v)
			return ZERO;
		return v > 0 ? ZERO + 1 + top_bit(v) : ZERO - 1 - top_bit(-(stp_u64)v);
	}
	if (v < info->low)
		return 0;
	k = ((stp_u64)v - (stp_u64)info->low) / (stp_u64)info->step;
	return k < n_buckets - 2 ? k + 1 : n_buckets - 1;
}

unsigned int stp_hist_buckets(const struct stp_stat *s)
{
	return s->n_buckets;
}

stp_s64 stp_hist_bucket(struct stp_context *c, const struct stp_stat *s, stp_s64 i)
{
	if (!s->count) {
		stp_error(c, "empty aggregate");
		return 0;
	}
	if (i < 0 || i >= s->n_buckets) {
		stp_error(c, "histogram index out of range");
		return 0;
	}
	return s->buckets[i];
}

/* Where bucket i of a linear one begins, also beyond the last. */
static stp_s64 linear_start(const struct stp_map_info *info, stp_s64 i)
{
	return (stp_u64)info->low + (stp_u64)info->step * (stp_u64)(i - 1);
}

stp_s64 stp_hist_value(const struct stp_stat *s, stp_s64 i)
{
	if (s->info->hist == STP_HIST_LOG) {
		if (i == ZERO)
			return 0;
		return i > ZERO ? 1ULL << (i - ZERO - 1) : -(1ULL << (ZERO - 1 - i));
	}
	if (i == 0)
		return s->info->low;
	return linear_start(s->info, i == s->n_buckets - 1 ? i - 1 : i);
}

/* ---- drawing ---------------------------------------------------------------------- */

struct drawing {
	struct stp_context *c;
	const struct stp_stat *stat;
	char *dst;			/* NULL: to the output */
	unsigned int size;
	int low, high;			/* the first and last row */
	int under, over;		/* they are those of outliers */
	unsigned int width;		/* of the longest bar */
	int margin;			/* empty rows next to others; negative: no gaps */
	stp_s64 scale;			/* a mark of a bar stands for so many */
	unsigned int value_width, count_width;
};

/* The text of v ends before end; returns its begin. */
static char *number(char *end, stp_s64 v)
{
	stp_u64 left = v < 0 ? -(stp_u64)v : (stp_u64)v;

	do {
		*--end = '0' + left % 10;
		left /= 10;
	} while (left);
	if (v < 0)
		*--end = '-';
	return end;
}

static unsigned int digits(stp_s64 v)
{
	char text[NUMBER_MAX];

	return text + sizeof(text) - number(text + sizeof(text), v);
}

static char *fill(char *at, char ch, unsigned int n)
{
	while (n--)
		*at++ = ch;
	return at;
}

static char *put(char *at, const char *text)
{
	while (*text)
		*at++ = *text++;
	return at;
}

/* v at the right end of a field, mark (if any) directly before it. */
static char *put_number(char *at, stp_s64 v, char mark, unsigned int width)
{
	char text[NUMBER_MAX + 1], *end = text + sizeof(text), *begin = number(end, v);

	if (mark)
		*--begin = mark;
	if (width > (unsigned int)(end - begin))
		at = fill(at, ' ', width - (end - begin));
	while (begin < end)
		*at++ = *begin++;
	return at;
}

static void out(const struct drawing *d, const char *row)
{
	if (d->dst)
		stp_strcat(d->dst, row, d->size);
	else
		stp_print(d->c, row);
}

static void draw_header(const struct drawing *d)
{
	char row[ROW_MAX], *at;

	at = fill(row, ' ', d->value_width - VALUE_MIN);
	at = put(at, "value |");
	at = fill(at, '-', d->width);
	*put(at, " count\n") = 0;
	out(d, row);
}

static void draw_row(const struct drawing *d, int i)
{
	stp_s64 count = d->stat->buckets[i], bar = count / d->scale;
	char row[ROW_MAX], *at, mark = 0;

	if (d->under && i == d->low)
		mark = '<';
	else if (d->over && i == d->high)
		mark = '>';
	at = put_number(row, stp_hist_value(d->stat, i), mark, d->value_width);
	at = put(at, " |");
	at = fill(at, '@', bar);
	at = put_number(at, count, 0, d->width - bar + 1 + d->count_width);
	*put(at, "\n") = 0;
	out(d, row);
}

static void draw_gap(const struct drawing *d)
{
	char row[ROW_MAX];

	*put(fill(row, ' ', d->value_width), " ~\n") = 0;
	out(d, row);
}

/* Row i and those next to it are empty. */
static int is_gap(const struct drawing *d, int i)
{
	int k, end = i + d->margin < d->high ? i + d->margin : d->high;

	if (d->margin < 0)
		return 0;
	for (k = i - d->margin > d->low ? i - d->margin : d->low; k <= end; k++) {
		if (d->stat->buckets[k])
			return 0;
	}
	return 1;
}

/* Which rows: those that are not empty and a margin, but nothing below zero. */
static void choose_rows(struct drawing *d)
{
	const struct stp_stat *s = d->stat;
	int is_log = s->info->hist == STP_HIST_LOG, last = s->n_buckets - 1, i;

	for (d->low = 0; d->low < last && !s->buckets[d->low]; )
		d->low++;
	for (d->high = last; d->high > d->low && !s->buckets[d->high]; )
		d->high--;
	for (i = 0; i < MARGIN; i++) {
		if (d->low > 0 && !(is_log && d->low == ZERO))
			d->low--;
		if (d->high < last)
			d->high++;
	}
	if (is_log)
		return;
	if (d->low == 0 && !s->buckets[0])
		d->low++;
	if (d->high == last && !s->buckets[last])
		d->high--;
	d->under = d->low == 0;
	d->over = d->high == last;
}

static unsigned int larger(unsigned int a, unsigned int b)
{
	return a > b ? a : b;
}

static void choose_widths(struct drawing *d)
{
	const struct stp_stat *s = d->stat;
	const struct stp_map_info *info = s->info;
	stp_s64 max = 0;
	int i;

	for (i = d->low; i <= d->high; i++) {
		if (s->buckets[i] > max)
			max = s->buckets[i];
	}
	d->scale = max <= d->width ? 1 : (max - 1) / d->width + 1;
	d->count_width = digits(max);
	d->value_width = VALUE_MIN;
	if (info->hist == STP_HIST_LOG) {
		i = larger(digits(stp_hist_value(s, d->low)),
			   digits(stp_hist_value(s, d->high)));
	} else {
		/* The one after the last row: so it has always been. */
		i = larger(digits(info->low) + d->under,
			   digits(linear_start(info, d->high + 1)) + d->over);
	}
	d->value_width = larger(d->value_width, i);
}

void stp_hist_print(struct stp_context *c, const struct stp_stat *s, char *dst,
		    unsigned int size)
{
	const struct stp_map_info *info = s->info;
	struct drawing d = {
		.c = c, .stat = s, .dst = dst, .size = size,
		.width = info->bar_width ? info->bar_width : WIDTH,
		.margin = info->gap_rows ? info->gap_rows - 1 : MARGIN,
	};
	int i, gap = 0;

	if (dst)
		*dst = 0;
	if (!s->count) {
		stp_error(c, "empty aggregate");
		return;
	}
	choose_rows(&d);
	choose_widths(&d);
	draw_header(&d);
	for (i = d.low; i <= d.high; i++) {
		if (is_gap(&d, i)) {
			gap = 1;
			continue;
		}
		if (gap)
			draw_gap(&d);
		gap = 0;
		draw_row(&d, i);
	}
	out(&d, "\n");
}
