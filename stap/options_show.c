/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options_show.c - what options about messages and listings do. */
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "config.h"
#include "options_int.h"
#include "session.h"
#include "warnings.h"

bool option_set_colour(struct reader *r, const char *arg)
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

bool option_set_format(struct reader *r, const char *arg)
{
	if (strcmp(arg, "text") && strcmp(arg, "json"))
		return option_error(r, "opt-format", arena_printf(r->a,
				    "Invalid argument '%s' for --format: text or json.", arg));
	r->o->json = !strcmp(arg, "json");
	return true;
}

/* ---- --warn ------------------------------------------------------------------------ */

static bool show_warnings(struct reader *r)
{
	size_t i;

	for (i = 0; warnings[i].name; i++)
		printf("  %-24s %s\n", warnings[i].name, warnings[i].help);
	r->done = true;
	return true;
}

static bool unknown_warning(struct reader *r, const char *name)
{
	struct map *names = map_new(r->a);
	size_t i;

	for (i = 0; warnings[i].name; i++)
		map_put(names, warnings[i].name, (void *)warnings[i].help);
	return option_error(r, "opt-warn", arena_printf(r->a,
			   "unknown warning '%s' (similar: %s); --warn=help lists all of them",
			   name, map_similar(r->a, names, name, 3)));
}

/* "NAME", or a prefix and NAME.  The names win: one may begin like a prefix. */
static bool set_rule(struct reader *r, const char *word)
{
	static const struct {
		const char *prefix;
		enum diag_rule rule;
	} rules[] = {
		{ "", DIAG_WARN },
		{ "no-error-", DIAG_NEVER_FATAL },
		{ "no-", DIAG_OFF },
		{ "error-", DIAG_FATAL },
	};
	size_t i, len = 0;

	for (i = 0; i < array_size(rules); i++) {
		len = strlen(rules[i].prefix);
		if (!strncmp(word, rules[i].prefix, len) && warning_find(word + len)) {
			diag_set_rule(r->d, arena_printf(r->a, "warn-%s", word + len),
				      rules[i].rule);
			return true;
		}
	}
	for (i = array_size(rules); i-- > 0;) {
		len = strlen(rules[i].prefix);
		if (!strncmp(word, rules[i].prefix, len))
			break;
	}
	return unknown_warning(r, word + len);
}

bool option_set_warn(struct reader *r, const char *arg)
{
	char *words = arena_strdup(r->a, arg), *word, *save = NULL;

	if (!strcmp(arg, "help"))
		return show_warnings(r);
	for (word = strtok_r(words, ",", &save); word; word = strtok_r(NULL, ",", &save))
		if (!set_rule(r, word))
			return false;
	return true;
}

/* ---- listings ---------------------------------------------------------------------- */

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

bool option_set_list(struct reader *r, const char *arg)
{
	return list(r, LIST_POINTS, arg);
}

bool option_set_list_vars(struct reader *r, const char *arg)
{
	return list(r, LIST_VARS, arg);
}

bool option_set_dump_types(struct reader *r, const char *arg)
{
	(void)arg;
	return list(r, LIST_TYPES, NULL);
}

bool option_set_dump_aliases(struct reader *r, const char *arg)
{
	(void)arg;
	return list(r, LIST_ALIASES, NULL);
}

bool option_set_dump_functions(struct reader *r, const char *arg)
{
	(void)arg;
	return list(r, LIST_FUNCTIONS, NULL);
}

bool option_show_version(struct reader *r, const char *arg)
{
	(void)arg;
	printf("SystemTap translator/driver (version %s, language %s)\n"
	       "This is free software; see the source for copying conditions.\n"
	       "features: BTF kprobes thin-runtime\n",
	       VERSION, LANGUAGE_VERSION);
	r->done = true;
	return true;
}
