/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * image.c - the ELF file of a kernel, out of whatever holds it.
 *
 * That is an ELF file itself, one that is compressed as a whole, or the
 * payload of an x86 bzImage, whose place the boot protocol (2.08 and later)
 * documents.
 */
#include "di_int.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Offsets in the first sector of a bzImage. */
#define BOOT_SETUP_SECTS	0x1f1
#define BOOT_HEADER		0x202
#define BOOT_VERSION		0x206
#define BOOT_PAYLOAD_OFFSET	0x248
#define BOOT_PAYLOAD_LENGTH	0x24c
#define BOOT_HEAD_END		0x250

static int map_file(struct image *im, const char *path)
{
	struct stat st;
	int fd, err = 0;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &st))
		err = -errno;
	else if (!S_ISREG(st.st_mode) || st.st_size < 64)
		err = -ENOEXEC;
	if (!err) {
		im->map_len = st.st_size;
		im->map = mmap(NULL, im->map_len, PROT_READ, MAP_PRIVATE, fd, 0);
		if (im->map == MAP_FAILED) {
			im->map = NULL;
			err = -errno;
		}
	}
	close(fd);
	return err;
}

static uint32_t field32(const uint8_t *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* Narrows *p and *len to a bzImage's payload; others are left as they are. */
static int find_payload(const uint8_t **p, size_t *len)
{
	const uint8_t *b = *p;
	uint64_t start, n;
	uint16_t version;

	if (*len < BOOT_HEAD_END || memcmp(b + BOOT_HEADER, "HdrS", 4))
		return 0;
	memcpy(&version, b + BOOT_VERSION, sizeof(version));
	if (version < 0x208)
		return -EPROTO;
	start = (b[BOOT_SETUP_SECTS] ? b[BOOT_SETUP_SECTS] : 4) * 512ull + 512;
	start += field32(b + BOOT_PAYLOAD_OFFSET);
	n = field32(b + BOOT_PAYLOAD_LENGTH);
	if (!n || start > *len || n > *len - start)
		return -EBADMSG;
	*p = b + start;
	*len = n;
	return 0;
}

static bool is_elf(const uint8_t *p, size_t len)
{
	return len >= 64 && !memcmp(p, "\177ELF", 4);
}

static int find_elf(struct image *im)
{
	const uint8_t *p = im->map;
	size_t len = im->map_len;
	int err = find_payload(&p, &len);

	if (err)
		return err;
	if (!is_elf(p, len)) {
		err = unpack(p, len, &im->unpacked, &im->how);
		if (err)
			return err;
		p = im->unpacked.at;
		len = im->unpacked.len;
	}
	im->data = p;
	im->len = len;
	return is_elf(p, len) ? 0 : -ENOEXEC;
}

int image_open(struct image *im, const char *path)
{
	int err;

	memset(im, 0, sizeof(*im));
	err = map_file(im, path);
	if (!err)
		err = find_elf(im);
	if (err)
		image_close(im);
	return err;
}

void image_close(struct image *im)
{
	if (im->map)
		munmap(im->map, im->map_len);
	bytes_free(&im->unpacked);
	im->map = NULL;
	im->data = NULL;
}
