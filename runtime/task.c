/* SPDX-License-Identifier: GPL-2.0-or-later */
/* task.c - the current task. */
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "runtime.h"
#include "compat/module.h"

/* Another CPU may rename the task meanwhile: the last byte is always NUL. */
static void copy_comm(char *dst, unsigned int size, const struct task_struct *t)
{
	stp_strcpy(dst, t->comm, min_t(unsigned int, size, TASK_COMM_LEN));
}

void stp_execname(char *dst, unsigned int size)
{
	copy_comm(dst, size, current);
}

void stp_pexecname(char *dst, unsigned int size)
{
	rcu_read_lock();
	copy_comm(dst, size, rcu_dereference(current->real_parent));
	rcu_read_unlock();
}

stp_s64 stp_pid(void)
{
	return task_tgid_nr(current);
}

stp_s64 stp_tid(void)
{
	return task_pid_nr(current);
}

stp_s64 stp_ppid(void)
{
	stp_s64 id;

	rcu_read_lock();
	id = task_tgid_nr(rcu_dereference(current->real_parent));
	rcu_read_unlock();
	return id;
}

stp_s64 stp_pgrp(void)
{
	stp_s64 id;

	rcu_read_lock();
	id = pid_nr(task_pgrp(current));
	rcu_read_unlock();
	return id;
}

stp_s64 stp_sid(void)
{
	stp_s64 id;

	rcu_read_lock();
	id = pid_nr(task_session(current));
	rcu_read_unlock();
	return id;
}

stp_s64 stp_uid(void)
{
	return from_kuid_munged(&init_user_ns, current_uid());
}

stp_s64 stp_euid(void)
{
	return from_kuid_munged(&init_user_ns, current_euid());
}

stp_s64 stp_gid(void)
{
	return from_kgid_munged(&init_user_ns, current_gid());
}

stp_s64 stp_egid(void)
{
	return from_kgid_munged(&init_user_ns, current_egid());
}

stp_s64 stp_task_current(void)
{
	return (unsigned long)current;
}

/* Is the task one of the user who runs the script? */
stp_s64 stp_is_myproc(struct stp_context *c)
{
	return uid_eq(current_uid(), stp_session.uid);
}

stp_s64 stp_cpu(void)
{
	return raw_smp_processor_id();
}

stp_s64 stp_module_name(char *dst, unsigned int size)
{
	stp_strcpy(dst, THIS_MODULE->name, size);
	return 0;
}

stp_s64 stp_module_size(void)
{
	return stp_compat_module_size(THIS_MODULE);
}
