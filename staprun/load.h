/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * load.h - read a module file once, and give exactly those bytes to the kernel.
 */
#ifndef STAPRUN_LOAD_H
#define STAPRUN_LOAD_H

#include <limits.h>
#include <stdbool.h>

#include "staprun/image.h"
#include "staprun/policy.h"
#include "staprun/who.h"

struct load {
	char path[PATH_MAX];		/* links resolved */
	char blessed[PATH_MAX];		/* "": there is no such directory */
	struct policy_owner dir;	/* of blessed */
	struct policy_owner file;
	struct image image;		/* private memory; unmapped by load_free() */
};

/*
 * Open and read.  The path is resolved, and the file opened, with the user's
 * own rights; only below the blessed directory with root's.  Dies.
 */
void load_read(struct load *l, const struct who *w, const char *path,
	       const char *blessed);
void load_free(struct load *l);

/* init_module(); 0 or the errno. */
int load_insert(const struct image *img, const char *args);
/* What that errno means for a module of that name. */
const char *load_error(int err, const char *name);

/* delete_module() until it is gone or the time is up; 0 or the errno. */
int load_remove(const char *name, unsigned int patience_ms);


#endif
