/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts.c - what one kernel file holds, kept between runs.
 *
 * Unpacking an image and sorting its symbols costs a third of a second, so the
 * result goes to the cache directory under a name made of the file's path,
 * size and time; of the running kernel's symbols, by its build-id.  A kept
 * file is one header, BTF, symbols sorted by name, their names, and events; it is
 * mapped and used as it is.  One that is not exactly so, or that another user
 * could have written, is made again.
 */
#include "di_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"

#define FACTS_MAGIC	"stapfact"
#define FACTS_VERSION	3
#define RUNNING_REFUSED	"/sys/kernel/debug/kprobes/blacklist"

struct facts_head {
	char magic[8];
	uint32_t version;
	int32_t btf_error, symbols_error;
	uint32_t build_id_len;
	uint8_t build_id[32];
	char how[8];
	uint64_t stext;
	uint64_t btf_len, n_symbols, names_len, events_len;
	uint64_t total;
	uint64_t sample;		/* of all that follows, see sample_of() */
};

static size_t align8(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

/*
 * After a crash of the machine a file may have its size, but zeros for pages
 * that were not written.  Every 64th word tells that at little cost.
 */
static uint64_t sample_of(const uint8_t *data, size_t len)
{
	uint64_t sum = len, word;
	size_t at;

	for (at = align8(sizeof(struct facts_head)); at + 8 <= len; at += 512) {
		memcpy(&word, data + at, sizeof(word));
		sum = (sum ^ word) * 0x9e3779b97f4a7c15ull;
		sum ^= sum >> 29;
	}
	return sum;
}

/* ---- kept files ------------------------------------------------------------------- */

/* Points f into a kept file of len bytes; false when it is not one of ours. */
static bool use_kept(struct facts *f, struct arena *a, const uint8_t *data, size_t len)
{
	const struct facts_head *h = (const struct facts_head *)data;
	const uint8_t *p = data + align8(sizeof(*h)), *names;

	if (len < align8(sizeof(*h)) || memcmp(h->magic, FACTS_MAGIC, 8) ||
	    h->version != FACTS_VERSION || h->total != len ||
	    h->build_id_len > sizeof(h->build_id) || h->how[sizeof(h->how) - 1])
		return false;
	if (h->btf_len > len || h->names_len > len || h->events_len > len ||
	    h->n_symbols > UINT32_MAX / 2 ||
	    align8(sizeof(*h)) + align8(h->btf_len) +
	    h->n_symbols * sizeof(struct symbol) + h->names_len + h->events_len != len)
		return false;
	if (h->sample != sample_of(data, len))
		return false;
	names = data + len - h->events_len - h->names_len;
	if ((h->names_len && names[h->names_len - 1]) || (h->events_len && data[len - 1]))
		return false;
	f->how = h->how[0] ? arena_strdup(a, h->how) : NULL;
	f->btf_error = h->btf_error;
	f->symbols_error = h->symbols_error;
	f->btf = p;
	f->btf_len = h->btf_len;
	f->symbols = (struct symbols){
		.at = (const struct symbol *)(p + align8(h->btf_len)),
		.n = h->n_symbols,
		.names = (const char *)names, .names_len = h->names_len,
		.stext = h->stext,
	};
	f->events = (const char *)names + h->names_len;
	f->events_len = h->events_len;
	memcpy(f->build_id, h->build_id, sizeof(f->build_id));
	f->build_id_len = h->build_id_len;
	return true;
}

/* Ours or root's, and writable by nobody else. */
static bool is_trusted(const struct stat *st)
{
	return S_ISREG(st->st_mode) && !(st->st_mode & 022) &&
	       (st->st_uid == geteuid() || !st->st_uid);
}

static bool load_kept(struct facts *f, struct arena *a, const char *kept)
{
	int fd = open(kept, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	void *map = MAP_FAILED;

	if (fd < 0)
		return false;
	if (!fstat(fd, &st) && is_trusted(&st) && st.st_size)
		map = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	if (!use_kept(f, a, map, st.st_size)) {
		munmap(map, st.st_size);
		return false;
	}
	f->memory = map;
	f->mapped_len = st.st_size;
	return true;
}

/* Does the path stand for the kernel that runs, whatever its size and time? */
static bool is_running(const char *path)
{
	return !strcmp(path, RUNNING_SYMBOLS);
}

/* "CACHE/kernel-RELEASE-HASH", or NULL when nothing is to be kept. */
static const char *kept_name(struct di_kernel *k, const char *path, const struct stat *st)
{
	struct hash h;
	char hex[33];
	uint64_t n[] = { st->st_size, st->st_mtim.tv_sec, st->st_mtim.tv_nsec };
	const uint8_t *id;
	size_t len;

	if (!k->where.cache_dir)
		return NULL;
	hash_init(&h);
	hash_string(&h, path);
	if (!is_running(path)) {
		hash_bytes(&h, n, sizeof(n));
	} else {
		if (di_kernel_build_id(k, &id, &len))
			return NULL;
		hash_bytes(&h, id, len);
		hash_string(&h, kernel_running_stext(k) ? "with addresses" : "names only");
	}
	hash_hex(&h, hex);
	return arena_printf(k->arena, "%s/kernel-%s-%s", k->where.cache_dir,
			    k->where.release, hex);
}

/* ---- making them --------------------------------------------------------------------- */

static int pad8(struct bytes *b)
{
	static const char zeros[8];

	return bytes_add(b, zeros, align8(b->len) - b->len);
}

/* Head, BTF, symbols, names and events, one after the other. */
static int put_together(const struct parts *p, const struct symbols *s, const char *how,
			const struct bytes *events, struct bytes *out)
{
	struct facts_head h = {
		.magic = FACTS_MAGIC, .version = FACTS_VERSION,
		.btf_error = p->btf_error, .symbols_error = p->symbols_error,
		.build_id_len = p->build_id_len,
		.stext = s->stext, .btf_len = p->btf_len,
		.n_symbols = s->n, .names_len = s->names_len,
		.events_len = events->len,
	};
	int err;

	memcpy(h.build_id, p->build_id, sizeof(h.build_id));
	if (how)
		strncpy(h.how, how, sizeof(h.how) - 1);
	h.total = align8(sizeof(h)) + align8(h.btf_len) +
		  s->n * sizeof(struct symbol) + s->names_len + events->len;
	err = bytes_room(out, h.total);
	if (err)
		return err;
	bytes_add(out, &h, sizeof(h));
	pad8(out);
	bytes_add(out, p->btf, p->btf_len);
	pad8(out);
	bytes_add(out, s->at, s->n * sizeof(struct symbol));
	bytes_add(out, s->names, s->names_len);
	bytes_add(out, events->at, events->len);
	((struct facts_head *)out->at)->sample = sample_of(out->at, out->len);
	return 0;
}

/* im: NULL, it is no image. */
static int gather_parts(struct parts *p, const struct image *im, struct bytes *out)
{
	struct symbols s = { 0 };
	struct bytes events = { 0 };
	int err;

	if (!p->symbols_error)
		p->symbols_error = maker_finish(&p->symbols, &s);
	if (p->symbols_error)
		memset(&s, 0, sizeof(s));
	/* what of them cannot be read is not known, no more */
	if (im && s.n && events_read(im, &s, &events))
		events.len = 0;
	err = put_together(p, &s, im ? im->how : NULL, &events, out);
	bytes_free(&events);
	maker_free(&p->symbols);
	return err;
}

static int gather_elf(const char *path, struct bytes *out)
{
	struct image im;
	struct parts p;
	int err = image_open(&im, path);

	if (err)
		return err;
	err = elf_parts(&im, &p);
	if (!err)
		err = gather_parts(&p, &im, out);
	image_close(&im);
	return err;
}

static int read_lines(struct symbol_maker *m, const char *path,
		      int (*take)(struct symbol_maker *m, const char *text, size_t len))
{
	char *text;
	size_t len;
	int err = file_read(path, &text, &len);

	if (err)
		return err;
	err = take(m, text, len);
	free(text);
	return err;
}

static int gather_map(const char *path, struct bytes *out)
{
	struct parts p = { .btf_error = -ENOENT };

	p.symbols_error = read_lines(&p.symbols, path, maker_lines);
	/* only root can read that, and nothing depends on it */
	if (is_running(path))
		read_lines(&p.symbols, RUNNING_REFUSED, maker_refused);
	return gather_parts(&p, NULL, out);
}

static bool looks_like_map(const char *path)
{
	const char *base = strrchr(path, '/');

	return is_running(path) || !strncmp(base ? base + 1 : path, "System.map", 10);
}

static int gather(struct facts *f, struct arena *a, const char *kept)
{
	struct bytes b = { 0 };
	int err;

	err = looks_like_map(f->path) ? gather_map(f->path, &b) : gather_elf(f->path, &b);
	if (err) {
		bytes_free(&b);
		return err;
	}
	/* once kept, the mapped file is the cheaper copy; a full disk is no error */
	if (kept && !file_replace(kept, b.at, b.len, 0644) && load_kept(f, a, kept)) {
		bytes_free(&b);
		return 0;
	}
	f->memory = b.at;
	return use_kept(f, a, b.at, b.len) ? 0 : -EBADMSG;
}

struct facts *facts_of(struct di_kernel *k, const char *path)
{
	struct facts *f;
	struct stat st;
	const char *kept;

	for (f = k->facts; f; f = f->next)
		if (!strcmp(f->path, path))
			return f;
	if (stat(path, &st))
		return NULL;
	f = arena_one(k->arena, struct facts);
	f->path = arena_strdup(k->arena, path);
	f->next = k->facts;
	k->facts = f;
	kept = kept_name(k, path, &st);
	if (kept && load_kept(f, k->arena, kept))
		return f;
	if (kept)
		make_dirs(k->where.cache_dir, 0755);
	f->error = gather(f, k->arena, kept);
	if (f->error)
		f->btf_error = f->symbols_error = f->error;
	return f;
}

void facts_free(struct facts *f)
{
	if (f->mapped_len)
		munmap(f->memory, f->mapped_len);
	else
		free(f->memory);
}
