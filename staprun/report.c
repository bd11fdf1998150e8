/* SPDX-License-Identifier: GPL-2.0-or-later */
/* report.c - which messages are shown, where and in which colours. */
#include "staprun/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#define DEFAULT_COLORS	"error=01;31:warning=00;33:source=00;34:caret=01:token=01"

static void set_color(struct report *r, const char *key, size_t len,
		      const char *sgr)
{
	if (len == 5 && !memcmp(key, "error", 5))
		strcpy(r->error_sgr, sgr);
	else if (len == 7 && !memcmp(key, "warning", 7))
		strcpy(r->warning_sgr, sgr);
}

/* KEY=SGR:KEY=SGR...; a malformed entry turns itself and what follows off. */
static void parse_colors(struct report *r, const char *s)
{
	while (*s) {
		const char *equals = strchr(s, '=');
		size_t len = equals ? strspn(equals + 1, "0123456789;") : 0;
		const char *end = equals ? equals + 1 + len : s;
		char sgr[sizeof(r->error_sgr)];

		if (!len || len >= sizeof(sgr) || (*end && *end != ':'))
			return;
		memcpy(sgr, equals + 1, len);
		sgr[len] = '\0';
		set_color(r, s, (size_t)(equals - s), sgr);
		s = *end ? end + 1 : end;
	}
}

static bool want_color(enum color when)
{
	const char *term = getenv("TERM");

	if (when != COLOR_AUTO)
		return when == COLOR_ALWAYS;
	return isatty(STDERR_FILENO) && term && strcmp(term, "dumb");
}

void report_init(struct report *r, const struct options *o)
{
	const char *colors = getenv("SYSTEMTAP_COLORS");

	memset(r, 0, sizeof(*r));
	r->no_warnings = o->no_warnings;
	r->show_repeated = o->verbose > 0;
	if (want_color(o->color))
		parse_colors(r, colors ? colors : DEFAULT_COLORS);
}

/* The head of the line, "ERROR:" or "WARNING:", is what gets the colour. */
static void show(struct report *r, bool is_error, const char *text)
{
	const char *sgr = is_error ? r->error_sgr : r->warning_sgr;
	size_t len = strlen(text);
	size_t head = strcspn(text, ":") + 1;

	while (len && text[len - 1] == '\n')
		len--;
	if (r->to_syslog)
		syslog(is_error ? LOG_ERR : LOG_WARNING, "%.*s", (int)len, text);
	else if (sgr[0] && head <= len)
		fprintf(stderr, "\033[%sm\033[K%.*s\033[m\033[K%.*s\n", sgr,
			(int)head, text, (int)(len - head), text + head);
	else
		fprintf(stderr, "%.*s\n", (int)len, text);
}

/* FNV-1a */
static unsigned long long hash(const char *s)
{
	unsigned long long h = 0xcbf29ce484222325ULL;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3ULL;
	return h;
}

static bool is_repeated(struct report *r, const char *text)
{
	unsigned long long h = hash(text);
	unsigned int i;

	for (i = 0; i < r->n_seen; i++)
		if (r->seen[i] == h)
			return true;
	if (r->n_seen < REPORT_SEEN)
		r->seen[r->n_seen++] = h;
	return false;
}

void report_text(struct report *r, const char *text)
{
	bool is_error = !strncmp(text, "ERROR", 5);

	if (is_error)
		r->failed = true;
	else if (r->no_warnings || (!r->show_repeated && is_repeated(r, text)))
		return;
	show(r, is_error, text);
}

void report_error(struct report *r, const char *fmt, ...)
{
	char text[1024] = "ERROR: ";
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text + 7, sizeof(text) - 7, fmt, ap);
	va_end(ap);
	report_text(r, text);
}

void report_warning(struct report *r, const char *fmt, ...)
{
	char text[1024] = "WARNING: ";
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text + 9, sizeof(text) - 9, fmt, ap);
	va_end(ap);
	report_text(r, text);
}
