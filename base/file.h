/* SPDX-License-Identifier: GPL-2.0-or-later */
/* file.h - files done whole or not at all, and directories. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>

/* mkdir -p with the given mode for what is made; 0 or -errno. */
int make_dirs(const char *path, unsigned mode);

/* rm -rf of a directory of ours, never following symbolic links; 0 or -errno. */
int remove_tree(const char *path);

/* Writes path.XXXXXX, fsyncs not, renames it to path; 0 or -errno, and nothing left behind. */
int file_replace(const char *path, const void *data, size_t len, unsigned mode);

/* Reads a whole regular file into malloc'ed memory, NUL-terminated; 0 or -errno. */
int file_read(const char *path, char **data, size_t *len);

#endif
