/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.c - the places of one run: library, runtime, cache, temporary files.
 */
#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "build/build.h"
#include "config.h"
#include "debuginfo/di.h"

/* Are we the program that was built, not the one installed? */
static bool in_build_tree(void)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	if (n < 0)
		return false;
	exe[n] = '\0';
	return !strncmp(exe, BUILDDIR "/stap/", strlen(BUILDDIR "/stap/"));
}

static const char *place_of(const char *variable, bool built, const char *in_tree,
			    const char *installed)
{
	const char *v = getenv(variable);

	if (v && *v)
		return v;
	return built ? in_tree : installed;
}

/* May what is kept there be believed?  Nobody else but root can have put it there. */
static bool is_own(const char *dir)
{
	struct stat st;

	return stat(dir, &st) == 0 && S_ISDIR(st.st_mode) &&
	       (st.st_uid == geteuid() || st.st_uid == 0) && !(st.st_mode & 022);
}

const char *session_home(struct arena *a, const char *name)
{
	const char *dir = getenv("SYSTEMTAP_DIR"), *home = getenv("HOME");

	if (dir && *dir)
		return arena_printf(a, "%s/%s", dir, name);
	return home && *home ? arena_printf(a, "%s/.systemtap/%s", home, name) : NULL;
}

/*
 * ~/.systemtap/cache.  Without it everything works, but slower; only a
 * directory that is somebody else's would be dangerous, and build/ checks that
 * for each file.  One that is our own but cannot be written is still read.
 */
static const char *find_cache(struct session *s)
{
	const char *path = session_home(s->arena, "cache");
	int rc;

	if (!path)
		return NULL;
	rc = make_dirs(path, 0755);
	if (!rc && access(path, W_OK))
		rc = -errno;
	if (!rc)
		return path;
	diag_warn(s->diag, "warn-no-cache", NULL,
		  "nothing is kept for the next run: %s: %s "
		  "(set SYSTEMTAP_DIR to a directory of yours)",
		  path, strerror(-rc));
	return is_own(path) ? path : NULL;
}

bool session_older(const struct session *s, const char *version)
{
	return s->opt->compatible && strverscmp(s->opt->compatible, version) < 0;
}

struct session *session_open(const struct options *opt, struct arena *a, struct diag *d)
{
	struct session *s = arena_one(a, struct session);
	bool built = in_build_tree();

	s->opt = opt;
	s->arena = a;
	s->diag = d;
	s->runtime_dir = place_of("SYSTEMTAP_RUNTIME", built, SRCDIR "/runtime",
				  PKGDATADIR "/runtime");
	if (opt->runtime_dir)
		s->runtime_dir = opt->runtime_dir;
	s->tapset_dir = place_of("SYSTEMTAP_TAPSET", built, SRCDIR "/tapset",
				 PKGDATADIR "/tapset");
	s->examples_dir = place_of("SYSTEMTAP_EXAMPLES", built, SRCDIR "/examples",
				   PKGDATADIR "/examples");
	if (built && strcmp(s->tapset_dir, SRCDIR "/tapset") == 0)
		s->tapset_made = BUILDDIR "/tapset";
	s->staprun = place_of("SYSTEMTAP_STAPRUN", built, BUILDDIR "/staprun/staprun",
			      BINDIR "/staprun");
	if (built)
		setenv("SYSTEMTAP_STAPIO", BUILDDIR "/staprun/stapio", 0);
	s->cache_dir = find_cache(s);
	s->args_used = arena_many(a, uint8_t, opt->args.n + 1);
	return s;
}

void session_close(struct session *s)
{
	int rc;

	if (s->di)
		di_kernel_close(s->di);
	if (!s->tmpdir)
		return;
	if (s->opt->keep_tmpdir) {
		fprintf(stderr, "Keeping temporary directory \"%s\"\n", s->tmpdir);
		return;
	}
	rc = remove_tree(s->tmpdir);
	if (rc)
		diag_warn(s->diag, "warn-tmpdir", NULL, "cannot remove %s: %s",
			  s->tmpdir, strerror(-rc));
	else if (verbose(s, 0) > 1)
		fprintf(stderr, "Removed temporary directory \"%s\"\n", s->tmpdir);
	s->tmpdir = NULL;
}

struct kernel *session_kernel(struct session *s)
{
	if (!s->kernel)
		s->kernel = kernel_find(s, s->opt->release);
	return s->kernel;
}

struct di_kernel *session_di(struct session *s)
{
	struct kernel *k = session_kernel(s);
	struct di_where w;

	if (!k || s->di)
		return s->di;
	w = (struct di_where){
		.release = k->release,
		.build_dir = k->has_build_dir ? k->build_dir : NULL,
		.sysroot = s->opt->sysroot,
		.is_running = k->is_running,
		.cache_dir = s->cache_dir,
	};
	s->di = di_kernel_open(&w);
	if (!s->di) {
		fputs("stap: out of memory\n", stderr);
		exit(EXIT_FAILURE);
	}
	return s->di;
}

const char *session_tmpdir(struct session *s)
{
	const char *parent = getenv("TMPDIR");
	char *path;
	int rc;

	if (s->tmpdir)
		return s->tmpdir;
	if (s->opt->tmpdir) {
		rc = make_dirs(s->opt->tmpdir, 0700);
		if (rc)
			goto failed;
		s->tmpdir = s->opt->tmpdir;
		return s->tmpdir;
	}
	if (!parent || !*parent)
		parent = "/tmp";
	/* The kernel's makefiles cannot live with other characters. */
	if (parent[strspn(parent, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			  "0123456789-/._")]) {
		diag_plain(s->diag, "opt-tmpdir-characters",
			   "TMPDIR \"%s\": only letters, digits and -/._ may stand in it", parent);
		return NULL;
	}
	path = arena_printf(s->arena, "%s/stapXXXXXX", parent);
	if (!mkdtemp(path)) {
		rc = -errno;
		goto failed;
	}
	s->tmpdir = path;
	if (verbose(s, 0) > 1)
		fprintf(stderr, "Created temporary directory \"%s\"\n", path);
	return path;

failed:
	diag_plain(s->diag, "opt-tmpdir",
		   "cannot make a temporary directory in %s: %s (set TMPDIR to one with room)",
		   s->opt->tmpdir ? s->opt->tmpdir : parent, strerror(-rc));
	return NULL;
}

const char *session_define(const struct session *s, const char *name)
{
	const struct options *o = s->opt;
	unsigned int i;

	for (i = o->defines.n; i-- > 0;)
		if (!strcmp(o->defines.at[i].name, name))
			return o->defines.at[i].value;
	return NULL;
}

int64_t session_limit(const struct session *s, const char *name, int64_t otherwise)
{
	const char *text = session_define(s, name);
	char *end;
	long long n;

	if (!text)
		return otherwise;
	errno = 0;
	n = strtoll(text, &end, 0);
	return errno || end == text || *end ? otherwise : n;
}

const char *privilege_name(enum privilege level)
{
	static const char *const names[] = {
		[PRIVILEGE_STAPUSR] = "stapusr", [PRIVILEGE_STAPSYS] = "stapsys",
		[PRIVILEGE_STAPDEV] = "stapdev",
	};

	return names[level];
}

void session_argument_used(struct session *s, unsigned int n)
{
	if (n && n <= s->opt->args.n)
		s->args_used[n - 1] = 1;
}
