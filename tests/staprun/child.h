/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * child.h - run a function that may die() in a process of its own.
 */
#ifndef TESTS_STAPRUN_CHILD_H
#define TESTS_STAPRUN_CHILD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct child_result {
	int status;			/* exit status; 1000 + signal */
	char err[4096];			/* what it wrote to stderr */
};

static inline struct child_result child_run(void (*f)(void *), void *arg)
{
	struct child_result r = { 0 };
	size_t used = 0;
	int ends[2];
	ssize_t n;
	pid_t pid;

	fflush(stdout);
	if (pipe(ends))
		abort();
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		f(arg);
		exit(0);
	}
	close(ends[1]);
	while ((n = read(ends[0], r.err + used, sizeof(r.err) - 1 - used)) > 0)
		used += (size_t)n;
	close(ends[0]);
	waitpid(pid, &r.status, 0);
	r.status = WIFEXITED(r.status) ? WEXITSTATUS(r.status) : 1000 + WTERMSIG(r.status);
	return r;
}

#endif
