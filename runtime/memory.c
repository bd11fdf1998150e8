/* SPDX-License-Identifier: GPL-2.0-or-later */
/* memory.c - reads that may fault: nothing is paged in, nothing sleeps. */
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "runtime.h"
#include "format.h"

int stp_read_kernel(void *dst, unsigned long address, size_t len)
{
	return copy_from_kernel_nofault(dst, (void *)address, len) ? -EFAULT : 0;
}

int stp_read_user(void *dst, unsigned long address, size_t len)
{
	return copy_from_user_nofault(dst, (void __user *)address, len) ? -EFAULT : 0;
}

int stp_format_read(void *dst, stp_u64 address, unsigned int len, int user)
{
	return user ? stp_read_user(dst, address, len) : stp_read_kernel(dst, address, len);
}

static stp_s64 load(struct stp_context *c, stp_u64 address, unsigned int size,
		    int (*read)(void *dst, unsigned long address, size_t len))
{
	union {
		u8 u1;
		u16 u2;
		u32 u4;
		u64 u8;
	} v = { .u8 = 0 };

	if (read(&v, address, size)) {
		stp_error(c, "read fault [man error::fault] at 0x%llx", address);
		return 0;
	}
	return size == 1 ? v.u1 : size == 2 ? v.u2 : size == 4 ? v.u4 : v.u8;
}

stp_s64 stp_load(struct stp_context *c, stp_s64 address, unsigned int size)
{
	return load(c, address, size, stp_read_kernel);
}

stp_s64 stp_load_user(struct stp_context *c, stp_s64 address, unsigned int size)
{
	return load(c, address, size, stp_read_user);
}

/*
 * Up to room - 1 bytes and a NUL, by pieces that end with a page, so that a
 * string at the end of the last mapped page can be read.
 */
static int read_string(char *dst, unsigned long room, unsigned long address,
		       int (*read)(void *dst, unsigned long address, size_t len))
{
	unsigned long left = room - 1;

	while (left) {
		size_t n = min_t(size_t, left, 64 - (address & 63));
		char *end;

		if (read(dst, address, n)) {
			*dst = 0;
			return -EFAULT;
		}
		end = memchr(dst, 0, n);
		if (end)
			return 0;
		dst += n;
		address += n;
		left -= n;
	}
	*dst = 0;
	return 0;
}

static unsigned long room_for(unsigned int size, stp_s64 max)
{
	return max >= 0 && max < size ? max + 1 : size;
}

static void say_fault(struct stp_context *c, stp_s64 address, int user)
{
	if (user)
		stp_error(c, "user string copy fault %d at 0x%llx [man error::fault]",
			  -EFAULT, address);
	else
		stp_error(c, "kernel string copy fault at 0x%llx [man error::fault]",
			  address);
}

void stp_kernel_string(struct stp_context *c, char *dst, unsigned int size,
		       stp_s64 address, stp_s64 max)
{
	if (read_string(dst, room_for(size, max), address, stp_read_kernel)) {
		dst[0] = 0;
		say_fault(c, address, 0);
	}
}

void stp_user_string(struct stp_context *c, char *dst, unsigned int size,
		     stp_s64 address, stp_s64 max)
{
	if (read_string(dst, room_for(size, max), address, stp_read_user)) {
		dst[0] = 0;
		say_fault(c, address, 1);
	}
}

static struct stp_bytes bytes_at(stp_s64 address, stp_s64 max, unsigned int flags)
{
	return (struct stp_bytes) {
		.read = flags & STP_TEXT_USER ? stp_read_user : stp_read_kernel,
		.address = address,
		.left = max < 0 ? U64_MAX : max,
		.counted = flags & STP_TEXT_COUNTED,
	};
}

int stp_memory_quoted(struct stp_context *c, char *dst, unsigned int size,
		      stp_s64 address, stp_s64 max, unsigned int flags)
{
	struct stp_bytes b = bytes_at(address, max, flags);

	if (!stp_quote(dst, size, &b))
		return 1;
	stp_sprintf(c, dst, size, "0x%x", address);
	return 0;
}

void stp_utf_string(struct stp_context *c, char *dst, unsigned int size,
		    stp_s64 address, unsigned int width, unsigned int flags)
{
	struct stp_bytes b = bytes_at(address, -1, flags);
	int rc = stp_from_utf(dst, size, &b, width);

	if (rc < 0)
		say_fault(c, address, flags & STP_TEXT_USER);
	else if (rc)
		stp_error(c, "invalid character in the string at 0x%llx", address);
}

stp_s64 stp_page_size(void)
{
	return PAGE_SIZE;
}

stp_s64 stp_kernel_load(struct stp_context *c, const char *what, stp_s64 address,
			unsigned int size)
{
	u64 v = 0;

	if (stp_read_kernel(&v, address, size))
		stp_error(c, "kernel %s copy fault at 0x%llx [man error::fault]", what,
			  address);
	return v;			/* little endian, as all of the machines are */
}
