/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * file.c - names of files and devices.
 *
 * d_path() takes locks that the probed code may hold, so the chain of dentries
 * and mounts is walked here, each step by a read that may fault and at most
 * STEPS of them.  A rename meanwhile can give a mixture of old and new names.
 */
#include <linux/blkdev.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <linux/path.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "runtime.h"
#include "compat/blkdev.h"
#include "compat/mount.h"

#define STEPS	256

static void fault(struct stp_context *c, const void *address)
{
	stp_error(c, "read fault [man error::fault] at 0x%lx", (unsigned long)address);
}

/* The name of d, cut at size - 1; false: fault. */
static bool read_name(char *dst, unsigned int size, const struct dentry *d)
{
	struct qstr name;
	unsigned int len;

	dst[0] = 0;
	if (!stp_peek(name, &d->d_name))
		return false;
	len = min(name.len, size - 1);
	if (stp_read_kernel(dst, (unsigned long)name.name, len))
		return false;
	dst[len] = 0;
	return true;
}

/* A path in the making, from its end. */
struct walk {
	struct path at;
	struct path root;		/* where it stops */
	char *start, *limit;
};

static bool prepend(struct walk *w, const struct qstr *name)
{
	if (name->len + 1 > w->start - w->limit)
		return false;
	w->start -= name->len;
	if (stp_read_kernel(w->start, (unsigned long)name->name, name->len))
		return false;
	*--w->start = '/';
	return true;
}

/* One step up; 1: more to come, 0: done, negative: fault. */
static int step(struct walk *w)
{
	struct dentry *d = w->at.dentry, *parent, *mnt_root;
	struct qstr name;
	struct path up;

	if (d == w->root.dentry && w->at.mnt == w->root.mnt)
		return 0;
	if (!stp_peek(mnt_root, &w->at.mnt->mnt_root) || !stp_peek(parent, &d->d_parent))
		return -EFAULT;
	if (d == mnt_root || d == parent) {
		if (d != mnt_root)
			return 0;	/* not attached to any mount */
		if (!stp_compat_mount_up(w->at.mnt, &up))
			return -EFAULT;
		if (up.mnt == w->at.mnt)
			return 0;	/* the top of the name space */
		w->at = up;
		return 1;
	}
	if (!stp_peek(name, &d->d_name) || !prepend(w, &name))
		return -EFAULT;
	w->at.dentry = parent;
	return 1;
}

/* Files of which the name says nothing but the kind: "pipe:[123]". */
static bool name_pseudo(char *dst, unsigned int size, const struct path *path)
{
	struct super_block *sb;
	struct inode *inode;
	unsigned long magic, ino;
	char name[32];

	if (!stp_peek(sb, &path->dentry->d_sb) || !stp_peek(magic, &sb->s_magic) ||
	    !stp_peek(inode, &path->dentry->d_inode) || !stp_peek(ino, &inode->i_ino))
		return false;
	switch (magic) {
	case PIPEFS_MAGIC:
		snprintf(dst, size, "pipe:[%lu]", ino);
		return true;
	case SOCKFS_MAGIC:
		snprintf(dst, size, "socket:[%lu]", ino);
		return true;
	case ANON_INODE_FS_MAGIC:
		read_name(name, sizeof(name), path->dentry);
		snprintf(dst, size, "anon_inode:%s", name);
		return true;
	}
	return false;
}

static void read_root(struct path *root)
{
	struct fs_struct *fs;

	*root = (struct path){};
	if (stp_peek(fs, &current->fs) && fs)
		stp_read_kernel(root, (unsigned long)&fs->root, sizeof(*root));
}

static bool is_deleted(const struct dentry *d)
{
	struct hlist_bl_node **pprev;
	struct dentry *parent;

	return stp_peek(parent, &d->d_parent) && parent != d &&
	       stp_peek(pprev, &d->d_hash.pprev) && !pprev;
}

static void name_path(struct stp_context *c, char *dst, unsigned int size,
		      const struct path *path)
{
	struct stp_lane *l = stp_lane_of(c);
	char *end = l->path + sizeof(l->path) - 1;
	struct walk w = { .at = *path, .start = end, .limit = l->path };
	unsigned int i;
	int more = 1;

	dst[0] = 0;
	if (name_pseudo(dst, size, path))
		return;
	*end = 0;
	read_root(&w.root);
	for (i = 0; more > 0 && i < STEPS; i++)
		more = step(&w);
	if (more < 0) {
		fault(c, w.at.dentry);
		return;
	}
	if (w.start == end)
		*--w.start = '/';
	stp_strcpy(dst, w.start, size);
	if (is_deleted(path->dentry))
		stp_strcat(dst, " (deleted)", size);
}

void stp_path_path(struct stp_context *c, char *dst, unsigned int size, stp_s64 path)
{
	const struct path *at = (const struct path *)(unsigned long)path;
	struct path copy;

	dst[0] = 0;
	if (stp_peek(copy, at))
		name_path(c, dst, size, &copy);
	else
		fault(c, at);
}

void stp_file_path(struct stp_context *c, char *dst, unsigned int size, stp_s64 file)
{
	const struct file *f = (const struct file *)(unsigned long)file;

	stp_path_path(c, dst, size, (unsigned long)&f->f_path);
}

void stp_dentry_name(struct stp_context *c, char *dst, unsigned int size, stp_s64 dentry)
{
	const struct dentry *d = (const struct dentry *)(unsigned long)dentry;

	if (!read_name(dst, size, d))
		fault(c, d);
}

void stp_sb_devname(struct stp_context *c, char *dst, unsigned int size, stp_s64 sb)
{
	const struct super_block *s = (const struct super_block *)(unsigned long)sb;
	struct block_device *bdev;
	struct gendisk *disk;
	char name[DISK_NAME_LEN];
	unsigned int part, len;

	dst[0] = 0;
	if (!stp_peek(bdev, &s->s_bdev)) {
		fault(c, s);
		return;
	}
	if (!bdev) {
		stp_strcpy(dst, "N/A", size);
		return;
	}
	if (!stp_peek(disk, &bdev->bd_disk) || !stp_peek(name, &disk->disk_name) ||
	    !stp_compat_partno(bdev, &part)) {
		fault(c, bdev);
		return;
	}
	len = strnlen(name, sizeof(name) - 1);
	name[len] = 0;
	if (!part)
		stp_strcpy(dst, name, size);
	else
		snprintf(dst, size, "%s%s%u", name,
			 len && name[len - 1] >= '0' && name[len - 1] <= '9' ? "p" : "", part);
}
