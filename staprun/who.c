/* SPDX-License-Identifier: GPL-2.0-or-later */
/* who.c - find out who called staprun, and become him. */
#include "staprun/who.h"

#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <unistd.h>

#include "staprun/die.h"
#include "staprun/policy.h"

static gid_t group_named(const char *name)
{
	const struct group *g = getgrnam(name);

	return g ? g->gr_gid : (gid_t)-1;
}

/* Real group and supplementary groups; the effective one may be a setgid's. */
unsigned int who_mask(const struct who *w)
{
	struct policy_groups groups;
	unsigned int mask;
	gid_t *gids;
	int n;

	n = getgroups(0, NULL);
	gids = n < 0 ? NULL : calloc((size_t)n + 1, sizeof(*gids));
	if (!gids || (n = getgroups(n, gids)) < 0)
		die("cannot read my groups: %s", strerror(errno));
	gids[n] = w->gid;
	groups.stapusr = group_named("stapusr");
	groups.stapsys = group_named("stapsys");
	groups.stapdev = group_named("stapdev");
	mask = policy_mask(w->uid, gids, (size_t)n + 1, &groups);
	free(gids);
	return mask;
}

void who_find(struct who *w)
{
	uid_t euid, suid;
	gid_t sgid;

	if (getresuid(&w->uid, &euid, &suid) || getresgid(&w->gid, &w->egid, &sgid))
		die("cannot read my user ids: %s", strerror(errno));
	w->is_setuid = w->uid != euid || w->gid != w->egid;
	if (euid != 0)
		die("staprun must run with root's rights: use sudo, or install it "
		    "with mode 4110, owner root, group stapusr");
}

static void set_file_ids(uid_t uid, gid_t gid)
{
	/* These calls tell the old id, not success: ask again with -1. */
	setfsgid(gid);
	setfsuid(uid);
	if ((gid_t)setfsgid((gid_t)-1) != gid || (uid_t)setfsuid((uid_t)-1) != uid)
		die("cannot switch to user id %u for file access", uid);
}

void who_files_as_user(const struct who *w)
{
	set_file_ids(w->uid, w->gid);
}

void who_files_as_root(const struct who *w)
{
	set_file_ids(0, w->egid);
}

void who_drop_privileges(const struct who *w)
{
	uid_t r, e, s;
	gid_t rg, eg, sg;

	if (setresgid(w->gid, w->gid, w->gid) || setresuid(w->uid, w->uid, w->uid))
		die("cannot give up root's rights: %s", strerror(errno));
	if (getresuid(&r, &e, &s) || r != w->uid || e != w->uid || s != w->uid)
		die("root's rights were not given up");
	if (getresgid(&rg, &eg, &sg) || rg != w->gid || eg != w->gid || sg != w->gid)
		die("the group's rights were not given up");
	/* The proof: they must not come back. */
	if (w->uid != 0 && (!setuid(0) || !seteuid(0) || !setfsuid(0) ||
			    setfsuid((uid_t)-1) == 0))
		die("root's rights came back after they were given up");
}
