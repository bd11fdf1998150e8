/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc.c - tests of base/proc.h: children, files, hashes. */
#include "base/proc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

TEST(proc_directories)
{
	char dir[] = "/tmp/proc-test-XXXXXX", path[64];
	struct stat st;
	int why;

	CHECK(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a/b/c", dir);
	CHECK_INT(make_dirs(path, 0700), 0);
	CHECK_INT(make_dirs(path, 0700), 0);
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0700);
	snprintf(path, sizeof(path), "%s/a/link", dir);
	CHECK_INT(symlink("/usr", path), 0);
	snprintf(path, sizeof(path), "%s/a/file", dir);
	CHECK_INT(file_replace(path, "x", 1, 0600), 0);
	CHECK_INT(make_dirs(path, 0700), -ENOTDIR);
	/* Where nobody can make one, the reason is the kernel's. */
	CHECK_INT(mkdir("/sys/none", 0700), -1);
	why = errno;
	CHECK_INT(make_dirs("/sys/none", 0700), -why);
	CHECK_INT(remove_tree(dir), 0);
	CHECK_INT(stat(dir, &st), -1);
	CHECK_INT(remove_tree(dir), -ENOENT);
	CHECK_INT(stat("/usr", &st), 0);
}

TEST(proc_files)
{
	char dir[] = "/tmp/proc-test-XXXXXX", path[64], missing[64], *data;
	struct stat st;
	size_t len;

	CHECK(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/f", dir);
	snprintf(missing, sizeof(missing), "%s/none/f", dir);
	CHECK_INT(file_replace(path, "one", 3, 0640), 0);
	CHECK_INT(file_replace(path, "a\0b", 3, 0644), 0);
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0644);
	CHECK_INT(file_read(path, &data, &len), 0);
	CHECK_INT(len, 3);
	CHECK_INT(memcmp(data, "a\0b", 4), 0);
	free(data);
	CHECK_INT(file_replace(missing, "", 0, 0644), -ENOENT);
	CHECK_INT(file_read(dir, &data, &len), -EISDIR);
	CHECK_INT(file_read(missing, &data, &len), -ENOENT);
	CHECK_INT(unlink(path), 0);
	CHECK_INT(rmdir(dir), 0);		/* nothing was left behind */
}

static void hex(const char *const *items, char out[33])
{
	struct hash h;

	hash_init(&h);
	for (; *items; items++)
		hash_bytes(&h, *items, strlen(*items));
	hash_hex(&h, out);
}

TEST(proc_hash)
{
	static const char *const sets[][3] = {
		{ NULL }, { "" }, { "a" }, { "b" }, { "a", "b" }, { "ab" },
		{ "ab", "" }, { "12345678" }, { "123456789" }, { "1234567890" },
	};
	enum { N = sizeof(sets) / sizeof(sets[0]) };
	char out[N][33], again[33];
	int i, j;

	for (i = 0; i < N; i++) {
		hex(sets[i], out[i]);
		hex(sets[i], again);
		CHECK_INT(strlen(again), 32);
		CHECK_STR(again, out[i]);
		for (j = 0; j < i; j++)
			CHECK(strcmp(out[i], out[j]) != 0);
	}
}
