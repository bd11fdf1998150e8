/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * procfs.c - files in the module's directory whose reads and writes are probes.
 *
 * A file has one opener at a time.  Its read handler runs at the first read of
 * an open and leaves a text, of which the reads then give pieces.  Each write
 * runs all write handlers of the file with what was written.  The memory of
 * user space is touched outside of handlers.
 */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "runtime.h"
#include "compat/proc.h"

#define TRIES	10	/* of a handler whose globals others use for long */

struct procfs_file {
	const char *path;
	const struct stp_procfs_site *read;	/* or NULL */
	struct proc_dir_entry *entry;
	int is_open;			/* by compare-exchange */
	bool has_run;			/* the read handler, since the open */
	struct stp_lane_text out, in;	/* size is that of the buffers */
};

static struct procfs_file *files;
static unsigned int n_files;
static DECLARE_WAIT_QUEUE_HEAD(closed);
static int is_ending;

/* ---- handlers --------------------------------------------------------------------------- */

/* 1: it ran, 0: it was skipped, -EIO: it failed or there is no session. */
static int try_handler(const struct stp_probe *p, struct stp_lane_text *text)
{
	struct stp_lane *l = stp_lane_enter(p);
	bool failed;

	if (!l)
		return READ_ONCE(stp_session.state) == STP_RUNNING ? 0 : -EIO;
	l->text_of = text;
	p->handler(&l->c);
	failed = l->c.error;
	stp_lane_leave(l);
	return failed ? -EIO : 1;
}

static int run_handler(const struct stp_probe *p, struct stp_lane_text *text)
{
	int rc = 0, i;

	for (i = 0; !rc && i < TRIES; i++) {
		rc = try_handler(p, text);
		cond_resched();
	}
	return rc > 0 ? 0 : rc ?: -EAGAIN;
}

const char *stp_text(struct stp_context *c)
{
	const struct stp_lane_text *t = stp_lane_of(c)->text_of;

	return t ? t->at : "";
}

void stp_set_text(struct stp_context *c, const char *s, int append)
{
	struct stp_lane_text *t = stp_lane_of(c)->text_of;
	size_t len = strlen(s);

	if (!t)
		return;
	if (!append)
		t->len = 0;
	if (len > t->size - t->len) {
		stp_error(c, "buffer size exceeded (%u bytes), consider .maxsize(%u)", t->size,
			  t->len + (unsigned int)len);
		return;
	}
	memcpy(t->at + t->len, s, len + 1);
	t->len += len;
}

/* ---- files -------------------------------------------------------------------------------- */

static int open_file(struct inode *inode, struct file *file)
{
	struct procfs_file *f = stp_pde_data(inode);
	int rc = 0;

	while (cmpxchg(&f->is_open, 0, 1)) {
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		rc = wait_event_interruptible(closed, !READ_ONCE(f->is_open) ||
					      READ_ONCE(is_ending));
		if (rc || READ_ONCE(is_ending))
			return rc ?: -EIO;
	}
	if (!try_module_get(THIS_MODULE)) {
		smp_store_release(&f->is_open, 0);
		return -ENODEV;
	}
	f->has_run = false;
	f->out.len = 0;
	file->private_data = f;
	return 0;
}

static int close_file(struct inode *inode, struct file *file)
{
	struct procfs_file *f = file->private_data;

	smp_store_release(&f->is_open, 0);
	wake_up_all(&closed);
	module_put(THIS_MODULE);
	return 0;
}

static ssize_t read_file(struct file *file, char __user *to, size_t n, loff_t *at)
{
	struct procfs_file *f = file->private_data;
	int rc;

	if (!f->read)
		return -EINVAL;
	if (!f->has_run) {
		f->out.at[0] = 0;
		rc = run_handler(f->read->probe, &f->out);
		if (rc)
			return rc;
		f->has_run = true;
	}
	return simple_read_from_buffer(to, n, at, f->out.at, f->out.len);
}

static ssize_t write_file(struct file *file, const char __user *from, size_t n, loff_t *at)
{
	struct procfs_file *f = file->private_data;
	size_t taken = min_t(size_t, n, f->in.size);
	unsigned int i;
	int rc;

	if (!f->in.at)
		return -EINVAL;
	if (copy_from_user(f->in.at, from, taken))
		return -EFAULT;
	f->in.at[taken] = 0;
	f->in.len = taken;
	for (i = 0; i < stp_script.procfs.n; i++) {
		const struct stp_procfs_site *site = &stp_script.procfs.at[i];

		if (!site->is_write || strcmp(site->path, f->path))
			continue;
		rc = run_handler(site->probe, &f->in);
		if (rc)
			return rc;
	}
	return n;
}

static const struct proc_ops file_ops = {
	.proc_open = open_file,
	.proc_release = close_file,
	.proc_read = read_file,
	.proc_write = write_file,
	.proc_lseek = default_llseek,
};

/* ---- making them -------------------------------------------------------------------------- */

static struct procfs_file *file_of(const char *path)
{
	unsigned int i;

	for (i = 0; i < n_files; i++) {
		if (!strcmp(files[i].path, path))
			return &files[i];
	}
	files[n_files].path = path;
	return &files[n_files++];
}

/* Did a file before this one need the directory of the first len bytes, too? */
static bool has_directory(const struct procfs_file *f, size_t len)
{
	const struct procfs_file *other;

	for (other = files; other < f; other++) {
		if (!strncmp(other->path, f->path, len) && other->path[len] == '/')
			return true;
	}
	return false;
}

static int make_directories(const struct procfs_file *f)
{
	const char *slash;
	struct proc_dir_entry *dir;
	char *path;

	for (slash = strchr(f->path, '/'); slash; slash = strchr(slash + 1, '/')) {
		if (has_directory(f, slash - f->path))
			continue;
		path = kstrndup(f->path, slash - f->path, GFP_KERNEL);
		dir = path ? proc_mkdir_mode(path, 0555, stp_session.dir) : NULL;
		kfree(path);
		if (!dir)
			return -ENOMEM;
		proc_set_user(dir, stp_session.uid, stp_session.gid);
	}
	return 0;
}

static int make_buffer(struct stp_lane_text *t, unsigned int size)
{
	t->size = size;
	t->at = kvzalloc((size_t)size + 1, GFP_KERNEL);
	return t->at ? 0 : -ENOMEM;
}

static int make_file(struct procfs_file *f)
{
	umode_t mode = 0;
	unsigned int i;
	int rc = make_directories(f);

	for (i = 0; !rc && i < stp_script.procfs.n; i++) {
		const struct stp_procfs_site *site = &stp_script.procfs.at[i];

		if (strcmp(site->path, f->path))
			continue;
		mode |= site->mode;
		if (!site->is_write) {
			f->read = site;
			rc = make_buffer(&f->out, site->maxsize);
		} else if (!f->in.at) {
			rc = make_buffer(&f->in, stp_script.limits.maxstringlen - 1);
		}
	}
	if (rc)
		return rc;
	f->entry = proc_create_data(f->path, S_IFREG | mode, stp_session.dir, &file_ops, f);
	if (!f->entry)
		return -ENOMEM;
	proc_set_user(f->entry, stp_session.uid, stp_session.gid);
	return 0;
}

int stp_procfs_arm(void)
{
	unsigned int i;
	int rc = 0;

	if (!stp_script.procfs.n)
		return 0;
	files = kvcalloc(stp_script.procfs.n, sizeof(*files), GFP_KERNEL);
	if (!files)
		return -ENOMEM;
	for (i = 0; i < stp_script.procfs.n; i++)
		file_of(stp_script.procfs.at[i].path);
	for (i = 0; !rc && i < n_files; i++) {
		rc = make_file(&files[i]);
		if (rc)
			stp_say("ERROR: cannot make the procfs file %s (rc %d)\n",
				files[i].path, rc);
	}
	if (rc)
		stp_procfs_disarm();
	return rc;
}

/* proc_remove() waits for whoever is in a call, so nobody may wait in one. */
void stp_procfs_disarm(void)
{
	unsigned int i;

	if (!files)
		return;
	WRITE_ONCE(is_ending, 1);
	wake_up_all(&closed);
	for (i = 0; i < n_files; i++)
		proc_remove(files[i].entry);
	for (i = 0; i < n_files; i++) {
		kvfree(files[i].out.at);
		kvfree(files[i].in.at);
	}
	kvfree(files);
	files = NULL;
	n_files = 0;
}
