/* SPDX-License-Identifier: GPL-2.0-or-later */
/* policy.c - each row of who may load what (staprun/policy.c). */
#include "staprun/policy.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "runtime/protocol.h"
#include "tests/unit/test.h"

#define USR	STP_CRED_STAPUSR
#define SYS	STP_CRED_STAPSYS
#define DEV	STP_CRED_STAPDEV
#define ALL	(USR | SYS | DEV)

#define DIR	"/lib/modules/6.1/systemtap"
#define GOOD	DIR "/a.ko"

static const struct policy_groups groups = { 156, 157, 158 };

TEST(policy_mask)
{
	static const struct {
		uid_t uid;
		gid_t gids[3];
		size_t n;
		unsigned int mask;
	} rows[] = {
		{ 0, { 0 }, 1, ALL },
		{ 1000, { 1000 }, 1, 0 },
		{ 1000, { 1000, 156 }, 2, USR },
		{ 1000, { 1000, 157 }, 2, SYS | USR },
		{ 1000, { 158, 1000 }, 2, ALL },
		{ 1000, { 156, 157, 158 }, 3, ALL },
		{ 1000, { 0 }, 1, 0 },		/* group root is nothing */
		{ 1000, { 156 }, 0, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		CHECK_INT(policy_mask(rows[i].uid, rows[i].gids, rows[i].n, &groups),
			  rows[i].mask);
}

TEST(policy_missing_groups)
{
	static const struct policy_groups none = { -1, -1, -1 };
	gid_t gids[] = { 156, 157, 158, (gid_t)-1 };

	CHECK_INT(policy_mask(1000, gids, 4, &none), 0);
}

TEST(policy_is_below)
{
	CHECK(policy_is_below(GOOD, DIR));
	CHECK(policy_is_below(DIR "/sub/a.ko", DIR));
	CHECK(!policy_is_below("/lib/modules/6.1/systemtapX.ko", DIR));
	CHECK(!policy_is_below("/lib/modules/6.1/systemtapX/a.ko", DIR));
	CHECK(!policy_is_below(DIR, DIR));
	CHECK(!policy_is_below(DIR "/", DIR));
	CHECK(!policy_is_below("/tmp/a.ko", DIR));
	CHECK(!policy_is_below("/tmp/a.ko", ""));
	CHECK(!policy_is_below("/tmp/a.ko", "/"));
}

struct row {
	const char *name;
	uid_t uid;
	unsigned int mask;
	const char *path;
	uid_t dir_uid;
	mode_t dir_mode;
	uid_t file_uid;
	mode_t file_mode;
	unsigned int privilege;
	unsigned int credentials;	/* 0: refused */
};

#define D	(S_IFDIR | 0755)
#define F	(S_IFREG | 0644)

static const struct row rows[] = {
	{ "root, anywhere", 0, ALL, "/tmp/a.ko", 0, D, 1000, F | 0666, DEV, ALL },
	{ "stapdev, anywhere", 1000, ALL, "/tmp/a.ko", 0, D, 1000, F, DEV, ALL },
	{ "stapusr, blessed", 1000, USR, GOOD, 0, D, 0, F, DEV, ALL },
	{ "stapsys, blessed", 1000, SYS | USR, GOOD, 0, D, 0, F, DEV, ALL },
	{ "group-writable is tolerated", 1000, USR, GOOD, 0, D | 020, 0, F | 020, DEV, ALL },
	{ "unknown level counts as stapdev", 1000, USR, GOOD, 0, D, 0, F, 99, ALL },
	{ "stapusr, elsewhere", 1000, USR, "/tmp/a.ko", 0, D, 0, F, USR, 0 },
	{ "stapsys, elsewhere", 1000, SYS | USR, "/tmp/a.ko", 0, D, 0, F, USR, 0 },
	{ "beside the directory", 1000, USR, DIR "X.ko", 0, D, 0, F, USR, 0 },
	{ "no group, blessed", 1000, 0, GOOD, 0, D, 0, F, USR, 0 },
	{ "directory not root's", 1000, USR, GOOD, 1000, D, 0, F, USR, 0 },
	{ "directory world-writable", 1000, USR, GOOD, 0, D | 02, 0, F, USR, 0 },
	{ "directory is a file", 1000, USR, GOOD, 0, F, 0, F, USR, 0 },
	{ "file not root's", 1000, USR, GOOD, 0, D, 1000, F, USR, 0 },
	{ "file world-writable", 1000, USR, GOOD, 0, D, 0, F | 02, USR, 0 },
	{ "file is a device", 1000, USR, GOOD, 0, D, 0, S_IFCHR | 0644, USR, 0 },
};

TEST(policy_decide)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *r = &rows[i];
		struct policy_facts f = {
			.uid = r->uid, .mask = r->mask, .path = r->path,
			.blessed = DIR, .dir = { r->dir_uid, r->dir_mode },
			.file = { r->file_uid, r->file_mode },
			.privilege = r->privilege,
		};
		struct policy_verdict v = policy_decide(&f);

		if (v.allowed != (r->credentials != 0))
			printf("row \"%s\":\n", r->name);
		CHECK_INT(v.allowed, r->credentials != 0);
		CHECK_INT(v.credentials, r->credentials);
		CHECK(v.allowed || (v.why && v.why[0]));
	}
}

TEST(policy_no_blessed_directory)
{
	struct policy_facts f = {
		.uid = 1000, .mask = USR, .path = GOOD,
		.dir = { 0, D }, .file = { 0, F }, .privilege = USR,
	};

	CHECK(!policy_decide(&f).allowed);
}

TEST(policy_level_name)
{
	CHECK_STR(policy_level_name(ALL), "stapdev");
	CHECK_STR(policy_level_name(SYS | USR), "stapsys");
	CHECK_STR(policy_level_name(USR), "stapusr");
	CHECK_STR(policy_level_name(0), "none");
}
