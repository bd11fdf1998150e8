/* SPDX-License-Identifier: GPL-2.0-or-later */
/* session.c - stapio from START to the end (staprun/session.c). */
#include "tests/staprun/fake.h"
#include "tests/unit/test.h"

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

/* Both streams in one file: a message comes after what was printed before. */
TEST(session_texts_in_order)
{
	struct fake f;

	CHECK(set_up(&f));
	setenv("TOGETHER", "y", 1);
	CHECK(run_up(&f));
	unsetenv("TOGETHER");
	pause_ms(250);			/* the reader sleeps */
	print(&f, 0, "before\n");
	say_text(&f, STP_MSG_TEXT, "WARNING: one\n");
	say(&f, STP_MSG_REQUEST_EXIT);
	CHECK(wind_down(&f));
	CHECK_INT(ended(&f), 0);
	CHECK_STR(file(&f, "out"), "before\nWARNING: one\n");
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
