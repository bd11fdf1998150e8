/* SPDX-License-Identifier: GPL-2.0-or-later */
/* background.c - leave the terminal once the session runs. */
#include "staprun/background.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "staprun/die.h"

static noreturn void wait_for_child(int fd, pid_t pid)
{
	ssize_t n;
	char byte;

	do {
		n = read(fd, &byte, 1);
	} while (n < 0 && errno == EINTR);
	if (n != 1)
		exit(EXIT_FAILURE);	/* the child has said why */
	printf("%d\n", pid);
	exit(EXIT_SUCCESS);
}

int background_fork(void)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC))
		die("cannot make a pipe: %s", strerror(errno));
	pid = fork();
	if (pid < 0)
		die("cannot go to the background: %s", strerror(errno));
	if (pid > 0) {
		close(ends[1]);
		wait_for_child(ends[0], pid);
	}
	close(ends[0]);
	setsid();
	return ends[1];
}

void background_ready(int fd)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	openlog("stapio", LOG_PID, LOG_DAEMON);
	if (write(fd, "r", 1) != 1)
		syslog(LOG_WARNING, "the starting process is gone");
	close(fd);
	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		syslog(LOG_WARNING, "cannot leave the terminal");
	if (null > 2)
		close(null);
	if (chdir("/"))
		syslog(LOG_WARNING, "cannot change to /");
}
