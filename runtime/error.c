/* SPDX-License-Identifier: GPL-2.0-or-later */
/* error.c - faults of handlers: raised, caught, or reported and counted. */
#include <linux/kernel.h>

#include "runtime.h"

/* Leaves the handler without being an error; known by its address. */
static const char aborted[] = "aborted";

void stp_error(struct stp_context *c, const char *fmt, ...)
{
	struct stp_lane *l = stp_lane_of(c);
	va_list args;

	if (c->error)
		return;			/* the first one is what went wrong */
	va_start(args, fmt);
	vsnprintf(l->error, sizeof(l->error), fmt, args);
	va_end(args);
	c->error = l->error;
}

void stp_error_at(struct stp_context *c, const char *place)
{
	struct stp_lane *l = stp_lane_of(c);

	if (!c->error_at)
		c->error_at = place;
	else if (l->n_places < STP_CHAIN_MAX)
		l->places[l->n_places++] = place;
}

void stp_out_of_steps(struct stp_context *c, const char *place)
{
	c->error = "MAXACTION exceeded";
	c->fatal = 1;
	stp_error_at(c, place);
}

void stp_too_deep(struct stp_context *c)
{
	c->error = "MAXNESTING exceeded";
}

void stp_abort(struct stp_context *c)
{
	stp_exit(c);
	c->error = aborted;
	c->fatal = 1;
}

void stp_caught(struct stp_context *c, char *dst, unsigned int size)
{
	if (dst)
		stp_strcpy(dst, c->error ?: "", size);
	c->error = NULL;
	c->error_at = NULL;
	stp_lane_of(c)->n_places = 0;
}

static void compose(struct stp_lane *l)
{
	const struct stp_context *c = &l->c;
	const int size = sizeof(l->text) - 1;	/* the newline always fits */
	unsigned int i;
	int n;

	n = scnprintf(l->text, size, "ERROR: %s", c->error);
	if (c->error_at)
		n += scnprintf(l->text + n, size - n, " near %s", c->error_at);
	for (i = 0; i < l->n_places; i++)
		n += scnprintf(l->text + n, size - n, " (called from %s)", l->places[i]);
	n += scnprintf(l->text + n, size - n, " in probe %s", c->probe->point);
	l->text[n++] = '\n';
	stp_mail(l, STP_MSG_TEXT, l->text, n);
}

void stp_error_report(struct stp_lane *l)
{
	const struct stp_limits *limits = &stp_script.limits;
	unsigned int errors;

	if (l->c.error == aborted)
		return;
	errors = atomic_inc_return(&stp_session.errors);
	if (limits->flags & STP_FLAG_SUPPRESS_ERRORS)
		return;
	compose(l);
	if (errors <= limits->maxerrors)
		return;
	if (!stp_session_step(STP_RUNNING, STP_FAILED) &&
	    !stp_session_step(STP_STARTING, STP_FAILED))
		stp_session_step(STP_STOPPING, STP_FAILED);
	stp_session_request_exit();
}
