/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.c - the main loop of stapio.
 *
 * The main thread owns everything here: it reads the module's messages and
 * the signals and decides.  The reader thread carries the output; START and
 * EXIT are written by threads of their own (see control.h).  What was opened
 * is closed in reverse at the end, so that the module can be removed.
 */
#include "staprun/session.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "staprun/background.h"
#include "staprun/child.h"
#include "staprun/control.h"
#include "staprun/output.h"
#include "staprun/reader.h"
#include "staprun/report.h"
#include "staprun/rings.h"

#define PATIENT_SIGNALS	2	/* one more, and stapio leaves at once */

struct session {
	const struct options *opt;
	struct report report;
	struct output output;
	struct rings rings;
	struct reader reader;
	struct control control;
	struct child child;
	struct reaper reaper;
	int signal_fd;
	int background_fd;		/* -D: who waits for the start; -1 */
	unsigned int n_signals;
	bool has_reaper;
	bool has_reader;
	bool is_started;
	bool is_stopping;		/* EXIT was sent */
	bool is_over;			/* the loop ends */
	bool wants_detach;
	bool is_detached;		/* the module stays */
	bool output_failed;
	long long woken_ms;		/* last time the module said: data */
};

static long long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

/* Always false. */
static bool fail(struct session *s, const char *fmt, ...) printf_like(2, 3);

static bool fail(struct session *s, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	report_error(&s->report, "%s", text);
	return false;
}

/* ---- what ends a session ------------------------------------------------- */

static void stop(struct session *s)
{
	int err;

	if (s->is_stopping)
		return;
	s->is_stopping = true;
	err = control_exit(&s->control);
	if (err) {
		report_error(&s->report, "cannot end the session: %s", strerror(err));
		s->is_over = true;
	}
}

/* The probes stay armed, the module stays loaded. */
static void detach(struct session *s)
{
	int err = control_detach(&s->control);

	if (err) {
		report_error(&s->report, "cannot disconnect: %s", strerror(err));
		stop(s);
		return;
	}
	s->is_detached = true;
	s->is_over = true;
}

static void started(struct session *s, int result)
{
	if (result) {
		if (!s->report.failed)
			report_error(&s->report, "the module did not start: %s",
				     strerror(-result));
		s->report.failed = true;
		s->is_over = true;
		return;
	}
	s->is_started = true;
	if (s->child.pid)
		child_release(&s->child);
	if (s->background_fd >= 0) {
		background_ready(s->background_fd);
		s->background_fd = -1;
		s->report.to_syslog = true;
	}
	if (s->opt->load_only || s->wants_detach)
		detach(s);
}

/* ---- events -------------------------------------------------------------- */

static void run_command(struct session *s, const char *text)
{
	int err = child_system(text);

	if (err)
		report_warning(&s->report, "cannot run the script's command '%s': %s",
			       text, strerror(err));
}

static void handle_message(struct session *s, const struct message *m)
{
	switch (m->head.type) {
	case STP_MSG_STARTED:
		started(s, m->started.result);
		break;
	case STP_MSG_EXITED:
		s->is_over = true;
		break;
	case STP_MSG_REQUEST_EXIT:
		stop(s);
		break;
	case STP_MSG_TEXT:
		reader_catch_up(&s->reader);
		report_text(&s->report, m->text);
		break;
	case STP_MSG_SYSTEM:
		reader_catch_up(&s->reader);
		run_command(s, m->text);
		break;
	default:
		report_warning(&s->report, "the module sent a message of unknown type %u",
			       m->head.type);
	}
}

/* Nothing but data: under load, let some gather before looking again. */
static void data_arrived(struct session *s)
{
	const struct timespec nap = { .tv_nsec = 2 * 1000 * 1000 };
	long long now = now_ms();

	reader_wake(&s->reader);
	if (now - s->woken_ms < 3)
		nanosleep(&nap, NULL);
	s->woken_ms = now;
}

static void read_messages(struct session *s)
{
	bool found = false;
	struct message m;
	int err;

	while (!(err = control_read(&s->control, &m))) {
		found = true;
		handle_message(s, &m);
	}
	if (err != EAGAIN) {
		report_error(&s->report, "cannot read the module's messages: %s",
			     strerror(err));
		s->is_over = true;
		return;
	}
	if (found)
		reader_wake(&s->reader);
	else
		data_arrived(s);
}

static void child_ended(struct session *s, int status)
{
	s->child.pid = 0;
	if (WIFSIGNALED(status))
		report_warning(&s->report, "Child process exited with signal %d (%s)",
			       WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status))
		report_warning(&s->report, "Child process exited with status %d",
			       WEXITSTATUS(status));
	if (status)
		s->report.failed = true;
	stop(s);
}

static void reap_children(struct session *s)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == s->child.pid)
			child_ended(s, status);
		if (pid == s->reaper.pid) {
			s->reaper.pid = 0;
			s->reaper.status = status;
		}
	}
}

static void asked_to_end(struct session *s, unsigned int sig)
{
	/* ^C reaches the command as well, and its end is ours. */
	if (sig == SIGINT && s->child.pid)
		return;
	if (++s->n_signals > PATIENT_SIGNALS)
		_exit(EXIT_FAILURE);	/* the reaper removes the module */
	stop(s);
}

static void read_signals(struct session *s)
{
	struct signalfd_siginfo si;

	while (read(s->signal_fd, &si, sizeof(si)) == sizeof(si)) {
		switch (si.ssi_signo) {
		case SIGCHLD:
			reap_children(s);
			break;
		case SIGUSR2:
			reader_next_file(&s->reader);
			break;
		case SIGQUIT:
			s->wants_detach = true;
			if (s->is_started && !s->is_stopping)
				detach(s);
			break;
		default:
			asked_to_end(s, si.ssi_signo);
		}
	}
}

static void write_failed(struct session *s)
{
	uint64_t n;

	if (read(s->reader.failed_fd, &n, sizeof(n)) < 0)
		return;
	s->output_failed = true;
	stop(s);
}

static int outcome(struct command *cmd)
{
	return cmd->is_running ? atomic_load(&cmd->err) : 0;
}

/* A command that the module refused has no answer to wait for. */
static void command_done(struct session *s)
{
	uint64_t n;
	int err;

	if (read(s->control.done_fd, &n, sizeof(n)) < 0)
		return;
	read_messages(s);
	err = outcome(&s->control.start);
	if (err > 0 && !s->is_started && !s->is_over)
		started(s, -err);
	err = outcome(&s->control.exit);
	if (err > 0 && !s->is_over) {
		report_error(&s->report, "the module did not end: %s", strerror(err));
		s->is_over = true;
	}
}

static void loop(struct session *s)
{
	struct pollfd fds[] = {
		{ .fd = s->control.fd, .events = POLLIN },
		{ .fd = s->signal_fd, .events = POLLIN },
		{ .fd = s->reader.failed_fd, .events = POLLIN },
		{ .fd = s->control.done_fd, .events = POLLIN },
	};

	while (!s->is_over) {
		if (poll(fds, sizeof(fds) / sizeof(*fds), -1) < 0)
			continue;
		if (fds[1].revents)
			read_signals(s);
		if (fds[2].revents)
			write_failed(s);
		if (fds[3].revents)
			command_done(s);
		if (!s->is_over && fds[0].revents)
			read_messages(s);
	}
}

/* ---- opening and closing ------------------------------------------------- */

static void catch_signals(struct session *s)
{
	struct sigaction hup;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGQUIT);
	sigaddset(&set, SIGUSR2);
	sigaddset(&set, SIGCHLD);
	/* Under nohup a blocked signal would come through all the same. */
	if (sigaction(SIGHUP, NULL, &hup) || hup.sa_handler != SIG_IGN)
		sigaddset(&set, SIGHUP);
	signal(SIGCHLD, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_SETMASK, &set, NULL);
	s->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (s->signal_fd < 0)
		die("cannot receive signals: %s", strerror(errno));
}

static bool find_target(struct session *s)
{
	int target = s->opt->target;

	if (target && kill(target, 0) && errno == ESRCH)
		return fail(s, "there is no process %d to trace", target);
	return true;
}

static bool open_output(struct session *s)
{
	int err = output_open(&s->output, s->opt);

	if (err)
		return fail(s, "cannot write to '%s': %s", s->output.name,
			    strerror(err));
	return true;
}

static bool open_control(struct session *s)
{
	int err = control_open(&s->control, s->opt->dir_fd);

	if (err == EBUSY)
		return fail(s, "another stapio is attached to '%s'",
			    s->opt->module);
	if (err)
		return fail(s, "cannot open the control channel of '%s': %s",
			    s->opt->module, strerror(err));
	return true;
}

static bool start_command(struct session *s)
{
	const char *command = s->opt->command;
	int err = command ? child_start(&s->child, command) : 0;

	if (err)
		return fail(s, "cannot fork for '%s': %s", command, strerror(err));
	return true;
}

static bool open_rings(struct session *s)
{
	int err = rings_open(&s->rings, s->opt->dir_fd, s->opt->attach);

	if (err)
		return fail(s, "cannot map the output buffers of '%s': %s",
			    s->opt->module, strerror(err));
	return true;
}

/* It is asked to start first, so that it gets ready meanwhile. */
static bool start_reaper(struct session *s)
{
	int err = reaper_start(&s->reaper, s->opt->module);

	if (err)
		return fail(s, "cannot start the staprun that removes the module '%s': %s",
			    s->opt->module, strerror(err));
	s->has_reaper = true;
	return true;
}

static bool wait_for_reaper(struct session *s)
{
	if (reaper_wait(&s->reaper))
		return fail(s, "'%s' was not started, since it could not be removed at the end",
			    s->opt->module);
	return true;
}

static bool start_reader(struct session *s)
{
	int err = reader_start(&s->reader, &s->rings, &s->output,
			       s->opt->timeout_ms);

	if (err)
		return fail(s, "cannot start a thread: %s", strerror(err));
	s->has_reader = true;
	return true;
}

static bool start_probes(struct session *s)
{
	const struct options *o = s->opt;
	int err;

	if (o->attach) {
		started(s, 0);
		return true;
	}
	err = control_start(&s->control, s->child.pid ? s->child.pid : o->target);
	if (err)
		return fail(s, "cannot start a thread: %s", strerror(err));
	return true;
}

/* All that forks comes before the first thread. */
static bool begin(struct session *s)
{
	return start_reaper(s) && find_target(s) && open_output(s) &&
	       open_control(s) && start_command(s) && open_rings(s) &&
	       wait_for_reaper(s) && start_reader(s) && start_probes(s);
}

static void report_losses(struct session *s)
{
	struct rings *r = &s->rings;

	if (r->missing > r->late)
		report_warning(&s->report, "%llu records of output are missing",
			       r->missing - r->late);
	if (r->late)
		report_warning(&s->report, "%llu records of output came late, out of order",
			       r->late);
	if (r->n_broken) {
		report_error(&s->report, "%u output buffers held nonsense: output was lost",
			     r->n_broken);
	}
}

/* The last step: nothing of ours uses the module any more. */
static void remove_module(struct session *s)
{
	if (s->has_reaper && s->is_detached)
		reaper_dismiss(&s->reaper);
	if (s->has_reaper && !reaper_finish(&s->reaper))
		return;
	if (s->is_detached)
		return;
	s->report.failed = true;
	if (s->has_reaper && WIFSIGNALED(s->reaper.status))
		report_error(&s->report, "the process that was to remove the module was "
			     "killed (%s); removing it", strsignal(WTERMSIG(s->reaper.status)));
	if (!s->has_reaper || WIFSIGNALED(s->reaper.status))
		reaper_become(s->opt->module);
}

/* What was opened, in reverse; it need not be all. */
static void end(struct session *s)
{
	int err;

	if (s->child.pid && !s->is_started)
		child_kill(&s->child);
	control_wait(&s->control);
	if (s->has_reader)
		reader_finish(&s->reader);
	report_losses(s);
	rings_close(&s->rings);
	err = output_close(&s->output);
	if (err)
		report_error(&s->report, "cannot write to %s: %s", s->output.name,
			     strerror(err));
	control_close(&s->control);
	close(s->opt->dir_fd);
	remove_module(s);
}

int session_run(const struct options *o)
{
	struct session s = {
		.opt = o,
		.signal_fd = -1,
		.background_fd = -1,
		.output.fd = -1,
		.control = { .fd = -1, .done_fd = -1 },
		.reaper.socket = -1,
	};

	report_init(&s.report, o);
	catch_signals(&s);
	if (o->daemon)
		s.background_fd = background_fork();
	if (begin(&s))
		loop(&s);
	end(&s);
	if (s.is_detached && s.wants_detach)
		fprintf(stderr, "\nDisconnecting from systemtap module.\n\n"
				"To reconnect, type \"staprun -A %s\"\n", o->module);
	return s.report.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
