/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse.c - a file and its declarations, and the tokens for all of the parser. */
#include "parse.h"

#include <stdarg.h>
#include <string.h>

#include "parse_int.h"
#include "pp.h"
#include "session.h"

/* --- mistakes --------------------------------------------------------------- */

static bool report(struct parser *p, enum diag_kind kind, const char *tag,
		   const struct place *at, const char *msg)
{
	/* A token out of the preprocessor's own mistake blames nobody anew. */
	if (!p->failed && !pp_failed(p->pp)) {
		p->errors++;
		diag_emit(p->s->diag, report_new(p->s->diag, kind, tag, at, "%s", msg));
	}
	p->failed = true;
	return false;
}

/* What the lexer says of a token that is none. */
static const char *lexical_message(const struct token *t)
{
	return t->kind == TOK_JUNK ? t->text : NULL;
}

bool parse_error(struct parser *p, const char *tag, const char *fmt, ...)
{
	const char *msg = lexical_message(p->tok);
	va_list ap;

	if (msg)
		return report(p, DIAG_PARSE_AT, "parse-junk", p->tok->at, msg);
	va_start(ap, fmt);
	msg = arena_vprintf(p->arena, fmt, ap);
	va_end(ap);
	return report(p, DIAG_PARSE, tag, p->tok->at, msg);
}

bool parse_error_at(struct parser *p, const char *tag, const struct place *at,
		    const char *fmt, ...)
{
	const char *msg;
	va_list ap;

	va_start(ap, fmt);
	msg = arena_vprintf(p->arena, fmt, ap);
	va_end(ap);
	return report(p, DIAG_PARSE_AT, tag, at, msg);
}

void parse_forbidden(struct parser *p, const char *tag, const struct place *at, const char *msg)
{
	bool failed = p->failed;

	report(p, DIAG_PARSE_AT, tag, at, msg);
	p->failed = failed;
}

/* --- tokens ----------------------------------------------------------------- */

void parse_advance(struct parser *p)
{
	p->tok = pp_next(p->pp);
	p->operator = parse_operator(p->tok);
}

bool parse_is_op(const struct parser *p, const char *op)
{
	return p->tok->kind == TOK_OP && strcmp(p->tok->text, op) == 0;
}

bool parse_is_keyword(const struct parser *p, const char *word)
{
	return p->tok->kind == TOK_KEYWORD && strcmp(p->tok->text, word) == 0;
}

bool parse_accept(struct parser *p, const char *op)
{
	bool is_there = parse_is_op(p, op);

	if (is_there)
		parse_advance(p);
	return is_there;
}

bool parse_accept_keyword(struct parser *p, const char *word)
{
	bool is_there = parse_is_keyword(p, word);

	if (is_there)
		parse_advance(p);
	return is_there;
}

bool parse_expect(struct parser *p, const char *op)
{
	return parse_accept(p, op) || parse_error(p, "parse-expected", "expected '%s'", op);
}

const struct token *parse_identifier(struct parser *p)
{
	const struct token *t = p->tok;

	if (t->kind != TOK_IDENT) {
		parse_error(p, "parse-identifier", "expected identifier");
		return NULL;
	}
	parse_advance(p);
	return t;
}

const char *parse_strings(struct parser *p)
{
	const char *text = p->tok->text;
	struct text all = TEXT_EMPTY;

	parse_advance(p);
	if (p->tok->kind != TOK_STRING || p->tok->after_comment)
		return text;
	text_put(&all, text);
	while (p->tok->kind == TOK_STRING && !p->tok->after_comment) {
		text_put(&all, p->tok->text);
		parse_advance(p);
	}
	text = arena_strndup(p->arena, all.buf, all.len);
	text_free(&all);
	return text;
}

const char *parse_string(struct parser *p)
{
	if (p->tok->kind == TOK_STRING)
		return parse_strings(p);
	parse_error(p, "parse-string", "expected literal string");
	return NULL;
}

bool parse_number(struct parser *p, int64_t *n)
{
	bool is_negative = parse_accept(p, "-");

	if (p->tok->kind != TOK_NUMBER)
		return parse_error(p, "parse-number", "expected literal number");
	*n = p->tok->num;
	if (is_negative && (uint64_t)*n > (uint64_t)INT64_MAX + 1)
		return parse_error(p, "parse-number-range", "number invalid or out of range");
	if (is_negative)
		*n = (int64_t)-(uint64_t)*n;
	parse_advance(p);
	return true;
}

bool parse_enter(struct parser *p)
{
	if (p->depth >= NEST_MAX)
		return parse_error(p, "parse-nesting", "nested deeper than %d levels", NEST_MAX);
	p->depth++;
	return true;
}

bool parse_is_since(const struct parser *p, const char *v)
{
	return p->src->is_library || !p->compatible || strverscmp(p->compatible, v) >= 0;
}

/* --- globals ---------------------------------------------------------------- */

static bool check_global(struct parser *p, const struct global_decl *g)
{
	const struct global_decl *old = map_get(p->globals, g->name);

	if (!old)
		return true;
	if (old->is_private != g->is_private)
		return parse_error_at(p, "parse-global-private", g->at,
				      "global versus private variable declaration conflict");
	return parse_error_at(p, "parse-global-duplicate", g->at, "duplicate global name");
}

/* "[" INT "]" */
static bool parse_size(struct parser *p, struct global_decl *g)
{
	const struct place *at;

	if (!parse_accept(p, "["))
		return true;
	at = p->tok->at;
	if (!parse_number(p, &g->size))
		return false;
	if (g->size < 1 || g->size > INT32_MAX)
		return parse_error_at(p, "parse-global-size", at,
				      "array size out of range (1-%d)", INT32_MAX);
	return parse_expect(p, "]");
}

/* "=" literal */
static bool parse_init(struct parser *p, struct global_decl *g)
{
	const struct token *t = p->tok;
	int64_t n;

	if (!parse_accept(p, "="))
		return true;
	if (g->size)
		return parse_error_at(p, "parse-global-array-init", t->at,
				      "only scalar globals can be initialized");
	t = p->tok;
	if (t->kind == TOK_STRING) {
		g->init = expr_string(p->arena, parse_strings(p), t->at);
		return true;
	}
	if (t->kind != TOK_NUMBER && !parse_is_op(p, "-"))
		return parse_error(p, "parse-literal", "expected literal string or number");
	if (!parse_number(p, &n))
		return false;
	g->init = expr_number(p->arena, n, t->at);
	return true;
}

/* gvar = IDENT ["%"] ["[" INT "]"] ["=" literal] */
static bool parse_global(struct parser *p, bool is_private)
{
	struct global_decl *g = arena_one(p->arena, struct global_decl);
	const struct token *name = parse_identifier(p);

	if (!name)
		return false;
	g->name = name->text;
	g->at = name->at;
	g->is_private = is_private;
	if (!check_global(p, g))
		return false;
	g->wraps = parse_accept(p, "%");
	if (!parse_size(p, g) || !parse_init(p, g))
		return false;
	map_put(p->globals, g->name, g);
	list_push(p->arena, &p->file->globals, g);
	return true;
}

/* gvars = gvar {"," gvar} [";"] */
static bool parse_globals(struct parser *p, bool is_private)
{
	do {
		if (!parse_global(p, is_private))
			return false;
	} while (parse_accept(p, ","));
	parse_accept(p, ";");
	return true;
}

/* --- functions -------------------------------------------------------------- */

/* [":" ("string" | "long")] */
static bool parse_type(struct parser *p, enum type *type)
{
	if (!parse_accept(p, ":"))
		return true;
	if (parse_accept_keyword(p, "string"))
		*type = TY_STRING;
	else if (parse_accept_keyword(p, "long"))
		*type = TY_LONG;
	else
		return parse_error(p, "parse-type", "expected 'string' or 'long'");
	return true;
}

struct param_list {
	struct param *at;
	unsigned int n, cap;
};

/* param = IDENT [":" type] */
static bool parse_param(struct parser *p, struct param_list *list)
{
	const struct token *name = parse_identifier(p);
	struct param param = { 0 };
	unsigned int i;

	if (!name)
		return false;
	for (i = 0; i < list->n; i++) {
		if (strcmp(list->at[i].name, name->text) == 0)
			return parse_error_at(p, "parse-param-duplicate", name->at,
					      "duplicate parameter names");
	}
	param.name = name->text;
	param.at = name->at;
	if (!parse_type(p, &param.type))
		return false;
	list_push(p->arena, list, param);
	return true;
}

/* "(" [param {"," param} [","]] ")" */
static bool parse_params(struct parser *p, struct function_decl *f)
{
	struct param_list list = { 0 };

	if (!parse_expect(p, "("))
		return false;
	while (!parse_is_op(p, ")")) {
		if (!parse_param(p, &list))
			return false;
		if (!parse_accept(p, ",") && !parse_is_op(p, ")"))
			return parse_error(p, "parse-param-end", "expected ',' or ')'");
	}
	f->params = list.at;
	f->n_params = list.n;
	parse_advance(p);
	return true;
}

/* [":" INT] */
static bool parse_priority(struct parser *p, struct function_decl *f)
{
	const struct place *at;

	f->priority = -1;
	if (!parse_accept(p, ":"))
		return true;
	at = p->tok->at;
	if (!parse_number(p, &f->priority))
		return false;
	if (f->priority < 1)
		return parse_error_at(p, "parse-priority", at, "specified priority must be > 0");
	return true;
}

/* block | EMBEDDED */
static bool parse_function_body(struct parser *p, struct function_decl *f)
{
	if (p->tok->kind != TOK_EMBEDDED) {
		p->in_function = true;
		f->body = parse_block(p);
		p->in_function = false;
		return f->body != NULL;
	}
	if (!p->is_privileged)
		parse_forbidden(p, "parse-embedded", p->tok->at,
				"embedded code in unprivileged script; need stap -g");
	f->code = p->tok->text;
	f->code_at = p->tok->at;
	parse_advance(p);
	return true;
}

/* fbody = (IDENT | "string" | "long") [":" type] params [priority] (block | EMBEDDED) */
static bool parse_function(struct parser *p, bool is_private)
{
	struct function_decl *f = arena_one(p->arena, struct function_decl);

	if (p->tok->kind != TOK_IDENT && !parse_is_keyword(p, "string") &&
	    !parse_is_keyword(p, "long"))
		return parse_error(p, "parse-identifier", "expected identifier");
	f->name = p->tok->text;
	f->at = p->tok->at;
	f->is_private = is_private;
	parse_advance(p);
	if (!parse_type(p, &f->type) || !parse_params(p, f) || !parse_priority(p, f) ||
	    !parse_function_body(p, f))
		return false;
	list_push(p->arena, &p->file->functions, f);
	return true;
}

/* --- the file --------------------------------------------------------------- */

/* "private" ("function" fbody | ["global"] gvars) */
static bool parse_private(struct parser *p)
{
	if (parse_accept_keyword(p, "function"))
		return parse_function(p, true);
	if (!parse_accept_keyword(p, "global") && p->tok->kind != TOK_IDENT)
		return parse_error(p, "parse-private", "expected 'function' or 'global'");
	return parse_globals(p, true);
}

static bool parse_embedded(struct parser *p)
{
	struct embedded_decl *d = arena_one(p->arena, struct embedded_decl);

	if (!p->is_privileged)
		parse_forbidden(p, "parse-embedded", p->tok->at,
				"embedded code in unprivileged script; need stap -g");
	d->at = p->tok->at;
	d->code = p->tok->text;
	list_push(p->arena, &p->file->embedded, d);
	parse_advance(p);
	return true;
}

/* toplevel = probe | global | function | private | EMBEDDED */
static bool parse_declaration(struct parser *p)
{
	if (p->tok->kind == TOK_EMBEDDED)
		return parse_embedded(p);
	if (parse_is_keyword(p, "probe"))
		return parse_probe(p);
	if (parse_accept_keyword(p, "global"))
		return parse_globals(p, false);
	if (parse_accept_keyword(p, "function"))
		return parse_function(p, false);
	if (parse_accept_keyword(p, "private"))
		return parse_private(p);
	return parse_error(p, "parse-toplevel", "expected 'probe', 'global', 'private', "
			   "'function', or '%%{'");
}

/* Skips to where a declaration may begin. */
static void recover(struct parser *p)
{
	static const char *const words[] = { "probe", "global", "private", "function" };
	size_t i;

	p->failed = p->in_function = false;
	p->depth = p->expressions = 0;
	for (; p->tok->kind != TOK_EOF; parse_advance(p)) {
		if (p->tok->kind == TOK_EMBEDDED)
			return;
		for (i = 0; i < array_size(words); i++) {
			if (parse_is_keyword(p, words[i]))
				return;
		}
	}
}

static void parse_all(struct parser *p)
{
	const struct token *start;

	while (p->tok->kind != TOK_EOF) {
		start = p->tok;
		if (parse_declaration(p))
			continue;
		/* Where nothing could begin, the same token must not come again. */
		if (p->tok == start)
			parse_advance(p);
		recover(p);
	}
}

static bool is_nothing(const struct ast_file *f)
{
	return !f->embedded.n && !f->globals.n && !f->aliases.n && !f->probes.n &&
	       !f->functions.n;
}

static void report_nothing(struct parser *p)
{
	bool has_tokens = lex_next(lex_new(p->s, p->src))->kind != TOK_EOF;

	diag_plain(p->s->diag, "parse-empty", "Input file '%s' is empty%s.", p->src->name,
		   has_tokens ? " after preprocessing" : "");
}

struct ast_file *parse_file(struct session *s, const struct source *src,
			    const struct map *macros)
{
	struct parser p = {
		.s = s,
		.arena = s->arena,
		.pp = pp_new(s, src, macros),
		.src = src,
		.file = arena_one(s->arena, struct ast_file),
		.globals = map_new(s->arena),
		.compatible = s->opt->compatible,
		.is_privileged = src->is_privileged || src->is_library || s->opt->guru,
	};

	p.file->source = src;
	parse_advance(&p);
	parse_all(&p);
	p.errors += pp_reported(p.pp);
	if (p.errors) {
		diag_line(s->diag, "%u parse error%s.", p.errors, p.errors == 1 ? "" : "s");
		return NULL;
	}
	if (pp_failed(p.pp))
		return NULL;
	if (is_nothing(p.file) && !src->is_library) {
		report_nothing(&p);
		return NULL;
	}
	return p.file;
}

struct ast_file *parse_points(struct session *s, const char *text, const struct map *macros)
{
	const char *script = arena_printf(s->arena, "probe %s {}", text);

	return parse_file(s, source_from_text(s->arena, "<input>", script), macros);
}
