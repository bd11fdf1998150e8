/* SPDX-License-Identifier: GPL-2.0-or-later */
/* module_memory.c - is the memory of a module an array of kinds? */
#include <linux/module.h>

unsigned long stp_probe(const struct module *m);
unsigned long stp_probe(const struct module *m)
{
	unsigned long size = 0;

	for_class_mod_mem_type(type, core)
		size += m->mem[type].size;
	return size;
}
