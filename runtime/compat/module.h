/* SPDX-License-Identifier: GPL-2.0-or-later */
/* module.h - the memory of a module. */
#ifndef STP_COMPAT_MODULE_H
#define STP_COMPAT_MODULE_H

#include <linux/module.h>
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

#endif
