/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * image.h - the bytes of a module file: is it one of ours, what is its name.
 *
 * The file may be hostile: every offset and length in it is checked against
 * the bytes that are there.  Problems come back as a constant text that ends
 * the sentence "'FILE' ..."; NULL means that all is well.
 */
#ifndef STAPRUN_IMAGE_H
#define STAPRUN_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/protocol.h"
#include "staprun/options.h"

struct image {
	unsigned char *bytes;
	size_t len;
};

struct image_facts {
	struct stp_section stap;
	char name[MODULE_NAME_BYTES];
	size_t name_len;
	size_t name_struct;		/* where the name stands: struct module, */
	size_t name_info;		/* and .modinfo */
	bool is_signed;			/* the kernel's appended signature */
};

const char *image_check(const struct image *img, struct image_facts *f);

/*
 * Give the module a name of the same length that ends in _PID, in the bytes
 * and in the facts.  false: the name is too short for that, nothing changed.
 */
bool image_rename(struct image *img, struct image_facts *f, int pid);

#endif
