/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dwarf_index.c - the index of a kernel's debug information, on disk.
 *
 * A head and five arrays, mapped and used as they are.  Every offset in it is
 * checked once when it is opened, so that lookups need not; an index that is
 * not exactly right is made again.
 */
#include "dwarf_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of every 64th word: tells pages that a crash of the machine left empty. */
uint64_t dx_sample(const void *data, size_t len)
{
	const uint8_t *p = data;
	uint64_t sum = len, word;
	size_t at;

	for (at = sizeof(struct dx_head); at + 8 <= len; at += 512) {
		memcpy(&word, p + at, sizeof(word));
		sum = (sum ^ word) * 0x9e3779b97f4a7c15ull;
		sum ^= sum >> 29;
	}
	return sum;
}

static bool is_whole(const struct dx_head *h, size_t len)
{
	const uint64_t limit = UINT32_MAX / 64;

	if (h->n_functions > limit || h->n_inlines > limit || h->n_types > limit ||
	    h->n_globals > limit || h->strings_len > len || !h->strings_len)
		return false;
	return h->total == len &&
	       sizeof(*h) + h->n_functions * sizeof(struct dx_function) +
	       h->n_inlines * sizeof(struct dx_inline) +
	       (h->n_types + h->n_globals) * sizeof(struct dx_named) + h->strings_len == len;
}

static bool are_names_good(const struct dx_named *at, uint64_t n, uint64_t strings_len)
{
	uint64_t i;

	for (i = 0; i < n; i++)
		if (at[i].name >= strings_len || at[i].unit >= strings_len ||
		    (i && at[i].name < at[i - 1].name))
			return false;
	return true;
}

static bool are_functions_good(const struct dx *x)
{
	const struct dx_head *h = x->head;
	const struct dx_function *f = x->functions, *end = f + h->n_functions;
	uint32_t last = 0;

	for (; f < end; last = f->name, f++)
		if (f->name >= h->strings_len || f->file >= h->strings_len || f->name < last ||
		    f->first_inline > h->n_inlines ||
		    f->n_inlines > h->n_inlines - f->first_inline)
			return false;
	return true;
}

bool dx_use(struct dx *x, const void *data, size_t len, const uint8_t *id, size_t id_len)
{
	const struct dx_head *h = data;

	if (len < sizeof(*h) || memcmp(h->magic, DX_MAGIC, 8) || h->version != DX_VERSION ||
	    h->build_id_len > sizeof(h->build_id) || !is_whole(h, len))
		return false;
	if (id_len != h->build_id_len || memcmp(id, h->build_id, id_len))
		return false;
	x->head = h;
	x->functions = (const struct dx_function *)(h + 1);
	x->inlines = (const struct dx_inline *)(x->functions + h->n_functions);
	x->types = (const struct dx_named *)(x->inlines + h->n_inlines);
	x->globals = x->types + h->n_types;
	x->strings = (const char *)(x->globals + h->n_globals);
	return !x->strings[h->strings_len - 1] && h->sample == dx_sample(data, len) &&
	       are_functions_good(x) && are_names_good(x->types, h->n_types, h->strings_len) &&
	       are_names_good(x->globals, h->n_globals, h->strings_len);
}

/* Ours or root's, and writable by nobody else. */
static bool is_trusted(const struct stat *st)
{
	return S_ISREG(st->st_mode) && !(st->st_mode & 022) &&
	       (st->st_uid == geteuid() || !st->st_uid);
}

int dx_load(struct dx *x, const char *path, const uint8_t *id, size_t id_len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	void *map = MAP_FAILED;
	struct stat st;

	if (fd < 0)
		return -errno;
	if (!fstat(fd, &st) && is_trusted(&st) && st.st_size)
		map = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return -EPERM;
	if (!dx_use(x, map, st.st_size, id, id_len)) {
		munmap(map, st.st_size);
		memset(x, 0, sizeof(*x));
		return -EBADMSG;
	}
	x->memory = map;
	x->mapped_len = st.st_size;
	return 0;
}

void dx_close(struct dx *x)
{
	if (x->mapped_len)
		munmap(x->memory, x->mapped_len);
	else
		free(x->memory);
	memset(x, 0, sizeof(*x));
}

uint32_t dx_from(const struct dx *x, const void *at, uint64_t n, size_t size, const char *name)
{
	const uint8_t *p = at;
	uint64_t low = 0, high = n, middle;
	uint32_t offset;

	while (low < high) {
		middle = (low + high) / 2;
		memcpy(&offset, p + middle * size, sizeof(offset));
		if (strcmp(dx_string(x, offset), name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}
