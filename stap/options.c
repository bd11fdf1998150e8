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
#include <wordexp.h>

#include "base/file.h"
#include "base/map.h"
#include "config.h"
#include "options_int.h"

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

		if (!o->help)
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
			return option_error(r, "opt-rc", arena_printf(r->a,
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
		return option_error(r, "opt-dump-script",
				   "Cannot specify a script with -l/-L/--dump-* switches.");
	if (o->listing != LIST_NONE && r->has_pass)
		return option_error(r, "opt-dump-pass",
				   "Cannot specify -p with -l/-L/--dump-* switches.");
	if (o->listing == LIST_NONE && !has_script)
		return option_error(r, "opt-no-script", "A script must be specified.");
	if (o->command && o->target_pid)
		return option_error(r, "opt-command-target",
				   "You can't specify -c and -x together.");
	if (o->rotate && !o->output)
		return option_error(r, "opt-rotate-output", "-S needs -o.");
	return true;
}

static bool read_all(struct reader *r, int argc, char **argv)
{
	struct getopt_tables t;
	const struct option_row *row;
	int c;

	make_tables(&t);
	opterr = 0;
	optind = 0;
	while (!r->done && (c = getopt_long(argc, argv, t.letters, t.names, NULL)) != -1) {
		if (c == '?' || c == ':')
			return bad_option(r, c, argv);
		row = row_of(c);
		if (!row->set && !row->flag)
			return option_error(r, "opt-not-supported", arena_printf(r->a,
					   row->name ? "--%s is not supported yet" :
					   "-%s is not supported yet",
					   row->name ? row->name : (char[]){ row->letter, 0 }));
		if (row->flag)
			*(bool *)((char *)r->o + row->flag) = true;
		else if (!row->set(r, optarg))
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
		o->no_warnings |= row->flag == offsetof(struct options, no_warnings);
		o->warnings_are_errors |= row->flag == offsetof(struct options,
							   warnings_are_errors);
		lists |= row->letter == 'l' || row->letter == 'L';
		if (row->name && !strncmp(row->name, "colo", 4))
			colour = optarg ? optarg : "always";
	}
	o->quiet = lists && o->verbose < 2;
	o->colour = colour_wanted(colour);
}
