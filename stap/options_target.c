/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options_target.c - what options about the machine, its kernel and rights do. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "options_int.h"
#include "session.h"

bool option_set_release(struct reader *r, const char *arg)
{
	if (!option_matches(r, "-r parameter", arg, "^[a-z0-9_.+/-]+$"))
		return false;
	r->o->release = arg;
	return true;
}

bool option_add_make_word(struct reader *r, const char *arg)
{
	if (!option_matches(r, "-B parameter", arg, "^[a-z_][a-z_0-9]*=.*$"))
		return false;
	list_push(r->a, &r->o->make_words, arg);
	return true;
}

bool option_set_arch(struct reader *r, const char *arg)
{
	if (!option_matches(r, "-a parameter", arg, "^[a-z0-9_-]+$"))
		return false;
	r->o->arch = arg;
	return true;
}

bool option_set_runtime_dir(struct reader *r, const char *arg)
{
	if (!option_matches(r, "-R parameter", arg, "^[a-z0-9_.+,/-]+$"))
		return false;
	r->o->runtime_dir = arg;
	return true;
}

bool option_set_sysroot(struct reader *r, const char *arg)
{
	char *path = realpath(arg, NULL);
	struct stat st;
	bool is_dir = path && stat(path, &st) == 0 && S_ISDIR(st.st_mode);

	if (r->o->sysroot || !is_dir) {
		free(path);
		return option_error(r, "opt-sysroot", r->o->sysroot ?
				    "--sysroot may be given only once." :
				    arena_printf(r->a, "--sysroot wants a directory, not \"%s\".",
						 arg));
	}
	/* "" is the real root: paths are made by putting it before them. */
	r->o->sysroot = strcmp(path, "/") ? arena_strdup(r->a, path) : "";
	free(path);
	return true;
}

bool option_add_modinfo(struct reader *r, const char *arg)
{
	if (!option_matches(r, "--modinfo parameter", arg, "^[a-z_][a-z0-9_]*=.+$"))
		return false;
	list_push(r->a, &r->o->modinfo, arg);
	return true;
}

bool option_set_debug(struct reader *r, const char *arg)
{
	r->o->debug = true;
	return option_set_keep(r, arg);
}

/*
 * The kernel and its modules name their functions themselves, so that only the
 * files of programs would have to bring their symbols along.
 */
bool option_add_object(struct reader *r, const char *arg)
{
	if (!*arg)
		return option_error(r, "opt-object-empty", "Data object (-d) cannot be empty.");
	if (strchr(arg, '/'))
		diag_warn(r->d, "warn-option-ignored", NULL, "-d %s is ignored: symbols of user "
			  "programs are not part of this version", arg);
	return true;
}

/* ---- rights ------------------------------------------------------------------------ */

bool option_set_privilege(struct reader *r, const char *arg)
{
	static const struct {
		const char *name;
		enum privilege level;
	} levels[] = {
		{ "stapusr", PRIVILEGE_STAPUSR }, { "stapsys", PRIVILEGE_STAPSYS },
		{ "stapdev", PRIVILEGE_STAPDEV },
	};
	size_t i;

	for (i = 0; i < array_size(levels); i++) {
		if (!strcmp(arg, levels[i].name))
			break;
	}
	if (i == array_size(levels))
		return option_error(r, "opt-privilege", arena_printf(r->a,
				    "Invalid argument '%s' for --privilege.", arg));
	if (r->o->has_privilege)
		return option_error(r, "opt-privilege", "Privilege level may be set only once.");
	r->o->privilege = levels[i].level;
	r->o->has_privilege = true;
	return true;
}

bool option_set_unprivileged(struct reader *r, const char *arg)
{
	(void)arg;
	return option_set_privilege(r, "stapusr");
}

bool option_set_runtime(struct reader *r, const char *arg)
{
	if (!strcmp(arg, "kernel"))
		return true;
	if (strcmp(arg, "bpf") && strcmp(arg, "dyninst"))
		return option_error(r, "opt-runtime", arena_printf(r->a,
				    "Invalid argument '%s' for --runtime: kernel is the one "
				    "there is.", arg));
	return option_error(r, "opt-runtime", arena_printf(r->a,
			   "--runtime=%s unavailable; this build lacks %s feature", arg,
			   *arg == 'b' ? "BPF" : "DYNINST"));
}

bool option_set_dyninst(struct reader *r, const char *arg)
{
	(void)arg;
	return option_set_runtime(r, "dyninst");
}

bool option_set_bpf(struct reader *r, const char *arg)
{
	(void)arg;
	return option_set_runtime(r, "bpf");
}

/* ---- debug information ------------------------------------------------------------- */

/* Arguments are read at a function's first byte, where they are by the ABI. */
bool option_set_prologues(struct reader *r, const char *arg)
{
	if (arg && strcmp(arg, "always") && strcmp(arg, "auto") && strcmp(arg, "never"))
		return option_error(r, "opt-prologues", arena_printf(r->a,
				    "Invalid argument '%s' for --prologue-searching: always, "
				    "auto or never.", arg));
	return true;
}

bool option_set_download(struct reader *r, const char *arg)
{
	long n;

	if (arg && strcmp(arg, "yes") && strcmp(arg, "no") && strcmp(arg, "ask") &&
	    !option_number(arg, 1, INT_MAX, &n))
		return option_error(r, "opt-download", arena_printf(r->a,
				    "Invalid argument '%s' for --download-debuginfo: yes, no, "
				    "ask or a number of seconds.", arg));
	if (!arg || strcmp(arg, "no"))
		diag_warn(r->d, "warn-option-ignored", NULL, "--download-debuginfo is ignored: "
			  "this version asks the kernel itself for its types and functions");
	return true;
}

/* ---- limits of this process and those that it starts --------------------------------- */

static bool set_rlimit(struct reader *r, const char *name, int which, const char *arg)
{
	struct rlimit limit;
	unsigned long long n;
	char *end;

	if (!*arg)
		return option_error(r, "opt-rlimit", arena_printf(r->a,
				    "An --rlimit-%s option value must be specified.", name));
	errno = 0;
	n = strtoull(arg, &end, 10);
	if (errno || *end || !isdigit((unsigned char)*arg))
		return option_error(r, "opt-rlimit", arena_printf(r->a,
				    "Unable to convert resource limit '%s' for --rlimit-%s.",
				    arg, name));
	limit.rlim_cur = limit.rlim_max = n;
	if (setrlimit(which, &limit) == 0)
		return true;
	return option_error(r, "opt-rlimit", arena_printf(r->a,
			   "Unable to set resource limit --rlimit-%s=%s: %s", name, arg,
			   strerror(errno)));
}

bool option_set_rlimit_as(struct reader *r, const char *arg)
{
	return set_rlimit(r, "as", RLIMIT_AS, arg);
}

bool option_set_rlimit_cpu(struct reader *r, const char *arg)
{
	return set_rlimit(r, "cpu", RLIMIT_CPU, arg);
}

bool option_set_rlimit_nproc(struct reader *r, const char *arg)
{
	return set_rlimit(r, "nproc", RLIMIT_NPROC, arg);
}

bool option_set_rlimit_stack(struct reader *r, const char *arg)
{
	return set_rlimit(r, "stack", RLIMIT_STACK, arg);
}

bool option_set_rlimit_fsize(struct reader *r, const char *arg)
{
	return set_rlimit(r, "fsize", RLIMIT_FSIZE, arg);
}
