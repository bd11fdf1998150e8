/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stat.c - statistics: `<<<`, what is extracted from them, and histograms. */
#include "emit_int.h"
#include "stap/session.h"

struct value emit_stat_add(struct emit *e, const struct expr *x)
{
	struct element el = emit_element(e, x->left, ELEMENT_WRITE, x->right);
	struct value r = emit_expr(e, x->right);

	if (r.reads & CHANGES_GLOBALS)	/* the value of all this is what was added */
		r = emit_copy(e, &r, TY_LONG);
	emit_open_element(e, &el);
	code_line(e, "stp_stat_add(c, &%s, %s, %s);", el.v->c_name, el.arg, emit_bare(e, r.c));
	emit_close_element(e, &el);
	if (el.n)
		emit_check(e, x->left->at);
	return r;
}

bool emit_is_statistic(struct emit *e, const struct expr *x)
{
	unsigned int i;

	for (i = 0; i < x->n; i++)
		if (!x->list[i])
			break;
	if ((x->kind == EX_NAME || x->kind == EX_INDEX) && i == x->n)
		return true;
	emit_error(e, "sem-not-a-statistic", x->at,
		   "expected a statistic, or one element of an array of them");
	return false;
}

const char *emit_merged(struct emit *e, const struct element *el)
{
	if (el->node)
		return arena_printf(e->arena, "stp_node_stat(&%s, %s)", el->v->c_name, el->node);
	return arena_printf(e->arena, "stp_stat_get(c, &%s, %s, 0)", el->v->c_name, el->arg);
}

struct value emit_stat(struct emit *e, const struct expr *x)
{
	bool needs_one = x->stat == STAT_SUM && session_older(e->prog->s, "1.5");
	bool can_fail = x->stat != STAT_COUNT && x->stat != STAT_SUM;
	struct element el;
	const char *t;

	if (!emit_is_statistic(e, x->left))
		return (struct value){ .c = "0LL" };
	el = emit_element(e, x->left, ELEMENT_READ, NULL);
	t = emit_new_long(e);
	emit_open_element(e, &el);
	code_line(e, "%s = stp_stat_%s(%s%s);", t, stat_name(x->stat), can_fail ? "c, " : "",
		  emit_merged(e, &el));
	if (needs_one)
		code_line(e, "if (!stp_stat_count(%s)) stp_error(c, \"empty aggregate\");",
			  emit_merged(e, &el));
	emit_close_element(e, &el);
	if (can_fail || needs_one)
		emit_check(e, x->at);
	return (struct value){ .c = t };
}

/* ---- histograms --------------------------------------------------------- */

const char *emit_bucket(struct emit *e, const struct element *el, const char *i,
			const struct place *at)
{
	const char *t = emit_new_long(e);

	emit_open_element(e, el);
	code_line(e, "%s = stp_hist_bucket(c, %s, %s);", t, emit_merged(e, el), emit_bare(e, i));
	emit_close_element(e, el);
	emit_check(e, at);
	return t;
}

struct value emit_hist_index(struct emit *e, const struct expr *x)
{
	struct element el;

	if (!emit_is_statistic(e, x->left->left))
		return (struct value){ .c = "0LL" };
	el = emit_element(e, x->left->left, ELEMENT_READ, x->right);
	return (struct value){ .c = emit_bucket(e, &el, emit_expr(e, x->right).c, x->at) };
}

/* A bucket is in a histogram when something was counted there. */
struct value emit_hist_in(struct emit *e, const struct expr *x)
{
	const struct expr *s = x->left->left;
	struct element el;
	const char *t;

	if (!emit_is_statistic(e, s) || x->n != 1 || !x->list[0]) {
		emit_error(e, "sem-hist-keys", x->at, "a bucket of a histogram has one index");
		return (struct value){ .c = "0LL" };
	}
	el = emit_element(e, s, ELEMENT_READ, x->list[0]);
	t = emit_bucket(e, &el, emit_expr(e, x->list[0]).c, x->at);
	return (struct value){ .c = arena_printf(e->arena, "(%s != 0)", t), .is_int = true };
}

/* Its last line is empty already: `println` adds none. */
struct value emit_hist_print(struct emit *e, const struct expr *x, const char *to)
{
	const struct expr *hist = x->list[0];
	struct element el;

	if (!emit_is_statistic(e, hist->left))
		return (struct value){ .c = x->print.to_string ? "\"\"" : "0LL" };
	el = emit_element(e, hist->left, ELEMENT_READ, NULL);
	if (x->print.to_string && !to)
		to = emit_new_string(e);
	emit_open_element(e, &el);
	if (x->print.to_string)
		code_line(e, "stp_hist_print(c, %s, %s, STP_MAXSTRINGLEN);",
			  emit_merged(e, &el), to);
	else
		code_line(e, "stp_hist_print(c, %s, 0, 0);", emit_merged(e, &el));
	emit_close_element(e, &el);
	emit_check(e, hist->at);
	return (struct value){ .c = x->print.to_string ? to : "0LL" };
}
