/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * slow.c - everything through kbuild: the reference for the fast path, and
 * what scripts with kernel C of their own need.
 */
#include <stdlib.h>
#include <string.h>

#include "stap/build/build_int.h"

/* What C of a user's script may expect to be there without an #include. */
static const char usual_headers[] =
	"#include <linux/module.h>\n"
	"#include <linux/kernel.h>\n"
	"#include <linux/version.h>\n"
	"#include <linux/types.h>\n"
	"#include <linux/string.h>\n"
	"#include <linux/slab.h>\n"
	"#include <linux/sched.h>\n"
	"#include <linux/sched/task.h>\n"
	"#include <linux/sched/mm.h>\n"
	"#include <linux/pid.h>\n"
	"#include <linux/cred.h>\n"
	"#include <linux/mm.h>\n"
	"#include <linux/fs.h>\n"
	"#include <linux/file.h>\n"
	"#include <linux/dcache.h>\n"
	"#include <linux/uaccess.h>\n"
	"#include <linux/smp.h>\n"
	"#include <linux/percpu.h>\n"
	"#include <linux/time.h>\n"
	"#include <linux/ktime.h>\n"
	"#include <linux/delay.h>\n"
	"#include <linux/list.h>\n"
	"#include <linux/spinlock.h>\n"
	"#include <linux/rcupdate.h>\n"
	"#include <linux/kprobes.h>\n"
	"#include <linux/net.h>\n"
	"#include <linux/socket.h>\n"
	"#include <linux/in.h>\n";

/* -D words, for the script's object only; each as one word of the shell. */
static void put_defines(struct session *s, struct text *t, const char *object)
{
	const char *p;
	unsigned int i;

	for (i = 0; i < s->opt->defines.n; i++) {
		text_printf(t, "CFLAGS_%s += '-D%s=", object, s->opt->defines.at[i].name);
		for (p = s->opt->defines.at[i].value; *p; p++) {
			if (*p == '\'')
				text_put(t, "'\\''");
			else if (*p == '$' || *p == '#')
				text_put(t, *p == '$' ? "$$" : "\\#");
			else
				text_putc(t, *p);
		}
		text_put(t, "'\n");
	}
}

/* Flags of the script's object, in the manner of kbuild. */
static void put_flags(struct session *s, struct text *t, const char *dir)
{
	text_line(t, "CFLAGS_" STUB ".o += -I%s -include %s/usual_headers.h", s->runtime_dir, dir);
	text_line(t, "CFLAGS_" STUB ".o += -Wno-unused -Wno-missing-prototypes "
		  "-Wno-declaration-after-statement");
	text_line(t, "CFLAGS_REMOVE_" STUB ".o += $(CC_FLAGS_FTRACE)");
	put_defines(s, t, STUB ".o");
}

/* Beside the kept runtime, as one more object of it. */
static bool prepare_kept(struct session *s, const struct runtime *r, const char *dir)
{
	struct text t = TEXT_EMPTY;
	bool ok;
	int rc;

	text_line(&t, "obj-m := " PLACEHOLDER ".o");
	text_line(&t, PLACEHOLDER "-y := " STUB ".o kept.o");
	/* Since 6.13 the kernel's own rule for shipped files finds none here. */
	text_line(&t, "$(obj)/kept.o: $(src)/kept.o_shipped");
	text_line(&t, "\tcp $< $@");
	put_flags(s, &t, dir);
	ok = build_write(s, arena_printf(s->arena, "%s/Kbuild", dir), t.buf, t.len);
	text_free(&t);
	if (!ok)
		return false;
	/* modpost wants to read how an object was made. */
	if (!build_write(s, arena_printf(s->arena, "%s/.kept.o.cmd", dir), "# kept\n", 7))
		return false;
	rc = build_copy(arena_printf(s->arena, "%s/runtime.o", r->dir),
			arena_printf(s->arena, "%s/kept.o_shipped", dir), 0644);
	return rc == 0 || build_cannot_write(s, dir, -rc);
}

/* With all of the runtime's sources. */
static bool prepare_whole(struct session *s, const struct runtime *r, const char *dir)
{
	const char *kbuild = arena_printf(s->arena, "%s/Kbuild", dir);
	struct text t = TEXT_EMPTY;
	char *data;
	size_t len;
	bool ok;
	int rc;

	if (!sources_copy(s, dir))
		return false;
	rc = build_copy(arena_printf(s->arena, "%s/features.h", r->dir),
			arena_printf(s->arena, "%s/compat_config.h", dir), 0644);
	if (rc == 0)
		rc = file_read(kbuild, &data, &len);
	if (rc < 0)
		return build_cannot_write(s, kbuild, -rc);
	text_putn(&t, data, len);
	text_putc(&t, '\n');
	put_flags(s, &t, dir);
	free(data);
	ok = build_write(s, kbuild, t.buf, t.len);
	text_free(&t);
	return ok;
}

bool slow_build(struct session *s, struct runtime *r, const struct script_build *b)
{
	const char *dir = build_dir(s, "kbuild");
	struct text out = TEXT_EMPTY;
	struct kbuild k = { .dir = dir, .out = &out };
	bool ok;
	int rc;

	if (!dir)
		return false;
	ok = s->opt->slow_build || r->slow_why ? prepare_whole(s, r, dir) : prepare_kept(s, r, dir);
	if (!ok || !build_write(s, arena_printf(s->arena, "%s/usual_headers.h", dir),
				usual_headers, sizeof(usual_headers) - 1))
		return false;
	rc = build_copy(b->c_path, arena_printf(s->arena, "%s/" STUB ".c", dir), 0644);
	if (rc == 0) {
		rc = kbuild_run(s, s->kernel, &k);
		ok = rc == 0;
		if (!ok)
			kbuild_report(s, "make", rc, &out, "compiling the script");
		else if (verbose(s, 4) > 1 && out.len)
			fwrite(out.buf, 1, out.len, stderr);
		rc = 0;
	}
	text_free(&out);
	if (rc == 0 && ok)
		rc = build_copy(arena_printf(s->arena, "%s/" PLACEHOLDER ".ko", dir), b->ko_path,
				0644);
	return rc == 0 ? ok : build_cannot_write(s, b->ko_path, -rc);
}
