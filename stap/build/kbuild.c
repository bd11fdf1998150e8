/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kbuild.c - runs the kernel's own build, and says what went wrong with it. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stap/build/build_int.h"

int build_spawn(struct session *s, const struct proc *p)
{
	int rc, i;

	if (verbose(s, 4) < 2)
		return proc_run(p);
	fputs("Running", stderr);
	for (i = 0; p->argv[i]; i++)
		fprintf(stderr, " %s", p->argv[i]);
	fputc('\n', stderr);
	rc = proc_run(p);
	fprintf(stderr, "Spawn waitpid result (0x%x): %d\n",
		rc < 0 ? 0 : rc > 128 ? rc - 128 : rc << 8, rc);
	return rc;
}

/* What a make around us, or the user's shell, must not bring into kbuild. */
static const char *const unset[] = {
	"ARCH", "SRCARCH", "CROSS_COMPILE", "INSTALL_PATH", "KBUILD_EXTMOD", "KBUILD_IMAGE",
	"KBUILD_OUTPUT", "KBUILD_SRC", "KBUILD_VERBOSE", "KCONFIG_CONFIG", "KCFLAGS",
	"LD_LIBRARY_PATH", "MAKEFLAGS", "MAKELEVEL", "MAKEFILES", "MFLAGS", "CCACHE_DISABLE=1",
};

static const char **environment(struct session *s)
{
	const char **env = arena_many(s->arena, const char *, array_size(unset) + 2);
	const char *path = getenv("PATH");

	memcpy(env, unset, sizeof(unset));
	env[array_size(unset)] = arena_printf(s->arena, "PATH=/usr/bin:/bin%s%s",
					      path ? ":" : "", path ? path : "");
	return env;
}

int kbuild_run(struct session *s, struct kernel *k, const struct kbuild *b)
{
	struct arena *a = s->arena;
	struct words w = { 0 };
	struct proc p = { .env = environment(s), .out = b->out, .err = b->out };
	unsigned int i;

	list_push(a, &w, "make");
	list_push(a, &w, "-C");
	list_push(a, &w, k->build_dir);
	list_push(a, &w, arena_printf(a, "M=%s", b->dir));
	list_push(a, &w, "modules");
	/* For runtime/Kbuild: the name, and where compat_config.h is. */
	list_push(a, &w, "STP_MODULE=" PLACEHOLDER);
	list_push(a, &w, arena_printf(a, "STP_CONFIG=%s", b->dir));
	/* Nobody debugs these objects, and both make the build much slower. */
	list_push(a, &w, "CONFIG_DEBUG_INFO=");
	list_push(a, &w, "CONFIG_DEBUG_INFO_BTF_MODULES=");
	if (*kernel_config(s, k, "CONFIG_CC_IS_CLANG"))
		list_push(a, &w, "LLVM=1");
	for (i = 0; i < s->opt->make_words.n; i++)
		list_push(a, &w, s->opt->make_words.at[i]);
	list_push(a, &w, arena_printf(a, "-j%ld", sysconf(_SC_NPROCESSORS_ONLN) + 1));
	if (b->more)
		list_push(a, &w, b->more);
	if (b->go_on)
		list_push(a, &w, "-k");
	if (verbose(s, 4) > 2)
		list_push(a, &w, "V=1");
	else
		list_push(a, &w, "--no-print-directory");
	/* Below -vv what it says is shown only when it fails: messages, not its steps. */
	if (verbose(s, 4) < 2)
		list_push(a, &w, "-s");
	list_push(a, &w, NULL);
	p.argv = w.at;
	return build_spawn(s, &p);
}

/* The word before ": not found" or ": No such file" of a shell or of make; NULL: none. */
static const char *missing_program(struct arena *a, const struct text *out)
{
	static const char *const forms[] = { ": not found\n", ": command not found\n",
					     ": No such file or directory\n" };
	const char *at, *start, *line, *word;
	size_t i;

	for (i = 0; i < array_size(forms) && out->buf; i++) {
		at = strstr(out->buf, forms[i]);
		if (!at)
			continue;
		for (line = at; line > out->buf && line[-1] != '\n'; line--)
			;
		for (start = at; start > line && !strchr(": ", start[-1]); start--)
			;
		word = arena_strndup(a, start, (size_t)(at - start));
		/* Only the lines of make and sh are about programs. */
		if (*word && (strncmp(line, "make", 4) == 0 || strncmp(line, "/bin/sh", 7) == 0 ||
			      strncmp(line, "sh:", 3) == 0))
			return word;
	}
	return NULL;
}

/* The package of a program whose name is not also that. */
static const char *package_of(const char *program)
{
	static const char *const packages[][2] = {
		{ "ld", "binutils" }, { "ld.bfd", "binutils" }, { "as", "binutils" },
		{ "ar", "binutils" }, { "nm", "binutils" }, { "strip", "binutils" },
		{ "objcopy", "binutils" }, { "objdump", "binutils" },
		{ "readelf", "binutils" }, { "ld.lld", "lld" }, { "cc", "gcc" },
	};
	size_t i;

	for (i = 0; i < array_size(packages); i++) {
		if (strcmp(program, packages[i][0]) == 0)
			return packages[i][1];
	}
	return program;
}

bool build_no_program(struct session *s, const char *what, const char *program)
{
	const char *slash = strrchr(program, '/');
	const char *package = package_of(slash ? slash + 1 : program);

	return diag_plain(s->diag, "build-no-program",
			  "%s needs the program %s, which is not installed; "
			  "install it with: %s", what, program,
			  kernel_install_hint(s, package, package));
}

bool build_disk_full(struct session *s, const struct text *out, const char *what)
{
	if (!out->buf || !strstr(out->buf, strerror(ENOSPC)))
		return false;
	diag_plain(s->diag, "build-disk-full",
		   "%s: no space left on the device of \"%s\"; free some, or "
		   "set TMPDIR to a directory with room", what, s->tmpdir);
	return true;
}

/* "make[1]: *** [Makefile:255: x.o] Error 1": that it failed, and not why. */
static bool is_echo(const char *line, size_t len)
{
	static const char *const echoes[] = {
		"*** [", "*** Waiting for unfinished jobs", "not remade because of errors",
	};
	size_t i;

	for (i = 0; i < array_size(echoes) && strncmp(line, "make", 4) == 0; i++) {
		if (memmem(line, len, echoes[i], strlen(echoes[i])))
			return true;
	}
	return false;
}

/* The messages of the build, to stderr; all of it under -vv, or if nothing else is there. */
static void show_messages(struct session *s, const struct text *out)
{
	const char *line, *end, *last = out->buf + out->len;
	struct text shown = TEXT_EMPTY;

	for (line = out->buf; line < last; line = end) {
		end = memchr(line, '\n', (size_t)(last - line));
		end = end ? end + 1 : last;
		if (verbose(s, 4) > 1 || !is_echo(line, (size_t)(end - line)))
			text_putn(&shown, line, (size_t)(end - line));
	}
	text_write(shown.len ? &shown : out, stderr);
	text_free(&shown);
}

bool kbuild_report(struct session *s, const char *program, int status,
		   const struct text *out, const char *what)
{
	const char *prog;

	if (status == -ENOENT)
		return build_no_program(s, what, program);
	if (status < 0)
		return diag_plain(s->diag, "build-compile", "%s: %s cannot be started: %s",
				  what, program, strerror(-status));
	if (proc_interrupted() || status == 128 + SIGINT)
		return diag_plain(s->diag, "build-interrupted", "%s: interrupted", what);
	if (build_disk_full(s, out, what))
		return false;
	prog = missing_program(s->arena, out);
	if (prog)
		return build_no_program(s, what, prog);
	if (out->len)
		show_messages(s, out);
	return diag_plain(s->diag, "build-compile",
			  "%s: the compiler or the kernel's build failed, see above (kernel %s)",
			  what, s->kernel->release);
}

/* --- files --------------------------------------------------------------------- */

bool build_cannot_write(struct session *s, const char *path, int err)
{
	return diag_plain(s->diag, "build-write", "cannot write \"%s\": %s%s", path,
			  strerror(err), err == ENOSPC ?
			  "; free some, or set TMPDIR to a directory with room" : "");
}

bool build_write(struct session *s, const char *path, const char *data, size_t len)
{
	int rc = file_replace(path, data, len, 0644);

	return rc == 0 || build_cannot_write(s, path, -rc);
}

int build_copy(const char *from, const char *to, unsigned mode)
{
	char *data;
	size_t len;
	int rc = file_read(from, &data, &len);

	if (rc < 0)
		return rc;
	rc = file_replace(to, data, len, mode);
	free(data);
	return rc;
}

const char *build_dir(struct session *s, const char *name)
{
	const char *tmp = session_tmpdir(s), *dir;
	int rc;

	if (!tmp)
		return NULL;
	dir = arena_printf(s->arena, "%s/%s", tmp, name);
	rc = make_dirs(dir, 0700);
	if (rc == 0)
		return dir;
	build_cannot_write(s, dir, -rc);
	return NULL;
}
