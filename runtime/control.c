/* SPDX-License-Identifier: GPL-2.0-or-later */
/* control.c - the file .cmd: messages to and from the module. */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "runtime.h"

/*
 * Handlers of a CPU put messages into their lane's mailbox.  Life's lane and
 * the session run in a process and have no bound but this: nobody could wait
 * for the reader here, since the reader may be the one who runs them.
 */
#define LETTERS_MAX	16384

struct letter {
	struct list_head list;
	u64 seq;
	unsigned int type, len;
	char text[];
};

static LIST_HEAD(letters);
static DEFINE_SPINLOCK(letters_lock);	/* letters, n_letters, letters_lost */
static unsigned int n_letters, letters_lost;
static DEFINE_MUTEX(read_lock);		/* one reader of the mailboxes */

/* ---- sending -------------------------------------------------------------------------- */

static void send_letter(unsigned int type, const char *text, unsigned int len)
{
	struct letter *new = kmalloc(sizeof(*new) + len, GFP_KERNEL);

	if (new) {
		new->type = type;
		new->len = len;
		memcpy(new->text, text, len);
	}
	spin_lock(&letters_lock);
	if (new && n_letters < LETTERS_MAX) {
		new->seq = atomic64_inc_return(&stp_session.mail_seq);
		list_add_tail(&new->list, &letters);
		n_letters++;
		new = NULL;
	} else {
		letters_lost++;
	}
	spin_unlock(&letters_lock);
	kfree(new);
}

/* len is without the NUL that ends the message. */
void stp_mail(struct stp_lane *l, unsigned int type, const char *text, unsigned int len)
{
	if (stp_lane_is_life(l))
		send_letter(type, text, len);
	else if (!stp_ring_write(&l->mail, &stp_session.mail_seq, type, text, len))
		stp_ring_lost(&l->mail, len);
	stp_wake_up(&stp_session.mail_wake);
}

void stp_say(const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = kvasprintf(GFP_KERNEL, fmt, args);
	va_end(args);
	if (text)
		send_letter(STP_MSG_TEXT, text, min_t(size_t, strlen(text), STP_MSG_MAX - 1));
	kfree(text);
	stp_wake_up(&stp_session.mail_wake);
}

unsigned int stp_mail_lost(void)
{
	unsigned int lost, i;

	spin_lock(&letters_lock);
	lost = letters_lost;
	spin_unlock(&letters_lock);
	for (i = 0; i < stp_session.n_lanes; i++)
		lost += stp_session.lanes[i]->mail.lost_records;
	return lost;
}

/* ---- reading ----------------------------------------------------------------------- */

/* What read() would return: where it is and how to be rid of it. */
struct pending {
	unsigned int type, len;
	const void *text;
	struct stp_ring *ring;		/* or, without it, */
	struct letter *letter;		/* or, without both, the session itself */
	int *flag;
	u64 seq;
};

static bool find_flag(struct pending *p)
{
	static const struct { unsigned int type; size_t at; } flags[] = {
		{ STP_MSG_STARTED, offsetof(struct stp_session, has_result) },
		{ STP_MSG_REQUEST_EXIT, offsetof(struct stp_session, wants_exit) },
		{ STP_MSG_EXITED, offsetof(struct stp_session, has_exited) },
	};
	struct stp_session *s = &stp_session;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		p->flag = (void *)s + flags[i].at;
		p->type = flags[i].type;
		if (smp_load_acquire(p->flag) == 1)
			break;
		/* Not before the reader knows that it was started. */
		if (p->type == STP_MSG_STARTED && !READ_ONCE(s->has_result))
			return false;
	}
	if (p->type == STP_MSG_STARTED) {
		p->text = &s->result;
		p->len = sizeof(struct stp_msg_started);
	}
	return i < ARRAY_SIZE(flags);
}

/* The oldest message of all. Under read_lock. */
static bool find_pending(struct pending *p)
{
	struct letter *first;
	unsigned int i;

	*p = (struct pending){ .seq = U64_MAX };
	for (i = 0; i < stp_session.n_lanes; i++) {
		struct stp_ring *ring = &stp_session.lanes[i]->mail;
		struct stp_record *rec = stp_ring_first(ring);

		if (rec && rec->seq < p->seq)
			*p = (struct pending){ .type = rec->reserved, .len = rec->len,
				.text = rec + 1, .ring = ring, .seq = rec->seq };
	}
	spin_lock(&letters_lock);
	first = list_first_entry_or_null(&letters, struct letter, list);
	spin_unlock(&letters_lock);
	if (first && first->seq < p->seq)
		*p = (struct pending){ .type = first->type, .len = first->len,
			.text = first->text, .letter = first, .seq = first->seq };
	return p->seq != U64_MAX || find_flag(p);
}

static void drop_pending(struct pending *p)
{
	if (p->ring) {
		stp_ring_drop(p->ring, (struct stp_record *)p->text - 1);
	} else if (p->letter) {
		spin_lock(&letters_lock);
		list_del(&p->letter->list);
		n_letters--;
		spin_unlock(&letters_lock);
		kfree(p->letter);
	} else {
		WRITE_ONCE(*p->flag, 2);	/* told */
	}
}

/* Texts get the NUL that the protocol promises. */
static ssize_t copy_pending(const struct pending *p, char __user *buf, size_t size)
{
	bool is_text = p->type == STP_MSG_TEXT || p->type == STP_MSG_SYSTEM;
	struct stp_msg_head head = {
		.protocol = STP_PROTOCOL, .type = p->type, .len = p->len + is_text,
	};

	if (size < sizeof(head) + head.len)
		return -EMSGSIZE;
	if (copy_to_user(buf, &head, sizeof(head)) ||
	    copy_to_user(buf + sizeof(head), p->text, p->len) ||
	    (is_text && put_user(0, buf + sizeof(head) + p->len)))
		return -EFAULT;
	return sizeof(head) + head.len;
}

/* Called while a task is about to sleep: takes no mutex. */
static bool mail_waits(void)
{
	struct pending p;
	unsigned int i;

	stp_wake_arm(&stp_session.mail_wake);
	for (i = 0; i < stp_session.n_lanes; i++) {
		struct stp_ring_header *mail = stp_session.lanes[i]->mail.shared;

		if (READ_ONCE(mail->head) != READ_ONCE(mail->tail))
			return true;
	}
	return !list_empty_careful(&letters) || find_flag(&p);
}

static ssize_t read_control(struct file *file, char __user *buf, size_t size, loff_t *pos)
{
	struct pending p;
	ssize_t n = -EAGAIN;

	for (;;) {
		mutex_lock(&read_lock);
		if (find_pending(&p)) {
			n = copy_pending(&p, buf, size);
			if (n > 0)
				drop_pending(&p);
		}
		mutex_unlock(&read_lock);
		if (n != -EAGAIN || file->f_flags & O_NONBLOCK)
			return n;
		n = wait_event_interruptible(stp_session.mail_wake.wq, mail_waits());
		if (n)
			return n;
		n = -EAGAIN;
	}
}

static __poll_t poll_control(struct file *file, poll_table *wait)
{
	__poll_t mask = EPOLLOUT | EPOLLWRNORM;

	poll_wait(file, &stp_session.mail_wake.wq, wait);
	poll_wait(file, &stp_session.data_wake.wq, wait);
	if (mail_waits())
		mask |= EPOLLIN | EPOLLRDNORM;
	stp_wake_arm(&stp_session.data_wake);
	if (stp_rings_have_news())
		mask |= EPOLLIN | EPOLLRDBAND;
	return mask;
}

/* ---- writing ------------------------------------------------------------------------- */

static int set_credentials(const void *payload)
{
	const struct stp_msg_credentials *m = payload;

	stp_session.credentials = m->mask;
	stp_session.has_credentials = true;
	return 0;
}

static int set_tzinfo(const void *payload)
{
	stp_session.tz = *(const struct stp_msg_tzinfo *)payload;
	stp_session.tz.name[sizeof(stp_session.tz.name) - 1] = 0;
	return 0;
}

static int set_relocation(const void *payload)
{
	const struct stp_msg_relocation *m = payload;

	if (strncmp(m->name, "_stext", sizeof(m->name)) == 0)
		stp_session.stext = m->address;
	return 0;			/* others may come: nobody needs them */
}

/* "NAME=VALUE" */
static int set_global(const void *payload)
{
	const char *text = payload, *eq = strchr(text, '=');
	unsigned int i;
	u64 number;

	if (!eq)
		return -EINVAL;
	for (i = 0; i < stp_script.globals.n; i++) {
		const struct stp_global *g = &stp_script.globals.at[i];

		if (strlen(g->name) != eq - text || strncmp(g->name, text, eq - text))
			continue;
		if (g->type == STP_STRING) {
			if (strlen(eq + 1) >= stp_script.limits.maxstringlen)
				return -E2BIG;
			strcpy(g->value, eq + 1);
			return 0;
		}
		if (kstrtoull(eq + 1, 0, &number) && kstrtoll(eq + 1, 0, (s64 *)&number))
			return -EINVAL;
		*(stp_s64 *)g->value = number;
		return 0;
	}
	return -ENOENT;
}

static int start(const void *payload)
{
	return stp_session_start(((const struct stp_msg_start *)payload)->target);
}

static int stop(const void *payload)
{
	stp_session_stop();
	return 0;
}

static int detach(const void *payload)
{
	stp_session.detached = true;
	return 0;
}

/* A message from user space. */
struct command {
	int (*run)(const void *payload);
	unsigned int len;		/* of its payload, exactly; 0: see is_text */
	bool is_text;			/* 1..STP_MSG_MAX bytes, ended by NUL */
	bool is_setup;			/* from root and before START only */
};

static const struct command commands[] = {
	[STP_MSG_CREDENTIALS] = { set_credentials, sizeof(struct stp_msg_credentials),
				  .is_setup = true },
	[STP_MSG_TZINFO] = { set_tzinfo, sizeof(struct stp_msg_tzinfo), .is_setup = true },
	[STP_MSG_GLOBAL] = { set_global, .is_text = true, .is_setup = true },
	[STP_MSG_RELOCATION] = { set_relocation, sizeof(struct stp_msg_relocation),
				 .is_setup = true },
	[STP_MSG_START] = { start, sizeof(struct stp_msg_start) },
	[STP_MSG_EXIT] = { stop },
	[STP_MSG_DETACH] = { detach },
};

static int run_command(const struct stp_msg_head *head, const char *payload)
{
	const struct command *cmd;

	if (head->protocol != STP_PROTOCOL || head->type >= ARRAY_SIZE(commands))
		return -EINVAL;
	cmd = &commands[head->type];
	if (!cmd->run)
		return -EINVAL;
	if (cmd->is_text ? !head->len || payload[head->len - 1] : head->len != cmd->len)
		return -EINVAL;
	if (cmd->is_setup && !uid_eq(current_euid(), GLOBAL_ROOT_UID))
		return -EPERM;
	if (cmd->is_setup && stp_session.has_started)
		return -EBUSY;
	return cmd->run(payload);
}

static ssize_t write_control(struct file *file, const char __user *buf, size_t size,
			     loff_t *pos)
{
	struct stp_msg_head *head;
	int rc;

	if (size < sizeof(*head) || size > sizeof(*head) + STP_MSG_MAX)
		return -EINVAL;
	head = memdup_user(buf, size);
	if (IS_ERR(head))
		return PTR_ERR(head);
	rc = -EINVAL;
	if (head->len == size - sizeof(*head)) {
		mutex_lock(&stp_session.control);
		rc = run_command(head, (const char *)(head + 1));
		mutex_unlock(&stp_session.control);
	}
	kfree(head);
	return rc ?: size;
}

/* ---- the file --------------------------------------------------------------------------- */

static int open_control(struct inode *inode, struct file *file)
{
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;
	if (cmpxchg(&stp_session.is_open, 0, 1)) {
		module_put(THIS_MODULE);
		return -EBUSY;
	}
	stp_session.detached = false;
	return 0;
}

/* staprun closes the file before START: then there is nothing to shut down. */
static int close_control(struct inode *inode, struct file *file)
{
	smp_store_release(&stp_session.is_open, 0);
	mutex_lock(&stp_session.control);
	if (stp_session.has_started && !stp_session.detached)
		stp_session_stop();
	mutex_unlock(&stp_session.control);
	module_put(THIS_MODULE);
	return 0;
}

static const struct proc_ops control_ops = {
	.proc_open = open_control,
	.proc_release = close_control,
	.proc_read = read_control,
	.proc_write = write_control,
	.proc_poll = poll_control,
	.proc_lseek = noop_llseek,
};

int stp_control_make_file(struct proc_dir_entry *dir)
{
	struct proc_dir_entry *file = proc_create(".cmd", 0600, dir, &control_ops);

	if (!file)
		return -ENOMEM;
	proc_set_user(file, stp_session.uid, stp_session.gid);
	return 0;
}

void stp_control_free(void)
{
	struct letter *l, *next;

	list_for_each_entry_safe(l, next, &letters, list)
		kfree(l);
	INIT_LIST_HEAD(&letters);
}
