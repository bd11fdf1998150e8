/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * elab.c - any script through passes 1 to 3, for a kernel of a few types.
 *
 * The library is tests/fuzz/tapset: its files are parsed for each input.  The
 * kernel has the types of tests/unit/made_btf.h and two functions.
 */
#include "stap/passes.h"

#include <string.h>
#include <unistd.h>

#include "config.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/made_btf.h"
#include "tests/unit/script.h"

static struct di_kernel *made_kernel(void)
{
	make_types();
	function("vfs_read", id.ulong, (struct parameter[]){
		{ "file", id.p_outer }, { "buf", id.p_char }, { "count", id.ulong }, { NULL, 0 } });
	function("do_work", 0, (struct parameter[]){ { "how", id.integer }, { NULL, 0 } });
	return open_made();
}

static void set_options(struct options *o, const char *text, uint8_t how)
{
	o->script_text = text;
	o->last_pass = 3;
	o->guru = how & 1;
	o->no_optimize = how & 2;
	o->skip_badvars = how & 4;
	o->compatible = "5.6";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_quiet;
	struct script t;
	char *text;

	if (!is_quiet && !freopen("/dev/null", "w", stdout))
		return 0;
	is_quiet = true;
	if (!size)
		return 0;
	text = strndup((const char *)data + 1, size - 1);
	script_open(&t, "");
	set_options(&t.opt, text, data[0]);
	script_argument(&t, "one");
	script_argument(&t, "2");
	t.s.tapset_dir = SRCDIR "/tests/fuzz/tapset";
	t.s.runtime_dir = SRCDIR "/runtime";
	t.s.di = made_kernel();
	if (!t.s.di)
		abort();
	if (run_passes(&t.s) && !diag_errors(t.s.diag))
		abort();	/* failed and did not say why */
	di_kernel_close(t.s.di);
	script_close(&t);
	free(text);
	return 0;
}
