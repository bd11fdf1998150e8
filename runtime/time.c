/* SPDX-License-Identifier: GPL-2.0-or-later */
/* time.c - clocks that any context may read. */
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/sched/clock.h>
#include <linux/time.h>
#include <linux/timekeeping.h>
#include <linux/timex.h>

#include "runtime.h"

stp_s64 stp_time_ns(void)
{
	return ktime_get_real_fast_ns();
}

stp_s64 stp_cycles(void)
{
	return get_cycles();
}

stp_s64 stp_jiffies(void)
{
	return jiffies;
}

stp_s64 stp_hz(void)
{
	return HZ;
}

stp_s64 stp_ktime_ns(void)
{
	return ktime_get_mono_fast_ns();
}

stp_s64 stp_local_clock_ns(void)
{
	return local_clock();
}

stp_s64 stp_cpu_clock_ns(stp_s64 cpu)
{
	return cpu >= 0 && cpu < nr_cpu_ids && cpu_online(cpu) ? cpu_clock(cpu) : 0;
}

void stp_ctime(char *dst, unsigned int size, stp_s64 seconds)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct tm tm;

	dst[0] = 0;
	if (seconds != (s32)seconds) {
		stp_error(&stp_lane_current()->c, "Time too far in the %s to be converted",
			  seconds > 0 ? "future" : "past");
		return;
	}
	time64_to_tm(seconds, 0, &tm);
	scnprintf(dst, size, "%.3s %.3s %2d %02d:%02d:%02d %ld",
		  days + 3 * tm.tm_wday, months + 3 * tm.tm_mon, tm.tm_mday,
		  tm.tm_hour, tm.tm_min, tm.tm_sec, tm.tm_year + 1900);
}

stp_s64 stp_tz_gmtoff(void)
{
	return stp_session.tz.gmtoff;
}

const char *stp_tz_name(void)
{
	return stp_session.tz.name;
}
