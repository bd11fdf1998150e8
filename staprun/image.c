/* SPDX-License-Identifier: GPL-2.0-or-later */
/* image.c - read and patch the few places of a module file that staprun needs. */
#include "staprun/image.h"

#include <elf.h>
#include <stdio.h>
#include <string.h>

#define SIGNATURE	"~Module signature appended~\n"

struct section {
	size_t offset;
	size_t size;
};

struct table {
	Elf64_Ehdr head;
	struct section names;
};

static bool in_bounds(const struct image *img, Elf64_Off offset, Elf64_Xword size)
{
	return offset <= img->len && size <= img->len - offset;
}

static Elf64_Shdr section_head(const struct image *img, const Elf64_Ehdr *h,
			       unsigned int i)
{
	Elf64_Shdr s;

	/* Nothing in the file need be aligned. */
	memcpy(&s, img->bytes + h->e_shoff + i * sizeof(s), sizeof(s));
	return s;
}

static const char *read_table(const struct image *img, struct table *t)
{
	Elf64_Ehdr *h = &t->head;
	Elf64_Shdr s;

	if (img->len < sizeof(*h) || memcmp(img->bytes, ELFMAG, SELFMAG))
		return "is not an ELF file";
	memcpy(h, img->bytes, sizeof(*h));
	if (h->e_ident[EI_CLASS] != ELFCLASS64 || h->e_ident[EI_DATA] != ELFDATA2LSB)
		return "is not a 64-bit little-endian ELF file";
	if (h->e_type != ET_REL)
		return "is not a kernel module (not a relocatable ELF file)";
	if (h->e_shnum == 0 || h->e_shentsize != sizeof(s) ||
	    !in_bounds(img, h->e_shoff, (Elf64_Xword)h->e_shnum * sizeof(s)))
		return "is damaged: its section table is cut off";
	if (h->e_shstrndx >= h->e_shnum)
		return "is damaged: it has no section names";
	s = section_head(img, h, h->e_shstrndx);
	if (s.sh_type != SHT_STRTAB || s.sh_size == 0 ||
	    !in_bounds(img, s.sh_offset, s.sh_size) ||
	    img->bytes[s.sh_offset + s.sh_size - 1] != '\0')
		return "is damaged: its section names are cut off";
	t->names.offset = s.sh_offset;
	t->names.size = s.sh_size;
	return NULL;
}

/* The first section of that name which has bytes in the file. */
static bool find_section(const struct image *img, const struct table *t,
			 const char *name, struct section *out)
{
	const char *names = (const char *)img->bytes + t->names.offset;
	unsigned int i;

	for (i = 1; i < t->head.e_shnum; i++) {
		Elf64_Shdr s = section_head(img, &t->head, i);

		/* The name table ends with a NUL, so strcmp() stays inside. */
		if (s.sh_name >= t->names.size || strcmp(names + s.sh_name, name))
			continue;
		if (s.sh_type == SHT_NOBITS || !in_bounds(img, s.sh_offset, s.sh_size))
			return false;
		out->offset = s.sh_offset;
		out->size = s.sh_size;
		return true;
	}
	return false;
}

static const char *read_stap(const struct image *img, const struct table *t,
			     struct stp_section *stap)
{
	struct section s;

	if (!find_section(img, t, STP_SECTION, &s))
		return "is not a SystemTap module: it has no section " STP_SECTION;
	if (s.size < sizeof(*stap))
		return "is damaged: its section " STP_SECTION " is too short";
	memcpy(stap, img->bytes + s.offset, sizeof(*stap));
	if (stap->magic != STP_SECTION_MAGIC)
		return "is not a SystemTap module: its section " STP_SECTION " is of another kind";
	return NULL;
}

/* .modinfo: strings, each ended by one or more NULs; we want "name=". */
static bool find_info_name(const struct image *img, const struct section *s,
			   struct image_facts *f)
{
	const char *p = (const char *)img->bytes + s->offset;
	const char *end = p + s->size;

	while (p < end) {
		size_t len = strnlen(p, (size_t)(end - p));

		if (p + len == end)
			return false;
		if (len > 5 && !memcmp(p, "name=", 5) &&
		    len - 5 < MODULE_NAME_BYTES) {
			f->name_len = len - 5;
			f->name_info = (size_t)(p + 5 - (const char *)img->bytes);
			memcpy(f->name, p + 5, f->name_len + 1);
			return options_name_ok(f->name);
		}
		p += len + 1;
	}
	return false;
}

/* struct module differs between kernels: its name is found by its text. */
static bool find_struct_name(const struct image *img, const struct section *s,
			     struct image_facts *f)
{
	size_t need = f->name_len + 1;
	size_t i;

	if (s->size < need)
		return false;
	for (i = 0; i + need <= s->size; i++)
		if (!memcmp(img->bytes + s->offset + i, f->name, need)) {
			f->name_struct = s->offset + i;
			return true;
		}
	return false;
}

static bool has_signature(const struct image *img)
{
	size_t len = sizeof(SIGNATURE) - 1;

	return img->len >= len &&
	       !memcmp(img->bytes + img->len - len, SIGNATURE, len);
}

const char *image_check(const struct image *img, struct image_facts *f)
{
	struct section s;
	struct table t;
	const char *bad;

	memset(f, 0, sizeof(*f));
	bad = read_table(img, &t);
	if (!bad)
		bad = read_stap(img, &t, &f->stap);
	if (bad)
		return bad;
	if (!find_section(img, &t, ".modinfo", &s) || !find_info_name(img, &s, f))
		return "is damaged: it does not tell the module's name";
	if (!find_section(img, &t, ".gnu.linkonce.this_module", &s) ||
	    !find_struct_name(img, &s, f))
		return "is damaged: it does not hold the module's name";
	f->is_signed = has_signature(img);
	return NULL;
}

bool image_rename(struct image *img, struct image_facts *f, int pid)
{
	char tail[16];
	size_t len;

	len = (size_t)snprintf(tail, sizeof(tail), "_%d", pid);
	if (len >= f->name_len)
		return false;
	memcpy(f->name + f->name_len - len, tail, len);
	memcpy(img->bytes + f->name_struct, f->name, f->name_len);
	memcpy(img->bytes + f->name_info, f->name, f->name_len);
	return true;
}
