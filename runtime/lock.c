/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lock.c - the reader/writer locks of globals.
 *
 * Handlers run in any context, NMI included, so nobody sleeps or spins for
 * long: a handler tries each of its locks for a bounded time and else is
 * skipped.  All of them are taken in one global order, all or none.
 */
#include <linux/delay.h>

#include "runtime.h"

static bool try_one(const struct stp_lock_use *use)
{
	int old = READ_ONCE(use->lock->word);

	if (use->write)
		return old == 0 && cmpxchg_acquire(&use->lock->word, 0, -1) == 0;
	while (old >= 0) {
		int seen = cmpxchg_acquire(&use->lock->word, old, old + 1);

		if (seen == old)
			return true;
		old = seen;
	}
	return false;
}

static void release_one(const struct stp_lock_use *use)
{
	if (use->write)
		smp_store_release(&use->lock->word, 0);
	else
		atomic_dec_return_release((atomic_t *)&use->lock->word);
}

bool stp_locks_take(const struct stp_probe *p)
{
	unsigned int tries = stp_script.limits.maxtrylock, i;

	for (i = 0; i < p->n_locks; i++) {
		const struct stp_lock_use *use = &p->locks[i];

		if (likely(try_one(use)))
			continue;
		WRITE_ONCE(use->lock->contended, use->lock->contended + 1);
		do {
			if (!tries--)
				goto err_release;
			udelay(stp_script.limits.trylockdelay_us);
		} while (!try_one(use));
	}
	return true;

err_release:
	WRITE_ONCE(p->locks[i].lock->skipped, p->locks[i].lock->skipped + 1);
	while (i--)
		release_one(&p->locks[i]);
	return false;
}

void stp_locks_release(const struct stp_probe *p)
{
	unsigned int i = p->n_locks;

	while (i--)
		release_one(&p->locks[i]);
}
