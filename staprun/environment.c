/* SPDX-License-Identifier: GPL-2.0-or-later */
/* environment.c - what of the user's environment staprun sees, and passes on. */
#include "staprun/environment.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "staprun/die.h"

static const char *value_of(const char *var, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(var, name, len) && var[len] == '=' ? var + len + 1 : NULL;
}

static const char *find(char **env, const char *name)
{
	const char *value = NULL;

	for (; *env && !value; env++)
		value = value_of(*env, name);
	return value;
}

/* A zone by name or rule; not a file that the user names. */
static bool is_safe_zone(const char *tz)
{
	const char *p;

	if (!tz || strlen(tz) > 64 || tz[0] == '/' || tz[0] == ':' ||
	    strstr(tz, ".."))
		return false;
	for (p = tz; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("_+-,/.:<>", *p))
			return false;
	return true;
}

/* libc may reuse the array, never the strings that we were given. */
static char **copy_of(char **env)
{
	char **copy;
	size_t n;

	for (n = 0; env[n]; n++)
		;
	copy = calloc(n + 1, sizeof(*copy));
	if (!copy)
		die("out of memory");
	memcpy(copy, env, n * sizeof(*copy));
	return copy;
}

void environment_clean(struct environment *e)
{
	const char *tz;

	e->user = copy_of(environ);
	e->stapio[0] = e->self[0] = '\0';
	tz = find(e->user, "TZ");
	clearenv();
	if (is_safe_zone(tz))
		setenv("TZ", tz, 1);
}

static bool is_dropped(const char *var, bool is_setuid)
{
	static const char *const always[] = { "IFS", "CDPATH", "ENV", "BASH_ENV" };
	static const char *const if_setuid[] = {
		"SYSTEMTAP_STAPRUN", "SYSTEMTAP_STAPIO", "SYSTEMTAP_RUNTIME",
	};
	size_t i;

	for (i = 0; i < sizeof(always) / sizeof(*always); i++)
		if (value_of(var, always[i]))
			return true;
	for (i = 0; is_setuid && i < sizeof(if_setuid) / sizeof(*if_setuid); i++)
		if (value_of(var, if_setuid[i]))
			return true;
	return false;
}

/* A copy without the dropped ones, and with the way back to us. */
static char **for_stapio(struct environment *e, bool is_setuid)
{
	size_t n, kept = 0;
	char **copy;

	for (n = 0; e->user[n]; n++)
		;
	copy = calloc(n + 2, sizeof(*copy));
	if (!copy)
		die("out of memory");
	for (n = 0; e->user[n]; n++)
		if (!is_dropped(e->user[n], is_setuid))
			copy[kept++] = e->user[n];
	if (!find(copy, "SYSTEMTAP_STAPRUN"))
		copy[kept] = e->self;
	return copy;
}

/* Run from the build tree, both programs lie side by side. */
static bool find_beside(char *path, size_t size, const char *self)
{
	const char *slash = strrchr(self, '/');
	int n;

	if (!slash)
		return false;
	n = snprintf(path, size, "%.*s/stapio", (int)(slash - self), self);
	return n > 0 && (size_t)n < size && !access(path, X_OK);
}

void environment_find_programs(struct environment *e, bool is_setuid)
{
	const char *override = NULL;
	char self[PATH_MAX];
	ssize_t n;

	n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n <= 0)
		die("cannot read /proc/self/exe: is /proc mounted?");
	self[n] = '\0';
	snprintf(e->self, sizeof(e->self), "SYSTEMTAP_STAPRUN=%s", self);
	if (!is_setuid)
		override = find(e->user, "SYSTEMTAP_STAPIO");
	if (override)
		n = snprintf(e->stapio, sizeof(e->stapio), "%s", override);
	else if (is_setuid || !find_beside(e->stapio, sizeof(e->stapio), self))
		n = snprintf(e->stapio, sizeof(e->stapio), "%s/stapio", LIBEXECDIR);
	if ((size_t)n >= sizeof(e->stapio) || access(e->stapio, X_OK))
		die("cannot execute %s: %s; is the package complete?", e->stapio,
		    strerror(errno));
	e->user = for_stapio(e, is_setuid);
}
