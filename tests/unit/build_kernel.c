/* SPDX-License-Identifier: GPL-2.0-or-later */
/* build_kernel.c - which kernel -r means, and what is said when it cannot be used. */
#include <sys/utsname.h>

#include "build_session.h"
#include "test.h"

TEST(running_kernel)
{
	struct fixture f;
	struct kernel *k;
	struct utsname u;

	fixture_open(&f);
	uname(&u);
	k = kernel_find(&f.s, NULL);
	CHECK(k);
	CHECK_STR(k->release, u.release);
	CHECK(k->is_running);
	fixture_close(&f);
}

TEST(release)
{
	struct fixture f;
	struct kernel *k;

	fixture_open(&f);
	k = kernel_find(&f.s, "4.18.0-1-none");
	CHECK(k);
	CHECK_STR(k->release, "4.18.0-1-none");
	CHECK_STR(k->base_release, "4.18.0");
	CHECK_STR(k->build_dir, "/lib/modules/4.18.0-1-none/build");
	CHECK(!k->is_running);
	CHECK(!k->has_build_dir);
	CHECK_STR(kernel_config(&f.s, k, "CONFIG_SMP"), "");
	CHECK_STR(fixture_said(&f), "");
	fixture_close(&f);
}

TEST(directory)
{
	struct fixture f;
	struct kernel *k;

	fixture_open(&f);
	fixture_file(&f, "k/include/config/kernel.release", "5.4.1-abc\n");
	fixture_file(&f, "k/.config", "# c\nCONFIG_SMP=y\nCONFIG_X=\"a b\"\n"
		     "# CONFIG_Y is not set\nCONFIG_HZ=250");
	k = kernel_find(&f.s, arena_printf(f.s.arena, "%s/k//", f.dir));
	CHECK(k);
	CHECK_STR(k->release, "5.4.1-abc");
	CHECK_STR(k->base_release, "5.4.1");
	CHECK_STR(k->build_dir, arena_printf(f.s.arena, "%s/k", f.dir));
	CHECK(k->has_build_dir);
	CHECK_STR(kernel_config(&f.s, k, "CONFIG_SMP"), "y");
	CHECK_STR(kernel_config(&f.s, k, "CONFIG_X"), "\"a b\"");
	CHECK_STR(kernel_config(&f.s, k, "CONFIG_Y"), "");
	CHECK_STR(kernel_config(&f.s, k, "CONFIG_HZ"), "250");

	/* A distribution may build under another name than the kernel gives itself. */
	fixture_file(&f, "k/include/generated/utsrelease.h",
		     "#define UTS_RELEASE \"5.4.0-7-amd64\"\n");
	k = kernel_find(&f.s, arena_printf(f.s.arena, "%s/k", f.dir));
	CHECK(k);
	CHECK_STR(k->release, "5.4.0-7-amd64");
	fixture_close(&f);
}

TEST(no_kernel)
{
	struct fixture f;

	fixture_open(&f);
	CHECK(!kernel_find(&f.s, f.dir));
	CHECK(strstr(fixture_said(&f), "kernel release isn't found in \"/tmp/stap-unit-"));
	CHECK(!kernel_find(&f.s, ""));
	CHECK(strstr(fixture_said(&f), "kernel release isn't specified"));
	CHECK(!kernel_find(&f.s, "../x"));
	CHECK(strstr(fixture_said(&f), "'../x' is no kernel release"));
	fixture_close(&f);
}

TEST(missing_headers)
{
	struct fixture f;
	struct kernel *k;

	fixture_open(&f);
	k = kernel_find(&f.s, "4.18.0-1-none");
	CHECK(!kernel_need_build(&f.s, k));
	CHECK(strstr(fixture_said(&f), "ERROR: Checking \"/lib/modules/4.18.0-1-none/build/"
		     ".config\" failed with error: No such file or directory: "));
	CHECK(strstr(fixture_said(&f), "install "));
	CHECK(strstr(fixture_said(&f), "4.18.0-1-none\n"));
	fixture_close(&f);
}
