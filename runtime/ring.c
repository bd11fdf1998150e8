/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ring.c - one writer, one reader, no lock; see protocol.h. */
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "runtime.h"

int stp_ring_init(struct stp_ring *r, u64 size)
{
	BUILD_BUG_ON(sizeof(struct stp_ring_header) > STP_RING_HEADER_BYTES);
	r->shared = vmalloc_user(PAGE_ALIGN(STP_RING_HEADER_BYTES + size));
	if (!r->shared)
		return -ENOMEM;
	stp_session.memory += PAGE_ALIGN(STP_RING_HEADER_BYTES + size);
	r->data = (char *)r->shared + STP_RING_HEADER_BYTES;
	r->size = size;
	r->shared->size = size;
	r->shared->magic = STP_RING_MAGIC;
	return 0;
}

void stp_ring_free(struct stp_ring *r)
{
	vfree(r->shared);
	r->shared = NULL;
}

/* Bytes in use; a tail that makes no sense counts as full. */
static u64 used(struct stp_ring *r)
{
	u64 n = r->head - smp_load_acquire(&r->shared->tail);

	return n > r->size || n & 7 ? r->size : n;
}

bool stp_ring_write(struct stp_ring *r, atomic64_t *seq, unsigned int type,
		    const void *data, unsigned int len)
{
	u64 need = ALIGN(sizeof(struct stp_record) + len, 8);
	u64 at = r->head & (r->size - 1);
	u64 rest = r->size - at, skip = rest < need ? rest : 0;
	struct stp_record *rec = (void *)(r->data + at);

	if (used(r) + skip + need > r->size)
		return false;
	if (skip) {
		if (skip >= sizeof(*rec))
			*rec = (struct stp_record){
				.seq = STP_RECORD_SKIP, .len = skip - sizeof(*rec),
			};
		rec = (void *)r->data;
	}
	rec->seq = atomic64_inc_return(seq);
	rec->len = len;
	rec->reserved = type;
	memcpy(rec + 1, data, len);
	r->head += skip + need;
	smp_store_release(&r->shared->head, r->head);
	return true;
}

void stp_ring_lost(struct stp_ring *r, unsigned int len)
{
	r->lost_records++;
	r->lost_bytes += len;
	WRITE_ONCE(r->shared->lost_records, r->lost_records);
	WRITE_ONCE(r->shared->lost_bytes, r->lost_bytes);
}

struct stp_record *stp_ring_first(struct stp_ring *r)
{
	u64 head = smp_load_acquire(&r->shared->head), tail = r->shared->tail;
	u64 at, rest;
	struct stp_record *rec;

	if (head == tail)
		return NULL;
	at = tail & (r->size - 1);
	rest = r->size - at;
	rec = (void *)(r->data + at);
	if (rest < sizeof(*rec) || rec->seq == STP_RECORD_SKIP) {
		smp_store_release(&r->shared->tail, tail + rest);
		rec = (void *)r->data;
	}
	return rec;
}

void stp_ring_drop(struct stp_ring *r, struct stp_record *rec)
{
	u64 size = ALIGN(sizeof(*rec) + rec->len, 8);

	smp_store_release(&r->shared->tail, r->shared->tail + size);
}
