/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debuginfo_kernel.c - real kernels: the newest one in /boot, and the running one. */
#include "debuginfo/di_int.h"
#include "debuginfo/ladder.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "test.h"

#define IMAGE	"/boot/vmlinuz-"

/* The cache of this test; made at the first use. */
static char kept[] = "debuginfo_kernel.XXXXXX";

static struct di_kernel *open_installed(void)
{
	static char release[128];
	struct di_where w = { .release = release, .cache_dir = kept };
	glob_t g;

	if (strstr(kept, "XXXXXX") && !mkdtemp(kept))
		return NULL;
	if (glob(IMAGE "*", 0, NULL, &g))
		return NULL;
	snprintf(release, sizeof(release), "%s", g.gl_pathv[g.gl_pathc - 1] + strlen(IMAGE));
	globfree(&g);
	return di_kernel_open(&w);
}

static struct di_kernel *open_running(bool keep)
{
	const struct di_where w = {
		.release = "running", .is_running = true, .cache_dir = keep ? kept : NULL,
	};

	if (access("/sys/kernel/btf/vmlinux", R_OK) ||
	    (keep && strstr(kept, "XXXXXX") && !mkdtemp(kept)))
		return NULL;
	return di_kernel_open(&w);
}

static void skip(const char *what)
{
	printf("SKIP %s: there is no such kernel here\n", what);
}

/* Structs change with kernels, these members hardly. */
static void check_types(struct di_kernel *k)
{
	struct di_member m;
	const struct di_type *t = di_type_named(k, "struct file");

	CHECK(t && t->kind == DI_STRUCT && t->size > 100);
	CHECK(di_type_find_member(t, "f_path", &m));
	CHECK(di_type_find_member(m.type, "dentry", &m));
	CHECK_STR(di_type_string(m.type), "struct dentry*");
	CHECK(di_type_find_member(di_type_of(m.type), "d_name", &m));
	CHECK(di_type_find_member(m.type, "len", &m));	/* in a union in a struct */
	CHECK_INT(m.type->size, 4);
	t = di_type_named(k, "task_struct");
	CHECK(t && di_type_find_member(t, "comm", &m));
	CHECK(m.type->kind == DI_ARRAY && m.type->count == 16);
	CHECK(di_type_strip(di_type_of(m.type))->is_char);
	CHECK(di_type_find_member(t, "sched_reset_on_fork", &m));
	CHECK_INT(m.bit_size, 1);
	CHECK(di_type_find_member(t, "in_execve", &m));
	CHECK_INT(m.bit_size, 1);
	CHECK(di_type_strip(di_type_named(k, "pid_t"))->is_signed);
	CHECK(di_type_strip(di_type_named(k, "bool"))->is_bool);
}

static void check_functions(struct di_kernel *k)
{
	struct di_place_of p;
	struct di_function f;
	struct di_member m;
	int64_t v;

	CHECK_INT(di_function_named(k, "vfs_read", &f), 0);
	CHECK_INT(f.from, DI_BTF);
	CHECK_STR(di_function_variables(k, &f, true),
		  "$return:ssize_t $file:struct file* $buf:char* "
		  "$count:size_t $pos:loff_t*");
	CHECK_INT(di_parameter(&f, 3, &m, &p), 0);
	CHECK(p.where == DI_IN_REGISTERS && p.first == 3 && p.n == 1);
	CHECK(di_function_named(k, "no_such_function", &f) < 0);
	CHECK_STR(di_function_similar(k, "vfs_raed", 1), "vfs_read");
	CHECK(di_enumerator_named(k, "PIDTYPE_TGID", &v, NULL) && v == 1);
}

struct seen {
	int n;
	bool in_order;
	char last[512];
};

static bool see(void *ctx, const struct di_function *f)
{
	struct seen *s = ctx;

	s->n++;
	s->in_order &= strcmp(s->last, f->name) < 0;
	snprintf(s->last, sizeof(s->last), "%s", f->name);
	return true;
}

static void check_each(struct di_kernel *k)
{
	struct seen all = { .in_order = true }, some = { .in_order = true };

	CHECK(di_function_each(k, "*", see, &all) > 10000);
	CHECK(all.in_order);
	CHECK(di_function_each(k, "vfs_*", see, &some) > 20);
	CHECK(some.n > 20 && some.n < 1000);
	CHECK(!strncmp(some.last, "vfs_", 4));
}

static void check_damage(const uint8_t *whole, size_t len)
{
	uint8_t *data = malloc(len);
	uint32_t seed = 99, i;

	for (i = 0; i < 40; i++) {
		static const struct di_where nowhere = { .release = "none" };
		struct di_kernel *k = di_kernel_open(&nowhere);
		struct di_member m;
		struct di_function f;
		int64_t v;

		memcpy(data, whole, len);
		seed = seed * 1664525 + 1013904223;
		/* a word somewhere in the records gets a value that others have */
		memcpy(data + (seed % (len / 2) & ~3u) + 24, data + 24 + 4 * (i % 50), 4);
		if (!kernel_take_btf(k, data, len, "damaged")) {
			di_enumerator_named(k, "none such", &v, NULL);
			di_function_named(k, "vfs_read", &f);
			if (di_type_named(k, "struct task_struct"))
				di_type_find_member(di_type_named(k, "struct task_struct"),
						    "none such", &m);
		}
		di_kernel_close(k);
	}
	free(data);
}

static void check_symbols(struct di_kernel *k)
{
	struct di_function f;
	const uint8_t *id;
	uint64_t a, b;
	size_t len;

	CHECK_INT(di_symbol_exists(k, "vfs_read"), 1);
	CHECK_INT(di_symbol_exists(k, "vfs_raed"), 0);
	CHECK_INT(di_symbol_address(k, "_stext", &a), 0);
	CHECK_INT(di_symbol_address(k, "vfs_read", &b), 0);
	CHECK_INT(di_function_named(k, "vfs_read", &f), 0);
	CHECK_INT(f.offset, b - a);
	CHECK_INT(di_kernel_build_id(k, &id, &len), 0);
	CHECK_INT(len, 20);
}

/* Twice: what was kept of it must say the same. */
TEST(installed_kernel)
{
	struct di_kernel *k;
	int round;

	for (round = 0; round < 2; round++) {
		k = open_installed();
		if (!k) {
			skip("installed_kernel");
			break;
		}
		check_types(k);
		check_functions(k);
		check_each(k);
		check_symbols(k);
		if (k->btf_facts)
			check_damage(k->btf_facts->btf, k->btf_facts->btf_len);
		di_kernel_close(k);
	}
	remove_tree(kept);
	strcpy(strrchr(kept, '.'), ".XXXXXX");
}

TEST(running_kernel)
{
	struct di_kernel *k = open_running(false);
	const char *detail;

	if (!k) {
		skip("running_kernel");
		return;
	}
	check_types(k);
	check_functions(k);
	check_each(k);
	CHECK_INT(di_step_state(k, DI_BTF, &detail), 1);
	if (di_symbol_exists(k, "vfs_read") >= 0)
		CHECK_INT(di_symbol_exists(k, "vfs_read"), 1);
	di_kernel_close(k);
}

/* What was kept may be of another boot: addresses must be of this one. */
TEST(running_kernel_again)
{
	uint64_t address[3] = { 0 };
	struct di_kernel *k;
	struct di_function f;
	int round, err[3];

	for (round = 0; round < 3; round++) {
		k = open_running(round > 0);
		if (!k) {
			skip("running_kernel_again");
			return;
		}
		err[round] = di_symbol_address(k, "vfs_read", &address[round]);
		if (round && !err[round]) {
			CHECK_INT(di_function_named(k, "vfs_read", &f), 0);
			CHECK_INT(f.offset, address[round] - kernel_running_stext(k));
		}
		check_functions(k);
		check_each(k);
		di_kernel_close(k);
	}
	CHECK(err[1] == err[0] && err[2] == err[0]);
	CHECK(address[1] == address[0] && address[2] == address[0]);
	remove_tree(kept);
	strcpy(strrchr(kept, '.'), ".XXXXXX");
}

/* ---- the ladder ---------------------------------------------------------- */

TEST(the_ladder_names_the_command)
{
	struct arena *a = arena_new();
	const char *debian = "PRETTY_NAME=\"Debian\"\nID=debian\n";
	const char *ubuntu = "ID=ubuntu\nID_LIKE=debian\n";
	const char *fedora = "NAME=\"Fedora Linux\"\nID=fedora\n";
	const char *rocky = "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n";
	const char *suse = "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n";

	CHECK_STR(ladder_command(a, debian, "6.1.0-9-amd64", LADDER_NO_IMAGE),
		  "apt-get install linux-image-6.1.0-9-amd64");
	CHECK_STR(ladder_command(a, debian, "6.1.0-9-amd64", LADDER_NO_DEBUGINFO),
		  "apt-get install linux-image-6.1.0-9-amd64-dbg");
	CHECK_STR(ladder_command(a, ubuntu, "6.8.0-9-generic", LADDER_NO_DEBUGINFO),
		  "apt-get install linux-image-6.8.0-9-generic-dbgsym");
	CHECK_STR(ladder_command(a, fedora, "6.9.1-2.fc40.x86_64", LADDER_NO_IMAGE),
		  "dnf install kernel-core-6.9.1-2.fc40.x86_64");
	CHECK_STR(ladder_command(a, rocky, "5.14.0-3.el9.x86_64", LADDER_NO_DEBUGINFO),
		  "dnf debuginfo-install kernel-5.14.0-3.el9.x86_64");
	CHECK_STR(ladder_command(a, suse, "5.14.21-150500-default", LADDER_NO_IMAGE),
		  "zypper install kernel-default");
	arena_free(a);
}

TEST(the_ladder_of_a_kernel_that_is_not_there)
{
	const struct di_where w = { .release = "0.0-none" };
	struct di_kernel *k = di_kernel_open(&w);
	struct di_function f;
	const char *text, *help;

	CHECK_INT(di_function_named(k, "vfs_read", &f), -2);
	CHECK_INT(di_function_each(k, "*", see, NULL), -2);
	CHECK_INT(di_symbol_exists(k, "vfs_read"), -2);
	text = di_ladder(k);
	CHECK(!strncmp(text, "  BTF: no kernel image of 0.0-none\n"
			     "  symbols: no symbol table of 0.0-none\n", 70));
	help = strrchr(text, '\n');
	CHECK(help && !strncmp(help, "\n  help: ", 9) && strstr(help, "0.0-none"));
	di_kernel_close(k);
}
