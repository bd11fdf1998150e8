/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake.h - a faked module for the tests of stapio: a socket for the control
 * channel, files for the rings, a shell script for the reaper.
 */
#ifndef TESTS_STAPRUN_FAKE_H
#define TESTS_STAPRUN_FAKE_H

#include "staprun/session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "staprun/kernel.h"
#include "tests/staprun/lane.h"

#define LANES	2

/* What the link puts in place of the real one: WRAP_* in Makefile.in. */
int __wrap_kernel_open_control(int dir);

static int control_socket = -1;

int __wrap_kernel_open_control(int dir)
{
	(void)dir;
	return fcntl(control_socket, F_DUPFD_CLOEXEC, 3);
}

struct fake {
	char dir[64];
	struct lane lane[LANES];
	unsigned long long seq;
	int module;			/* the module's end of the channel */
	pid_t stapio;
	struct options opt;
	char text[1 << 16];
};

/* Stands for staprun -d: says what it would do. */
static const char reaper[] =
	"#!/bin/sh\n"
	"[ \"$2\" != --give-up ] || { echo given up >\"$REAPER_LOG\"; exit 1; }\n"
	"[ -z \"$REAPER_KILLED\" ] || kill -9 $$\n"
	"trap '' PIPE\n"
	"printf r >&0 2>/dev/null\n"
	"if [ \"$(dd bs=1 count=1 2>/dev/null)\" = k ]\n"
	"then echo kept; else echo removed; fi >\"$REAPER_LOG\"\n"
	"exit ${REAPER_STATUS:-0}\n";

static inline const char *path(struct fake *f, const char *name)
{
	static char buf[128];

	snprintf(buf, sizeof(buf), "%s/%s", f->dir, name);
	return buf;
}

static inline void make_reaper(struct fake *f)
{
	FILE *script = fopen(path(f, "reaper"), "w");

	fputs(reaper, script);
	fclose(script);
	chmod(path(f, "reaper"), 0755);
	setenv("SYSTEMTAP_STAPRUN", path(f, "reaper"), 1);
	setenv("REAPER_LOG", path(f, "log"), 1);
	unsetenv("REAPER_STATUS");
}

static inline bool set_up(struct fake *f)
{
	unsigned int i;

	memset(f, 0, sizeof(*f));
	strcpy(f->dir, "/tmp/session.XXXXXX");
	if (!mkdtemp(f->dir))
		return false;
	for (i = 0; i < LANES; i++)
		if (!lane_make(&f->lane[i], f->dir, i, LANES, 1 << 16))
			return false;
	make_reaper(f);
	f->opt.dir_fd = -1;
	f->opt.timeout_ms = 200;
	f->opt.color = COLOR_NEVER;
	f->opt.module = "fake";
	return true;
}

static inline void redirect(struct fake *f, const char *name, int to)
{
	int fd = open(path(f, name), O_WRONLY | O_CREAT | O_APPEND, 0600);

	dup2(fd, to);
	close(fd);
}

static inline void launch(struct fake *f)
{
	int ends[2];

	fflush(stdout);
	socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends);
	f->module = ends[0];
	f->stapio = fork();
	if (f->stapio) {
		close(ends[1]);
		return;
	}
	close(ends[0]);
	setpgid(0, 0);
	if (f->opt.output == NULL)
		redirect(f, "out", STDOUT_FILENO);
	redirect(f, getenv("TOGETHER") ? "out" : "err", STDERR_FILENO);
	control_socket = ends[1];
	f->opt.dir_fd = open(f->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	alarm(20);
	_exit(session_run(&f->opt));
}

/* The next message of stapio; -1: it did not come in time. */
static inline int next_command(struct fake *f, struct stp_msg_start *start)
{
	struct pollfd pfd = { .fd = f->module, .events = POLLIN };
	struct {
		struct stp_msg_head head;
		struct stp_msg_start start;
	} msg;

	memset(&msg, 0, sizeof(msg));
	if (start)
		*start = msg.start;
	if (poll(&pfd, 1, 5000) != 1 || read(f->module, &msg, sizeof(msg)) <= 0)
		return -1;
	if (start)
		*start = msg.start;
	return (int)msg.head.type;
}

static inline void say_bytes(struct fake *f, unsigned int type, const void *payload,
		      size_t len)
{
	struct {
		struct stp_msg_head head;
		char payload[STP_MSG_MAX];
	} msg = { .head = { STP_PROTOCOL, type, (unsigned int)len, 0 } };

	if (len)
		memcpy(msg.payload, payload, len);
	if (write(f->module, &msg, sizeof(msg.head) + len) < 0)
		perror("write");
}

static inline void say(struct fake *f, unsigned int type)
{
	say_bytes(f, type, NULL, 0);
}

static inline void say_text(struct fake *f, unsigned int type, const char *text)
{
	say_bytes(f, type, text, strlen(text) + 1);
}

static inline void say_started(struct fake *f, int result)
{
	struct stp_msg_started m = { result };

	say_bytes(f, STP_MSG_STARTED, &m, sizeof(m));
}

static inline void print(struct fake *f, unsigned int lane, const char *text)
{
	lane_text(&f->lane[lane], ++f->seq, text);
}

static inline void pause_ms(int ms)
{
	poll(NULL, 0, ms);
}

static inline void put(struct fake *f, const void *bytes, unsigned int len)
{
	f->seq++;
	while (!lane_put(&f->lane[f->seq / 100 % LANES], f->seq, bytes, len))
		pause_ms(1);
}

/* START is answered, so the session runs. */
static inline bool run_up(struct fake *f)
{
	launch(f);
	if (next_command(f, NULL) != STP_MSG_START)
		return false;
	say_started(f, 0);
	return true;
}

/* stapio asks for the end and gets it. */
static inline bool wind_down(struct fake *f)
{
	if (next_command(f, NULL) != STP_MSG_EXIT)
		return false;
	say(f, STP_MSG_EXITED);
	return true;
}

/* Its exit status; 1000 + signal. */
static inline int ended(struct fake *f)
{
	int status;

	if (waitpid(f->stapio, &status, 0) != f->stapio)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static inline const char *file(struct fake *f, const char *name)
{
	FILE *in = fopen(path(f, name), "r");
	size_t n = in ? fread(f->text, 1, sizeof(f->text) - 1, in) : 0;

	f->text[n] = '\0';
	if (in)
		fclose(in);
	return in ? f->text : "(no file)";
}

static inline void tear_down(struct fake *f)
{
	char command[128];

	close(f->module);
	snprintf(command, sizeof(command), "rm -r %s", f->dir);
	if (system(command))
		printf("cannot remove %s\n", f->dir);
}

#endif
