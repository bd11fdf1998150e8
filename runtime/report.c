/* SPDX-License-Identifier: GPL-2.0-or-later */
/* report.c - what could not be armed; the ledger of what was missed and lost, at the end. */
#include <linux/kernel.h>

#include "runtime.h"

void stp_say_unarmed(const struct stp_probe *p, int rc, const char *why)
{
	stp_say("ERROR: probe %s registration error [man warning::pass5] (rc %d)%s\n",
		p->point, rc, why);
}

static u64 sum_of(enum stp_cause cause)
{
	u64 sum = 0;
	unsigned int i;

	for (i = 0; i < stp_script.probes.n; i++)
		sum += atomic_read(&stp_session.missed[i * STP_CAUSES + cause]);
	return sum;
}

/* One line a probe that missed hits for this cause. */
static void report_probes(enum stp_cause cause, const char *what)
{
	unsigned int i, n;

	for (i = 0; i < stp_script.probes.n; i++) {
		n = atomic_read(&stp_session.missed[i * STP_CAUSES + cause]);
		if (n)
			stp_say("WARNING: Skipped due to %s on '%s': %u\n", what,
				stp_script.probes.at[i].point, n);
	}
}

static void report_sum(enum stp_cause cause, const char *what)
{
	u64 n = sum_of(cause);

	if (!n)
		return;
	stp_say("WARNING: Skipped due to %s: %llu\n", what, n);
	report_probes(cause, what);
}

/* A lock is met once for each probe that uses it: forget what was said. */
static void report_locks(void)
{
	unsigned int i, k;

	for (i = 0; i < stp_script.probes.n; i++) {
		const struct stp_probe *p = &stp_script.probes.at[i];

		for (k = 0; k < p->n_locks; k++) {
			struct stp_lock *lock = p->locks[k].lock;

			if (lock->skipped)
				stp_say("WARNING: Skipped due to global '%s' lock timeout: %d\n",
					lock->name, lock->skipped);
			lock->skipped = 0;
		}
	}
}

static void report_losses(void)
{
	u64 records = 0, bytes = 0;
	unsigned int i, n;

	for (i = 0; i < stp_session.n_lanes; i++) {
		records += stp_session.lanes[i]->ring.lost_records;
		bytes += stp_session.lanes[i]->ring.lost_bytes;
	}
	if (!records)
		return;
	stp_say("WARNING: Output was lost: %llu records, %llu bytes; "
		"a larger buffer helps: stap -s MEGABYTES\n", records, bytes);
	for (i = 0; i < stp_script.probes.n; i++) {
		n = atomic_read(&stp_session.missed[i * STP_CAUSES + STP_MISSED_OUTPUT]);
		if (n)
			stp_say("WARNING: Output was lost of '%s': %u records\n",
				stp_script.probes.at[i].point, n);
	}
}

void stp_report(void)
{
	unsigned int errors = atomic_read(&stp_session.errors);
	u64 skipped = sum_of(STP_MISSED_LOCK) + sum_of(STP_MISSED_STACK) +
		      sum_of(STP_MISSED_RETURN);

	if (errors || skipped)
		stp_say("WARNING: Number of errors: %u, skipped probes: %llu\n",
			errors, skipped);
	report_locks();
	report_probes(STP_MISSED_LOCK, "lock timeout");
	report_sum(STP_MISSED_STACK, "low stack");
	report_sum(STP_MISSED_REENTRANT, "reentrancy");
	report_sum(STP_MISSED_IDLE, "RCU not watching");
	report_probes(STP_MISSED_KPROBE, "missed kprobe");
	report_probes(STP_MISSED_RETURN, "missed kretprobe/1");
	report_losses();
	if (stp_mail_lost())
		stp_say("WARNING: Messages were lost: %u\n", stp_mail_lost());
}
