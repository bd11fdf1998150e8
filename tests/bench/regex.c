/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex.c - the search of the runtime, apart from ops.c: some of its names are there as well. */
#include "runtime/regex.c"
