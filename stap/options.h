/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the command line, from one table that also prints --help.
 */
#ifndef STAP_OPTIONS_H
#define STAP_OPTIONS_H

#include "session.h"

struct rc;

/*
 * Reads the words of argv and the rc file.  0: go on with o; otherwise the run is over with
 * status *status (0 after -h, -V; 1 after an error that was reported to d).
 * Colours must be known before d exists, so early options are read by
 * options_early() first.
 */
int options_read(struct options *o, struct arena *a, struct diag *d,
		 const struct rc *rc, int *status);
void options_early(struct diag_options *o, int argc, char **argv);

#endif
