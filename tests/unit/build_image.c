/* SPDX-License-Identifier: GPL-2.0-or-later */
/* build_image.c - symbols of an object, and a module's new name. */
#include <errno.h>

#include "base/map.h"
#include "build_session.h"
#include "test.h"

static const char source[] =
	"__attribute__((section(\".modinfo\"), used)) static const char info[] = "
	"\"license=GPL\\0name=" PLACEHOLDER "\";\n"
	"__attribute__((section(\".gnu.linkonce.this_module\"))) "
	"struct { int a; char name[56]; } mod = { 1, \"" PLACEHOLDER "\" };\n"
	"extern int wanted(void); static int local(void) { return wanted(); }\n"
	"int defined(void) { return local(); }\n";

/* A compiled object; NULL: it could not be made. */
static const char *object(struct fixture *f, const char *text)
{
	const char *c = fixture_file(f, "x.c", text);
	const char *o = arena_printf(f->s.arena, "%s/x.o", f->dir);
	const char *argv[] = { "cc", "-c", "-O0", "-o", o, c, NULL };
	struct proc p = { .argv = argv };

	return proc_run(&p) == 0 ? o : NULL;
}

TEST(symbols)
{
	struct fixture f;
	struct map *m;
	const char *o;

	fixture_open(&f);
	o = object(&f, source);
	CHECK(o);
	m = map_new(f.s.arena);
	CHECK_INT(image_symbols(f.s.arena, o, true, m), 0);
	CHECK(map_get(m, "defined") && map_get(m, "mod"));
	CHECK(!map_get(m, "wanted") && !map_get(m, "local"));
	m = map_new(f.s.arena);
	CHECK_INT(image_symbols(f.s.arena, o, false, m), 0);
	CHECK(map_get(m, "wanted") && !map_get(m, "defined"));
	CHECK_INT(image_symbols(f.s.arena, fixture_file(&f, "t", "text"), true, m), -ENOEXEC);
	CHECK_INT(image_symbols(f.s.arena, "/nonexistent", true, m), -ENOENT);
	fixture_close(&f);
}

TEST(renamed)
{
	struct fixture f;
	const char *o;
	char *data;
	size_t len;

	fixture_open(&f);
	o = object(&f, source);
	CHECK(o);
	CHECK_INT(image_rename(o, "hello"), 0);
	CHECK_INT(file_read(o, &data, &len), 0);
	CHECK(!memmem(data, len, PLACEHOLDER, MODULE_NAME_MAX));
	CHECK(memmem(data, len, "license=GPL\0name=hello\0", 24));
	CHECK(memmem(data, len, "\1\0\0\0hello\0\0", 11));
	free(data);
	/* Once only. */
	CHECK_INT(image_rename(o, "again"), -ENOEXEC);
	fixture_close(&f);
}

TEST(not_renamed)
{
	struct fixture f;
	const char *o;

	fixture_open(&f);
	o = object(&f, "int x;\n");
	CHECK(o);
	CHECK_INT(image_rename(o, "hello"), -ENOEXEC);
	CHECK_INT(image_rename(o, ""), -EINVAL);
	CHECK_INT(image_rename(o, PLACEHOLDER "x"), -EINVAL);
	CHECK_INT(image_rename("/nonexistent", "x"), -ENOENT);
	fixture_close(&f);
}
