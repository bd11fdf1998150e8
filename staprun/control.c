/* SPDX-License-Identifier: GPL-2.0-or-later */
/* control.c - messages to and from the module. */
#include "staprun/control.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "staprun/channel.h"
#include "staprun/kernel.h"

int control_open(struct control *c, int dir)
{
	memset(c, 0, sizeof(*c));
	c->fd = -1;
	c->done_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (c->done_fd < 0)
		return errno;
	c->fd = kernel_open_control(dir);
	return c->fd < 0 ? errno : 0;
}

int control_read(struct control *c, struct message *m)
{
	size_t room = sizeof(m->head) + STP_MSG_MAX;
	char bytes[sizeof(m->head) + STP_MSG_MAX];
	ssize_t n;

	do {
		n = read(c->fd, bytes, room);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno;
	if ((size_t)n < sizeof(m->head))
		return EPROTO;
	memcpy(&m->head, bytes, sizeof(m->head));
	if (m->head.protocol != STP_PROTOCOL ||
	    m->head.len != (size_t)n - sizeof(m->head))
		return EPROTO;
	memcpy(m->text, bytes + sizeof(m->head), m->head.len);
	m->text[m->head.len] = '\0';
	if (m->head.type == STP_MSG_STARTED && m->head.len < sizeof(m->started))
		return EPROTO;
	return 0;
}

static void *run(void *arg)
{
	struct command *cmd = arg;
	struct stp_msg_start start = { .target = cmd->control->target };
	bool is_start = cmd->type == STP_MSG_START;
	uint64_t one = 1;
	int err;

	err = channel_send(cmd->control->fd, cmd->type, is_start ? &start : NULL,
			   is_start ? sizeof(start) : 0);
	atomic_store(&cmd->err, err);
	if (write(cmd->control->done_fd, &one, sizeof(one)) < 0)
		return NULL;
	return NULL;
}

static int command(struct control *c, struct command *cmd, enum stp_msg type)
{
	int err;

	cmd->control = c;
	cmd->type = type;
	atomic_init(&cmd->err, -1);
	err = pthread_create(&cmd->thread, NULL, run, cmd);
	cmd->is_running = !err;
	return err;
}

int control_start(struct control *c, int target)
{
	c->target = target;
	return command(c, &c->start, STP_MSG_START);
}

int control_exit(struct control *c)
{
	return command(c, &c->exit, STP_MSG_EXIT);
}

int control_detach(struct control *c)
{
	return channel_send(c->fd, STP_MSG_DETACH, NULL, 0);
}

static void wait_for(struct command *cmd)
{
	if (cmd->is_running)
		pthread_join(cmd->thread, NULL);
	cmd->is_running = false;
}

void control_wait(struct control *c)
{
	wait_for(&c->start);
	wait_for(&c->exit);
}

void control_close(struct control *c)
{
	if (c->fd >= 0)
		close(c->fd);
	if (c->done_fd >= 0)
		close(c->done_fd);
}
