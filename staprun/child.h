/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * child.h - the processes that stapio starts.
 */
#ifndef STAPRUN_CHILD_H
#define STAPRUN_CHILD_H

#include <sys/types.h>

/* -c CMD: forked, but held before its exec. */
struct child {
	pid_t pid;		/* 0: there is none */
	int hold;		/* a byte lets it go, closing ends it */
};

/* 0 or the errno.  To be called while there is only one thread. */
int child_start(struct child *c, const char *command);
void child_release(struct child *c);
void child_kill(struct child *c);

/* The script's system(): sh -c, not waited for.  0 or the errno. */
int child_system(const char *command);

/*
 * The reaper: a staprun that removes the module as soon as this process is
 * gone, however it ends.
 */
struct reaper {
	pid_t pid;		/* 0: it was reaped itself */
	int socket;
	int status;		/* of waitpid(), once pid is 0 */
};

/* Start it; 0 or the errno. */
int reaper_start(struct reaper *r, const char *module);

/* Wait until it is on guard; -1: it gave up and said why. */
int reaper_wait(struct reaper *r);

/* The module stays loaded. */
void reaper_dismiss(struct reaper *r);

/*
 * There is none, because it could not be started: become one that removes the
 * module at once and exits 1.  Returns only when not even that works.
 */
void reaper_become(const char *module);

/* Let it remove the module; 0: done, -1: it could not and said why. */
int reaper_finish(struct reaper *r);

#endif
