/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.c - stapio from START to the end, against a faked module: a socket
 * for the control channel and files for the rings (staprun/session.c).
 */
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
#include "tests/unit/test.h"

#define LANES	2

/* What the link puts in place of the real one: see WRAP_session. */
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

static const char *path(struct fake *f, const char *name)
{
	static char buf[128];

	snprintf(buf, sizeof(buf), "%s/%s", f->dir, name);
	return buf;
}

static void make_reaper(struct fake *f)
{
	FILE *script = fopen(path(f, "reaper"), "w");

	fputs(reaper, script);
	fclose(script);
	chmod(path(f, "reaper"), 0755);
	setenv("SYSTEMTAP_STAPRUN", path(f, "reaper"), 1);
	setenv("REAPER_LOG", path(f, "log"), 1);
	unsetenv("REAPER_STATUS");
}

static bool set_up(struct fake *f)
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

static void redirect(struct fake *f, const char *name, int to)
{
	int fd = open(path(f, name), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);

	dup2(fd, to);
	close(fd);
}

static void launch(struct fake *f)
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
	redirect(f, "err", STDERR_FILENO);
	control_socket = ends[1];
	f->opt.dir_fd = open(f->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	alarm(20);
	_exit(session_run(&f->opt));
}

/* The next message of stapio; -1: it did not come in time. */
static int next_command(struct fake *f, struct stp_msg_start *start)
{
	struct pollfd pfd = { .fd = f->module, .events = POLLIN };
	struct {
		struct stp_msg_head head;
		struct stp_msg_start start;
	} msg;

	memset(&msg, 0, sizeof(msg));
	if (poll(&pfd, 1, 5000) != 1 || read(f->module, &msg, sizeof(msg)) <= 0)
		return -1;
	if (start)
		*start = msg.start;
	return (int)msg.head.type;
}

static void say_bytes(struct fake *f, unsigned int type, const void *payload,
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

static void say(struct fake *f, unsigned int type)
{
	say_bytes(f, type, NULL, 0);
}

static void say_text(struct fake *f, unsigned int type, const char *text)
{
	say_bytes(f, type, text, strlen(text) + 1);
}

static void say_started(struct fake *f, int result)
{
	struct stp_msg_started m = { result };

	say_bytes(f, STP_MSG_STARTED, &m, sizeof(m));
}

static void print(struct fake *f, unsigned int lane, const char *text)
{
	lane_text(&f->lane[lane], ++f->seq, text);
}

static void pause_ms(int ms)
{
	poll(NULL, 0, ms);
}

static void put(struct fake *f, const void *bytes, unsigned int len)
{
	f->seq++;
	while (!lane_put(&f->lane[f->seq / 100 % LANES], f->seq, bytes, len))
		pause_ms(1);
}

/* START is answered, so the session runs. */
static bool run_up(struct fake *f)
{
	launch(f);
	if (next_command(f, NULL) != STP_MSG_START)
		return false;
	say_started(f, 0);
	return true;
}

/* stapio asks for the end and gets it. */
static bool wind_down(struct fake *f)
{
	if (next_command(f, NULL) != STP_MSG_EXIT)
		return false;
	say(f, STP_MSG_EXITED);
	return true;
}

/* Its exit status; 1000 + signal. */
static int ended(struct fake *f)
{
	int status;

	if (waitpid(f->stapio, &status, 0) != f->stapio)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static const char *file(struct fake *f, const char *name)
{
	FILE *in = fopen(path(f, name), "r");
	size_t n = in ? fread(f->text, 1, sizeof(f->text) - 1, in) : 0;

	f->text[n] = '\0';
	if (in)
		fclose(in);
	return in ? f->text : "(no file)";
}

static void tear_down(struct fake *f)
{
	char command[128];

	close(f->module);
	snprintf(command, sizeof(command), "rm -r %s", f->dir);
	if (system(command))
		printf("cannot remove %s\n", f->dir);
}

TEST(session_exit_by_script)
{
	struct stp_msg_start start;
	struct fake f;

	CHECK(set_up(&f));
	f.opt.target = getpid();
	launch(&f);
	CHECK_INT(next_command(&f, &start), STP_MSG_START);
	CHECK_INT(start.target, getpid());
	print(&f, 1, "begin\n");
	say_started(&f, 0);
	print(&f, 0, "middle\n");
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK_INT(next_command(&f, NULL), STP_MSG_EXIT);
	print(&f, 1, "end\n");
	say(&f, STP_MSG_EXITED);
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "out"), "begin\nmiddle\nend\n");
	CHECK_STR(file(&f, "err"), "");
	CHECK_STR(file(&f, "log"), "removed\n");
	tear_down(&f);
}

TEST(session_output_is_prompt)
{
	struct fake f;
	int i;

	CHECK(set_up(&f));
	CHECK(run_up(&f));
	pause_ms(300);		/* all is asleep */
	print(&f, 0, "now\n");
	say_text(&f, STP_MSG_TEXT, "WARNING: look\n");	/* wakes, as data does */
	for (i = 0; i < 100 && strcmp(file(&f, "out"), "now\n"); i++)
		pause_ms(1);
	CHECK(i < 50);
	kill(f.stapio, SIGTERM);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 0);
	tear_down(&f);
}

TEST(session_start_refused)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.command = "echo started";
	launch(&f);
	CHECK_INT(next_command(&f, NULL), STP_MSG_START);
	say_started(&f, -EINVAL);
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "err"), "ERROR: the module did not start: Invalid argument\n");
	CHECK_STR(file(&f, "out"), "");	/* the command never ran */
	CHECK_STR(file(&f, "log"), "removed\n");
	tear_down(&f);
}

TEST(session_start_refused_with_reason)
{
	struct fake f;

	CHECK(set_up(&f));
	launch(&f);
	CHECK_INT(next_command(&f, NULL), STP_MSG_START);
	say_text(&f, STP_MSG_TEXT, "ERROR: the reason\n");
	say_started(&f, -EINVAL);
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "err"), "ERROR: the reason\n");
	tear_down(&f);
}

TEST(session_texts)
{
	struct fake f;

	CHECK(set_up(&f));
	CHECK(run_up(&f));
	say_text(&f, STP_MSG_TEXT, "WARNING: one\n");
	say_text(&f, STP_MSG_TEXT, "WARNING: two");
	say_text(&f, STP_MSG_TEXT, "WARNING: one\n");
	say_text(&f, STP_MSG_TEXT, "ERROR: bad\n");
	say_text(&f, STP_MSG_TEXT, "ERROR: bad\n");
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "err"),
		  "WARNING: one\nWARNING: two\nERROR: bad\nERROR: bad\n");
	tear_down(&f);
}

TEST(session_no_warnings)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.no_warnings = true;
	CHECK(run_up(&f));
	say_text(&f, STP_MSG_TEXT, "WARNING: one\n");
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "err"), "");
	tear_down(&f);
}

TEST(session_colors)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.color = COLOR_ALWAYS;
	unsetenv("SYSTEMTAP_COLORS");
	CHECK(run_up(&f));
	say_text(&f, STP_MSG_TEXT, "ERROR: bad\n");
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "err"), "\033[01;31m\033[KERROR:\033[m\033[K bad\n");
	tear_down(&f);
}

TEST(session_command)
{
	struct stp_msg_start start;
	struct fake f;

	CHECK(set_up(&f));
	f.opt.command = "sh -c 'echo ran; exit 3'";
	launch(&f);
	CHECK_INT(next_command(&f, &start), STP_MSG_START);
	CHECK(start.target > 1 && !kill(start.target, 0));
	pause_ms(100);
	CHECK_STR(file(&f, "out"), "");	/* held until the probes are armed */
	say_started(&f, 0);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "out"), "ran\n");
	CHECK_STR(file(&f, "err"), "WARNING: Child process exited with status 3\n");
	tear_down(&f);
}

TEST(session_command_killed)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.command = "kill -9 $$; true";	/* needs a shell */
	CHECK(run_up(&f));
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "err"),
		  "WARNING: Child process exited with signal 9 (Killed)\n");
	tear_down(&f);
}

TEST(session_command_missing)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.command = "/no/such/program";
	CHECK(run_up(&f));
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "err"),
		  "ERROR: cannot execute '/no/such/program': No such file or directory\n"
		  "WARNING: Child process exited with status 127\n");
	tear_down(&f);
}

/* Neither the channel nor the reaper's socket may leak into other processes. */
TEST(session_command_descriptors)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.command = "ls -l /proc/self/fd";
	CHECK(run_up(&f));
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 0);
	CHECK(strstr(file(&f, "out"), "1 -> "));
	CHECK(!strstr(file(&f, "out"), "socket:"));
	CHECK(!strstr(file(&f, "out"), "pipe:"));
	tear_down(&f);
}

TEST(session_interrupt)
{
	struct fake f;

	CHECK(set_up(&f));
	CHECK(run_up(&f));
	kill(f.stapio, SIGINT);
	CHECK_INT(next_command(&f, NULL), STP_MSG_EXIT);
	print(&f, 0, "end probe\n");
	say(&f, STP_MSG_EXITED);
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "out"), "end probe\n");
	tear_down(&f);
}

TEST(session_third_signal)
{
	struct fake f;
	int i;

	CHECK(set_up(&f));
	CHECK(run_up(&f));
	for (i = 0; i < 3; i++) {
		kill(f.stapio, SIGTERM);
		pause_ms(50);
	}
	CHECK_INT(ended(&f), 1);	/* no EXITED ever came */
	pause_ms(200);
	CHECK_STR(file(&f, "log"), "removed\n");
	tear_down(&f);
}

TEST(session_killed)
{
	struct fake f;

	CHECK(set_up(&f));
	CHECK(run_up(&f));
	pause_ms(100);
	kill(f.stapio, SIGKILL);
	CHECK_INT(ended(&f), 1000 + SIGKILL);
	pause_ms(300);
	CHECK_STR(file(&f, "log"), "removed\n");
	tear_down(&f);
}

TEST(session_quit_detaches)
{
	struct fake f;

	CHECK(set_up(&f));
	CHECK(run_up(&f));
	print(&f, 0, "before\n");
	pause_ms(50);
	kill(f.stapio, SIGQUIT);
	CHECK_INT(next_command(&f, NULL), STP_MSG_DETACH);
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "out"), "before\n");
	CHECK_STR(file(&f, "err"), "\nDisconnecting from systemtap module.\n\n"
		  "To reconnect, type \"staprun -A fake\"\n");
	CHECK_STR(file(&f, "log"), "kept\n");
	tear_down(&f);
}

TEST(session_load_only)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.load_only = true;
	CHECK(run_up(&f));
	CHECK_INT(next_command(&f, NULL), STP_MSG_DETACH);
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "log"), "kept\n");
	tear_down(&f);
}

TEST(session_attach)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.attach = true;
	f.seq = 100;
	print(&f, 0, "first\n");
	launch(&f);
	pause_ms(100);
	print(&f, 1, "second\n");
	kill(f.stapio, SIGINT);
	CHECK(wind_down(&f));		/* no START before */
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "out"), "first\nsecond\n");
	CHECK_STR(file(&f, "err"), "");
	CHECK_STR(file(&f, "log"), "removed\n");
	tear_down(&f);
}

TEST(session_system)
{
	struct fake f;
	int i;

	CHECK(set_up(&f));
	CHECK(run_up(&f));
	say_text(&f, STP_MSG_SYSTEM, "echo from the shell | tr a-z A-Z");
	for (i = 0; i < 500 && strcmp(file(&f, "out"), "FROM THE SHELL\n"); i++)
		pause_ms(10);
	CHECK_STR(file(&f, "out"), "FROM THE SHELL\n");
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 0);
	tear_down(&f);
}

TEST(session_reaper_fails)
{
	struct fake f;

	CHECK(set_up(&f));
	setenv("REAPER_STATUS", "1", 1);
	CHECK(run_up(&f));
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 1);
	tear_down(&f);
}

TEST(session_reaper_killed)
{
	struct fake f;

	CHECK(set_up(&f));
	setenv("REAPER_KILLED", "y", 1);
	launch(&f);
	unsetenv("REAPER_KILLED");
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "log"), "given up\n");	/* another one did it */
	tear_down(&f);
}

TEST(session_no_reaper)
{
	struct fake f;

	CHECK(set_up(&f));
	setenv("SYSTEMTAP_STAPRUN", "/bin/false", 1);	/* refuses */
	launch(&f);
	CHECK_INT(ended(&f), 1);	/* START was never sent */
	CHECK_INT(next_command(&f, NULL), -1);
	CHECK_STR(file(&f, "err"),
		  "ERROR: 'fake' was not started, since it could not be removed at the end\n");
	tear_down(&f);
}

TEST(session_disk_full)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.output = "/dev/full";
	CHECK(run_up(&f));
	print(&f, 0, "lost\n");
	CHECK(wind_down(&f));		/* it ends by itself, in order */
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "err"), "ERROR: cannot write to /dev/full: No space left on device\n");
	tear_down(&f);
}

TEST(session_output_unwritable)
{
	struct fake f;

	CHECK(set_up(&f));
	f.opt.output = "/no/such/directory/x";
	launch(&f);
	CHECK_INT(ended(&f), 1);
	CHECK_STR(file(&f, "err"),
		  "ERROR: cannot write to '/no/such/directory/x': No such file or directory\n");
	CHECK_STR(file(&f, "log"), "removed\n");
	tear_down(&f);
}

TEST(session_files)
{
	static char mega[1000];
	struct fake f;
	char name[128];
	int i;

	CHECK(set_up(&f));
	snprintf(name, sizeof(name), "%s", path(&f, "%%o"));
	f.opt.output = name;
	f.opt.rotate_mb = 1;
	f.opt.rotate_files = 2;
	CHECK(run_up(&f));
	memset(mega, 'x', sizeof(mega));
	for (i = 0; i < 3200; i++)
		put(&f, mega, sizeof(mega));
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 0);
	CHECK(access(path(&f, "%o.1"), F_OK));	/* only the last two are kept */
	CHECK(!access(path(&f, "%o.2"), F_OK));
	CHECK(!access(path(&f, "%o.3"), F_OK));
	tear_down(&f);
}

TEST(session_next_file)
{
	struct fake f;
	char name[128];

	CHECK(set_up(&f));
	snprintf(name, sizeof(name), "%s", path(&f, "o"));
	f.opt.output = name;
	CHECK(run_up(&f));
	print(&f, 0, "one\n");
	pause_ms(300);
	kill(f.stapio, SIGUSR2);
	pause_ms(50);
	CHECK(access(path(&f, "o.1"), F_OK));	/* not before there is output */
	print(&f, 0, "two\n");
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "o"), "one\n");
	CHECK_STR(file(&f, "o.1"), "two\n");
	tear_down(&f);
}

/* As fast as two writers can: every line is there, once and in order. */
TEST(session_300000_lines)
{
	unsigned long long n, expected = 0;
	struct fake f;
	char line[64];
	FILE *out;

	CHECK(set_up(&f));
	CHECK(run_up(&f));
	for (n = 1; n <= 300000; n++) {
		snprintf(line, sizeof(line), "line %llu\n", n);
		put(&f, line, (unsigned int)strlen(line));
	}
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "err"), "");
	out = fopen(path(&f, "out"), "r");
	while (fscanf(out, "line %llu\n", &n) == 1 && n == expected + 1)
		expected = n;
	fclose(out);
	CHECK_INT(expected, 300000);
	tear_down(&f);
}
