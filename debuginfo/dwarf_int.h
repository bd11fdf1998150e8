/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dwarf_int.h - what the files that read debug information share.
 *
 * The kernel's debug information is scanned once; what a question by name,
 * file or address needs is then in an index of some 15 MB in the cache, which is
 * mapped.  libdw is opened only for what the index does not say: the
 * variables of a place, the lines of one unit.
 */
#ifndef DEBUGINFO_DWARF_INT_H
#define DEBUGINFO_DWARF_INT_H

#include <elfutils/libdw.h>

#include "di_int.h"

/* ---- find.c: which file has the debug information ---------------------------- */

struct debug_file {
	const char *path;
	const char *how;		/* packed with, or NULL */
	struct image image;		/* while it is open */
	Elf *elf;
	Dwarf *dw;
	Dwarf *alt;			/* what dwz moved elsewhere, or NULL */
	int alt_fd;
};

/*
 * Opens the kernel's debug file: 0, or the step's error.  What was looked for
 * goes to the ladder.
 */
int debug_find(struct di_kernel *k, struct debug_file *f);
void debug_close(struct debug_file *f);
/* Opens path if it has debug information and is of that build (id_len 0: any).
 * -ENOENT no such file, -ENODATA nothing in it, -ESTALE another build. */
int debug_open(struct di_kernel *k, const char *path, struct debug_file *f);

/* ---- dwarf_index.c: what was found, on disk ------------------------------------ */

#define DX_MAGIC	"stapdwrf"
#define DX_VERSION	1
#define DX_NO_PC	UINT32_MAX

enum {
	DX_EXTERNAL = 1,
	DX_IN_ALT = 2,			/* the DIE is in what dwz took out */
	DX_UNPROBED = 4,		/* the kernel refuses probes there */
};

/* Offsets of DIEs are those in .debug_info, addresses count from _stext. */
struct dx_function {
	uint32_t name, file;		/* in strings; equal text is equal offset */
	uint32_t line;
	uint32_t die, unit;		/* unit: the DIE of its unit */
	uint32_t pc;			/* its entry; DX_NO_PC: it has no code of its own */
	uint32_t end;			/* one past the range that has the entry */
	uint32_t first_inline, n_inlines;
	uint32_t flags;
};

struct dx_inline {
	uint32_t die, unit;
	uint32_t pc;
	uint32_t flags;
};

struct dx_named {			/* types and variables of whole units */
	uint32_t name;
	uint32_t die;
	uint32_t unit;			/* name of the unit, in strings */
	uint32_t tag;			/* DW_TAG_* */
};

struct dx_head {
	char magic[8];
	uint32_t version;
	uint32_t build_id_len;
	uint8_t build_id[32];
	uint64_t stext;
	uint64_t build_id_at;		/* where the kernel has it, from _stext; 0: unknown */
	uint64_t n_functions, n_inlines, n_types, n_globals, strings_len;
	uint64_t total;
	uint64_t sample;
};

/* Functions are sorted by name, file, line and address; the others by name. */
struct dx {
	const struct dx_head *head;
	const struct dx_function *functions;
	const struct dx_inline *inlines;
	const struct dx_named *types, *globals;
	const char *strings;
	void *memory;
	size_t mapped_len;		/* 0: malloc'ed */
};

/* Of the file at path, from the cache when it is there; 0 or -errno. */
int dx_load(struct dx *x, const char *path, const uint8_t *id, size_t id_len);
/* Checks the bytes and points x into them; false: not an index of this build. */
bool dx_use(struct dx *x, const void *data, size_t len, const uint8_t *id, size_t id_len);
void dx_close(struct dx *x);
uint64_t dx_sample(const void *data, size_t len);

static inline const char *dx_string(const struct dx *x, uint32_t offset)
{
	return x->strings + offset;
}

/* The first entry not below name; at..at+n is sorted by it, each `size` bytes
 * that begin with the name's offset. */
uint32_t dx_from(const struct dx *x, const void *at, uint64_t n, size_t size, const char *name);

/* ---- words.c: each text once ------------------------------------------------------ */

struct word {
	const char *text;		/* the caller's, as long as the words */
	uint32_t next;			/* 1 + the next one of its bucket */
	uint32_t offset;		/* where words_lay_out() put it */
	uint32_t of;			/* the user's */
};

struct words {
	struct bytes at;		/* struct word */
	uint32_t *bucket;
	uint32_t n, mask;
};

static inline struct word *word_at(const struct words *w, uint32_t i)
{
	return (struct word *)w->at.at + i;
}

/* The number of s; UINT32_MAX: out of memory. */
uint32_t word_of(struct words *w, const char *s);
/* All words in order, each once, NUL behind it; their offsets are then known. */
int words_lay_out(struct words *w, struct bytes *text);
void words_free(struct words *w);

/* ---- dwarf_scan.c: makes the index ------------------------------------------------ */

/* All of f, into the bytes of an index file; 0 or -errno. */
int dx_make(struct di_kernel *k, struct debug_file *f, struct bytes *out);

/* ---- die.c: one entry ----------------------------------------------------------------- */

/* The first address of a DIE, 0: none; and the end of the range it is in. */
uint64_t die_entry(Dwarf_Die *die, uint64_t *end);
/* decl_file and decl_line, its origin's where it has none of its own. */
const char *die_file(Dwarf_Die *die, int *line);

/* ---- dwarf.c: the step itself -------------------------------------------------------- */

struct dw_types;

struct dwarf {
	struct dx index;
	struct dw_types *types;		/* dwarf_type.c: those that were asked for */
	struct debug_file file;
	Dwarf_CFI *eh_frame;		/* of files without .debug_frame */
};

/* The index; NULL when the step cannot answer, which the ladder then says. */
struct dwarf *kernel_dwarf(struct di_kernel *k);
/* libdw, opened when first needed; NULL: the file went away since. */
Dwarf *dwarf_handle(struct di_kernel *k);
/* The frame at an address, to be freed; NULL: nothing is known of it. */
Dwarf_Frame *dwarf_frame_at(struct di_kernel *k, uint64_t pc);

/* ---- dwarf_type.c: types from debug information; type.c asks the ones it has no BTF for -- */

const struct di_type *dwarf_type_at(struct di_kernel *k, Dwarf_Die *die);
/* What a variable, member or function is of: void if nothing is said. */
const struct di_type *dwarf_type_attr(struct di_kernel *k, Dwarf_Die *die);
const struct di_type *dwarf_type_of(const struct di_type *t);
const struct di_type *dwarf_type_pointer_to(const struct di_type *t);
bool dwarf_type_member(const struct di_type *t, unsigned int i, struct di_member *m);
bool dwarf_type_enumerator(const struct di_type *t, unsigned int i, struct di_enumerator *e);
/* By its name without "struct"; kinds: bits 1 << DI_*.  NULL: none. */
const struct di_type *dwarf_type_named(struct di_kernel *k, const char *name, unsigned int kinds);

#endif
