/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.h - one run of a loaded module, from its start to its removal.
 */
#ifndef STAPRUN_SESSION_H
#define STAPRUN_SESSION_H

#include "staprun/options.h"

/* The exit status. */
int session_run(const struct options *o);

#endif
