/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ladder.h - which command gets what a kernel lacks, by distribution. */
#ifndef DEBUGINFO_LADDER_H
#define DEBUGINFO_LADDER_H

struct arena;

enum ladder_lack {
	LADDER_NO_IMAGE,	/* not even the kernel's image is installed */
	LADDER_NO_DEBUGINFO,	/* it is, but what is asked for is in its debug file only */
};

/* os: text of an os-release file.  The command, in the arena. */
const char *ladder_command(struct arena *a, const char *os, const char *release,
			   enum ladder_lack lack);

#endif
