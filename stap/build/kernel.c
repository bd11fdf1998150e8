/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kernel.c - the target kernel: its release, arch, build tree and configuration. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/map.h"
#include "stap/build/build_int.h"

/* uname's machine, the name that scripts use, and the kernel's directory. */
static const struct arch {
	const char *machine, *name, *srcarch;
} archs[] = {
	{ "x86_64", "x86_64", "x86" },
	{ "i386", "i386", "x86" },
	{ "i486", "i386", "x86" },
	{ "i586", "i386", "x86" },
	{ "i686", "i386", "x86" },
	{ "aarch64", "arm64", "arm64" },
	{ "s390x", "s390", "s390" },
	{ "riscv64", "riscv", "riscv" },
	{ "ppc64", "powerpc", "powerpc" },
	{ "ppc64le", "powerpc", "powerpc" },
	{ "mips64", "mips", "mips" },
	{ "sun4u", "sparc64", "sparc" },
	{ "sa110", "arm", "arm" },
};

static const char *arch_name(struct arena *a, const char *machine)
{
	size_t i;

	for (i = 0; i < array_size(archs); i++) {
		if (strcmp(archs[i].machine, machine) == 0)
			return archs[i].name;
	}
	return strncmp(machine, "arm", 3) == 0 ? "arm" : arena_strdup(a, machine);
}

const char *kernel_srcarch(const struct kernel *k)
{
	size_t i;

	for (i = 0; i < array_size(archs); i++) {
		if (strcmp(archs[i].name, k->arch) == 0)
			return archs[i].srcarch;
	}
	return k->arch;
}

/* The first line of a small file, in the arena; NULL: no such file. */
static const char *first_line(struct arena *a, const char *path)
{
	char *data, *line;
	size_t len;

	if (file_read(path, &data, &len) < 0)
		return NULL;
	line = arena_strndup(a, data, strcspn(data, "\n"));
	free(data);
	return line;
}

/*
 * What `uname -r` says on that kernel.  Some distributions build with another
 * name than they put into include/config/kernel.release.
 */
static const char *release_of(struct arena *a, const char *dir)
{
	static const char define[] = "#define UTS_RELEASE \"";
	const char *line = first_line(a, arena_printf(a, "%s/include/generated/utsrelease.h",
						      dir));

	if (line && strncmp(line, define, strlen(define)) == 0) {
		line += strlen(define);
		return arena_strndup(a, line, strcspn(line, "\""));
	}
	return first_line(a, arena_printf(a, "%s/include/config/kernel.release", dir));
}

static bool set_directory(struct session *s, struct kernel *k, const char *dir)
{
	const char *path = arena_printf(s->arena, "%s/include/config/kernel.release", dir);
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		len--;
	k->build_dir = arena_strndup(s->arena, dir, len);
	k->release = release_of(s->arena, dir);
	if (k->release && *k->release)
		return true;
	return diag_plain(s->diag, "build-no-release",
			  "kernel release isn't found in \"%s\": it is no kernel build tree "
			  "that was configured and built (\"%s\" is missing); give -r a "
			  "release, or a directory such as /lib/modules/RELEASE/build",
			  k->build_dir, path);
}

/* What --sysroot puts before the target's paths. */
static const char *root_of(const struct session *s)
{
	return s->opt->sysroot ? s->opt->sysroot : "";
}

static bool set_release(struct session *s, struct kernel *k, const char *release)
{
	if (!*release)
		return diag_plain(s->diag, "build-bad-release",
				  "kernel release isn't specified: give -r a release such as "
				  "`uname -r` prints, or an absolute directory");
	if (strchr(release, '/'))
		return diag_plain(s->diag, "build-bad-release",
				  "'%s' is no kernel release: give -r a release such as "
				  "`uname -r` prints, or an absolute directory", release);
	k->release = arena_strdup(s->arena, release);
	k->build_dir = arena_printf(s->arena, "%s/lib/modules/%s/build", root_of(s), release);
	return true;
}

struct kernel *kernel_find(struct session *s, const char *release)
{
	struct kernel *k = arena_one(s->arena, struct kernel);
	struct utsname u;

	uname(&u);
	k->arch = arch_name(s->arena, s->opt->arch ? s->opt->arch : u.machine);
	k->is_foreign = strcmp(k->arch, arch_name(s->arena, u.machine)) != 0;
	if (release && *release == '/') {
		if (!set_directory(s, k, release))
			return NULL;
	} else if (!set_release(s, k, release ? release : u.release)) {
		return NULL;
	}
	k->base_release = arena_strndup(s->arena, k->release, strcspn(k->release, "-"));
	k->is_running = !k->is_foreign && !root_of(s)[0] && strcmp(k->release, u.release) == 0;
	k->has_build_dir = access(arena_printf(s->arena, "%s/.config", k->build_dir), R_OK) == 0;
	if (verbose(s, 0) > 1) {
		fprintf(stderr, "Session arch: %s release: %s\n", k->arch, k->release);
		fprintf(stderr, "Build tree: \"%s\"\n", k->build_dir);
	}
	return k;
}

/* --- configuration ----------------------------------------------------------- */

/* Lines CONFIG_X=v; all others are comments. */
static struct map *parse_config(struct arena *a, char *text)
{
	struct map *m = map_new(a);
	char *line, *end, *eq;

	for (line = text; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		eq = strchr(line, '=');
		if (strncmp(line, "CONFIG_", 7) != 0 || !eq)
			continue;
		*eq = '\0';
		map_put(m, line, eq + 1);
	}
	return m;
}

static void read_config(struct session *s, struct kernel *k)
{
	const char *paths[] = {
		arena_printf(s->arena, "%s/.config", k->build_dir),
		arena_printf(s->arena, "%s/boot/config-%s", root_of(s), k->release),
		arena_printf(s->arena, "%s/lib/modules/%s/config", root_of(s), k->release),
	};
	char *data, *text;
	size_t i, len;

	for (i = 0; i < array_size(paths); i++) {
		if (file_read(paths[i], &data, &len) == 0)
			break;
	}
	if (i == array_size(paths)) {
		k->config = map_new(s->arena);
		return;
	}
	text = arena_strndup(s->arena, data, len);
	free(data);
	k->config = parse_config(s->arena, text);
	if (verbose(s, 0) > 2)
		fprintf(stderr, "Parsed kernel \"%s\", containing %zu tuples\n", paths[i],
			map_count(k->config));
}

const char *kernel_config(struct session *s, struct kernel *k, const char *name)
{
	const char *value;

	if (!k->config)
		read_config(s, k);
	value = map_get(k->config, name);
	return value ? value : "";
}

/* --- what is missing ----------------------------------------------------------- */

/* Is word among the words of ID= and ID_LIKE= in os-release? */
static bool distribution_is(const char *release, const char *word)
{
	const char *line, *p;
	size_t len = strlen(word);

	for (line = release; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, "ID=", 3) != 0 && strncmp(line, "ID_LIKE=", 8) != 0)
			continue;
		for (p = strchr(line, '=') + 1; *p && *p != '\n'; p++) {
			if (strncmp(p, word, len) == 0 && strchr("=\" ", p[-1]) &&
			    strchr("\" \n", p[len]))
				return true;
		}
	}
	return false;
}

const char *kernel_install_hint(struct session *s, const char *deb, const char *rpm)
{
	static const char *const rpm_words[] = { "fedora", "rhel", "centos" };
	const char *hint = NULL;
	char *data = NULL;
	size_t len, i;

	if (file_read("/etc/os-release", &data, &len) == 0) {
		if (distribution_is(data, "debian") || distribution_is(data, "ubuntu"))
			hint = arena_printf(s->arena, "apt-get install %s", deb);
		for (i = 0; !hint && i < array_size(rpm_words); i++) {
			if (distribution_is(data, rpm_words[i]))
				hint = arena_printf(s->arena, "dnf install %s", rpm);
		}
		if (!hint && distribution_is(data, "suse"))
			hint = arena_printf(s->arena, "zypper install %s", rpm);
		free(data);
	}
	if (hint)
		return hint;
	return arena_printf(s->arena, "apt-get install %s, or dnf install %s", deb, rpm);
}

bool kernel_need_build(struct session *s, struct kernel *k)
{
	static const char *const needed[] = { ".config", "Makefile", "Module.symvers" };
	const char *deb = arena_printf(s->arena, "linux-headers-%s", k->release);
	const char *rpm = arena_printf(s->arena, "kernel-devel-%s", k->release);
	const char *path, *why;
	size_t i;

	if (k->is_foreign)
		return diag_plain(s->diag, "build-foreign-arch",
				  "modules are compiled for this machine's architecture only: "
				  "-a %s goes as far as pass 3; compile it on such a machine",
				  k->arch);
	for (i = 0; i < array_size(needed); i++) {
		path = arena_printf(s->arena, "%s/%s", k->build_dir, needed[i]);
		if (access(path, R_OK) == 0)
			continue;
		why = strerror(errno);
		return diag_plain(s->diag, "build-no-headers",
				  "Checking \"%s\" failed with error: %s: modules for kernel %s "
				  "need its headers; install them with: %s",
				  path, why, k->release, kernel_install_hint(s, deb, rpm));
	}
	return true;
}
