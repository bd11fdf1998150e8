/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debuginfo_dwarf.c - where debug files are found, and their index, by a small stand-in. */
#include "debuginfo/dwarf_int.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "test.h"

static char dir[4096];		/* of this test */

static void set_up(void)
{
	static char name[] = "debuginfo_dwarf.XXXXXX";
	char path[8192];

	if (!*dir && (!mkdtemp(name) || !getcwd(dir, sizeof(dir) - sizeof(name) - 2)))
		exit(2);
	if (!strstr(dir, name))
		strcat(strcat(dir, "/"), name);
	snprintf(path, sizeof(path), "%s/debug", dir);
	setenv("SYSTEMTAP_DEBUGINFO_PATH", path, 1);
}

/* Runs a shell command in the directory; $v is the stand-in's image. */
static bool shell(const char *command)
{
	char text[8192];

	snprintf(text, sizeof(text), "cd '%s' && v='%s/vmlinux' && { %s; } >log 2>&1", dir,
		 getenv("fixture"), command);
	return system(text) == 0;
}

static struct di_kernel *open_tree(const char *tree, const char *cache)
{
	char path[8192], kept[8192];
	struct di_where w = { .release = "1.2.3-fixture", .build_dir = path };

	snprintf(path, sizeof(path), "%s/%s", dir, tree);
	if (cache)
		snprintf(kept, sizeof(kept), "%s/%s", dir, cache);
	w.cache_dir = cache ? kept : NULL;
	return di_kernel_open(&w);
}

static bool count(void *ctx, const struct di_site *s)
{
	unsigned int *n = ctx;

	(void)s;
	++*n;
	return true;
}

static int sites_of(struct di_kernel *k, const char *pattern)
{
	struct di_missed missed;
	struct di_query q;
	unsigned int n = 0;
	struct arena *a = arena_new();
	int rc = -1;

	if (di_query_parse(a, pattern, &q))
		rc = di_site_each(k, &q, count, &n, &missed);
	arena_free(a);
	return rc < 0 ? rc : (int)n;
}

/* What the tree's kernel answers, with debug files below "debug". */
static int found(const char *prepare)
{
	struct di_kernel *k;
	int n;

	if (!shell("rm -rf tree debug && mkdir -p tree debug && strip -g -o tree/vmlinux $v") ||
	    !shell(prepare))
		return -1000;
	k = open_tree("tree", NULL);
	n = sites_of(k, "area");
	di_kernel_close(k);
	return n;
}

TEST(places)
{
	const char *id = "id=$(readelf -n $v | sed -n 's/.*Build ID: //p'); "
			 "r=${id#??}; d=debug/.build-id/${id%$r}; mkdir -p $d; ";
	char text[2048];

	set_up();
	CHECK_INT(found("true"), -ENOENT);
	CHECK_INT(found("cp $v tree/vmlinux"), 1);
	CHECK_INT(found("objcopy --only-keep-debug $v tree/vmlinux.debug"), 1);
	CHECK_INT(found("xz -c $v >tree/vmlinux.xz"), 1);
	CHECK_INT(found("gzip -c $v >tree/vmlinux.gz"), 1);
	CHECK_INT(found("objcopy --compress-debug-sections=zlib $v tree/vmlinux"), 1);
	CHECK_INT(found("objcopy --compress-debug-sections=zlib-gnu $v tree/vmlinux"), 1);
	CHECK_INT(found("mkdir debug/boot; cp $v debug/boot/vmlinux-1.2.3-fixture"), 1);
	CHECK_INT(found("d=debug/lib/modules/1.2.3-fixture; mkdir -p $d; cp $v $d/vmlinux"), 1);
	CHECK_INT(found("d=debug/usr/lib/modules/1.2.3-fixture; mkdir -p $d; cp $v $d/vmlinux"), 1);
	snprintf(text, sizeof(text), "%s objcopy --only-keep-debug $v $d/$r.debug", id);
	CHECK_INT(found(text), 1);
}

TEST(links)
{
	const char *link = "cp $v a.debug; objcopy --add-gnu-debuglink=a.debug tree/vmlinux; ";
	char text[2048];

	set_up();
	setenv("SYSTEMTAP_DEBUGINFO_PATH", "+:.debug", 1);
	snprintf(text, sizeof(text), "%s mv a.debug tree", link);
	CHECK_INT(found(text), 1);
	snprintf(text, sizeof(text), "%s mkdir tree/.debug; mv a.debug tree/.debug", link);
	CHECK_INT(found(text), 1);
	set_up();
	snprintf(text, sizeof(text),
		 "%s mkdir -p debug/$PWD/tree; mv a.debug debug/$PWD/tree", link);
	CHECK_INT(found(text), 1);
	snprintf(text, sizeof(text), "%s mv a.debug debug", link);
	CHECK_INT(found(text), 1);
}

TEST(other_build)
{
	const char *other = "cp $v tree/vmlinux.debug; "
		"n=$(readelf -SW $v | sed -n 's/.*-id  *NOTE  *[^ ]* *\\([^ ]*\\).*/\\1/p'); "
		"n=$((0x$n + 16)); "
		"printf XXXX | dd of=tree/vmlinux.debug bs=1 seek=$n conv=notrunc";

	set_up();
	CHECK_INT(found(other), -ESTALE);
	CHECK_INT(found("head -c 5000 $v >tree/vmlinux.debug"), -EBADMSG);
}

TEST(kept)
{
	const uint8_t *id;
	size_t len, n, i;
	struct di_kernel *k;
	struct dx x = { 0 };
	uint8_t *copy;

	set_up();
	CHECK(shell("rm -rf tree cache && mkdir tree && cp $v tree"));
	k = open_tree("tree", "cache");
	CHECK_INT(sites_of(k, "*@*kernel.c"), 6);
	CHECK(k->dwarf && k->dwarf->index.mapped_len);
	n = k->dwarf->index.mapped_len;
	copy = malloc(n);
	memcpy(copy, k->dwarf->index.memory, n);
	CHECK(!di_kernel_build_id(k, &id, &len));
	CHECK(dx_use(&x, copy, n, id, len));
	CHECK(!dx_use(&x, copy, n, id, len - 1));
	CHECK(!dx_use(&x, copy, n - 1, id, len));
	/* no byte may lead a reader astray */
	for (i = 0; i < n; i++) {
		copy[i] ^= 0x81;
		((struct dx_head *)copy)->sample = dx_sample(copy, n);
		if (dx_use(&x, copy, n, id, len)) {
			k->dwarf->index.head = x.head;
			k->dwarf->index.functions = x.functions;
			k->dwarf->index.inlines = x.inlines;
			k->dwarf->index.strings = x.strings;
			sites_of(k, "*@*kernel.c");
			sites_of(k, "a*@*:*");
		}
		copy[i] ^= 0x81;
	}
	di_kernel_close(k);
	free(copy);
	/* the index is used again, and a damaged one made again */
	CHECK(shell("truncate -s -1 cache/dwarf-*"));
	k = open_tree("tree", "cache");
	CHECK_INT(sites_of(k, "*@*kernel.c"), 6);
	di_kernel_close(k);
	CHECK(shell("test $(ls cache/dwarf-* | wc -l) = 1"));
}

TEST(queries)
{
	struct arena *a = arena_new();
	struct di_query q;

	CHECK(di_query_parse(a, "f", &q) && !q.file && !q.n_lines);
	CHECK(di_query_parse(a, "f@a:b.c:1,3-5", &q));
	CHECK_STR(q.file, "a:b.c");
	CHECK(q.n_lines == 2 && q.lines[1].first == 3 && q.lines[1].last == 5);
	CHECK(di_query_parse(a, "f@c++/x.c+12", &q) && q.is_relative && q.lines[0].first == 12);
	CHECK_STR(q.file, "c++/x.c");
	CHECK(di_query_parse(a, "f@c++/x.c", &q) && !q.is_relative);
	CHECK(di_query_parse(a, "f@x.c:*", &q) && q.is_all_lines);
	CHECK(!di_query_parse(a, "", &q) && !di_query_parse(a, "@x.c", &q));
	CHECK(!di_query_parse(a, "f@x.c:", &q) && !di_query_parse(a, "f@x.c:3-2", &q));
	CHECK(!di_query_parse(a, "f@x.c:1,", &q) && !di_query_parse(a, "f@:3", &q));
	CHECK(!di_query_parse(a, "f@x.c:99999999999999999999", &q));
	arena_free(a);
}
