/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lane.h - the module's side of the output rings, faked in files.
 */
#ifndef TESTS_STAPRUN_LANE_H
#define TESTS_STAPRUN_LANE_H

#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/protocol.h"

struct lane {
	struct stp_ring_header *head;
	unsigned char *data;
	unsigned long long pos;
};

/* Make DIR/traceN. */
static inline bool lane_make(struct lane *l, const char *dir, unsigned int n,
			     unsigned int lanes, unsigned long long size)
{
	char name[4200];
	int fd;

	snprintf(name, sizeof(name), "%s/trace%u", dir, n);
	fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || ftruncate(fd, (off_t)(STP_RING_HEADER_BYTES + size)))
		return false;
	l->head = mmap(NULL, STP_RING_HEADER_BYTES + size, PROT_READ | PROT_WRITE,
		       MAP_SHARED, fd, 0);
	close(fd);
	if (l->head == MAP_FAILED)
		return false;
	l->data = (unsigned char *)l->head + STP_RING_HEADER_BYTES;
	l->pos = 0;
	l->head->magic = STP_RING_MAGIC;
	l->head->size = size;
	l->head->lane = n;
	l->head->lanes = lanes;
	return true;
}

static inline unsigned long long lane_tail(struct lane *l)
{
	return atomic_load_explicit((_Atomic unsigned long long *)&l->head->tail,
				    memory_order_acquire);
}

/* One record, as protocol.h tells; false: there is no room. */
static inline bool lane_put(struct lane *l, unsigned long long seq,
			    const void *bytes, unsigned int len)
{
	struct stp_record rec = { .seq = seq, .len = len };
	unsigned long long size = l->head->size;
	unsigned long long need = (sizeof(rec) + len + 7ULL) & ~7ULL;
	unsigned long long rest = size - (l->pos & (size - 1));
	unsigned long long skip = rest < need ? rest : 0;

	if (l->pos + skip + need - lane_tail(l) > size)
		return false;
	if (skip >= sizeof(rec)) {
		struct stp_record filler = { .len = (unsigned int)(skip - sizeof(rec)) };

		memcpy(l->data + (l->pos & (size - 1)), &filler, sizeof(filler));
	}
	l->pos += skip;
	memcpy(l->data + (l->pos & (size - 1)), &rec, sizeof(rec));
	memcpy(l->data + (l->pos & (size - 1)) + sizeof(rec), bytes, len);
	l->pos += need;
	atomic_store_explicit((_Atomic unsigned long long *)&l->head->head, l->pos,
			      memory_order_release);
	return true;
}

static inline bool lane_text(struct lane *l, unsigned long long seq, const char *text)
{
	return lane_put(l, seq, text, (unsigned int)strlen(text));
}

#endif
