/* SPDX-License-Identifier: GPL-2.0-or-later */
/* module.h - the memory of a module, and whether one is loaded. */
#ifndef STP_COMPAT_MODULE_H
#define STP_COMPAT_MODULE_H

#include <linux/module.h>
#include <linux/rculist.h>
#include "compat_config.h"

static inline unsigned long stp_compat_module_size(const struct module *m)
{
#ifdef STP_HAVE_MODULE_MEMORY
	unsigned long size = 0;

	for_class_mod_mem_type(type, core)
		size += m->mem[type].size;
	return size;
#else				/* before 6.4 */
	return m->core_layout.size;
#endif
}

/*
 * find_module() is not for modules since 5.12.  All are in one ring, in which
 * the kernel's list head stands as well: it lies outside of where modules are.
 */
static inline bool stp_compat_module_is_loaded(const char *name)
{
	const struct module *m;
	bool found = false;

	preempt_disable();
	list_for_each_entry_rcu(m, &THIS_MODULE->list, list, rcu_read_lock_sched_held()) {
		if ((unsigned long)m < MODULES_VADDR || (unsigned long)m >= MODULES_END)
			continue;
		if (m->state != MODULE_STATE_LIVE && m->state != MODULE_STATE_COMING)
			continue;
		if (!strcmp(m->name, name)) {
			found = true;
			break;
		}
	}
	preempt_enable();
	return found;
}

#endif
