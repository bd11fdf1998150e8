/* SPDX-License-Identifier: GPL-2.0-or-later */
/* data.c - kernel.data: reads and writes of the kernel's memory, by hardware watchpoints. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "debuginfo/di.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"

#define SLOTS	4			/* that x86 has on each CPU */

/* Bits of a pattern's value. */
#define IS_RW		1
#define HAS_LENGTH	2
#define BY_SYMBOL	4

static const struct pattern patterns[] = {
	{ "kernel.data(N).write", 0, LEVEL_PRIVILEGED },
	{ "kernel.data(N).rw", IS_RW, LEVEL_PRIVILEGED },
	{ "kernel.data(N).length(N).write", HAS_LENGTH, LEVEL_PRIVILEGED },
	{ "kernel.data(N).length(N).rw", HAS_LENGTH | IS_RW, LEVEL_PRIVILEGED },
	{ "kernel.data(S).write", BY_SYMBOL, LEVEL_PRIVILEGED },
	{ "kernel.data(S).rw", BY_SYMBOL | IS_RW, LEVEL_PRIVILEGED },
	{ NULL, 0, 0 }
};

struct data_data {
	bool is_rw, by_symbol;
	uint64_t address;		/* by symbol: from _stext */
	unsigned int length;
};

/* A symbol, or the number as it is; false after reporting. */
static bool read_place(struct program *prog, const struct derive *dv, struct data_data *data)
{
	const struct comp *c = derive_comp(dv, 1);
	struct di_kernel *k;
	int err;

	if (!data->by_symbol) {
		data->address = (uint64_t)c->num;
		return true;
	}
	if (!session_kernel(prog->s))
		return false;
	k = session_di(prog->s);
	err = di_symbol_offset(k, c->str, &data->address);
	if (!err)
		return true;
	if (err == -EACCES)
		return diag_error(dv->diag, "sem-data-symbol", c->at,
				  "the address of '%s' is hidden from you; root can see it",
				  c->str);
	return diag_error(dv->diag, "sem-data-symbol", c->at,
			  err == -EINVAL ? "'%s' has a place on each CPU, none in the kernel" :
			  "no symbol '%s' in the kernel", c->str);
}

/* The hardware watches 1, 2, 4 or 8 bytes. */
static bool read_length(const struct derive *dv, struct data_data *data)
{
	const struct comp *c = derive_comp(dv, 2);

	data->length = 1;
	if (!(dv->pattern->value & HAS_LENGTH))
		return true;
	if (c->num < 1)
		return diag_error(dv->diag, "sem-data-length", c->at,
				  "length %" PRId64 " of a watchpoint: 1 to 8 bytes can be watched",
				  c->num);
	data->length = c->num <= 2 ? (unsigned int)c->num : c->num <= 4 ? 4 : 8;
	return true;
}

static unsigned int count_sites(const struct program *prog)
{
	unsigned int i, n = 0;

	for (i = 0; i < prog->probes.n; i++)
		n += prog->probes.at[i]->provider == &provider_data;
	return n;
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	struct data_data *data = arena_one(prog->s->arena, struct data_data);

	data->is_rw = dv->pattern->value & IS_RW;
	data->by_symbol = dv->pattern->value & BY_SYMBOL;
	if (!read_place(prog, dv, data) || !read_length(dv, data))
		return 0;
	provider_probe(prog, dv, &provider_data, derive_text(prog, dv, -1, NULL), data);
	if (count_sites(prog) == SLOTS + 1)
		diag_warn(dv->diag, "warn-data-slots", derive_comp(dv, 1)->at,
			  "more than %d watchpoints: processors have no more, and other programs "
			  "may use some", SLOTS);
	return 1;
}

static void emit_site(struct emit *e, const struct probe *pr)
{
	const struct data_data *data = pr->data;

	text_line(e->out, "\t{ %s, %#" PRIx64 ", %d, %u, %d },", emit_probe_ref(e, pr),
		  data->address, data->by_symbol, data->length, data->is_rw);
}

/* Where a symbol is depends on the kernel. */
static void print_site(struct text *out, const struct probe *pr)
{
	const struct data_data *data = pr->data;

	text_printf(out, "data %#" PRIx64, data->address);
}

const struct provider provider_data = {
	.name = "data",
	.patterns = patterns,
	.resolve = resolve,
	.table = "watches",
	.site = "stp_data_site",
	.emit_site = emit_site,
	.print_site = print_site,
};
