/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * events.c - which system each trace event of a kernel image belongs to.
 *
 * The object event_NAME of a trace event is a struct trace_event_call, which
 * has begun like this in all versions that we know:
 *
 *	list (two pointers), class, tracepoint, ...
 *
 * and *class begins with a pointer to the name of the system.  In an image all
 * of these are addresses as linked.  That the third of them is the tracepoint
 * of the same name proves the rest.
 */
#include "di_int.h"

#include <elf.h>
#include <errno.h>
#include <string.h>

#define SYSTEM_MAX	64
#define TRACEPOINT	"__tracepoint_"
#define EVENT_CLASS	16
#define EVENT_TRACEPOINT 24
#define EVENT_BYTES	32

/* The section table, once it is known to lie in the file. */
struct table {
	const struct image *im;
	Elf64_Ehdr head;
};

static bool open_table(struct table *t, const struct image *im)
{
	t->im = im;
	if (im->len < sizeof(t->head))
		return false;
	memcpy(&t->head, im->data, sizeof(t->head));
	return t->head.e_ident[EI_CLASS] == ELFCLASS64 &&
	       t->head.e_shentsize == sizeof(Elf64_Shdr) && t->head.e_shoff <= im->len &&
	       t->head.e_shnum <= (im->len - t->head.e_shoff) / sizeof(Elf64_Shdr);
}

/* What the image has at an address, at least `want` bytes; *have: up to where. */
static const uint8_t *at_address(const struct table *t, uint64_t address, size_t want,
				 size_t *have)
{
	Elf64_Shdr h;
	uint64_t off;
	unsigned int i;

	for (i = 0; i < t->head.e_shnum; i++) {
		memcpy(&h, t->im->data + t->head.e_shoff + i * sizeof(h), sizeof(h));
		if (h.sh_type != SHT_PROGBITS || !(h.sh_flags & SHF_ALLOC) ||
		    address < h.sh_addr || address - h.sh_addr >= h.sh_size)
			continue;
		off = address - h.sh_addr;
		if (h.sh_offset > t->im->len || h.sh_size > t->im->len - h.sh_offset ||
		    h.sh_size - off < want)
			return NULL;
		*have = h.sh_size - off;
		return t->im->data + h.sh_offset + off;
	}
	return NULL;
}

static uint64_t field64(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* The system of the event at an address, NULL if it is not one of tracepoint. */
static const char *system_of(const struct table *t, uint64_t event, uint64_t tracepoint,
			     size_t *len)
{
	const uint8_t *p;
	size_t have;

	p = at_address(t, event, EVENT_BYTES, &have);
	if (!p || field64(p + EVENT_TRACEPOINT) != tracepoint)
		return NULL;
	p = at_address(t, field64(p + EVENT_CLASS), 8, &have);
	p = p ? at_address(t, field64(p), 1, &have) : NULL;
	if (!p)
		return NULL;
	*len = strnlen((const char *)p, have < SYSTEM_MAX ? have : SYSTEM_MAX);
	return *len && *len < have && *len < SYSTEM_MAX ? (const char *)p : NULL;
}

static int add_event(const struct table *t, const struct symbols *s, uint32_t i,
		     struct bytes *out)
{
	const char *name = symbols_name(s, i) + strlen(TRACEPOINT), *system;
	char event[256];
	uint32_t e;
	size_t len;
	int err;

	if (strlen(name) + sizeof("event_") > sizeof(event))
		return 0;
	strcpy(event, "event_");
	strcat(event, name);
	e = symbols_find(s, event);
	if (e == s->n)
		return 0;
	system = system_of(t, s->at[e].address, s->at[i].address, &len);
	if (!system)
		return 0;
	err = bytes_add(out, name, strlen(name) + 1);
	if (!err)
		err = bytes_add(out, system, len + 1);
	return err;
}

int events_read(const struct image *im, const struct symbols *s, struct bytes *out)
{
	uint32_t i = symbols_from(s, TRACEPOINT);
	struct table t;
	int err = 0;

	if (!open_table(&t, im))
		return -ENOEXEC;
	for (; i < s->n && !err; i++) {
		if (strncmp(symbols_name(s, i), TRACEPOINT, strlen(TRACEPOINT)))
			break;
		err = add_event(&t, s, i, out);
	}
	return err;
}
