/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stapio.c - the unprivileged half: output, messages, the end.
 *
 * staprun executes it as the user who called, with the module loaded and its
 * directory open.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "staprun/die.h"
#include "staprun/options.h"
#include "staprun/session.h"

int main(int argc, char **argv)
{
	struct options o;
	struct stat st;

	options_parse(&o, PROGRAM_STAPIO, argc, argv);
	if (getuid() != geteuid() || getgid() != getegid())
		die("stapio must not be setuid or setgid");
	if (o.dir_fd < 0)
		die("stapio is started by staprun: run that");
	if (fstat(o.dir_fd, &st) || !S_ISDIR(st.st_mode) ||
	    fcntl(o.dir_fd, F_SETFD, FD_CLOEXEC))
		die("-F %d is not the module's directory", o.dir_fd);
	return session_run(&o);
}
