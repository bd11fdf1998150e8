/* SPDX-License-Identifier: GPL-2.0-or-later */
/* file.c - files done whole or not at all, and directories. */
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "text.h"

static int make_dir(const char *path, unsigned mode)
{
	struct stat st;
	int why;

	if (mkdir(path, mode) == 0)
		return 0;
	why = errno;
	if (why != EEXIST && why != EROFS && why != EACCES && why != EPERM)
		return -why;
	/* It may be there all the same, or a link to one. */
	if (stat(path, &st) == 0)
		return S_ISDIR(st.st_mode) ? 0 : -ENOTDIR;
	return why == EEXIST ? -errno : -why;
}

int make_dirs(const char *path, unsigned mode)
{
	char *copy = strdup(path), *slash;
	int rc = 0;

	if (!copy)
		out_of_memory();
	for (slash = copy; rc == 0 && slash && *slash; ) {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = '\0';
		rc = make_dir(copy, mode);
		if (slash)
			*slash = '/';
	}
	free(copy);
	return rc;
}

/* Empties the directory behind fd, which it closes. */
static int remove_below(int fd)
{
	DIR *dir = fdopendir(fd);
	struct dirent *e;
	int rc = 0, sub;

	if (!dir) {
		rc = -errno;
		close(fd);
		return rc;
	}
	while (rc == 0 && (e = readdir(dir))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlinkat(fd, e->d_name, 0) == 0)
			continue;
		if (errno != EISDIR && errno != EPERM) {
			rc = -errno;
			break;
		}
		sub = openat(fd, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		rc = sub < 0 ? -errno : remove_below(sub);
		if (rc == 0 && unlinkat(fd, e->d_name, AT_REMOVEDIR) < 0)
			rc = -errno;
	}
	closedir(dir);
	return rc;
}

int remove_tree(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), rc;

	if (fd < 0)
		return -errno;
	rc = remove_below(fd);
	if (rc == 0 && rmdir(path) < 0)
		rc = -errno;
	return rc;
}

static int write_all(int fd, const char *data, size_t len)
{
	ssize_t n;

	while (len) {
		n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

int file_replace(const char *path, const void *data, size_t len, unsigned mode)
{
	char *tmp;
	int fd, rc;

	if (asprintf(&tmp, "%s.XXXXXX", path) < 0)
		out_of_memory();
	fd = mkostemp(tmp, O_CLOEXEC);
	if (fd < 0) {
		rc = -errno;
		free(tmp);
		return rc;
	}
	rc = write_all(fd, data, len);
	if (rc == 0 && fchmod(fd, mode) < 0)
		rc = -errno;
	if (close(fd) < 0 && rc == 0)
		rc = -errno;
	if (rc == 0 && rename(tmp, path) < 0)
		rc = -errno;
	if (rc != 0)
		unlink(tmp);
	free(tmp);
	return rc;
}

static int read_fd(int fd, char **data, size_t *len)
{
	struct text t = TEXT_EMPTY;
	char buf[16384];
	struct stat st;
	ssize_t n;
	int rc;

	if (fstat(fd, &st) < 0)
		return -errno;
	if (!S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? -EISDIR : -EINVAL;
	text_putn(&t, "", 0);
	while ((n = read(fd, buf, sizeof(buf))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			rc = -errno;
			text_free(&t);
			return rc;
		}
		text_putn(&t, buf, (size_t)n);
	}
	*data = t.buf;
	*len = t.len;
	return 0;
}

int file_read(const char *path, char **data, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc;

	if (fd < 0)
		return -errno;
	rc = read_fd(fd, data, len);
	close(fd);
	return rc;
}
