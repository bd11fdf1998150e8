/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc.h - run a child without a shell, and capture what it says. */
#ifndef BASE_PROC_H
#define BASE_PROC_H

#include "text.h"

struct proc {
	const char *const *argv;	/* NULL-terminated; argv[0] is looked up in PATH */
	const char *const *env;		/* "NAME=VALUE", "NAME" (unset), ..., NULL; or NULL */
	const char *dir;		/* working directory, or NULL */
	struct text *out;		/* captures stdout; NULL: inherited */
	struct text *err;		/* captures stderr; NULL: inherited; may equal out */
	unsigned timeout_s;		/* 0: none; the child is killed after it */
};

/*
 * Runs it and waits.  Exit status 0-255, 128+N after signal N, 124 after the
 * time-out, or -errno when it could not be started.  After proc_interrupt()
 * the child is asked to end (SIGTERM), and further ones are not started: 128+N.
 */
int proc_run(const struct proc *p);

/* For a handler of the signals that end us. */
void proc_interrupt(int sig);

/* The signal that came, 0: none. */
int proc_interrupted(void);

/* CPU time in ms of all children waited for so far, user and system. */
void proc_children_ms(unsigned *user, unsigned *sys);

#endif
