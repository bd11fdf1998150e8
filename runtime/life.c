/* SPDX-License-Identifier: GPL-2.0-or-later */
/* life.c - begin, end and error probes, one after the other. */
#include "runtime.h"

void stp_life_run(enum stp_life_kind kind, enum stp_state in_state)
{
	unsigned int i;

	for (i = 0; i < stp_script.life.n; i++) {
		const struct stp_life_site *site = &stp_script.life.at[i];
		struct stp_lane *l;

		if (site->kind != kind || READ_ONCE(stp_session.state) != in_state)
			continue;
		l = stp_lane_enter_life(site->probe);
		if (!l)
			continue;
		site->probe->handler(&l->c);
		stp_lane_leave_life(l);
		cond_resched();
	}
}
