/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rings.c - map the rings, read their records, merge them by number. */
#include "staprun/rings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define MAX_LANES	8193
#define GAP_PATIENCE_MS	2000
#define PASS_BYTES	(4u << 20)

typedef _Atomic unsigned long long shared_u64;

static unsigned long long load_head(const struct ring *g)
{
	return atomic_load_explicit((shared_u64 *)&g->head->head,
				    memory_order_acquire);
}

static void store_tail(struct ring *g)
{
	atomic_store_explicit((shared_u64 *)&g->head->tail, g->pos,
			      memory_order_release);
}

static bool is_sane(const struct stp_ring_header *h, unsigned int lane)
{
	return h->magic == STP_RING_MAGIC && h->lane == lane &&
	       h->lanes > lane && h->lanes <= MAX_LANES &&
	       h->size >= 4096 && h->size <= (1ULL << 32) &&
	       !(h->size & (h->size - 1));
}

static void *map(int fd, size_t len)
{
	return mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

/* The header page tells how much there is to map. */
static int map_ring(struct ring *g, int fd, unsigned int lane)
{
	struct stp_ring_header *h = map(fd, STP_RING_HEADER_BYTES);
	unsigned long long size;

	if (h == MAP_FAILED)
		return errno;
	size = h->size;
	if (!is_sane(h, lane)) {
		munmap(h, STP_RING_HEADER_BYTES);
		return EPROTO;
	}
	munmap(h, STP_RING_HEADER_BYTES);
	g->head = map(fd, STP_RING_HEADER_BYTES + size);
	if (g->head == MAP_FAILED) {
		g->head = NULL;
		return errno;
	}
	g->data = (const unsigned char *)g->head + STP_RING_HEADER_BYTES;
	g->size = size;
	g->pos = g->limit = g->head->tail;
	return 0;
}

static int open_ring(struct ring *g, int dir, unsigned int lane)
{
	char name[32];
	int fd, err;

	snprintf(name, sizeof(name), "trace%u", lane);
	fd = openat(dir, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno;
	err = map_ring(g, fd, lane);
	close(fd);	/* the mapping stays */
	return err;
}

int rings_open(struct rings *r, int dir, bool attached)
{
	unsigned int lane, lanes = 1;
	struct ring *more;
	int err;

	memset(r, 0, sizeof(*r));
	r->next = attached ? 0 : 1;
	for (lane = 0; lane < lanes; lane++) {
		more = realloc(r->at, lanes * sizeof(*r->at));
		if (!more)
			return ENOMEM;
		r->at = more;
		memset(&r->at[lane], 0, sizeof(r->at[lane]));
		err = open_ring(&r->at[lane], dir, lane);
		if (err)
			return err;
		r->n = lane + 1;
		lanes = (unsigned int)r->at[0].head->lanes;
	}
	return 0;
}

void rings_close(struct rings *r)
{
	unsigned int i;

	for (i = 0; i < r->n; i++)
		munmap(r->at[i].head, STP_RING_HEADER_BYTES + r->at[i].size);
	free(r->at);
	memset(r, 0, sizeof(*r));
}

/* What the module wrote makes no sense: leave the rest of this ring alone. */
static void give_up(struct rings *r, struct ring *g)
{
	g->broken = true;
	g->seq = 0;
	g->pos = g->limit;
	store_tail(g);
	r->n_broken++;
}

/* Look at the record at pos, if there is one: sets seq and len. */
static void peek(struct rings *r, struct ring *g)
{
	struct stp_record rec;
	unsigned long long rest;

	for (;;) {
		if (g->pos == g->limit)
			return;
		if (g->limit - g->pos > g->size) {
			give_up(r, g);
			return;
		}
		rest = g->size - (g->pos & (g->size - 1));
		if (rest < sizeof(rec)) {
			g->pos += rest;
			continue;
		}
		memcpy(&rec, g->data + (g->size - rest), sizeof(rec));
		if (rec.seq != STP_RECORD_SKIP)
			break;
		g->pos += rest;
	}
	rest -= sizeof(rec);
	if (rec.len > STP_RECORD_MAX || rec.len > rest ||
	    g->limit - g->pos < sizeof(rec) + rec.len) {
		give_up(r, g);
		return;
	}
	g->seq = rec.seq;
	g->len = rec.len;
}

/* true: a record came to light in a ring that had none. */
static bool refresh(struct rings *r)
{
	bool found = false;
	unsigned int i;

	for (i = 0; i < r->n; i++) {
		struct ring *g = &r->at[i];

		if (g->seq || g->broken)
			continue;
		g->limit = load_head(g);
		peek(r, g);
		found |= g->seq != 0;
	}
	return found;
}

static struct ring *lowest(struct rings *r)
{
	struct ring *best = NULL;
	unsigned int i;

	for (i = 0; i < r->n; i++) {
		struct ring *g = &r->at[i];

		if (g->seq && (!best || g->seq < best->seq))
			best = g;
		if (best && best->seq == r->next)
			break;
	}
	return best;
}

static unsigned long long emit(struct rings *r, struct ring *g, struct output *o)
{
	unsigned int len = g->len;

	output_add(o, g->data + (g->pos & (g->size - 1)) + sizeof(struct stp_record),
		   len);
	if (g->seq < r->next)
		r->late++;
	else
		r->next = g->seq + 1;
	g->pos += (sizeof(struct stp_record) + len + 7ULL) & ~7ULL;
	g->seq = 0;
	/* Room for the writer soon, but not a bounced cache line a record. */
	if (g->pos - g->head->tail >= g->size / 8)
		store_tail(g);
	peek(r, g);
	return len;
}

static long long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

/* The due number is not there.  true: wait on; false: it is given up. */
static bool wait_for_gap(struct rings *r, const struct ring *best, bool last)
{
	long long now = now_ms();

	if (r->gap != r->next) {
		r->gap = r->next;
		r->gap_since_ms = now;
	}
	if (!last && now - r->gap_since_ms < GAP_PATIENCE_MS)
		return true;
	r->missing += best->seq - r->next;
	r->next = best->seq;
	return false;
}

static void publish(struct rings *r)
{
	unsigned int i;

	for (i = 0; i < r->n; i++)
		if (r->at[i].pos != r->at[i].head->tail)
			store_tail(&r->at[i]);
}

enum rings_state rings_drain(struct rings *r, struct output *o, bool last)
{
	enum rings_state state = RINGS_MORE;
	unsigned long long bytes = 0;
	struct ring *best;

	refresh(r);
	while (bytes < PASS_BYTES) {
		best = lowest(r);
		if (best && !r->next)
			r->next = best->seq;
		if (!best || best->seq > r->next) {
			if (refresh(r))
				continue;
			state = best ? RINGS_GAP : RINGS_EMPTY;
			if (!best || wait_for_gap(r, best, last))
				break;
		}
		do {
			bytes += emit(r, best, o) + sizeof(struct stp_record);
		} while (best->seq == r->next && bytes < PASS_BYTES);
		state = RINGS_MORE;
	}
	publish(r);
	return state;
}
