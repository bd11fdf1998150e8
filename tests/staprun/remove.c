/* SPDX-License-Identifier: GPL-2.0-or-later */
/* remove.c - whose modules may be removed, and the reaper's watch. */
#include "staprun/remove.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "staprun/kernel.h"
#include "tests/staprun/child.h"
#include "tests/unit/test.h"

int __wrap_kernel_delete_module(const char *name, unsigned int flags);
int __wrap_kernel_open_base(void);
int __wrap_kernel_open_module(const char *name);
int __wrap_kernel_open_control(int dir);

/* Stands for /proc/systemtap; what is removed is gone from it. */
static char base[64];
static bool is_attached;

int __wrap_kernel_delete_module(const char *name, unsigned int flags)
{
	char path[256];

	(void)flags;
	snprintf(path, sizeof(path), "%s/%s/.cmd", base, name);
	unlink(path);
	snprintf(path, sizeof(path), "%s/%s", base, name);
	return rmdir(path);
}

int __wrap_kernel_open_base(void)
{
	return open(base, O_RDONLY | O_DIRECTORY);
}

int __wrap_kernel_open_module(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", base, name);
	return open(path, O_RDONLY | O_DIRECTORY);
}

int __wrap_kernel_open_control(int dir)
{
	if (is_attached) {
		errno = EBUSY;
		return -1;
	}
	return openat(dir, ".cmd", O_RDWR);
}

static void add(const char *name, uid_t owner)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", base, name);
	mkdir(path, 0755);
	snprintf(path, sizeof(path), "%s/%s/.cmd", base, name);
	fd = open(path, O_RDWR | O_CREAT, 0600);
	if (fd < 0 || (owner != getuid() && fchown(fd, owner, owner)))
		abort();
	close(fd);
}

static bool is_there(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", base, name);
	return !access(path, F_OK);
}

static void set_up(void)
{
	strcpy(base, "/tmp/remove.XXXXXX");
	if (!mkdtemp(base))
		abort();
	chmod(base, 0755);
	is_attached = false;
}

static void tear_down(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -r %s", base);
	if (system(command))
		printf("cannot remove %s\n", base);
}

static void remove_it(void *name)
{
	if (!freopen("/dev/null", "w", stdout))
		exit(99);
	exit(remove_modules(name));
}

/* The same as user 65534 who runs a setuid program. */
static void remove_as_user(void *name)
{
	if (!freopen("/dev/null", "w", stdout) || setresuid(65534, 0, 0))
		exit(99);
	exit(remove_modules(name));
}

TEST(remove_own)
{
	struct child_result r;

	set_up();
	add("stap_a", getuid());
	r = child_run(remove_it, "stap_a");
	CHECK_INT(r.status, 0);
	CHECK_STR(r.err, "");
	CHECK(!is_there("stap_a"));
	tear_down();
}

TEST(remove_missing)
{
	struct child_result r;

	set_up();
	r = child_run(remove_it, "ext4");
	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "'ext4' is not a zombie systemtap module"));
	tear_down();
}

TEST(remove_attached)
{
	struct child_result r;

	set_up();
	add("stap_a", getuid());
	is_attached = true;
	r = child_run(remove_it, "stap_a");
	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "its stapio is still running"));
	CHECK(is_there("stap_a"));
	tear_down();
}

TEST(remove_of_others)
{
	struct child_result r;

	if (geteuid() != 0)
		return;
	set_up();
	add("stap_root", 0);
	add("stap_mine", 65534);
	r = child_run(remove_as_user, "stap_root");
	CHECK_INT(r.status, 1);
	CHECK(strstr(r.err, "it belongs to another user"));
	CHECK(is_there("stap_root"));
	r = child_run(remove_as_user, "*");
	CHECK_INT(r.status, 0);
	CHECK_STR(r.err, "");
	CHECK(is_there("stap_root"));
	CHECK(!is_there("stap_mine"));
	tear_down();
}

/* ---- the reaper ------------------------------------------------------------ */

struct watch {
	pid_t pid;
	int socket;
};

static void begin_watch(struct watch *w, const char *name)
{
	int ends[2];

	fflush(stdout);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		abort();
	w->socket = ends[0];
	w->pid = fork();
	if (w->pid == 0) {
		close(ends[0]);
		dup2(ends[1], STDIN_FILENO);
		close(ends[1]);
		exit(remove_when_closed(name));
	}
	close(ends[1]);
}

static bool is_on_guard(struct watch *w)
{
	struct pollfd pfd = { .fd = w->socket, .events = POLLIN };
	char byte;

	return poll(&pfd, 1, 5000) == 1 && read(w->socket, &byte, 1) == 1;
}

static int end_watch(struct watch *w)
{
	int status;

	close(w->socket);
	waitpid(w->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

TEST(reaper_removes)
{
	struct watch w;

	set_up();
	add("stap_a", getuid());
	begin_watch(&w, "stap_a");
	CHECK(is_on_guard(&w));
	CHECK(is_there("stap_a"));
	CHECK(getsid(w.pid) == w.pid);	/* ^C and a killed group do not reach it */
	CHECK_INT(end_watch(&w), 0);
	CHECK(!is_there("stap_a"));
	tear_down();
}

TEST(reaper_dismissed)
{
	struct watch w;

	set_up();
	add("stap_a", getuid());
	begin_watch(&w, "stap_a");
	CHECK(is_on_guard(&w));
	CHECK(write(w.socket, "k", 1) == 1);
	CHECK_INT(end_watch(&w), 0);
	CHECK(is_there("stap_a"));
	tear_down();
}

TEST(reaper_refuses)
{
	struct watch w;

	set_up();
	begin_watch(&w, "ext4");	/* it says why on stderr */
	CHECK(!is_on_guard(&w));
	CHECK_INT(end_watch(&w), 1);
	tear_down();
}

static void watch_null(void *name)
{
	int fd = open("/dev/null", O_RDONLY);

	dup2(fd, STDIN_FILENO);
	exit(remove_when_closed(name));
}

TEST(reaper_wants_socket)
{
	struct child_result r;

	set_up();
	add("stap_a", getuid());
	r = child_run(watch_null, "stap_a");
	CHECK_INT(r.status, 1);
	CHECK(is_there("stap_a"));
	tear_down();
}
