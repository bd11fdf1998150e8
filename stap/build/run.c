/* SPDX-License-Identifier: GPL-2.0-or-later */
/* run.c - hands a module to staprun, passes signals on and waits. */
#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stap/build/build_int.h"

extern char **environ;

/* After so many interrupts nobody waits for an orderly end. */
#define MANY_INTERRUPTS	3

static void pair(struct arena *a, struct words *w, const char *option, const char *value)
{
	list_push(a, w, option);
	list_push(a, w, value);
}

static void make_argv(struct session *s, const struct module *m, struct words *w)
{
	const struct options *o = s->opt;
	struct arena *a = s->arena;
	unsigned int i;

	list_push(a, w, s->staprun);
	for (i = 1; i < verbose(s, 5); i++)
		list_push(a, w, "-v");
	if (o->no_warnings)
		list_push(a, w, "-w");
	if (o->output)
		pair(a, w, "-o", o->output);
	if (o->command)
		pair(a, w, "-c", o->command);
	if (o->target_pid)
		pair(a, w, "-t", arena_printf(a, "%d", o->target_pid));
	if (o->buffer_mb)
		pair(a, w, "-b", arena_printf(a, "%u", o->buffer_mb));
	if (o->flight_recorder)
		list_push(a, w, o->output ? "-D" : "-L");
	if (!o->module_name)
		list_push(a, w, "-R");
	if (o->rotate)
		pair(a, w, "-S", o->rotate);
	if (o->colour_option && strcmp(o->colour_option, "auto") != 0)
		pair(a, w, "-C", o->colour_option);
	/* A bare name would be looked for among the installed modules. */
	list_push(a, w, strchr(m->path, '/') ? m->path : arena_printf(a, "./%s", m->path));
	for (i = 0; i < o->globals.n; i++)
		list_push(a, w, o->globals.at[i]);
	list_push(a, w, NULL);
}

/* --- the child ---------------------------------------------------------------------- */

/* Started with the signals that we found, not with those that we hold back; pid or -errno. */
static pid_t start(const struct words *argv, const sigset_t *mask)
{
	posix_spawnattr_t attr;
	sigset_t defaults;
	pid_t pid;
	int rc;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGTERM);
	sigaddset(&defaults, SIGHUP);
	sigaddset(&defaults, SIGQUIT);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, mask);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawnp(&pid, argv->at[0], NULL, &attr, (char *const *)argv->at, environ);
	posix_spawnattr_destroy(&attr);
	return rc ? -rc : pid;
}

/* Its wait status.  What the terminal sent to all of us is not sent twice. */
static int wait_for(pid_t pid, const sigset_t *held)
{
	unsigned int interrupts = 0;
	siginfo_t info;
	int status;

	while (waitpid(pid, &status, WNOHANG) != pid) {
		if (sigwaitinfo(held, &info) < 0 || info.si_signo == SIGCHLD)
			continue;
		if (info.si_code <= 0)
			kill(pid, info.si_signo);
		if (info.si_signo == SIGINT && ++interrupts == MANY_INTERRUPTS) {
			fputs("Too many interrupts received, exiting.\n", stderr);
			kill(pid, SIGTERM);
			return 1 << 8;
		}
	}
	return status;
}

/* Runs it with our own signals held back; its wait status, or -errno. */
static int run(const struct words *argv)
{
	sigset_t held, before;
	int status;
	pid_t pid;

	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGQUIT);	/* staprun detaches, and we go on waiting for it */
	sigaddset(&held, SIGCHLD);
	sigprocmask(SIG_BLOCK, &held, &before);
	pid = start(argv, &before);
	status = pid < 0 ? pid : wait_for(pid, &held);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return status;
}

static void show(const struct words *argv)
{
	unsigned int i;

	fputs("Running", stderr);
	for (i = 0; argv->at[i]; i++)
		fprintf(stderr, " %s", argv->at[i]);
	fputc('\n', stderr);
}

/* 4110 root:stapusr: whoever is not in the group cannot even start it. */
bool run_possible(struct session *s)
{
	const struct passwd *pw;

	if (!strchr(s->staprun, '/') || access(s->staprun, X_OK) == 0)
		return true;
	if (errno != EACCES) {
		diag_plain(s->diag, "run-no-staprun", "cannot start \"%s\": %s; install the "
			   "package systemtap-runtime, or set SYSTEMTAP_STAPRUN to staprun's path",
			   s->staprun, strerror(errno));
		return false;
	}
	pw = getpwuid(getuid());
	diag_plain(s->diag, "run-no-right", "you may not start \"%s\", as members of the group "
		   "stapusr may; root can make you one: usermod -aG stapusr,stapdev %s",
		   s->staprun, pw ? pw->pw_name : "USER");
	return false;
}

int run_module(struct session *s, const struct module *m)
{
	struct words argv = { 0 };
	int status;

	make_argv(s, m, &argv);
	if (verbose(s, 5) > 1)
		show(&argv);
	fflush(stdout);
	status = run(&argv);
	if (status < 0) {
		diag_plain(s->diag, "run-start", "cannot start \"%s\": %s", s->staprun,
			   strerror(-status));
		return 1;
	}
	if (verbose(s, 5) > 1)
		fprintf(stderr, "Spawn waitpid result (0x%x): %d\n", (unsigned int)status,
			WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	if (status == 0)
		return 0;
	if (WIFSIGNALED(status))
		diag_warn(s->diag, "warn-staprun", NULL, "%s exited with signal: %d (%s)",
			  s->staprun, WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		diag_warn(s->diag, "warn-staprun", NULL, "%s exited with status: %d",
			  s->staprun, WEXITSTATUS(status));
	return 1;
}
