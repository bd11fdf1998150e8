/* SPDX-License-Identifier: GPL-2.0-or-later */
/* procfs.c - procfs: files of the script's module that run a handler when read or written. */
#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"
#include "stap/target_int.h"

#define PATH_MAX_BYTES	240
#define SIZE_MAX_BYTES	(16 << 20)

/* Bits of a pattern's value. */
#define IS_WRITE	1
#define HAS_PATH	2
#define HAS_UMASK	4
#define HAS_MAXSIZE	8

#define FILES(head, value)								\
	{ head ".read", value, LEVEL_PRIVILEGED },					\
	{ head ".read.maxsize(N)", (value) | HAS_MAXSIZE, LEVEL_PRIVILEGED },		\
	{ head ".write", (value) | IS_WRITE, LEVEL_PRIVILEGED }

static const struct pattern patterns[] = {
	FILES("procfs", 0),
	FILES("procfs.umask(N)", HAS_UMASK),
	FILES("procfs(S)", HAS_PATH),
	FILES("procfs(S).umask(N)", HAS_PATH | HAS_UMASK),
	{ NULL, 0, 0 }
};

struct procfs_data {
	bool is_write;
	const char *path;
	int64_t mode, maxsize;		/* maxsize 0: the default */
};

static const struct procfs_data *data_of(const struct probe *pr)
{
	return pr->provider == &provider_procfs ? pr->data : NULL;
}

/* ---- the path -------------------------------------------------------- */

static bool is_word_of_path(const char *s, size_t len)
{
	return len && !(len == 1 && s[0] == '.') && !(len == 2 && s[0] == '.' && s[1] == '.');
}

/* Files that the runtime has there itself. */
static bool is_reserved(const char *path)
{
	size_t digits = strncmp(path, "trace", 5) ? 0 : strspn(path + 5, "0123456789");

	return strcmp(path, ".cmd") == 0 || (digits && !path[5 + digits]);
}

static bool check_path(const struct derive *dv, const char *path)
{
	const struct comp *c = derive_comp(dv, 0);
	const char *p;
	size_t len;

	if (strlen(path) > PATH_MAX_BYTES)
		return diag_error(dv->diag, "sem-procfs-path", c->at,
				  "the path of a procfs file has %d bytes at most",
				  PATH_MAX_BYTES);
	for (p = path;; p += len + 1) {
		len = strcspn(p, "/");
		if (!is_word_of_path(p, len))
			return diag_error(dv->diag, "sem-procfs-path", c->at,
					  "procfs path '%s' has a part that is empty, '.' or '..'",
					  path);
		if (!p[len])
			break;
	}
	if (is_reserved(path))
		return diag_error(dv->diag, "sem-procfs-path", c->at,
				  "procfs file '%s' is one of the module's own", path);
	return true;
}

/* Is one of them a directory on the way to the other? */
static bool is_inside(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	return strncmp(path, dir, len) == 0 && path[len] == '/';
}

static bool check_others(const struct program *prog, const struct derive *dv,
			 const struct procfs_data *data)
{
	const struct comp *c = derive_comp(dv, 0);
	unsigned int i;

	for (i = 0; i < prog->probes.n; i++) {
		const struct procfs_data *other = data_of(prog->probes.at[i]);

		if (!other)
			continue;
		if (is_inside(data->path, other->path) || is_inside(other->path, data->path))
			return diag_error(dv->diag, "sem-procfs-directory", c->at,
					  "procfs '%s' and '%s': one cannot be a file and a "
					  "directory", other->path, data->path);
		if (!data->is_write && !other->is_write && strcmp(data->path, other->path) == 0)
			return diag_error(dv->diag, "sem-procfs-read-twice", c->at,
					  "procfs file '%s' has a read probe already", data->path);
	}
	return true;
}

/* ---- resolving ------------------------------------------------------- */

static bool read_numbers(const struct derive *dv, struct procfs_data *data)
{
	int kind = dv->pattern->value;
	const struct comp *last = derive_comp(dv, dv->point->n - 1);
	int64_t umask = data->is_write ? 0022 : 0044;

	if (kind & HAS_UMASK) {
		umask = derive_comp(dv, 1)->num;
		if (umask < 0 || umask > 0777)
			return diag_error(dv->diag, "sem-procfs-umask", derive_comp(dv, 1)->at,
					  "umask %" PRId64 " out of range (0, 0777)", umask);
	}
	data->mode = (data->is_write ? 0222 : 0444) & ~umask;
	if (!(kind & HAS_MAXSIZE))
		return true;
	data->maxsize = last->num;
	return (last->num > 0 && last->num <= SIZE_MAX_BYTES) ||
	       diag_error(dv->diag, "sem-procfs-maxsize", last->at,
			  "maxsize %" PRId64 " out of range (1, %d)", last->num, SIZE_MAX_BYTES);
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	struct procfs_data *data = arena_one(prog->s->arena, struct procfs_data);

	data->is_write = dv->pattern->value & IS_WRITE;
	data->path = dv->pattern->value & HAS_PATH ? derive_comp(dv, 0)->str : "command";
	if (!read_numbers(dv, data) || !check_path(dv, data->path) ||
	    !check_others(prog, dv, data))
		return 0;
	provider_probe(prog, dv, &provider_procfs, derive_text(prog, dv, -1, NULL), data);
	return 1;
}

/* ---- $value ---------------------------------------------------------- */

static bool is_value(const struct expr *t, struct diag *d)
{
	if (strcmp(target_name(t), "value") != 0)
		return diag_error(d, "sem-no-such-variable", t->at,
				  "unable to find procfs variable '$%s' (alternatives: $value)",
				  target_name(t));
	if (t->n_parts || t->pretty || t->address_of)
		return diag_error(d, "sem-procfs-value", t->at,
				  "procfs variable $value is a string: it has no members, address "
				  "or form");
	return true;
}

static struct expr *target(struct program *prog, struct probe *pr, const struct expr *t,
			   struct diag *d)
{
	const struct procfs_data *data = pr->data;

	if (!is_value(t, d))
		return NULL;
	if (!data->is_write) {
		diag_error(d, "sem-procfs-value", t->at,
			   "procfs variable $value is write-only in a read probe");
		return NULL;
	}
	return expr_new(prog->s->arena, EX_TEXT, t->at);
}

static struct expr *assign(struct program *prog, struct probe *pr, const struct expr *e,
			   struct diag *d)
{
	const struct procfs_data *data = pr->data;
	struct expr *set;

	if (!is_value(e->left, d))
		return NULL;
	if (data->is_write) {
		diag_error(d, "sem-procfs-value", e->left->at,
			   "procfs variable $value is read-only in a write probe");
		return NULL;
	}
	if (e->op != OP_SET || (e->sub != OP_NONE && e->sub != OP_CAT)) {
		diag_error(d, "sem-target-operator", e->at, "Only the following assign operators "
			   "are implemented on procfs read target variables: '=', '.='");
		return NULL;
	}
	set = expr_new(prog->s->arena, EX_SET_TEXT, e->at);
	set->sub = e->sub;
	set->left = e->right;
	return set;
}

/* ---- the table ------------------------------------------------------- */

static void emit_site(struct emit *e, const struct probe *pr)
{
	const struct procfs_data *data = pr->data;
	struct text line = TEXT_EMPTY;

	text_printf(&line, "{ %s, ", emit_probe_ref(e, pr));
	text_c_string(&line, data->path, strlen(data->path));
	text_printf(&line, ", 0%03" PRIo64 ", %d, ", data->mode, data->is_write);
	if (data->maxsize)
		text_printf(&line, "%" PRId64 " },", data->maxsize);
	else
		text_put(&line, "STP_PROCFS_SIZE },");
	text_line(e->out, "\t%s", line.buf);
	text_free(&line);
}

const struct provider provider_procfs = {
	.name = "procfs",
	.patterns = patterns,
	.resolve = resolve,
	.target = target,
	.assign = assign,
	.table = "procfs",
	.site = "stp_procfs_site",
	.emit_site = emit_site,
};
