/* SPDX-License-Identifier: GPL-2.0-or-later */
/* runtime_regex.c - patterns compiled and searched for, against the C library's. */
#include "tests/unit/test.h"

#include "runtime/regex.c"
#include "runtime/string.c"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stap/regex_int.h"
#include "tests/unit/regex_tables.h"

#define TEXT_MAX	64

static struct arena *arena;

/* What error.c is in the kernel. */
void stp_error(struct stp_context *c, const char *fmt, ...)
{
	c->error = fmt;
}

/* A pattern with the room that it needs and no word more, for a sanitizer. */
struct match {
	struct regex *compiled;
	struct stp_regex regex;
	struct stp_regex_groups groups;
	struct stp_match found;
	struct stp_context c;
};

static bool setup(struct match *m, const char *pattern)
{
	struct regex_error err;

	memset(m, 0, sizeof(*m));
	if (!arena)
		arena = arena_new();
	m->compiled = regex_compile(arena, pattern, &err);
	if (!m->compiled)
		return false;
	make_tables(arena, m->compiled, &m->regex, &m->groups);
	m->found.size = TEXT_MAX;
	m->found.text = malloc(TEXT_MAX);
	m->found.words = malloc(regex_match_words(m->compiled) * sizeof(unsigned int));
	m->c.match = &m->found;
	return true;
}

static void drop(struct match *m)
{
	free(m->found.text);
	free(m->found.words);
}

/* All groups as "[abc][b]"; "none" when it does not match. */
static const char *groups_of(const char *pattern, const char *s)
{
	static char all[512];
	struct match m;
	char one[TEXT_MAX];
	stp_s64 i, n;

	if (!setup(&m, pattern))
		return "no pattern";
	strcpy(all, stp_regex_match(&m.c, &m.regex, s) ? "" : "none");
	n = all[0] ? 0 : stp_ngroups(&m.c);
	for (i = 0; i < n; i++) {
		stp_matched(&m.c, one, sizeof(one), i);
		sprintf(all + strlen(all), "[%s]", one);
	}
	drop(&m);
	return all;
}

TEST(groups_are_leftmost_longest_and_greedy)
{
	static const struct {
		const char *pattern, *s, *groups;
	} rows[] = {
		{ "b", "abc", "[b]" }, { "", "abc", "[]" }, { "z", "abc", "none" },
		{ "a|ab", "xab", "[ab]" }, { "(a|ab)(c|bcd)?", "abcd", "[abcd][a][bcd]" },
		{ "(a+)", "xaaay", "[aaa][aaa]" }, { "(a*)a", "aaa", "[aaa][aa]" },
		{ "(a*)(a*)", "aaa", "[aaa][aaa][]" }, { "(.*),", "a,b,c", "[a,b,][a,b]" },
		{ "(foo)$", "foofoo", "[foo][foo]" }, { "(ab)+", "ababab", "[ababab][ab]" },
		{ "(a|b)*", "aab", "[aab][b]" }, { "a(b)?c", "ac", "[ac][]" },
		{ "(foo)|(bar)", "bar", "[bar][][bar]" }, { "(x*)", "", "[][]" },
		{ "^(.*):(.*)$", "in:out", "[in:out][in][out]" },
		{ "(a){2,3}", "aaaa", "[aaa][a]" }, { "((a)|b)+", "ab", "[ab][b][a]" },
		{ "(?:a|c)(X)(?:b)", "aXb", "[aXb][X]" }, { "(^|,)b", "a,b", "[,b][,]" },
		{ "(a*)*", "aa", "[aa][aa]" }, { "(a*)+b", "aab", "[aab][aa]" },
		{ "x(y|$)", "axx", "[x][]" }, { "(a|b|cd)+e|b", "abcde", "[abcde][cd]" },
		{ "bc|abcd", "abcd", "[abcd]" }, { "(b)|(a)(b)(c)x", "abc", "[b][b][][][]" },
	};
	unsigned int i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!test_str(groups_of(rows[i].pattern, rows[i].s), rows[i].groups,
			      rows[i].pattern, __FILE__, __LINE__))
			return;
	}
}

TEST(errors_of_matched)
{
	struct match m;
	char s[8];

	CHECK(setup(&m, "a(b)"));
	stp_matched(&m.c, s, sizeof(s), 0);
	CHECK_STR(m.c.error, "Attempted to get subexpression %lld from failed match");
	CHECK_INT(stp_regex_match(&m.c, &m.regex, "ab"), 1);
	stp_matched(&m.c, s, sizeof(s), 2);
	CHECK_STR(m.c.error, "Attempted to get nonexistent subexpression %lld");
	stp_matched(&m.c, s, sizeof(s), -1);
	CHECK_STR(s, "");
	stp_matched(&m.c, s, 2, 0);
	CHECK_STR(s, "a");
	CHECK_INT(stp_regex_match(&m.c, &m.regex, "xy"), 0);
	CHECK_INT(stp_ngroups(&m.c), 0);
	CHECK_STR(m.c.error, "Attempted to get subexpression count from failed match");
	drop(&m);
}

/* ---- random patterns ----------------------------------------------------- */

static unsigned int seed = 1;

static unsigned int chance(unsigned int n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static void random_pattern(char *to, unsigned int depth)
{
	static const char *const atoms[] = { "a", "b", "c", ".", "[ab]", "[^a]", "[[:digit:]]",
					     "1", "a", "b" };
	static const char *const repeats[] = { "*", "+", "?", "{2}", "{1,2}", "{0,1}", "{2,}" };
	unsigned int n = 1 + chance(3), i;

	for (i = 0; i < n; i++) {
		if (i && !chance(4))
			strcat(to, "|");
		if (depth && !chance(3)) {
			strcat(to, "(");
			random_pattern(to, depth - 1);
			strcat(to, ")");
		} else {
			strcat(to, atoms[chance(10)]);
		}
		if (!chance(3))
			strcat(to, repeats[chance(7)]);
	}
}

static void random_text(char *to)
{
	unsigned int n = chance(12);

	while (n--)
		*to++ = "aabbc1"[chance(6)];
	*to = 0;
}

/* The same answer, and the same place; groups inside are told apart otherwise. */
static bool agrees(struct match *m, const regex_t *re, const char *s)
{
	regmatch_t at;
	bool is = regexec(re, s, 1, &at, 0) == 0;

	if (stp_regex_match(&m->c, &m->regex, s) != is || (m->found.of != NULL) != is)
		return false;
	return !is || (m->found.words[0] == (unsigned int)at.rm_so &&
		       m->found.words[1] == (unsigned int)at.rm_eo);
}

static bool check_pattern(const char *pattern)
{
	struct match m;
	regex_t re;
	char s[TEXT_MAX];
	unsigned int i;
	bool ok = true;

	if (regcomp(&re, pattern, REG_EXTENDED))
		return true;
	if (!setup(&m, pattern)) {
		regfree(&re);
		return false;
	}
	for (i = 0; i < 40 && ok; i++) {
		random_text(s);
		ok = agrees(&m, &re, s);
		if (!ok)
			printf("# '%s' in '%s'\n", pattern, s);
	}
	drop(&m);
	regfree(&re);
	return ok;
}

TEST(random_patterns_match_as_in_libc)
{
	struct arena_mark mark;
	unsigned int i;
	char pattern[1024];

	if (!arena)
		arena = arena_new();
	mark = arena_mark(arena);
	for (i = 0; i < 4000; i++) {
		pattern[0] = 0;
		if (!chance(5))
			strcat(pattern, "^");
		random_pattern(pattern, 3);
		if (!chance(5))
			strcat(pattern, "$");
		CHECK(check_pattern(pattern));
		arena_release(arena, mark);
	}
}

/* ---- groups, against all ways tried one after the other -------------------- */

/* What is still to be matched: a node, or (none) a slot that is here. */
struct todo {
	const struct regex_node *n;
	unsigned int slot, count;
	const struct todo *next;
};

struct tries {
	const char *s;
	unsigned int slots[64], best[64];
	unsigned int steps;
	bool found;
};

static void try_all(struct tries *t, const struct todo *todo, unsigned int at);

static void try_end(struct tries *t, unsigned int at)
{
	if (t->found && at <= t->best[1])
		return;
	memcpy(t->best, t->slots, sizeof(t->best));
	t->best[1] = at;
	t->found = true;
}

static void try_repeat(struct tries *t, const struct todo *todo, unsigned int at)
{
	const struct regex_node *n = todo->n;
	struct todo again = { .n = n, .count = todo->count + 1, .next = todo->next };
	struct todo once = { .n = n->left, .next = &again };

	if (todo->count < n->max)
		try_all(t, &once, at);
	if (todo->count >= n->min)
		try_all(t, todo->next, at);
}

static void try_node(struct tries *t, const struct todo *todo, unsigned int at)
{
	const struct regex_node *n = todo->n;
	struct todo close = { .slot = 2 * n->group + 1, .next = todo->next };
	struct todo right = { .n = n->right, .next = todo->next };
	struct todo left = { .n = n->left, .next = todo->next };
	struct todo open = { .slot = 2 * n->group, .next = &left };

	switch (n->kind) {
	case NODE_BYTES:
		if (regex_has(n->bytes, (unsigned char)t->s[at]))
			try_all(t, todo->next, at + 1);
		return;
	case NODE_BOTH:
		left.next = &right;
		try_all(t, &left, at);
		return;
	case NODE_EITHER:
		try_all(t, &left, at);
		try_all(t, &right, at);
		return;
	case NODE_GROUP:
		left.next = &close;
		try_all(t, &open, at);
		return;
	case NODE_REPEAT:
		try_repeat(t, todo, at);
		return;
	default:
		if ((n->kind != NODE_START || !at) && (n->kind != NODE_END || !t->s[at]))
			try_all(t, todo->next, at);
	}
}

static void try_all(struct tries *t, const struct todo *todo, unsigned int at)
{
	unsigned int old;

	if (t->steps++ > 20000)
		return;
	if (!todo) {
		try_end(t, at);
	} else if (todo->n) {
		try_node(t, todo, at);
	} else {
		old = t->slots[todo->slot];
		t->slots[todo->slot] = at;
		try_all(t, todo->next, at);
		t->slots[todo->slot] = old;
	}
}

/* What repeats nothing is said nowhere to take part or not. */
static bool may_be_empty(const struct regex_node *n, bool *repeated)
{
	bool left = n->left && may_be_empty(n->left, repeated);
	bool right = n->right && may_be_empty(n->right, repeated);

	switch (n->kind) {
	case NODE_BYTES:
		return false;
	case NODE_BOTH:
		return left && right;
	case NODE_EITHER:
		return left || right;
	case NODE_REPEAT:
		*repeated |= left;
		return left || !n->min;
	case NODE_GROUP:
		return left;
	default:
		return true;
	}
}

/* The leftmost place where anything matches; false: took too long to say. */
static bool try_everywhere(struct tries *t, const struct regex_node *root)
{
	struct todo all = { .n = root };
	unsigned int at;

	for (at = 0; at <= strlen(t->s) && !t->found; at++) {
		memset(t->slots, 0xff, sizeof(t->slots));
		t->slots[0] = at;
		try_all(t, &all, at);
	}
	return t->steps <= 20000;
}

static bool check_groups(const char *pattern, unsigned int *compared)
{
	struct regex_error err;
	unsigned int n_groups, i;
	const struct regex_node *root = regex_parse(arena, pattern, &n_groups, &err);
	bool repeated = false, ok = true;
	struct match m;
	char s[TEXT_MAX];

	if (!root || may_be_empty(root, &repeated) || repeated || !setup(&m, pattern))
		return true;
	for (i = 0; i < 20 && ok; i++) {
		struct tries t = { .s = s };

		random_text(s);
		if (!try_everywhere(&t, root))
			continue;
		*compared += t.found;
		ok = stp_regex_match(&m.c, &m.regex, s) == t.found &&
		     (!t.found || !memcmp(m.found.words, t.best, 8 * n_groups));
		if (!ok)
			printf("# '%s' in '%s'\n", pattern, s);
	}
	drop(&m);
	return ok;
}

TEST(random_groups_are_those_of_the_best_way)
{
	unsigned int i, compared = 0;
	struct arena_mark mark;
	char pattern[1024];

	if (!arena)
		arena = arena_new();
	mark = arena_mark(arena);
	for (i = 0; i < 4000; i++) {
		pattern[0] = 0;
		random_pattern(pattern, 3);
		CHECK(check_groups(pattern, &compared));
		arena_release(arena, mark);
	}
	CHECK(compared > 4000);
}
