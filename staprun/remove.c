/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * remove.c - may this user remove this module, and its removal.
 *
 * 1. The module MUST have a control channel in our directory of /proc: no
 *    other kernel module can be removed with staprun's rights.
 * 2. The channel MUST be readable and writable by the caller's real ids.
 * 3. Nobody MUST be attached: it must open.  Closing it again also ends a
 *    session that lost its reader.
 * 4. The reaper checks all this when it starts and again before it removes:
 *    the module of that name may be another one by then.
 */
#include "staprun/remove.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "staprun/die.h"
#include "staprun/kernel.h"
#include "staprun/load.h"

#define PATIENCE_MS		1000
#define REAPER_PATIENCE_MS	60000

/* 0, or the errno: ENOENT not ours, EACCES somebody else's. */
static int check_owner(const char *name, int *dir)
{
	int err = 0;

	*dir = kernel_open_module(name);
	if (*dir < 0)
		return errno == EINVAL || errno == ENOTDIR ? ENOENT : errno;
	/* Not AT_EACCESS: the real ids are asked for. */
	if (faccessat(*dir, ".cmd", R_OK | W_OK, 0))
		err = errno;
	if (err) {
		close(*dir);
		*dir = -1;
	}
	return err;
}

static int end_session(int dir, unsigned int patience_ms)
{
	const struct timespec pause = { .tv_nsec = 20 * 1000 * 1000 };
	unsigned int waited = 0;
	int fd;

	while ((fd = kernel_open_control(dir)) < 0) {
		if (errno != EBUSY || waited >= patience_ms)
			return errno;
		nanosleep(&pause, NULL);
		waited += 20;
	}
	close(fd);
	return 0;
}

static int complain(const char *name, int err)
{
	switch (err) {
	case 0:
		return EXIT_SUCCESS;
	case ENOENT:
		say_error("'%s' is not a zombie systemtap module: "
			  "the loaded ones are in /proc/systemtap", name);
		break;
	case EACCES:
	case EPERM:
		say_error("Couldn't remove module '%s': it belongs to another user", name);
		break;
	case EBUSY:
	case EWOULDBLOCK:
		say_error("Couldn't remove module '%s': "
			  "its stapio is still running; end that first", name);
		break;
	default:
		say_error("Couldn't remove module '%s': %s", name, strerror(err));
	}
	return EXIT_FAILURE;
}

static int remove_one(const char *name, unsigned int patience_ms)
{
	int dir = -1;
	int err = check_owner(name, &dir);

	if (!err)
		err = end_session(dir, patience_ms);
	if (dir >= 0)
		close(dir);
	if (!err)
		err = load_remove(name, patience_ms);
	return err;
}

static int remove_all(void)
{
	int status = EXIT_SUCCESS;
	int base = kernel_open_base();
	struct dirent *d;
	int err;
	DIR *dir;

	if (base < 0)
		return EXIT_SUCCESS;	/* nothing was ever loaded */
	dir = fdopendir(base);
	if (!dir)
		die("cannot read the directory of modules: %s", strerror(errno));
	while ((d = readdir(dir))) {
		if (!options_name_ok(d->d_name))
			continue;
		err = remove_one(d->d_name, 0);
		if (!err)
			printf("Module %s removed.\n", d->d_name);
		else if (err != EACCES && err != ENOENT && err != EBUSY)
			status = complain(d->d_name, err);
	}
	closedir(dir);
	return status;
}

int remove_modules(const char *name)
{
	if (!strcmp(name, "*"))
		return remove_all();
	return complain(name, remove_one(name, PATIENCE_MS));
}

/*
 * Out of the reach of what ends stapio: the terminal, its process group, and
 * killall by our name, which is meant for sessions.
 */
static void stand_aside(void)
{
	int null;

	setsid();
	prctl(PR_SET_NAME, "reaper");
	if (chdir("/"))
		die("cannot change to /: %s", strerror(errno));
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || dup2(null, STDOUT_FILENO) < 0)
		die("cannot open /dev/null: %s", strerror(errno));
	close(null);
}

/* true: the other end is gone; false: we are not needed any more. */
static bool wait_for_end(void)
{
	ssize_t n;
	char byte;

	do {
		n = read(STDIN_FILENO, &byte, 1);
	} while (n < 0 && errno == EINTR);
	return n <= 0;
}

int remove_when_closed(const char *name)
{
	struct stat st;
	int dir, err;

	if (fstat(STDIN_FILENO, &st) || !S_ISSOCK(st.st_mode))
		die("--wait-stdin is for stapio's use only");
	err = check_owner(name, &dir);
	if (err)
		return complain(name, err);
	close(dir);
	stand_aside();
	/* If stapio is gone already, that is seen by reading. */
	if (send(STDIN_FILENO, "r", 1, MSG_NOSIGNAL) == 1 && !wait_for_end())
		return EXIT_SUCCESS;
	return complain(name, remove_one(name, REAPER_PATIENCE_MS));
}
