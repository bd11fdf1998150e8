/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * module.c - one target kernel: its files, and the steps of the ladder.
 *
 * A step is asked at the first question that needs it; what came of it stays
 * in k->step, for -v and for messages.
 */
#include "di_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define RUNNING_BTF	"/sys/kernel/btf/vmlinux"
#define RUNNING_NOTES	"/sys/kernel/notes"

struct di_kernel *di_kernel_open(const struct di_where *w)
{
	struct arena *a = arena_new();
	struct di_kernel *k = arena_one(a, struct di_kernel);

	k->arena = a;
	k->where = *w;
	k->where.release = arena_strdup(a, w->release ? w->release : "");
	k->where.build_dir = w->build_dir ? arena_strdup(a, w->build_dir) : NULL;
	k->where.cache_dir = w->cache_dir ? arena_strdup(a, w->cache_dir) : NULL;
	k->void_type = (struct di_type){ .kind = DI_VOID, .name = "void", .kernel = k };
	step_set(k, DI_DEBUGINFOD, -EOPNOTSUPP, "not supported yet");
	return k;
}

void di_kernel_close(struct di_kernel *k)
{
	struct facts *f;

	if (!k)
		return;
	modules_close(k);
	for (f = k->facts; f; f = f->next)
		facts_free(f);
	if (k->btf_mapped_len)
		munmap(k->btf_memory, k->btf_mapped_len);
	else
		free(k->btf_memory);
	btf_close(&k->btf);
	free(k->types);
	dwarf_close(k);
	arena_free(k->arena);
}

int step_set(struct di_kernel *k, enum di_step s, int state, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	k->step[s].state = state;
	k->step[s].detail = arena_vprintf(k->arena, fmt, ap);
	va_end(ap);
	return state < 0 ? state : 0;
}

int di_step_state(const struct di_kernel *k, enum di_step step, const char **detail)
{
	*detail = k->step[step].detail ? k->step[step].detail : "not asked";
	return k->step[step].state;
}

/* ---- files -------------------------------------------------------------------------- */

/* Where distributions and builders put them; %B build tree, %R release. */
static const struct {
	enum file_kind kind;
	const char *path;
} places[] = {
	{ FILE_MAP, "%B/System.map" },
	{ FILE_MAP, "/boot/System.map-%R" },
	{ FILE_MAP, "/lib/modules/%R/System.map" },
	{ FILE_ELF, "%B/vmlinux" },
	{ FILE_ELF, "/lib/modules/%R/vmlinux" },
	{ FILE_ELF, "/boot/vmlinux-%R" },
	{ FILE_PACKED, "%B/arch/x86/boot/bzImage" },
	{ FILE_PACKED, "/boot/vmlinuz-%R" },
	{ FILE_PACKED, "/lib/modules/%R/vmlinuz" },
	/* last: whether these belong to the image is to be found out */
	{ FILE_ELF, "/usr/lib/debug/boot/vmlinux-%R" },
	{ FILE_ELF, "/usr/lib/debug/lib/modules/%R/vmlinux" },
};

const char *kernel_file(struct di_kernel *k, unsigned int i, enum file_kind *kind)
{
	const char *path, *p;
	const char *dir = k->where.build_dir, *rel = k->where.release;
	const char *root = k->where.sysroot;

	if (i >= array_size(places))
		return NULL;
	path = places[i].path;
	*kind = places[i].kind;
	p = strchr(path, '%');
	if (p[1] == 'B')
		return dir ? arena_printf(k->arena, "%s%s", dir, p + 2) : "";
	return *rel ? arena_printf(k->arena, "%s%.*s%s%s", root ? root : "", (int)(p - path), path,
				   rel, p + 2) : "";
}

/* "FILE" or "FILE (lz4)". */
const char *kernel_file_label(struct di_kernel *k, const struct facts *f)
{
	return f->how ? arena_printf(k->arena, "%s (%s)", f->path, f->how) : f->path;
}

const char *step_why(int err)
{
	switch (err) {
	case -EBADMSG: return "damaged";
	case -ENOENT: return "none in it";
	case -ENODATA: return "a stub";
	case -EPROTO: return "of an unknown form";
	case -ENOEXEC: return "not a kernel for this machine";
	case -ENOLINK: return "what dwz took out of it is missing";
	case -EOPNOTSUPP: return "compressed in a way that is not supported";
	default: return strerror(-err);
	}
}

/* ---- BTF -------------------------------------------------------------------------------- */

static int read_fd(int fd, struct bytes *b)
{
	ssize_t n;
	int err;

	do {
		err = bytes_room(b, 256 << 10);
		if (err)
			return err;
		n = read(fd, b->at + b->len, 256 << 10);
		if (n > 0)
			b->len += n;
	} while (n > 0 || (n < 0 && errno == EINTR));
	return n < 0 ? -errno : 0;
}

/* Newer kernels let their BTF be mapped, which takes no memory of ours. */
static int map_running_btf(struct di_kernel *k, size_t *len)
{
	int fd = open(RUNNING_BTF, O_RDONLY | O_CLOEXEC), err = 0;
	struct bytes b = { 0 };
	struct stat st;
	void *map = MAP_FAILED;

	if (fd < 0)
		return -errno;
	if (!fstat(fd, &st) && st.st_size)
		map = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map != MAP_FAILED) {
		k->btf_memory = map;
		k->btf_mapped_len = *len = st.st_size;
	} else {
		err = read_fd(fd, &b);
		k->btf_memory = b.at;
		*len = b.len;
	}
	close(fd);
	return err;
}

int kernel_take_btf(struct di_kernel *k, const void *data, size_t len, const char *from)
{
	int err = btf_open(&k->btf, k->base ? &k->base->btf : NULL, data, len);

	if (!err) {
		free(k->types);
		k->types = calloc(k->btf.n - k->btf.first + 1, sizeof(k->types[0]));
		if (!k->types)
			err = -ENOMEM;
	}
	if (err)
		return step_set(k, DI_BTF, err, "%s: %s", from, step_why(err));
	return step_set(k, DI_BTF, 1, "%s: %u types", from,
			k->btf.n - btf_begin(&k->btf));
}

static int running_btf(struct di_kernel *k)
{
	size_t len = 0;
	int err = map_running_btf(k, &len);

	if (err)
		return step_set(k, DI_BTF, err, "%s: %s", RUNNING_BTF, strerror(-err));
	return kernel_take_btf(k, k->btf_memory, len, RUNNING_BTF);
}

static int btf_of_files(struct di_kernel *k)
{
	enum file_kind kind;
	const struct facts *f;
	const char *path;
	unsigned int i;

	for (i = 0; (path = kernel_file(k, i, &kind)); i++) {
		f = kind == FILE_MAP ? NULL : facts_of(k, path);
		if (!f)
			continue;
		if (f->btf_error) {
			step_set(k, DI_BTF, f->btf_error, "%s: %s", kernel_file_label(k, f),
				 step_why(f->btf_error));
			continue;
		}
		if (kernel_take_btf(k, f->btf, f->btf_len, kernel_file_label(k, f)))
			continue;
		k->btf_facts = f;
		return 0;
	}
	if (!k->step[DI_BTF].state)
		return step_set(k, DI_BTF, -ENOENT, "no kernel image of %s", k->where.release);
	return k->step[DI_BTF].state;
}

int kernel_btf(struct di_kernel *k)
{
	int state = k->step[DI_BTF].state;

	if (state)
		return state < 0 ? state : 0;
	if (k->base)
		return module_btf(k);
	if (k->where.is_running && !running_btf(k))
		return 0;
	return btf_of_files(k);
}

/* ---- symbols ------------------------------------------------------------------------------ */

uint64_t kernel_running_stext(struct di_kernel *k)
{
	static const char wanted[] = " T _stext\n";
	char buf[64 << 10], *p = NULL;
	size_t have = 0;
	ssize_t n;
	int fd;

	if (k->has_stext)
		return k->stext;
	k->has_stext = true;
	fd = open(RUNNING_SYMBOLS, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	/* one of the first lines, after per-CPU symbols at most */
	while (!p && (n = read(fd, buf + have, sizeof(buf) - have)) > 0) {
		have += n;
		p = memmem(buf, have, wanted, sizeof(wanted) - 1);
	}
	close(fd);
	if (p && p - buf >= 16)
		symbols_address(p - 16, &k->stext);
	return k->stext;
}

static int running_symbols(struct di_kernel *k)
{
	const struct facts *f = facts_of(k, RUNNING_SYMBOLS);

	if (!f || f->symbols_error)
		return step_set(k, DI_SYMBOLS, f ? f->symbols_error : -ENOENT, "%s: %s",
				RUNNING_SYMBOLS, f ? step_why(f->symbols_error) : "none");
	k->symbols = &f->symbols;
	k->slide = kernel_running_stext(k) - f->symbols.stext;
	k->is_hidden = !f->symbols.stext;
	return step_set(k, DI_SYMBOLS, 1, "%s: %u symbols%s", RUNNING_SYMBOLS, k->symbols->n,
			k->is_hidden ? ", addresses hidden" : "");
}

static int symbols_of(struct di_kernel *k, const struct facts *f)
{
	if (f->symbols_error)
		return step_set(k, DI_SYMBOLS, f->symbols_error, "%s: %s", kernel_file_label(k, f),
				step_why(f->symbols_error));
	k->symbols = &f->symbols;
	return step_set(k, DI_SYMBOLS, 1, "%s: %u symbols", kernel_file_label(k, f), k->symbols->n);
}

static int symbols_of_files(struct di_kernel *k)
{
	enum file_kind kind;
	const struct facts *f;
	const char *path;
	unsigned int i;

	/* what came along with BTF is of the very same build */
	if (k->btf_facts && !symbols_of(k, k->btf_facts))
		return 0;
	for (i = 0; (path = kernel_file(k, i, &kind)); i++) {
		f = facts_of(k, path);
		if (f && !symbols_of(k, f))
			return 0;
	}
	if (!k->step[DI_SYMBOLS].state)
		return step_set(k, DI_SYMBOLS, -ENOENT, "no symbol table of %s",
				k->where.release);
	return k->step[DI_SYMBOLS].state;
}

int kernel_symbols(struct di_kernel *k)
{
	int state = k->step[DI_SYMBOLS].state;

	if (state)
		return state < 0 ? state : 0;
	if (k->base)
		return module_symbols(k);
	if (k->where.is_running && !running_symbols(k))
		return 0;
	return symbols_of_files(k);
}

/* ---- build-id ------------------------------------------------------------------------------ */

static void running_build_id(struct di_kernel *k)
{
	int fd = open(RUNNING_NOTES, O_RDONLY | O_CLOEXEC);
	struct bytes b = { 0 };

	if (fd < 0)
		return;
	if (!read_fd(fd, &b))
		elf_build_id(b.at, b.len, k->build_id, &k->build_id_len);
	close(fd);
	bytes_free(&b);
}

int di_kernel_build_id(struct di_kernel *k, const uint8_t **id, size_t *len)
{
	enum file_kind kind;
	const struct facts *f;
	const char *path;
	unsigned int i;

	if (!k->build_id_len && k->where.is_running)
		running_build_id(k);
	for (i = 0; !k->build_id_len && (path = kernel_file(k, i, &kind)); i++) {
		f = kind == FILE_MAP ? NULL : facts_of(k, path);
		if (!f || !f->build_id_len)
			continue;
		memcpy(k->build_id, f->build_id, f->build_id_len);
		k->build_id_len = f->build_id_len;
	}
	*id = k->build_id;
	*len = k->build_id_len;
	return *len ? 0 : -ENOENT;
}
