/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lex.c - characters to tokens. */
#include "lex.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "session.h"

struct lexer {
	struct session *s;
	struct arena *arena;
	const struct source *src;
	uint32_t off;			/* of the next character of src */
	const char *paste;		/* what is left of a pasted argument, or NULL */
	const struct place *paste_at;	/* the $1 that it came from */
	uint32_t start;			/* where the token being read began */
	bool from_paste;		/* it began in a pasted argument */
	bool spaced, commented;		/* what stood in front of it */
	bool has_private, has_hex, glues_over_comments;
	struct text word;		/* text of the token being read */
	struct map *names;		/* text to struct name */
};

/* What all tokens of one spelling share: identifiers come again and again. */
struct name {
	enum tok kind;
	const char *text, *shown;
};

/* The largest argument number that is read as such. */
#define ARG_MAX_DIGITS	9

struct lexer *lex_new(struct session *s, const struct source *src)
{
	struct lexer *lx = arena_one(s->arena, struct lexer);
	const char *v = s->opt->compatible;

	lx->s = s;
	lx->arena = s->arena;
	lx->src = src;
	lx->names = map_new(s->arena);
	/* --compatible is for scripts, not for the library that comes with us. */
	lx->has_private = src->is_library || !v || strverscmp(v, "3.0") >= 0;
	lx->has_hex = src->is_library || !v || strverscmp(v, "2.3") >= 0;
	lx->glues_over_comments = src->is_library || !v || strverscmp(v, "2.0") >= 0;
	return lx;
}

/* --- characters ------------------------------------------------------------- */

/* The character k ahead, '\0' at the end; first those of a pasted argument. */
static char at(const struct lexer *lx, uint32_t k)
{
	uint32_t pasted;

	if (lx->paste) {
		pasted = (uint32_t)strnlen(lx->paste, k + 1);
		if (k < pasted)
			return lx->paste[k];
		k -= pasted;
	}
	return k < lx->src->len - lx->off ? lx->src->text[lx->off + k] : '\0';
}

static void skip(struct lexer *lx, uint32_t n)
{
	for (; n && lx->paste; n--) {
		if (!*++lx->paste)
			lx->paste = NULL;
	}
	lx->off += n;
}

static bool is_end(const struct lexer *lx)
{
	return !lx->paste && lx->off >= lx->src->len;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* Moves the next n characters into the word. */
static void take(struct lexer *lx, uint32_t n)
{
	for (; n && !is_end(lx); n--) {
		text_putc(&lx->word, at(lx, 0));
		skip(lx, 1);
	}
}

static void take_word(struct lexer *lx)
{
	uint32_t n = 0;

	if (lx->paste) {
		while (is_word(at(lx, 0)))
			take(lx, 1);
		return;
	}
	while (lx->off + n < lx->src->len && is_word(lx->src->text[lx->off + n]))
		n++;
	text_putn(&lx->word, lx->src->text + lx->off, n);
	lx->off += n;
}

/* --- tokens ----------------------------------------------------------------- */

/* "kind 'text'", with what a terminal may not like as '?'. */
static const char *describe(struct lexer *lx, const char *kind, const char *text, size_t len)
{
	size_t head = strlen(kind), i;
	char *s = arena_alloc(lx->arena, head + len + 4), *p = s;

	p = mempcpy(p, kind, head);
	*p++ = ' ';
	*p++ = '\'';
	for (i = 0; i < len; i++)
		*p++ = (text[i] >= ' ' && text[i] != '\177') ? text[i] : '?';
	*p++ = '\'';
	return s;
}

static const struct place *place_here(struct lexer *lx, const char *what)
{
	struct place *p = arena_one(lx->arena, struct place);

	p->src = lx->src;
	p->off = lx->from_paste ? lx->paste_at->off : lx->start;
	p->what = what;
	return p;
}

static struct token *new_token(struct lexer *lx, enum tok kind, const char *text, const char *what)
{
	struct token *t = arena_one(lx->arena, struct token);

	t->kind = kind;
	t->glued = !lx->spaced;
	t->after_comment = lx->commented && !lx->glues_over_comments;
	t->text = text;
	t->at = place_here(lx, what);
	return t;
}

/* A token of the word that was read, shown in messages as kind and text. */
static struct token *word_token(struct lexer *lx, enum tok kind, const char *shown)
{
	const char *text = arena_strndup(lx->arena, lx->word.buf, lx->word.len);

	return new_token(lx, kind, text, describe(lx, shown, text, lx->word.len));
}

/* No token: msg is for the parser to report; NULL: it knows better. */
static struct token *junk(struct lexer *lx, const char *shown, const char *msg)
{
	struct token *t = word_token(lx, TOK_JUNK, shown);

	t->text = msg;
	return t;
}

/* --- blanks and comments ---------------------------------------------------- */

static void skip_line(struct lexer *lx)
{
	while (!is_end(lx) && at(lx, 0) != '\n')
		skip(lx, 1);
}

/* An unclosed comment reaches to the end of the file. */
static void skip_c_comment(struct lexer *lx)
{
	skip(lx, 2);
	while (!is_end(lx) && (at(lx, 0) != '*' || at(lx, 1) != '/'))
		skip(lx, 1);
	if (!is_end(lx))
		skip(lx, 2);
}

static void skip_blanks(struct lexer *lx)
{
	char c;

	lx->spaced = lx->commented = false;
	for (;;) {
		c = at(lx, 0);
		if (c && isspace((unsigned char)c)) {
			skip(lx, 1);
		} else if (c == '#' || (c == '/' && at(lx, 1) == '/')) {
			skip_line(lx);
			lx->commented = true;
		} else if (c == '/' && at(lx, 1) == '*') {
			skip_c_comment(lx);
			lx->commented = true;
		} else {
			return;
		}
		lx->spaced = true;
	}
}

/* --- one function a kind of token ------------------------------------------- */

/* Sorted by first letter only as far as a reader likes. */
static const char *const keywords[] = {
	"break", "catch", "continue", "delete", "else", "for", "foreach",
	"function", "global", "if", "in", "limit", "long", "next", "probe",
	"return", "string", "try", "while",
};

static bool is_keyword(const struct lexer *lx, const char *word)
{
	size_t i;

	for (i = 0; i < array_size(keywords); i++) {
		if (*keywords[i] == *word && strcmp(keywords[i], word) == 0)
			return true;
	}
	return lx->has_private && strcmp(word, "private") == 0;
}

static const struct name *new_name(struct lexer *lx)
{
	struct name *n = arena_one(lx->arena, struct name);

	n->text = arena_strndup(lx->arena, lx->word.buf, lx->word.len);
	n->kind = TOK_IDENT;
	if (*n->text == '@')
		n->kind = TOK_OP;
	else if (is_keyword(lx, n->text))
		n->kind = TOK_KEYWORD;
	if (n->kind == TOK_KEYWORD)
		n->shown = "keyword";
	else
		n->shown = describe(lx, n->kind == TOK_OP ? "operator" : "identifier",
				    n->text, lx->word.len);
	map_put(lx->names, n->text, n);
	return n;
}

/* An identifier, keyword or @operator. */
static struct token *read_name(struct lexer *lx)
{
	const struct name *n;

	take(lx, 1);
	take_word(lx);
	n = map_getn(lx->names, lx->word.buf, lx->word.len);
	if (!n)
		n = new_name(lx);
	return new_token(lx, n->kind, n->text, n->shown);
}

static int digit_value(char c)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	if (isxdigit((unsigned char)c))
		return tolower((unsigned char)c) - 'a' + 10;
	return 99;
}

/* Decimal, 0x hexadecimal, 0 octal; false: no digit, or over 64 bits. */
static bool read_value(const char *s, uint64_t *value)
{
	unsigned base = 10;
	int digit;

	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		base = 16;
		s += 2;
	} else if (s[0] == '0' && s[1]) {
		base = 8;
		s++;
	}
	*value = 0;
	if (!*s)
		return false;
	for (; *s; s++) {
		digit = digit_value(*s);
		if (digit >= (int)base ||
		    __builtin_mul_overflow(*value, base, value) ||
		    __builtin_add_overflow(*value, (uint64_t)digit, value))
			return false;
	}
	return true;
}

static struct token *read_number(struct lexer *lx)
{
	struct token *t;
	uint64_t value;

	while (isalnum((unsigned char)at(lx, 0)))
		take(lx, 1);
	if (!read_value(lx->word.buf, &value))
		return junk(lx, "number", "number invalid or out of range");
	t = word_token(lx, TOK_NUMBER, "number");
	t->num = (int64_t)value;
	return t;
}

/* What follows a backslash in a string, which is the next character. */
static void take_escape(struct lexer *lx)
{
	char c = at(lx, 0);

	if (c && (strchr("abtnvfr\\01234567", c) || (c == 'x' && lx->has_hex)))
		text_putc(&lx->word, '\\');
	take(lx, 1);
}

static struct token *read_string(struct lexer *lx)
{
	skip(lx, 1);
	for (;;) {
		if (is_end(lx) || at(lx, 0) == '\n')
			return junk(lx, "junk", "Could not find matching closing quote");
		if (at(lx, 0) == '"')
			break;
		if (at(lx, 0) != '\\') {
			take(lx, 1);
			continue;
		}
		skip(lx, 1);
		take_escape(lx);
	}
	skip(lx, 1);
	return word_token(lx, TOK_STRING, "string");
}

static struct token *read_embedded(struct lexer *lx)
{
	bool has_typo = false;
	struct token *t;

	skip(lx, 2);
	while (at(lx, 0) != '%' || at(lx, 1) != '}') {
		if (is_end(lx))
			return new_token(lx, TOK_JUNK,
					 "Could not find matching '%}' to close embedded code",
					 "junk");
		has_typo |= at(lx, 0) == '}' && at(lx, 1) == '%' && at(lx, 2) != '}';
		take(lx, 1);
	}
	skip(lx, 2);
	t = new_token(lx, TOK_EMBEDDED, arena_strndup(lx->arena, lx->word.buf, lx->word.len),
		      "embedded-code");
	if (has_typo)
		diag_warn(lx->s->diag, "warn-embedded-end", t->at,
			  "'}%%' inside embedded code; was its end, '%%}', meant?");
	return t;
}

/* Longest first; what else is punctuation is an operator of one character. */
#define OPERATOR(text)	{ text, sizeof(text) - 1, "operator '" text "'" }
static const struct {
	const char *text;
	uint32_t len;
	const char *shown;
} operators[] = {
	OPERATOR("<<<"), OPERATOR(">>>"), OPERATOR("<<="), OPERATOR(">>="),
	OPERATOR("=="), OPERATOR("!="), OPERATOR("<="), OPERATOR(">="),
	OPERATOR("=~"), OPERATOR("!~"), OPERATOR("+="), OPERATOR("-="),
	OPERATOR("*="), OPERATOR("/="), OPERATOR("%="), OPERATOR("&="),
	OPERATOR("^="), OPERATOR("|="), OPERATOR(".="), OPERATOR("&&"),
	OPERATOR("||"), OPERATOR("++"), OPERATOR("--"), OPERATOR("->"),
	OPERATOR("<<"), OPERATOR(">>"), OPERATOR("%("), OPERATOR("%?"),
	OPERATOR("%:"), OPERATOR("%)"), OPERATOR("("), OPERATOR(")"),
	OPERATOR("{"), OPERATOR("}"), OPERATOR("["), OPERATOR("]"),
	OPERATOR(","), OPERATOR(";"), OPERATOR("."), OPERATOR("="),
	OPERATOR("+"), OPERATOR("-"), OPERATOR("*"), OPERATOR("/"),
	OPERATOR("%"), OPERATOR("&"), OPERATOR("|"), OPERATOR("^"),
	OPERATOR("<"), OPERATOR(">"), OPERATOR("!"), OPERATOR("~"),
	OPERATOR("?"), OPERATOR(":"),
};

static struct token *read_operator(struct lexer *lx)
{
	char c[4] = { at(lx, 0), at(lx, 1), 0 };
	size_t i;

	if (c[1] && ispunct((unsigned char)c[1]))
		c[2] = at(lx, 2);
	else
		c[1] = '\0';
	for (i = 0; i < array_size(operators); i++) {
		if (*operators[i].text != *c ||
		    strncmp(operators[i].text, c, operators[i].len) != 0)
			continue;
		skip(lx, operators[i].len);
		return new_token(lx, TOK_OP, operators[i].text, operators[i].shown);
	}
	take(lx, 1);
	return word_token(lx, TOK_OP, "operator");
}

/* A byte that is in no token: alone, so that the caret stands at it. */
static struct token *read_strange(struct lexer *lx)
{
	text_printf(&lx->word, "\\x%02x", (unsigned char)at(lx, 0));
	skip(lx, 1);
	return junk(lx, "junk", NULL);
}

/* --- script arguments ------------------------------------------------------- */

/* The argument as the content of a string literal. */
static void quote(struct text *t, const char *s)
{
	for (; *s; s++) {
		if (*s == '\\')
			text_put(t, "\\\\");
		else if (isprint((unsigned char)*s))
			text_putc(t, *s);
		else
			text_printf(t, "\\%03o", (unsigned char)*s);
	}
}

/* The text of $n or @n, or of $# when name is "#"; NULL: there is none. */
static const char *argument(struct lexer *lx, const char *name)
{
	unsigned int n;

	if (*name == '#')
		return arena_printf(lx->arena, "%u", lx->s->opt->args.n);
	if (strlen(name) > ARG_MAX_DIGITS)
		return NULL;
	n = (unsigned int)atoi(name);
	if (n == 0 || n > lx->s->opt->args.n)
		return NULL;
	if (!lx->src->is_library)	/* argv.stp names them all */
		session_argument_used(lx->s, n);
	return lx->s->opt->args.at[n - 1];
}

/* True when $1, @1, $# or @# begins here. */
static bool is_argument(const struct lexer *lx)
{
	char c = at(lx, 0), next = at(lx, 1);

	return (c == '$' || c == '@') && (next == '#' || isdigit((unsigned char)next));
}

/*
 * Reads the reference and begins to paste what it stands for.  NULL when that
 * has to be lexed first.
 */
static struct token *read_argument(struct lexer *lx)
{
	bool is_string = at(lx, 0) == '@';
	const char *value;

	take(lx, 2);
	while (lx->word.buf[1] != '#' && isdigit((unsigned char)at(lx, 0)))
		take(lx, 1);
	if (lx->from_paste)
		return junk(lx, "junk",
			    "invalid nested substitution of command line arguments");
	value = argument(lx, lx->word.buf + 1);
	if (!value)
		return junk(lx, "junk",
			    arena_printf(lx->arena,
					 "command line argument out of range [1-%u]",
					 lx->s->opt->args.n));
	if (is_string) {
		text_clear(&lx->word);
		quote(&lx->word, value);
		return word_token(lx, TOK_STRING, "string");
	}
	lx->paste_at = place_here(lx, word_token(lx, TOK_JUNK, "argument")->at->what);
	lx->paste = *value ? value : NULL;
	return NULL;
}

/* --- all of them ------------------------------------------------------------ */

static struct token *read_token(struct lexer *lx)
{
	char c = at(lx, 0), next = at(lx, 1);

	if (is_end(lx))
		return new_token(lx, TOK_EOF, "", NULL);
	if (isalpha((unsigned char)c) || c == '_' || c == '$' || c == '@')
		return read_name(lx);
	if (isdigit((unsigned char)c))
		return read_number(lx);
	if (c == '"')
		return read_string(lx);
	if (c == '%' && next == '{')
		return read_embedded(lx);
	if (!ispunct((unsigned char)c))
		return read_strange(lx);
	return read_operator(lx);
}

const struct token *lex_next(struct lexer *lx)
{
	bool spaced = false, commented = false;
	struct token *t = NULL;

	while (!t) {
		skip_blanks(lx);
		spaced = lx->spaced |= spaced;
		commented = lx->commented |= commented;
		lx->start = lx->off;
		lx->from_paste = lx->paste != NULL;
		text_clear(&lx->word);
		text_put(&lx->word, "");
		t = is_argument(lx) ? read_argument(lx) : read_token(lx);
	}
	text_free(&lx->word);
	return t;
}
