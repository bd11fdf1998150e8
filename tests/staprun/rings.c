/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rings.c - records of several rings come out in order (staprun/rings.c). */
#include "staprun/rings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>

#include "tests/staprun/lane.h"
#include "tests/unit/test.h"

#define LANES	3
#define SIZE	4096

struct bench {
	char dir[64];
	int fd;
	struct lane lane[LANES];
	struct rings rings;
	struct output output;
	char got[1 << 16];
};

static bool set_up_sized(struct bench *b, bool attached, unsigned long long size)
{
	struct options opt = { 0 };
	char out[128];
	unsigned int i;

	strcpy(b->dir, "/tmp/rings.XXXXXX");
	if (!mkdtemp(b->dir))
		return false;
	for (i = 0; i < LANES; i++)
		if (!lane_make(&b->lane[i], b->dir, i, LANES, size))
			return false;
	b->fd = open(b->dir, O_RDONLY | O_DIRECTORY);
	snprintf(out, sizeof(out), "%s/out", b->dir);
	opt.output = out;
	return !rings_open(&b->rings, b->fd, attached) && !output_open(&b->output, &opt);
}

static bool set_up(struct bench *b)
{
	return set_up_sized(b, false, SIZE);
}

/* All that came out so far. */
static const char *got(struct bench *b)
{
	char out[128];
	ssize_t n;
	int fd;

	output_flush(&b->output);
	snprintf(out, sizeof(out), "%s/out", b->dir);
	fd = open(out, O_RDONLY);
	n = read(fd, b->got, sizeof(b->got) - 1);
	b->got[n > 0 ? n : 0] = '\0';
	close(fd);
	return b->got;
}

static void tear_down(struct bench *b)
{
	char command[128];

	rings_close(&b->rings);
	output_close(&b->output);
	close(b->fd);
	snprintf(command, sizeof(command), "rm -r %s", b->dir);
	if (system(command))
		printf("cannot remove %s\n", b->dir);
}

TEST(rings_merge)
{
	struct bench b;

	CHECK(set_up(&b));
	lane_text(&b.lane[2], 1, "a");
	lane_text(&b.lane[0], 2, "b");
	lane_text(&b.lane[0], 3, "c");
	lane_text(&b.lane[1], 4, "d");
	lane_text(&b.lane[0], 5, "e");
	CHECK_INT(rings_drain(&b.rings, &b.output, false), RINGS_EMPTY);
	CHECK_STR(got(&b), "abcde");
	CHECK_INT(lane_tail(&b.lane[0]), b.lane[0].pos);
	CHECK_INT(lane_tail(&b.lane[1]), b.lane[1].pos);
	tear_down(&b);
}

TEST(rings_wait_for_gap)
{
	struct bench b;

	CHECK(set_up(&b));
	lane_text(&b.lane[0], 1, "a");
	lane_text(&b.lane[1], 3, "c");
	CHECK_INT(rings_drain(&b.rings, &b.output, false), RINGS_GAP);
	CHECK_STR(got(&b), "a");
	lane_text(&b.lane[2], 2, "b");
	CHECK_INT(rings_drain(&b.rings, &b.output, false), RINGS_EMPTY);
	CHECK_STR(got(&b), "abc");
	CHECK_INT(b.rings.missing, 0);
	tear_down(&b);
}

TEST(rings_gap_at_end)
{
	struct bench b;

	CHECK(set_up(&b));
	lane_text(&b.lane[1], 4, "d");
	lane_text(&b.lane[0], 7, "g");
	CHECK_INT(rings_drain(&b.rings, &b.output, true), RINGS_EMPTY);
	CHECK_STR(got(&b), "dg");
	CHECK_INT(b.rings.missing, 5);
	tear_down(&b);
}

TEST(rings_gap_given_up)
{
	struct timespec ts = { .tv_nsec = 50 * 1000 * 1000 };
	struct bench b;
	int i;

	CHECK(set_up(&b));
	lane_text(&b.lane[1], 2, "b");
	for (i = 0; i < 60 && rings_drain(&b.rings, &b.output, false) == RINGS_GAP; i++)
		nanosleep(&ts, NULL);
	CHECK(i > 30 && i < 60);
	CHECK_STR(got(&b), "b");
	CHECK_INT(b.rings.missing, 1);
	/* It comes after all: shown, and told to be late. */
	lane_text(&b.lane[0], 1, "a");
	lane_text(&b.lane[0], 3, "c");
	CHECK_INT(rings_drain(&b.rings, &b.output, false), RINGS_EMPTY);
	CHECK_STR(got(&b), "bac");
	CHECK_INT(b.rings.late, 1);
	tear_down(&b);
}

TEST(rings_attach_anywhere)
{
	struct bench b;

	CHECK(set_up_sized(&b, true, SIZE));
	lane_text(&b.lane[1], 101, "b");
	lane_text(&b.lane[0], 100, "a");
	CHECK_INT(rings_drain(&b.rings, &b.output, false), RINGS_EMPTY);
	CHECK_STR(got(&b), "ab");
	CHECK_INT(b.rings.missing, 0);
	tear_down(&b);
}

/* Lengths that leave every possible rest at the end of the ring. */
TEST(rings_wrap)
{
	static char text[2001], expect[2001];
	unsigned long long seq = 1;
	struct bench b;
	unsigned int len;

	CHECK(set_up(&b));
	for (len = 0; len <= 2000; len += 7) {
		memset(text, 'a' + (int)(seq % 26), len);
		CHECK(lane_put(&b.lane[seq % LANES], seq, text, len));
		CHECK_INT(rings_drain(&b.rings, &b.output, false), RINGS_EMPTY);
		memcpy(expect, text, len);
		CHECK(b.output.used >= len &&
		      !memcmp(b.output.buf + b.output.used - len, expect, len));
		output_flush(&b.output);
		seq++;
	}
	CHECK_INT(b.rings.next, seq);
	tear_down(&b);
}

TEST(rings_nonsense)
{
	static const struct stp_record bad[] = {
		{ .seq = 1, .len = STP_RECORD_MAX + 1 },
		{ .seq = 1, .len = 4096 },	/* beyond the end of the ring */
		{ .seq = 1, .len = 64 },	/* beyond what was written */
	};
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct bench b;

		CHECK(set_up(&b));
		memcpy(b.lane[0].data, &bad[i], sizeof(bad[i]));
		b.lane[0].head->head = 32;
		lane_text(&b.lane[1], 1, "ok");
		CHECK_INT(rings_drain(&b.rings, &b.output, false), RINGS_EMPTY);
		CHECK_STR(got(&b), "ok");
		CHECK_INT(b.rings.n_broken, 1);
		tear_down(&b);
	}
}

/* A head that makes no sense, over zeros that look like fillers. */
TEST(rings_wild_head)
{
	struct bench b;

	CHECK(set_up(&b));
	b.lane[0].head->head = 1ULL << 50;
	b.lane[1].head->head = ~0ULL - 7;
	lane_text(&b.lane[2], 1, "ok");
	CHECK_INT(rings_drain(&b.rings, &b.output, false), RINGS_EMPTY);
	CHECK_STR(got(&b), "ok");
	CHECK_INT(b.rings.n_broken, 2);
	tear_down(&b);
}

TEST(rings_header)
{
	struct rings r;
	struct bench b;

	CHECK(set_up(&b));
	b.lane[1].head->magic++;
	CHECK_INT(rings_open(&r, b.fd, false), EPROTO);
	rings_close(&r);
	b.lane[1].head->magic--;
	b.lane[1].head->size = 4095;
	CHECK_INT(rings_open(&r, b.fd, false), EPROTO);
	rings_close(&r);
	b.lane[1].head->size = SIZE;
	b.lane[0].head->lanes = LANES + 1;
	CHECK_INT(rings_open(&r, b.fd, false), ENOENT);
	rings_close(&r);
	tear_down(&b);
}
