/* SPDX-License-Identifier: GPL-2.0-or-later */
/* runtime_format.c - the runtime's printf, in user space. */
#include "tests/unit/test.h"

#include "runtime/format.c"
#include "runtime/string.c"
#include "runtime/quote.c"

#include <stdarg.h>
#include <string.h>

static char buf[512];
static struct stp_context c;

void stp_error(struct stp_context *ctx, const char *fmt, ...)
{
	ctx->error = fmt;
}

/* Addresses below 1000 fault. */
int stp_format_read(void *dst, stp_u64 address, unsigned int len, int user)
{
	if (address < 1000 || user)
		return -1;
	memcpy(dst, (void *)(unsigned long)address, len);
	return 0;
}

static const char *text_of(const char *fmt, ...)
{
	struct stp_sink s = { buf, buf + sizeof(buf) - 1, NULL };
	struct stp_args args;

	c.error = NULL;
	va_start(args.list, fmt);
	stp_format(&s, &c, fmt, &args);
	va_end(args.list);
	*s.at = 0;
	return buf;
}

#define L(n)	((stp_s64)(n))
#define LEAST	(-0x7fffffffffffffff - 1)
#define FORMAT(expected, ...)	CHECK_STR(text_of(__VA_ARGS__), expected)

TEST(signed_numbers)
{
	FORMAT("[0][42][-42][+7][ 7]", "[%d][%i][%d][%+d][% d]",
	       L(0), L(42), L(-42), L(7), L(7));
	FORMAT("[-9223372036854775808][9223372036854775807]", "[%d][%d]",
	       L(LEAST), L(0x7fffffffffffffff));
	FORMAT("[-42     ][-0000042][     -42]", "[%-8d][%08d][%8d]", L(-42), L(-42), L(-42));
	FORMAT("[00042][   00042][00042   ][00000042][    +042][     042][42]",
	       "[%.5d][%8.5d][%-8.5d][%08.5d][%+8.3d][% 8.3d][%#d]",
	       L(42), L(42), L(42), L(42), L(42), L(42), L(42));
	FORMAT("[0]", "[%.0d]", L(0));
	FORMAT("[9    ][   +9][7]", "[%-05d][%+05d][%ld]", L(9), L(9), L(7));
}

TEST(unsigned_bases)
{
	FORMAT("[0][0][0][0][0x0][0X0][00]", "[%u][%x][%X][%o][%#x][%#X][%#o]",
	       L(0), L(0), L(0), L(0), L(0), L(0), L(0));
	FORMAT("[18446744073709551615][FFFFFFFFFFFFFFFF][01777777777777777777777]",
	       "[%u][%X][%#o]", L(-1), L(-1), L(-1));
	FORMAT("[0000beef][  0xbeef][beef    ]", "[%08x][%#08x][%-8x]",
	       L(0xbeef), L(0xbeef), L(0xbeef));
	FORMAT("[00beef][0x00beef][0137357][5][5]", "[%.6x][%#.6x][%#.6o][%+u][% x]",
	       L(0xbeef), L(0xbeef), L(0xbeef), L(5), L(5));
}

TEST(pointers)
{
	FORMAT("[0x0][0xffffffffffffffff][      0x1f][0x1f      ]", "[%p][%p][%10p][%-10p]",
	       L(0), L(-1), L(0x1f), L(0x1f));
	FORMAT("[0x0000001f][0x001f][    0x001f]", "[%010p][%.4p][%10.4p]",
	       L(0x1f), L(0x1f), L(0x1f));
}

TEST(width_and_precision_from_arguments)
{
	FORMAT("[    42][42    ][000042]", "[%*d][%-*d][%0*d]",
	       L(6), L(42), L(6), L(42), L(6), L(42));
	FORMAT("[   00042][0042][    07]", "[%*.*d][%.*d][%*.2d]",
	       L(8), L(5), L(42), L(4), L(42), L(6), L(7));
	FORMAT("[42    ]", "[%*d]", L(-6), L(42));
	FORMAT("[   2|wx]", "[%*d|%.*s]", L(4), L(2), L(2), "wxyz");
}

TEST(characters)
{
	FORMAT("[H][  A][A  ][A]", "[%c][%3c][%-3c][%c]", L('H'), L('A'), L('A'), L(256 + 65));
	FORMAT("[A][\\'][\\\\][\"][ ]", "[%#c][%#c][%#c][%#c][%#c]",
	       L('A'), L('\''), L('\\'), L('"'), L(' '));
	FORMAT("[\\n][\\000][\\310][\\177][      \\n]", "[%#c][%#c][%#c][%#c][%#8c]",
	       L('\n'), L(0), L(200), L(127), L('\n'));
}

TEST(strings)
{
	FORMAT("[abc][  abc][abc  ][ab]", "[%s][%5s][%-5s][%.2s]", "abc", "abc", "abc", "abc");
	FORMAT("[<NULL>][]", "[%s][%.0s]", (const char *)NULL, "abc");
	text_of("%0s|", "ab");
	CHECK(memcmp(buf, "ab\0|", 4) == 0);
}

TEST(binary)
{
	FORMAT("ABC", "%1b%1b%.1b", L(0x41), L(0x2142), L(0x43));
	FORMAT("ab|abcd|abcdefgh", "%2b|%4b|%b", L(0x6261), L(0x64636261), L(0x6867666564636261));
	text_of("%4.1b|", L('x'));
	CHECK(memcmp(buf, "\0\0\0x|", 5) == 0);
}

TEST(memory_dumps)
{
	static const char data[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF";

	FORMAT("[a][abcde][  ab]", "[%m][%.5m][%4.2m]", (stp_u64)(long)data,
	       (stp_u64)(long)data, (stp_u64)(long)data);
	FORMAT("[61][616263][abcdefghijklmnopqrstuvwxyz0123456789ABCD]", "[%M][%.3M][%.40m]",
	       (stp_u64)(long)data, (stp_u64)(long)data, (stp_u64)(long)data);
	text_of("%m", (stp_u64)5);
	CHECK(strstr(c.error, "read fault"));
	text_of("%.5000m", (stp_u64)(long)data);
	CHECK(strstr(c.error, "too many bytes for a memory dump"));
	text_of("%#m", (stp_u64)(long)data);
	CHECK(c.error);
}

TEST(literals)
{
	FORMAT("100%|%d|50%", "100%%|%%d|%d%%", L(50));
	FORMAT("", "");
	FORMAT("%y", "%y");
	FORMAT("%", "%");
}

/* A sink that is emptied three bytes at a time. */
static char gathered[64];

static int empty(struct stp_sink *s)
{
	strncat(gathered, s->at - 3, 3);
	s->at -= 3;
	return 1;
}

static void format_small(struct stp_sink *s, const char *fmt, ...)
{
	struct stp_args args;

	c.error = NULL;
	va_start(args.list, fmt);
	stp_format(s, &c, fmt, &args);
	va_end(args.list);
}

TEST(a_full_sink_is_emptied_or_cut)
{
	struct stp_sink small = { buf, buf + 3, empty }, cut = { buf, buf + 3, NULL };

	gathered[0] = 0;
	format_small(&small, "%05d%s", L(-12), "abc");
	strncat(gathered, buf, small.at - buf);
	CHECK_STR(gathered, "-0012abc");
	format_small(&cut, "%s", "abcdef");
	CHECK_INT(cut.at - buf, 3);
}

TEST(huge_widths_are_bounded)
{
	FORMAT("", "%.0s%c", "x", L(0));
	text_of("%99999999999999999999d", L(1));
	CHECK_INT(strlen(buf), sizeof(buf) - 1);
	text_of("%*d", L(LEAST), L(1));
	CHECK_INT(strlen(buf), sizeof(buf) - 1);
}
