/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * die.h - what staprun and stapio say on stderr, and how they give up.
 *
 * A message is one line: what, why, what helps.  In the privileged program
 * anything odd ends it before the next step, so most failures are die().
 */
#ifndef STAPRUN_DIE_H
#define STAPRUN_DIE_H

#include <stdnoreturn.h>

#define printf_like(fmt, args)	__attribute__((format(printf, fmt, args)))

/* The policy said no: other programs tell this status from a failure. */
#define EXIT_REFUSED	255

/* "ERROR: ..." */
void say_error(const char *fmt, ...) printf_like(1, 2);
/* "WARNING: ..." */
void say_warning(const char *fmt, ...) printf_like(1, 2);

/* say_error(), then exit 1 or with the given status. */
noreturn void die(const char *fmt, ...) printf_like(1, 2);
noreturn void die_with(int status, const char *fmt, ...) printf_like(2, 3);

#endif
