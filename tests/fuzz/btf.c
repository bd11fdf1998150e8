/* SPDX-License-Identifier: GPL-2.0-or-later */
/* btf.c - any bytes as a kernel's BTF: refused, or all that it says can be asked. */
#include <stdlib.h>
#include <string.h>

#include "debuginfo/di_int.h"
#include "tests/fuzz/fuzz.h"

#define MOST	200		/* types and members that are asked for */

static void ask_type(const struct di_type *t)
{
	struct di_member m;
	struct di_enumerator e;
	bool is_user = false;
	unsigned int i;

	di_type_string(t);
	di_type_strip_user(di_type_of(t), &is_user);
	di_type_string(di_type_pointer_to(t));
	di_type_find_member(t, "second", &m);
	for (i = 0; i < t->n_members && i < MOST; i++) {
		if (di_type_member(t, i, &m))
			di_type_string(m.type);
		di_type_enumerator(t, i, &e);
	}
}

static bool ask_function(void *k, const struct di_function *f)
{
	struct di_place_of p;
	struct di_member m;
	bool in_register;
	unsigned int i;

	di_function_variables(k, f, true);
	di_function_variables(k, f, false);
	for (i = 0; i < 20 && !di_parameter(f, i, &m, &p); i++)
		if (p.where == DI_IN_REGISTERS && p.first + p.n > 6)
			abort();
	if (f->type)
		di_return_type(f, &in_register);
	return true;
}

static void ask(struct di_kernel *k)
{
	const struct di_type *t;
	int64_t value;
	uint32_t i;

	for (i = 0; i < k->btf.n && i < MOST; i++)
		ask_type(type_of_id(k, i));
	di_type_named(k, "struct outer");
	di_type_named(k, "int");
	di_enumerator_named(k, "RED", &value, &t);
	di_function_each(k, "*", ask_function, k);
	di_function_similar(k, "vfs_raed", 5);
	di_ladder(k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct di_where nowhere = { .release = "0.0-none" };
	struct di_kernel *k = di_kernel_open(&nowhere);
	void *copy = malloc(size + 1);	/* aligned as it must be */

	memcpy(copy, data, size);
	if (k && !kernel_take_btf(k, copy, size, "made"))
		ask(k);
	di_kernel_close(k);
	free(copy);
	return 0;
}
