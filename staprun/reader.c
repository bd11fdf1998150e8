/* SPDX-License-Identifier: GPL-2.0-or-later */
/* reader.c - the reader thread: drain, write, sleep. */
#include "staprun/reader.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <time.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Data is flowing, or a number is missing: look again this soon. */
#define BUSY_MS		4
#define GAP_MS		1

#define CATCH_UP_MS	50

static void ring_bell(int fd)
{
	uint64_t one = 1;

	/* It can only fail when it has been rung 2^64 - 1 times already. */
	if (write(fd, &one, sizeof(one)) < 0)
		return;
}

static void wait_for_bell(struct reader *t, int timeout_ms)
{
	struct pollfd pfd = { .fd = t->wake_fd, .events = POLLIN };
	uint64_t n;

	if (poll(&pfd, 1, timeout_ms) > 0 && read(t->wake_fd, &n, sizeof(n)) < 0)
		return;
}

static unsigned int asked(struct reader *t)
{
	unsigned int n;

	pthread_mutex_lock(&t->lock);
	n = t->asked;
	pthread_mutex_unlock(&t->lock);
	return n;
}

static void answer(struct reader *t, unsigned int n)
{
	pthread_mutex_lock(&t->lock);
	t->done = n;
	pthread_cond_signal(&t->caught_up);
	pthread_mutex_unlock(&t->lock);
}

static void *run(void *arg)
{
	struct reader *t = arg;
	bool told = false;

	for (;;) {
		bool last = atomic_load(&t->finish);
		unsigned long long before = t->rings->next;
		unsigned int n = asked(t);
		enum rings_state state;
		bool idle;

		if (atomic_exchange(&t->next_file, false))
			t->output->change = true;
		state = rings_drain(t->rings, t->output, last);
		output_flush(t->output);
		answer(t, n);
		if (t->output->error && !told) {
			told = true;
			ring_bell(t->failed_fd);
		}
		if (state == RINGS_MORE)
			continue;
		if (last)
			return NULL;
		idle = t->rings->next == before;
		wait_for_bell(t, state == RINGS_GAP ? GAP_MS :
				 idle ? (int)t->timeout_ms : BUSY_MS);
	}
}

int reader_start(struct reader *t, struct rings *r, struct output *o,
		 unsigned int timeout_ms)
{
	t->rings = r;
	t->output = o;
	t->timeout_ms = timeout_ms;
	atomic_init(&t->finish, false);
	atomic_init(&t->next_file, false);
	t->asked = t->done = 0;
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->caught_up, NULL);
	t->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	t->failed_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (t->wake_fd < 0 || t->failed_fd < 0)
		return errno;
	return pthread_create(&t->thread, NULL, run, t);
}

void reader_wake(struct reader *t)
{
	ring_bell(t->wake_fd);
}

void reader_catch_up(struct reader *t)
{
	struct timespec until;
	unsigned int mine;
	bool was_stuck;

	/* The wall clock: when it is set, the wait is a little off. */
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += CATCH_UP_MS * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_mutex_lock(&t->lock);
	was_stuck = t->done != t->asked;
	mine = ++t->asked;
	reader_wake(t);
	while (!was_stuck && t->done != mine)
		if (pthread_cond_timedwait(&t->caught_up, &t->lock, &until))
			break;
	pthread_mutex_unlock(&t->lock);
}

void reader_next_file(struct reader *t)
{
	atomic_store(&t->next_file, true);
	reader_wake(t);
}

void reader_finish(struct reader *t)
{
	atomic_store(&t->finish, true);
	reader_wake(t);
	pthread_join(t->thread, NULL);
	close(t->wake_fd);
	close(t->failed_fd);
	pthread_cond_destroy(&t->caught_up);
	pthread_mutex_destroy(&t->lock);
}
