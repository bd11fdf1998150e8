/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * reader.h - the thread that carries the rings to the output.
 *
 * It owns both from reader_start() to reader_finish().
 */
#ifndef STAPRUN_READER_H
#define STAPRUN_READER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "staprun/output.h"
#include "staprun/rings.h"

struct reader {
	pthread_t thread;
	struct rings *rings;
	struct output *output;
	unsigned int timeout_ms;	/* it looks that often at least */
	int wake_fd;			/* eventfd: look now */
	int failed_fd;			/* eventfd, readable: writing failed */
	atomic_bool finish;
	atomic_bool next_file;
	pthread_mutex_t lock;		/* of the next three */
	pthread_cond_t caught_up;
	unsigned int asked, done;	/* reader_catch_up() */
};

/* 0 or the errno. */
int reader_start(struct reader *t, struct rings *r, struct output *o,
		 unsigned int timeout_ms);

/* There may be new records. */
void reader_wake(struct reader *t);

/*
 * Have written what was in the rings when this was called, so that a message
 * comes after the output before it.  Given up soon when writing is stuck.
 */
void reader_catch_up(struct reader *t);

/* Change to the next output file before the next record. */
void reader_next_file(struct reader *t);

/* Take all that is in the rings now, end the thread. */
void reader_finish(struct reader *t);

#endif
