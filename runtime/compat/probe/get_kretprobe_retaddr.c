/* SPDX-License-Identifier: GPL-2.0-or-later */
/* get_kretprobe_retaddr.c - is there a function for the return address? */
#include <linux/kprobes.h>

unsigned long stp_probe(struct kretprobe_instance *ri);
unsigned long stp_probe(struct kretprobe_instance *ri)
{
	return get_kretprobe_retaddr(ri);
}
