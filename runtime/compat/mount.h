/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mount.h - from a mount to where it is mounted. */
#ifndef STP_COMPAT_MOUNT_H
#define STP_COMPAT_MOUNT_H

#include <linux/list.h>
#include <linux/mount.h>
#include <linux/path.h>

/*
 * The kernel's struct mount is private to fs/.  Its beginning has been this in
 * all versions that we know; a wrong guess gives a fault or a wrong name, since
 * it is only read through here.
 */
struct stp_compat_mount {
	struct hlist_node hash;
	struct stp_compat_mount *parent;
	struct dentry *mountpoint;
	struct vfsmount mnt;
};

/* false: fault. At the top, up->mnt is mnt. */
static inline bool stp_compat_mount_up(struct vfsmount *mnt, struct path *up)
{
	struct stp_compat_mount *m = container_of(mnt, struct stp_compat_mount, mnt);
	struct stp_compat_mount *parent;

	if (!stp_peek(parent, &m->parent) || !stp_peek(up->dentry, &m->mountpoint))
		return false;
	up->mnt = &parent->mnt;
	return true;
}

#endif
