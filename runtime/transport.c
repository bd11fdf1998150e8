/* SPDX-License-Identifier: GPL-2.0-or-later */
/* transport.c - the files traceN through which the reader maps the rings. */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/sched/signal.h>
#include <linux/vmalloc.h>

#include "runtime.h"
#include "compat/proc.h"

bool stp_rings_have_news(void)
{
	struct stp_session *s = &stp_session;
	bool news = false;
	unsigned int i;

	for (i = 0; i < s->n_lanes; i++) {
		struct stp_ring *r = &s->lanes[i]->ring;
		u64 head = READ_ONCE(r->head);

		news |= r->told != head;
		r->told = head;
	}
	return news;
}

/*
 * The reader makes room without telling, so look again after a tick.  Only a
 * kill ends the wait early: else nothing that begin or end prints is lost.
 */
bool stp_rings_wait(struct stp_lane *l)
{
	if (!READ_ONCE(stp_session.is_open) || fatal_signal_pending(current))
		return false;
	stp_wake_up(&stp_session.data_wake);
	schedule_timeout_killable(1);
	return true;
}

/* procfs has no owner of its files: an open one pins the module. */
static int open_ring(struct inode *inode, struct file *file)
{
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;
	file->private_data = &((struct stp_lane *)stp_pde_data(inode))->ring;
	return 0;
}

static int close_ring(struct inode *inode, struct file *file)
{
	module_put(THIS_MODULE);
	return 0;
}

static int map_ring(struct file *file, struct vm_area_struct *vma)
{
	struct stp_ring *r = file->private_data;

	return remap_vmalloc_range(vma, r->shared, vma->vm_pgoff);
}

static __poll_t poll_ring(struct file *file, poll_table *wait)
{
	struct stp_ring *r = file->private_data;

	poll_wait(file, &stp_session.data_wake.wq, wait);
	stp_wake_arm(&stp_session.data_wake);
	return READ_ONCE(r->head) != READ_ONCE(r->shared->tail) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct proc_ops ring_ops = {
	.proc_open = open_ring,
	.proc_release = close_ring,
	.proc_mmap = map_ring,
	.proc_poll = poll_ring,
	.proc_lseek = noop_llseek,
};

int stp_rings_make_files(struct proc_dir_entry *dir)
{
	struct stp_session *s = &stp_session;
	struct proc_dir_entry *file;
	char name[32];
	unsigned int i;

	for (i = 0; i < s->n_lanes; i++) {
		snprintf(name, sizeof(name), "trace%u", i);
		file = proc_create_data(name, 0600, dir, &ring_ops, s->lanes[i]);
		if (!file)
			return -ENOMEM;
		proc_set_user(file, s->uid, s->gid);
	}
	return 0;
}
