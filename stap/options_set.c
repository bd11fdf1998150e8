/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options_set.c - what options about the script, its passes and its run do. */
#include <errno.h>
#include <limits.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options_int.h"
#include "session.h"

bool option_error(struct reader *r, const char *tag, const char *msg)
{
	struct report *e = report_new(r->d, DIAG_PLAIN, tag, NULL, "%s", msg);

	e->cause = report_new(r->d, DIAG_LINE, "", NULL,
			      "Try '--help' for more information. [man stap]\n"
			      "A message like [man foo] means for more info, run %% man foo");
	return diag_emit(r->d, e);
}

/* The whole of s as a number within [low, high]. */
bool option_number(const char *s, long low, long high, long *n)
{
	char *end;

	errno = 0;
	*n = strtol(s, &end, 10);
	return !errno && end != s && !*end && *n >= low && *n <= high;
}

bool option_matches(struct reader *r, const char *what, const char *s, const char *pattern)
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

bool option_set_script(struct reader *r, const char *arg)
{
	if (r->o->script_text)
		return option_error(r, "opt-two-scripts",
				   "Only one script can be given on the command line.");
	r->o->script_text = arg;
	return true;
}

bool option_add_script(struct reader *r, const char *arg)
{
	list_push(r->a, &r->o->more_scripts, arg);
	return true;
}

bool option_set_example(struct reader *r, const char *arg)
{
	if (!*arg)
		return option_error(r, "opt-example-empty", "Example name cannot be empty.");
	r->o->example = arg;
	return true;
}

bool option_set_pass(struct reader *r, const char *arg)
{
	long n;

	if (!option_number(arg, 1, 5, &n))
		return option_error(r, "opt-pass", "Invalid pass number (should be 1-5).");
	r->o->last_pass = (unsigned int)n;
	r->has_pass = true;
	return true;
}

bool option_set_verbose(struct reader *r, const char *arg)
{
	(void)arg;
	r->o->verbose[0]++;
	return true;
}

bool option_set_pass_verbose(struct reader *r, const char *arg)
{
	size_t i, len = strlen(arg);

	if (!len || len > 5 || strspn(arg, "0123456789") != len)
		return option_error(r, "opt-vp", "Invalid --vp argument: it takes 1 to 5 digits.");
	for (i = 0; i < len; i++)
		r->o->verbose[i + 1] += (unsigned int)(arg[i] - '0');
	return true;
}

bool option_set_keep(struct reader *r, const char *arg)
{
	(void)arg;
	r->o->keep_tmpdir = true;
	return true;
}

bool option_set_module_name(struct reader *r, const char *arg)
{
	char *name = arena_strdup(r->a, arg);
	size_t len = strlen(name);

	if (len > 3 && (!strcmp(name + len - 3, ".ko") || !strcmp(name + len - 3, ".so"))) {
		name[len - 3] = '\0';
		fprintf(stderr, "Truncating module name to '%s'\n", name);
	}
	if (!*name)
		return option_error(r, "opt-module-empty", "Module name cannot be empty.");
	if (!option_matches(r, "-m parameter", name, "^[a-z0-9_]+$"))
		return false;
	if (strlen(name) > MODULE_NAME_MAX) {
		name[MODULE_NAME_MAX] = '\0';
		fprintf(stderr, "Truncating module name to '%s'\n", name);
	}
	r->o->module_name = name;
	return true;
}

bool option_set_output(struct reader *r, const char *arg)
{
	r->o->output = arg;
	return true;
}

bool option_add_include(struct reader *r, const char *arg)
{
	list_push(r->a, &r->o->include_dirs, arg);
	return true;
}

bool option_add_define(struct reader *r, const char *arg)
{
	const char *eq = strchr(arg, '=');
	struct define d = { arg, "1" };

	if (!option_matches(r, "-D parameter", arg, "^[a-z_][a-z_0-9]*(=-?[a-z_0-9]+)?$"))
		return false;
	if (eq) {
		d.name = arena_strndup(r->a, arg, (size_t)(eq - arg));
		d.value = eq + 1;
	}
	list_push(r->a, &r->o->defines, d);
	return true;
}

bool option_add_global(struct reader *r, const char *arg)
{
	if (!option_matches(r, "-G parameter", arg, "^[a-z_][a-z0-9_]*=[a-z0-9_.-]+$"))
		return false;
	list_push(r->a, &r->o->globals, arg);
	return true;
}

bool option_set_timeout(struct reader *r, const char *arg)
{
	char *end;
	double s = strtod(arg, &end);

	if (end == arg || *end || !(s > 0) || s > 4000000)
		return option_error(r, "opt-timeout", "Invalid timeout interval.");
	r->o->timeout_ms = s * 1000 < 1 ? 1 : (unsigned int)(s * 1000);
	return true;
}

bool option_set_buffer(struct reader *r, const char *arg)
{
	long n;

	if (!option_number(arg, 1, 4095, &n))
		return option_error(r, "opt-buffer", "Invalid buffer size (should be 1-4095).");
	r->o->buffer_mb = (unsigned int)n;
	return true;
}

bool option_set_command(struct reader *r, const char *arg)
{
	if (!*arg)
		return option_error(r, "opt-command-empty", "Empty CMD string invalid.");
	r->o->command = arg;
	return true;
}

bool option_set_target(struct reader *r, const char *arg)
{
	long n;

	if (!option_number(arg, 1, INT_MAX, &n))
		return option_error(r, "opt-target", "Invalid target process ID number.");
	r->o->target_pid = (int)n;
	return true;
}

bool option_set_rotate(struct reader *r, const char *arg)
{
	if (!option_matches(r, "-S parameter", arg, "^[1-9][0-9]*(,[1-9][0-9]*)?$"))
		return false;
	r->o->rotate = arg;
	return true;
}

bool option_set_tmpdir(struct reader *r, const char *arg)
{
	r->o->tmpdir = arg;
	return option_set_keep(r, arg);
}

bool option_set_compatible(struct reader *r, const char *arg)
{
	if (!option_matches(r, "--compatible parameter", arg, "^[0-9]+(\\.[0-9]+)*$"))
		return false;
	if (strverscmp(arg, LANGUAGE_VERSION) > 0)
		return option_error(r, "opt-compatible", arena_printf(r->a,
				    "systemtap version %s cannot be compatible "
				    "with future version %s", LANGUAGE_VERSION, arg));
	r->o->compatible = arg;
	return true;
}

bool option_set_no_time_limits(struct reader *r, const char *arg)
{
	(void)arg;
	if (!r->o->guru)
		return option_error(r, "opt-guru-first",
				   "--suppress-time-limits needs guru mode: give -g before it.");
	r->o->no_time_limits = true;
	return true;
}
