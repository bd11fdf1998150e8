/* SPDX-License-Identifier: GPL-2.0-or-later */
/* build_record.c - commands out of .cmd files as several kernels write them. */
#include "base/map.h"
#include "build_session.h"
#include "test.h"

static const char *split(struct fixture *f, const char *line)
{
	struct words w = { 0 };

	record_words(f->s.arena, line, &w);
	return fixture_words(f, &w);
}

TEST(words)
{
	struct fixture f;
	struct words w = { 0 };

	fixture_open(&f);
	CHECK_STR(split(&f, "gcc  -c\ta.c"), "gcc -c a.c");
	CHECK_STR(split(&f, "a;b && c|d\nnext"), "a ; b && c | d");
	CHECK_STR(split(&f, "x $$y $(pound)z"), "x $y #z");
	CHECK_STR(split(&f, "a\\ b"), "a b");
	record_words(f.s.arena, "-DX='\"a b\"' \"c;d\" '' e", &w);
	CHECK_INT(w.n, 4);
	CHECK_STR(w.at[0], "-DX=\"a b\"");
	CHECK_STR(w.at[1], "c;d");
	CHECK_STR(w.at[2], "");
	CHECK_STR(w.at[3], "e");
	fixture_close(&f);
}

static struct runtime *record(struct fixture *f, const char *cc, const char *join, const char *ko)
{
	struct runtime *r = arena_one(f->s.arena, struct runtime);
	struct kernel *k = arena_one(f->s.arena, struct kernel);

	k->build_dir = "/build";
	f->s.kernel = k;
	fixture_file(f, "m/" STUB ".o", "\177ELF object");
	fixture_file(f, "m/." STUB ".o.cmd", cc);
	fixture_file(f, "m/." PLACEHOLDER ".o.cmd", join);
	fixture_file(f, "m/." PLACEHOLDER ".ko.cmd", ko);
	record_steps(&f->s, k, arena_printf(f->s.arena, "%s/m", f->dir), r);
	return r;
}

#define JOIN_6_1 "cmd_/m/" PLACEHOLDER ".o := ld -m elf -r -o /m/" PLACEHOLDER ".o @/m/x.mod \n"
#define KO_6_1	"cmd_/m/" PLACEHOLDER ".ko := ld -r --build-id=sha1  -T arch/x86/module.lds " \
		"-o /m/" PLACEHOLDER ".ko /m/" PLACEHOLDER ".o /m/" PLACEHOLDER ".mod.o;  true\n"

/* objtool on each object. */
TEST(kernel_6_1)
{
	struct fixture f;
	struct runtime *r;

	fixture_open(&f);
	r = record(&f, "cmd_/m/" STUB ".o := gcc-12 -Wp,-MMD,/m/." STUB ".o.d -nostdinc "
		   "-I/a -I ./b -include /c.h -D__KERNEL__ -O2 -Wframe-larger-than=2048 -pg "
		   "-mrecord-mcount -mfentry -DCC_USING_FENTRY -g -gdwarf-5 -DMODULE "
		   "-DKBUILD_BASENAME='\"" STUB "\"' -c -o /m/" STUB ".o /m/" STUB ".c   ; "
		   "./tools/objtool/objtool --orc   --module /m/" STUB ".o\n\n"
		   "source_/m/" STUB ".o := /m/" STUB ".c\n",
		   JOIN_6_1, KO_6_1);
	CHECK_STR(r->slow_why, NULL);
	CHECK_STR(r->work_dir, "/build");
	CHECK_STR(fixture_words(&f, &r->steps.cc), "gcc-12 -nostdinc -D__KERNEL__ -O2 -DMODULE "
		  "-DKBUILD_BASENAME=\"" STUB "\" -c -o %o %c");
	CHECK_STR(fixture_words(&f, &r->steps.objtool),
		  "./tools/objtool/objtool --orc --module %o");
	CHECK_STR(fixture_words(&f, &r->steps.join), "ld -m elf -r -o %o %i");
	CHECK_INT(r->steps.join_objtool.n, 0);
	CHECK_STR(fixture_words(&f, &r->steps.ko),
		  "ld -r --build-id=sha1 -T arch/x86/module.lds -o %o %i");
	CHECK(!r->has_common);
	fixture_close(&f);
}

/* objtool on the joined objects, padding before functions, one more object. */
TEST(kernel_6_12)
{
	struct fixture f;
	struct runtime *r;

	fixture_open(&f);
	r = record(&f, "savedcmd_/m/" STUB ".o := gcc-12 -fcf-protection=branch "
		   "-fpatchable-function-entry=16,16 -c -o /m/" STUB ".o /m/" STUB ".c\n",
		   "savedcmd_/m/" PLACEHOLDER ".o := ld -r -o /m/" PLACEHOLDER ".o @/m/x.mod  ; "
		   "./tools/objtool/objtool --ibt  --link  --module /m/" PLACEHOLDER ".o\n",
		   "savedcmd_/m/" PLACEHOLDER ".ko := ld -r -T arch/x86/module.lds -o /m/"
		   PLACEHOLDER ".ko /m/" PLACEHOLDER ".o /m/" PLACEHOLDER ".mod.o "
		   "/m/.module-common.o\n");
	CHECK_STR(r->slow_why, NULL);
	CHECK_STR(fixture_words(&f, &r->steps.cc), "gcc-12 -fcf-protection=branch "
		  "-fpatchable-function-entry=16,16 -c -o %o %c");
	CHECK_INT(r->steps.objtool.n, 0);
	CHECK_STR(fixture_words(&f, &r->steps.join_objtool),
		  "./tools/objtool/objtool --ibt --link --module %o");
	CHECK_STR(fixture_words(&f, &r->steps.ko), "ld -r -T arch/x86/module.lds -o %o %i");
	CHECK(r->has_common);
	fixture_close(&f);
}

/* kbuild in the module's directory, names relative to it; the tracer's no-ops. */
TEST(relative_names)
{
	struct fixture f;
	struct runtime *r;

	fixture_open(&f);
	r = record(&f, "savedcmd_" STUB ".o := gcc -fpatchable-function-entry=4,2 -c -o " STUB
		   ".o " STUB ".c\n",
		   "savedcmd_" PLACEHOLDER ".o := ld -r -o " PLACEHOLDER ".o @x.mod\n",
		   "savedcmd_" PLACEHOLDER ".ko := ld -r -T /k/module.lds -o " PLACEHOLDER ".ko "
		   PLACEHOLDER ".o\n");
	CHECK_STR(r->slow_why, NULL);
	CHECK_STR(r->work_dir, "/");
	CHECK_STR(fixture_words(&f, &r->steps.cc), "gcc -c -o %o %c");
	fixture_close(&f);
}

/* What is not understood goes the slow way and says what it was. */
TEST(unknown_steps)
{
	struct fixture f;
	struct runtime *r;

	fixture_open(&f);
	r = record(&f, "cmd_/m/" STUB ".o := gcc -c -o /m/" STUB ".o /m/" STUB ".c; "
		   "scripts/new-tool /m/" STUB ".o\n", JOIN_6_1, KO_6_1);
	CHECK_STR(r->slow_why, "unknown step: scripts/new-tool");
	r = record(&f, "cmd_/m/" STUB ".o := gcc -c -o /m/" STUB ".o /m/" STUB ".c | tee x\n",
		   JOIN_6_1, KO_6_1);
	CHECK_STR(r->slow_why, "unknown shell command: |");
	r = record(&f, "cmd_/m/" STUB ".o := gcc -c -o /m/other.o /m/" STUB ".c\n",
		   JOIN_6_1, KO_6_1);
	CHECK_STR(r->slow_why, "unknown compiler command: gcc");
	fixture_file(&f, "m/" STUB ".o", "BC\300\336");
	r = arena_one(f.s.arena, struct runtime);
	record_steps(&f.s, f.s.kernel, arena_printf(f.s.arena, "%s/m", f.dir), r);
	CHECK_STR(r->slow_why, "not an ELF object: " STUB ".o");
	fixture_close(&f);
}

TEST(inputs)
{
	struct fixture f;
	struct runtime *r;
	struct map *m;

	fixture_open(&f);
	r = record(&f, "cmd_/m/" STUB ".o := gcc -c -o /m/" STUB ".o /m/" STUB ".c\n",
		   JOIN_6_1, KO_6_1);
	fixture_file(&f, "runtime/main.c", "");
	fixture_file(&f, "m/." WHOLE ".o.cmd",
		     "cmd_x := gcc\n\nsource_x := main.c\n\ndeps_x := \\\n"
		     "  /usr/include/a.h \\\n    $(wildcard include/config/A) \\\n"
		     "  include/linux/b.h \\\n\nx: $(deps_x)\n");
	m = record_inputs(&f.s, r, arena_printf(f.s.arena, "%s/m", f.dir));
	CHECK(map_get(m, "/usr/include/a.h"));
	CHECK(map_get(m, "/build/include/linux/b.h"));
	CHECK(map_get(m, "/build/Module.symvers"));
	CHECK(map_get(m, "/build/arch/x86/module.lds"));
	CHECK(!map_get(m, "/build/main.c"));
	fixture_close(&f);
}
