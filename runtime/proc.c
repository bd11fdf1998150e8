/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc.c - the directory /proc/systemtap/NAME. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/namei.h>
#include <linux/proc_fs.h>

#include "runtime.h"

#define PARENT	"systemtap"

static bool parent_exists(void)
{
	struct path path;

	if (kern_path(STP_PROC_DIR, LOOKUP_DIRECTORY, &path))
		return false;
	path_put(&path);
	return true;
}

/*
 * All our modules share the parent: the first one makes it, and it stays, for
 * nobody could remove it without racing with the next one.  Making it twice
 * would be a warning in the kernel's log; as modules may be loaded at the same
 * time, a lock is needed that they all can reach: that of a file of procfs
 * which nobody else ever takes.
 */
static void make_parent(void)
{
	struct path path;
	bool locked = kern_path("/proc/version", 0, &path) == 0;

	if (locked)
		inode_lock_nested(d_inode(path.dentry), I_MUTEX_NONDIR2);
	if (!parent_exists())
		proc_mkdir(PARENT, NULL);
	if (locked) {
		inode_unlock(d_inode(path.dentry));
		path_put(&path);
	}
}

int stp_proc_init(void)
{
	struct stp_session *s = &stp_session;
	char name[sizeof(PARENT) + 1 + MODULE_NAME_LEN];
	int rc;

	make_parent();
	snprintf(name, sizeof(name), PARENT "/%s", THIS_MODULE->name);
	s->dir = proc_mkdir_mode(name, 0555, NULL);
	if (!s->dir)
		return -ENOMEM;
	proc_set_user(s->dir, s->uid, s->gid);
	rc = stp_rings_make_files(s->dir);
	if (!rc)
		rc = stp_control_make_file(s->dir);
	if (rc)
		stp_proc_free();
	return rc;
}

void stp_proc_free(void)
{
	proc_remove(stp_session.dir);
	stp_session.dir = NULL;
}
