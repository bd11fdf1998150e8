/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debuginfo_func.c - functions and where their parameters are, from made BTF. */
#include "made_btf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "test.h"

static void join(void *ctx, const char *name)
{
	strcat(ctx, name);
	strcat(ctx, " ");
}

/* ---- functions ---------------------------------------------------------- */

TEST(prototype)
{
	struct di_kernel *k;
	struct di_function f;

	make_types();
	function("work", id.ulong, (struct parameter[]){
		 { "who", id.p_outer }, { "n", id.integer }, { NULL, 0 } });
	function("rest", 0, (struct parameter[]){ { NULL, 0 } });
	k = open_made();
	CHECK(k);
	CHECK_INT(di_function_named(k, "work", &f), 0);
	CHECK_INT(f.from, DI_BTF);
	CHECK_STR(di_function_variables(k, &f, false), "$who:struct outer* $n:int");
	CHECK_STR(di_function_variables(k, &f, true),
		  "$return:long unsigned int $who:struct outer* $n:int");
	CHECK_INT(di_function_named(k, "rest", &f), 0);
	CHECK_STR(di_function_variables(k, &f, true), "");
	CHECK_INT(di_function_named(k, "wor", &f), -ENOENT);
	CHECK_STR(di_function_similar(k, "wrok", 1), "work");
	di_kernel_close(k);
}

TEST(several_prototypes_of_one_name)
{
	struct di_kernel *k;
	struct di_function f;
	struct di_member m;

	make_types();
	function("same", 0, (struct parameter[]){ { "__unused", id.p_outer }, { NULL, 0 } });
	function("same", 0, (struct parameter[]){ { "regs", id.p_outer }, { NULL, 0 } });
	function("differ", 0, (struct parameter[]){ { "a", id.p_outer }, { NULL, 0 } });
	function("differ", 0, (struct parameter[]){ { "a", id.integer }, { NULL, 0 } });
	k = open_made();
	CHECK_INT(di_function_named(k, "same", &f), 0);
	CHECK(f.type && !f.is_ambiguous && di_type_member(f.type, 0, &m));
	CHECK_STR(m.name, "regs");
	CHECK_INT(di_function_named(k, "differ", &f), 0);
	CHECK(!f.type && f.is_ambiguous);
	di_kernel_close(k);
}

static bool join_function(void *ctx, const struct di_function *f)
{
	join(ctx, f->name);
	return strcmp(f->name, "zz") != 0;
}

TEST(functions_by_pattern)
{
	static const char *const names[] = {
		"zz", "vfs_write", "vfs_read", "__pfx_vfs_read", "vfs_read.cold", "a",
		"vfs_open", "zzz", "vfs_read",
	};
	const struct parameter none[] = { { NULL, 0 } };
	struct di_kernel *k;
	char found[200] = "";
	unsigned int i;

	make_types();
	for (i = 0; i < array_size(names); i++)
		function(names[i], 0, none);
	k = open_made();
	CHECK_INT(di_function_each(k, "vfs_*", join_function, found), 3);
	CHECK_STR(found, "vfs_open vfs_read vfs_write ");
	found[0] = 0;
	CHECK_INT(di_function_each(k, "vfs_[orw]?[!i]*", join_function, found), 2);
	CHECK_STR(found, "vfs_open vfs_read ");
	found[0] = 0;
	CHECK_INT(di_function_each(k, "z*", join_function, found), 1);	/* stopped */
	found[0] = 0;
	CHECK_INT(di_function_each(k, "__pfx_*", join_function, found), 1);
	di_kernel_close(k);
}

/* ---- ABI ---------------------------------------------------------------------------- */

static void place_string(struct di_kernel *k, const char *name, char *out)
{
	struct di_function f;
	struct di_place_of p;
	struct di_member m;
	unsigned int i;

	*out = 0;
	if (di_function_named(k, name, &f))
		return;
	for (i = 0; !di_parameter(&f, i, &m, &p); i++)
		out += sprintf(out, "%s%c%u+%u ", m.name, "rs-"[p.where], p.first, p.n);
}

TEST(parameters_in_registers_and_on_the_stack)
{
	struct di_kernel *k;
	char s[200];

	make_types();
	function("eight", 0, (struct parameter[]){
		 { "a", id.integer }, { "b", id.p_char }, { "c", id.u8 }, { "d", id.ulong },
		 { "e", id.colour }, { "f", id.integer }, { "g", id.integer },
		 { "h", id.integer }, { NULL, 0 } });
	function("structs", 0, (struct parameter[]){
		 { "two", id.inner }, { "none", id.empty }, { "mem", id.outer },
		 { "packed", id.odd }, { "three", id.twelve }, { "un", id.u_long },
		 { "wide", id.wide }, { "last", id.integer }, { NULL, 0 } });
	function("aligned", 0, (struct parameter[]){
		 { "a", id.huge }, { "b", id.wide }, { "c", id.wide }, { "d", id.ulong },
		 { "e", id.ulong }, { "f", id.ulong }, { "g", id.wide }, { NULL, 0 } });
	k = open_made();
	CHECK(k);
	place_string(k, "eight", s);
	CHECK_STR(s, "ar0+1 br1+1 cr2+1 dr3+1 er4+1 fr5+1 gs0+1 hs1+1 ");
	place_string(k, "structs", s);
	CHECK_STR(s, "twor0+2 none-0+0 mems0+6 packeds6+2 threer2+2 unr4+1 wides8+2 lastr5+1 ");
	place_string(k, "aligned", s);
	CHECK_STR(s, "as0+8 br0+2 cr2+2 dr4+1 er5+1 fs8+1 gs10+2 ");
	di_kernel_close(k);
}

TEST(return_values)
{
	const struct parameter x[] = { { "x", 1 }, { NULL, 0 } };
	struct di_kernel *k;
	struct di_function f;
	struct di_place_of p;
	struct di_member m;
	bool in_register;

	make_types();
	function("nothing", 0, x);
	function("number", id.integer, x);
	function("pair", id.inner, x);
	function("much", id.huge, x);
	k = open_made();
	CHECK_INT(di_function_named(k, "nothing", &f), 0);
	CHECK_INT(di_return_type(&f, &in_register)->kind, DI_VOID);
	CHECK_INT(di_parameter(&f, 0, &m, &p), 0);
	CHECK_INT(p.first, 0);
	di_function_named(k, "number", &f);
	CHECK(di_return_type(&f, &in_register)->kind == DI_INT && in_register);
	di_function_named(k, "pair", &f);
	CHECK(di_return_type(&f, &in_register)->size == 16 && in_register);
	di_function_named(k, "much", &f);
	CHECK(di_return_type(&f, &in_register)->size == 64 && !in_register);
	CHECK_INT(di_parameter(&f, 0, &m, &p), 0);
	CHECK_INT(p.first, 1);		/* after the hidden address */
	CHECK_INT(di_parameter(&f, 1, &m, &p), -EINVAL);
	di_kernel_close(k);
}
