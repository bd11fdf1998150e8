/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * build_int.h - what the files of stap/build/ share.
 *
 * A kept runtime is a directory with
 *
 *	runtime.o	all of runtime/ but the stub script
 *	mod.o		what modpost made for them: struct module, CRCs
 *	common.o	only where the kernel links one more object to modules
 *	features.h	answers of runtime/compat/probe, "compat_config.h"
 *	manifest	the recorded commands, and what all this was made from
 *
 * It is made under a module name of the greatest length, which image_rename()
 * replaces in a finished module.
 */
#ifndef STAP_BUILD_INT_H
#define STAP_BUILD_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/proc.h"
#include "base/text.h"
#include "stap/build/build.h"
#include "stap/session.h"

#define MODULE_NAME_MAX	55
#define PLACEHOLDER	"stap_name_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
_Static_assert(sizeof(PLACEHOLDER) == MODULE_NAME_MAX + 1, "of the greatest length");

#define STUB		"stub_script"	/* runtime/stub_script.c: the script's place */

/* The file that includes all of the runtime's; see whole.c. */
#define WHOLE	"stap_whole"

/* Stand in recorded commands for what differs from script to script. */
#define WORD_OBJECT	"%o"		/* the file that is written (objtool: changed) */
#define WORD_SOURCE	"%c"
#define WORD_INPUTS	"%i"		/* the objects to link */

struct words {
	const char **at;
	unsigned n, cap;
};

/* One recorded step: its words; n is 0 where this kernel has no such step. */
struct steps {
	struct words cc;		/* WORD_SOURCE to WORD_OBJECT */
	struct words objtool;		/* on each object */
	struct words join;		/* ld of all objects to one */
	struct words join_objtool;	/* on that one */
	struct words ko;		/* ld of that one and mod.o to the module */
};

struct runtime {
	const char *dir;		/* where the kept files are */
	const char *work_dir;		/* the commands run in it */
	const char *slow_why;		/* why only kbuild can compile; NULL: steps work */
	struct steps steps;
	struct map *symbols;		/* what a script's object may refer to */
	bool has_common;
	int64_t made_s, made_ns;	/* mtime of the manifest */
	int lock;			/* held shared while the session lives; or -1 */
};

/* ---- kernel.c -------------------------------------------------------------- */

/* Can modules be compiled for it?  False after reporting what to install. */
bool kernel_need_build(struct session *s, struct kernel *k);
/* The kernel's name for its arch directory, "x86". */
const char *kernel_srcarch(const struct kernel *k);
/* "apt-get install DEB" or "dnf install RPM", as this machine's distribution has it. */
const char *kernel_install_hint(struct session *s, const char *deb, const char *rpm);

/* ---- kbuild.c -------------------------------------------------------------- */

/* proc_run() that shows the command under -vv; p->argv as it is. */
int build_spawn(struct session *s, const struct proc *p);

struct kbuild {
	const char *dir;		/* with the Kbuild file */
	const char *more;		/* one more word for make, or NULL */
	bool go_on;			/* make -k */
	struct text *out;		/* all that it says */
};

/* make -C BUILD M=DIR modules; its status. */
int kbuild_run(struct session *s, struct kernel *k, const struct kbuild *b);
/* A program that is wanted is not installed.  Always false. */
bool build_no_program(struct session *s, const char *what, const char *program);
/* Is it the disk that is full?  Then it has been reported. */
bool build_disk_full(struct session *s, const struct text *out, const char *what);
/*
 * Why the program's run went wrong, from its status and output: a missing
 * program, a full disk, or that what could not be compiled.  Always false.
 */
bool kbuild_report(struct session *s, const char *program, int status,
		   const struct text *out, const char *what);
/* Reports that path could not be made; always false. */
bool build_cannot_write(struct session *s, const char *path, int err);
/* Writes a file of the build; false after reporting. */
bool build_write(struct session *s, const char *path, const char *data, size_t len);
/* A copy, whole or not at all; 0 or -errno. */
int build_copy(const char *from, const char *to, unsigned mode);
/* A new directory in the session's temporary one; NULL after reporting. */
const char *build_dir(struct session *s, const char *name);

/* ---- sources.c ------------------------------------------------------------- */

/* The files of runtime/, as "compat/x.h", in one order everywhere; false after reporting. */
bool sources_list(struct session *s, struct words *names);
/* Reports that one of them could not be read; always false. */
bool sources_unreadable(struct session *s, const char *path, int err);
/* Their names and contents into h. */
bool sources_hash(struct session *s, struct hash *h);
/* Copies them to dir and asks nothing of the kernel. */
bool sources_copy(struct session *s, const char *dir);
/*
 * compat_config.h for dir: each runtime/compat/probe/name.c that compiles is
 * a STP_HAVE_NAME.
 */
bool sources_probe(struct session *s, struct kernel *k, const char *dir);

/* ---- whole.c --------------------------------------------------------------- */

/* Writes WHOLE.c to dir, where the sources are; false after reporting. */
bool whole_write(struct session *s, const char *dir);

/* ---- record.c -------------------------------------------------------------- */

/*
 * Reads the .cmd files that kbuild left in dir into r->steps, work_dir and
 * has_common; r->slow_why says what was not understood.
 */
void record_steps(struct session *s, struct kernel *k, const char *dir, struct runtime *r);
/* The files that the objects of dir were made from, by name, without dir's own. */
struct map *record_inputs(struct session *s, const struct runtime *r, const char *dir);
/* Shell words of a command line; separators are words of their own. */
void record_words(struct arena *a, const char *line, struct words *out);

/* ---- manifest.c ------------------------------------------------------------ */

int manifest_write(struct session *s, const struct runtime *r, const struct map *inputs);
/* NULL when it is not there, not whole, or what it was made from has changed. */
struct runtime *manifest_read(struct session *s, const char *dir);
/* Owned by root or the user and writable by nobody else; dir: a directory. */
bool manifest_is_ours(const char *path, bool dir);

/* ---- runtime.c ------------------------------------------------------------- */

/* The kept runtime if there is one, made if not; NULL after reporting. */
struct runtime *runtime_open(struct session *s);
/* Only if there is one; NULL says nothing. */
struct runtime *runtime_find(struct session *s);
/* Over everything that is known without compiling; false after reporting. */
bool runtime_hash(struct session *s, struct hash *h);

/* ---- fast.c, slow.c -------------------------------------------------------- */

enum fast_result { FAST_DONE, FAST_CANNOT, FAST_FAILED };

struct script_build {
	const char *dir;		/* ours, for the files between */
	const char *c_path;		/* the C text */
	const char *ko_path;		/* to be made */
};

/* FAST_CANNOT: said why under -v, kbuild may do better; FAST_FAILED: reported. */
enum fast_result fast_build(struct session *s, struct runtime *r, const struct script_build *b);
bool slow_build(struct session *s, struct runtime *r, const struct script_build *b);

/* ---- image.c --------------------------------------------------------------- */

/* Global names that the object refers to (defined: that it defines) into m. */
int image_symbols(struct arena *a, const char *path, bool defined, struct map *m);
/* The placeholder in a finished module becomes name; 0 or -errno. */
int image_rename(const char *path, const char *name);

/* ---- cache.c --------------------------------------------------------------- */

/* Are modules kept, given the options? */
bool cache_is_on(const struct session *s);

#endif
