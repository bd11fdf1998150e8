/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.c - runs the tests of one program, all or those named; see test.h. */
#include "test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern const struct unit_test __start_unit_tests[], __stop_unit_tests[];

/* What the running test has got to; static for the signal handler. */
static const char *volatile current;
static bool failed;

static bool fail_at(const char *file, int line)
{
	printf("FAIL %s: %s:%d: ", current, file, line);
	failed = true;
	return false;
}

bool test_true(bool ok, const char *what, const char *file, int line)
{
	if (ok)
		return true;
	fail_at(file, line);
	printf("%s\n", what);
	return false;
}

bool test_int(long long value, long long expected, const char *what,
	      const char *file, int line)
{
	if (value == expected)
		return true;
	fail_at(file, line);
	printf("%s is %lld, not %lld\n", what, value, expected);
	return false;
}

bool test_str(const char *value, const char *expected, const char *what,
	      const char *file, int line)
{
	if (value == expected)
		return true;
	if (value && expected && strcmp(value, expected) == 0)
		return true;
	fail_at(file, line);
	printf("%s is \"%s\", not \"%s\"\n", what, value ? value : "(null)",
	       expected ? expected : "(null)");
	return false;
}

/* Only what is safe in a handler; stdout was flushed before the test. */
static void crashed(int sig)
{
	static const char why[] = ": crashed\n";
	ssize_t n;

	n = write(STDOUT_FILENO, "FAIL ", 5);
	n += write(STDOUT_FILENO, current, strlen(current));
	n += write(STDOUT_FILENO, why, sizeof(why) - 1);
	_exit(n > 0 ? 128 + sig : 1);
}

static bool wanted(const char *name, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], name) == 0)
			return true;
	}
	return argc == 1;
}

int main(int argc, char **argv)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM };
	const struct unit_test *t;
	bool any_failed = false;
	size_t i;

	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], crashed);
	for (t = __start_unit_tests; t < __stop_unit_tests; t++) {
		if (!wanted(t->name, argc, argv))
			continue;
		current = t->name;
		failed = false;
		fflush(stdout);
		alarm(60);
		t->run();
		if (!failed)
			printf("ok %s\n", t->name);
		any_failed |= failed;
	}
	return any_failed;
}
