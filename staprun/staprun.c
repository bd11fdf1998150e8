/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * staprun.c - the setuid half: identify, decide, load, drop, exec stapio.
 *
 * It is one straight line.  Until the module is in the kernel whatever is odd
 * ends the program; from then on a failure removes the module first.  Nothing
 * is executed before root's rights are gone.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "config.h"
#include "staprun/die.h"
#include "staprun/environment.h"
#include "staprun/introduce.h"
#include "staprun/kernel.h"
#include "staprun/load.h"
#include "staprun/options.h"
#include "staprun/policy.h"
#include "staprun/remove.h"
#include "staprun/who.h"

struct loaded {
	char name[MODULE_NAME_BYTES];
	int dir;			/* /proc/systemtap/NAME */
};

/* A file that we open must never get the number of stdin, stdout or stderr. */
static void fill_standard_files(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR);
		if (fd < 0)
			_exit(EXIT_FAILURE);
	} while (fd <= STDERR_FILENO);
	close(fd);
}

/*
 * Signals wait until stapio is there to end the session in order.  Before the
 * module is loaded that is a few milliseconds.
 */
static void hold_signals(void)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
}

static const char *blessed_directory(char *buf, size_t size)
{
	struct utsname u;

	if (uname(&u) || strchr(u.release, '/'))
		die("cannot tell the kernel's release");
	snprintf(buf, size, "/lib/modules/%s/systemtap", u.release);
	return buf;
}

/* The credentials that the module gets. */
static unsigned int check_rights(const struct who *w, unsigned int mask,
				 const struct load *l, unsigned int privilege)
{
	struct policy_facts facts = {
		.uid = w->uid,
		.mask = mask,
		.path = l->path,
		.blessed = l->blessed[0] ? l->blessed : NULL,
		.dir = l->dir,
		.file = l->file,
		.privilege = privilege,
	};
	struct policy_verdict v = policy_decide(&facts);

	if (!v.allowed)
		die_with(EXIT_REFUSED, "you may not load '%s' (your level: %s): %s",
			 l->path, policy_level_name(mask), v.why);
	return v.credentials;
}

static void rename_module(struct load *l, struct image_facts *f)
{
	if (f->is_signed)
		say_warning("the module is signed: -R cannot rename it");
	else if (!image_rename(&l->image, f, getpid()))
		say_warning("the module's name '%s' is too short for -R", f->name);
}

/* From a file name to a module in the kernel. */
static void insert(struct loaded *m, const struct options *o,
		   const struct who *w, struct introduce *in)
{
	char path[PATH_MAX], blessed[PATH_MAX], args[32] = "";
	struct load l;
	struct image_facts f;
	const char *bad;
	int err;

	blessed_directory(blessed, sizeof(blessed));
	if (!options_module_path(o->module, blessed, path, sizeof(path)))
		die("the module's name is too long");
	load_read(&l, w, path, blessed);
	bad = image_check(&l.image, &f);
	if (bad)
		die("'%s' %s", l.path, bad);
	if (f.stap.protocol != STP_PROTOCOL)
		die("'%s' speaks protocol %u, this staprun speaks %u: "
		    "compile the script again with the stap of this version",
		    l.path, f.stap.protocol, STP_PROTOCOL);
	in->credentials = check_rights(w, in->credentials, &l, f.stap.privilege);
	in->needs = f.stap.needs;
	if (o->rename)
		rename_module(&l, &f);
	if (o->buffer_mb)
		snprintf(args, sizeof(args), "_stp_bufsize=%u", o->buffer_mb);
	err = load_insert(&l.image, args);
	if (err)
		die("Couldn't insert module '%s': %s", l.path, load_error(err, f.name));
	load_free(&l);
	strcpy(m->name, f.name);
}

/* The module is in; make it ready or take it out again. */
static void introduce_or_remove(struct loaded *m, const struct introduce *in)
{
	int err;

	m->dir = kernel_open_module(m->name);
	if (m->dir < 0)
		say_error("the module '%s' did not make its directory in /proc/systemtap: %s",
			  m->name, strerror(errno));
	else if (introduce_module(m->dir, in))
		return;
	err = load_remove(m->name, 1000);
	if (err)
		die("Couldn't remove module '%s': %s", m->name, strerror(err));
	exit(EXIT_FAILURE);
}

static void load_module(struct loaded *m, const struct options *o,
			const struct who *w)
{
	struct introduce in = {
		.credentials = who_mask(w),
		.globals = o->globals,
		.n_globals = o->n_globals,
	};
	int i;

	if (!in.credentials)
		die_with(EXIT_REFUSED, "You are trying to run systemtap as a normal user: "
			 "be root, or a member of the group stapdev, or of stapusr "
			 "for the modules in /lib/modules/RELEASE/systemtap");
	for (i = 0; i < o->n_globals; i++)
		introduce_check_global(o->globals[i]);
	insert(m, o, w, &in);
	introduce_or_remove(m, &in);
}

/* -A: no loading, but it must be the user's own. */
static void find_module(struct loaded *m, const struct options *o)
{
	if (!options_module_name(o->module, m->name))
		die("'%s' is not a module's name", o->module);
	m->dir = kernel_open_module(m->name);
	if (m->dir < 0)
		die("cannot attach to '%s': it is not loaded; "
		    "the loaded ones are in /proc/systemtap", m->name);
	if (faccessat(m->dir, ".cmd", R_OK | W_OK, 0))
		die("cannot attach to '%s': %s", m->name, strerror(errno));
}

/* The words of our command line, then -F FD and the name it has by now. */
static char **stapio_words(const struct options *o, char **argv,
			   struct loaded *m, char *fd_word)
{
	char **words = calloc((size_t)o->n_words + 6, sizeof(*words));
	int i, n = 0;

	if (!words)
		die("out of memory");
	words[n++] = (char *)"stapio";
	words[n++] = (char *)"-F";
	words[n++] = fd_word;
	for (i = 1; i < o->n_words; i++)
		words[n++] = argv[i];
	words[n++] = m->name;
	words[n] = NULL;
	return words;
}

/* Root's rights are gone, so another staprun has to take the module out. */
static void remove_by_staprun(char *name, char **env)
{
	char *argv[] = { (char *)"staprun", (char *)"-d", (char *)"--give-up",
			 name, NULL };

	execve("/proc/self/exe", argv, env);
	say_error("the module '%s' is still loaded: remove it with staprun -d %s",
		  name, name);
}

static void become_stapio(const struct options *o, const struct who *w,
			  char **argv, struct loaded *m, struct environment *env)
{
	char fd_word[16];
	char **words;

	snprintf(fd_word, sizeof(fd_word), "%d", m->dir);
	words = stapio_words(o, argv, m, fd_word);
	if (fcntl(m->dir, F_SETFD, 0))
		die("cannot hand the module's directory on: %s", strerror(errno));
	who_drop_privileges(w);
	execve(env->stapio, words, env->user);
	say_error("cannot execute %s: %s", env->stapio, strerror(errno));
	if (!o->attach)
		remove_by_staprun(m->name, env->user);
}

static int remove_asked(const struct options *o)
{
	char name[MODULE_NAME_BYTES];
	int status;

	if (!strcmp(o->module, "*") && !o->wait_stdin)
		return remove_modules("*");
	if (!options_module_name(o->module, name))
		die("'%s' is not a module's name", o->module);
	if (o->wait_stdin)
		return remove_when_closed(name);
	status = remove_modules(name);
	return o->give_up ? EXIT_FAILURE : status;
}

int main(int argc, char **argv)
{
	struct environment env;
	struct loaded m = { .dir = -1 };
	struct options o;
	struct who w;

	fill_standard_files();
	hold_signals();
	setvbuf(stderr, NULL, _IOLBF, 0);
	environment_clean(&env);
	options_parse(&o, PROGRAM_STAPRUN, argc, argv);
	who_find(&w);

	if (o.remove)
		return remove_asked(&o);
	environment_find_programs(&env, w.is_setuid);
	if (o.attach)
		find_module(&m, &o);
	else
		load_module(&m, &o, &w);
	become_stapio(&o, &w, argv, &m, &env);
	return EXIT_FAILURE;
}
