/* SPDX-License-Identifier: GPL-2.0-or-later */
/* module.c - a script's C to a named module, by the fast path or through kbuild. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "stap/build/build_int.h"

const char *module_name(struct session *s, const char key[33])
{
	const char *name;

	if (s->opt->module_name)
		name = s->opt->module_name;
	else if (cache_is_on(s))
		name = arena_printf(s->arena, "stap_%.32s", key);
	else
		name = arena_printf(s->arena, "stap_%.32s_%d", key, (int)getpid());
	return arena_strndup(s->arena, name, strnlen(name, MODULE_NAME_MAX));
}

static bool compile(struct session *s, struct runtime *r, const struct script_build *b)
{
	enum fast_result res = FAST_CANNOT;

	if (!s->opt->slow_build)
		res = fast_build(s, r, b);
	if (res == FAST_CANNOT && slow_build(s, r, b))
		res = FAST_DONE;
	return res == FAST_DONE;
}

/* With -m the module is the user's, in his directory; made whole or not at all. */
static const char *hand_over(struct session *s, const char *ko_path, const char *name)
{
	const char *path = arena_printf(s->arena, "%s.ko", name);
	int rc;

	if (!s->opt->module_name)
		return ko_path;
	rc = build_copy(ko_path, path, 0644);
	if (rc == 0)
		return path;
	diag_plain(s->diag, "build-write-module", "cannot write the module \"%s\" to the working "
		   "directory: %s; -m wants a directory that you can write to", path,
		   strerror(-rc));
	return NULL;
}

struct module *build_module(struct session *s, const struct text *c, const char *name)
{
	struct arena *a = s->arena;
	struct script_build b = { .dir = session_tmpdir(s) };
	struct runtime *r;
	struct module *m;
	int rc;

	if (!b.dir || !session_kernel(s))
		return NULL;
	b.c_path = arena_printf(a, "%s/%s_src.c", b.dir, name);
	b.ko_path = arena_printf(a, "%s/%s.ko", b.dir, name);
	if (!build_write(s, b.c_path, c->buf, c->len))
		return NULL;
	r = runtime_open(s);
	if (!r || !compile(s, r, &b))
		return NULL;
	rc = image_rename(b.ko_path, name);
	if (rc < 0) {
		diag_plain(s->diag, "build-compile", "the compiled module \"%s\" cannot be given "
			   "its name: %s", b.ko_path, strerror(-rc));
		return NULL;
	}
	m = arena_one(a, struct module);
	m->name = name;
	m->path = hand_over(s, b.ko_path, name);
	return m->path ? m : NULL;
}
