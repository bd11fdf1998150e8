/* SPDX-License-Identifier: GPL-2.0-or-later */
/* regex_parse.c - the text of a pattern to its tree. */
#include <ctype.h>
#include <string.h>

#include "regex_int.h"

struct reader {
	struct arena *a;
	const char *start, *s;
	unsigned int depth, groups;
	struct regex_error *err;
};

static struct regex_node *fail(struct reader *r, const char *at, const char *msg)
{
	r->err->at = (size_t)(at - r->start);
	r->err->msg = msg;
	return NULL;
}

/* Says what stands at the reader and should not. */
static struct regex_node *unexpected(struct reader *r)
{
	if (!*r->s)
		return fail(r, r->s, "unexpected end of input");
	return fail(r, r->s, arena_printf(r->a, "unexpected '%c'", *r->s));
}

static struct regex_node *node(struct reader *r, enum node_kind kind,
			       const struct regex_node *left, const struct regex_node *right)
{
	struct regex_node *n = arena_one(r->a, struct regex_node);

	n->kind = kind;
	n->left = left;
	n->right = right;
	return n;
}

/* ---- sets of bytes ------------------------------------------------------ */

static void add_range(uint64_t *bytes, unsigned int from, unsigned int to)
{
	for (; from <= to; from++)
		bytes[from / 64] |= 1ULL << (from % 64);
}

/* All that are not in it, but never the byte that ends a string. */
static void invert(uint64_t *bytes)
{
	unsigned int i;

	for (i = 0; i < 4; i++)
		bytes[i] = ~bytes[i];
	bytes[0] &= ~1ULL;
}

struct named_class {
	const char *name;
	int (*has)(int c);
};

static const struct named_class named_classes[] = {
	{ "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
	{ "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
	{ "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit },
};

/* At "[:"; the names are those of the C locale, as the program never sets one. */
static bool add_named(struct reader *r, uint64_t *bytes)
{
	const char *name = r->s + 2, *end = strstr(name, ":]");
	unsigned int i;
	int b;

	for (i = 0; end && i < array_size(named_classes); i++) {
		if (strlen(named_classes[i].name) != (size_t)(end - name) ||
		    strncmp(named_classes[i].name, name, (size_t)(end - name)))
			continue;
		for (b = 1; b < 128; b++)
			if (named_classes[i].has(b))
				add_range(bytes, (unsigned int)b, (unsigned int)b);
		r->s = end + 2;
		return true;
	}
	fail(r, r->s, end ? "unknown character class" : "unclosed character class");
	return false;
}

/* A byte, or from one to another; a ']' has been dealt with. */
static bool add_member(struct reader *r, uint64_t *bytes)
{
	unsigned int from = (unsigned char)*r->s, to = from;
	const char *at = r->s;

	if (at[0] == '[' && at[1] == ':')
		return add_named(r, bytes);
	if (at[0] == '[' && (at[1] == '.' || at[1] == '='))
		return fail(r, at, "collating elements are not supported");
	r->s++;
	if (r->s[0] == '-' && r->s[1] && r->s[1] != ']') {
		to = (unsigned char)r->s[1];
		if (to == '[' && r->s[2] && strchr(".=:", r->s[2]))
			return fail(r, at, "invalid range in character class");
		r->s += 2;
	}
	if (to < from)
		return fail(r, at, "invalid range in character class");
	add_range(bytes, from, to);
	return true;
}

static struct regex_node *parse_class(struct reader *r)
{
	struct regex_node *n = node(r, NODE_BYTES, NULL, NULL);
	const char *at = r->s++;
	bool inverted = *r->s == '^', first = true;

	r->s += inverted;
	for (; *r->s && (first || *r->s != ']'); first = false)
		if (!add_member(r, n->bytes))
			return NULL;
	if (!*r->s)
		return fail(r, at, "unclosed character class");
	r->s++;
	if (inverted)
		invert(n->bytes);
	return n;
}

static struct regex_node *one_byte(struct reader *r, unsigned int b)
{
	struct regex_node *n = node(r, NODE_BYTES, NULL, NULL);

	add_range(n->bytes, b, b);
	return n;
}

static struct regex_node *parse_escape(struct reader *r)
{
	static const char letters[] = "abfnrtv", bytes[] = "\a\b\f\n\r\t\v";
	const char *at = r->s++;
	unsigned int b = (unsigned char)*r->s;
	const char *letter = b ? strchr(letters, (int)b) : NULL;

	if (!b)
		return unexpected(r);
	r->s++;
	if (letter)
		return one_byte(r, (unsigned char)bytes[letter - letters]);
	if (isdigit((int)b))
		return fail(r, at, "back-references are not supported");
	if (isalpha((int)b))
		return fail(r, at, arena_printf(r->a, "unknown escape '\\%c'", (int)b));
	return one_byte(r, b);
}

/* ---- the grammar -------------------------------------------------------- */

static struct regex_node *parse_either(struct reader *r);

static struct regex_node *parse_group(struct reader *r)
{
	bool counts = r->s[1] != '?' || r->s[2] != ':';
	const char *at = r->s;
	struct regex_node *inner, *n;
	unsigned int group = r->groups;

	if (r->depth++ == REGEX_DEPTH_MAX)
		return fail(r, at, "too many nested groups");
	r->s += counts ? 1 : 3;
	if (counts && r->groups++ == REGEX_GROUPS_MAX)
		return fail(r, at, "too many groups");
	inner = parse_either(r);
	if (!inner)
		return NULL;
	if (*r->s != ')')
		return fail(r, at, "unclosed group");
	r->s++;
	r->depth--;
	if (!counts)
		return inner;
	n = node(r, NODE_GROUP, inner, NULL);
	n->group = group;
	return n;
}

static struct regex_node *parse_atom(struct reader *r)
{
	struct regex_node *n;

	switch (*r->s) {
	case '(':
		return parse_group(r);
	case '[':
		return parse_class(r);
	case '\\':
		return parse_escape(r);
	case '*':
	case '+':
	case '?':
	case '{':
		return unexpected(r);
	case '.':
		r->s++;
		n = node(r, NODE_BYTES, NULL, NULL);
		invert(n->bytes);
		return n;
	default:
		return one_byte(r, (unsigned char)*r->s++);
	}
}

static bool read_number(struct reader *r, unsigned int *n)
{
	const char *at = r->s;

	if (!isdigit((unsigned char)*at)) {
		unexpected(r);
		return false;
	}
	for (*n = 0; isdigit((unsigned char)*r->s); r->s++) {
		*n = *n * 10 + (unsigned int)(*r->s - '0');
		if (*n > REGEX_REPEAT_MAX)
			return fail(r, at, "repetition count is too large");
	}
	return true;
}

/* Behind '{': n} or n,} or n,m} */
static bool read_counts(struct reader *r, struct regex_node *n)
{
	const char *at = r->s;

	if (!read_number(r, &n->min))
		return false;
	n->max = n->min;
	if (*r->s == ',') {
		r->s++;
		n->max = REPEAT_FOREVER;
		if (*r->s != '}' && !read_number(r, &n->max))
			return false;
	}
	if (*r->s != '}')
		return unexpected(r);
	r->s++;
	return n->min <= n->max || fail(r, at, "repetition counts are out of order");
}

static struct regex_node *parse_repeats(struct reader *r, struct regex_node *what)
{
	while (what && *r->s && strchr("*+?{", *r->s)) {
		struct regex_node *n = node(r, NODE_REPEAT, what, NULL);
		char op = *r->s++;

		n->min = op == '+';
		n->max = op == '?' ? 1 : REPEAT_FOREVER;
		if (op == '{' && !read_counts(r, n))
			return NULL;
		what = n;
	}
	return what;
}

static struct regex_node *parse_piece(struct reader *r)
{
	if (*r->s != '^' && *r->s != '$')
		return parse_repeats(r, parse_atom(r));
	return node(r, *r->s++ == '^' ? NODE_START : NODE_END, NULL, NULL);
}

static struct regex_node *parse_both(struct reader *r)
{
	struct regex_node *left = NULL, *n;

	while (*r->s && *r->s != '|' && *r->s != ')') {
		n = parse_piece(r);
		if (!n)
			return NULL;
		left = left ? node(r, NODE_BOTH, left, n) : n;
	}
	return left ? left : node(r, NODE_EMPTY, NULL, NULL);
}

static struct regex_node *parse_either(struct reader *r)
{
	struct regex_node *left = parse_both(r), *right;

	while (left && *r->s == '|') {
		r->s++;
		right = parse_both(r);
		left = right ? node(r, NODE_EITHER, left, right) : NULL;
	}
	return left;
}

const struct regex_node *regex_parse(struct arena *a, const char *pattern,
				     unsigned int *n_groups, struct regex_error *err)
{
	struct reader r = { .a = a, .start = pattern, .s = pattern, .groups = 1, .err = err };
	const struct regex_node *root;

	if (strlen(pattern) > REGEX_BYTES_MAX)
		return fail(&r, pattern, "pattern is too large");
	root = parse_either(&r);
	if (root && *r.s)
		return unexpected(&r);
	*n_groups = r.groups;
	return root;
}
