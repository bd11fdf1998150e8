/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test.h - unit tests: each TEST() of a program is found by main.c on its own.
 *
 *	TEST(arena_grows)
 *	{
 *		CHECK(arena_size(&a) > 0);
 *		CHECK_INT(strlen(s), 3);
 *		CHECK_STR(s, "abc");
 *	}
 *
 * A failed check prints the place and both values and ends this test; the
 * others go on.  A crash ends the program with the test's name printed.
 */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <stdbool.h>

struct unit_test {
	const char *name;
	void (*run)(void);
};

#define TEST(test)							\
	static void test_##test(void);					\
	static const struct unit_test					\
	__attribute__((used, section("unit_tests"), aligned(8)))	\
	unit_##test = { #test, test_##test };				\
	static void test_##test(void)

#define CHECK(condition)						\
	do {								\
		if (!test_true((condition), #condition, __FILE__, __LINE__)) \
			return;						\
	} while (0)

#define CHECK_INT(value, expected)					\
	do {								\
		if (!test_int((long long)(value), (long long)(expected), \
			      #value, __FILE__, __LINE__))		\
			return;						\
	} while (0)

#define CHECK_STR(value, expected)					\
	do {								\
		if (!test_str((value), (expected), #value, __FILE__, __LINE__)) \
			return;						\
	} while (0)

/* False when the check failed, which then has been printed. */
bool test_true(bool ok, const char *what, const char *file, int line);
bool test_int(long long value, long long expected, const char *what,
	      const char *file, int line);
bool test_str(const char *value, const char *expected, const char *what,
	      const char *file, int line);

#endif
