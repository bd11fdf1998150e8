/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy.c - who may load which module.
 *
 * 1. Real user 0 and members of stapdev MAY load any systemtap module.
 * 2. A member of stapsys or stapusr MAY load a module only if root put it
 *    there: its resolved path MUST lie below the resolved directory
 *    /lib/modules/RELEASE/systemtap; that directory MUST belong to root and
 *    MUST NOT be writable for everybody; and so MUST the file.  It gets full
 *    credentials then, since root's placing it there is the permission.
 * 3. Everybody else MUST be refused.
 * 4. The credentials given MUST contain the level that the script was
 *    compiled for.
 * 5. Facts are of the open descriptor, never of a name looked up again.
 */
#include "staprun/policy.h"

#include <string.h>
#include <sys/stat.h>

#include "runtime/protocol.h"

#define ALL	(STP_CRED_STAPUSR | STP_CRED_STAPSYS | STP_CRED_STAPDEV)

static bool is_member(gid_t group, const gid_t *gids, size_t n)
{
	size_t i;

	if (group == (gid_t)-1)
		return false;
	for (i = 0; i < n; i++)
		if (gids[i] == group)
			return true;
	return false;
}

unsigned int policy_mask(uid_t uid, const gid_t *gids, size_t n,
			 const struct policy_groups *g)
{
	if (uid == 0 || is_member(g->stapdev, gids, n))
		return ALL;
	if (is_member(g->stapsys, gids, n))
		return STP_CRED_STAPSYS | STP_CRED_STAPUSR;
	if (is_member(g->stapusr, gids, n))
		return STP_CRED_STAPUSR;
	return 0;
}

const char *policy_level_name(unsigned int mask)
{
	if (mask & STP_CRED_STAPDEV)
		return "stapdev";
	if (mask & STP_CRED_STAPSYS)
		return "stapsys";
	if (mask & STP_CRED_STAPUSR)
		return "stapusr";
	return "none";
}

bool policy_is_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	/* The slash matters: DIRx/a.ko is not below DIR. */
	return len > 1 && dir[0] == '/' && !strncmp(path, dir, len) &&
	       path[len] == '/' && path[len + 1];
}

static bool is_roots(const struct policy_owner *o)
{
	return o->uid == 0 && !(o->mode & S_IWOTH);
}

static struct policy_verdict refuse(const char *why)
{
	return (struct policy_verdict){ .why = why };
}

static struct policy_verdict allow(unsigned int credentials,
				   unsigned int privilege)
{
	/* A level that nobody knows counts as the highest. */
	if (privilege != STP_CRED_STAPUSR && privilege != STP_CRED_STAPSYS)
		privilege = STP_CRED_STAPDEV;
	if (!(credentials & privilege))
		return refuse("your privilege is lower than the level it was compiled for");
	return (struct policy_verdict){ .allowed = true,
					.credentials = credentials };
}

struct policy_verdict policy_decide(const struct policy_facts *f)
{
	if (f->uid == 0 || (f->mask & STP_CRED_STAPDEV))
		return allow(ALL, f->privilege);
	if (!f->mask)
		return refuse("you are neither root nor in the group stapdev, stapsys or stapusr");
	if (!f->blessed || !policy_is_below(f->path, f->blessed))
		return refuse("only root and members of stapdev may load it from there; "
			      "root can put it into /lib/modules/RELEASE/systemtap");
	if (!S_ISDIR(f->dir.mode) || !is_roots(&f->dir))
		return refuse("its directory does not belong to root alone: "
			      "chown root and chmod o-w it");
	if (!S_ISREG(f->file.mode) || !is_roots(&f->file))
		return refuse("the file does not belong to root alone: "
			      "chown root and chmod o-w it");
	return allow(ALL, f->privilege);
}
