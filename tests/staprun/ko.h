/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ko.h - a small module file made in memory for the tests of staprun.
 */
#ifndef TESTS_STAPRUN_KO_H
#define TESTS_STAPRUN_KO_H

#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/protocol.h"
#include "staprun/image.h"

struct ko {
	Elf64_Ehdr head;
	struct stp_section stap;
	char info[96];
	char module[160];		/* stands for struct module */
	char names[80];
	Elf64_Shdr sections[5];
};

static void ko_section(Elf64_Shdr *s, unsigned int name, unsigned int type,
		       size_t offset, size_t size)
{
	s->sh_name = name;
	s->sh_type = type;
	s->sh_offset = offset;
	s->sh_size = size;
}

static inline void ko_make(struct ko *k, const char *name)
{
	static const char names[] = "\0.stap\0.modinfo\0.gnu.linkonce.this_module\0.shstrtab";

	memset(k, 0, sizeof(*k));
	memcpy(k->head.e_ident, ELFMAG, SELFMAG);
	k->head.e_ident[EI_CLASS] = ELFCLASS64;
	k->head.e_ident[EI_DATA] = ELFDATA2LSB;
	k->head.e_type = ET_REL;
	k->head.e_shoff = offsetof(struct ko, sections);
	k->head.e_shentsize = sizeof(Elf64_Shdr);
	k->head.e_shnum = 5;
	k->head.e_shstrndx = 4;
	k->stap.magic = STP_SECTION_MAGIC;
	k->stap.protocol = STP_PROTOCOL;
	k->stap.privilege = STP_CRED_STAPDEV;
	/* The name comes after another string and some padding. */
	memcpy(k->info, "license=GPL\0\0\0name=", 19);
	strcpy(k->info + 19, name);
	strcpy(k->module + 24, name);
	memcpy(k->names, names, sizeof(names));
	ko_section(&k->sections[1], 1, SHT_PROGBITS, offsetof(struct ko, stap), sizeof(k->stap));
	ko_section(&k->sections[2], 7, SHT_PROGBITS, offsetof(struct ko, info), sizeof(k->info));
	ko_section(&k->sections[3], 16, SHT_PROGBITS, offsetof(struct ko, module),
		   sizeof(k->module));
	ko_section(&k->sections[4], 42, SHT_STRTAB, offsetof(struct ko, names), sizeof(names));
}

static inline struct image ko_image(struct ko *k)
{
	return (struct image){ (unsigned char *)k, sizeof(*k) };
}

#endif
