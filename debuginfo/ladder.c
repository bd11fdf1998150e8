/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ladder.c - who was asked, what came of it, and the command that would help. */
#include "ladder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "di_int.h"

/* The value of NAME=value in an os-release file, without quotes; "" if none. */
static const char *os_value(struct arena *a, const char *os, const char *name)
{
	size_t len = strlen(name), n;
	const char *p;

	for (p = os; p; p = (p = strchr(p, '\n')) ? p + 1 : NULL) {
		if (strncmp(p, name, len) || p[len] != '=')
			continue;
		p += len + 1;
		p += *p == '"' || *p == '\'';
		n = strcspn(p, "\"'\n");
		return arena_strndup(a, p, n);
	}
	return "";
}

/* Is word among the blank-separated words of list? */
static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);
	const char *p = list;

	while ((p = strstr(p, word))) {
		if ((p == list || p[-1] == ' ') && (p[len] == ' ' || !p[len]))
			return true;
		p += len;
	}
	return false;
}

/* "default" of "5.14.21-150500-default". */
static const char *flavour(const char *release)
{
	const char *dash = strrchr(release, '-');

	return dash ? dash + 1 : release;
}

const char *ladder_command(struct arena *a, const char *os, const char *release,
			   enum ladder_lack lack)
{
	const char *id = os_value(a, os, "ID");
	const char *like = arena_printf(a, "%s %s", id, os_value(a, os, "ID_LIKE"));
	bool wants_debug = lack == LADDER_NO_DEBUGINFO;

	if (has_word(like, "ubuntu"))
		return arena_printf(a, "apt-get install linux-image-%s%s", release,
				    wants_debug ? "-dbgsym" : "");
	if (has_word(like, "debian"))
		return arena_printf(a, "apt-get install linux-image-%s%s", release,
				    wants_debug ? "-dbg" : "");
	if (has_word(like, "suse") || has_word(like, "opensuse"))
		return arena_printf(a, "zypper install kernel-%s%s", flavour(release),
				    wants_debug ? "-debuginfo" : "");
	if (wants_debug)
		return arena_printf(a, "dnf debuginfo-install kernel-%s", release);
	return arena_printf(a, "dnf install kernel-core-%s", release);
}

static bool is_own_tree(const struct di_kernel *k)
{
	const char *dir = k->where.build_dir;

	return dir && !k->where.is_running && strncmp(dir, "/lib/modules/", 13) &&
	       strncmp(dir, "/usr/", 5);
}

/* An image that is there but lacks BTF was configured so; making it again is no help. */
static const char *help_own_tree(struct di_kernel *k, enum di_step wanted)
{
	const char *dir = k->where.build_dir;
	const struct facts *f;

	for (f = k->facts; f; f = f->next)
		if (!f->error && f->btf_error == -ENOENT)
			return arena_printf(k->arena,
					    "cd %s && scripts/config -e %s && make olddefconfig "
					    "vmlinux", dir, wanted == DI_DWARF ?
					    "DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT" :
					    "DEBUG_INFO_BTF");
	return arena_printf(k->arena, "make -C %s vmlinux", dir);
}

static const char *help(struct di_kernel *k, enum di_step wanted)
{
	enum ladder_lack lack = LADDER_NO_IMAGE;
	const char *command;
	const struct facts *f;
	char *os = NULL;
	size_t len;

	if (k->step[DI_BTF].state == 1 && wanted != DI_DWARF && k->base)
		return arena_printf(k->arena, "stap -l 'module(\"%s\").function(\"*\")' lists what "
				    "can be probed", k->module);
	if (k->step[DI_BTF].state == 1 && wanted != DI_DWARF)
		return "stap -l 'kernel.function(\"*\")' lists what can be probed";
	if (is_own_tree(k))
		return help_own_tree(k, wanted);
	for (f = k->facts; f; f = f->next)
		if (!f->error && f->build_id_len && (wanted == DI_DWARF || f->btf_error == -ENOENT))
			lack = LADDER_NO_DEBUGINFO;
	if (file_read("/etc/os-release", &os, &len) &&
	    file_read("/usr/lib/os-release", &os, &len))
		os = NULL;
	command = ladder_command(k->arena, os ? os : "", k->where.release, lack);
	free(os);
	return command;
}

const char *di_ladder_to(struct di_kernel *k, enum di_step wanted)
{
	static const char *const names[DI_STEPS] = {
		[DI_BTF] = "BTF", [DI_SYMBOLS] = "symbols",
		[DI_DWARF] = "DWARF", [DI_DEBUGINFOD] = "debuginfod",
	};
	struct text t = TEXT_EMPTY;
	const char *detail, *out;
	unsigned int i;

	for (i = 0; i < DI_STEPS; i++) {
		di_step_state(k, i, &detail);
		text_printf(&t, "  %s: %s\n", names[i], detail);
	}
	text_printf(&t, "  help: %s", help(k, wanted));
	out = arena_strdup(k->arena, t.buf);
	text_free(&t);
	return out;
}

const char *di_ladder(struct di_kernel *k)
{
	return di_ladder_to(k, DI_BTF);
}
