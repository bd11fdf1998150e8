/* SPDX-License-Identifier: GPL-2.0-or-later */
/* file.c - tests of base/file.h: files and directories. */
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

TEST(file_directories)
{
	char dir[] = "/tmp/file-test-XXXXXX", path[64];
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

TEST(file_files)
{
	char dir[] = "/tmp/file-test-XXXXXX", path[64], missing[64], *data;
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
