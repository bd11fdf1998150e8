/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * warnings.h - all warnings by name, as --warn takes them: the tag without "warn-".
 */
#ifndef STAP_WARNINGS_H
#define STAP_WARNINGS_H

struct warning {
	const char *name;
	const char *help;		/* when it comes, for --warn=help */
};

extern const struct warning warnings[];		/* sorted; ends with a NULL name */

/* NULL: there is none of that name. */
const struct warning *warning_find(const char *name);

#endif
