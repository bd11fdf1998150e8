/* SPDX-License-Identifier: GPL-2.0-or-later */
/* parse_point.c - probes: their points, the brace groups in them, aliases. */
#include "parse_int.h"

#include <string.h>

static bool parse_point_list(struct parser *p, struct point_list *list);

/* --- components ------------------------------------------------------------- */

static bool is_piece(const struct token *t)
{
	return t->kind == TOK_IDENT || t->kind == TOK_KEYWORD ||
	       (t->kind == TOK_OP && (strcmp(t->text, "*") == 0));
}

/* cname = piece {piece}, nothing between them */
static bool parse_name(struct parser *p, struct comp *c)
{
	struct text name = TEXT_EMPTY;

	if (!is_piece(p->tok))
		return parse_error(p, "parse-point-name", "expected identifier or '*' or '{'");
	c->at = p->tok->at;
	do {
		text_put(&name, p->tok->text);
		parse_advance(p);
	} while (is_piece(p->tok) && p->tok->glued);
	c->name = arena_strndup(p->arena, name.buf, name.len);
	text_free(&name);
	return true;
}

/* "(" literal ")" */
static bool parse_argument(struct parser *p, struct comp *c)
{
	if (!parse_accept(p, "("))
		return true;
	if (p->tok->kind == TOK_STRING) {
		c->arg = ARG_STRING;
		c->str = string_decode(p->arena, parse_strings(p), NULL);
	} else if (p->tok->kind == TOK_NUMBER || parse_is_op(p, "-")) {
		c->arg = ARG_NUMBER;
		if (!parse_number(p, &c->num))
			return false;
	} else {
		return parse_error(p, "parse-literal", "expected literal string or number");
	}
	return parse_expect(p, ")");
}

/* --- groups ----------------------------------------------------------------- */

/* Point a with the components of b behind its own, and the marks of b. */
static struct point *join(struct parser *p, const struct point *a, const struct point *b)
{
	struct point *joined = arena_one(p->arena, struct point);

	*joined = *b;
	joined->n = a->n + b->n;
	joined->comps = arena_many(p->arena, struct comp, joined->n);
	if (a->n)
		memcpy(joined->comps, a->comps, a->n * sizeof(*a->comps));
	memcpy(joined->comps + a->n, b->comps, b->n * sizeof(*b->comps));
	joined->at = joined->comps[0].at;
	joined->cond = expr_copy(p->arena, b->cond);
	return joined;
}

/* Each of list goes on with each of more, in this order. */
static bool multiply(struct parser *p, struct point_list *list, const struct point_list *more)
{
	struct point_list product = { 0 };
	unsigned int i, j;

	if ((uint64_t)list->n * more->n > POINTS_MAX)
		return parse_error(p, "parse-point-count", "more than %d probe points",
				   POINTS_MAX);
	for (i = 0; i < list->n; i++) {
		for (j = 0; j < more->n; j++)
			list_push(p->arena, &product, join(p, list->at[i], more->at[j]));
	}
	*list = product;
	return true;
}

/* "{" pplist "}" */
static bool parse_group(struct parser *p, struct point_list *list)
{
	if (!parse_enter(p))
		return false;
	parse_advance(p);
	if (!parse_point_list(p, list))
		return false;
	p->depth--;
	return parse_accept(p, "}") ||
	       parse_error(p, "parse-point-end", "expected one of ',' '{' '}' '=' '+='");
}

/* comp = "{" pplist "}" | cname ["(" literal ")"]; to each point so far */
static bool parse_comp(struct parser *p, struct point_list *list)
{
	struct point_list more = { 0 };
	struct point *one;
	unsigned int i;

	for (i = 0; i < list->n; i++) {
		if (list->at[i]->optional || list->at[i]->cond)
			return parse_error(p, "parse-point-suffix", "'?', '!' or condition must "
					   "only be specified in suffix");
	}
	if (parse_is_op(p, "{"))
		return parse_group(p, &more) && multiply(p, list, &more);
	one = arena_one(p->arena, struct point);
	one->n = 1;
	one->comps = arena_one(p->arena, struct comp);
	if (!parse_name(p, one->comps) || !parse_argument(p, one->comps))
		return false;
	list_push(p->arena, &more, one);
	return multiply(p, list, &more);
}

/* --- points ----------------------------------------------------------------- */

/* ["?" | "!"] */
static bool parse_mark(struct parser *p, struct point_list *list)
{
	bool is_sufficient = parse_is_op(p, "!");
	unsigned int i;

	if (!is_sufficient && !parse_is_op(p, "?"))
		return true;
	for (i = 0; i < list->n; i++) {
		if (list->at[i]->optional)
			return parse_error(p, "parse-point-marks", "'?' or '!' respecified");
		list->at[i]->optional = true;
		list->at[i]->sufficient = is_sufficient;
	}
	parse_advance(p);
	return true;
}

/* ["if" "(" expr ")"] */
static bool parse_point_condition(struct parser *p, struct point_list *list)
{
	struct expr *cond;
	unsigned int i;

	if (!parse_is_keyword(p, "if"))
		return true;
	for (i = 0; i < list->n; i++) {
		if (list->at[i]->cond)
			return parse_error(p, "parse-point-conditions", "condition respecified");
	}
	parse_advance(p);
	if (!parse_expect(p, "("))
		return false;
	cond = parse_expr(p);
	if (!cond || !parse_expect(p, ")"))
		return false;
	for (i = 0; i < list->n; i++)
		list->at[i]->cond = i ? expr_copy(p->arena, cond) : cond;
	return true;
}

/* pp = comp {"." comp} ["?" | "!"] ["if" "(" expr ")"] */
static bool parse_point(struct parser *p, struct point_list *list)
{
	struct point *start = arena_one(p->arena, struct point);
	struct point_list mine = { 0 };
	unsigned int i;

	list_push(p->arena, &mine, start);
	do {
		if (!parse_comp(p, &mine))
			return false;
	} while (parse_accept(p, "."));
	if (!parse_mark(p, &mine) || !parse_point_condition(p, &mine))
		return false;
	if (mine.n > POINTS_MAX - list->n)
		return parse_error(p, "parse-point-count", "more than %d probe points",
				   POINTS_MAX);
	for (i = 0; i < mine.n; i++)
		list_push(p->arena, list, mine.at[i]);
	return true;
}

/* pplist = pp {"," pp} */
static bool parse_point_list(struct parser *p, struct point_list *list)
{
	do {
		if (!parse_point(p, list))
			return false;
	} while (parse_accept(p, ","));
	return true;
}

/* --- probes ----------------------------------------------------------------- */

/* The points so far are names of an alias, for a '=' or '+=' follows. */
static bool take_aliases(struct parser *p, struct probe_decl *d, struct point_list *points)
{
	unsigned int i;

	for (i = 0; i < points->n; i++) {
		if (points->at[i]->optional)
			return parse_error(p, "parse-alias-mark", "probe point alias name "
					   "cannot be optional nor sufficient");
		if (points->at[i]->cond)
			return parse_error(p, "parse-alias-condition",
					   "probe point alias name cannot have condition");
		list_push(p->arena, &d->aliases, points->at[i]);
	}
	*points = (struct point_list){ 0 };
	d->is_epilogue |= parse_is_op(p, "+=");
	parse_advance(p);
	return true;
}

/* {pp ("=" | "+=")} pplist */
static bool parse_head(struct parser *p, struct probe_decl *d)
{
	for (;;) {
		if (!parse_point(p, &d->points))
			return false;
		if (!parse_is_op(p, "=") && !parse_is_op(p, "+="))
			break;
		if (!take_aliases(p, d, &d->points))
			return false;
	}
	if (parse_accept(p, ",") && !parse_point_list(p, &d->points))
		return false;
	return parse_is_op(p, "{") ||
	       parse_error(p, "parse-point-end", "expected one of ',' '{' '}' '=' '+='");
}

/* ["," block] after the block of an alias */
static bool parse_epilogue(struct parser *p, struct probe_decl *d)
{
	if (!d->aliases.n || !parse_is_op(p, ","))
		return true;
	if (d->is_epilogue)
		return parse_error(p, "parse-alias-blocks", "Combined prologue and epilogue "
				   "cannot be defined with '+='");
	parse_advance(p);
	d->epilogue = parse_block(p);
	return d->epilogue;
}

/* "probe" head block ["," block] */
bool parse_probe(struct parser *p)
{
	struct probe_decl *d = arena_one(p->arena, struct probe_decl);

	d->at = p->tok->at;
	parse_advance(p);
	if (!parse_head(p, d))
		return false;
	d->body = parse_block(p);
	if (!d->body || !parse_epilogue(p, d))
		return false;
	if (d->aliases.n)
		list_push(p->arena, &p->file->aliases, d);
	else
		list_push(p->arena, &p->file->probes, d);
	return true;
}
