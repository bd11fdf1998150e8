/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kretprobe.h - from the instance of a kretprobe to what it belongs to. */
#ifndef STP_COMPAT_KRETPROBE_H
#define STP_COMPAT_KRETPROBE_H

#include <linux/kprobes.h>
#include "compat_config.h"

/* NULL: it is being unregistered. */
static inline struct kretprobe *stp_kretprobe_of(struct kretprobe_instance *ri)
{
#ifdef STP_HAVE_GET_KRETPROBE
	return get_kretprobe(ri);
#else				/* before 5.11 */
	return ri->rp;
#endif
}

/* Where the function returns to. */
static inline unsigned long stp_kretprobe_address(struct kretprobe_instance *ri)
{
#ifdef STP_HAVE_GET_KRETPROBE_RETADDR
	return get_kretprobe_retaddr(ri);
#else				/* before 5.16 */
	return (unsigned long)ri->ret_addr;
#endif
}

#endif
