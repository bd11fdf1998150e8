/* SPDX-License-Identifier: GPL-2.0-or-later */
/* print.c - what handlers print and say, gathered in their lane. */
#include <linux/kern_levels.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "runtime.h"
#include "format.h"

void stp_print_flush(struct stp_lane *l)
{
	struct stp_ring *r = &l->ring;
	bool stored;

	do {
		preempt_disable_notrace();
		stored = stp_ring_write(r, &stp_session.seq, 0, l->print, l->printed);
		preempt_enable_notrace();
	} while (!stored && stp_lane_is_life(l) && stp_rings_wait(l));
	if (!stored) {
		stp_ring_lost(r, l->printed);
		stp_missed(l->c.probe, STP_MISSED_OUTPUT, 1);
	}
	l->printed = 0;
	stp_wake_up(&stp_session.data_wake);
}

void stp_print(struct stp_context *c, const char *s)
{
	struct stp_lane *l = stp_lane_of(c);
	size_t left = strlen(s), n;

	while (left) {
		if (l->printed == STP_PRINT_BYTES)
			stp_print_flush(l);
		n = min_t(size_t, left, STP_PRINT_BYTES - l->printed);
		memcpy(l->print + l->printed, s, n);
		l->printed += n;
		s += n;
		left -= n;
	}
}

void stp_print_char(struct stp_context *c, stp_s64 ch)
{
	struct stp_lane *l = stp_lane_of(c);

	if (l->printed == STP_PRINT_BYTES)
		stp_print_flush(l);
	l->print[l->printed++] = ch;
}

struct lane_sink {
	struct stp_sink sink;
	struct stp_lane *lane;
};

static int flush_sink(struct stp_sink *s)
{
	struct stp_lane *l = container_of(s, struct lane_sink, sink)->lane;

	l->printed = s->at - l->print;
	stp_print_flush(l);
	s->at = l->print;
	return 1;
}

void stp_printf(struct stp_context *c, const char *fmt, ...)
{
	struct stp_lane *l = stp_lane_of(c);
	struct lane_sink s = {
		{ l->print + l->printed, l->print + STP_PRINT_BYTES, flush_sink }, l
	};
	struct stp_args args;

	va_start(args.list, fmt);
	stp_format(&s.sink, c, fmt, &args);
	va_end(args.list);
	if (!c->error)	/* else what came in front of the fault is dropped */
		l->printed = s.sink.at - l->print;
}

void stp_c_printf(struct stp_context *c, const char *fmt, ...)
{
	struct stp_lane *l = stp_lane_of(c);
	int n, tries;

	for (tries = 2; tries; tries--) {
		va_list args;

		va_start(args, fmt);
		n = vsnprintf(l->print + l->printed, STP_PRINT_BYTES - l->printed, fmt, args);
		va_end(args);
		if (n < STP_PRINT_BYTES - l->printed)
			break;
		if (l->printed)
			stp_print_flush(l);
	}
	l->printed += min_t(int, n, STP_PRINT_BYTES - l->printed - 1);
}

void stp_sprintf(struct stp_context *c, char *dst, unsigned int size,
		 const char *fmt, ...)
{
	struct stp_sink s = { dst, dst + size - 1, NULL };
	struct stp_args args;

	va_start(args.list, fmt);
	stp_format(&s, c, fmt, &args);
	va_end(args.list);
	*s.at = 0;
}

/* ---- other ways to say something ------------------------------------------------- */

void stp_warn(struct stp_context *c, const char *s)
{
	struct stp_lane *l = stp_lane_of(c);
	int n;

	n = scnprintf(l->text, sizeof(l->text) - 1, "WARNING: %s", s);
	if (l->text[n - 1] != '\n')
		l->text[n++] = '\n';
	stp_mail(l, STP_MSG_TEXT, l->text, n);
}

void stp_system(struct stp_context *c, const char *s)
{
	stp_mail(stp_lane_of(c), STP_MSG_SYSTEM, s, strnlen(s, STP_MSG_MAX - 1));
}

void stp_printk(struct stp_context *c, stp_s64 level, const char *s)
{
	printk(KERN_SOH "%c%s\n", '0' + (int)clamp_t(stp_s64, level, 0, 7), s);
}
