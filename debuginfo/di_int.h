/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * di_int.h - what the files of debuginfo/ share and nobody else sees.
 *
 * Everything here belongs to one struct di_kernel and is dropped by
 * di_kernel_close().  Data that comes from a file is never trusted: whoever
 * reads it first checks it, so that later readers need not.
 */
#ifndef DEBUGINFO_DI_INT_H
#define DEBUGINFO_DI_INT_H

#include <stdarg.h>

#include "di.h"
#include "base/arena.h"
#include "base/util.h"

struct map;

/* ---- bytes: memory that grows, for what is unpacked or put together --------- */

#define BYTES_MAX	((size_t)1 << 30)

struct bytes {
	uint8_t *at;
	size_t len, cap;
};

/* Room for at least n bytes more; 0 or -ENOMEM, -EFBIG. */
int bytes_room(struct bytes *b, size_t n);
int bytes_add(struct bytes *b, const void *data, size_t n);
void bytes_free(struct bytes *b);

/* ---- btf.c: the records of a BTF section -------------------------------------- */

enum btf_kind {
	BTF_INT = 1, BTF_PTR, BTF_ARRAY, BTF_STRUCT, BTF_UNION, BTF_ENUM, BTF_FWD,
	BTF_TYPEDEF, BTF_VOLATILE, BTF_CONST, BTF_RESTRICT, BTF_FUNC,
	BTF_FUNC_PROTO, BTF_VAR, BTF_DATASEC, BTF_FLOAT, BTF_DECL_TAG,
	BTF_TYPE_TAG, BTF_ENUM64, BTF_KINDS
};

struct btf_record {
	uint32_t name;
	uint32_t info;
	uint32_t size_or_type;
	uint32_t rest[];
};

/* A module's goes on where the kernel's ends, with its ids and with its strings. */
struct btf {
	const struct btf *base;		/* the kernel's, of a module; or NULL */
	uint32_t first, first_string;	/* where its own begin */
	const char *strings;
	uint32_t strings_len;
	const uint32_t *types;		/* the section of records */
	uint32_t *offset;		/* id - first to index in types[] */
	uint32_t n;			/* ids are below this; 0: not open */
	bool has_signed_enums;		/* its maker told signed enums from others */
};

#define BTF_KIND(r)	((r)->info >> 24 & 0x1f)
#define BTF_VLEN(r)	((r)->info & 0xffff)
#define BTF_FLAG(r)	((r)->info >> 31)

/*
 * Checks all of data and indexes it; 0, -EBADMSG (damaged, or of another base),
 * -EPROTO (a kind or version that is not known), -ENOEXEC (other byte order).
 * data must be aligned to 4 and stay, as must the base, NULL for none.
 */
int btf_open(struct btf *b, const struct btf *base, const void *data, size_t len);
void btf_close(struct btf *b);

/* id must be above 0 and below b->n. */
static inline const struct btf_record *btf_record(const struct btf *b, uint32_t id)
{
	if (id < b->first)
		b = b->base;
	return (const struct btf_record *)(b->types + b->offset[id - b->first]);
}

/* The first id of its own: 0 is void. */
static inline uint32_t btf_begin(const struct btf *b)
{
	return b->first ? b->first : 1;
}

static inline const char *btf_string(const struct btf *b, uint32_t at)
{
	if (at < b->first_string)
		b = b->base;
	return b->strings + (at - b->first_string);
}

static inline const char *btf_name(const struct btf *b, const struct btf_record *r)
{
	return btf_string(b, r->name);
}

/* ---- names.c: many names, found by hash, sorted, matched ----------------------- */

struct name_item {
	uint64_t key;			/* private to names_sort() */
	const char *name;
	uint32_t tag;			/* what the name is of */
};

/* By name, byte by byte; equal names by tag. */
void names_sort(struct name_item *at, size_t n);

struct name_entry {
	const char *name;
	uint32_t tag;
	uint32_t next;			/* 1 + the next entry of its bucket */
};

struct name_index {
	struct name_entry *at;
	uint32_t *bucket;
	uint32_t n, mask;
	bool is_ready;
};

/* items, in an order that lookups keep; they are copied. */
void names_index(struct name_index *x, struct arena *a, const struct name_item *at, uint32_t n);
/* First entry of that name, or the one after prev; NULL: no more. */
const struct name_entry *names_find(const struct name_index *x, const char *name,
				    const struct name_entry *prev);

/* Shell patterns: * ? [ ] and \, over the whole name. */
bool names_match(const char *pattern, const char *name);
bool names_is_pattern(const char *s);
/* Symbols that stand before or beside a function: __pfx_, __cfi_, .cold. */
bool names_is_padding(const char *name);

/* The max names most like a given one, offered one by one. */
#define NAMES_SIMILAR	8
struct similar {
	const char *name;
	unsigned int max, n;
	struct { const char *name; unsigned int distance; } best[NAMES_SIMILAR];
};
void similar_offer(struct similar *s, const char *candidate);
const char *similar_list(const struct similar *s, struct arena *a);

/* ---- unpack.c: what kernel images are packed with -------------------------------- */

/*
 * Unpacks by the magic at its start; trailing bytes are ignored.  0, -ENOEXEC
 * (not packed in a way we know), -EOPNOTSUPP (known, but no library for it),
 * -EBADMSG, -ENOMEM.  *how: name of the method, or NULL.
 */
int unpack(const uint8_t *in, size_t len, struct bytes *out, const char **how);

/* ---- image.c: the ELF file of a kernel, out of whatever holds it ------------------ */

struct image {
	const uint8_t *data;		/* starts with an ELF header */
	size_t len;
	void *map;			/* the file, mapped */
	size_t map_len;
	struct bytes unpacked;
	const char *how;		/* "lz4", or NULL: was not packed */
};

int image_open(struct image *im, const char *path);
void image_close(struct image *im);

/* ---- symbols.c: symbols by name ----------------------------------------------------- */

enum {
	SYM_TEXT = 1,
	SYM_UNPROBED = 2,		/* in a section that probes must not enter */
	SYM_GLOBAL = 4,			/* other files may call it */
	SYM_INIT = 8,			/* gone once its module has started */
};

/* What nm has no letters for: text of a module's start, and that refuses probes. */
#define SYMBOL_INIT	'x'
#define SYMBOL_UNPROBED	'y'

struct symbol {
	uint64_t address;
	uint32_t name;			/* offset in names */
	uint32_t flags;
};

struct symbols {
	const struct symbol *at;	/* by name */
	uint32_t n;
	const char *names;
	uint64_t names_len;
	uint64_t stext;			/* address of _stext; 0: addresses are hidden */
};

struct symbol_maker {
	struct bytes at, names;		/* struct symbol in order of coming; text */
	struct bytes unprobed;		/* uint64_t: functions that kprobes refuse */
	bool is_module;			/* few symbols, whose addresses say nothing */
};

/* type as nm prints it; padding symbols are left out.  0 or -errno. */
int maker_add(struct symbol_maker *m, uint64_t address, char type,
	      const char *name, size_t len);
/* The 16 hexadecimal digits at p; false when they are not that. */
bool symbols_address(const char *p, uint64_t *v);
/* Lines "ADDRESS TYPE NAME", up to the first module's; 0 or -errno. */
int maker_lines(struct symbol_maker *m, const char *text, size_t len);
/* Only those of a module. */
int maker_module_lines(struct symbol_maker *m, const char *text, size_t len, const char *module);
/* Takes the functions that kprobes refuse, as debugfs lists them. */
int maker_refused(struct symbol_maker *m, const char *text, size_t len);
/* The address of what was added by that name; 0: nothing. */
uint64_t maker_address(const struct symbol_maker *m, const char *name);
/* Sorts and marks; -ENODATA when it is no kernel's table (a stub). */
int maker_finish(struct symbol_maker *m, struct symbols *out);
void maker_free(struct symbol_maker *m);

/* Index of the first symbol not below name, as strcmp() sorts; s->n: none. */
uint32_t symbols_from(const struct symbols *s, const char *name);
/* Name of the i-th; "" if the table is damaged. */
const char *symbols_name(const struct symbols *s, uint32_t i);
/* Index of the first of that name, or s->n. */
uint32_t symbols_find(const struct symbols *s, const char *name);

/* ---- kallsyms.c: the tables that the kernel keeps for itself ----------------------- */

struct kallsyms_place {
	const uint8_t *data;		/* the section that holds them */
	size_t len;
	uint64_t address;		/* its address */
	uint64_t text;			/* where .text starts */
};
/* 0, -ENOENT, or -EPROTO when they are of a form that could not be verified. */
int kallsyms_read(struct symbol_maker *m, const struct kallsyms_place *p);

#define RUNNING_SYMBOLS	"/proc/kallsyms"

/* ---- facts.c: what one kernel file holds, kept between runs --------------------------- */

struct facts {
	struct facts *next;
	const char *path;
	const char *how;		/* packed with; NULL: not */
	int error;			/* the file could not be used at all */
	int btf_error, symbols_error;	/* 0: there */
	const uint8_t *btf;
	size_t btf_len;
	struct symbols symbols;
	const char *events;		/* of an image: see events_read() */
	size_t events_len;
	uint8_t build_id[32];
	uint32_t build_id_len;
	void *memory;			/* owns btf and symbols: mapped or malloc'ed */
	size_t mapped_len;		/* 0: malloc'ed */
};

/* Of an ELF file, kernel image, System.map or /proc/kallsyms; the answer is kept in k, errors
 * as well.  NULL: no such file. */
struct facts *facts_of(struct di_kernel *k, const char *path);
void facts_free(struct facts *f);

/* elf.c: fills in a pile of parts out of an ELF file in memory; 0 or -errno. */
struct parts {
	const uint8_t *btf;		/* points into the image */
	size_t btf_len;
	int btf_error, symbols_error;
	struct symbol_maker symbols;
	uint8_t build_id[32];
	uint32_t build_id_len;
};
int elf_parts(const struct image *im, struct parts *p);
/* 0 when a whole file of this machine's kind; struct Elf of libelf. */
struct Elf;
int elf_check(struct Elf *elf, size_t len);
/* The build-id in a note section; 0 or -ENOENT. */
int elf_build_id(const uint8_t *notes, size_t len, uint8_t id[32], uint32_t *id_len);

/* events.c: "NAME", NUL, "SYSTEM", NUL of each trace event, by name; 0 or -errno. */
int events_read(const struct image *im, const struct symbols *s, struct bytes *out);

/* ---- the kernel itself ------------------------------------------------------------------ */

struct step {
	int state;
	const char *detail;
};

struct di_kernel {
	struct arena *arena;
	struct di_where where;
	struct step step[DI_STEPS];

	struct btf btf;
	const struct facts *btf_facts;	/* the file that BTF came from, or NULL */
	void *btf_memory;		/* of the running kernel's */
	size_t btf_mapped_len;		/* 0: malloc'ed */
	struct di_type **types;		/* by id, made when asked for */
	struct di_type void_type;
	struct name_index func_names, type_names;

	const struct symbols *symbols;
	uint64_t stext;			/* since this boot, see kernel_running_stext() */
	bool has_stext;
	uint64_t slide;			/* add to kept addresses for this boot */
	bool is_hidden;			/* addresses are, from this user */

	/* Tracepoint to system, NULL: not asked yet. */
	struct map *event_systems, *bare_systems;
	struct name_item *tracepoints;	/* by name; NULL: not looked for yet */
	uint32_t n_tracepoints;
	struct dwarf *dwarf;		/* dwarf.c; NULL: not asked, or no answer */

	struct facts *facts;		/* every file that was looked at */

	/* modules.c */
	struct di_kernel *base;		/* of a module: the kernel */
	const char *module, *path;	/* its name and file; NULL: no file */
	struct module_list *modules;	/* of the kernel: all, once asked for */
	struct di_kernel *next;		/* the kernel's list of open ones */
	uint8_t build_id[32];
	uint32_t build_id_len;
};

/* module.c.  Each asks its step at the first call; 0 or the step's error. */
int kernel_btf(struct di_kernel *k);
int kernel_symbols(struct di_kernel *k);
/* Where _stext of the running kernel is, 0 if that is hidden. */
uint64_t kernel_running_stext(struct di_kernel *k);
/* Uses the BTF at data, which must stay, and says it is from there. */
int kernel_take_btf(struct di_kernel *k, const void *data, size_t len, const char *from);
/* The same of a module; modules.c. */
int module_btf(struct di_kernel *m);
int module_symbols(struct di_kernel *m);
void modules_close(struct di_kernel *k);
/* "FILE" or "FILE (xz)". */
const char *kernel_file_label(struct di_kernel *k, const struct facts *f);
/* The i-th file that may hold the facts; NULL: no more. */
enum file_kind { FILE_MAP = 1, FILE_ELF = 2, FILE_PACKED = 4 };
const char *kernel_file(struct di_kernel *k, unsigned int i, enum file_kind *kind);
int step_set(struct di_kernel *k, enum di_step s, int state, const char *fmt, ...)
	printf_like(4, 5);

const char *step_why(int err);

/* dwarf.c: drops what the step holds. */
void dwarf_close(struct di_kernel *k);

/* type.c */
const struct di_type *type_of_id(struct di_kernel *k, uint32_t id);

#endif
