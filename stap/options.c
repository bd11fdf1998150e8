/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.c - the command line, from one table that also prints --help.
 */
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wordexp.h>

#include "base/map.h"
#include "base/proc.h"
#include "base/text.h"
#include "config.h"
#include "options_int.h"

/* What the reader carries from one option to the next. */
struct reader {
	struct options *o;
	struct arena *a;
	struct diag *d;
	bool done;		/* -h, -V: nothing is left to do */
	bool has_dump;		/* -l, -L or --dump-* came */
	bool has_pass;		/* -p came */
};

/* Option names that were taken into account but may not be given yet. */
#define LATER	NULL

/* The row of a flag has its offset in struct options; read_all() sets it. */
static bool set_flag(struct reader *r, const char *arg)
{
	(void)r;
	(void)arg;
	return true;
}

static bool usage_error(struct reader *r, const char *tag, const char *msg)
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
	return usage_error(r, "opt-pattern",
			   arena_printf(r->a, "Safety pattern mismatch for %s ('%s' vs. '%s') rc=%d",
					what, s, pattern, rc));
}

/* ---- one function an option, in the order of the table ----------------------- */

static bool set_script(struct reader *r, const char *arg)
{
	if (r->o->script_text)
		return usage_error(r, "opt-two-scripts",
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
		return usage_error(r, "opt-pass", "Invalid pass number (should be 1-5).");
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
		return usage_error(r, "opt-vp", "Invalid --vp argument: it takes 1 to 5 digits.");
	for (i = 0; i < len; i++)
		r->o->verbose[i + 1] += (unsigned int)(arg[i] - '0');
	return true;
}

static bool set_keep(struct reader *r, const char *arg)
{
	(void)arg;
	r->o->keep_tmpdir = true;
	r->o->no_cache = true;
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
		return usage_error(r, "opt-module-empty", "Module name cannot be empty.");
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
		return usage_error(r, "opt-timeout", "Invalid timeout interval.");
	r->o->timeout_ms = s * 1000 < 1 ? 1 : (unsigned int)(s * 1000);
	return true;
}

static bool set_buffer(struct reader *r, const char *arg)
{
	long n;

	if (!number(arg, 1, 4095, &n))
		return usage_error(r, "opt-buffer", "Invalid buffer size (should be 1-4095).");
	r->o->buffer_mb = (unsigned int)n;
	return true;
}

static bool set_command(struct reader *r, const char *arg)
{
	if (!*arg)
		return usage_error(r, "opt-command-empty", "Empty CMD string invalid.");
	r->o->command = arg;
	return true;
}

static bool set_target(struct reader *r, const char *arg)
{
	long n;

	if (!number(arg, 1, INT_MAX, &n))
		return usage_error(r, "opt-target", "Invalid target process ID number.");
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
		return usage_error(r, "opt-colour", arena_printf(r->a,
				   "Invalid argument '%s' for --color: always, auto or never.", arg));
	r->o->colour_option = arg;
	return true;
}

static bool set_compatible(struct reader *r, const char *arg)
{
	if (!matches(r, "--compatible parameter", arg, "^[0-9]+(\\.[0-9]+)*$"))
		return false;
	if (strverscmp(arg, LANGUAGE_VERSION) > 0)
		return usage_error(r, "opt-compatible", arena_printf(r->a,
				   "systemtap version %s cannot be compatible with future version %s",
				   LANGUAGE_VERSION, arg));
	r->o->compatible = arg;
	return true;
}

static bool list(struct reader *r, enum listing what, const char *point)
{
	if (r->has_dump)
		return usage_error(r, "opt-two-dumps",
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

static bool show_help(struct reader *r, const char *arg);

static bool show_version(struct reader *r, const char *arg)
{
	(void)arg;
	printf("SystemTap translator/driver (version %s, language %s)\n"
	       "This is free software; see the source for copying conditions.\n"
	       "features: BTF kprobes thin-runtime%s\n",
	       VERSION, LANGUAGE_VERSION, HAVE_DEBUGINFOD ? " debuginfod" : "");
	r->done = true;
	return true;
}

/* ---- the table ------------------------------------------------------------------ */

enum arg { NONE, NEEDED, MAYBE };

struct row {
	const char *name;	/* long form, or NULL */
	char letter;		/* short form, or 0 */
	enum arg arg;
	const char *arg_name;	/* for --help */
	bool (*set)(struct reader *r, const char *arg);	/* LATER: not supported yet */
	size_t flag;		/* with set_flag: offset of a bool in struct options */
	const char *help;	/* NULL: not shown */
};

#define FLAG(member)	set_flag, offsetof(struct options, member)

static const struct row rows[] = {
	{ NULL, 'e', NEEDED, "SCRIPT", set_script, 0, "run the script given here" },
	{ NULL, 'E', NEEDED, "SCRIPT", add_script, 0, "run this as well; may come several times" },
	{ NULL, 'p', NEEDED, "N", set_pass, 0, "stop after pass N, 1-5: parse, elaborate, translate, compile, run" },
	{ NULL, 'v', NONE, NULL, set_verbose, 0, "say what is done; more of it each time" },
	{ "vp", 0, NEEDED, "DIGITS", set_pass_verbose, 0, "a verbosity for each pass, one digit each" },
	{ NULL, 'k', NONE, NULL, set_keep, 0, "keep the temporary directory" },
	{ NULL, 'm', NEEDED, "NAME", set_module_name, 0, "name the module, and leave it in this directory" },
	{ NULL, 'o', NEEDED, "FILE", set_output, 0, "write the output to FILE (strftime's %-forms are filled in)" },
	{ NULL, 'r', NEEDED, "RELEASE", set_release, 0, "for the kernel RELEASE, or the one built in /DIR" },
	{ NULL, 'I', NEEDED, "DIR", add_include, 0, "look in DIR for tapsets as well" },
	{ NULL, 'D', NEEDED, "NAME[=VALUE]", add_define, 0, "set a limit or macro of the script" },
	{ NULL, 'G', NEEDED, "VAR=VALUE", add_global, 0, "set a global variable at the start" },
	{ NULL, 'B', NEEDED, "NAME=VALUE", add_make_word, 0, "give this to the kernel's make" },
	{ NULL, 'g', NONE, NULL, FLAG(guru), "guru mode: embedded C, writing to the kernel" },
	{ NULL, 'T', NEEDED, "SECONDS", set_timeout, 0, "end after this time" },
	{ NULL, 'w', NONE, NULL, FLAG(no_warnings), "no warnings" },
	{ NULL, 'W', NONE, NULL, FLAG(warnings_are_errors), "warnings are errors" },
	{ NULL, 's', NEEDED, "MB", set_buffer, 0, "output buffer of each CPU" },
	{ NULL, 'c', NEEDED, "CMD", set_command, 0, "start CMD, end when it does; target() is its pid" },
	{ NULL, 'x', NEEDED, "PID", set_target, 0, "target() is PID" },
	{ NULL, 'S', NEEDED, "MB[,N]", set_rotate, 0, "with -o: a new file every MB, keep the last N" },
	{ NULL, 'u', NONE, NULL, FLAG(no_optimize), "leave out the optimizer" },
	{ NULL, 'l', NEEDED, "POINT", set_list, 0, "list the probe points that POINT matches" },
	{ NULL, 'L', NEEDED, "POINT", set_list_vars, 0, "the same with their variables" },
	{ "dump-probe-types", 0, NONE, NULL, set_dump_types, 0, "list all kinds of probe points" },
	{ "dump-probe-aliases", 0, NONE, NULL, set_dump_aliases, 0, "list all aliases of the library" },
	{ "dump-functions", 0, NONE, NULL, set_dump_functions, 0, "list all functions of the library" },
	{ "tmpdir", 0, NEEDED, "DIR", set_tmpdir, 0, "use and keep this temporary directory" },
	{ "color", 0, MAYBE, "WHEN", set_colour, 0, "colours: always, auto or never" },
	{ "colour", 0, MAYBE, "WHEN", set_colour, 0, NULL },
	{ "compatible", 0, NEEDED, "VERSION", set_compatible, 0, "behave like this version of the language" },
	{ "no-global-var-display", 0, NONE, NULL, FLAG(no_global_display), "do not print globals at the end" },
	{ "suppress-handler-errors", 0, NONE, NULL, FLAG(suppress_errors), "count run-time errors, do not stop for them" },
	{ "skip-badvars", 0, NONE, NULL, FLAG(skip_badvars), "context variables that cannot be had are 0" },
	{ "clean-cache", 0, NONE, NULL, FLAG(clean_cache), "drop all that is kept, and end" },
	{ "disable-cache", 0, NONE, NULL, FLAG(no_cache), "neither use nor fill the cache" },
	{ "poison-cache", 0, NONE, NULL, FLAG(poison_cache), "fill the cache, do not use it" },
	{ "slow-build", 0, NONE, NULL, FLAG(slow_build), "compile everything through the kernel's own build" },
	{ "help", 'h', NONE, NULL, show_help, 0, "this text" },
	{ "version", 'V', NONE, NULL, show_version, 0, "the version" },
	/* Known to users and scripts; each will come. */
	{ NULL, 't', NONE, NULL, LATER, 0, NULL }, { NULL, 'R', NEEDED, NULL, LATER, 0, NULL },
	{ NULL, 'a', NEEDED, NULL, LATER, 0, NULL }, { NULL, 'P', NONE, NULL, LATER, 0, NULL },
	{ NULL, 'b', NONE, NULL, LATER, 0, NULL }, { NULL, 'q', NONE, NULL, LATER, 0, NULL },
	{ NULL, 'i', NONE, NULL, LATER, 0, NULL }, { NULL, 'd', NEEDED, NULL, LATER, 0, NULL },
	{ NULL, 'F', NONE, NULL, LATER, 0, NULL }, { "interactive", 0, NONE, NULL, LATER, 0, NULL },
	{ "prologue-searching", 0, MAYBE, NULL, LATER, 0, NULL },
	{ "example", 0, NEEDED, NULL, LATER, 0, NULL }, { "ldd", 0, NONE, NULL, LATER, 0, NULL },
	{ "all-modules", 0, NONE, NULL, LATER, 0, NULL }, { "modinfo", 0, NEEDED, NULL, LATER, 0, NULL },
	{ "debug", 0, NONE, NULL, LATER, 0, NULL },
	{ "suppress-time-limits", 0, NONE, NULL, LATER, 0, NULL },
	{ "semantic-keep-going", 0, NONE, NULL, LATER, 0, NULL },
	{ "check-version", 0, NONE, NULL, LATER, 0, NULL },
	{ "privilege", 0, NEEDED, NULL, LATER, 0, NULL }, { "unprivileged", 0, NONE, NULL, LATER, 0, NULL },
	{ "runtime", 0, NEEDED, NULL, LATER, 0, NULL }, { "dyninst", 0, NONE, NULL, LATER, 0, NULL },
	{ "bpf", 0, NONE, NULL, LATER, 0, NULL }, { "monitor", 0, MAYBE, NULL, LATER, 0, NULL },
	{ "save-uprobes", 0, NONE, NULL, LATER, 0, NULL },
	{ "download-debuginfo", 0, MAYBE, NULL, LATER, 0, NULL },
	{ "sysroot", 0, NEEDED, NULL, LATER, 0, NULL }, { "sysenv", 0, NEEDED, NULL, LATER, 0, NULL },
	{ "remote", 0, NEEDED, NULL, LATER, 0, NULL }, { "remote-prefix", 0, NONE, NULL, LATER, 0, NULL },
	{ "rlimit-as", 0, NEEDED, NULL, LATER, 0, NULL }, { "rlimit-cpu", 0, NEEDED, NULL, LATER, 0, NULL },
	{ "rlimit-nproc", 0, NEEDED, NULL, LATER, 0, NULL },
	{ "rlimit-stack", 0, NEEDED, NULL, LATER, 0, NULL },
	{ "rlimit-fsize", 0, NEEDED, NULL, LATER, 0, NULL },
	{ "target-namespaces", 0, NEEDED, NULL, LATER, 0, NULL },
	{ "build-as", 0, NEEDED, NULL, LATER, 0, NULL }, { "use-server", 0, MAYBE, NULL, LATER, 0, NULL },
	{ "use-server-on-error", 0, MAYBE, NULL, LATER, 0, NULL },
	{ "list-servers", 0, MAYBE, NULL, LATER, 0, NULL },
	{ "trust-servers", 0, MAYBE, NULL, LATER, 0, NULL },
	{ "use-http-server", 0, NEEDED, NULL, LATER, 0, NULL },
	{ "sign-module", 0, MAYBE, NULL, LATER, 0, NULL },
	{ "client-options", 0, NONE, NULL, LATER, 0, NULL },
	{ "language-server", 0, NONE, NULL, LATER, 0, NULL },
};

static bool show_help(struct reader *r, const char *arg)
{
	char left[64];
	size_t i;

	(void)arg;
	puts("usage: stap [OPTION]... FILE [ARGUMENT]...\n"
	     "       stap [OPTION]... -e SCRIPT [ARGUMENT]...\n"
	     "       stap [OPTION]... -l POINT | -L POINT | --dump-...\n");
	for (i = 0; i < array_size(rows); i++) {
		const struct row *o = &rows[i];

		if (!o->help)
			continue;
		snprintf(left, sizeof(left), "%s%c%s%s%s%s%s", o->letter ? "-" : "   ",
			 o->letter ? o->letter : ' ', o->letter && o->name ? ", " : "",
			 o->name ? "--" : "", o->name ? o->name : "",
			 !o->arg_name ? "" : o->arg == MAYBE ? "[=" : o->name ? "=" : " ",
			 o->arg_name ? o->arg_name : "");
		printf("  %s%s  %*s%s\n", left, o->arg == MAYBE ? "]" : "",
		       (int)(28 - strlen(left) - (o->arg == MAYBE)), "", o->help);
	}
	puts("\nEach limit that -D sets is described in stap(1).");
	r->done = true;
	return true;
}

/* ---- reading ---------------------------------------------------------------------- */

#define LONG_BASE	1000	/* getopt's value of rows[i]: LONG_BASE + i */

/* getopt's own tables, made of ours. */
struct getopt_tables {
	char letters[2 * array_size(rows) + 2];
	struct option names[array_size(rows) + 1];
};

static void make_tables(struct getopt_tables *t)
{
	char *l = t->letters;
	struct option *n = t->names;
	size_t i;

	*l++ = ':';	/* a missing argument is told from an unknown option */
	for (i = 0; i < array_size(rows); i++) {
		const struct row *o = &rows[i];

		if (o->letter) {
			*l++ = o->letter;
			if (o->arg == NEEDED)
				*l++ = ':';
		}
		if (o->name)
			*n++ = (struct option){ o->name, o->arg == NONE ? no_argument :
				o->arg == NEEDED ? required_argument : optional_argument,
				NULL, LONG_BASE + (int)i };
	}
	*l = '\0';
	*n = (struct option){ NULL, 0, NULL, 0 };
}

static const struct row *row_of(int c)
{
	size_t i;

	if (c >= LONG_BASE)
		return &rows[c - LONG_BASE];
	for (i = 0; i < array_size(rows); i++)
		if (rows[i].letter == c)
			return &rows[i];
	return NULL;
}

/* An option that getopt does not know, or that lacks its argument. */
static bool bad_option(struct reader *r, int c, char **argv)
{
	struct map *names = map_new(r->a);
	const char *word = argv[optind - 1];
	size_t i;

	if (c == ':')
		return usage_error(r, "opt-argument",
				   arena_printf(r->a, "option '%s' needs an argument", word));
	if (optopt && optopt < LONG_BASE)
		return usage_error(r, "opt-unknown",
				   arena_printf(r->a, "unknown option '-%c'", optopt));
	if (optopt)
		return usage_error(r, "opt-argument-extra",
				   arena_printf(r->a, "option '%s' takes no argument", word));
	for (i = 0; i < array_size(rows); i++)
		if (rows[i].name)
			map_put(names, rows[i].name, (void *)&rows[i]);
	return usage_error(r, "opt-unknown", arena_printf(r->a,
			   "unknown option '%s' (similar: --%s)", word,
			   map_similar(r->a, names, word + 2, 1)));
}

/* The words of the rc file and of argv, in one vector. */
static bool add_rc_words(struct reader *r, int *argc, char ***argv)
{
	const char *dir = getenv("SYSTEMTAP_DIR"), *home = getenv("HOME");
	const char *path;
	list_of(char *) words = { 0 };
	char *data, *line, *save = NULL;
	size_t len;
	int i;

	path = dir ? arena_printf(r->a, "%s/rc", dir) :
	       arena_printf(r->a, "%s/.systemtap/rc", home ? home : "");
	if (file_read(path, &data, &len))
		return true;
	list_push(r->a, &words, (*argv)[0]);
	for (line = strtok_r(data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		wordexp_t w;
		size_t n;

		if (line[strspn(line, " \t")] == '#' || !line[strspn(line, " \t")])
			continue;
		if (wordexp(line, &w, WRDE_NOCMD | WRDE_UNDEF)) {
			free(data);
			return usage_error(r, "opt-rc", arena_printf(r->a,
					   "Error processing extra options in %s", path));
		}
		for (n = 0; n < w.we_wordc; n++)
			list_push(r->a, &words, arena_strdup(r->a, w.we_wordv[n]));
		wordfree(&w);
	}
	free(data);
	if (r->o->verbose[0] > 1)
		fprintf(stderr, "Extra options in RC: %u\n", words.n - 1);
	for (i = 1; i < *argc; i++)
		list_push(r->a, &words, (*argv)[i]);
	*argc = (int)words.n;
	list_push(r->a, &words, NULL);
	*argv = words.at;
	return true;
}

/* What no single option can tell. */
static bool check_together(struct reader *r)
{
	struct options *o = r->o;
	bool has_script = o->script_path || o->script_text || o->more_scripts.n;

	if (o->clean_cache)
		return true;
	if (o->listing != LIST_NONE && (o->script_path || o->script_text))
		return usage_error(r, "opt-dump-script",
				   "Cannot specify a script with -l/-L/--dump-* switches.");
	if (o->listing != LIST_NONE && r->has_pass)
		return usage_error(r, "opt-dump-pass",
				   "Cannot specify -p with -l/-L/--dump-* switches.");
	if (o->listing == LIST_NONE && !has_script)
		return usage_error(r, "opt-no-script", "A script must be specified.");
	if (o->command && o->target_pid)
		return usage_error(r, "opt-command-target",
				   "You can't specify -c and -x together.");
	if (o->rotate && !o->output)
		return usage_error(r, "opt-rotate-output", "-S needs -o.");
	return true;
}

static bool read_all(struct reader *r, int argc, char **argv)
{
	struct getopt_tables t;
	const struct row *row;
	int c;

	make_tables(&t);
	opterr = 0;
	optind = 0;
	while (!r->done && (c = getopt_long(argc, argv, t.letters, t.names, NULL)) != -1) {
		if (c == '?' || c == ':')
			return bad_option(r, c, argv);
		row = row_of(c);
		if (!row->set)
			return usage_error(r, "opt-not-supported", arena_printf(r->a,
					   row->name ? "--%s is not supported yet" :
					   "-%s is not supported yet",
					   row->name ? row->name : (char[]){ row->letter, 0 }));
		if (row->flag)
			*(bool *)((char *)r->o + row->flag) = true;
		if (!row->set(r, optarg))
			return false;
	}
	if (r->done)
		return true;
	if (!r->o->script_text && r->o->listing == LIST_NONE && optind < argc)
		r->o->script_path = argv[optind++];
	else if (r->o->listing != LIST_NONE && optind < argc)
		r->o->script_path = argv[optind];
	while (optind < argc)
		list_push(r->a, &r->o->args, argv[optind++]);
	return check_together(r);
}

static bool colour_wanted(const char *option)
{
	const char *term = getenv("TERM");

	if (!strcmp(option, "auto"))
		return isatty(STDERR_FILENO) && term && strcmp(term, "dumb");
	return !strcmp(option, "always");
}

int options_read(struct options *o, struct arena *a, struct diag *d,
		 int argc, char **argv, int *status)
{
	struct reader r = { .o = o, .a = a, .d = d };

	memset(o, 0, sizeof(*o));
	o->last_pass = 5;
	o->colour_option = "auto";
	o->compatible = LANGUAGE_VERSION;
	*status = 1;
	if (!add_rc_words(&r, &argc, &argv) || !read_all(&r, argc, argv))
		return -1;
	if (r.done) {
		*status = 0;
		return -1;
	}
	if (o->module_name)
		o->no_cache = true;
	if (!o->release)
		o->release = getenv("SYSTEMTAP_RELEASE");
	o->colour = colour_wanted(o->colour_option);
	return 0;
}

void options_early(struct diag_options *o, int argc, char **argv)
{
	struct getopt_tables t;
	const char *colour = "auto";
	bool lists = false;
	const struct row *row;
	int c;

	memset(o, 0, sizeof(*o));
	make_tables(&t);
	opterr = 0;
	optind = 0;
	while ((c = getopt_long(argc, argv, t.letters, t.names, NULL)) != -1) {
		row = c == '?' || c == ':' ? NULL : row_of(c);
		if (!row)
			continue;
		o->verbose += row->set == set_verbose;
		o->no_warnings |= row->flag == offsetof(struct options, no_warnings);
		o->warnings_are_errors |= row->flag == offsetof(struct options,
							   warnings_are_errors);
		lists |= row->set == set_list || row->set == set_list_vars;
		if (row->set == set_colour)
			colour = optarg ? optarg : "always";
	}
	o->quiet = lists && o->verbose < 2;
	o->colour = colour_wanted(colour);
}
