/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * unmangled.c - the old names of embedded C, THIS->x and THIS->__retvalue.
 *
 * The code is then a function of its own that also gets a struct of these
 * names; the value is in the struct until that function is left.
 */
#include <string.h>

#include "emit_int.h"
#include "stap/session.h"

bool emit_is_unmangled(struct emit *e, const struct function *f)
{
	return strstr(f->decl->code, "/* unmangled */") ||
	       (session_older(e->prog->s, "1.8") && !f->decl->at->src->is_library);
}

void emit_unmangled_struct(struct emit *e, const struct function *f)
{
	unsigned int i;

	text_printf(e->out, "struct %s_names {\n", f->c_name);
	if (f->type == TY_LONG)
		text_put(e->out, "\tstp_s64 __retvalue;\n");
	else if (f->type == TY_STRING)
		text_put(e->out, "\tchar *__retvalue;\n");
	for (i = 0; i < f->params.n; i++)
		text_printf(e->out, "\t%s%s;\n",
			    f->params.at[i]->type == TY_STRING ? "const char *" : "stp_s64 ",
			    f->params.at[i]->name);
	text_put(e->out, "};\n\n");
}

void emit_unmangled_call(struct emit *e, const struct function *f)
{
	const char *value = f->type == TY_LONG ? "&names.__retvalue, " :
			    f->type == TY_STRING ? "stp_ret, " : "";
	unsigned int i;

	text_printf(e->out, "{\n\tstruct %s_names names = {\n", f->c_name);
	if (f->type == TY_STRING)
		text_put(e->out, "\t\t.__retvalue = stp_ret,\n");
	for (i = 0; i < f->params.n; i++)
		text_printf(e->out, "\t\t.%s = STAP_ARG_%s,\n", f->params.at[i]->name,
			    f->params.at[i]->name);
	text_printf(e->out, "\t};\n\n\t%s_code(CONTEXT, %s", f->c_name, value);
	for (i = 0; i < f->params.n; i++)
		text_printf(e->out, "STAP_ARG_%s, ", f->params.at[i]->name);
	text_put(e->out, "&names);\n");
	if (f->type == TY_LONG)
		text_put(e->out, "\t*stp_ret = names.__retvalue;\n");
	text_put(e->out, "}\n\n");
}
