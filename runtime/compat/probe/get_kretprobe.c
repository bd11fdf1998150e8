/* SPDX-License-Identifier: GPL-2.0-or-later */
/* get_kretprobe.c - is there a function from the instance to its kretprobe? */
#include <linux/kprobes.h>

struct kretprobe *stp_probe(struct kretprobe_instance *ri);
struct kretprobe *stp_probe(struct kretprobe_instance *ri)
{
	return get_kretprobe(ri);
}
