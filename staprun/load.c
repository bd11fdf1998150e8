/* SPDX-License-Identifier: GPL-2.0-or-later */
/* load.c - from a file name to bytes in private memory to the kernel. */
#include "staprun/load.h"

#include <asm/unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "staprun/die.h"
#include "staprun/kernel.h"

#define MAX_BYTES	(256 << 20)

/* The name is resolved already: whatever is a link now was put there since. */
static int open_resolved(const char *path)
{
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW,
		.resolve = RESOLVE_NO_SYMLINKS,
	};

	return (int)syscall(__NR_openat2, AT_FDCWD, path, &how, sizeof(how));
}

/*
 * The file can be changed while it is read, and a mapping of it even later:
 * what counts is one private copy, checked and then loaded.
 */
static void read_whole(struct load *l, int fd, size_t size)
{
	size_t got = 0;
	ssize_t n;
	char more;

	l->image.len = size;
	l->image.bytes = mmap(NULL, size, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (l->image.bytes == MAP_FAILED)
		die("no memory for the %zu bytes of '%s'", size, l->path);
	while (got < size) {
		n = read(fd, l->image.bytes + got, size - got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die("cannot read '%s': %s", l->path, strerror(errno));
		if (n == 0)
			break;
		got += (size_t)n;
	}
	if (got != size || read(fd, &more, 1) != 0)
		die("'%s' changed while it was read: try again", l->path);
}

static void find_blessed(struct load *l, const char *blessed)
{
	struct stat st;

	if (!realpath(blessed, l->blessed) || stat(l->blessed, &st)) {
		l->blessed[0] = '\0';
		return;
	}
	l->dir.uid = st.st_uid;
	l->dir.mode = st.st_mode;
}

static int open_as(const struct who *w, bool as_root, const char *path)
{
	int fd, err;

	if (!as_root)
		who_files_as_user(w);
	fd = open_resolved(path);
	err = errno;
	if (!as_root)
		who_files_as_root(w);
	errno = err;
	return fd;
}

void load_read(struct load *l, const struct who *w, const char *path,
	       const char *blessed)
{
	struct stat st;
	char *real;
	int fd, err;

	memset(l, 0, sizeof(*l));
	find_blessed(l, blessed);
	who_files_as_user(w);
	real = realpath(path, l->path);
	err = errno;
	who_files_as_root(w);
	if (!real)
		die("cannot find the module '%s': %s", path, strerror(err));
	fd = open_as(w, policy_is_below(l->path, l->blessed), l->path);
	if (fd < 0)
		die("cannot open the module '%s': %s", l->path, strerror(errno));
	if (fstat(fd, &st))
		die("cannot look at '%s': %s", l->path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		die("'%s' is not a module: not a regular file", l->path);
	if (st.st_size <= 0 || st.st_size > MAX_BYTES)
		die("'%s' is not a module: its size is %lld bytes", l->path,
		    (long long)st.st_size);
	l->file.uid = st.st_uid;
	l->file.mode = st.st_mode;
	read_whole(l, fd, (size_t)st.st_size);
	close(fd);
}

void load_free(struct load *l)
{
	munmap(l->image.bytes, l->image.len);
	l->image.bytes = NULL;
}

int load_insert(const struct image *img, const char *args)
{
	return kernel_init_module(img->bytes, img->len, args) ? errno : 0;
}

const char *load_error(int err, const char *name)
{
	switch (err) {
	case ENOEXEC:
		return "Invalid module format: it was made for another kernel; "
		       "make it for this one: stap -p4 -m NAME SCRIPT";
	case ENOENT:
		return "Unknown symbol in module: it was made for another kernel; "
		       "make it for this one: stap -p4 -m NAME SCRIPT";
	case ESRCH:
		return "Module has wrong symbol version: it was made for another kernel; "
		       "make it for this one: stap -p4 -m NAME SCRIPT";
	case EINVAL:
		/* The load has failed, so it is not our own module's. */
		if (!kernel_find_name(name))
			return "the kernel itself has a part of that name: "
			       "choose another for the module with stap -m NAME";
		return "Invalid parameters; dmesg says more";
	case EEXIST:
		return "a module of that name is loaded: choose another with stap -m NAME "
		       "or staprun -R, or, if it is a script's, remove it with staprun -d";
	case EKEYREJECTED:
		return "the kernel wants it signed with a key that it knows (Secure Boot)";
	case EPERM:
		return "Operation not permitted: the kernel is locked down, "
		       "or may not load modules here";
	case ENOMEM:
		return "no memory for its buffers: ask for less with -b, or stap -s";
	case ENOSYS:
		return "this kernel cannot load modules";
	default:
		return strerror(err);
	}
}

int load_remove(const char *name, unsigned int patience_ms)
{
	const struct timespec pause = { .tv_nsec = 20 * 1000 * 1000 };
	unsigned int waited;

	for (waited = 0; ; waited += 20) {
		if (!kernel_delete_module(name, O_NONBLOCK))
			return 0;
		/* A last reader may still be closing its files. */
		if (errno != EINTR && errno != EWOULDBLOCK && errno != EBUSY)
			return errno;
		if (waited >= patience_ms)
			return errno;
		nanosleep(&pause, NULL);
	}
}
