/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options.c - command lines, and what of the environment is kept. */
#include "staprun/options.h"

#include "staprun/environment.h"
#include "tests/staprun/child.h"
#include "tests/unit/test.h"

/* "staprun WORDS", cut at blanks. */
static void parse(struct options *o, enum program who, const char *words)
{
	static char buf[256];
	static char *argv[32];
	int argc = 0;
	char *p;

	snprintf(buf, sizeof(buf), "staprun %s", words);
	for (p = strtok(buf, " "); p; p = strtok(NULL, " "))
		argv[argc++] = p;
	argv[argc] = NULL;
	options_parse(o, who, argc, argv);
}

static void parse_only(void *words)
{
	struct options o;

	if (!freopen("/dev/null", "w", stdout))
		exit(99);
	parse(&o, PROGRAM_STAPRUN, words);
}

TEST(options_all)
{
	struct options o;

	parse(&o, PROGRAM_STAPRUN,
	      "-v -v -w -R -x 12 -o f -S 3,4 -b 5 -T 6 -C always m.ko a=1 b=2");
	CHECK_INT(o.verbose, 2);
	CHECK(o.no_warnings && o.rename && !o.attach);
	CHECK_INT(o.target, 12);
	CHECK_STR(o.output, "f");
	CHECK_INT(o.rotate_mb, 3);
	CHECK_INT(o.rotate_files, 4);
	CHECK_INT(o.buffer_mb, 5);
	CHECK_INT(o.timeout_ms, 6);
	CHECK_INT(o.color, COLOR_ALWAYS);
	CHECK_STR(o.module, "m.ko");
	CHECK_INT(o.n_globals, 2);
	CHECK_STR(o.globals[1], "b=2");
}

TEST(options_defaults)
{
	struct options o;

	parse(&o, PROGRAM_STAPIO, "-F 7 m");
	CHECK_INT(o.dir_fd, 7);
	CHECK_INT(o.timeout_ms, 200);
	CHECK_INT(o.color, COLOR_AUTO);
	parse(&o, PROGRAM_STAPRUN, "-t 9 m");
	CHECK_INT(o.target, 9);
	CHECK_INT(o.dir_fd, -1);
}

TEST(options_bad)
{
	static const char *const bad[] = {
		"", "-z m", "-b 0 m", "-b 4096 m", "-b 1x m", "-b -1 m", "-x 0 m",
		"-x 99999999999 m", "-T 0 m", "-S 0 -o f m", "-S 1 m", "-S 1, -o f m",
		"-S ,1 -o f m", "-D m", "-D -o f -L m", "-D -o f -d m",
		"-D -o f -c c m", "-A -L m", "-A -b 1 m", "-A -c c m", "-A -x 1 m",
		"-A m a=1", "-c c -x 1 m", "-C blue m", "-F 3 m", "--wait-stdin m",
		"--give-up m", "-d m a=1", "-i m", "-u m", "-r 1:x m", "-M 1 m", "-N 1 m",
	};
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct child_result r = child_run(parse_only, (void *)bad[i]);

		if (r.status != 1)
			printf("command line: %s\n", bad[i]);
		CHECK_INT(r.status, 1);
		CHECK(r.err[0]);
	}
	CHECK_INT(child_run(parse_only, "-V").status, 0);
	CHECK_INT(child_run(parse_only, "-h").status, 0);
}

TEST(options_module_path)
{
	char path[64];

	CHECK(options_module_path("d/x.ko", "/b", path, sizeof(path)));
	CHECK_STR(path, "d/x.ko");
	CHECK(options_module_path("x.ko", "/b", path, sizeof(path)));
	CHECK_STR(path, "./x.ko");
	CHECK(options_module_path("x", "/b", path, sizeof(path)));
	CHECK_STR(path, "/b/x.ko");
	CHECK(!options_module_path("x", "/b", path, 7));
}

TEST(options_module_name)
{
	static const char longest[] =
		"12345678901234567890123456789012345678901234567890123456";
	char name[MODULE_NAME_BYTES];

	CHECK(options_module_name("/d/x.ko", name));
	CHECK_STR(name, "x");
	CHECK(options_module_name("stap_1", name));
	CHECK_STR(name, "stap_1");
	CHECK(!options_module_name("../..", name));
	CHECK(!options_module_name("", name));
	CHECK(!options_module_name("x/", name));
	CHECK(!options_module_name("a-b", name));
	CHECK(options_module_name(longest + 1, name));
	CHECK(!options_module_name(longest, name));
}

static const char *kept(const struct environment *e, const char *name)
{
	size_t len = strlen(name);
	char **v;

	for (v = e->user; *v; v++)
		if (!strncmp(*v, name, len) && (*v)[len] == '=')
			return *v + len + 1;
	return NULL;
}

static void clean(struct environment *e, const char *tz, bool is_setuid)
{
	/* Something that can be executed must stand for stapio. */
	setenv("SYSTEMTAP_STAPIO", "/bin/sh", 1);
	setenv("SYSTEMTAP_STAPRUN", "/bin/x", 1);
	setenv("BASH_ENV", "/tmp/evil", 1);
	setenv("PATH", "/p", 1);
	setenv("TZ", tz, 1);
	environment_clean(e);
	environment_find_programs(e, is_setuid);
}

/* The process's own environment changes, so this runs in a child. */
static void clean_root(void *arg)
{
	struct environment e;

	(void)arg;
	clean(&e, "Europe/Paris", false);
	if (strcmp(e.stapio, "/bin/sh") || kept(&e, "BASH_ENV"))
		exit(1);
	if (strcmp(kept(&e, "SYSTEMTAP_STAPRUN"), "/bin/x") || strcmp(kept(&e, "PATH"), "/p"))
		exit(2);
	/* Nothing of it for our own work but the time zone. */
	if (getenv("PATH") || strcmp(getenv("TZ"), "Europe/Paris"))
		exit(3);
}

TEST(environment_of_root)
{
	CHECK_INT(child_run(clean_root, NULL).status, 0);
}

static void clean_zone(void *tz)
{
	struct environment e;

	setenv("TZ", tz, 1);
	environment_clean(&e);
	exit(getenv("TZ") ? 1 : 0);
}

TEST(environment_zone)
{
	CHECK_INT(child_run(clean_zone, "UTC+3").status, 1);
	CHECK_INT(child_run(clean_zone, "CET-1CEST,M3.5.0,M10.5.0/3").status, 1);
	CHECK_INT(child_run(clean_zone, "/etc/shadow").status, 0);
	CHECK_INT(child_run(clean_zone, ":/etc/shadow").status, 0);
	CHECK_INT(child_run(clean_zone, "../../etc/shadow").status, 0);
}

/* For a setuid program no variable chooses what is executed. */
static void clean_setuid(void *arg)
{
	struct environment e;

	(void)arg;
	clean(&e, "UTC", true);
	if (!strcmp(e.stapio, "/bin/sh") || kept(&e, "SYSTEMTAP_STAPIO"))
		exit(1);
	if (!strcmp(kept(&e, "SYSTEMTAP_STAPRUN"), "/bin/x"))
		exit(2);
}

TEST(environment_of_setuid)
{
	struct child_result r = child_run(clean_setuid, NULL);

	/* Where it is not installed, that is what it complains of. */
	CHECK(r.status == 0 || strstr(r.err, "cannot execute"));
	CHECK(!strstr(r.err, "/bin/sh"));
}
