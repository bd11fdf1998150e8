/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * main.c - argv to session to run_passes() to exit status.
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/proc.h"
#include "build/build.h"
#include "options.h"
#include "passes.h"
#include "rc.h"
#include "session.h"

/*
 * A signal that ends us ends what compiles for us as well; the passes see its
 * status, and the temporary directory goes as usual.
 */
static void catch_signals(void)
{
	struct sigaction sa = { .sa_handler = proc_interrupt };

	sigemptyset(&sa.sa_mask);
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGHUP, &sa, NULL);
	sigaction(SIGQUIT, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static int run(const struct options *opt, struct arena *a, struct diag *d)
{
	struct session *s = session_open(opt, a, d);
	int status;

	if (!s)
		return EXIT_FAILURE;
	if (opt->clean_cache)
		status = cache_clean(s) ? EXIT_SUCCESS : EXIT_FAILURE;
	else
		status = run_passes(s);
	session_close(s);
	return status;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct diag_options dopt;
	struct options opt;
	struct diag *d;
	struct rc rc;
	int status;

	setlocale(LC_CTYPE, "");
	rc = rc_words(a, argc, argv);
	options_early(&dopt, rc.argc, rc.argv);
	d = diag_new(a, stderr, &dopt);
	if (!options_read(&opt, a, d, &rc, &status)) {
		catch_signals();
		status = run(&opt, a, d);
	}
	diag_summary(d);
	if (fflush(stdout) || ferror(stdout)) {
		perror("stap: standard output");
		status = EXIT_FAILURE;
	}
	arena_free(a);
	return status;
}
