/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options_table.c - what each option does, a row and a function each. */
#include <errno.h>
#include <limits.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "options_int.h"
#include "session.h"

bool option_error(struct reader *r, const char *tag, const char *msg)
{
	diag_plain(r->d, tag, "%s", msg);
	fputs("Try '--help' for more information. [man stap]\n", stderr);
	return false;
}

/* The whole of s as a number within [low, high]. */
static bool number(const char *s, long low, long high, long *n)
{
	char *end;

	errno = 0;
	*n = strtol(s, &end, 10);
	return !errno && end != s && !*end && *n >= low && *n <= high;
}

static bool matches(struct reader *r, const char *what, const char *s, const char *pattern)
{
	regex_t re;
	int rc;

	if (regcomp(&re, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB))
		abort();	/* the pattern is a constant of ours */
	rc = regexec(&re, s, 0, NULL, 0);
	regfree(&re);
	if (!rc)
		return true;
	return option_error(r, "opt-pattern",
			   arena_printf(r->a, "Safety pattern mismatch for %s "
					"('%s' vs. '%s') rc=%d", what, s, pattern, rc));
}

/* ---- one function an option, in the order of the table ----------------------- */

static bool set_script(struct reader *r, const char *arg)
{
	if (r->o->script_text)
		return option_error(r, "opt-two-scripts",
				   "Only one script can be given on the command line.");
	r->o->script_text = arg;
	return true;
}

static bool add_script(struct reader *r, const char *arg)
{
	list_push(r->a, &r->o->more_scripts, arg);
	return true;
}

static bool set_pass(struct reader *r, const char *arg)
{
	long n;

	if (!number(arg, 1, 5, &n))
		return option_error(r, "opt-pass", "Invalid pass number (should be 1-5).");
	r->o->last_pass = (unsigned int)n;
	r->has_pass = true;
	return true;
}

static bool set_verbose(struct reader *r, const char *arg)
{
	(void)arg;
	r->o->verbose[0]++;
	return true;
}

static bool set_pass_verbose(struct reader *r, const char *arg)
{
	size_t i, len = strlen(arg);

	if (!len || len > 5 || strspn(arg, "0123456789") != len)
		return option_error(r, "opt-vp", "Invalid --vp argument: it takes 1 to 5 digits.");
	for (i = 0; i < len; i++)
		r->o->verbose[i + 1] += (unsigned int)(arg[i] - '0');
	return true;
}

static bool set_keep(struct reader *r, const char *arg)
{
	(void)arg;
	r->o->keep_tmpdir = true;
	return true;
}

static bool set_module_name(struct reader *r, const char *arg)
{
	char *name = arena_strdup(r->a, arg);
	size_t len = strlen(name);

	if (len > 3 && (!strcmp(name + len - 3, ".ko") || !strcmp(name + len - 3, ".so"))) {
		name[len - 3] = '\0';
		fprintf(stderr, "Truncating module name to '%s'\n", name);
	}
	if (!*name)
		return option_error(r, "opt-module-empty", "Module name cannot be empty.");
	if (!matches(r, "-m parameter", name, "^[a-z0-9_]+$"))
		return false;
	if (strlen(name) > MODULE_NAME_MAX) {
		name[MODULE_NAME_MAX] = '\0';
		fprintf(stderr, "Truncating module name to '%s'\n", name);
	}
	r->o->module_name = name;
	return true;
}

static bool set_output(struct reader *r, const char *arg)
{
	r->o->output = arg;
	return true;
}

static bool set_release(struct reader *r, const char *arg)
{
	if (!matches(r, "-r parameter", arg, "^[a-z0-9_.+/-]+$"))
		return false;
	r->o->release = arg;
	return true;
}

static bool add_include(struct reader *r, const char *arg)
{
	list_push(r->a, &r->o->include_dirs, arg);
	return true;
}

static bool add_define(struct reader *r, const char *arg)
{
	const char *eq = strchr(arg, '=');
	struct define d = { arg, "1" };

	if (!matches(r, "-D parameter", arg, "^[a-z_][a-z_0-9]*(=-?[a-z_0-9]+)?$"))
		return false;
	if (eq) {
		d.name = arena_strndup(r->a, arg, (size_t)(eq - arg));
		d.value = eq + 1;
	}
	list_push(r->a, &r->o->defines, d);
	return true;
}

static bool add_global(struct reader *r, const char *arg)
{
	if (!matches(r, "-G parameter", arg, "^[a-z_][a-z0-9_]*=[a-z0-9_.-]+$"))
		return false;
	list_push(r->a, &r->o->globals, arg);
	return true;
}

static bool add_make_word(struct reader *r, const char *arg)
{
	if (!matches(r, "-B parameter", arg, "^[a-z_][a-z_0-9]*=.*$"))
		return false;
	list_push(r->a, &r->o->make_words, arg);
	return true;
}

static bool set_timeout(struct reader *r, const char *arg)
{
	char *end;
	double s = strtod(arg, &end);

	if (end == arg || *end || !(s > 0) || s > 4000000)
		return option_error(r, "opt-timeout", "Invalid timeout interval.");
	r->o->timeout_ms = s * 1000 < 1 ? 1 : (unsigned int)(s * 1000);
	return true;
}

static bool set_buffer(struct reader *r, const char *arg)
{
	long n;

	if (!number(arg, 1, 4095, &n))
		return option_error(r, "opt-buffer", "Invalid buffer size (should be 1-4095).");
	r->o->buffer_mb = (unsigned int)n;
	return true;
}

static bool set_command(struct reader *r, const char *arg)
{
	if (!*arg)
		return option_error(r, "opt-command-empty", "Empty CMD string invalid.");
	r->o->command = arg;
	return true;
}

static bool set_target(struct reader *r, const char *arg)
{
	long n;

	if (!number(arg, 1, INT_MAX, &n))
		return option_error(r, "opt-target", "Invalid target process ID number.");
	r->o->target_pid = (int)n;
	return true;
}

static bool set_rotate(struct reader *r, const char *arg)
{
	if (!matches(r, "-S parameter", arg, "^[1-9][0-9]*(,[1-9][0-9]*)?$"))
		return false;
	r->o->rotate = arg;
	return true;
}

static bool set_tmpdir(struct reader *r, const char *arg)
{
	r->o->tmpdir = arg;
	return set_keep(r, arg);
}

static bool set_colour(struct reader *r, const char *arg)
{
	if (!arg)
		arg = "always";
	if (strcmp(arg, "always") && strcmp(arg, "never") && strcmp(arg, "auto"))
		return option_error(r, "opt-colour", arena_printf(r->a,
				    "Invalid argument '%s' for --color: always, "
				    "auto or never.", arg));
	r->o->colour_option = arg;
	return true;
}

static bool set_compatible(struct reader *r, const char *arg)
{
	if (!matches(r, "--compatible parameter", arg, "^[0-9]+(\\.[0-9]+)*$"))
		return false;
	if (strverscmp(arg, LANGUAGE_VERSION) > 0)
		return option_error(r, "opt-compatible", arena_printf(r->a,
				    "systemtap version %s cannot be compatible "
				    "with future version %s", LANGUAGE_VERSION, arg));
	r->o->compatible = arg;
	return true;
}

static bool list(struct reader *r, enum listing what, const char *point)
{
	if (r->has_dump)
		return option_error(r, "opt-two-dumps",
				   "only one of the -l/-L/--dump-* switches may be specified");
	r->has_dump = true;
	r->o->listing = what;
	r->o->list_point = point;
	return true;
}

static bool set_list(struct reader *r, const char *arg)
{
	return list(r, LIST_POINTS, arg);
}

static bool set_list_vars(struct reader *r, const char *arg)
{
	return list(r, LIST_VARS, arg);
}

static bool set_dump_types(struct reader *r, const char *arg)
{
	(void)arg;
	return list(r, LIST_TYPES, NULL);
}

static bool set_dump_aliases(struct reader *r, const char *arg)
{
	(void)arg;
	return list(r, LIST_ALIASES, NULL);
}

static bool set_dump_functions(struct reader *r, const char *arg)
{
	(void)arg;
	return list(r, LIST_FUNCTIONS, NULL);
}

static bool show_version(struct reader *r, const char *arg)
{
	(void)arg;
	printf("SystemTap translator/driver (version %s, language %s)\n"
	       "This is free software; see the source for copying conditions.\n"
	       "features: BTF kprobes thin-runtime\n",
	       VERSION, LANGUAGE_VERSION);
	r->done = true;
	return true;
}

/* ---- the table ------------------------------------------------------------------ */

#define FLAG(member)	NULL, offsetof(struct options, member)
/* Known to users and scripts, and not there yet. */
#define LATER(name, letter, arg)	{ name, letter, ARG_##arg, NULL, NULL, 0, NULL }

const struct option_row option_rows[] = {
	{ NULL, 'e', ARG_NEEDED, "SCRIPT", set_script, 0, "run the script given here" },
	{ NULL, 'E', ARG_NEEDED, "SCRIPT", add_script, 0,
	  "run this as well; may come several times" },
	{ NULL, 'p', ARG_NEEDED, "N", set_pass, 0,
	  "stop after pass N, 1-5: parse, elaborate, translate, compile, run" },
	{ NULL, 'v', ARG_NEVER, NULL, set_verbose, 0,
	  "say what is done; more of it each time" },
	{ "vp", 0, ARG_NEEDED, "DIGITS", set_pass_verbose, 0,
	  "a verbosity for each pass, one digit each" },
	{ NULL, 'k', ARG_NEVER, NULL, set_keep, 0, "keep the temporary directory" },
	{ NULL, 'm', ARG_NEEDED, "NAME", set_module_name, 0,
	  "name the module, and leave it in this directory" },
	{ NULL, 'o', ARG_NEEDED, "FILE", set_output, 0,
	  "write the output to FILE (strftime's %-forms are filled in)" },
	{ NULL, 'r', ARG_NEEDED, "RELEASE", set_release, 0,
	  "for the kernel RELEASE, or the one built in /DIR" },
	{ NULL, 'I', ARG_NEEDED, "DIR", add_include, 0,
	  "look in DIR for tapsets as well" },
	{ NULL, 'D', ARG_NEEDED, "NAME[=VALUE]", add_define, 0,
	  "set a limit or macro of the script" },
	{ NULL, 'G', ARG_NEEDED, "VAR=VALUE", add_global, 0,
	  "set a global variable at the start" },
	{ NULL, 'B', ARG_NEEDED, "NAME=VALUE", add_make_word, 0,
	  "give this to the kernel's make" },
	{ NULL, 'g', ARG_NEVER, NULL, FLAG(guru),
	  "guru mode: embedded C, writing to the kernel" },
	{ NULL, 'T', ARG_NEEDED, "SECONDS", set_timeout, 0, "end after this time" },
	{ NULL, 'w', ARG_NEVER, NULL, FLAG(no_warnings), "no warnings" },
	{ NULL, 'W', ARG_NEVER, NULL, FLAG(warnings_are_errors), "warnings are errors" },
	{ NULL, 's', ARG_NEEDED, "MB", set_buffer, 0, "output buffer of each CPU" },
	{ NULL, 'c', ARG_NEEDED, "CMD", set_command, 0,
	  "start CMD, end when it does; target() is its pid" },
	{ NULL, 'x', ARG_NEEDED, "PID", set_target, 0, "target() is PID" },
	{ NULL, 'S', ARG_NEEDED, "MB[,N]", set_rotate, 0,
	  "with -o: a new file every MB, keep the last N" },
	{ NULL, 'u', ARG_NEVER, NULL, FLAG(no_optimize), "leave out the optimizer" },
	{ NULL, 'l', ARG_NEEDED, "POINT", set_list, 0,
	  "list the probe points that POINT matches" },
	{ NULL, 'L', ARG_NEEDED, "POINT", set_list_vars, 0,
	  "the same with their variables" },
	{ "dump-probe-types", 0, ARG_NEVER, NULL, set_dump_types, 0,
	  "list all kinds of probe points" },
	{ "dump-probe-aliases", 0, ARG_NEVER, NULL, set_dump_aliases, 0,
	  "list all aliases of the library" },
	{ "dump-functions", 0, ARG_NEVER, NULL, set_dump_functions, 0,
	  "list all functions of the library" },
	{ "tmpdir", 0, ARG_NEEDED, "DIR", set_tmpdir, 0,
	  "use and keep this temporary directory" },
	{ "color", 0, ARG_MAYBE, "WHEN", set_colour, 0,
	  "colours: always, auto or never" },
	{ "colour", 0, ARG_MAYBE, "WHEN", set_colour, 0, NULL },
	{ "compatible", 0, ARG_NEEDED, "VERSION", set_compatible, 0,
	  "behave like this version of the language" },
	{ "no-global-var-display", 0, ARG_NEVER, NULL, FLAG(no_global_display),
	  "do not print globals at the end" },
	{ "suppress-handler-errors", 0, ARG_NEVER, NULL, FLAG(suppress_errors),
	  "count run-time errors, do not stop for them" },
	{ "skip-badvars", 0, ARG_NEVER, NULL, FLAG(skip_badvars),
	  "context variables that cannot be had are 0" },
	{ "clean-cache", 0, ARG_NEVER, NULL, FLAG(clean_cache),
	  "drop all that is kept, and end" },
	{ "disable-cache", 0, ARG_NEVER, NULL, FLAG(no_cache),
	  "neither use nor fill the cache" },
	{ "poison-cache", 0, ARG_NEVER, NULL, FLAG(poison_cache),
	  "fill the cache, do not use it" },
	{ "slow-build", 0, ARG_NEVER, NULL, FLAG(slow_build),
	  "compile everything through the kernel's own build" },
	{ "help", 'h', ARG_NEVER, NULL, option_help, 0, "this text" },
	{ "version", 'V', ARG_NEVER, NULL, show_version, 0, "the version" },

	LATER(NULL, 't', NEVER),
	LATER(NULL, 'R', NEEDED),
	LATER(NULL, 'a', NEEDED),
	LATER(NULL, 'P', NEVER),
	LATER(NULL, 'b', NEVER),
	LATER(NULL, 'q', NEVER),
	LATER(NULL, 'i', NEVER),
	LATER(NULL, 'd', NEEDED),
	LATER(NULL, 'F', NEVER),
	LATER("interactive", 0, NEVER),
	LATER("prologue-searching", 0, MAYBE),
	LATER("example", 0, NEEDED),
	LATER("ldd", 0, NEVER),
	LATER("all-modules", 0, NEVER),
	LATER("modinfo", 0, NEEDED),
	LATER("debug", 0, NEVER),
	LATER("suppress-time-limits", 0, NEVER),
	LATER("semantic-keep-going", 0, NEVER),
	LATER("check-version", 0, NEVER),
	LATER("privilege", 0, NEEDED),
	LATER("unprivileged", 0, NEVER),
	LATER("runtime", 0, NEEDED),
	LATER("dyninst", 0, NEVER),
	LATER("bpf", 0, NEVER),
	LATER("monitor", 0, MAYBE),
	LATER("save-uprobes", 0, NEVER),
	LATER("download-debuginfo", 0, MAYBE),
	LATER("sysroot", 0, NEEDED),
	LATER("sysenv", 0, NEEDED),
	LATER("remote", 0, NEEDED),
	LATER("remote-prefix", 0, NEVER),
	LATER("rlimit-as", 0, NEEDED),
	LATER("rlimit-cpu", 0, NEEDED),
	LATER("rlimit-nproc", 0, NEEDED),
	LATER("rlimit-stack", 0, NEEDED),
	LATER("rlimit-fsize", 0, NEEDED),
	LATER("target-namespaces", 0, NEEDED),
	LATER("build-as", 0, NEEDED),
	LATER("use-server", 0, MAYBE),
	LATER("use-server-on-error", 0, MAYBE),
	LATER("list-servers", 0, MAYBE),
	LATER("trust-servers", 0, MAYBE),
	LATER("use-http-server", 0, NEEDED),
	LATER("sign-module", 0, MAYBE),
	LATER("client-options", 0, NEVER),
	LATER("language-server", 0, NEVER),
};
const size_t option_row_count = array_size(option_rows);
