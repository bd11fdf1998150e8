/* SPDX-License-Identifier: GPL-2.0-or-later */
/* build_run.c - what staprun is started with, and what its end means. */
#include <signal.h>

#include "build_session.h"
#include "test.h"

/* A staprun that writes its words to DIR/words and then does what is told. */
static void fake(struct fixture *f, const char *then)
{
	f->s.staprun = fixture_file(f, "staprun", arena_printf(f->s.arena,
		"#!/bin/sh\nfor w; do echo \"$w\"; done >%s/words\n%s\n", f->dir, then));
	chmod(f->s.staprun, 0755);
}

static const char *words(struct fixture *f)
{
	char *data, *copy, *p;
	size_t len;

	if (file_read(arena_printf(f->s.arena, "%s/words", f->dir), &data, &len) < 0)
		return "";
	copy = arena_strndup(f->s.arena, data, len);
	free(data);
	for (p = copy; *p; p++)
		*p = *p == '\n' ? ' ' : *p;
	return copy;
}

TEST(words_in_order)
{
	const struct module m = { .path = "/tmp/x.ko", .name = "x" };
	struct fixture f;

	fixture_open(&f);
	fake(&f, "exit 0");
	CHECK_INT(run_module(&f.s, &m), 0);
	CHECK_STR(words(&f), "-R /tmp/x.ko ");
	f.opt.no_warnings = true;
	f.opt.output = "out";
	f.opt.command = "ls -l";
	f.opt.buffer_mb = 4;
	f.opt.rotate = "1,2";
	f.opt.colour_option = "always";
	list_push(f.s.arena, &f.opt.globals, "a=1");
	list_push(f.s.arena, &f.opt.globals, "b=x y");
	CHECK_INT(run_module(&f.s, &m), 0);
	CHECK_STR(words(&f), "-w -o out -c ls -l -b 4 -R -S 1,2 -C always /tmp/x.ko a=1 b=x y ");
	fixture_close(&f);
}

TEST(named_module)
{
	const struct module m = { .path = "mine.ko", .name = "mine" };
	struct fixture f;

	fixture_open(&f);
	fake(&f, "exit 0");
	f.opt.module_name = "mine";
	f.opt.target_pid = 42;
	f.opt.colour_option = "auto";
	CHECK_INT(run_module(&f.s, &m), 0);
	CHECK_STR(words(&f), "-t 42 ./mine.ko ");
	fixture_close(&f);
}

TEST(status)
{
	const struct module m = { .path = "/tmp/x.ko", .name = "x" };
	struct fixture f;

	fixture_open(&f);
	fake(&f, "exit 7");
	CHECK_INT(run_module(&f.s, &m), 1);
	CHECK(strstr(fixture_said(&f), "staprun exited with status: 7"));
	fake(&f, "kill -9 $$");
	CHECK_INT(run_module(&f.s, &m), 1);
	CHECK(strstr(fixture_said(&f), "staprun exited with signal: 9 (Killed)"));
	f.s.staprun = "/nonexistent/staprun";
	CHECK_INT(run_module(&f.s, &m), 1);
	CHECK(strstr(fixture_said(&f), "cannot start \"/nonexistent/staprun\": No such file"));
	fixture_close(&f);
}

/* A QUIT or TERM that only stap gets is passed on; stap waits for the orderly end. */
TEST(signals)
{
	const struct module m = { .path = "/tmp/x.ko", .name = "x" };
	struct fixture f;

	fixture_open(&f);
	fake(&f, "trap 'echo quit >>words; kill -TERM $PPID' QUIT\n"
	     "trap 'echo got >>words; exit 0' TERM\nkill -QUIT $PPID\n"
	     "while :; do sleep 0.05; done");
	CHECK_INT(chdir(f.dir), 0);
	CHECK_INT(run_module(&f.s, &m), 0);
	CHECK(strstr(words(&f), "quit got"));
	CHECK_INT(chdir("/"), 0);
	fixture_close(&f);
}
