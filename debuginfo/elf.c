/* SPDX-License-Identifier: GPL-2.0-or-later */
/* elf.c - the parts of a kernel's ELF file: BTF, build-id, symbols. */
#include "di_int.h"

#include <errno.h>
#include <gelf.h>
#include <libelf.h>
#include <string.h>

int elf_build_id(const uint8_t *notes, size_t len, uint8_t id[32], uint32_t *id_len)
{
	const uint8_t *p = notes, *end = notes + len;
	uint32_t head[3];
	uint64_t name, desc;

	while ((size_t)(end - p) > sizeof(head)) {
		memcpy(head, p, sizeof(head));
		p += sizeof(head);
		name = ((uint64_t)head[0] + 3) & ~3ull;
		desc = ((uint64_t)head[1] + 3) & ~3ull;
		if (name > (size_t)(end - p) || head[1] > (size_t)(end - p) - name)
			return -ENOENT;
		if (head[2] == 3 && head[0] == 4 && !memcmp(p, "GNU", 4) && head[1] <= 32) {
			memcpy(id, p + name, head[1]);
			*id_len = head[1];
			return 0;
		}
		if (desc > (size_t)(end - p) - name)
			return -ENOENT;
		p += name + desc;
	}
	return -ENOENT;
}

/* The sections of interest, and what is needed to read them. */
struct sections {
	Elf *elf;
	const struct image *im;
	Elf_Scn *symtab;
	GElf_Shdr symtab_head;
	GElf_Shdr rodata, btf;
	uint64_t text;
	bool has_rodata, has_btf;
	bool is_module;
	size_t strings;			/* of section names */
};

/* Bytes of a section, straight from the image; NULL if they are not all there. */
static const uint8_t *section_bytes(const struct sections *s, const GElf_Shdr *h)
{
	if (h->sh_type == SHT_NOBITS || h->sh_offset > s->im->len ||
	    h->sh_size > s->im->len - h->sh_offset)
		return NULL;
	return s->im->data + h->sh_offset;
}

static void take_section(struct sections *s, Elf_Scn *scn, const char *name, struct parts *p)
{
	GElf_Shdr h;
	const uint8_t *bytes;

	if (!gelf_getshdr(scn, &h))
		return;
	bytes = section_bytes(s, &h);
	if (h.sh_type == SHT_NOTE && bytes && !p->build_id_len) {
		elf_build_id(bytes, h.sh_size, p->build_id, &p->build_id_len);
	} else if (h.sh_type == SHT_SYMTAB && h.sh_entsize) {
		s->symtab = scn;
		s->symtab_head = h;
	} else if (!strcmp(name, ".BTF") && bytes) {
		s->btf = h;
		s->has_btf = true;
	} else if (!strcmp(name, ".rodata") && bytes) {
		s->rodata = h;
		s->has_rodata = true;
	} else if (!strcmp(name, ".text")) {
		s->text = h.sh_addr;
	}
}

static int find_sections(struct sections *s, struct parts *p)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr h;
	const char *name;

	if (elf_getshdrstrndx(s->elf, &s->strings))
		return -EBADMSG;
	while ((scn = elf_nextscn(s->elf, scn))) {
		if (!gelf_getshdr(scn, &h))
			return -EBADMSG;
		name = elf_strptr(s->elf, s->strings, h.sh_name);
		if (name)
			take_section(s, scn, name, p);
	}
	return 0;
}

/* Text of a module, by its section: the kernel marks its own by symbols. */
static char module_text(const struct sections *s, const GElf_Shdr *h, char letter)
{
	static const char *const unprobed[] = {
		".noinstr.text", ".kprobes.text", ".entry.text", ".cpuidle.text",
	};
	const char *name = elf_strptr(s->elf, s->strings, h->sh_name);
	unsigned int i;

	if (!name)
		return letter;
	for (i = 0; i < array_size(unprobed); i++)
		if (!strcmp(name, unprobed[i]))
			return SYMBOL_UNPROBED;
	return strncmp(name, ".init.text", 10) ? letter : SYMBOL_INIT;
}

/* What nm would call it, as far as anyone here asks. */
static char symbol_type(const struct sections *s, const GElf_Sym *sym)
{
	Elf_Scn *scn = elf_getscn(s->elf, sym->st_shndx);
	bool is_local = GELF_ST_BIND(sym->st_info) == STB_LOCAL;
	GElf_Shdr h;

	if (sym->st_shndx == SHN_ABS)
		return 'A';
	if (!scn || !gelf_getshdr(scn, &h))
		return '?';
	if (!(h.sh_flags & SHF_EXECINSTR))
		return 'D';
	if (s->is_module)
		return module_text(s, &h, is_local ? 't' : 'T');
	return is_local ? 't' : 'T';
}

static int read_symtab(struct sections *s, struct symbol_maker *m)
{
	Elf_Data *data = elf_getdata(s->symtab, NULL);
	size_t n, i;
	GElf_Sym sym;
	const char *name;
	int err, kind;

	if (!data)
		return -EBADMSG;
	n = s->symtab_head.sh_size / s->symtab_head.sh_entsize;
	for (i = 1; i < n && gelf_getsym(data, i, &sym); i++) {
		kind = GELF_ST_TYPE(sym.st_info);
		if (sym.st_shndx == SHN_UNDEF || kind == STT_SECTION || kind == STT_FILE)
			continue;
		name = elf_strptr(s->elf, s->symtab_head.sh_link, sym.st_name);
		if (!name || !*name || *name == '.')
			continue;
		err = maker_add(m, sym.st_value, symbol_type(s, &sym), name, strlen(name));
		if (err)
			return err;
	}
	return 0;
}

static int read_symbols(struct sections *s, struct parts *p)
{
	struct kallsyms_place k = {
		.len = s->rodata.sh_size, .address = s->rodata.sh_addr, .text = s->text,
	};

	if (s->symtab)
		return read_symtab(s, &p->symbols);
	if (!s->has_rodata)
		return -ENOENT;
	k.data = section_bytes(s, &s->rodata);
	return kallsyms_read(&p->symbols, &k);
}

/* Bytes from one address to another, NULL if they are not in one section. */
static const uint8_t *bytes_between(const struct sections *s, uint64_t from, uint64_t to)
{
	Elf_Scn *scn = NULL;
	const uint8_t *bytes;
	GElf_Shdr h;

	while ((scn = elf_nextscn(s->elf, scn))) {
		if (!gelf_getshdr(scn, &h) || from < h.sh_addr || to < from ||
		    to - h.sh_addr > h.sh_size || !(h.sh_flags & SHF_ALLOC))
			continue;
		bytes = section_bytes(s, &h);
		if (bytes)
			return bytes + (from - h.sh_addr);
	}
	return NULL;
}

/* NOKPROBE_SYMBOL() leaves the function's address in a table. */
static int read_refused(struct sections *s, struct symbol_maker *m)
{
	uint64_t from = maker_address(m, "__start_kprobe_blacklist");
	uint64_t to = maker_address(m, "__stop_kprobe_blacklist");
	const uint8_t *bytes = from ? bytes_between(s, from, to) : NULL;

	return bytes ? bytes_add(&m->unprobed, bytes, (to - from) & ~7ull) : 0;
}

/* Half a file still has its head, but not the section table at its end. */
int elf_check(Elf *elf, size_t len)
{
	GElf_Ehdr h;

	if (elf_kind(elf) != ELF_K_ELF || !gelf_getehdr(elf, &h))
		return -ENOEXEC;
	if (h.e_shoff > len || (size_t)h.e_shnum * h.e_shentsize > len - h.e_shoff)
		return -EBADMSG;
	if (h.e_ident[EI_CLASS] != ELFCLASS64 || h.e_ident[EI_DATA] != ELFDATA2LSB)
		return -ENOEXEC;
	return 0;
}

static bool is_relocatable(Elf *elf)
{
	GElf_Ehdr h;

	return gelf_getehdr(elf, &h) && h.e_type == ET_REL;
}

int elf_parts(const struct image *im, struct parts *p)
{
	struct sections s = { .im = im };
	int err;

	memset(p, 0, sizeof(*p));
	if (elf_version(EV_CURRENT) == EV_NONE)
		return -ENOEXEC;
	s.elf = elf_memory((char *)im->data, im->len);
	if (!s.elf)
		return -ENOEXEC;
	err = elf_check(s.elf, im->len);
	if (!err)
		p->symbols.is_module = s.is_module = is_relocatable(s.elf);
	if (!err)
		err = find_sections(&s, p);
	if (!err) {
		p->btf_error = -ENOENT;
		if (s.has_btf) {
			p->btf = section_bytes(&s, &s.btf);
			p->btf_len = s.btf.sh_size;
			p->btf_error = 0;
		}
		p->symbols_error = read_symbols(&s, p);
		if (!p->symbols_error)
			p->symbols_error = read_refused(&s, &p->symbols);
	}
	elf_end(s.elf);
	return err;
}
