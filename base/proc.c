/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc.c - runs a child without a shell, and captures what it says. */
#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"

#define TIMED_OUT	124
#define NAP_MS		5

/* How soon a signal is seen that came just before we wait. */
#define LOOK_MS		100

extern char **environ;

/* Written by a signal handler, which has no other way to speak to us. */
static volatile sig_atomic_t interrupted;

void proc_interrupt(int sig)
{
	interrupted = sig;
}

int proc_interrupted(void)
{
	return interrupted;
}

/* --- the child -------------------------------------------------------------- */

/* Our environment with the changes; the list is malloc'ed, its strings are not. */
static char **make_env(const char *const *changes)
{
	size_t n = 0, added = 0, i, k, name;
	char **env;

	while (environ[n])
		n++;
	while (changes[added])
		added++;
	env = calloc(n + added + 1, sizeof(*env));
	if (!env)
		out_of_memory();
	memcpy(env, environ, n * sizeof(*env));
	for (i = 0; i < added; i++) {
		name = strcspn(changes[i], "=");
		for (k = 0; k < n; k++) {
			if (strncmp(env[k], changes[i], name) == 0 && env[k][name] == '=')
				env[k--] = env[--n];
		}
		if (changes[i][name])
			env[n++] = (char *)changes[i];
	}
	env[n] = NULL;
	return env;
}

/* A pipe whose writing end becomes fd of the child; our end is ends[0]. */
static int plan_pipe(posix_spawn_file_actions_t *fa, int ends[2], int fd)
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	return -posix_spawn_file_actions_adddup2(fa, ends[1], fd);
}

static int plan(const struct proc *p, posix_spawn_file_actions_t *fa, int out[2], int err[2])
{
	int rc = 0;

	if (p->out)
		rc = plan_pipe(fa, out, STDOUT_FILENO);
	if (rc == 0 && p->err && p->err == p->out)
		rc = -posix_spawn_file_actions_adddup2(fa, out[1], STDERR_FILENO);
	else if (rc == 0 && p->err)
		rc = plan_pipe(fa, err, STDERR_FILENO);
	if (rc == 0 && p->dir)
		rc = -posix_spawn_file_actions_addchdir_np(fa, p->dir);
	return rc;
}

static int start(const struct proc *p, posix_spawn_file_actions_t *fa, pid_t *pid)
{
	char **env = p->env ? make_env(p->env) : environ;
	int rc;

	rc = -posix_spawnp(pid, p->argv[0], fa, NULL, (char *const *)p->argv, env);
	if (p->env)
		free(env);
	return rc;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until the deadline (0: none), at least 0; -1 for ever, as poll() wants it. */
static int time_left(int64_t deadline)
{
	int64_t left;

	if (!deadline)
		return -1;
	left = deadline - now_ms();
	if (left > 1000000)
		left = 1000000;
	return left > 0 ? (int)left : 0;
}

/* Reads what is there; closes fd and makes it -1 at the end. */
static void drain(struct pollfd *p, struct text *t)
{
	char buf[16384];
	ssize_t n;

	n = read(p->fd, buf, sizeof(buf));
	if (n > 0) {
		text_putn(t, buf, (size_t)n);
	} else if (n == 0 || errno != EINTR) {
		close(p->fd);
		p->fd = -1;
	}
}

/* Once; the child's own children are its to end, as make does. */
static void pass_on(pid_t pid, bool *is_told)
{
	if (interrupted && !*is_told)
		*is_told = kill(pid, SIGTERM) == 0;
}

/* False when the time was over before both ends were closed. */
static bool capture(const struct proc *p, pid_t pid, struct pollfd fds[2], int64_t deadline)
{
	struct text *to[2] = { p->out, p->err };
	bool is_told = false;
	int i, n, left;

	while (fds[0].fd >= 0 || fds[1].fd >= 0) {
		pass_on(pid, &is_told);
		left = time_left(deadline);
		n = poll(fds, 2, left < 0 || left > LOOK_MS ? LOOK_MS : left);
		if (n == 0 && time_left(deadline) == 0)
			return false;
		for (i = 0; i < 2 && n > 0; i++) {
			if (fds[i].fd >= 0 && fds[i].revents)
				drain(&fds[i], to[i]);
		}
	}
	return true;
}

/* The exit status; kills the child at the deadline. */
static int reap(pid_t pid, int64_t deadline, bool is_late)
{
	const struct timespec nap = { 0, NAP_MS * 1000000 };
	bool is_told = false;
	int status;
	pid_t got;

	for (;;) {
		pass_on(pid, &is_told);
		if (!is_late && time_left(deadline) == 0)
			is_late = true;
		if (is_late)
			kill(pid, SIGKILL);
		got = waitpid(pid, &status, is_late || !deadline ? 0 : WNOHANG);
		if (got == pid)
			break;
		if (got < 0 && errno != EINTR)
			return -errno;
		if (got == 0)
			nanosleep(&nap, NULL);
	}
	if (is_late)
		return TIMED_OUT;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

int proc_run(const struct proc *p)
{
	int64_t deadline = p->timeout_s ? now_ms() + (int64_t)p->timeout_s * 1000 : 0;
	int out[2] = { -1, -1 }, err[2] = { -1, -1 }, rc;
	posix_spawn_file_actions_t fa;
	struct pollfd fds[2];
	pid_t pid = -1;
	bool in_time;

	if (interrupted)
		return 128 + interrupted;
	posix_spawn_file_actions_init(&fa);
	rc = plan(p, &fa, out, err);
	if (rc == 0)
		rc = start(p, &fa, &pid);
	posix_spawn_file_actions_destroy(&fa);
	close_fd(out[1]);
	close_fd(err[1]);
	fds[0] = (struct pollfd){ .fd = out[0], .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = err[0], .events = POLLIN };
	if (rc == 0) {
		in_time = capture(p, pid, fds, deadline);
		rc = reap(pid, deadline, !in_time);
	}
	close_fd(fds[0].fd);
	close_fd(fds[1].fd);
	return rc;
}

void proc_children_ms(unsigned *user, unsigned *sys)
{
	struct rusage ru;

	getrusage(RUSAGE_CHILDREN, &ru);
	*user = (unsigned)(ru.ru_utime.tv_sec * 1000 + ru.ru_utime.tv_usec / 1000);
	*sys = (unsigned)(ru.ru_stime.tv_sec * 1000 + ru.ru_stime.tv_usec / 1000);
}
