/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy.h - may this user load this file?
 *
 * Pure functions of facts that others found out: no system call is made here,
 * so every row of the rule can be tested.
 */
#ifndef STAPRUN_POLICY_H
#define STAPRUN_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Ids of the groups by name; (gid_t)-1: there is no such group. */
struct policy_groups {
	gid_t stapusr, stapsys, stapdev;
};

/* STP_CRED_* mask of a user: his real uid and all his real groups. */
unsigned int policy_mask(uid_t uid, const gid_t *gids, size_t n,
			 const struct policy_groups *g);

struct policy_owner {
	uid_t uid;
	mode_t mode;
};

struct policy_facts {
	uid_t uid;			/* real user */
	unsigned int mask;		/* STP_CRED_* */
	const char *path;		/* of the file, links resolved */
	const char *blessed;		/* directory, links resolved; NULL: none */
	struct policy_owner dir;	/* of the blessed directory */
	struct policy_owner file;	/* of the open file */
	unsigned int privilege;		/* the script was compiled for this */
};

struct policy_verdict {
	bool allowed;
	unsigned int credentials;	/* mask that the module is told */
	const char *why;		/* not allowed: reason and what helps */
};

/* Does the resolved path lie below the resolved directory? */
bool policy_is_below(const char *path, const char *dir);

struct policy_verdict policy_decide(const struct policy_facts *f);

/* "stapusr", "stapsys", "stapdev" or "none": the highest level in it. */
const char *policy_level_name(unsigned int mask);

#endif
