/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options_int.h - numbers of the command line that other passes need as well.
 */
#ifndef STAP_OPTIONS_INT_H
#define STAP_OPTIONS_INT_H

/* What `systemtap_v` is for scripts: the language we follow, not our version. */
#define LANGUAGE_VERSION	"5.6"
/* Longest module name: MODULE_NAME_LEN of a 64-bit kernel is 56 with its NUL. */
#define MODULE_NAME_MAX		55

#endif
