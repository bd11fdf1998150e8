/* SPDX-License-Identifier: GPL-2.0-or-later */
/* array.c - gives the arrays of a script their memory, and lanes their parts. */
#include <linux/cpumask.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/topology.h>
#include <linux/vmalloc.h>

#include "runtime.h"
#include "map.h"

static int node_of(int lane)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		if (!lane--)
			return cpu_to_node(cpu);
	}
	return NUMA_NO_NODE;
}

/* An array of a size that does not fit must not have other processes killed. */
void *stp_array_alloc(unsigned long bytes, int lane)
{
	const u64 max = stp_script.limits.max_memory;

	stp_session.memory += bytes;
	if (bytes >> PAGE_SHIFT > si_mem_available() || (max && stp_session.memory > max))
		return NULL;
	return vzalloc_node(bytes, lane < 0 ? NUMA_NO_NODE : node_of(lane));
}

void stp_array_free(void *p)
{
	vfree(p);
}

unsigned int stp_lane_index(struct stp_context *c)
{
	return stp_lane_of(c)->index;
}

struct stp_stat *stp_lane_stat(struct stp_context *c, unsigned int slot)
{
	return (struct stp_stat *)stp_lane_of(c)->stats[slot];
}

static bool is_valid(const struct stp_map_info *info)
{
	if (info->value != STP_STATS || info->hist == STP_HIST_NONE ||
	    stp_hist_size(info))
		return true;
	if (!info->step)
		stp_say("ERROR: histogram: interval cannot be zero. (of '%s')\n", info->name);
	else
		stp_say("ERROR: histogram: Number of buckets must be between 1 and %d "
			"(of '%s')\n", (info->max_buckets ?: STP_HIST_MAX) - 2, info->name);
	return false;
}

static void say_no_memory(const struct stp_map_info *info)
{
	const u64 max = stp_script.limits.max_memory;

	stp_say("ERROR: global variable '%s' allocation failed\n", info->name);
	if (max && stp_session.memory > max)
		stp_say("ERROR: it takes %llu KiB in all, more than STP_MAXMEMORY (%llu)\n",
			DIV_ROUND_UP(stp_session.memory, 1024), max / 1024);
}

int stp_arrays_init(void)
{
	u64 seed = get_random_u64();
	unsigned int i;

	for (i = 0; i < stp_script.maps.n; i++) {
		struct stp_map *m = stp_script.maps.at[i];
		bool valid = is_valid(m->info);

		if (valid && stp_map_make(m, stp_session.n_lanes,
					  stp_script.limits.maxstringlen, seed))
			continue;
		if (valid)
			say_no_memory(m->info);
		stp_arrays_free();
		return valid ? -ENOMEM : -EINVAL;
	}
	return 0;
}

void stp_arrays_free(void)
{
	unsigned int i;

	for (i = 0; i < stp_script.maps.n; i++)
		stp_map_free(stp_script.maps.at[i]);
}
