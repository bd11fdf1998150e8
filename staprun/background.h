/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * background.h - stapio as a daemon (-D).
 */
#ifndef STAPRUN_BACKGROUND_H
#define STAPRUN_BACKGROUND_H

/*
 * Go on in a child.  The parent waits until that is ready, prints its process
 * id and exits 0, or exits 1 when it never was.  Returns the descriptor for
 * background_ready(), in the child only.
 */
int background_fork(void);

/* Let the parent go, and leave the terminal; messages go to the system log. */
void background_ready(int fd);

#endif
