/* SPDX-License-Identifier: GPL-2.0-or-later */
/* introduce.c - credentials, relocations, time zone and globals for a module. */
#include "staprun/introduce.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "staprun/channel.h"
#include "staprun/die.h"
#include "staprun/kernel.h"

#define MAX_GLOBAL_NAME	128

void introduce_check_global(const char *word)
{
	const char *equals = strchr(word, '=');
	const char *p;

	if (!equals || equals == word)
		die("'%s' after the module is not of the form NAME=VALUE", word);
	if (equals - word >= MAX_GLOBAL_NAME || strlen(word) >= STP_MSG_MAX)
		die("'%.*s...=' is too long for a global", 32, word);
	for (p = word; p < equals; p++)
		if (!isalnum((unsigned char)*p) && *p != '_')
			die("'%.*s' is not the name of a global",
			    (int)(equals - word), word);
	if (isdigit((unsigned char)word[0]))
		die("'%.*s' is not the name of a global",
		    (int)(equals - word), word);
}

static bool send_or_say(int fd, enum stp_msg type, const void *payload,
			size_t len, const char *what)
{
	int err = channel_send(fd, type, payload, len);

	if (err)
		say_error("the module did not take %s: %s", what, strerror(err));
	return !err;
}

/* The kernel's own start: sorted by address, so it comes early. */
static bool find_stext(FILE *f, unsigned long long *address)
{
	char line[512], name[256], type;

	while (fgets(line, sizeof(line), f))
		if (sscanf(line, "%llx %c %255s", address, &type, name) == 3 &&
		    !strcmp(name, "_stext"))
			return true;
	return false;
}

static bool send_stext(int fd)
{
	struct stp_msg_relocation r;
	bool found;
	FILE *f;

	memset(&r, 0, sizeof(r));
	strcpy(r.name, "_stext");
	f = kernel_open_symbols();
	if (!f) {
		say_error("cannot read /proc/kallsyms: %s", strerror(errno));
		return false;
	}
	found = find_stext(f, &r.address);
	fclose(f);
	if (!found) {
		say_error("/proc/kallsyms has no _stext: the kernel needs CONFIG_KALLSYMS");
		return false;
	}
	if (!r.address) {
		say_error("the kernel hides its addresses even from root: "
			  "'sysctl kernel.kptr_restrict=1' shows them");
		return false;
	}
	return send_or_say(fd, STP_MSG_RELOCATION, &r, sizeof(r),
			   "the address of _stext");
}

static bool send_timezone(int fd)
{
	struct stp_msg_tzinfo tz;
	time_t now = time(NULL);
	struct tm tm;

	memset(&tz, 0, sizeof(tz));
	tzset();
	if (!localtime_r(&now, &tm))
		return true;
	tz.gmtoff = -tm.tm_gmtoff;	/* the message counts to the west */
	snprintf(tz.name, sizeof(tz.name), "%s", tm.tm_zone ? tm.tm_zone : "");
	return send_or_say(fd, STP_MSG_TZINFO, &tz, sizeof(tz), "the time zone");
}

/* NAME="VALUE" is NAME=VALUE: what module parameters always understood. */
static size_t unquote(const char *word, char *out, size_t size)
{
	size_t name = (size_t)(strchr(word, '=') - word) + 1;
	const char *value = word + name;
	size_t len = strlen(value);

	if (len >= 2 && value[0] == '"' && value[len - 1] == '"') {
		value++;
		len -= 2;
	}
	return (size_t)snprintf(out, size, "%.*s%.*s", (int)name, word, (int)len,
				value) + 1;
}

static bool send_global(int fd, const char *word)
{
	char text[STP_MSG_MAX];
	size_t len = unquote(word, text, sizeof(text));
	int err = channel_send(fd, STP_MSG_GLOBAL, text, len);

	switch (err) {
	case 0:
		return true;
	case ENOENT:
		say_error("the script has no global that '%s' could set", word);
		return false;
	case EINVAL:
		say_error("'%s': that global is a number, the value is none", word);
		return false;
	case E2BIG:
		say_error("'%.40s...': the value is longer than the script's strings", word);
		return false;
	default:
		say_error("the module did not take '%s': %s", word, strerror(err));
		return false;
	}
}

bool introduce_module(int dir, const struct introduce *in)
{
	struct stp_msg_credentials cred = { .mask = in->credentials };
	int fd = kernel_open_control(dir);
	bool ok;
	int i;

	if (fd < 0) {
		say_error("cannot open the module's control channel: %s",
			  strerror(errno));
		return false;
	}
	ok = send_or_say(fd, STP_MSG_CREDENTIALS, &cred, sizeof(cred),
			 "the credentials") &&
	     (!(in->needs & STP_NEEDS_STEXT) || send_stext(fd)) &&
	     send_timezone(fd);
	for (i = 0; ok && i < in->n_globals; i++)
		ok = send_global(fd, in->globals[i]);
	close(fd);
	return ok;
}
