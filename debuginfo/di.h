/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * di.h - what a kernel consists of: functions, types, symbols.
 *
 * The library answers and never prints.  One struct di_kernel stands for one
 * target kernel; everything it hands out lives in its own arena until
 * di_kernel_close().  Facts are fetched lazily and only as far as asked: first
 * BTF, then symbol tables; later steps (DWARF, debuginfod) fill the same type
 * model, and nothing above this header knows which it was.  Functions return 0
 * or a negative errno, or NULL, as said at each.
 */
#ifndef DEBUGINFO_DI_H
#define DEBUGINFO_DI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct di_kernel;

struct di_where {
	const char *release;		/* "6.1.0-56-cloud-amd64" */
	const char *build_dir;		/* its build tree, or NULL */
	const char *sysroot;		/* before all other paths; NULL: "" */
	bool is_running;		/* use /sys/kernel/btf and /proc/kallsyms */
	const char *cache_dir;		/* keep what is costly here; NULL: do not */
};

/* NULL when out of memory only: nothing is opened before it is asked for. */
struct di_kernel *di_kernel_open(const struct di_where *w);
void di_kernel_close(struct di_kernel *k);

/* ---- modules ---------------------------------------------------------------- */

/*
 * A module is a struct di_kernel of its own, which knows the kernel's types
 * besides those it adds, and its own functions and symbols only.  It is closed
 * with the kernel.  name: "nf_nat" or "nf-nat", or the path of a .ko file, as
 * it is or compressed.  NULL: the kernel has no such module.
 */
struct di_kernel *di_module(struct di_kernel *k, const char *name);
/* The name that the kernel has for a module; NULL: m is the kernel itself. */
const char *di_module_name(const struct di_kernel *m);
/*
 * Each module whose name matches the pattern (* ? [ ]), by name.  each()
 * returns false to stop.  Number of matches.
 */
int di_module_each(struct di_kernel *k, const char *pattern,
		   bool (*each)(void *ctx, const char *name), void *ctx);
/* Up to max names most like name, "a, b, c"; "" if none is known. */
const char *di_module_similar(struct di_kernel *k, const char *name, unsigned int max);
/* Is the module of that name part of the kernel's image? */
bool di_module_is_builtin(struct di_kernel *k, const char *name);

/* ---- the ladder: who was asked, and what came of it ------------------------- */

enum di_step { DI_BTF, DI_SYMBOLS, DI_DWARF, DI_DEBUGINFOD, DI_STEPS };

/*
 * What is known of a step so far: 0 not asked yet, 1 it answers, negative: why
 * it cannot (-ENOENT no such file ...).  *detail: the file used or missed.
 */
int di_step_state(const struct di_kernel *k, enum di_step step, const char **detail);

/*
 * Several lines for a message, one a step: "  BTF: /sys/kernel/btf/vmlinux:
 * 126573 types" or what is missing, in k's arena; the last line begins with
 * "  help: " and names the one command that would help on this distribution.
 */
const char *di_ladder(struct di_kernel *k);
/* The same when nothing but that step would do. */
const char *di_ladder_to(struct di_kernel *k, enum di_step wanted);

/* 20 bytes or so of the kernel's build-id; 0 with *len, or -ENOENT. */
int di_kernel_build_id(struct di_kernel *k, const uint8_t **id, size_t *len);

/* ---- types -------------------------------------------------------------------- */

enum di_kind {
	DI_VOID, DI_INT, DI_FLOAT, DI_POINTER, DI_ARRAY, DI_STRUCT, DI_UNION,
	DI_ENUM, DI_TYPEDEF, DI_CONST, DI_VOLATILE, DI_RESTRICT, DI_FUNCTION,
	DI_FORWARD,		/* struct or union that is declared only */
	DI_TAG,			/* BTF type tag: `name` is it ("user", "rcu") */
};

struct di_type {
	enum di_kind kind;
	const char *name;		/* without "struct "; "" when it has none */
	uint64_t size;			/* bytes; 0: unknown or none */
	bool is_signed, is_char, is_bool; /* DI_INT, and is_signed of DI_ENUM */
	bool is_union;			/* DI_FORWARD */
	bool is_variadic;		/* DI_FUNCTION: "..." after its parameters */
	uint64_t count;			/* DI_ARRAY: elements; 0: unknown */
	unsigned int n_members;		/* members, enumerators or parameters */
	/* private to debuginfo/ */
	struct di_kernel *kernel;
	bool is_dwarf;
	uint32_t id;
	const void *raw;
};

struct di_member {
	const char *name;		/* "" for an anonymous struct or union */
	const struct di_type *type;
	uint64_t bit_offset;		/* from the start of the struct */
	unsigned int bit_size;		/* 0: no bit-field */
};

struct di_enumerator {
	const char *name;
	int64_t value;
};

/* What a pointer, array, typedef, qualifier or tag is of; a function's return
 * type.  Never NULL: void is a type. */
const struct di_type *di_type_of(const struct di_type *t);
/* A pointer to t, as `&` makes one. */
const struct di_type *di_type_pointer_to(const struct di_type *t);
/* Typedefs, qualifiers and tags taken off. */
const struct di_type *di_type_strip(const struct di_type *t);
/* *is_user is set when a tag on the way said "user". */
const struct di_type *di_type_strip_user(const struct di_type *t, bool *is_user);

/* i-th member of a struct or union, parameter of a function; false: no such. */
bool di_type_member(const struct di_type *t, unsigned int i, struct di_member *m);
bool di_type_enumerator(const struct di_type *t, unsigned int i, struct di_enumerator *e);

/*
 * The member called name, looked for in anonymous structs and unions as well;
 * bit_offset is from the start of t.  false: not there, or t has no members.
 */
bool di_type_find_member(const struct di_type *t, const char *name, struct di_member *m);

/* "struct task_struct", "union x", "enum e" or a bare name of any of these and
 * of typedefs and base types; NULL: unknown.  Of several structs of one name
 * the one with most members. */
const struct di_type *di_type_named(struct di_kernel *k, const char *name);

/* The enumerator called name in any enum of the kernel; false: none. */
bool di_enumerator_named(struct di_kernel *k, const char *name, int64_t *value,
			 const struct di_type **type);

/* C spelling, postfix style: "struct task_struct*", "char const*", "char[]",
 * "int (*)(int, void*)"; in k's arena. */
const char *di_type_string(const struct di_type *t);

/* Names of a struct's members, anonymous ones gone through, for did-you-mean:
 * calls back for each. */
void di_type_each_member(const struct di_type *t, void (*each)(void *ctx, const char *name),
			 void *ctx);

/* ---- functions -------------------------------------------------------------------- */

struct di_function {
	const char *name;		/* its symbol */
	const struct di_type *type;	/* DI_FUNCTION; NULL: the ladder has no prototype */
	uint64_t offset;		/* from _stext; 0: not known, use the name */
	enum di_step from;		/* who answered */
	bool is_ambiguous;		/* several of the name, whose prototypes differ:
					 * type is NULL */
	bool is_init;			/* of a module: gone once that has started */
};

/* The function of exactly this name.  0, -ENOENT, or another error when no
 * step could be asked at all. */
int di_function_named(struct di_kernel *k, const char *name, struct di_function *f);

/*
 * The function around an address, as the kernel was linked.  0, -ENOENT, or another
 * error when there is no symbol table with such addresses.
 */
int di_function_at(struct di_kernel *k, uint64_t address, struct di_function *f);

/*
 * Each function whose name matches the pattern (* ? [ ]), in order of name,
 * without what cannot be probed (notrace sections, __init, padding symbols as
 * far as known).  each() returns false to stop.  Number of matches, or
 * negative when no step could be asked.
 */
int di_function_each(struct di_kernel *k, const char *pattern,
		     bool (*each)(void *ctx, const struct di_function *f), void *ctx);

/* Up to max names most like name, "a, b, c"; "" if none is known. */
const char *di_function_similar(struct di_kernel *k, const char *name, unsigned int max);

/* What -L shows behind a probe point: "$a:struct file* $b:int", and before them
 * "$return:TYPE" of a return probe, unless void; "" if nothing is known. */
const char *di_function_variables(struct di_kernel *k, const struct di_function *f,
				  bool is_return);

/* Where the ABI of the target puts a parameter at the entry of the function. */
struct di_place_of {
	enum { DI_IN_REGISTERS, DI_ON_STACK, DI_NOWHERE } where;
	unsigned int first;		/* argument register 0..5, or 8-byte stack slot */
	unsigned int n;			/* registers or slots that it takes */
};

/* 0, or -EINVAL: f has no type or no parameter i. */
int di_parameter(const struct di_function *f, unsigned int i, struct di_member *m,
		 struct di_place_of *p);

/* How a return value comes back: its type (void: none) and whether in the
 * register (else in memory at the address in it). */
const struct di_type *di_return_type(const struct di_function *f, bool *in_register);

/* ---- tracepoints ------------------------------------------------------------------- */

struct di_tracepoint {
	const char *name;
	const struct di_type *type;	/* DI_FUNCTION; its first parameter is not the
					 * tracepoint's, but the callback's own */
};

/* As di_function_each(): each tracepoint whose name matches, in order of name. */
int di_tracepoint_each(struct di_kernel *k, const char *pattern,
		       bool (*each)(void *ctx, const struct di_tracepoint *tp), void *ctx);
/* Shell patterns, as all of the above take them: over the whole name. */
bool di_name_matches(const char *pattern, const char *name);
/* "sched" of "sched_switch"; NULL: cannot be known. */
const char *di_tracepoint_system(struct di_kernel *k, const char *name);
const char *di_tracepoint_similar(struct di_kernel *k, const char *name, unsigned int max);
/* ---- places in the source: only debug information knows them ---------------------- */

/*
 * Offsets from _stext are those of one build.  *offset: where that build has its
 * build-id in memory, from _stext.  0, or -ENOENT when it has none.
 */
int di_build_note(struct di_kernel *k, const uint8_t **id, size_t *len, uint64_t *offset);

struct di_lines {
	unsigned int first, last;	/* both included */
};

/* What a point asks for: "NAME@FILE:LINES". */
struct di_query {
	const char *name;		/* pattern */
	const char *file;		/* pattern, or NULL: any file */
	bool is_relative;		/* lines count from the function's declaration */
	bool is_all_lines;		/* ":*" */
	const struct di_lines *lines;	/* in order of asking */
	unsigned int n_lines;
	/* set by whoever asks */
	bool is_statement;		/* by lines, not the function as a whole */
	bool is_nearest;		/* a line without code means the next one to it */
	bool no_code, no_inlines;	/* leave out functions, or copies of them */
	const char *label;		/* pattern: labels of that name in functions */
};

/* In the arena; false: no such form. */
bool di_query_parse(struct arena *a, const char *text, struct di_query *q);

struct di_site {
	const char *function;		/* as the source names it */
	const char *file;
	unsigned int line;		/* of its declaration; of statements their own */
	uint64_t offset;		/* of the instruction, from _stext */
	bool is_inline;			/* one of the places that it was copied to */
	bool is_external;		/* other files can call it */
	bool is_entry;			/* the first instruction of a function that can be called */
	uint32_t die, unit;		/* private: its scope */
	bool is_block;			/* private: the innermost block there is the scope */
};

/* Why there was less than asked for. */
struct di_missed {
	unsigned int n_inlined;		/* functions of which there were only copies */
	unsigned int n_unprobed;	/* places that the kernel refuses */
	const char *file;		/* a line without code was asked for here: */
	unsigned int line;
	unsigned int lower, higher;	/* the nearest ones that have, 0: none near */
	bool is_other_line;		/* the function is not declared at the line given */
};

/*
 * Each site of q once, in order of function, file, line and address.  Number of sites, or
 * negative: there is no debug information.
 */
int di_site_each(struct di_kernel *k, const struct di_query *q,
		 bool (*each)(void *ctx, const struct di_site *s), void *ctx,
		 struct di_missed *missed);

/*
 * What is at an address as linked: the function that has it, or the statement
 * that begins there.  false: none; *near is then one that begins before it, or 0.
 */
bool di_site_at_address(struct di_kernel *k, uint64_t address, bool is_statement,
			struct di_site *s, uint64_t *near);

/* Names of functions most like name, "a, b, c"; "" if none. */
const char *di_site_similar(struct di_kernel *k, const char *name, unsigned int max);

/* ---- variables ----------------------------------------------------------------------- */

enum di_node_kind {
	DI_NUMBER,			/* n */
	DI_ADDRESS,			/* n bytes from _stext */
	DI_REGISTER,			/* n-th, as DWARF counts them */
	DI_LOAD,			/* `size` bytes at the address left, zero-extended */
	DI_NARROW,			/* low `size` bytes of left, extended by is_signed */
	DI_BINARY,			/* left op right */
	DI_SELECT,			/* cond ? left : right */
	/*
	 * Register n as it was when the function was called whose entry is `entry`
	 * bytes from _stext: left tells that call from others, there and now.  It
	 * is the stack pointer at the entry and 8.
	 */
	DI_ENTRY,
};

enum di_op {
	DI_ADD, DI_SUB, DI_MUL, DI_DIV, DI_AND, DI_OR, DI_XOR, DI_SHL, DI_SHR, DI_SAR,
	DI_EQ, DI_NE, DI_LT, DI_LE, DI_GT, DI_GE,
};

/* What a handler has to compute; nodes may be shared. */
struct di_node {
	enum di_node_kind kind;
	enum di_op op;
	int64_t n;
	uint64_t entry;
	unsigned int size;
	bool is_signed;
	const struct di_node *left, *right, *cond;
};

enum di_form {
	DI_LOST,			/* there is no value here, see why */
	DI_IN_MEMORY,			/* node is its address */
	DI_COMPUTED,			/* node is its value, or the low 8 bytes of it: */
	DI_POINTER_LOST,		/* a pointer that is not there, but what it is to is */
};

struct di_variable {
	const char *name;
	const struct di_type *type;
	bool is_parameter;
	enum di_form form;
	const struct di_node *node;
	const struct di_node *high;	/* DI_COMPUTED: bytes 8 to 15, or NULL */
	const struct di_variable *to;	/* DI_POINTER_LOST: what it is a pointer to */
	const char *why;		/* DI_LOST */
};

/*
 * The variable called name that is visible at s: of the block, the blocks round
 * it, the function, then the file.  false: none.
 */
bool di_site_variable(struct di_kernel *k, const struct di_site *s, const char *name,
		      struct di_variable *v);
/* All but those of the file, innermost scope first, also those that are lost. */
void di_site_each_variable(struct di_kernel *k, const struct di_site *s,
			   void (*each)(void *ctx, const struct di_variable *v), void *ctx);
/* A variable of a whole file; unit: pattern of the file it is defined in, "" any. */
bool di_global_variable(struct di_kernel *k, const char *name, const char *unit,
			struct di_variable *v);
/* The address as linked that is so far from _stext; 0: there is no debug information. */
uint64_t di_linked_address(struct di_kernel *k, uint64_t offset);
/* The function that has s, for di_return_type(); false: not known. */
bool di_site_prototype(struct di_kernel *k, const struct di_site *s, struct di_function *f);

/* ---- symbols ------------------------------------------------------------------------ */

/* Is name a text symbol of the kernel?  1 yes, 0 no, negative: cannot be known. */
int di_symbol_exists(struct di_kernel *k, const char *name);
/* May other files call that function (is it not static)?  1 yes, 0 no, negative:
 * cannot be known. */
int di_symbol_is_global(struct di_kernel *k, const char *name);
/* Address as linked (or as running, if is_running) of a symbol; 0 or -errno. */
int di_symbol_address(struct di_kernel *k, const char *name, uint64_t *address);
/* The same, from _stext; -EINVAL: of a variable that each CPU has. */
int di_symbol_offset(struct di_kernel *k, const char *name, uint64_t *offset);
/* As di_function_each(), over text symbols only (kprobe.function); the pattern
 * may also hold {a,b} and what ksh has: @(a|b) !(a) +(a) ?(a) *(a). */
int di_symbol_each(struct di_kernel *k, const char *pattern,
		   bool (*each)(void *ctx, const char *name), void *ctx);

#endif
