/* SPDX-License-Identifier: GPL-2.0-or-later */
/* output.c - gather records, write them whole, change files between them. */
#include "staprun/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SUFFIX_BYTES	21	/* of the longest ".NUMBER" that is kept free */

/* The pattern's name for now, and the number where it belongs. */
static int make_name(struct output *o)
{
	char *base;
	size_t len;
	time_t now = time(NULL);
	struct tm tm;

	if (!localtime_r(&now, &tm))
		return EINVAL;
	len = strftime(o->name, sizeof(o->name) - SUFFIX_BYTES, o->pattern, &tm);
	if (len == 0)
		return ENAMETOOLONG;
	if (o->numbered || o->number)
		snprintf(o->name + len, sizeof(o->name) - len, ".%u", o->number);
	base = strrchr(o->name, '/');
	return strlen(base ? base + 1 : o->name) > NAME_MAX ? ENAMETOOLONG : 0;
}

/* Forget the oldest file when there is one too many. */
static int remember_name(struct output *o)
{
	char **slot;

	if (!o->keep)
		return 0;
	slot = &o->names[o->number % o->keep];
	if (*slot)
		unlink(*slot);
	free(*slot);
	*slot = strdup(o->name);
	return *slot ? 0 : ENOMEM;
}

static int open_file(struct output *o)
{
	int err = make_name(o);

	if (err)
		return err;
	o->fd = open(o->name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (o->fd < 0)
		return errno;
	o->written = 0;
	return remember_name(o);
}

/* A daemon changes its directory, so a relative name is made absolute now. */
static int set_pattern(struct output *o, const char *given)
{
	char dir[PATH_MAX], *p;
	size_t i, n;

	if (given[0] == '/' || !getcwd(dir, sizeof(dir)))
		dir[0] = '\0';
	n = strlen(dir);
	o->pattern = malloc(2 * n + strlen(given) + 2);
	if (!o->pattern)
		return ENOMEM;
	/* A % in the directory's name is not a conversion. */
	for (p = o->pattern, i = 0; i < n; i++) {
		if (dir[i] == '%')
			*p++ = '%';
		*p++ = dir[i];
	}
	if (n)
		*p++ = '/';
	strcpy(p, given);
	return 0;
}

int output_open(struct output *o, const struct options *opt)
{
	int err;

	memset(o, 0, sizeof(*o));
	o->fd = STDOUT_FILENO;
	strcpy(o->name, "standard output");
	o->buf = malloc(OUTPUT_BYTES);
	if (!o->buf)
		return ENOMEM;
	if (!opt->output)
		return 0;
	snprintf(o->name, sizeof(o->name), "%s", opt->output);
	err = set_pattern(o, opt->output);
	if (err)
		return err;
	o->limit = (unsigned long long)opt->rotate_mb << 20;
	o->numbered = opt->rotate_mb != 0;
	o->keep = opt->rotate_files;
	if (o->keep && !(o->names = calloc(o->keep, sizeof(*o->names))))
		return ENOMEM;
	return open_file(o);
}

/* Everything, whatever it takes; a full pipe of another's making is waited for. */
static int write_all(int fd, const char *p, size_t len)
{
	while (len) {
		struct pollfd pfd = { .fd = fd, .events = POLLOUT };
		ssize_t n = write(fd, p, len);

		if (n >= 0) {
			p += n;
			len -= (size_t)n;
		} else if (errno == EAGAIN) {
			poll(&pfd, 1, 1000);
		} else if (errno != EINTR) {
			return errno;
		}
	}
	return 0;
}

void output_flush(struct output *o)
{
	if (o->used && !o->error)
		o->error = write_all(o->fd, o->buf, o->used);
	o->used = 0;
}

static void change_file(struct output *o)
{
	int err;

	o->change = false;
	output_flush(o);
	if (!o->pattern || o->error)
		return;
	if (close(o->fd) && errno != EINTR)
		o->error = errno;
	o->number++;
	err = open_file(o);
	if (err)
		o->error = err;
}

void output_add(struct output *o, const void *data, size_t len)
{
	if (o->change || (o->limit && o->written && o->written + len > o->limit))
		change_file(o);
	if (o->error)
		return;
	if (o->used + len > OUTPUT_BYTES)
		output_flush(o);
	o->written += len;
	if (len > OUTPUT_BYTES) {
		o->error = write_all(o->fd, data, len);
		return;
	}
	memcpy(o->buf + o->used, data, len);
	o->used += len;
}

int output_close(struct output *o)
{
	unsigned int i;

	output_flush(o);
	if (o->pattern && o->fd >= 0 && close(o->fd) && errno != EINTR && !o->error)
		o->error = errno;
	for (i = 0; o->names && i < o->keep; i++)
		free(o->names[i]);
	free(o->names);
	free(o->pattern);
	free(o->buf);
	o->names = NULL;
	o->pattern = NULL;
	o->buf = NULL;
	o->keep = 0;
	return o->error;
}
