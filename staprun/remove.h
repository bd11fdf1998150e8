/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * remove.h - take modules out of the kernel on a user's word (-d).
 */
#ifndef STAPRUN_REMOVE_H
#define STAPRUN_REMOVE_H

/* Remove the module of that name, or all of the user's own for "*". */
int remove_modules(const char *name);

/*
 * The reaper, which stapio starts before it arms any probe: it waits until
 * the other end of standard input, a socket, is closed, however stapio ended,
 * and removes the module then.  It writes one byte when it is on guard; a
 * byte that it reads dismisses it, the module stays.
 */
int remove_when_closed(const char *name);

#endif
