/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * channel.h - write one message of runtime/protocol.h.
 */
#ifndef STAPRUN_CHANNEL_H
#define STAPRUN_CHANNEL_H

#include <stddef.h>

#include "runtime/protocol.h"

/* 0 or the errno.  Blocks as long as the module works on the message. */
int channel_send(int fd, enum stp_msg type, const void *payload, size_t len);

#endif
