/* SPDX-License-Identifier: GPL-2.0-or-later */
/* image.c - ELF files of the build: what symbols they have, and a module's name. */
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "stap/build/build_int.h"

/* An open ELF file; 0 or -errno. */
static int open_elf(const char *path, int flags, int *fd, Elf **elf)
{
	elf_version(EV_CURRENT);
	*fd = open(path, flags | O_CLOEXEC);
	if (*fd < 0)
		return -errno;
	*elf = elf_begin(*fd, ELF_C_READ, NULL);
	if (*elf && elf_kind(*elf) == ELF_K_ELF)
		return 0;
	elf_end(*elf);
	close(*fd);
	return -ENOEXEC;
}

static void close_elf(int fd, Elf *elf)
{
	elf_end(elf);
	close(fd);
}

/* --- symbols ---------------------------------------------------------------------- */

static void read_symbols(struct arena *a, Elf *elf, Elf_Scn *scn, const GElf_Shdr *sh,
			 bool defined, struct map *m)
{
	Elf_Data *data = elf_getdata(scn, NULL);
	size_t i, n = data && sh->sh_entsize ? sh->sh_size / sh->sh_entsize : 0;
	const char *name;
	GElf_Sym sym;

	for (i = 1; i < n && gelf_getsym(data, (int)i, &sym); i++) {
		if (GELF_ST_BIND(sym.st_info) == STB_LOCAL ||
		    (sym.st_shndx != SHN_UNDEF) != defined)
			continue;
		name = elf_strptr(elf, sh->sh_link, sym.st_name);
		if (name && *name)
			map_put(m, arena_strdup(a, name), m);
	}
}

int image_symbols(struct arena *a, const char *path, bool defined, struct map *m)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr sh;
	Elf *elf;
	int fd, rc = open_elf(path, O_RDONLY, &fd, &elf);

	if (rc < 0)
		return rc;
	while ((scn = elf_nextscn(elf, scn))) {
		if (gelf_getshdr(scn, &sh) && sh.sh_type == SHT_SYMTAB)
			read_symbols(a, elf, scn, &sh, defined, m);
	}
	close_elf(fd, elf);
	return 0;
}

/* --- the name --------------------------------------------------------------------- */

/* Every placeholder in one section, in the file itself; their count or -errno. */
static int rename_in(int fd, const GElf_Shdr *sh, const Elf_Data *data, const char *name)
{
	char padded[MODULE_NAME_MAX] = { 0 };
	const char *start = data->d_buf, *at = start;
	int n = 0;

	memcpy(padded, name, strlen(name));
	while ((at = memmem(at, data->d_size - (size_t)(at - start), PLACEHOLDER,
			    MODULE_NAME_MAX))) {
		off_t off = (off_t)sh->sh_offset + (at - start);
		ssize_t len = pwrite(fd, padded, sizeof(padded), off);

		if (len != (ssize_t)sizeof(padded))
			return len < 0 ? -errno : -ENOSPC;
		at += MODULE_NAME_MAX;
		n++;
	}
	return n;
}

/*
 * The name stands in struct module and in .modinfo, where the kernel skips the
 * padding; a script with C of its own may also have it in its strings.
 */
static int rename_sections(int fd, Elf *elf, const char *name)
{
	size_t strings;
	bool in_struct = false, in_info = false;
	Elf_Scn *scn = NULL;
	GElf_Shdr sh;
	int n;

	if (elf_getshdrstrndx(elf, &strings) < 0)
		return -ENOEXEC;
	while ((scn = elf_nextscn(elf, scn))) {
		const char *section;
		Elf_Data *data;

		if (!gelf_getshdr(scn, &sh) || sh.sh_type != SHT_PROGBITS ||
		    !(sh.sh_flags & SHF_ALLOC) || !(data = elf_rawdata(scn, NULL)) ||
		    !data->d_buf || !(section = elf_strptr(elf, strings, sh.sh_name)))
			continue;
		n = rename_in(fd, &sh, data, name);
		if (n < 0)
			return n;
		in_struct |= n == 1 && strcmp(section, ".gnu.linkonce.this_module") == 0;
		in_info |= n == 1 && strcmp(section, ".modinfo") == 0;
	}
	return in_struct && in_info ? 0 : -ENOEXEC;
}

int image_rename(const char *path, const char *name)
{
	Elf *elf;
	int fd, rc;

	if (strlen(name) > MODULE_NAME_MAX || !*name)
		return -EINVAL;
	rc = open_elf(path, O_RDWR, &fd, &elf);
	if (rc < 0)
		return rc;
	rc = rename_sections(fd, elf, name);
	close_elf(fd, elf);
	return rc;
}
