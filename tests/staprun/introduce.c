/* SPDX-License-Identifier: GPL-2.0-or-later */
/* introduce.c - what a fresh module is told, and in which order. */
#include "staprun/introduce.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

#include "staprun/channel.h"
#include "staprun/kernel.h"
#include "tests/staprun/child.h"
#include "tests/unit/test.h"

int __wrap_kernel_open_control(int dir);
FILE *__wrap_kernel_open_symbols(void);
int __wrap_channel_send(int fd, enum stp_msg type, const void *payload, size_t len);

struct sent {
	unsigned int type;
	size_t len;
	char payload[STP_MSG_MAX];
};

static struct {
	struct sent sent[8];
	int n;
	unsigned int refused;		/* a type that is answered by EINVAL */
	const char *symbols;
} module;

int __wrap_kernel_open_control(int dir)
{
	(void)dir;
	return open("/dev/null", O_RDWR);
}

FILE *__wrap_kernel_open_symbols(void)
{
	return fmemopen((void *)module.symbols, strlen(module.symbols), "r");
}

int __wrap_channel_send(int fd, enum stp_msg type, const void *payload, size_t len)
{
	struct sent *s = &module.sent[module.n];

	(void)fd;
	if (type == module.refused)
		return EINVAL;
	s->type = type;
	s->len = len;
	memcpy(s->payload, payload, len);
	module.n++;
	return 0;
}

static const char symbols[] =
	"0000000000000000 A fixed_percpu_data\n"
	"ffffffff81000000 T startup_64\n"
	"ffffffff81000000 T _stext\n"
	"ffffffff82000000 T _etext\n";

static void set_up(void)
{
	memset(&module, 0, sizeof(module));
	module.symbols = symbols;
}

TEST(introduce_all)
{
	char *globals[] = { "a=1", "s=\"two words\"", "e=", "q=\"" };
	struct introduce in = {
		.credentials = 14, .needs = STP_NEEDS_STEXT,
		.globals = globals, .n_globals = 4,
	};
	struct stp_msg_relocation r;
	struct stp_msg_tzinfo tz;

	set_up();
	setenv("TZ", "XYZ-2", 1);
	CHECK(introduce_module(-1, &in));
	CHECK_INT(module.n, 7);
	CHECK_INT(module.sent[0].type, STP_MSG_CREDENTIALS);
	CHECK_INT(module.sent[0].payload[0], 14);
	CHECK_INT(module.sent[1].type, STP_MSG_RELOCATION);
	memcpy(&r, module.sent[1].payload, sizeof(r));
	CHECK_STR(r.name, "_stext");
	CHECK(r.address == 0xffffffff81000000ULL);
	CHECK_INT(module.sent[2].type, STP_MSG_TZINFO);
	memcpy(&tz, module.sent[2].payload, sizeof(tz));
	CHECK_INT(tz.gmtoff, -7200);	/* east of Greenwich is negative */
	CHECK_STR(tz.name, "XYZ");
	CHECK_INT(module.sent[3].type, STP_MSG_GLOBAL);
	CHECK_STR(module.sent[3].payload, "a=1");
	CHECK_INT(module.sent[3].len, 4);
	CHECK_STR(module.sent[4].payload, "s=two words");
	CHECK_STR(module.sent[5].payload, "e=");
	CHECK_STR(module.sent[6].payload, "q=\"");
}

TEST(introduce_no_stext_needed)
{
	struct introduce in = { .credentials = 2 };

	set_up();
	module.symbols = "nothing\n";
	CHECK(introduce_module(-1, &in));
	CHECK_INT(module.n, 2);
}

static void introduce(void *in)
{
	exit(introduce_module(-1, in) ? 0 : 3);
}

TEST(introduce_hidden_addresses)
{
	struct introduce in = { .needs = STP_NEEDS_STEXT };
	struct child_result r;

	set_up();
	module.symbols = "0000000000000000 T _stext\n";
	r = child_run(introduce, &in);
	CHECK_INT(r.status, 3);
	CHECK(strstr(r.err, "kernel.kptr_restrict"));
	module.symbols = "0000000000000000 T _other\n";
	r = child_run(introduce, &in);
	CHECK_INT(r.status, 3);
	CHECK(strstr(r.err, "CONFIG_KALLSYMS"));
}

TEST(introduce_refused)
{
	char *globals[] = { "a=x" };
	struct introduce in = { .globals = globals, .n_globals = 1 };
	struct child_result r;

	set_up();
	module.refused = STP_MSG_GLOBAL;
	r = child_run(introduce, &in);
	CHECK_INT(r.status, 3);
	CHECK_STR(r.err, "ERROR: 'a=x': that global is a number, the value is none\n");
	module.refused = STP_MSG_CREDENTIALS;
	r = child_run(introduce, &in);
	CHECK_INT(r.status, 3);
	CHECK(strstr(r.err, "the credentials"));
}

static void check_word(void *word)
{
	introduce_check_global(word);
}

TEST(introduce_check_global)
{
	static const char *const good[] = { "a=1", "_x9=", "a=b=c", "a= b" };
	static const char *const bad[] = { "a", "=1", "9a=1", "a b=1", "a.b=1", "", "-a=1" };
	static char huge[STP_MSG_MAX + 10] = "a=";
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(*good); i++)
		CHECK_INT(child_run(check_word, (void *)good[i]).status, 0);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_INT(child_run(check_word, (void *)bad[i]).status, 1);
	memset(huge + 2, 'x', STP_MSG_MAX);
	CHECK_INT(child_run(check_word, huge).status, 1);
}
