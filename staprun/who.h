/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * who.h - the user on whose behalf staprun works, and how to become him.
 *
 * Every function dies when anything fails.
 */
#ifndef STAPRUN_WHO_H
#define STAPRUN_WHO_H

#include <stdbool.h>
#include <sys/types.h>

struct who {
	uid_t uid;		/* real ids */
	gid_t gid;
	gid_t egid;		/* effective one at the start */
	bool is_setuid;		/* the effective ids are not the real ones */
};

void who_find(struct who *w);

/* STP_CRED_* of his groups, which are looked up by name. */
unsigned int who_mask(const struct who *w);

/* Look at files with the user's rights, and with root's again. */
void who_files_as_user(const struct who *w);
void who_files_as_root(const struct who *w);

/* Become the user for good. */
void who_drop_privileges(const struct who *w);

#endif
