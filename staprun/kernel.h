/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel.h - what staprun and stapio ask of the kernel beyond libc.
 *
 * Each function is one system call or one fixed path, so that tests replace
 * these to fake the kernel.  All return -1 and set errno as the call does.
 */
#ifndef STAPRUN_KERNEL_H
#define STAPRUN_KERNEL_H

#include <stdio.h>

int kernel_init_module(const void *bytes, unsigned long len, const char *args);
int kernel_delete_module(const char *name, unsigned int flags);

/* 0: /sys/module/NAME is there, of a loaded module or of the kernel itself. */
int kernel_find_name(const char *name);

/* The directory of all our modules, and of one: descriptors. */
int kernel_open_base(void);
int kernel_open_module(const char *name);

/* The control channel in a module's directory; -1, EBUSY: someone has it. */
int kernel_open_control(int dir);

/* /proc/kallsyms */
FILE *kernel_open_symbols(void);

#endif
