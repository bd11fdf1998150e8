/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kernel.c - the system calls and fixed paths that tests replace. */
#include "staprun/kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "runtime/protocol.h"
#include "staprun/options.h"

int kernel_init_module(const void *bytes, unsigned long len, const char *args)
{
	return (int)syscall(SYS_init_module, bytes, len, args);
}

int kernel_delete_module(const char *name, unsigned int flags)
{
	return (int)syscall(SYS_delete_module, name, flags);
}

int kernel_find_name(const char *name)
{
	int dir = open("/sys/module", O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc, err;

	if (dir < 0)
		return -1;
	rc = faccessat(dir, name, F_OK, 0);
	err = errno;
	close(dir);
	errno = err;
	return rc;
}

int kernel_open_base(void)
{
	struct statfs fs;
	int fd;

	fd = open(STP_PROC_DIR, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (!fstatfs(fd, &fs) && fs.f_type == PROC_SUPER_MAGIC)
		return fd;
	close(fd);
	errno = ENOENT;
	return -1;
}

int kernel_open_module(const char *name)
{
	int base, fd, err;

	if (!options_name_ok(name)) {
		errno = EINVAL;
		return -1;
	}
	base = kernel_open_base();
	if (base < 0)
		return -1;
	fd = openat(base, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	err = errno;
	close(base);
	errno = err;
	return fd;
}

int kernel_open_control(int dir)
{
	return openat(dir, ".cmd", O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
}

FILE *kernel_open_symbols(void)
{
	return fopen("/proc/kallsyms", "re");
}
