/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.c - the command line, from one table that also prints --help.
 */
#include "options.h"

#include <assert.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "config.h"
#include "options_int.h"
#include "rc.h"

bool option_help(struct reader *r, const char *arg)
{
	char left[64];
	size_t i;

	(void)arg;
	puts("usage: stap [OPTION]... FILE [ARGUMENT]...\n"
	     "       stap [OPTION]... -e SCRIPT [ARGUMENT]...\n"
	     "       stap [OPTION]... -l POINT | -L POINT | --dump-...\n");
	for (i = 0; i < option_row_count; i++) {
		const struct option_row *o = &option_rows[i];

		if (!o->help || o->use != DOES)
			continue;
		snprintf(left, sizeof(left), "%s%c%s%s%s%s%s", o->letter ? "-" : "   ",
			 o->letter ? o->letter : ' ', o->letter && o->name ? ", " : "",
			 o->name ? "--" : "", o->name ? o->name : "",
			 !o->arg_name ? "" : o->arg == ARG_MAYBE ? "[=" : o->name ? "=" : " ",
			 o->arg_name ? o->arg_name : "");
		printf("  %s%s  %*s%s\n", left, o->arg == ARG_MAYBE ? "]" : "",
		       (int)(28 - strlen(left) - (o->arg == ARG_MAYBE)), "", o->help);
	}
	puts("\nEach limit that -D sets is described in stap(1).");
	r->done = true;
	return true;
}

/* ---- reading ---------------------------------------------------------------------- */

#define LONG_BASE	1000	/* getopt's value of option_rows[i]: LONG_BASE + i */

#define OPTIONS_MAX	128

/* getopt's own tables, made of ours. */
struct getopt_tables {
	char letters[2 * OPTIONS_MAX + 2];
	struct option names[OPTIONS_MAX + 1];
};

static void make_tables(struct getopt_tables *t)
{
	char *l = t->letters;
	struct option *n = t->names;
	size_t i;

	assert(option_row_count <= OPTIONS_MAX);
	*l++ = ':';	/* a missing argument is told from an unknown option */
	for (i = 0; i < option_row_count; i++) {
		const struct option_row *o = &option_rows[i];

		if (o->letter) {
			*l++ = o->letter;
			if (o->arg == ARG_NEEDED)
				*l++ = ':';
		}
		if (o->name)
			*n++ = (struct option){ o->name, o->arg == ARG_NEVER ? no_argument :
				o->arg == ARG_NEEDED ? required_argument : optional_argument,
				NULL, LONG_BASE + (int)i };
	}
	*l = '\0';
	*n = (struct option){ NULL, 0, NULL, 0 };
}

static const struct option_row *row_of(int c)
{
	size_t i;

	if (c >= LONG_BASE)
		return &option_rows[c - LONG_BASE];
	for (i = 0; i < option_row_count; i++)
		if (option_rows[i].letter == c)
			return &option_rows[i];
	return NULL;
}

/* An option that getopt does not know, or that lacks its argument. */
static bool bad_option(struct reader *r, int c, char **argv)
{
	struct map *names = map_new(r->a);
	const char *word = argv[optind - 1];
	size_t i;

	if (c == ':')
		return option_error(r, "opt-argument",
				   arena_printf(r->a, "option '%s' needs an argument", word));
	if (optopt && optopt < LONG_BASE)
		return option_error(r, "opt-unknown",
				   arena_printf(r->a, "unknown option '-%c'", optopt));
	if (optopt)
		return option_error(r, "opt-argument-extra",
				   arena_printf(r->a, "option '%s' takes no argument", word));
	for (i = 0; i < option_row_count; i++)
		if (option_rows[i].name)
			map_put(names, option_rows[i].name, (void *)&option_rows[i]);
	return option_error(r, "opt-unknown", arena_printf(r->a,
			   "unknown option '%s' (similar: --%s)", word,
			   map_similar(r->a, names, word + 2, 1)));
}

/* What no single option can tell. */
static bool check_together(struct reader *r)
{
	struct options *o = r->o;
	const struct {
		bool wrong;
		const char *tag, *msg;
	} rules[] = {
		{ o->listing != LIST_NONE && (o->script_path || o->script_text || o->example),
		  "opt-dump-script", "Cannot specify a script with -l/-L/--dump-* switches." },
		{ o->listing != LIST_NONE && r->has_pass,
		  "opt-dump-pass", "Cannot specify -p with -l/-L/--dump-* switches." },
		{ o->listing != LIST_NONE && o->check,
		  "opt-check-pass", "Cannot specify --check with -l/-L/--dump-* switches." },
		{ o->check && r->has_pass, "opt-check-pass", "Cannot specify -p with --check." },
		{ o->listing == LIST_NONE && !o->script_path && !o->script_text && !o->example &&
		  !o->more_scripts.n, "opt-no-script", "A script must be specified." },
		{ o->command && o->target_pid,
		  "opt-command-target", "You can't specify -c and -x together." },
		{ o->rotate && !o->output, "opt-rotate-output", "-S needs -o." },
		{ o->flight_recorder && o->output && o->command, "opt-flight-command",
		  "-F with -o goes to the background, where -c has no meaning." },
		{ o->guru && o->privilege != PRIVILEGE_STAPDEV, "opt-guru-privilege",
		  "You can't specify -g and --privilege below stapdev together." },
	};
	size_t i;

	for (i = 0; i < array_size(rules) && !o->clean_cache; i++)
		if (rules[i].wrong)
			return option_error(r, rules[i].tag, rules[i].msg);
	return true;
}

static const char *spelled(struct reader *r, const struct option_row *row)
{
	return row->name ? arena_printf(r->a, "--%s", row->name) :
			   arena_printf(r->a, "-%c", row->letter);
}

static bool take(struct reader *r, const struct option_row *row, const char *arg)
{
	switch (row->use) {
	case IDLE:
		diag_warn(r->d, "warn-option-ignored", NULL, "%s is ignored: %s",
			  spelled(r, row), row->help);
		return true;
	case ABSENT:
		return option_error(r, "opt-absent", arena_printf(r->a,
				   "%s: not part of this version: %s", spelled(r, row), row->help));
	case DOES:
		break;
	}
	if (row->set)
		return row->set(r, arg);
	*(bool *)((char *)r->o + row->flag) = true;
	return true;
}

/* The first word is the script, unless there is one; the others are its arguments. */
static void take_words(struct reader *r, int argc, char **argv)
{
	if (!r->o->script_text && !r->o->example && optind < argc)
		r->o->script_path = argv[optind++];
	while (optind < argc)
		list_push(r->a, &r->o->args, argv[optind++]);
}

static bool read_all(struct reader *r, int argc, char **argv)
{
	struct getopt_tables t;
	int c;

	make_tables(&t);
	opterr = 0;
	optind = 0;
	while (!r->done && (c = getopt_long(argc, argv, t.letters, t.names, NULL)) != -1) {
		if (c == '?' || c == ':')
			return bad_option(r, c, argv);
		if (!take(r, row_of(c), optarg))
			return false;
	}
	if (r->done)
		return true;
	take_words(r, argc, argv);
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
		 const struct rc *rc, int *status)
{
	struct reader r = { .o = o, .a = a, .d = d };

	memset(o, 0, sizeof(*o));
	o->last_pass = 5;
	o->colour_option = "auto";
	o->compatible = LANGUAGE_VERSION;
	o->privilege = PRIVILEGE_STAPDEV;
	*status = 1;
	if (rc->bad_line) {
		option_error(&r, "opt-rc", arena_printf(a,
			     "Error processing extra options in %s: %s", rc->path, rc->bad_line));
		return -1;
	}
	if (!read_all(&r, rc->argc, rc->argv))
		return -1;
	if (r.done) {
		*status = 0;
		return -1;
	}
	if (rc->n_words && o->verbose[0] > 1)
		fprintf(stderr, "Extra options in RC: %u\n", rc->n_words);
	if (!o->release)
		o->release = getenv("SYSTEMTAP_RELEASE");
	if (o->check)
		o->last_pass = 2;
	o->colour = colour_wanted(o->colour_option);
	return 0;
}

static bool is_flag(const struct option_row *row, size_t member)
{
	return row->flag == member && !row->set && row->use == DOES;
}

void options_early(struct diag_options *o, int argc, char **argv)
{
	struct getopt_tables t;
	const char *colour = "auto";
	bool lists = false;
	const struct option_row *row;
	int c;

	memset(o, 0, sizeof(*o));
	make_tables(&t);
	opterr = 0;
	optind = 0;
	while ((c = getopt_long(argc, argv, t.letters, t.names, NULL)) != -1) {
		row = c == '?' || c == ':' ? NULL : row_of(c);
		if (!row)
			continue;
		o->verbose += row->letter == 'v';
		o->no_warnings |= is_flag(row, offsetof(struct options, no_warnings));
		o->warnings_are_errors |= is_flag(row, offsetof(struct options,
								warnings_are_errors));
		o->all |= is_flag(row, offsetof(struct options, check));
		o->keep |= is_flag(row, offsetof(struct options, keep_going));
		o->json |= row->set == option_set_format && !strcmp(optarg, "json");
		lists |= row->letter == 'l' || row->letter == 'L';
		if (row->set == option_set_colour)
			colour = optarg ? optarg : "always";
	}
	o->quiet = lists && o->verbose < 2;
	o->colour = colour_wanted(colour);
}
