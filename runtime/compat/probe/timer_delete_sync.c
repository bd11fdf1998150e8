/* SPDX-License-Identifier: GPL-2.0-or-later */
/* timer_delete_sync.c - is del_timer_sync() called timer_delete_sync()? */
#include <linux/timer.h>

int stp_probe(struct timer_list *t);
int stp_probe(struct timer_list *t)
{
	return timer_delete_sync(t);
}
