/* SPDX-License-Identifier: GPL-2.0-or-later */
/* badvars.c - --skip-badvars: target variables that cannot be had are 0. */
#include "badvars.h"

#include "base/diag.h"
#include "program.h"
#include "session.h"

static void skip_one(void *ctx, struct expr **slot)
{
	struct program *p = ctx;
	const struct place *at = (*slot)->at;

	if (!(*slot)->held)
		return;
	diag_warn(p->s->diag, "warn-bad-variable", at,
		  "Bad $context variable being substituted with literal 0");
	*slot = expr_number(p->s->arena, 0, at);
}

bool badvars_skip(struct program *p)
{
	unsigned int i, k;

	if (!p->s->opt->skip_badvars)
		return true;
	for (i = 0; i < p->probes.n; i++) {
		struct probe *pr = p->probes.at[i];

		stmt_each_expr(pr->body, skip_one, p);
		for (k = 0; k < pr->n_saved; k++)
			expr_each(&pr->saved[k], skip_one, p);
	}
	for (i = 0; i < p->functions.n; i++)
		if (p->functions.at[i]->body)
			stmt_each_expr(p->functions.at[i]->body, skip_one, p);
	return true;
}
