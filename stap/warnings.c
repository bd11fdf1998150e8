/* SPDX-License-Identifier: GPL-2.0-or-later */
/* warnings.c - all warnings by name; tests/run holds this to the tags in the sources. */
#include "warnings.h"

#include <string.h>

#include "base/util.h"

const struct warning warnings[] = {
	{ "bad-variable", "a target variable is 0, by --skip-badvars" },
	{ "cache-foreign", "a kept file is somebody else's and is left alone" },
	{ "cross-file-global", "a library file uses a global of the script" },
	{ "data-slots", "more watchpoints than processors have" },
	{ "defined", "@defined() of something that is no variable is 0" },
	{ "elide-assignment", "a local variable is set and never read" },
	{ "elide-expression", "an expression without effect is left out" },
	{ "embedded-end", "'}%' stands in embedded C where '%}' may be meant" },
	{ "entry-value", "@entry() of something that does not change" },
	{ "function-line", "a line is given where a whole function is probed" },
	{ "idle-function", "a function does nothing" },
	{ "last-pass", "another kernel than the running one: nothing is run" },
	{ "macro-builtin", "a macro has the name of an operator" },
	{ "macro-tapset", "a macro file of the library has errors" },
	{ "never-assigned", "a local variable is read and never set" },
	{ "never-assigned-global", "a global variable is read and never set" },
	{ "no-cache", "nothing can be kept for the next run" },
	{ "option-ignored", "an option has no effect in this version" },
	{ "probe-elided", "a probe does nothing and is left out" },
	{ "return-blocklisted", "a function of a wildcard never returns" },
	{ "staprun", "staprun ended with a status other than 0" },
	{ "tapset-file", "a file of the library cannot be read" },
	{ "tmpdir", "the temporary directory cannot be removed" },
	{ "unknown-limit", "-D of a name that means nothing" },
	{ "unused-argument", "an argument that the script does not use" },
	{ NULL, NULL }
};

const struct warning *warning_find(const char *name)
{
	const struct warning *w;

	for (w = warnings; w->name; w++) {
		if (!strcmp(w->name, name))
			return w;
	}
	return NULL;
}
