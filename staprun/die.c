/* SPDX-License-Identifier: GPL-2.0-or-later */
/* die.c - messages on stderr, each in one write so that none are mixed. */
#include "staprun/die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Names that came from outside must not steer the terminal. */
static void defuse(char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			*s = '?';
}

static void say(const char *kind, const char *fmt, va_list ap)
{
	char line[1024];

	vsnprintf(line, sizeof(line), fmt, ap);
	defuse(line);
	fflush(stdout);
	fprintf(stderr, "%s: %s\n", kind, line);
}

void say_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("ERROR", fmt, ap);
	va_end(ap);
}

void say_warning(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("WARNING", fmt, ap);
	va_end(ap);
}

void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("ERROR", fmt, ap);
	va_end(ap);
	exit(EXIT_FAILURE);
}

void die_with(int status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("ERROR", fmt, ap);
	va_end(ap);
	exit(status);
}
