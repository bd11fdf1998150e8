/* SPDX-License-Identifier: GPL-2.0-or-later */
/* channel.c - one message, one write. */
#include "staprun/channel.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int channel_send(int fd, enum stp_msg type, const void *payload, size_t len)
{
	struct {
		struct stp_msg_head head;
		char payload[STP_MSG_MAX];
	} msg;
	size_t total = sizeof(msg.head) + len;
	ssize_t n;

	if (len > sizeof(msg.payload))
		return EMSGSIZE;
	memset(&msg.head, 0, sizeof(msg.head));
	msg.head.protocol = STP_PROTOCOL;
	msg.head.type = type;
	msg.head.len = (unsigned int)len;
	if (len)
		memcpy(msg.payload, payload, len);
	do {
		n = write(fd, &msg, total);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno;
	return (size_t)n == total ? 0 : EIO;
}
