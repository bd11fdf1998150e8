/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.c - from START to EXIT.
 *
 *	UNINITIALIZED  the module is loaded, nothing is armed
 *	STARTING       begin probes run, then the others are armed
 *	RUNNING        handlers run
 *	FAILED         an error ended it: no handler runs but those of error
 *	STOPPING       exit() or EXIT: no handler runs but those of end
 *	STOPPED        nothing runs any more
 *
 * A handler leaves STARTING and RUNNING at once by exit() or an error; what
 * is armed stays so until the reader, who was asked to, sends EXIT.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/utsname.h>

#include "runtime.h"

bool stp_session_step(enum stp_state from, enum stp_state to)
{
	return cmpxchg(&stp_session.state, from, to) == from;
}

void stp_session_request_exit(void)
{
	if (!cmpxchg(&stp_session.wants_exit, 0, 1))
		stp_wake_up(&stp_session.mail_wake);
}

void stp_exit(struct stp_context *c)
{
	if (!stp_session_step(STP_RUNNING, STP_STOPPING))
		stp_session_step(STP_STARTING, STP_STOPPING);
	stp_session_request_exit();
}

/*
 * A kernel of the same release may be of another build, whose functions are
 * elsewhere: a probe in the middle of an instruction would be the end of it.
 */
static int check_build(void)
{
	const struct stp_build_id *want = &stp_script.build_id;
	unsigned long at = stp_session.stext + want->offset;
	unsigned char have[sizeof(want->id)];

	if (!want->len)
		return 0;
	if (!stp_session.stext || want->len > sizeof(have) ||
	    stp_read_kernel(have, at, want->len)) {
		stp_say("ERROR: Build-id mismatch [man warning::buildid]: \"kernel\" address "
			"0x%lx, expected %*phN actual unreadable\n", at, (int)want->len, want->id);
		return -EINVAL;
	}
	if (!memcmp(have, want->id, want->len))
		return 0;
	stp_say("ERROR: Build-id mismatch [man warning::buildid]: \"kernel\" address 0x%lx, "
		"expected %*phN actual %*phN\n", at, (int)want->len, want->id,
		(int)want->len, have);
	return -EINVAL;
}

/* ---- START ------------------------------------------------------------------------------ */

static int check(void)
{
	struct stp_session *s = &stp_session;
	const char *running = init_utsname()->release;

	if (strcmp(running, stp_script.release)) {
		stp_say("ERROR: module version mismatch (%s vs %s)\n",
			stp_script.release, running);
		return -EINVAL;
	}
	if (!s->has_credentials) {
		stp_say("ERROR: Unable to verify that you have the required privilege "
			"credentials to run this module (stapdev required).\n");
		return -EINVAL;
	}
	if (!(s->credentials & STP_CRED_STAPDEV)) {
		stp_say("ERROR: Your privilege credentials (%s) are insufficient "
			"to run this module (stapdev required).\n",
			s->credentials & STP_CRED_STAPSYS ? "stapsys" :
			s->credentials & STP_CRED_STAPUSR ? "stapusr" : "none");
		return -EINVAL;
	}
	return check_build();
}

/* In the order of arming; each undoes what it began when it fails. */
static const struct {
	int (*arm)(void);
	void (*disarm)(void);
} kinds[] = {
	{ stp_kprobes_arm, stp_kprobes_disarm },
	{ stp_traces_arm, stp_traces_disarm },
	{ stp_syscalls_arm, stp_syscalls_disarm },
	{ stp_timers_arm, stp_timers_disarm },
	{ stp_perf_arm, stp_perf_disarm },
	{ stp_data_arm, stp_data_disarm },
	{ stp_procfs_arm, stp_procfs_disarm },
	{ stp_netfilter_arm, stp_netfilter_disarm },
};

/* The first n of them, in reverse. */
static void disarm_first(unsigned int n)
{
	while (n--)
		kinds[n].disarm();
}

static int arm(void)
{
	unsigned int i;
	int rc;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		rc = kinds[i].arm();
		if (rc) {
			disarm_first(i);
			return rc;
		}
	}
	return 0;
}

static void disarm(void)
{
	disarm_first(ARRAY_SIZE(kinds));
	stp_lanes_wait();
}

/* A begin probe that called exit() or failed: nothing needs to be armed. */
static int begin(void)
{
	int rc;

	stp_life_run(STP_BEGIN, STP_STARTING);
	if (READ_ONCE(stp_session.state) != STP_STARTING)
		return 0;
	rc = arm();
	if (!rc) {
		stp_session_step(STP_STARTING, STP_RUNNING);
		return 0;
	}
	stp_session_step(STP_STARTING, STP_FAILED);
	stp_lanes_wait();
	stp_life_run(STP_ERROR, STP_FAILED);
	stp_report();
	stp_session_step(STP_FAILED, STP_STOPPED);
	return rc;
}

/* The result goes to the reader; the write itself fails only out of order. */
int stp_session_start(int target)
{
	struct stp_session *s = &stp_session;
	int rc;

	if (s->has_started)
		return -EALREADY;
	rc = check();
	if (!rc)
		rc = stp_arrays_init();
	if (!rc) {
		s->has_started = true;
		s->target = target;
		stp_session_step(STP_UNINITIALIZED, STP_STARTING);
		rc = begin();
	}
	s->result = rc;
	smp_store_release(&s->has_result, 1);
	stp_wake_up(&s->mail_wake);
	return 0;
}

/* ---- EXIT ------------------------------------------------------------------------------- */

void stp_session_stop(void)
{
	struct stp_session *s = &stp_session;

	if (READ_ONCE(s->has_exited))
		return;
	stp_session_step(STP_UNINITIALIZED, STP_STOPPED);
	stp_session_step(STP_RUNNING, STP_STOPPING);
	if (READ_ONCE(s->state) != STP_STOPPED) {
		disarm();
		stp_life_run(STP_END, STP_STOPPING);
		stp_life_run(STP_ERROR, STP_FAILED);
		stp_report();
	}
	WRITE_ONCE(s->state, STP_STOPPED);
	smp_store_release(&s->has_exited, 1);
	stp_wake_up(&s->mail_wake);
}
