/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rings.h - the module's output rings as one stream of records in order.
 *
 * Each lane of the module numbers its records with one counter of the whole
 * session, so record n may go out when all of 1..n are there.  A number that
 * does not come within two seconds is given up and counted.  One thread owns
 * a struct rings.
 */
#ifndef STAPRUN_RINGS_H
#define STAPRUN_RINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/protocol.h"
#include "staprun/output.h"

struct ring {
	struct stp_ring_header *head;	/* shared with the module */
	const unsigned char *data;
	unsigned long long size;
	unsigned long long pos;		/* read up to here */
	unsigned long long limit;	/* the module's head when last seen */
	unsigned long long seq;		/* of the record at pos; 0: none known */
	unsigned int len;
	bool broken;
};

struct rings {
	struct ring *at;
	unsigned int n;
	unsigned long long next;	/* number that is due; 0: any */
	unsigned long long missing;	/* numbers given up */
	unsigned long long late;	/* came after they were given up */
	unsigned int n_broken;		/* rings whose content made no sense */
	unsigned long long gap;		/* the number waited for, and since when */
	long long gap_since_ms;
};

/*
 * Map all traceN of a module's directory; 0 or the errno.  After an attach
 * the first number is whatever comes first.
 */
int rings_open(struct rings *r, int dir, bool attached);
void rings_close(struct rings *r);

enum rings_state {
	RINGS_EMPTY,			/* all that there was is in the output */
	RINGS_MORE,			/* stopped in between: call again */
	RINGS_GAP,			/* waiting for a number that is missing */
};

/* Hand records on, in order.  last: do not wait for missing ones. */
enum rings_state rings_drain(struct rings *r, struct output *o, bool last);

#endif
