/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * util.h - the few compiler attributes and macros that every module uses.
 */
#ifndef BASE_UTIL_H
#define BASE_UTIL_H

#define printf_like(fmt, args)	__attribute__((format(printf, fmt, args)))
#define must_check		__attribute__((warn_unused_result))
#define array_size(a)		(sizeof(a) / sizeof((a)[0]))

/* Says so on stderr and ends the process; what arena and text do. */
void out_of_memory(void) __attribute__((noreturn));

#endif
