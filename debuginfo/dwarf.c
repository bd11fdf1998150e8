/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dwarf.c - the step of the ladder that asks debug information: found, indexed, opened. */
#include "dwarf_int.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* "CACHE/dwarf-RELEASE-BUILDID", or NULL when nothing is to be kept. */
static const char *kept_name(struct di_kernel *k, const uint8_t *id, size_t len)
{
	char hex[65] = "";
	size_t i;

	if (!k->where.cache_dir || !len || len > 32)
		return NULL;
	for (i = 0; i < len; i++)
		sprintf(hex + 2 * i, "%02x", id[i]);
	return arena_printf(k->arena, "%s/dwarf-%s-%s", k->where.cache_dir, k->where.release, hex);
}

static int make_index(struct di_kernel *k, struct dwarf *d, const char *kept)
{
	const uint8_t *id;
	struct bytes b = { 0 };
	size_t len;
	int err = dx_make(k, &d->file, &b);

	if (err) {
		bytes_free(&b);
		return step_set(k, DI_DWARF, err, "%s: %s", d->file.path, step_why(err));
	}
	di_kernel_build_id(k, &id, &len);
	/* once kept, the mapped file is the cheaper copy; a full disk is no error */
	if (kept && !make_dirs(k->where.cache_dir, 0755) &&
	    !file_replace(kept, b.at, b.len, 0644) && !dx_load(&d->index, kept, id, len)) {
		bytes_free(&b);
		return 0;
	}
	d->index.memory = b.at;
	if (dx_use(&d->index, b.at, b.len, id, len))
		return 0;
	dx_close(&d->index);
	return step_set(k, DI_DWARF, -EBADMSG, "%s: damaged", d->file.path);
}

struct dwarf *kernel_dwarf(struct di_kernel *k)
{
	struct dwarf *d;
	const uint8_t *id;
	const char *kept;
	size_t len;

	if (k->step[DI_DWARF].state || k->base)		/* of modules: BTF only */
		return k->dwarf;
	d = arena_one(k->arena, struct dwarf);
	/* the file first: an index whose file is gone can answer no second question */
	if (debug_find(k, &d->file))
		return NULL;
	di_kernel_build_id(k, &id, &len);
	kept = kept_name(k, id, len);
	if (kept && !dx_load(&d->index, kept, id, len)) {
		k->dwarf = d;
		return d;
	}
	if (make_index(k, d, kept)) {
		debug_close(&d->file);
		return NULL;
	}
	k->dwarf = d;
	return d;
}

int di_build_note(struct di_kernel *k, const uint8_t **id, size_t *len, uint64_t *offset)
{
	struct dwarf *d = kernel_dwarf(k);

	if (!d || !d->index.head->build_id_at || !d->index.head->build_id_len)
		return -ENOENT;
	*id = d->index.head->build_id;
	*len = d->index.head->build_id_len;
	*offset = d->index.head->build_id_at;
	return 0;
}

uint64_t di_linked_address(struct di_kernel *k, uint64_t offset)
{
	return k->dwarf ? k->dwarf->index.head->stext + offset : 0;
}

Dwarf *dwarf_handle(struct di_kernel *k)
{
	struct dwarf *d = kernel_dwarf(k);

	return d ? d->file.dw : NULL;
}

Dwarf_Frame *dwarf_frame_at(struct di_kernel *k, uint64_t pc)
{
	Dwarf *dw = dwarf_handle(k);
	Dwarf_CFI *cfi = dw ? dwarf_getcfi(dw) : NULL;
	Dwarf_Frame *frame = NULL;

	if (!dw)
		return NULL;
	if (cfi && !dwarf_cfi_addrframe(cfi, pc, &frame))
		return frame;
	if (!k->dwarf->eh_frame)
		k->dwarf->eh_frame = dwarf_getcfi_elf(k->dwarf->file.elf);
	cfi = k->dwarf->eh_frame;
	return cfi && !dwarf_cfi_addrframe(cfi, pc, &frame) ? frame : NULL;
}

void dwarf_close(struct di_kernel *k)
{
	if (!k->dwarf)
		return;
	if (k->dwarf->eh_frame)
		dwarf_cfi_end(k->dwarf->eh_frame);
	dx_close(&k->dwarf->index);
	debug_close(&k->dwarf->file);
	k->dwarf = NULL;
}
