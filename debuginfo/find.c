/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * find.c - which file has the debug information of a kernel.
 *
 * A name only says where to look: a file is taken if its build-id is that of
 * the kernel's image.  Distributions differ in the directories, so all layouts
 * are tried, for all directories of the path that users may set.
 */
#include "dwarf_int.h"

#include <elfutils/libdwelf.h>
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * As elfutils has it: ':' between directories; '+' and '-' in front once said
 * whether to check sums, which the build-id does now; relative ones are below
 * the directory of the stripped file.
 */
#define DEBUG_PATH	"+:.debug:/usr/lib/debug:/var/cache/abrt-di/usr/lib/debug:build"

/* ---- one file ----------------------------------------------------------------- */

static Elf_Scn *section_named(Elf *elf, const char *wanted, GElf_Shdr *h)
{
	Elf_Scn *scn = NULL;
	const char *name;
	size_t strings;

	if (elf_getshdrstrndx(elf, &strings))
		return NULL;
	while ((scn = elf_nextscn(elf, scn))) {
		if (!gelf_getshdr(scn, h))
			continue;
		name = elf_strptr(elf, strings, h->sh_name);
		if (name && !strcmp(name, wanted))
			return scn;
	}
	return NULL;
}

static bool has_debug_info(Elf *elf)
{
	GElf_Shdr h;
	Elf_Scn *scn = section_named(elf, ".debug_info", &h);

	if (!scn)
		scn = section_named(elf, ".zdebug_info", &h);
	return scn && h.sh_type != SHT_NOBITS;
}

/*
 * libelf unpacks sections where they are, which in a file that is mapped to be
 * read only is no place to write; the mapping is private.
 */
static int make_room(struct debug_file *f)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr h;

	if (f->image.data != f->image.map)
		return 0;
	while ((scn = elf_nextscn(f->elf, scn)))
		if (gelf_getshdr(scn, &h) && h.sh_flags & SHF_COMPRESSED)
			break;
	if (!scn && !section_named(f->elf, ".zdebug_info", &h))
		return 0;
	return mprotect(f->image.map, f->image.map_len, PROT_READ | PROT_WRITE) ? -errno : 0;
}

/* The build-id in any of the notes; 0: none. */
static uint32_t build_id_of(Elf *elf, uint8_t id[32])
{
	Elf_Scn *scn = NULL;
	Elf_Data *data;
	GElf_Shdr h;
	uint32_t len = 0;

	while (!len && (scn = elf_nextscn(elf, scn))) {
		if (!gelf_getshdr(scn, &h) || h.sh_type != SHT_NOTE)
			continue;
		data = elf_rawdata(scn, NULL);
		if (data && data->d_buf)
			elf_build_id(data->d_buf, data->d_size, id, &len);
	}
	return len;
}

static bool is_build(struct di_kernel *k, Elf *elf)
{
	uint8_t own[32];
	const uint8_t *id;
	uint32_t own_len;
	size_t len;

	if (di_kernel_build_id(k, &id, &len))
		return true;		/* nothing to compare with: the module checks */
	own_len = build_id_of(elf, own);
	return own_len == len && !memcmp(own, id, len);
}

/* dwz leaves what several files share in one of its own. */
static int open_alt(struct di_kernel *k, struct debug_file *f)
{
	const char *name, *slash = strrchr(f->path, '/');
	const char *base, *tries[4];
	const uint8_t *id;
	const void *raw;
	ssize_t len = dwelf_dwarf_gnu_debugaltlink(f->dw, &name, &raw);
	unsigned int i, n = 0;

	f->alt_fd = -1;
	if (len <= 0)
		return len < 0 ? -EBADMSG : 0;
	id = raw;
	base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
	tries[n++] = *name == '/' ? name : arena_printf(k->arena, "%.*s/%s",
			(int)(slash ? slash - f->path : 1), slash ? f->path : ".", name);
	tries[n++] = arena_printf(k->arena, "/usr/lib/debug/.dwz/%s", base);
	if (len > 1) {
		char hex[65] = "";

		for (i = 1; i < len && i < 32; i++)
			sprintf(hex + 2 * (i - 1), "%02x", id[i]);
		tries[n++] = arena_printf(k->arena, "/usr/lib/debug/.build-id/%02x/%s.debug",
					  id[0], hex);
	}
	for (i = 0; i < n && f->alt_fd < 0; i++)
		f->alt_fd = open(tries[i], O_RDONLY | O_CLOEXEC);
	if (f->alt_fd < 0)
		return -ENOLINK;
	f->alt = dwarf_begin(f->alt_fd, DWARF_C_READ);
	if (!f->alt)
		return -EBADMSG;
	dwarf_setalt(f->dw, f->alt);
	return 0;
}

int debug_open(struct di_kernel *k, const char *path, struct debug_file *f)
{
	int err;

	memset(f, 0, sizeof(*f));
	f->alt_fd = -1;
	if (elf_version(EV_CURRENT) == EV_NONE)
		return -ENOEXEC;
	err = image_open(&f->image, path);
	if (err)
		return err;
	f->path = arena_strdup(k->arena, path);
	f->how = f->image.how;
	f->elf = elf_memory((char *)f->image.data, f->image.len);
	if (!f->elf)
		err = -ENOEXEC;
	else
		err = elf_check(f->elf, f->image.len);
	if (!err && !has_debug_info(f->elf))
		err = -ENODATA;
	if (!err && !is_build(k, f->elf))
		err = -ESTALE;
	if (!err)
		err = make_room(f);
	if (!err) {
		f->dw = dwarf_begin_elf(f->elf, DWARF_C_READ, NULL);
		err = f->dw ? open_alt(k, f) : -EBADMSG;
	}
	if (err)
		debug_close(f);
	return err;
}

void debug_close(struct debug_file *f)
{
	if (f->dw)
		dwarf_end(f->dw);
	if (f->alt)
		dwarf_end(f->alt);
	if (f->alt_fd >= 0)
		close(f->alt_fd);
	if (f->elf)
		elf_end(f->elf);
	image_close(&f->image);
	f->dw = f->alt = NULL;
	f->elf = NULL;
	f->alt_fd = -1;
}

/* ---- all places ------------------------------------------------------------------ */

struct finder {
	struct di_kernel *k;
	struct debug_file *file;
	const char *stale;		/* a file of another build, for the message */
	const char *bad;		/* one that could not be read, and why */
	int bad_error;
	const char *stripped;		/* has no debug information itself */
};

static bool try(struct finder *fi, const char *path)
{
	struct debug_file f;
	int err = debug_open(fi->k, path, &f);

	switch (err) {
	case 0:
		*fi->file = f;
		return true;
	case -ENOENT: case -ENOTDIR:
		break;
	case -ESTALE:
		fi->stale = arena_strdup(fi->k->arena, path);
		break;
	case -ENODATA:
		fi->stripped = arena_strdup(fi->k->arena, path);
		break;
	default:
		fi->bad = arena_strdup(fi->k->arena, path);
		fi->bad_error = err;
	}
	return false;
}

static bool try_all_forms(struct finder *fi, const char *path)
{
	static const char *const forms[] = { "", ".debug", ".gz", ".xz", ".zst", ".bz2" };
	unsigned int i;

	for (i = 0; i < array_size(forms); i++)
		if (try(fi, arena_printf(fi->k->arena, "%s%s", path, forms[i])))
			return true;
	return false;
}

/* The i-th directory of the path; NULL: no more. */
static const char *debug_dir(struct di_kernel *k, unsigned int i)
{
	const char *p = getenv("SYSTEMTAP_DEBUGINFO_PATH"), *end;

	p = p && *p ? p : DEBUG_PATH;
	for (; i; i--) {
		p = strchr(p, ':');
		if (!p)
			return NULL;
		p++;
	}
	p += *p == '+' || *p == '-';
	end = strchrnul(p, ':');
	return arena_strndup(k->arena, p, end - p);
}

static bool by_build_id(struct finder *fi)
{
	struct arena *a = fi->k->arena;
	char hex[65] = "";
	const char *dir;
	const uint8_t *id;
	size_t len, i;
	unsigned int d;

	if (di_kernel_build_id(fi->k, &id, &len) || len < 2 || len > 32)
		return false;
	for (i = 1; i < len; i++)
		sprintf(hex + 2 * (i - 1), "%02x", id[i]);
	for (d = 0; (dir = debug_dir(fi->k, d)); d++) {
		if (*dir == '/' && try_all_forms(fi, arena_printf(a, "%s/.build-id/%02x/%s.debug",
								  dir, id[0], hex)))
			return true;
	}
	return false;
}

static bool by_release(struct finder *fi)
{
	static const char *const places[] = {
		"/boot/vmlinux-%s", "/lib/modules/%s/vmlinux", "/usr/lib/modules/%s/vmlinux",
		"/lib/modules/%s/build/vmlinux", "/vmlinux-%s",
	};
	struct arena *a = fi->k->arena;
	const char *dir, *rel = fi->k->where.release;
	unsigned int i, d;

	for (i = 0; *rel && i < array_size(places); i++) {
		const char *p = strchr(places[i], '%');
		const char *path = arena_printf(a, "%.*s%s%s", (int)(p - places[i]), places[i],
						rel, p + 2);

		if (try_all_forms(fi, path))
			return true;
		for (d = 0; (dir = debug_dir(fi->k, d)); d++)
			if (*dir == '/' && try_all_forms(fi, arena_printf(a, "%s%s", dir, path)))
				return true;
	}
	return false;
}

/* A stripped image names its other half. */
static bool by_link(struct finder *fi)
{
	struct arena *a = fi->k->arena;
	const char *stripped = fi->stripped, *name, *dir, *slash;
	struct image im;
	GElf_Word crc;
	Elf *elf;
	unsigned int d;
	bool found = false;

	if (!stripped || image_open(&im, stripped))
		return false;
	elf = elf_memory((char *)im.data, im.len);
	name = elf ? dwelf_elf_gnu_debuglink(elf, &crc) : NULL;
	slash = strrchr(stripped, '/');
	if (name && slash && !strchr(name, '/')) {
		const char *own = arena_strndup(a, stripped, slash - stripped);

		for (d = 0; !found && (dir = debug_dir(fi->k, d)); d++) {
			if (*dir == '/')
				found = try(fi, arena_printf(a, "%s%s/%s", dir, own, name)) ||
					try(fi, arena_printf(a, "%s/%s", dir, name));
			else
				found = try(fi, arena_printf(a, "%s/%s%s%s", own, dir,
							     *dir ? "/" : "", name));
		}
	}
	elf_end(elf);
	image_close(&im);
	return found;
}

static bool in_build_tree(struct finder *fi)
{
	const char *dir = fi->k->where.build_dir;

	return dir && try_all_forms(fi, arena_printf(fi->k->arena, "%s/vmlinux", dir));
}

int debug_find(struct di_kernel *k, struct debug_file *f)
{
	struct finder fi = { .k = k, .file = f };

	if (by_build_id(&fi) || in_build_tree(&fi) || by_release(&fi) || by_link(&fi))
		return step_set(k, DI_DWARF, 1, "%s", f->path);
	if (fi.bad)
		return step_set(k, DI_DWARF, fi.bad_error, "%s: %s", fi.bad,
				step_why(fi.bad_error));
	if (fi.stale)
		return step_set(k, DI_DWARF, -ESTALE, "%s: of another build than the kernel",
				fi.stale);
	return step_set(k, DI_DWARF, -ENOENT, "no debug file of %s in %s", k->where.release,
			getenv("SYSTEMTAP_DEBUGINFO_PATH") ? "SYSTEMTAP_DEBUGINFO_PATH" :
			"/boot, /lib/modules or /usr/lib/debug");
}
