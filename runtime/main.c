/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.c - the module: init in order, exit in reverse. */
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/module.h>

#include "runtime.h"

struct stp_session stp_session = {
	.state = STP_UNINITIALIZED,
	.control = __MUTEX_INITIALIZER(stp_session.control),
};

/* What staprun looks at in the file before it loads it. */
static const struct stp_section stp_section __used __section(STP_SECTION) = {
	.magic = STP_SECTION_MAGIC,
	.protocol = STP_PROTOCOL,
	.privilege = STP_CRED_STAPDEV,
	.needs = STP_NEEDS_STEXT,
};

/* Nothing is armed here: that is for START. */
static int __init stp_init(void)
{
	struct stp_session *s = &stp_session;
	int rc;

	if (stp_script.abi != STP_ABI) {
		pr_err("%s: the script was made for runtime %u, this is %u\n",
		       THIS_MODULE->name, stp_script.abi, STP_ABI);
		return -EINVAL;
	}
	s->uid = current_uid();
	s->gid = current_gid();
	stp_wake_init(&s->data_wake);
	stp_wake_init(&s->mail_wake);
	rc = stp_lanes_init();
	if (rc)
		return rc;
	rc = stp_proc_init();
	if (rc)
		goto err_lanes;
	return 0;

err_lanes:
	stp_lanes_free();
	return rc;
}

/*
 * No file is open now, or the module could not be removed: after a DETACH the
 * session may still run.
 */
static void __exit stp_cleanup(void)
{
	struct stp_session *s = &stp_session;

	mutex_lock(&s->control);
	if (s->has_started)
		stp_session_stop();
	mutex_unlock(&s->control);
	stp_proc_free();
	irq_work_sync(&s->data_wake.work);
	irq_work_sync(&s->mail_wake.work);
	stp_control_free();
	stp_arrays_free();
	stp_lanes_free();
}

module_init(stp_init);
module_exit(stp_cleanup);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("probes of a systemtap script");
