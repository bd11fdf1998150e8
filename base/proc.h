/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * proc.h - run a child without a shell, capture what it says, hash, and the
 * few file operations that must not leave half a file behind.
 */
#ifndef BASE_PROC_H
#define BASE_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct proc {
	const char *const *argv;	/* NULL-terminated; argv[0] is looked up in PATH */
	const char *const *env;		/* "NAME=VALUE", "NAME" (unset), ..., NULL; or NULL */
	const char *dir;		/* working directory, or NULL */
	struct text *out;		/* captures stdout; NULL: inherited */
	struct text *err;		/* captures stderr; NULL: inherited; may equal out */
	unsigned timeout_s;		/* 0: none; the child is killed after it */
};

/*
 * Runs it and waits.  Exit status 0-255, 128+N after signal N, 124 after the
 * time-out, or -errno when it could not be started.  After proc_interrupt()
 * the child is asked to end (SIGTERM), and further ones are not started: 128+N.
 */
int proc_run(const struct proc *p);

/* For a handler of the signals that end us. */
void proc_interrupt(int sig);

/* The signal that came, 0: none. */
int proc_interrupted(void);

/* CPU time in ms of all children waited for so far, user and system. */
void proc_children_ms(unsigned *user, unsigned *sys);

/* mkdir -p with the given mode for what is made; 0 or -errno. */
int make_dirs(const char *path, unsigned mode);

/* rm -rf of a directory of ours, never following symbolic links; 0 or -errno. */
int remove_tree(const char *path);

/* Writes path.XXXXXX, fsyncs not, renames it to path; 0 or -errno, and nothing left behind. */
int file_replace(const char *path, const void *data, size_t len, unsigned mode);

/* Reads a whole regular file into malloc'ed memory, NUL-terminated; 0 or -errno. */
int file_read(const char *path, char **data, size_t *len);

/*
 * A 128-bit hash of bytes, as 32 hex digits; not cryptographic against a
 * chosen input, so a key also carries lengths.  hash_init() first.
 */
struct hash { uint64_t a, b, len; };
void hash_init(struct hash *h);
void hash_bytes(struct hash *h, const void *data, size_t len);
void hash_string(struct hash *h, const char *s);	/* with its NUL */
void hash_hex(const struct hash *h, char out[33]);

#endif
