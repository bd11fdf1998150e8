/* SPDX-License-Identifier: GPL-2.0-or-later */
/* load.c - reading, inserting and removing modules in a faked kernel. */
#include "staprun/load.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "staprun/kernel.h"
#include "staprun/who.h"
#include "tests/staprun/child.h"
#include "tests/unit/test.h"

int __wrap_kernel_init_module(const void *bytes, unsigned long len, const char *args);
int __wrap_kernel_delete_module(const char *name, unsigned int flags);
int __wrap_kernel_find_name(const char *name);

/* What the kernel saw, and what it shall answer. */
static struct {
	char bytes[64];
	unsigned long len;
	char args[64];
	char name[64];
	unsigned int flags;
	int calls;
	int fail_first;			/* so many calls fail, with */
	int err;
} kernel;

static int answer(void)
{
	if (kernel.calls++ >= kernel.fail_first)
		return 0;
	errno = kernel.err;
	return -1;
}

int __wrap_kernel_init_module(const void *bytes, unsigned long len, const char *args)
{
	memcpy(kernel.bytes, bytes, len < 64 ? len : 64);
	kernel.len = len;
	strcpy(kernel.args, args);
	return answer();
}

int __wrap_kernel_delete_module(const char *name, unsigned int flags)
{
	strcpy(kernel.name, name);
	kernel.flags = flags;
	return answer();
}

/* It has a part of this name only. */
int __wrap_kernel_find_name(const char *name)
{
	errno = ENOENT;
	return strcmp(name, "printk") ? -1 : 0;
}

struct dir {
	char path[64];
	char file[128];
	char other[128];
};

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (write(fd, text, strlen(text)) < 0)
		perror(path);
	close(fd);
}

static void set_up(struct dir *d)
{
	memset(&kernel, 0, sizeof(kernel));
	strcpy(d->path, "/tmp/load.XXXXXX");
	if (!mkdtemp(d->path))
		abort();
	chmod(d->path, 0755);
	snprintf(d->file, sizeof(d->file), "%s/a.ko", d->path);
	snprintf(d->other, sizeof(d->other), "%s/b.ko", d->path);
	put(d->file, "module bytes");
}

static void tear_down(struct dir *d)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -r %s", d->path);
	if (system(command))
		printf("cannot remove %s\n", d->path);
}

static struct who me(void)
{
	return (struct who){ .uid = getuid(), .gid = getgid(), .egid = getegid() };
}

/* What is loaded is what was read, whatever became of the file. */
TEST(load_same_bytes)
{
	struct who w = me();
	struct load l;
	struct dir d;

	set_up(&d);
	load_read(&l, &w, d.file, "/no/such");
	put(d.file, "other bytes!");
	CHECK_INT(load_insert(&l.image, "a=1"), 0);
	CHECK_INT(kernel.len, 12);
	CHECK(!memcmp(kernel.bytes, "module bytes", 12));
	CHECK_STR(kernel.args, "a=1");
	CHECK_STR(l.blessed, "");
	load_free(&l);
	tear_down(&d);
}

TEST(load_facts)
{
	struct who w = me();
	struct load l;
	struct dir d;

	set_up(&d);
	chmod(d.file, 0606);
	if (symlink("a.ko", d.other))
		abort();
	load_read(&l, &w, d.other, d.path);
	CHECK_STR(l.path, d.file);
	CHECK_STR(l.blessed, d.path);
	CHECK_INT(l.file.mode, S_IFREG | 0606);
	CHECK_INT(l.file.uid, getuid());
	CHECK(S_ISDIR(l.dir.mode));
	load_free(&l);
	tear_down(&d);
}

static void read_file(void *path)
{
	struct who w = me();
	struct load l;

	load_read(&l, &w, path, "/no/such");
}

TEST(load_refuses)
{
	struct child_result r;
	struct dir d;

	set_up(&d);
	r = child_run(read_file, d.other);
	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "No such file or directory"));
	if (mkfifo(d.other, 0644))
		abort();
	r = child_run(read_file, d.other);	/* and does not hang */
	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "not a regular file"));
	r = child_run(read_file, d.path);
	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "not a regular file"));
	put(d.file, "");
	r = child_run(read_file, d.file);
	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "its size is 0 bytes"));
	if (truncate(d.file, 1LL << 40))
		abort();
	r = child_run(read_file, d.file);
	CHECK_INT(r.status, 1);
	tear_down(&d);
}

/* A setuid program of a user who may not read the file. */
static void read_as_user(void *path)
{
	struct who w = { .uid = 65534, .gid = 65534 };
	struct load l;

	w.egid = getegid();
	load_read(&l, &w, path, "/no/such");
}

TEST(load_with_users_rights)
{
	struct child_result r;
	struct dir d;

	if (geteuid() != 0)
		return;
	set_up(&d);
	r = child_run(read_as_user, d.file);
	CHECK_INT(r.status, 0);
	chmod(d.file, 0600);
	r = child_run(read_as_user, d.file);
	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "Permission denied"));
	/* What he cannot see looks the same, there or not. */
	chmod(d.path, 0700);
	r = child_run(read_as_user, d.file);
	CHECK(strstr(r.err, "Permission denied"));
	r = child_run(read_as_user, d.other);
	CHECK(strstr(r.err, "Permission denied"));
	tear_down(&d);
}

TEST(load_insert_fails)
{
	static const int errs[] = { ENOEXEC, ENOENT, ESRCH, EINVAL, EEXIST, EPERM,
				    ENOMEM, EKEYREJECTED, ENOSYS };
	struct image img = { (unsigned char *)"x", 1 };
	size_t i;

	for (i = 0; i < sizeof(errs) / sizeof(*errs); i++) {
		memset(&kernel, 0, sizeof(kernel));
		kernel.fail_first = 1;
		kernel.err = errs[i];
		CHECK_INT(load_insert(&img, ""), errs[i]);
		CHECK(load_error(errs[i], "x")[0]);
	}
	CHECK(strstr(load_error(EEXIST, "x"), "-R"));
	CHECK(strstr(load_error(EINVAL, "x"), "dmesg"));
	CHECK(strstr(load_error(EINVAL, "printk"), "-m NAME"));
	CHECK(!strstr(load_error(ENOMEM, "printk"), "-m NAME"));
}

TEST(load_remove)
{
	memset(&kernel, 0, sizeof(kernel));
	kernel.fail_first = 3;
	kernel.err = EWOULDBLOCK;
	CHECK_INT(load_remove("stap_x", 1000), 0);
	CHECK_INT(kernel.calls, 4);
	CHECK_STR(kernel.name, "stap_x");
	CHECK_INT(kernel.flags, O_NONBLOCK);	/* never O_TRUNC: by force */
}

TEST(load_remove_patience)
{
	memset(&kernel, 0, sizeof(kernel));
	kernel.fail_first = 1000;
	kernel.err = EWOULDBLOCK;
	CHECK_INT(load_remove("stap_x", 100), EWOULDBLOCK);
	CHECK(kernel.calls > 2 && kernel.calls < 10);
	memset(&kernel, 0, sizeof(kernel));
	kernel.fail_first = 1000;
	kernel.err = ENOENT;
	CHECK_INT(load_remove("stap_x", 1000), ENOENT);
	CHECK_INT(kernel.calls, 1);
}

/* A program whose real ids are a user's and whose effective ones root's. */
static void drop(void *arg)
{
	struct who w;

	(void)arg;
	if (setresgid(65534, 65534, 65534) || setresuid(65534, 0, 0))
		exit(99);
	who_find(&w);
	if (w.uid != 65534 || w.gid != 65534 || !w.is_setuid)
		exit(98);
	who_drop_privileges(&w);
	if (getuid() != 65534 || geteuid() != 65534 || !setuid(0) || !seteuid(0))
		exit(97);
}

static void find_unprivileged(void *arg)
{
	struct who w;

	(void)arg;
	if (geteuid() == 0 && setresuid(65534, 65534, 65534))
		exit(99);
	who_find(&w);
}

TEST(who_drop_privileges)
{
	struct child_result r;

	if (geteuid() != 0)
		return;
	r = child_run(drop, NULL);
	CHECK_INT(r.status, 0);
}

TEST(who_needs_root)
{
	struct child_result r = child_run(find_unprivileged, NULL);

	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "must run with root's rights"));
}
