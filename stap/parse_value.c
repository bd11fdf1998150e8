/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse_value.c - operands: names, calls, literals, targets and @operators. */
#include "parse_int.h"

#include <string.h>

#include "base/map.h"
#include "pp.h"

static struct expr *parse_value(struct parser *p);

/* --- pieces of @operators --------------------------------------------------- */

/* "," STRING of what may be left out */
static bool parse_optional_string(struct parser *p, const char **str)
{
	if (!parse_accept(p, ","))
		return true;
	*str = parse_string(p);
	return *str;
}

static bool parse_string_to(struct parser *p, const char **str)
{
	*str = parse_string(p);
	return *str;
}

static bool parse_left(struct parser *p, struct expr *e)
{
	e->left = parse_expr(p);
	return e->left;
}

/* expr "," STRING ["," STRING] */
static bool parse_cast(struct parser *p, struct expr *e)
{
	const struct place *at;

	if (!parse_left(p, e) || !parse_expect(p, ","))
		return false;
	at = p->tok->at;
	if (!parse_string_to(p, &e->str))
		return false;
	if (!*e->str)
		return parse_error_at(p, "parse-empty-string", at, "expected non-empty string");
	return parse_optional_string(p, &e->str2);
}

/* STRING ["," STRING] */
static bool parse_atvar(struct parser *p, struct expr *e)
{
	const struct place *at = p->tok->at;

	if (!parse_string_to(p, &e->str))
		return false;
	if (!*e->str)
		return parse_error_at(p, "parse-empty-string", at, "expected non-empty string");
	return parse_optional_string(p, &e->str2);
}

/* STRING */
static bool parse_literal_arg(struct parser *p, struct expr *e)
{
	return parse_string_to(p, &e->str);
}

/* May there be C at this place?  What a macro of the library brings may be. */
static bool may_privileged(const struct parser *p, const struct place *at)
{
	return p->is_privileged || at->src->is_library;
}

static bool parse_const(struct parser *p, struct expr *e)
{
	if (!may_privileged(p, e->at))
		parse_forbidden(p, "parse-privileged-operator", e->at,
				"using @const operator not permitted; need stap -g");
	return parse_literal_arg(p, e);
}

/* expr ["," STRING ["," STRING]] */
static bool parse_enumname(struct parser *p, struct expr *e)
{
	return parse_left(p, e) && parse_optional_string(p, &e->str) &&
	       (!e->str || parse_optional_string(p, &e->str2));
}

/* IDENT */
static bool parse_probewrite(struct parser *p, struct expr *e)
{
	const struct token *t = parse_identifier(p);

	if (t)
		e->name = t->text;
	return t;
}

/* INT, or for memory: INT "," expr */
static bool parse_raw(struct parser *p, struct expr *e)
{
	e->is_user = e->name[1] == 'u';
	if (!e->is_user && !may_privileged(p, e->at))
		parse_forbidden(p, "parse-privileged-operator", e->at,
				arena_printf(p->arena, "using %s operator not permitted; "
					     "need stap -g", e->name));
	if (!parse_number(p, &e->num))
		return false;
	return e->kind == EX_REGISTER || (parse_expect(p, ",") && parse_left(p, e));
}

/* expr, or for @variance: expr ["," INT] */
static bool parse_stat(struct parser *p, struct expr *e)
{
	const struct place *at;

	if (!parse_left(p, e) || e->stat != STAT_VARIANCE || !parse_accept(p, ","))
		return e->left;
	at = p->tok->at;
	if (!parse_number(p, &e->num))
		return false;
	if (e->num < 0 || e->num > 62)
		return parse_error_at(p, "parse-variance-shift", at,
				      "bit shift (%lld) out of range <0..62>",
				      (long long)e->num);
	return true;
}

/* expr "," INT "," INT "," INT, or for the logarithmic one: expr */
static bool parse_hist_args(struct parser *p, struct expr *e)
{
	unsigned int i;

	if (!parse_left(p, e))
		return false;
	for (i = 0; !e->is_hist_log && i < array_size(e->hist); i++) {
		if (!parse_expect(p, ",") || !parse_number(p, &e->hist[i]))
			return false;
	}
	return true;
}

/* --- the table of @operators ------------------------------------------------ */

static const struct at_word {
	const char *word;
	const char *since;		/* the version that it came with, or NULL */
	enum expr_kind kind;
	enum stat_op stat;
	bool (*parse)(struct parser *p, struct expr *e);
} at_words[] = {
	{ "@cast", NULL, EX_CAST, 0, parse_cast },
	{ "@var", NULL, EX_ATVAR, 0, parse_atvar },
	{ "@defined", NULL, EX_DEFINED, 0, parse_left },
	{ "@entry", NULL, EX_ENTRY, 0, parse_left },
	{ "@probewrite", NULL, EX_PROBEWRITE, 0, parse_probewrite },
	{ "@perf", NULL, EX_PERF, 0, parse_literal_arg },
	{ "@const", "3.1", EX_CONST, 0, parse_const },
	{ "@enum", "5.5", EX_ENUM, 0, parse_literal_arg },
	{ "@enumname", "5.6", EX_ENUMNAME, 0, parse_enumname },
	{ "@kregister", "4.0", EX_REGISTER, 0, parse_raw },
	{ "@uregister", "4.0", EX_REGISTER, 0, parse_raw },
	{ "@kderef", "4.0", EX_DEREF, 0, parse_raw },
	{ "@uderef", "4.0", EX_DEREF, 0, parse_raw },
	{ "@count", NULL, EX_STAT, STAT_COUNT, parse_stat },
	{ "@sum", NULL, EX_STAT, STAT_SUM, parse_stat },
	{ "@min", NULL, EX_STAT, STAT_MIN, parse_stat },
	{ "@max", NULL, EX_STAT, STAT_MAX, parse_stat },
	{ "@avg", NULL, EX_STAT, STAT_AVG, parse_stat },
	{ "@variance", "3.1", EX_STAT, STAT_VARIANCE, parse_stat },
	{ "@hist_log", NULL, EX_HIST, 0, parse_hist_args },
	{ "@hist_linear", NULL, EX_HIST, 0, parse_hist_args },
};

static const struct at_word *find_at_word(const struct parser *p)
{
	size_t i;

	if (p->tok->kind != TOK_OP || p->tok->text[0] != '@')
		return NULL;
	for (i = 0; i < array_size(at_words); i++) {
		if (strcmp(p->tok->text, at_words[i].word) != 0)
			continue;
		if (!at_words[i].since || parse_is_since(p, at_words[i].since))
			return &at_words[i];
	}
	return NULL;
}

bool parse_is_hist(const struct parser *p)
{
	return parse_is_op(p, "@hist_log") || parse_is_op(p, "@hist_linear");
}

bool parse_is_stat(const struct token *t, enum stat_op *stat)
{
	size_t i;

	for (i = 0; t->kind == TOK_OP && i < array_size(at_words); i++) {
		if (at_words[i].kind == EX_STAT && strcmp(t->text, at_words[i].word) == 0) {
			*stat = at_words[i].stat;
			return true;
		}
	}
	return false;
}

/* "@word" "(" what it takes ")" */
static struct expr *parse_at_word(struct parser *p, const struct at_word *w)
{
	struct expr *e = expr_new(p->arena, w->kind, p->tok->at);

	e->stat = w->stat;
	e->name = w->word;
	e->is_hist_log = strcmp(w->word, "@hist_log") == 0;
	parse_advance(p);
	if (!parse_expect(p, "(") || !w->parse(p, e) || !parse_expect(p, ")"))
		return NULL;
	if (w->kind != EX_PROBEWRITE)
		e->name = NULL;
	return e;
}

struct expr *parse_hist(struct parser *p)
{
	return parse_at_word(p, find_at_word(p));
}

/* hist "[" expr "]", or alone where it may be */
static struct expr *parse_hist_value(struct parser *p)
{
	bool may_be_bare = p->bare_hist == p->tok;
	struct expr *hist = parse_hist(p), *e;

	if (!hist)
		return NULL;
	if (may_be_bare && parse_is_op(p, ")"))
		return hist;
	if (!parse_is_op(p, "[")) {
		parse_error_at(p, "parse-bare-hist", hist->at,
			       "base histogram operator where expression expected");
		return NULL;
	}
	e = expr_new(p->arena, EX_HISTINDEX, hist->at);
	e->left = hist;
	parse_advance(p);
	e->right = parse_expr(p);
	return e->right && parse_expect(p, "]") ? e : NULL;
}

/* --- names ------------------------------------------------------------------ */

/* "(" [expr {"," expr}] ")" behind a name */
static struct expr *parse_call(struct parser *p, struct expr *e)
{
	struct expr_list list = { 0 };
	struct expr *arg;

	e->kind = EX_CALL;
	parse_advance(p);
	if (parse_accept(p, ")"))
		return e;
	do {
		arg = parse_expr(p);
		if (!arg)
			return NULL;
		list_push(p->arena, &list, arg);
	} while (parse_accept(p, ","));
	e->list = list.at;
	e->n = list.n;
	if (!parse_accept(p, ")")) {
		parse_error(p, "parse-list-end", "expected ',' or ')'");
		return NULL;
	}
	return e;
}

/* "[" slices "]" behind a name */
static struct expr *parse_index(struct parser *p, struct expr *e)
{
	struct expr_list list = { 0 };

	e->kind = EX_INDEX;
	parse_advance(p);
	if (!parse_slices(p, parse_expr, &list, "]"))
		return NULL;
	e->list = list.at;
	e->n = list.n;
	return e;
}

/* IDENT | IDENT "(" ... ")" | IDENT "[" ... "]" | print call */
static struct expr *parse_name(struct parser *p)
{
	const struct token *name = p->tok;
	struct print print;
	struct expr *e;

	parse_advance(p);
	if (parse_is_print(name->text, &print))
		return parse_print(p, name, &print);
	e = expr_new(p->arena, EX_NAME, name->at);
	e->name = name->text;
	if (parse_is_op(p, "("))
		return parse_call(p, e);
	return parse_is_op(p, "[") ? parse_index(p, e) : e;
}

/* --- targets ---------------------------------------------------------------- */

/* How many '$' end the text, 2 at most, if more than '$' stand in front of them. */
static unsigned int pretty_suffix(const char *text)
{
	size_t len = strlen(text), n = 0;

	while (n < 2 && n < len && text[len - 1 - n] == '$')
		n++;
	return strspn(text, "$") < len ? (unsigned int)n : 0;
}

static const char *without_suffix(struct parser *p, const char *text, unsigned int n)
{
	return n ? arena_strndup(p->arena, text, strlen(text) - n) : text;
}

/* TARGETVAR, its pretty suffix glued to it */
static struct expr *parse_target_var(struct parser *p)
{
	struct expr *e;

	if (strspn(p->tok->text, "$") == strlen(p->tok->text)) {
		parse_error(p, "parse-target-name", "expected the name of a target variable");
		return NULL;
	}
	e = expr_new(p->arena, EX_TARGET, p->tok->at);
	e->pretty = pretty_suffix(p->tok->text);
	e->name = without_suffix(p, p->tok->text, e->pretty);
	parse_advance(p);
	return e;
}

static bool is_target_var(const struct token *t)
{
	return t->kind == TOK_IDENT && t->text[0] == '$';
}

struct part_list {
	struct part *at;
	unsigned int n, cap;
};

/* "->" (IDENT | KEYWORD), a pretty suffix glued to the name */
static bool parse_member_part(struct parser *p, struct expr *e, struct part *part)
{
	part->at = p->tok->at;
	parse_advance(p);
	if (p->tok->kind != TOK_IDENT && p->tok->kind != TOK_KEYWORD)
		return parse_error(p, "parse-identifier", "expected identifier");
	e->pretty = pretty_suffix(p->tok->text);
	part->member = without_suffix(p, p->tok->text, e->pretty);
	parse_advance(p);
	return true;
}

/* "[" expr "]" */
static bool parse_index_part(struct parser *p, struct part *part)
{
	part->at = p->tok->at;
	parse_advance(p);
	part->index = parse_expr(p);
	return part->index && parse_expect(p, "]");
}

static bool is_part(const struct parser *p)
{
	return parse_is_op(p, "->") || parse_is_op(p, "[");
}

/* {"->" member | "[" index "]"} */
static bool parse_parts(struct parser *p, struct expr *e)
{
	struct part_list list = { 0 };
	struct part part;
	bool ok;

	while (is_part(p) && !e->pretty) {
		part = (struct part){ 0 };
		ok = parse_is_op(p, "->") ? parse_member_part(p, e, &part)
					  : parse_index_part(p, &part);
		if (!ok)
			return false;
		list_push(p->arena, &list, part);
	}
	e->parts = list.at;
	e->n_parts = list.n;
	return true;
}

/* A suffix that is a token of its own, as behind ']'. */
static bool is_pretty(const struct token *t)
{
	return t->kind == TOK_IDENT && (strcmp(t->text, "$") == 0 || strcmp(t->text, "$$") == 0);
}

/* parts [pretty] behind e, a node made for them; NULL when e is */
static struct expr *parse_steps(struct parser *p, struct expr *e)
{
	if (!e || !parse_parts(p, e))
		return NULL;
	if (!e->pretty && is_pretty(p->tok)) {
		e->pretty = (unsigned int)strlen(p->tok->text);
		parse_advance(p);
	}
	if (!is_part(p))
		return e;
	parse_error(p, "parse-pretty-end", "nothing can follow a pretty-printing suffix");
	return NULL;
}

/* A value that parts, a suffix or '&' make a pointer to something; or just a value. */
static struct expr *parse_autocast(struct parser *p, bool address_of)
{
	struct expr *base = parse_value(p), *e;
	bool is_modern = parse_is_since(p, "2.6");

	if (!base)
		return NULL;
	if (address_of && !is_modern) {
		parse_error_at(p, "parse-address-of", base->at,
			       "expected a target variable, @cast or @var behind '&'");
		return NULL;
	}
	if (!is_modern || (!address_of && !is_part(p) && !is_pretty(p->tok)))
		return base;
	e = expr_new(p->arena, EX_AUTOCAST, base->at);
	e->left = base;
	return parse_steps(p, e);
}

struct expr *parse_target(struct parser *p)
{
	bool address_of = parse_accept(p, "&");
	struct expr *e;

	if (is_target_var(p->tok))
		e = parse_steps(p, parse_target_var(p));
	else if (parse_is_op(p, "@cast") || parse_is_op(p, "@var"))
		e = parse_steps(p, parse_value(p));
	else
		e = parse_autocast(p, address_of);
	if (e)
		e->address_of |= address_of;
	return e;
}

/* --- values ----------------------------------------------------------------- */

static struct expr *parse_embedded_value(struct parser *p)
{
	struct expr *e = expr_new(p->arena, EX_EMBEDDED, p->tok->at);

	if (!may_privileged(p, e->at))
		parse_forbidden(p, "parse-embedded-value", p->tok->at,
				"embedded expression code in unprivileged script; need stap -g");
	e->str = p->tok->text;
	parse_advance(p);
	return e;
}

/* An operator or macro of a name like this one may be meant. */
static void report_operator(struct parser *p)
{
	struct map *names = map_new(p->arena);
	const char *word = p->tok->text, *similar;
	size_t i;

	for (i = 0; i < array_size(at_words); i++)
		if (!at_words[i].since || parse_is_since(p, at_words[i].since))
			map_put(names, at_words[i].word, names);
	pp_macro_names(p->pp, names);
	similar = map_similar(p->arena, names, word, 3);
	parse_error(p, "parse-unknown-operator", "unknown operator %s (similar: %s)", word,
		    similar);
}

static struct expr *parse_at_value(struct parser *p)
{
	const struct at_word *w = find_at_word(p);

	if (parse_is_hist(p))
		return parse_hist_value(p);
	if (w)
		return parse_at_word(p, w);
	report_operator(p);
	return NULL;
}

static struct expr *parse_number_value(struct parser *p)
{
	struct expr *e = expr_number(p->arena, p->tok->num, p->tok->at);

	parse_advance(p);
	return e;
}

static struct expr *parse_string_value(struct parser *p)
{
	const struct place *at = p->tok->at;

	return expr_string(p->arena, parse_strings(p), at);
}

/* value = EMBEDDED | "(" expr ")" | "@word" ... | name | NUMBER | STRING {STRING} */
static struct expr *parse_value(struct parser *p)
{
	struct expr *e;

	switch (p->tok->kind) {
	case TOK_NUMBER:
		return parse_number_value(p);
	case TOK_STRING:
		return parse_string_value(p);
	case TOK_IDENT:
		return parse_name(p);
	case TOK_EMBEDDED:
		return parse_embedded_value(p);
	case TOK_OP:
		break;
	default:
		parse_error(p, "parse-literal", "expected literal string or number");
		return NULL;
	}
	if (p->tok->text[0] == '@')
		return parse_at_value(p);
	if (parse_accept(p, "(")) {
		e = parse_expr(p);
		return e && parse_expect(p, ")") ? e : NULL;
	}
	parse_error(p, "parse-literal", "expected literal string or number");
	return NULL;
}
