/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lex.c - tests of stap/lex.h: tokens, script arguments, older languages. */
#include "stap/lex.h"

#include <string.h>

#include "script.h"
#include "test.h"

/* All tokens as "kind:text", with a blank where they are not glued. */
static const char *lex(struct script *t)
{
	static const char letters[] = "EJIKNSO%";	/* ORDER tok (lex.h) */
	struct lexer *lx = lex_new(&t->s, t->src);
	const struct token *tok;
	struct text out = TEXT_EMPTY;
	const char *result;

	while ((tok = lex_next(lx))->kind != TOK_EOF)
		text_printf(&out, "%s%c:%s", tok->glued ? "" : " ", letters[tok->kind],
			    tok->text ? tok->text : "");
	text_put(&out, "");
	result = arena_strdup(t->s.arena, out.buf);
	text_free(&out);
	return result;
}

#define CHECK_LEX(input, expected)				\
	do {							\
		struct script t_;				\
		const char *got_;				\
								\
		script_open(&t_, input);			\
		got_ = lex(&t_);				\
		CHECK_STR(got_, expected);			\
		script_close(&t_);				\
	} while (0)

TEST(lex_longest_operator)
{
	CHECK_LEX("<<<<=", "O:<<<O:<=");
	CHECK_LEX(">>>=", "O:>>>O:=");
	CHECK_LEX(" a.=b", " I:aO:.=I:b");
	CHECK_LEX("%(%?%:%)", "O:%(O:%?O:%:O:%)");
	CHECK_LEX("**", "O:*O:*");
	CHECK_LEX("- >", "O:- O:>");
}

TEST(lex_names)
{
	CHECK_LEX("probe probes $x a$b$ $ $$ @x @",
		  "K:probe I:probes I:$x I:a$b$ I:$ I:$$ O:@x O:@");
	CHECK_LEX("sys.*read_1", "I:sysO:.O:*I:read_1");
}

TEST(lex_numbers)
{
	CHECK_LEX("0 12 0x1F 017", "N:0 N:12 N:0x1F N:017");
	CHECK_LEX("0x", "J:number invalid or out of range");
	CHECK_LEX("1_", "N:1I:_");
	CHECK_LEX("0b1", "J:number invalid or out of range");
	CHECK_LEX("1.5", "N:1O:.N:5");
}

TEST(lex_strings)
{
	CHECK_LEX("\"a\\\"b\\n\\q\\x41\"", "S:a\"b\\nq\\x41");
	CHECK_LEX("\"a\\\nb\"", "S:a\nb");
	CHECK_LEX("\"a\nb", "J:Could not find matching closing quote I:b");
	CHECK_LEX("\"a", "J:Could not find matching closing quote");
	CHECK_LEX("\"a\\", "J:Could not find matching closing quote");
}

TEST(lex_comments)
{
	CHECK_LEX("a/**/b//c\nd#e", "I:a I:b I:d");
	CHECK_LEX("a/*/b", "I:a");
	CHECK_LEX("a / *b", "I:a O:/ O:*I:b");
	CHECK_LEX("", "");
}

TEST(lex_embedded)
{
	CHECK_LEX("%{ a % } \" %}b", "%: a % } \" I:b");
	CHECK_LEX("%{", "J:Could not find matching '%}' to close embedded code");
}

TEST(lex_places)
{
	struct script t;
	struct lexer *lx;
	const struct token *tok;

	script_open(&t, "a\n\t+= \xc3\xa9");
	lx = lex_new(&t.s, t.src);
	lex_next(lx);
	tok = lex_next(lx);
	CHECK_STR(place_string(t.s.arena, tok->at), "t.stp:2:2");
	CHECK_STR(tok->at->what, "operator '+='");
	tok = lex_next(lx);
	CHECK_INT(tok->kind, TOK_JUNK);
	CHECK_STR(tok->at->what, "junk '\\xc3'");
	lex_next(lx);
	CHECK_INT(lex_next(lx)->kind, TOK_EOF);
	CHECK_INT(lex_next(lx)->at->off, t.src->len);
	script_close(&t);
}

TEST(lex_arguments_are_pasted)
{
	struct script t;

	script_open(&t, "f($1) + @2 $3x $# @# foo$1");
	script_argument(&t, "a , 1");
	script_argument(&t, "b\"\\\n");
	script_argument(&t, "/* c */ y");
	CHECK_STR(lex(&t), "I:fO:(I:a O:, N:1O:) O:+ S:b\"\\\\\\012 I:yx N:3 S:3 I:foo$1");
	CHECK_INT(t.used[0], 1);
	CHECK_INT(t.used[1], 1);
	script_close(&t);
}

TEST(lex_argument_mistakes)
{
	struct script t;

	script_open(&t, "$0 $2 @99999999999 $1");
	script_argument(&t, "$1");
	CHECK_STR(lex(&t), "J:command line argument out of range [1-1] "
		  "J:command line argument out of range [1-1] "
		  "J:command line argument out of range [1-1] "
		  "J:invalid nested substitution of command line arguments");
	script_close(&t);
}

TEST(lex_argument_places)
{
	const struct token *tok;
	struct script t;
	struct lexer *lx;

	script_open(&t, "x = $1");
	script_argument(&t, "1 + y");
	lx = lex_new(&t.s, t.src);
	while ((tok = lex_next(lx))->kind != TOK_EOF && strcmp(tok->text, "y") != 0)
		;
	CHECK_STR(place_string(t.s.arena, tok->at), "t.stp:1:5");
	CHECK_STR(tok->at->what, "identifier 'y'");
	script_close(&t);
}

TEST(lex_empty_argument)
{
	struct script t;

	script_open(&t, "a $1 b @1$1");
	script_argument(&t, "");
	CHECK_STR(lex(&t), "I:a I:b S:");
	script_close(&t);
}

TEST(lex_older_languages)
{
	struct script t;

	script_open(&t, "private \"\\x41\"");
	t.opt.compatible = "2.2";
	CHECK_STR(lex(&t), "I:private S:x41");
	t.src->is_library = true;
	CHECK_STR(lex(&t), "K:private S:\\x41");
	script_close(&t);
}
