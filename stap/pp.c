/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pp.c - tokens to tokens: %( conditionals %). */
#include "pp.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "build/build.h"
#include "lex.h"
#include "pp_int.h"
#include "session.h"

#define OUR_LANGUAGE	"5.6"

struct pp *pp_new(struct session *s, const struct source *src, const struct map *macros)
{
	struct pp *p = arena_one(s->arena, struct pp);
	struct token *eof = arena_one(s->arena, struct token);
	struct place *end = arena_one(s->arena, struct place);

	p->s = s;
	p->arena = s->arena;
	p->lx = lex_new(s, src);
	p->own = map_new(s->arena);
	p->library = macros;
	end->src = src;
	end->off = src->len;
	eof->kind = TOK_EOF;
	eof->text = "";
	eof->at = end;
	p->eof = eof;
	return p;
}

bool pp_failed(const struct pp *p)
{
	return p->failed;
}

unsigned int pp_reported(const struct pp *p)
{
	return p->failed && !p->is_quiet;
}

bool token_is(const struct token *t, const char *op)
{
	return t->kind == TOK_OP && strcmp(t->text, op) == 0;
}

bool pp_error(struct pp *p, enum diag_kind kind, const char *tag, const struct place *at,
	      const char *fmt, ...)
{
	const char *msg;
	va_list ap;

	va_start(ap, fmt);
	msg = arena_vprintf(p->arena, fmt, ap);
	va_end(ap);
	p->failed = true;
	return diag_emit(p->s->diag, report_new(p->s->diag, kind, tag, at, "%s", msg));
}

/* --- comparisons ------------------------------------------------------------ */

static const char *const compare_ops[] = { "<", "<=", "==", "!=", ">=", ">" };

static bool is_compare_op(const struct token *t)
{
	size_t i;

	for (i = 0; i < array_size(compare_ops); i++) {
		if (token_is(t, compare_ops[i]))
			return true;
	}
	return false;
}

static bool is_equality(const struct token *op)
{
	return token_is(op, "==") || token_is(op, "!=");
}

/* What op says of the sign of a comparison. */
static bool holds(const struct token *op, int sign)
{
	bool is_equal = sign == 0;

	switch (op->text[0]) {
	case '<':
		return sign < 0 || (is_equal && op->text[1]);
	case '>':
		return sign > 0 || (is_equal && op->text[1]);
	case '!':
		return !is_equal;
	default:
		return is_equal;
	}
}

static int sign_of(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* simple = left op right, while it is evaluated */
struct simple {
	const struct token *left, *op, *right;
	bool value;
};

static bool want_kind(struct pp *p, const struct simple *c, enum tok kind)
{
	if (c->right->kind == kind)
		return true;
	if (kind == TOK_STRING)
		return pp_error(p, DIAG_PARSE, "parse-cond-want-string", c->right->at,
				"expected string literal as right value");
	return pp_error(p, DIAG_PARSE, "parse-cond-want-number", c->right->at,
			"expected number literal as right value");
}

static bool want_equality(struct pp *p, const struct simple *c)
{
	if (is_equality(c->op))
		return true;
	return pp_error(p, DIAG_PARSE_AT, "parse-cond-want-equality", c->op->at,
			"expected '==' or '!='");
}

/* Versions by their numbers, patterns by == and != only. */
static bool compare_version(struct pp *p, struct simple *c, const char *value)
{
	const char *right = c->right->text;

	if (!want_kind(p, c, TOK_STRING))
		return false;
	if (!strpbrk(right, "*?["))
		c->value = holds(c->op, strverscmp(value, right));
	else if (is_equality(c->op))
		c->value = holds(c->op, fnmatch(right, value, FNM_NOESCAPE) != 0);
	else
		return pp_error(p, DIAG_PARSE_AT, "parse-cond-wildcard-order", c->op->at,
				"wildcard not allowed with order comparison operators");
	return true;
}

static bool compare_pattern(struct pp *p, struct simple *c, const char *value)
{
	if (!want_kind(p, c, TOK_STRING) || !want_equality(p, c))
		return false;
	c->value = holds(c->op, fnmatch(c->right->text, value, FNM_NOESCAPE) != 0);
	return true;
}

static bool compare_privilege(struct pp *p, struct simple *c)
{
	if (!want_kind(p, c, TOK_STRING) || !want_equality(p, c))
		return false;
	c->value = holds(c->op, strcmp(c->right->text,
					  privilege_name(p->s->opt->privilege)));
	return true;
}

static bool compare_guru(struct pp *p, struct simple *c)
{
	if (!want_kind(p, c, TOK_NUMBER) || !want_equality(p, c))
		return false;
	if (c->right->num != 0 && c->right->num != 1)
		return pp_error(p, DIAG_PARSE, "parse-cond-guru-value", c->right->at,
				"expected 0 or 1 as right value");
	c->value = holds(c->op, sign_of(p->s->opt->guru, c->right->num));
	return true;
}

/* --- the kernel's configuration --------------------------------------------- */

/* "" is 0; false: no number. */
static bool config_number(const char *value, int64_t *n)
{
	char *end;

	errno = 0;
	*n = strtoll(value, &end, 0);
	return !*end && errno == 0;
}

static bool is_config(const struct token *t)
{
	return t->kind == TOK_IDENT && strncmp(t->text, "CONFIG_", 7) == 0;
}

static bool compare_configs(struct simple *c, const char *left, const char *right)
{
	int64_t a, b;

	if (config_number(left, &a) && config_number(right, &b))
		c->value = holds(c->op, sign_of(a, b));
	else
		c->value = holds(c->op, strcmp(left, right));
	return true;
}

static bool compare_config(struct pp *p, struct simple *c, struct kernel *k)
{
	const char *value = kernel_config(p->s, k, c->left->text);
	int64_t n;

	if (is_config(c->right))
		return compare_configs(c, value, kernel_config(p->s, k, c->right->text));
	if (c->right->kind != TOK_NUMBER)
		return compare_pattern(p, c, value);
	if (!config_number(value, &n))
		return pp_error(p, DIAG_PARSE_AT, "parse-cond-config-number", c->left->at,
				"%s is no number but %s", c->left->text, value);
	c->value = holds(c->op, sign_of(n, c->right->num));
	return true;
}

/* --- conditions ------------------------------------------------------------- */

static bool compare_literals(struct pp *p, struct simple *c)
{
	if (!want_kind(p, c, c->left->kind))
		return false;
	if (c->left->kind == TOK_STRING)
		c->value = holds(c->op, strcmp(c->left->text, c->right->text));
	else
		c->value = holds(c->op, sign_of(c->left->num, c->right->num));
	return true;
}

/* Those whose left side asks for the target kernel. */
static bool compare_kernel(struct pp *p, struct simple *c)
{
	const char *word = c->left->text;
	struct kernel *k = session_kernel(p->s);

	if (!k) {
		p->failed = p->is_quiet = true;
		return false;
	}
	if (strcmp(word, "kernel_v") == 0)
		return compare_version(p, c, k->base_release);
	if (strcmp(word, "kernel_vr") == 0)
		return compare_version(p, c, k->release);
	if (strcmp(word, "arch") == 0)
		return compare_pattern(p, c, k->arch);
	return compare_config(p, c, k);
}

static bool is_kernel_word(const struct token *t)
{
	return strcmp(t->text, "kernel_v") == 0 || strcmp(t->text, "kernel_vr") == 0 ||
	       strcmp(t->text, "arch") == 0 || is_config(t);
}

static bool evaluate(struct pp *p, struct simple *c)
{
	const char *compatible = p->s->opt->compatible, *word = c->left->text;

	if (c->left->kind == TOK_STRING || c->left->kind == TOK_NUMBER)
		return compare_literals(p, c);
	if (c->left->kind == TOK_IDENT && is_kernel_word(c->left))
		return compare_kernel(p, c);
	if (c->left->kind == TOK_IDENT && strcmp(word, "systemtap_v") == 0)
		return compare_version(p, c, compatible ? compatible : OUR_LANGUAGE);
	if (c->left->kind == TOK_IDENT && strcmp(word, "systemtap_privilege") == 0)
		return compare_privilege(p, c);
	if (c->left->kind == TOK_IDENT && strcmp(word, "guru_mode") == 0)
		return compare_guru(p, c);
	if (c->left->kind == TOK_IDENT && strcmp(word, "runtime") == 0)
		return compare_pattern(p, c, "kernel");
	return pp_error(p, DIAG_PARSE, "parse-cond-left", c->left->at,
			"expected 'arch', 'kernel_v', 'kernel_vr', 'systemtap_v', 'guru_mode', "
			"'systemtap_privilege', 'runtime', 'CONFIG_...' or a literal "
			"to compare");
}

static const struct token *cond_token(struct pp *p, const struct token *open)
{
	const struct token *t = macro_next(p);

	if (t->kind == TOK_EOF && !p->failed)
		pp_error(p, DIAG_PARSE_AT, "parse-cond-incomplete", open->at,
			 "incomplete condition after '%%('");
	return t;
}

/* simple = TOKEN OP TOKEN */
static bool read_simple(struct pp *p, const struct token *open, bool *value)
{
	struct simple c;

	c.left = cond_token(p, open);
	c.op = cond_token(p, open);
	if (p->failed)
		return false;
	if (!is_compare_op(c.op))
		return pp_error(p, DIAG_PARSE, "parse-cond-operator", c.op->at,
				"expected comparison operator");
	c.right = cond_token(p, open);
	if (p->failed || !evaluate(p, &c))
		return false;
	*value = c.value;
	return true;
}

/* COND = conj {"||" conj} "%?"; conj = simple {"&&" simple}; all are evaluated */
static bool read_condition(struct pp *p, const struct token *open, bool *value)
{
	bool conj = true, simple = false;
	const struct token *t;

	*value = false;
	for (;;) {
		if (!read_simple(p, open, &simple))
			return false;
		conj &= simple;
		t = cond_token(p, open);
		if (token_is(t, "&&"))
			continue;
		*value |= conj;
		if (!token_is(t, "||"))
			break;
		conj = true;
	}
	if (p->failed)
		return false;
	if (!token_is(t, "%?"))
		return pp_error(p, DIAG_PARSE_AT, "parse-cond-no-question", open->at,
				"expected '%%?' marker for conditional");
	return true;
}

/* --- branches --------------------------------------------------------------- */

static bool duplicate_else(struct pp *p, const struct token *t)
{
	return pp_error(p, DIAG_PARSE_AT, "parse-cond-duplicate-else", t->at,
			"invalid conditional - duplicate '%%:'");
}

static bool unclosed(struct pp *p)
{
	return !p->failed && pp_error(p, DIAG_PARSE_AT, "parse-cond-unclosed", p->open->at->at,
				      "incomplete conditional at end of file");
}

/* Leaves out what is in front of the %: or %) of the innermost open one. */
static void skip_branch(struct pp *p)
{
	const struct token *t;
	unsigned int depth = 0;

	p->skipping = true;
	for (;;) {
		t = macro_next(p);
		if (t->kind == TOK_EOF) {
			unclosed(p);
			break;
		}
		if (token_is(t, "%(")) {
			depth++;
		} else if (token_is(t, "%)") && depth-- == 0) {
			p->open = p->open->outer;
			break;
		} else if (token_is(t, "%:") && depth == 0) {
			if (p->open->has_else)
				duplicate_else(p, t);
			p->open->has_else = true;
			break;
		}
	}
	p->skipping = false;
}

static void open_conditional(struct pp *p, const struct token *at)
{
	struct open_cond *o = arena_one(p->arena, struct open_cond);
	bool value;

	if (!read_condition(p, at, &value))
		return;
	o->at = at;
	o->outer = p->open;
	p->open = o;
	if (!value)
		skip_branch(p);
}

/* %? %: or %) where tokens are taken. */
static void end_branch(struct pp *p, const struct token *t)
{
	if (!p->open || t->text[1] == '?') {
		pp_error(p, DIAG_PARSE_AT, "parse-cond-stray", t->at,
			 "incomplete conditional - missing '%%('");
	} else if (t->text[1] == ')') {
		p->open = p->open->outer;
	} else if (p->open->has_else) {
		duplicate_else(p, t);
	} else {
		p->open->has_else = true;
		skip_branch(p);
	}
}

const struct token *pp_next(struct pp *p)
{
	const struct token *t;

	for (;;) {
		t = macro_next(p);
		if (t->kind == TOK_EOF && p->open && !p->failed)
			unclosed(p);
		if (t->kind != TOK_OP || t->text[0] != '%' || !t->text[1] || t->text[1] == '=')
			return t;
		if (t->text[1] == '(')
			open_conditional(p, t);
		else
			end_branch(p, t);
	}
}
