/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * control.h - the control channel as stapio uses it.
 *
 * START and EXIT run the script's begin and end probes in the thread that
 * writes them, and those probes may wait for our reading.  So each is written
 * by a thread of its own while the main thread goes on.
 */
#ifndef STAPRUN_CONTROL_H
#define STAPRUN_CONTROL_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "runtime/protocol.h"
#include "staprun/report.h"

struct command {
	pthread_t thread;
	struct control *control;
	enum stp_msg type;
	bool is_running;
	atomic_int err;			/* errno of the write; -1: not back yet */
};

struct control {
	int fd;
	int done_fd;			/* eventfd: a command came back */
	int target;			/* pid for START */
	struct command start, exit;
};

struct message {
	struct stp_msg_head head;
	union {
		struct stp_msg_started started;
		char text[STP_MSG_MAX + 1];	/* NUL-terminated */
	};
};

/* 0 or the errno. */
int control_open(struct control *c, int dir);

/* 0, EAGAIN when no message waits, EPROTO when it is none, or the errno. */
int control_read(struct control *c, struct message *m);

int control_start(struct control *c, int target);
int control_exit(struct control *c);
int control_detach(struct control *c);

/* Wait for the commands under way: the rings must be read meanwhile. */
void control_wait(struct control *c);

/* Ends the session if it still runs. */
void control_close(struct control *c);

#endif
