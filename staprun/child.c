/* SPDX-License-Identifier: GPL-2.0-or-later */
/* child.c - start the traced command, the script's commands and the reaper. */
#include "staprun/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wordexp.h>

#include "config.h"
#include "staprun/die.h"

/* The same on all architectures; C libraries before glibc 2.34 do not name it. */
#define NR_CLOSE_RANGE	436

/* ---- -c CMD -------------------------------------------------------------- */

static void default_signals(void)
{
	static const int changed[] = { SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE,
				       SIGCHLD, SIGUSR1, SIGUSR2 };
	sigset_t none;
	size_t i;

	for (i = 0; i < sizeof(changed) / sizeof(*changed); i++)
		signal(changed[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Words without a shell where that is enough: then the pid is the command's. */
static noreturn void execute(const char *command)
{
	wordexp_t w;
	int bad = wordexp(command, &w, WRDE_NOCMD | WRDE_UNDEF);

	if (bad == WRDE_BADVAL || bad == WRDE_SYNTAX || bad == WRDE_NOSPACE)
		die_with(127, "cannot understand the command '%s': %s", command,
			 bad == WRDE_BADVAL ? "a variable is not set" :
					      "a syntax error");
	if (bad) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		die_with(127, "cannot execute /bin/sh: %s", strerror(errno));
	}
	if (w.we_wordc == 0)
		die_with(127, "the command of -c is empty");
	execvp(w.we_wordv[0], w.we_wordv);
	die_with(127, "cannot execute '%s': %s", w.we_wordv[0], strerror(errno));
}

/* A kernel without the call (before 5.9) has them closed one by one. */
static void close_from(int fd)
{
	long max = sysconf(_SC_OPEN_MAX);

	if (syscall(NR_CLOSE_RANGE, fd, ~0U, 0) == 0)
		return;
	for (; fd < max; fd++)
		close(fd);
}

/* In the child: nothing of stapio's must stay open, its channel least of all. */
static noreturn void wait_and_execute(int hold, const char *command)
{
	char byte;

	if (hold != 3 && dup3(hold, 3, O_CLOEXEC) < 0)
		_exit(127);
	close_from(4);
	default_signals();
	if (read(3, &byte, 1) != 1)
		_exit(127);
	execute(command);
}

int child_start(struct child *c, const char *command)
{
	int ends[2], err;

	if (pipe2(ends, O_CLOEXEC))
		return errno;
	c->pid = fork();
	if (c->pid == 0)
		wait_and_execute(ends[0], command);
	err = errno;
	close(ends[0]);
	c->hold = ends[1];
	if (c->pid > 0)
		return 0;
	close(ends[1]);
	c->pid = 0;
	return err;
}

void child_release(struct child *c)
{
	/* If it is gone already, its end tells more than this write. */
	if (write(c->hold, "g", 1) < 0)
		errno = 0;
	close(c->hold);
	c->hold = -1;
}

void child_kill(struct child *c)
{
	if (c->pid)
		kill(c->pid, SIGKILL);
}

/* ---- system() and the reaper --------------------------------------------- */

/* Our descriptors are close-on-exec; signals must be as in a fresh process. */
static int spawn(pid_t *pid, const char *path, char *const argv[],
		 const posix_spawn_file_actions_t *files)
{
	posix_spawnattr_t attr;
	sigset_t set;
	int err;

	err = posix_spawnattr_init(&attr);
	if (err)
		return err;
	sigemptyset(&set);
	posix_spawnattr_setsigmask(&attr, &set);
	sigaddset(&set, SIGPIPE);
	sigaddset(&set, SIGINT);
	posix_spawnattr_setsigdefault(&attr, &set);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK |
					POSIX_SPAWN_SETSIGDEF);
	err = posix_spawn(pid, path, files, &attr, argv, environ);
	posix_spawnattr_destroy(&attr);
	return err;
}

int child_system(const char *command)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)command, NULL };
	pid_t pid;

	return spawn(&pid, "/bin/sh", argv, NULL);
}

static const char *staprun_path(void)
{
	const char *path = getenv("SYSTEMTAP_STAPRUN");

	return path ? path : BINDIR "/staprun";
}

static int spawn_reaper(pid_t *pid, const char *module, int socket)
{
	char *argv[] = { (char *)"staprun", (char *)"-d",
			 (char *)"--wait-stdin", (char *)module, NULL };
	posix_spawn_file_actions_t files;
	int err;

	err = posix_spawn_file_actions_init(&files);
	if (err)
		return err;
	err = posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
	if (!err)
		err = spawn(pid, staprun_path(), argv, &files);
	posix_spawn_file_actions_destroy(&files);
	return err;
}

int reaper_start(struct reaper *r, const char *module)
{
	int ends[2], err;

	memset(r, 0, sizeof(*r));
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return errno;
	err = spawn_reaper(&r->pid, module, ends[1]);
	close(ends[1]);
	r->socket = ends[0];
	if (err) {
		close(ends[0]);
		r->pid = 0;
	}
	return err;
}

int reaper_wait(struct reaper *r)
{
	ssize_t n;
	char byte;

	do {
		n = read(r->socket, &byte, 1);
	} while (n < 0 && errno == EINTR);
	return n == 1 ? 0 : -1;
}

void reaper_dismiss(struct reaper *r)
{
	send(r->socket, "k", 1, MSG_NOSIGNAL);
	close(r->socket);
	r->socket = -1;
}

void reaper_become(const char *module)
{
	execl(staprun_path(), "staprun", "-d", "--give-up", module, (char *)NULL);
	say_error("the module '%s' is still loaded: remove it with staprun -d %s",
		  module, module);
}

int reaper_finish(struct reaper *r)
{
	if (r->socket >= 0)
		close(r->socket);
	while (r->pid && waitpid(r->pid, &r->status, 0) < 0)
		if (errno != EINTR)
			return -1;
	r->pid = 0;
	return r->status == 0 ? 0 : -1;
}
