/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words.c - each text once, numbered as it comes and laid out in order at the end. */
#include "dwarf_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static uint32_t text_hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (uint8_t)*s) * 16777619u;
	return h ^ h >> 15;
}

/* Twice as many buckets, before they get full. */
static bool words_grow(struct words *w)
{
	uint32_t n = w->bucket ? 2 * (w->mask + 1) : 1 << 16, i, h;
	uint32_t *bucket = calloc(n, sizeof(*bucket));

	if (!bucket)
		return false;
	free(w->bucket);
	w->bucket = bucket;
	w->mask = n - 1;
	for (i = 0; i < w->n; i++) {
		h = text_hash(word_at(w, i)->text) & w->mask;
		word_at(w, i)->next = bucket[h];
		bucket[h] = i + 1;
	}
	return true;
}

uint32_t word_of(struct words *w, const char *s)
{
	struct word new = { .text = s };
	uint32_t h, i;

	if ((!w->bucket || w->n > w->mask) && !words_grow(w))
		return UINT32_MAX;
	h = text_hash(s) & w->mask;
	for (i = w->bucket[h]; i; i = word_at(w, i - 1)->next)
		if (!strcmp(word_at(w, i - 1)->text, s))
			return i - 1;
	new.next = w->bucket[h];
	if (bytes_add(&w->at, &new, sizeof(new)))
		return UINT32_MAX;
	w->bucket[h] = ++w->n;
	return w->n - 1;
}

static int compare_words(const void *x, const void *y)
{
	const struct word *const *a = x, *const *b = y;

	return strcmp((*a)->text, (*b)->text);
}

int words_lay_out(struct words *w, struct bytes *text)
{
	struct word **sorted = calloc(w->n + 1, sizeof(*sorted));
	uint32_t i;
	int err = sorted ? 0 : -ENOMEM;

	for (i = 0; !err && i < w->n; i++)
		sorted[i] = word_at(w, i);
	if (!err)
		qsort(sorted, w->n, sizeof(*sorted), compare_words);
	for (i = 0; !err && i < w->n; i++) {
		sorted[i]->offset = (uint32_t)text->len;
		err = bytes_add(text, sorted[i]->text, strlen(sorted[i]->text) + 1);
	}
	free(sorted);
	return err;
}

void words_free(struct words *w)
{
	bytes_free(&w->at);
	free(w->bucket);
	w->bucket = NULL;
}
