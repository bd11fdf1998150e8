/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pp.c - macros and conditionals over any bytes, as a script and as a library of macros. */
#include "stap/pp.h"

#include <string.h>

#include "stap/lex.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/script.h"

static void read_script(struct script *s, const struct map *macros)
{
	struct pp *p = pp_new(&s->s, s->src, macros);

	while (pp_next(p)->kind != TOK_EOF)
		;
	if (pp_failed(p) && pp_reported(p) && !diag_errors(s->s.diag))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct map *macros;
	struct script s;
	char *text = strndup((const char *)data, size);

	script_open(&s, text);
	s.src->is_privileged = true;
	script_argument(&s, "one @f");
	script_argument(&s, "2 %( \"");
	read_script(&s, NULL);
	macros = map_new(s.s.arena);
	pp_load_macros(&s.s, s.src, macros);
	read_script(&s, macros);
	script_close(&s);
	free(text);
	return 0;
}
