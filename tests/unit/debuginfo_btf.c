/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debuginfo_btf.c - the type model from BTF made by hand, whole and damaged. */
#include "made_btf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

/* ---- types ---------------------------------------------------------- */

TEST(base_types)
{
	struct di_kernel *k;
	const struct di_type *t;

	make_types();
	k = open_made();
	CHECK(k);
	t = di_type_named(k, "int");
	CHECK(t && t->kind == DI_INT && t->size == 4 && t->is_signed && !t->is_char);
	t = di_type_strip(di_type_named(k, "u8"));
	CHECK(t->kind == DI_INT && t->size == 1 && !t->is_signed && t->is_char);
	t = di_type_named(k, "_Bool");
	CHECK(t && t->is_bool && !t->is_char);
	t = di_type_named(k, "  unsigned   long ");
	CHECK(t && t->size == 8);
	CHECK_STR(t->name, "long unsigned int");
	CHECK(di_type_named(k, "struct u8") == NULL);
	CHECK(di_type_named(k, "nothing") == NULL);
	CHECK(di_type_named(k, "") == NULL);
	CHECK_INT(di_type_named(k, "void")->kind, DI_VOID);
	di_kernel_close(k);
}

TEST(members_and_bit_fields)
{
	struct di_kernel *k;
	const struct di_type *t;
	struct di_member m;

	make_types();
	k = open_made();
	t = di_type_named(k, "struct outer");
	CHECK(t && t->kind == DI_STRUCT);
	CHECK_INT(t->size, 48);
	CHECK_INT(t->n_members, 6);
	CHECK(di_type_member(t, 0, &m) && !m.bit_size);
	CHECK(di_type_find_member(t, "low", &m));
	CHECK_INT(m.bit_offset, 32);
	CHECK_INT(m.bit_size, 3);
	CHECK(di_type_find_member(t, "high", &m));
	CHECK_INT(m.bit_offset, 35);
	CHECK_INT(m.bit_size, 5);
	CHECK(di_type_find_member(t, "next", &m));
	CHECK(di_type_of(m.type) == t);
	CHECK(!di_type_member(t, 6, &m));
	CHECK(!di_type_find_member(t, "", &m));
	CHECK(!di_type_find_member(t, "first", &m));
	di_kernel_close(k);
}

TEST(anonymous_members_are_gone_through)
{
	struct di_kernel *k;
	struct di_member m;

	make_types();
	k = open_made();
	CHECK(di_type_find_member(di_type_named(k, "outer"), "as_bytes", &m));
	CHECK_INT(m.bit_offset, 192);
	CHECK_INT(m.type->count, 8);
	CHECK_INT(m.type->size, 8);
	CHECK(di_type_member(di_type_named(k, "outer"), 4, &m));
	CHECK_STR(m.name, "");
	di_kernel_close(k);
}

static void join(void *ctx, const char *name)
{
	strcat(ctx, name);
	strcat(ctx, " ");
}

TEST(each_member_names_the_inner_ones)
{
	struct di_kernel *k;
	char names[200] = "";

	make_types();
	k = open_made();
	di_type_each_member(di_type_named(k, "outer"), join, names);
	CHECK_STR(names, "count low high in as_long as_bytes next ");
	di_kernel_close(k);
}

/* Older files have no flag: the bits of the integer type say it. */
TEST(bit_field_by_its_integer)
{
	struct di_kernel *k;
	struct di_member m;
	uint32_t three;

	start();
	three = head(BTF_INT, 0, "unsigned int", 4);
	word(2u << 16 | 3);
	head(BTF_TYPEDEF, 0, "t", three);
	head(BTF_STRUCT, 1, "s", 4);
	member("f", three + 1, 8);
	k = open_made();
	CHECK(k);
	CHECK(di_type_find_member(di_type_named(k, "struct s"), "f", &m));
	CHECK_INT(m.bit_size, 3);
	CHECK_INT(m.bit_offset, 10);
	di_kernel_close(k);
}

TEST(enumerators)
{
	struct di_kernel *k;
	const struct di_type *t;
	struct di_enumerator e;
	int64_t v;

	make_types();
	k = open_made();
	CHECK(di_enumerator_named(k, "NONE", &v, &t));
	CHECK_INT(v, -1);
	CHECK_STR(t->name, "colour");
	CHECK(t->is_signed);
	CHECK(di_enumerator_named(k, "HUGE_ONE", &v, NULL));
	CHECK_INT(v, 0x100000005);
	CHECK(!di_enumerator_named(k, "BLUE", &v, NULL));
	CHECK(!di_type_enumerator(t, 2, &e));
	di_kernel_close(k);
}

/* Without any signed flag in the file, a value with the top bit is negative. */
TEST(enumerators_of_older_makers)
{
	struct di_kernel *k;
	int64_t v;

	start();
	head(BTF_ENUM, 1, "e", 4);
	pair("MINUS", (uint32_t)-2);
	head(BTF_ENUM, 1, "f", 4);
	pair("PLUS", 7);
	k = open_made();
	CHECK(di_enumerator_named(k, "MINUS", &v, NULL));
	CHECK_INT(v, -2);
	CHECK(di_enumerator_named(k, "PLUS", &v, NULL));
	CHECK_INT(v, 7);
	di_kernel_close(k);
}

TEST(the_struct_with_most_members_is_taken)
{
	struct di_kernel *k;

	make_types();
	head(BTF_STRUCT, 3, "inner", 24);
	member("first", id.integer, 0);
	member("second", id.ulong, 64);
	member("third", id.ulong, 128);
	head(BTF_STRUCT, 1, "inner", 4);
	member("first", id.integer, 0);
	k = open_made();
	CHECK_INT(di_type_named(k, "struct inner")->size, 24);
	di_kernel_close(k);
}

TEST(declared_structs_are_completed)
{
	struct di_kernel *k;
	struct di_member m;
	uint32_t fwd, other;

	make_types();
	fwd = head(BTF_FWD, 0, "inner", 0);
	head(BTF_PTR, 0, "", fwd);
	head(BTF_TYPEDEF, 0, "inner_p", fwd + 1);
	other = head(BTF_FWD, FLAG, "elsewhere", 0);
	k = open_made();
	CHECK_STR(di_type_string(di_type_named(k, "inner_p")), "inner_p");
	CHECK(di_type_find_member(di_type_of(di_type_of(di_type_named(k, "inner_p"))),
				  "second", &m));
	CHECK_INT(type_of_id(k, fwd)->kind, DI_FORWARD);
	CHECK_INT(di_type_strip(type_of_id(k, other))->kind, DI_FORWARD);
	di_kernel_close(k);
}

TEST(tags_say_user)
{
	struct di_kernel *k;
	bool is_user = false;
	const struct di_type *t;
	uint32_t tag;

	make_types();
	tag = head(BTF_TYPE_TAG, 0, "user", id.character);
	head(BTF_PTR, 0, "", tag);
	k = open_made();
	t = type_of_id(k, tag + 1);
	CHECK_STR(di_type_string(t), "char*");
	CHECK(!is_user);
	CHECK_STR(di_type_strip_user(di_type_of(t), &is_user)->name, "char");
	CHECK(is_user);
	di_kernel_close(k);
}

/* ---- spelling ---------------------------------------------------------- */

TEST(spelling)
{
	struct di_kernel *k;
	uint32_t f, pf, list, pa;

	make_types();
	f = head(BTF_FUNC_PROTO, 2, "", id.integer);
	pair("", id.integer);
	pair("", id.p_char);
	pf = head(BTF_PTR, 0, "", f);
	list = array(pf, 3);
	pa = head(BTF_PTR, 0, "", array(id.integer, 2));
	head(BTF_FUNC_PROTO, 2, "", 0);
	pair("fmt", id.p_const_char);
	pair("", 0);
	k = open_made();
	CHECK(k);
	CHECK_STR(di_type_string(type_of_id(k, id.p_const_char)), "char const*");
	CHECK_STR(di_type_string(type_of_id(k, id.const_p_char)), "char* const");
	CHECK_STR(di_type_string(type_of_id(k, id.p_outer)), "struct outer*");
	CHECK_STR(di_type_string(type_of_id(k, id.u_long)), "union {...}");
	CHECK_STR(di_type_string(type_of_id(k, id.colour)), "enum colour");
	CHECK_STR(di_type_string(type_of_id(k, pf)), "int (*)(int, char*)");
	CHECK_STR(di_type_string(type_of_id(k, f)), "int (int, char*)");
	CHECK_STR(di_type_string(type_of_id(k, list)), "int (*[])(int, char*)");
	CHECK_STR(di_type_string(type_of_id(k, pa)), "int (*)[]");
	CHECK_STR(di_type_string(type_of_id(k, pa - 1)), "int[]");
	CHECK_STR(di_type_string(type_of_id(k, pa + 1)), "void (char const*, ...)");
	CHECK_STR(di_type_string(type_of_id(k, 0)), "void");
	di_kernel_close(k);
}

/* ---- damage ---------------------------------------------------------- */

static bool count(void *ctx, const struct di_function *f)
{
	*(size_t *)ctx += strlen(f->name);
	return true;
}

/* Opens the blob as it is and asks everything of it; only has to come back. */
static void ask_everything(const void *data, size_t len)
{
	static const struct di_where nowhere = { .release = "0.0-none" };
	struct di_kernel *k = di_kernel_open(&nowhere);
	size_t names = 0;
	struct di_member m;
	struct di_function f;
	int64_t v;
	uint32_t i;

	if (!kernel_take_btf(k, data, len, "damaged")) {
		for (i = 0; i < k->btf.n; i++) {
			const struct di_type *t = type_of_id(k, i);

			di_type_string(t);
			di_type_strip(t);
			di_type_find_member(t, "none such", &m);
		}
		di_enumerator_named(k, "none such", &v, NULL);
		di_type_named(k, "struct outer");
		di_function_each(k, "*", count, &names);
		if (!di_function_named(k, "work", &f))
			di_function_variables(k, &f, true);
		di_function_similar(k, "wrok", 3);
	}
	di_kernel_close(k);
}

static uint32_t random_next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void make_all(void)
{
	make_types();
	function("work", id.ulong, (struct parameter[]){
		 { "who", id.p_outer }, { "n", id.twelve }, { "", 0 }, { NULL, 0 } });
	head(BTF_FLOAT, 0, "double", 8);
	head(BTF_VOLATILE, 0, "", id.integer);
	head(BTF_RESTRICT, 0, "", id.p_char);
	head(BTF_VAR, 0, "v", id.integer);
	word(1);
	head(BTF_DECL_TAG, 0, "tag", id.inner);
	word(0);
	head(BTF_DATASEC, 1, ".data", 4);
	member("", 0, 4);
}

TEST(mutated_files_do_no_harm)
{
	uint32_t seed = 12345, i, j;
	uint8_t *copy;

	make_all();
	finish();
	copy = malloc(mk.len);
	for (i = 0; i < 20000; i++) {
		memcpy(copy, mk.blob, mk.len);
		for (j = random_next(&seed) % 6 + 1; j; j--) {
			uint32_t at = random_next(&seed) % mk.len;

			if (random_next(&seed) & 1)
				copy[at] = random_next(&seed);
			else
				copy[at & ~3u] = random_next(&seed) % 40;
		}
		ask_everything(copy, mk.len);
	}
	free(copy);
}

TEST(truncated_files_are_refused)
{
	struct btf b;
	size_t len;
	uint8_t *copy;

	make_all();
	finish();
	for (len = 0; len < mk.len; len++) {
		copy = malloc(len + 1);
		memcpy(copy, mk.blob, len);
		CHECK(btf_open(&b, NULL, copy, len) < 0);
		free(copy);
	}
	CHECK_INT(btf_open(&b, NULL, mk.blob, mk.len), 0);
	btf_close(&b);
}

TEST(what_is_wrong_is_told_apart)
{
	struct btf b;

	make_all();
	finish();
	mk.blob[2] = 2;
	CHECK_INT(btf_open(&b, NULL, mk.blob, mk.len), -EPROTO);
	finish();
	mk.blob[0] = 0xeb;
	mk.blob[1] = 0x9f;
	CHECK_INT(btf_open(&b, NULL, mk.blob, mk.len), -ENOEXEC);
	start();
	head(31, 0, "later", 0);
	finish();
	CHECK_INT(btf_open(&b, NULL, mk.blob, mk.len), -EPROTO);
	start();
	head(BTF_PTR, 0, "", 2);		/* there is no type 2 */
	finish();
	CHECK_INT(btf_open(&b, NULL, mk.blob, mk.len), -EBADMSG);
}

/* A module's ids and strings go on where the kernel's end. */
TEST(a_module_goes_on_from_the_kernel)
{
	static const struct di_where nowhere = { .release = "0.0-none" };
	struct di_kernel *k = di_kernel_open(&nowhere), *m = di_kernel_open(&nowhere);
	static struct maker kernel;
	const struct di_type *t;
	struct di_member member_of;
	struct btf b;
	uint32_t base;

	make_all();
	finish();
	kernel = mk;
	base = mk.n_ids;
	CHECK_INT(kernel_take_btf(k, kernel.blob, kernel.len, "kernel"), 0);
	start();
	mk.n_strings = 0;		/* the empty name is the kernel's */
	mk.types[2] = 8;
	mk.types[0] = kernel.n_strings + string("added");
	mk.types[1] = (uint32_t)BTF_STRUCT << 24 | 1;
	mk.types[3] = kernel.n_strings + string("in");
	mk.types[4] = id.p_outer;
	mk.n_words = 6;
	finish();
	CHECK_INT(btf_open(&b, NULL, mk.blob, mk.len), -EBADMSG);
	m->base = k;
	m->module = "made";
	CHECK_INT(kernel_take_btf(m, mk.blob, mk.len, "module"), 0);
	CHECK_INT(m->btf.n, base + 2);
	t = di_type_named(m, "struct added");
	CHECK(t && t->id == base + 1);
	CHECK(t && di_type_find_member(t, "in", &member_of));
	CHECK(member_of.type == type_of_id(k, id.p_outer));
	CHECK(di_type_named(m, "struct outer") == di_type_named(k, "struct outer"));
	CHECK(!di_type_named(k, "struct added"));
	m->base = NULL;
	di_kernel_close(m);
	di_kernel_close(k);
}

/* Types that are made of themselves. */
TEST(circles_end)
{
	struct di_kernel *k;
	struct di_member m;
	uint32_t i;

	start();
	head(BTF_TYPEDEF, 0, "a", 2);
	head(BTF_TYPEDEF, 0, "b", 1);
	head(BTF_PTR, 0, "", 3);
	head(BTF_STRUCT, 40, "s", 8);
	for (i = 0; i < 40; i++)
		member("", 4, 0);
	head(BTF_FUNC_PROTO, 3, "", 5);
	for (i = 0; i < 3; i++)
		pair("p", 5);
	array(6, 9);
	k = open_made();
	CHECK(k);
	CHECK_INT(di_type_strip(di_type_named(k, "a"))->kind, DI_VOID);
	CHECK_INT(di_type_named(k, "a")->size, 0);
	CHECK(!di_type_find_member(di_type_named(k, "struct s"), "x", &m));
	CHECK(strlen(di_type_string(type_of_id(k, 3))) < 100);
	CHECK(strlen(di_type_string(type_of_id(k, 5))) < 20000);
	CHECK_INT(type_of_id(k, 6)->size, 0);
	di_kernel_close(k);
}
