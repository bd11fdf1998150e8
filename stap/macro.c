/* SPDX-License-Identifier: GPL-2.0-or-later */
/* macro.c - @define and the uses of what it defines. */
#include "pp_int.h"

#include <string.h>

#include "base/map.h"
#include "base/source.h"
#include "lex.h"
#include "pp.h"
#include "session.h"

/* Where a macro that uses itself, by whatever way, comes to its end. */
#define MACRO_DEPTH	256
#define MACRO_TOKENS	1000000

struct tokens {
	const struct token **at;
	unsigned int n, cap;
};

struct macro {
	const char *name;
	const struct token *at;		/* the name in its definition */
	list_of(const char *) params;
	struct tokens body;
	bool is_library;
};

/* An argument: its tokens, and what @param means in those. */
struct arg {
	struct tokens tokens;
	const struct env *env;
	bool is_library;
};

struct env {
	const struct macro *macro;
	struct arg *args;
};

/* --- raw tokens ------------------------------------------------------------- */

static void push_frame(struct pp *p, const struct tokens *t, const struct frame *model)
{
	struct frame *f = arena_one(p->arena, struct frame);

	*f = *model;
	f->at = t->at;
	f->n = t->n;
	f->below = p->frame;
	p->frame = f;
}

/* The token with the use of its macro noted in its place. */
static const struct token *expanded(struct pp *p, const struct token *t, const struct place *use)
{
	struct token *copy = arena_one(p->arena, struct token);
	struct place *at = arena_one(p->arena, struct place);

	*copy = *t;
	*at = *t->at;
	at->from = use;
	copy->at = at;
	return copy;
}

static const struct token *raw_next(struct pp *p)
{
	struct frame *f;
	const struct token *t;

	if (p->failed)
		return p->eof;
	while (p->frame && p->frame->next == p->frame->n)
		p->frame = p->frame->below;
	f = p->frame;
	if (!f)
		return lex_next(p->lx);
	t = f->at[f->next++];
	if (++p->produced > MACRO_TOKENS) {
		pp_error(p, DIAG_PARSE_AT, "parse-macro-too-long", t->at,
			 "macros expand to more than %d tokens", MACRO_TOKENS);
		return p->eof;
	}
	return f->use ? expanded(p, t, f->use) : t;
}

/* --- definitions ------------------------------------------------------------ */

/* What follows the first '(': name {"," name} ")" */
static bool read_params(struct pp *p, struct macro *m)
{
	const struct token *t;

	do {
		t = raw_next(p);
		if (t->kind != TOK_IDENT)
			return pp_error(p, DIAG_PARSE, "parse-macro-param-name", t->at,
					"expected identifier");
		list_push(p->arena, &m->params, t->text);
		t = raw_next(p);
	} while (token_is(t, ","));
	if (!token_is(t, ")"))
		return pp_error(p, DIAG_PARSE, "parse-macro-param-end", t->at,
				"expected ',' or ')'");
	return true;
}

/* What follows "%(": everything up to the %) that belongs to it. */
static bool read_body(struct pp *p, struct macro *m)
{
	unsigned int depth = 1;
	const struct token *t;

	for (;;) {
		t = raw_next(p);
		if (t->kind == TOK_EOF)
			return !p->failed &&
			       pp_error(p, DIAG_PARSE_AT, "parse-macro-unclosed", m->at->at,
					"incomplete macro definition - missing '%%)'");
		if (token_is(t, "%("))
			depth++;
		if (token_is(t, "%)") && --depth == 0)
			return true;
		list_push(p->arena, &m->body, t);
	}
}

/* Operators that exist by the name of a macro. */
static bool is_builtin(const char *name)
{
	static const char *const words[] = {
		"cast", "defined", "probewrite", "entry", "perf", "var", "avg",
		"count", "sum", "min", "max", "hist_linear", "hist_log", "const",
		"variance", "kregister", "uregister", "kderef", "uderef", "enum",
		"enumname",
	};
	size_t i;

	for (i = 0; i < array_size(words); i++) {
		if (strcmp(words[i], name) == 0)
			return true;
	}
	return false;
}

static bool is_name_allowed(struct pp *p, const struct macro *m)
{
	const struct macro *old = map_get(p->own, m->name);
	struct report *r;

	if (strcmp(m->name, "define") == 0)
		return pp_error(p, DIAG_PARSE, "parse-macro-named-define", m->at->at,
				"attempt to redefine '@define'");
	if (old) {
		r = report_new(p->s->diag, DIAG_PARSE, "parse-macro-redefined", m->at->at,
			       "attempt to redefine macro '@%s' in the same file", m->name);
		r->cause = report_new(p->s->diag, DIAG_PARSE_AT, "parse-macro-redefined",
				      old->at->at, "macro '@%s' first defined here",
				      m->name);
		p->failed = true;
		return diag_emit(p->s->diag, r);
	}
	if (is_builtin(m->name))
		diag_warn(p->s->diag, "warn-macro-builtin", m->at->at,
			  "macro redefines built-in operator '@%s'", m->name);
	return true;
}

/* "@define" name ["(" params ")"] "%(" body "%)" */
static bool define(struct pp *p, const struct token *at)
{
	struct macro *m = arena_one(p->arena, struct macro);
	const struct token *t;

	if (p->frame)
		return pp_error(p, DIAG_PARSE_AT, "parse-macro-define-in-macro", at->at,
				"'@define' forbidden inside macro body");
	m->at = raw_next(p);
	if (m->at->kind != TOK_IDENT)
		return pp_error(p, DIAG_PARSE, "parse-macro-name", m->at->at,
				"expected identifier");
	m->name = m->at->text;
	if (!is_name_allowed(p, m))
		return false;
	t = raw_next(p);
	if (token_is(t, "(")) {
		if (!read_params(p, m))
			return false;
		t = raw_next(p);
		if (!token_is(t, "%("))
			return pp_error(p, DIAG_PARSE, "parse-macro-no-body", t->at,
					"expected '%%('");
	} else if (!token_is(t, "%(")) {
		return pp_error(p, DIAG_PARSE, "parse-macro-no-body", t->at,
				"expected '%%(' or '('");
	}
	if (!read_body(p, m))
		return false;
	map_put(p->own, m->name, m);
	return true;
}

/* --- uses ------------------------------------------------------------------- */

static struct arg *param_named(const struct env *env, const char *name)
{
	unsigned int i;

	for (i = 0; env && i < env->macro->params.n; i++) {
		if (strcmp(env->macro->params.at[i], name) == 0)
			return &env->args[i];
	}
	return NULL;
}

/* A library macro's body does not see the macros of a user's file. */
static const struct macro *macro_named(const struct pp *p, const char *name)
{
	const struct macro *m = NULL;

	if (!p->frame || !p->frame->is_library)
		m = map_get(p->own, name);
	if (!m && p->library)
		m = map_get(p->library, name);
	return m;
}

/*
 * The tokens of one argument, up to the ',' or ')' behind it, which is
 * returned; NULL after reporting.  They all stand where the use stands.
 */
static const struct token *read_arg(struct pp *p, const struct token *use, struct arg *arg)
{
	const struct frame *f = p->frame;
	unsigned int depth = 0;
	const struct token *t;

	for (;;) {
		t = (f && f->next == f->n) ? p->eof : raw_next(p);
		if (t->kind == TOK_EOF) {
			if (!p->failed)
				pp_error(p, DIAG_PARSE_AT, "parse-macro-args-unclosed", use->at,
					 "could not find end of macro invocation");
			return NULL;
		}
		if (depth == 0 && (token_is(t, ",") || token_is(t, ")")))
			return t;
		if (token_is(t, "(") || token_is(t, "["))
			depth++;
		if (depth && (token_is(t, ")") || token_is(t, "]")))
			depth--;
		list_push(p->arena, &arg->tokens, t);
	}
}

/* "(" arg {"," arg} ")" of as many as the macro has. */
static struct arg *read_args(struct pp *p, const struct token *use, const struct macro *m)
{
	unsigned int n = m->params.n, i;
	struct arg *args = arena_many(p->arena, struct arg, n);
	const struct frame *f;
	const struct token *t;

	/* A name that came as argument is used with what stands behind the parameter. */
	while (p->frame && !p->frame->use && p->frame->next == p->frame->n)
		p->frame = p->frame->below;
	f = p->frame;
	t = (f && f->next == f->n) ? use : raw_next(p);
	if (!token_is(t, "(")) {
		pp_error(p, DIAG_PARSE, "parse-macro-no-args", t->at,
			 "expected '(' in invocation of macro '@%s' taking %u parameter%s",
			 m->name, n, n == 1 ? "" : "s");
		return NULL;
	}
	for (i = 0; i < n; i++) {
		args[i].env = f ? f->env : NULL;
		args[i].is_library = f && f->is_library;
		t = read_arg(p, use, &args[i]);
		if (!t)
			return NULL;
		if (token_is(t, ")") && i + 1 < n) {
			pp_error(p, DIAG_PARSE, "parse-macro-few-args", t->at,
				 "too few parameters for macro '@%s' (expected %u, got %u)",
				 m->name, n, i + 1);
			return NULL;
		}
	}
	if (!token_is(t, ")")) {
		pp_error(p, DIAG_PARSE, "parse-macro-many-args", t->at,
			 "too many parameters for macro '@%s' (expected %u)", m->name, n);
		return NULL;
	}
	return args;
}

static bool use_macro(struct pp *p, const struct token *use, const struct macro *m)
{
	struct frame model = {
		.use = use->at,
		.is_library = m->is_library,
		.depth = p->frame ? p->frame->depth + 1 : 1,
	};
	struct env *env = arena_one(p->arena, struct env);

	if (model.depth > MACRO_DEPTH)
		return pp_error(p, DIAG_PARSE_AT, "parse-macro-recursion", use->at,
				"macro '@%s' expands to itself", m->name);
	env->macro = m;
	if (m->params.n) {
		env->args = read_args(p, use, m);
		if (!env->args)
			return false;
	}
	model.env = env;
	push_frame(p, &m->body, &model);
	return true;
}

static void use_param(struct pp *p, const struct arg *arg)
{
	struct frame model = {
		.env = arg->env,
		.is_library = arg->is_library,
		.depth = p->frame->depth + 1,
	};

	push_frame(p, &arg->tokens, &model);
}

const struct token *macro_next(struct pp *p)
{
	const struct macro *m;
	const struct token *t;
	struct arg *arg;

	for (;;) {
		t = raw_next(p);
		if (t->kind != TOK_OP || t->text[0] != '@' || p->skipping)
			return t;
		arg = p->frame ? param_named(p->frame->env, t->text + 1) : NULL;
		m = arg ? NULL : macro_named(p, t->text + 1);
		if (arg)
			use_param(p, arg);
		else if (strcmp(t->text, "@define") == 0)
			define(p, t);
		else if (m)
			use_macro(p, t, m);
		else
			return t;
	}
}

static void add_names(const struct pp *p, const struct map *from, struct map *names)
{
	const struct map_entry *e;
	size_t at = 0;

	while (from && (e = map_next(from, &at)))
		if (e->key[strspn(e->key, "@")] != '_' || from == p->own)
			map_put(names, arena_printf(p->arena, "@%s",
						    e->key + strspn(e->key, "@")), names);
}

void pp_macro_names(const struct pp *p, struct map *names)
{
	add_names(p, p->own, names);
	add_names(p, p->library, names);
}

/* --- library macros --------------------------------------------------------- */

bool pp_load_macros(struct session *s, const struct source *src, struct map *macros)
{
	struct pp *p = pp_new(s, src, macros);
	const struct token *t = pp_next(p);
	const struct map_entry *e;
	size_t i;

	if (t->kind != TOK_EOF)
		pp_error(p, DIAG_PARSE, "parse-macro-library-token", t->at,
			 "unexpected token in library macro file '%s'", src->name);
	for (i = 0; !p->failed && (e = map_next(p->own, &i)); ) {
		struct macro *m = e->value;

		if (map_get(macros, e->key))
			pp_error(p, DIAG_PARSE_AT, "parse-macro-library-twice", m->at->at,
				 "duplicate definition of library macro '@%s'", e->key);
	}
	for (i = 0; !p->failed && (e = map_next(p->own, &i)); ) {
		struct macro *m = e->value;

		m->is_library = true;
		map_put(macros, e->key, m);
	}
	return !p->failed;
}
