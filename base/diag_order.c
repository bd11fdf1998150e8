/* SPDX-License-Identifier: GPL-2.0-or-later */
/* diag_order.c - errors in the order of the source, whatever found them first. */
#include <stdlib.h>

#include "arena.h"
#include "diag_int.h"
#include "source.h"

/* Where a report stands among the others. */
struct key {
	struct report *r;
	enum { WARNINGS, IN_SCRIPT, IN_LIBRARY } group;
	unsigned int file;		/* in order of appearance */
	uint32_t off;
	unsigned int seq;
};

struct files {
	const struct source **at;
	unsigned int n, cap;
};

static unsigned int file_of(struct arena *a, struct files *files, const struct source *src)
{
	unsigned int i;

	for (i = 0; i < files->n; i++) {
		if (files->at[i] == src)
			return i;
	}
	list_push(a, files, src);
	return i;
}

/* What the user has written: the use of a macro, his probe. */
static const struct place *place_of(const struct report *r)
{
	const struct place *p = r->within ? r->within : r->at;

	while (p && p->from)
		p = p->from;
	return p;
}

/* One without a place belongs to the one before it. */
static struct key key_of(struct arena *a, struct files *files, struct report *r, struct key before)
{
	const struct place *p = place_of(r);
	struct key k = before;

	k.r = r;
	k.seq++;
	if (r->kind == DIAG_WARNING)
		return (struct key){ .r = r, .seq = k.seq };
	if (!p)
		return k;
	k.group = p->src->is_library ? IN_LIBRARY : IN_SCRIPT;
	k.file = file_of(a, files, p->src);
	k.off = p->off;
	return k;
}

static int compare(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	if (a->group != b->group)
		return a->group > b->group ? 1 : -1;
	if (a->file != b->file)
		return a->file > b->file ? 1 : -1;
	if (a->off != b->off)
		return a->off > b->off ? 1 : -1;
	return a->seq > b->seq ? 1 : -1;
}

void diag_hold(struct diag *d)
{
	d->holds = true;
}

void diag_release(struct diag *d)
{
	struct key *keys, before = { 0 };
	struct files files = { 0 };
	unsigned int n = 0, i;
	struct report *r;

	for (r = d->first; r; r = r->next)
		n++;
	keys = arena_many(d->arena, struct key, n + 1);
	for (r = d->first, i = 0; r; r = r->next, i++)
		before = keys[i] = key_of(d->arena, &files, r, before);
	d->first = NULL;
	d->last = &d->first;
	d->holds = false;
	qsort(keys, n, sizeof(*keys), compare);
	for (i = 0; i < n; i++)
		diag_show(d, keys[i].r);
}
