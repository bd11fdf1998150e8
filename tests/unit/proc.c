/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc.c - tests of base/proc.h: children. */
#include "base/proc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static int run_sh(const char *script, struct text *out, struct text *err, unsigned timeout)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	const char *const env[] = { "PROC_A=1", "HOME", NULL };
	struct proc p = { argv, env, "/", out, err, timeout };

	return proc_run(&p);
}

TEST(proc_run_captures)
{
	struct text out = TEXT_EMPTY, err = TEXT_EMPTY;

	setenv("PROC_A", "0", 1);
	CHECK_INT(run_sh("echo $PROC_A $HOME; pwd; echo no >&2; exit 7", &out, &err, 0), 7);
	CHECK_STR(out.buf, "1\n/\n");
	CHECK_STR(err.buf, "no\n");
	text_clear(&out);
	CHECK_INT(run_sh("echo a; echo b >&2; echo c", &out, &out, 5), 0);
	CHECK_STR(out.buf, "a\nb\nc\n");
	text_clear(&out);
	CHECK_INT(run_sh("yes | head -c 1000000", &out, NULL, 0), 0);
	CHECK_INT(out.len, 1000000);
	text_free(&out);
	text_free(&err);
}

TEST(proc_run_failures)
{
	const char *const argv[] = { "no-such-program-here", NULL };
	struct proc p = { .argv = argv };
	struct text out = TEXT_EMPTY;

	CHECK_INT(proc_run(&p), -ENOENT);
	CHECK_INT(run_sh("kill -9 $$", NULL, NULL, 0), 128 + 9);
	CHECK_INT(run_sh("exec sleep 30", NULL, NULL, 1), 124);
	CHECK_INT(run_sh("echo x; exec sleep 30", &out, NULL, 1), 124);
	CHECK_STR(out.buf, "x\n");
	text_free(&out);
}
