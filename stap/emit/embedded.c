/* SPDX-License-Identifier: GPL-2.0-or-later */
/* embedded.c - C that scripts and the tapset bring along. */
#include <ctype.h>
#include <string.h>

#include "emit_int.h"
#include "stap/session.h"

/* ---- does it need more than stap.h? ------------------------------------- */

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool begins(const char *word, size_t len, const char *with)
{
	return len >= strlen(with) && !memcmp(word, with, strlen(with));
}

static bool is_one_of(const char *word, size_t len, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == len && !memcmp(word, *list, len))
			return true;
	return false;
}

/* A name that our header and the language itself do not define. */
static bool is_foreign(const char *word, size_t len, char next)
{
	static const char *const called[] = { "if", "while", "for", "switch", "return",
					      "sizeof", NULL };
	static const char *const plain[] = { "MAXSTRINGLEN", "CONTEXT", "THIS", NULL };
	size_t i;

	if (begins(word, len, "stp_") || begins(word, len, "STP_") || begins(word, len, "STAP_") ||
	    begins(word, len, "__builtin_"))
		return false;
	if (next == '(')
		return !is_one_of(word, len, called);
	if (len > 2 && !memcmp(word + len - 2, "_t", 2))
		return true;
	if ((len == 3 || len == 2) && strchr("us", *word) && isdigit((unsigned char)word[1]))
		return true;
	if (is_one_of(word, len, plain))
		return false;
	for (i = 0; i < len; i++)
		if (islower((unsigned char)word[i]) || isdigit((unsigned char)word[i]))
			return false;
	return len > 1;
}

const char *emit_skip_quoted(const char *s)
{
	const char *end;
	char q = *s;

	if (s[0] == '/' && s[1] == '*') {
		end = strstr(s + 2, "*/");
		return end ? end + 2 : s + strlen(s);
	}
	if (s[0] == '/' && s[1] == '/')
		return s + strcspn(s, "\n");
	if (q != '"' && q != '\'')
		return s;
	for (s++; *s && *s != q; s++)
		if (*s == '\\' && s[1])
			s++;
	return *s ? s + 1 : s;
}

/*
 * Unsure means yes: it is then compiled with the kernel's headers, which takes
 * longer but cannot go wrong.
 */
static bool needs_headers(const char *code)
{
	const char *s = code, *after;
	size_t len;

	while (*s) {
		after = emit_skip_quoted(s);
		if (after != s) {
			s = after;
			continue;
		}
		if (*s == '#')
			return true;
		if (!is_word(*s)) {
			s++;
			continue;
		}
		for (len = 0; is_word(s[len]); len++)
			;
		after = s + len + strspn(s + len, " \t");
		if (!isdigit((unsigned char)*s) && is_foreign(s, len, *after))
			return true;
		s += len;
	}
	return false;
}

/* ---- what the user brings ----------------------------------------------- */

struct user_code {
	struct emit *e;
	bool any, headers;
	bool context;	/* an expression names CONTEXT */
};

static void look_code(struct user_code *u, const struct place *at, const char *code)
{
	if (at->src->is_library)
		return;
	u->any = true;
	u->headers |= needs_headers(code);
}

static void look_expr(void *ctx, struct expr **slot)
{
	struct user_code *u = ctx;
	const struct expr *x = *slot;
	size_t len;

	if (x->kind == EX_CONST)
		look_code(u, x->at, string_decode(u->e->arena, x->str, &len));
	else if (x->kind == EX_EMBEDDED)
		look_code(u, x->at, x->str);
	if (x->kind == EX_EMBEDDED && strstr(x->str, "CONTEXT"))
		u->context = true;
}

static struct user_code find_code(struct emit_module *m)
{
	struct program *p = m->e.prog;
	struct user_code u = { .e = &m->e };
	unsigned int i;

	for (i = 0; i < p->embedded.n; i++)
		look_code(&u, p->embedded.at[i]->at, p->embedded.at[i]->code);
	for (i = 0; i < p->functions.n; i++) {
		struct function *f = p->functions.at[i];

		if (f->body)
			stmt_each_expr(f->body, look_expr, &u);
		else
			look_code(&u, f->decl->at, f->decl->code);
	}
	for (i = 0; i < p->probes.n; i++)
		stmt_each_expr(p->probes.at[i]->body, look_expr, &u);
	return u;
}

/* ---- writing it --------------------------------------------------------- */

#define MARK_LEN	2	/* of "%{" */

/* Stands for a #line that gives our own text its own lines back. */
#define OURS	"\n#line 0 \"stap_script.c\"\n"

/* Blanks up to where the code begins in its line of the script, tabs kept. */
static void put_margin(struct text *out, const struct place *at, unsigned int skip)
{
	unsigned int len, line, col, i;
	const char *text = place_line(at, &len);

	place_position(at, &line, &col);
	for (i = 0; i < col - 1 + skip && i < len; i++)
		text_putc(out, text[i] == '\t' ? '\t' : ' ');
}

/*
 * The compiler's messages about the user's C name the script, its line and
 * column.  skip: so much of what the place names is not the code.
 */
static void put_code(struct emit *e, struct text *out, const struct place *at,
		     unsigned int skip, const char *code)
{
	unsigned int line, col;
	size_t len = strlen(code);

	while (len && isspace((unsigned char)code[len - 1]))
		len--;
	if (at->src->is_library) {
		for (; isspace((unsigned char)*code) && len; code++)
			len--;
		text_printf(out, "\t%.*s\n", (int)len, code);
		return;
	}
	place_position(at, &line, &col);
	text_printf(out, "#line %u %s\n", line, emit_quote(e, at->src->name));
	if (*code != '\n')
		put_margin(out, at, skip);
	text_printf(out, "%.*s" OURS, (int)len, code);
}

void emit_embedded_lines(struct emit_module *m)
{
	struct text t = TEXT_EMPTY;
	const char *from = m->e.out->buf, *at, *p;
	unsigned int line = 1;

	for (; (at = strstr(from, OURS)); from = at + strlen(OURS)) {
		for (p = from; p < at; p++)
			line += *p == '\n';
		line += 2;
		text_putn(&t, from, (size_t)(at - from));
		text_printf(&t, "\n#line %u \"stap_script.c\"\n", line);
	}
	text_put(&t, from);
	text_free(m->e.out);
	*m->e.out = t;
}

void emit_embedded_head(struct emit_module *m)
{
	static const char *const headers[] = {
		"kernel", "types", "string", "module", "sched", "mm", "slab", "fs", "uaccess",
	};
	struct program *p = m->e.prog;
	struct user_code u = find_code(m);
	unsigned int i;

	if (u.any)
		emit_check_braces(m);
	if (u.headers) {
		text_line(m->e.out, "/* needs: kernel headers */");
		for (i = 0; i < array_size(headers); i++)
			text_line(m->e.out, "#include <linux/%s.h>", headers[i]);
	}
	text_line(m->e.out, "#include \"stap.h\"");
	if (u.any) {
		text_line(m->e.out, "#ifndef MAXSTRINGLEN");
		text_line(m->e.out, "#define MAXSTRINGLEN STP_MAXSTRINGLEN");
		text_line(m->e.out, "#endif");
	}
	text_put(m->e.out, "\n");
	for (i = 0; i < p->embedded.n; i++) {
		put_code(&m->e, m->e.out, p->embedded.at[i]->at, MARK_LEN,
			 p->embedded.at[i]->code);
		text_put(m->e.out, "\n");
	}
}

/* more: one that the code gets besides, or "". */
static void put_parameters(struct emit *e, const struct function *f, const char *more)
{
	unsigned int i;

	text_put(e->out, "(struct stp_context *CONTEXT");
	if (f->type == TY_LONG)
		text_put(e->out, ", stp_s64 *stp_ret");
	else if (f->type == TY_STRING)
		text_put(e->out, ", char *stp_ret");
	for (i = 0; i < f->params.n; i++)
		text_printf(e->out, ", %sSTAP_ARG_%s",
			    f->params.at[i]->type == TY_STRING ? "const char *" : "stp_s64 ",
			    f->params.at[i]->name);
	text_printf(e->out, "%s)\n", more);
}

/* Does the code begin with setting the value? */
static bool sets_value(const char *code)
{
	for (code += strspn(code, " \t\n"); code[0] == '/' && code[1] == '*';) {
		code = emit_skip_quoted(code);
		code += strspn(code, " \t\n");
	}
	return !strncmp(code, "STAP_RETVALUE = ", 16) || !strncmp(code, "STAP_RETURN(", 12);
}

static void put_function(struct emit *e, const struct function *f)
{
	const char *code = f->decl->code, *more = "";
	bool inner = f->type != TY_UNKNOWN && !sets_value(code);
	bool old = emit_is_unmangled(e, f);

	text_printf(e->out, "/* %s - %s */\n", f->name, emit_where(e, f->decl->at));
	if (old) {
		emit_unmangled_struct(e, f);
		more = arena_printf(e->arena, ", struct %s_names *THIS", f->c_name);
	}
	text_printf(e->out, "static void %s%s", f->c_name, old ? "_code" : "");
	put_parameters(e, f, more);
	text_put(e->out, "{\n");
	if (inner)
		text_printf(e->out, "\tSTAP_RETVALUE%s = 0;\n\t{\n",
			    f->type == TY_STRING ? "[0]" : "");
	put_code(e, e->out, f->decl->code_at ? f->decl->code_at : f->decl->at, MARK_LEN, code);
	text_put(e->out, inner ? "\t}\n}\n\n" : "}\n\n");
	if (!old)
		return;
	text_printf(e->out, "static void %s", f->c_name);
	put_parameters(e, f, "");
	emit_unmangled_call(e, f);
}

static bool has_pragma(const char *code, const char *pragma)
{
	return strstr(code, pragma);
}

static void put_group(struct emit_module *m, enum type type, const char *macros,
		      const char *end)
{
	const struct program *p = m->e.prog;
	bool started = false;
	unsigned int i;

	for (i = 0; i < p->functions.n; i++) {
		const struct function *f = p->functions.at[i];

		if (f->body || f->type != type)
			continue;
		if (has_pragma(f->decl->code, "/* pragma:read:") ||
		    has_pragma(f->decl->code, "/* pragma:write:"))
			emit_error(&m->e, "sem-not-supported", f->decl->at,
				   "globals in embedded C are not supported yet");
		if (!started)
			text_put(m->e.out, macros);
		started = true;
		put_function(&m->e, f);
	}
	if (started)
		text_put(m->e.out, end);
}

void emit_embedded_functions(struct emit_module *m)
{
	static const char end[] = "#undef STAP_RETVALUE\n#undef STAP_RETURN\n\n";

	put_group(m, TY_LONG, "#define STAP_RETVALUE (*stp_ret)\n"
		  "#define STAP_RETURN(v) STP_RETURN_LONG(v)\n\n", end);
	put_group(m, TY_STRING, "#define STAP_RETVALUE stp_ret\n"
		  "#define STAP_RETURN(v) STP_RETURN_STRING(v)\n\n", end);
	put_group(m, TY_UNKNOWN, "", "");
	if (find_code(m).context)
		text_put(m->e.out, "#define CONTEXT c\n\n");
}

/* An error is set through the context, and it only. */
bool emit_can_fail(const struct function *f)
{
	return f->body || strstr(f->decl->code, "CONTEXT") || strstr(f->decl->code, "STAP_ERROR");
}

/* The code alone, where it is the library's; else on lines of its own. */
static const char *expr_code(struct emit *e, const struct expr *x, const char *code)
{
	struct text t = TEXT_EMPTY;

	if (x->at->src->is_library)
		return code;
	text_putc(&t, '\n');
	put_code(e, &t, x->at, x->kind == EX_CONST ? 0 : MARK_LEN, code);
	code = arena_strndup(e->arena, t.buf, t.len);
	text_free(&t);
	return code;
}

struct value emit_embedded_expr(struct emit *e, const struct expr *x)
{
	const char *code = x->str, *c, *t;
	size_t len;

	if (x->kind == EX_CONST)
		code = string_decode(e->arena, x->str, &len);
	c = expr_code(e, x, code);
	if (x->type == TY_STRING) {
		t = emit_new_string(e);
		code_line(e, "stp_strcpy(%s, (%s), STP_MAXSTRINGLEN);", t, c);
	} else {
		t = emit_new_long(e);
		code_line(e, "%s = (stp_s64)(%s);", t, c);
	}
	if (strstr(code, "CONTEXT"))
		emit_check(e, x->at);
	return (struct value){ .c = t };
}
