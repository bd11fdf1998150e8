/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options.c - read the command line of staprun and stapio. */
#include "staprun/options.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "staprun/die.h"

#define MAX_GLOBALS	63

/* Beyond every character. */
enum { WAIT_STDIN = 256, GIVE_UP };

static const char letters[] = "ALu::vihb:t:dc:o:x:N:S:DwRr:VT:C:M:F:";

static void usage(FILE *to, enum program who)
{
	const char *name = who == PROGRAM_STAPIO ? "stapio" : "staprun";

	fprintf(to,
	"Usage: %s [OPTION]... MODULE [NAME=VALUE]...\n"
	"  MODULE is a path, NAME.ko in the current directory, or a NAME in\n"
	"  /lib/modules/RELEASE/systemtap.  NAME=VALUE sets a global of the script.\n"
	"  -v          say more; repeat for more still\n"
	"  -w          no warnings\n"
	"  -c CMD      run CMD, trace until it ends; target() is its process id\n"
	"  -x PID      target() is PID (also -t PID)\n"
	"  -o FILE     write the output there; strftime conversions are expanded\n"
	"  -S MB[,N]   start a new file after MB megabytes, keep N; needs -o\n"
	"  -b MB       buffer size per CPU, 1 to 4095\n"
	"  -T MS       how long the reader sleeps at most, in milliseconds\n"
	"  -L          load, start and leave: reattach with -A\n"
	"  -A          attach to the running module MODULE\n"
	"  -d          remove the module MODULE; '*' removes all of yours\n"
	"  -D          go to the background; needs -o\n"
	"  -R          rename the module so that it is unique\n"
	"  -C WHEN     colours: never, auto or always\n"
	"  -V, -h      version; this help\n", name);
}

static noreturn void bad_usage(enum program who, const char *message)
{
	say_error("%s", message);
	usage(stderr, who);
	exit(EXIT_FAILURE);
}

/* A whole decimal number in its range; anything else is bad usage. */
static unsigned int number(enum program who, int opt, const char *s,
			   unsigned int max)
{
	char message[128];
	unsigned long value;
	char *end;

	errno = 0;
	value = strtoul(s, &end, 10);
	if (isdigit((unsigned char)s[0]) && !*end && !errno && value >= 1 &&
	    value <= max)
		return (unsigned int)value;
	snprintf(message, sizeof(message),
		 "-%c wants a number from 1 to %u, not '%.40s'", opt, max, s);
	bad_usage(who, message);
}

/* -S MB[,N] */
static void parse_rotate(struct options *o, enum program who, const char *s)
{
	const char *comma = strchr(s, ',');
	char mb[16];

	if (!comma) {
		o->rotate_mb = number(who, 'S', s, 1 << 20);
		return;
	}
	snprintf(mb, sizeof(mb), "%.*s", (int)(comma - s > 15 ? 15 : comma - s),
		 s);
	o->rotate_mb = number(who, 'S', mb, 1 << 20);
	o->rotate_files = number(who, 'S', comma + 1, 1 << 20);
}

static void parse_color(struct options *o, enum program who, const char *s)
{
	if (!strcmp(s, "never"))
		o->color = COLOR_NEVER;
	else if (!strcmp(s, "auto"))
		o->color = COLOR_AUTO;
	else if (!strcmp(s, "always"))
		o->color = COLOR_ALWAYS;
	else
		bad_usage(who, "-C wants never, auto or always");
}

static void not_yet(int opt)
{
	die("option -%c is not supported yet", opt);
}

/* The options with a value. */
static void take_value(struct options *o, enum program who, int opt)
{
	switch (opt) {
	case 'b': o->buffer_mb = number(who, opt, optarg, 4095); break;
	case 'c': o->command = optarg; break;
	case 'o': o->output = optarg; break;
	case 't':
	case 'x': o->target = (int)number(who, opt, optarg, INT_MAX); break;
	case 'S': parse_rotate(o, who, optarg); break;
	case 'T': o->timeout_ms = number(who, opt, optarg, INT_MAX); break;
	case 'C': parse_color(o, who, optarg); break;
	case 'N':
	case 'M':
	case 'r': not_yet(opt); break;
	case 'F':
		if (who == PROGRAM_STAPRUN)
			bad_usage(who, "-F is only for stapio");
		o->dir_fd = (int)number(who, opt, optarg, INT_MAX);
		break;
	}
}

static void take_option(struct options *o, enum program who, int opt)
{
	switch (opt) {
	case 'v': o->verbose++; break;
	case 'w': o->no_warnings = true; break;
	case 'A': o->attach = true; break;
	case 'L': o->load_only = true; break;
	case 'd': o->remove = true; break;
	case 'D': o->daemon = true; break;
	case 'R': o->rename = true; break;
	case WAIT_STDIN: o->wait_stdin = true; break;
	case GIVE_UP: o->give_up = true; break;
	case 'i':
	case 'u': not_yet(opt); break;
	case 'V':
		printf("SystemTap module loader version %s\n", VERSION);
		exit(EXIT_SUCCESS);
	case 'h':
		usage(stdout, who);
		exit(EXIT_SUCCESS);
	case '?':
		usage(stderr, who);
		exit(EXIT_FAILURE);
	default:
		take_value(o, who, opt);
	}
}

static const char *conflict(const struct options *o)
{
	if (o->attach && (o->load_only || o->buffer_mb || o->command ||
			  o->target || o->n_globals))
		return "-A excludes -L, -b, -c, -x and NAME=VALUE";
	if (o->command && o->target)
		return "-c excludes -x";
	if (o->daemon && (o->load_only || o->remove || o->command))
		return "-D excludes -L, -d and -c";
	if ((o->daemon || o->rotate_mb) && !o->output)
		return "-D and -S need -o FILE";
	if ((o->wait_stdin || o->give_up) && !o->remove)
		return "--wait-stdin and --give-up are only for -d";
	if (o->remove && o->n_globals)
		return "-d takes one module and no NAME=VALUE";
	if (o->n_globals > MAX_GLOBALS)
		return "there are more than 63 NAME=VALUE words";
	return NULL;
}

void options_parse(struct options *o, enum program who, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "wait-stdin", no_argument, NULL, WAIT_STDIN },
		{ "give-up", no_argument, NULL, GIVE_UP },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 },
	};
	const char *problem;
	int opt;

	memset(o, 0, sizeof(*o));
	o->dir_fd = -1;
	o->timeout_ms = 200;
	o->color = COLOR_AUTO;
	optind = 1;
	while ((opt = getopt_long(argc, argv, letters, longs, NULL)) != -1)
		take_option(o, who, opt);
	if (optind >= argc)
		bad_usage(who, "no module was named");
	o->module = argv[optind];
	o->n_words = optind;
	o->globals = argv + optind + 1;
	o->n_globals = argc - optind - 1;
	problem = conflict(o);
	if (problem)
		bad_usage(who, problem);
}

bool options_module_path(const char *module, const char *blessed, char *path,
			 size_t size)
{
	size_t len = strlen(module);
	int n;

	if (strchr(module, '/'))
		n = snprintf(path, size, "%s", module);
	else if (len > 3 && !strcmp(module + len - 3, ".ko"))
		n = snprintf(path, size, "./%s", module);
	else
		n = snprintf(path, size, "%s/%s.ko", blessed, module);
	return n > 0 && (size_t)n < size;
}

bool options_module_name(const char *module, char name[MODULE_NAME_BYTES])
{
	const char *slash = strrchr(module, '/');
	const char *base = slash ? slash + 1 : module;
	size_t len = strlen(base);

	if (len > 3 && !strcmp(base + len - 3, ".ko"))
		len -= 3;
	if (len >= MODULE_NAME_BYTES)
		return false;
	memcpy(name, base, len);
	name[len] = '\0';
	return options_name_ok(name);
}

bool options_name_ok(const char *name)
{
	size_t len = strlen(name);
	size_t i;

	if (len == 0 || len >= MODULE_NAME_BYTES)
		return false;
	for (i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '_')
			return false;
	return true;
}
