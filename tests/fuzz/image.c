/* SPDX-License-Identifier: GPL-2.0-or-later */
/* image.c - any bytes as the file of a kernel: ELF, packed, bzImage or System.map. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "debuginfo/di_int.h"
#include "tests/fuzz/fuzz.h"

static void ask(struct di_kernel *k, const struct facts *f)
{
	const struct symbols *s = &f->symbols;
	uint32_t i;

	if (!f->error && !f->symbols_error) {
		for (i = 0; i < s->n && i < 1000; i++)
			if (symbols_find(s, symbols_name(s, i)) > i)
				abort();
		symbols_from(s, "f");
	}
	if (!f->error && !f->btf_error && f->btf_len)
		kernel_take_btf(k, f->btf, f->btf_len, f->path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct di_where nowhere = { .release = "0.0-none" };
	struct di_kernel *k = di_kernel_open(&nowhere);
	int fd = memfd_create("image", 0);
	const struct facts *f;
	char path[40];

	if (!k || fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	f = facts_of(k, path);
	if (f)
		ask(k, f);
	di_kernel_close(k);
	close(fd);
	return 0;
}
