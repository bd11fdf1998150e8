/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wake.c - waking the reader from a place where tasks cannot be woken. */
#include "runtime.h"

static void wake(struct irq_work *work)
{
	wake_up_all(&container_of(work, struct stp_wake, work)->wq);
}

void stp_wake_init(struct stp_wake *w)
{
	init_waitqueue_head(&w->wq);
	init_irq_work(&w->work, wake);
}

void stp_wake_arm(struct stp_wake *w)
{
	WRITE_ONCE(w->armed, 1);
	smp_mb();			/* pairs with the one in stp_wake_up() */
}

/*
 * One irq_work a sleep of the reader: waking it may run probed functions whose
 * handlers print and come here again, which must not go on for ever.
 */
void stp_wake_up(struct stp_wake *w)
{
	smp_mb();
	if (READ_ONCE(w->armed) && xchg(&w->armed, 0))
		irq_work_queue(&w->work);
}
