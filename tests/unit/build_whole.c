/* SPDX-License-Identifier: GPL-2.0-or-later */
/* build_whole.c - the runtime as one file keeps the names of its parts apart. */
#include "build_session.h"
#include "test.h"

static const char *whole(struct fixture *f)
{
	char *data, *copy;
	size_t len;

	if (!whole_write(&f->s, f->dir) ||
	    file_read(arena_printf(f->s.arena, "%s/" WHOLE ".c", f->dir), &data, &len) < 0)
		return "";
	copy = arena_strndup(f->s.arena, data, len);
	free(data);
	return copy;
}

TEST(text)
{
	struct fixture f;

	fixture_open(&f);
	fixture_file(&f, "runtime/a.c", "#include <linux/fs.h>\n#include \"r.h\"\n#define N 1\n"
		     "static DEFINE_SPINLOCK(lock);\nstruct item {\n\tint put;\n};\n"
		     "static int put(int x)\n{\n\tstatic int y;\n\treturn x;\n}\n");
	fixture_file(&f, "runtime/b.c", "#include \"r.h\"\nstatic const char lock[] = \"put(\";\n"
		     "struct item {\n};\nint global(void);\nstatic void put(void);\n"
		     "static void put(void)\n{\n}\nstatic int y, w[2];\n"
		     "static int (*hook)(int a, int b);\n");
	fixture_file(&f, "runtime/c.c", "static int u, w[N], *hook;\n");
	fixture_file(&f, "runtime/" STUB ".c", "static int y;\n");
	fixture_file(&f, "runtime/sub/c.c", "static int y;\n");
	CHECK_STR(whole(&f),
		  "#include <linux/fs.h>\n#include \"r.h\"\n"
		  "#pragma GCC diagnostic error \"-Wredundant-decls\"\n"
		  "#include \"a.c\"\n#undef N\n"
		  "#define lock b__lock\n#define item b__item\n#define put b__put\n"
		  "#include \"b.c\"\n#undef lock\n#undef item\n#undef put\n"
		  "#define w c__w\n#define hook c__hook\n"
		  "#include \"c.c\"\n#undef w\n#undef hook\n");
	fixture_close(&f);
}

/* What the form of the lines does not show must not become one variable. */
TEST(two_are_never_one)
{
	const char *argv[] = { "cc", "-c", "-o", "/dev/null", NULL, NULL };
	struct text err = TEXT_EMPTY;
	struct fixture f;
	struct proc p = { .argv = argv, .err = &err };

	fixture_open(&f);
	f.s.runtime_dir = f.dir;
	fixture_file(&f, "a.c", "static int\nv;\nint a(void);\nint a(void)\n{\n\treturn v;\n}\n");
	fixture_file(&f, "b.c", "static int\nv;\nint b(void);\nint b(void)\n{\n\treturn v;\n}\n");
	CHECK(whole_write(&f.s, f.dir));
	argv[4] = arena_printf(f.s.arena, "%s/" WHOLE ".c", f.dir);
	CHECK_INT(proc_run(&p), 1);
	CHECK(strstr(err.buf, "redundant redeclaration"));
	text_free(&err);
	fixture_close(&f);
}

/* It means the same to a compiler. */
TEST(compiles)
{
	const char *argv[] = { "cc", "-Wall", "-Werror", "-o", NULL, NULL, NULL };
	struct fixture f;
	struct proc p = { .argv = argv };

	fixture_open(&f);
	f.s.runtime_dir = f.dir;
	fixture_file(&f, "a.h", "#pragma once\nint a(void);\n");
	fixture_file(&f, "a.c", "#include \"a.h\"\n#define K 40\nstatic int v = K;\n"
		     "static int get(void)\n{\n\treturn v;\n}\n"
		     "int a(void)\n{\n\treturn get();\n}\n");
	fixture_file(&f, "b.c", "#include \"a.h\"\n#define K 2\nstatic int v = K;\n"
		     "static int get(void)\n{\n\treturn v;\n}\n"
		     "int main(void)\n{\n\treturn a() + get();\n}\n");
	CHECK(whole_write(&f.s, f.dir));
	argv[4] = arena_printf(f.s.arena, "%s/p", f.dir);
	argv[5] = arena_printf(f.s.arena, "%s/" WHOLE ".c", f.dir);
	CHECK_INT(proc_run(&p), 0);
	argv[0] = argv[4];
	argv[1] = NULL;
	CHECK_INT(proc_run(&p), 42);
	fixture_close(&f);
}
