/* SPDX-License-Identifier: GPL-2.0-or-later */
/* unpack.c - what kernel images and modules are compressed with. */
#include "di_int.h"

#include <errno.h>
#include <lz4.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

int bytes_room(struct bytes *b, size_t n)
{
	size_t cap = b->cap ? b->cap : 1 << 20;
	uint8_t *at;

	if (n > BYTES_MAX || b->len > BYTES_MAX - n)
		return -EFBIG;
	if (b->at && b->len + n <= b->cap)
		return 0;
	while (cap < b->len + n)
		cap *= 2;
	at = realloc(b->at, cap);
	if (!at)
		return -ENOMEM;
	b->at = at;
	b->cap = cap;
	return 0;
}

int bytes_add(struct bytes *b, const void *data, size_t n)
{
	int err = bytes_room(b, n);

	if (err)
		return err;
	if (n)
		memcpy(b->at + b->len, data, n);
	b->len += n;
	return 0;
}

void bytes_free(struct bytes *b)
{
	free(b->at);
	memset(b, 0, sizeof(*b));
}

/* Output is asked for in pieces of at least this. */
#define PIECE	(4u << 20)

static int unpack_gzip(const uint8_t *in, size_t len, struct bytes *out)
{
	z_stream z = { .next_in = (Bytef *)in, .avail_in = len };
	int err = 0, ret = Z_OK;

	if (len > BYTES_MAX || inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		return -ENOMEM;
	while (ret == Z_OK) {
		err = bytes_room(out, PIECE);
		if (err)
			break;
		z.next_out = out->at + out->len;
		z.avail_out = PIECE;
		ret = inflate(&z, Z_NO_FLUSH);
		out->len = z.next_out - out->at;
	}
	inflateEnd(&z);
	return err ? err : ret == Z_STREAM_END ? 0 : -EBADMSG;
}

static int run_lzma(lzma_stream *s, struct bytes *out)
{
	lzma_ret ret = LZMA_OK;
	int err;

	while (ret == LZMA_OK) {
		err = bytes_room(out, PIECE);
		if (err)
			return err;
		s->next_out = out->at + out->len;
		s->avail_out = PIECE;
		ret = lzma_code(s, LZMA_RUN);
		out->len = s->next_out - out->at;
	}
	if (ret == LZMA_MEM_ERROR)
		return -ENOMEM;
	return ret == LZMA_STREAM_END ? 0 : -EBADMSG;
}

static int unpack_xz(const uint8_t *in, size_t len, struct bytes *out)
{
	lzma_stream s = LZMA_STREAM_INIT;
	int err;

	if (lzma_stream_decoder(&s, BYTES_MAX, 0) != LZMA_OK)
		return -ENOMEM;
	s.next_in = in;
	s.avail_in = len;
	err = run_lzma(&s, out);
	lzma_end(&s);
	return err;
}

static int unpack_lzma(const uint8_t *in, size_t len, struct bytes *out)
{
	lzma_stream s = LZMA_STREAM_INIT;
	int err;

	if (lzma_alone_decoder(&s, BYTES_MAX) != LZMA_OK)
		return -ENOMEM;
	s.next_in = in;
	s.avail_in = len;
	err = run_lzma(&s, out);
	lzma_end(&s);
	return err;
}

static uint32_t get32(const uint8_t *p)
{
	return p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24;
}

/*
 * The kernel's lz4: the "legacy" frame, a magic and then blocks of a length
 * and that many bytes, each 8 MB unpacked but the last.  The build appends the
 * unpacked size, so the last four bytes are no block's length.
 */
static int unpack_lz4(const uint8_t *in, size_t len, struct bytes *out)
{
	const uint8_t *p = in + 4, *end = in + len;
	uint32_t n;
	int got, err;

	while (end - p > 4) {
		n = get32(p);
		if (n == 0x184c2102) {		/* another frame may follow */
			p += 4;
			continue;
		}
		p += 4;
		if (!n || n > (size_t)(end - p))
			return out->len ? 0 : -EBADMSG;
		err = bytes_room(out, 8 << 20);
		if (err)
			return err;
		got = LZ4_decompress_safe((const char *)p, (char *)out->at + out->len, n, 8 << 20);
		if (got < 0)
			return -EBADMSG;
		out->len += got;
		p += n;
	}
	return out->len ? 0 : -EBADMSG;
}

static int unpack_zstd(const uint8_t *in, size_t len, struct bytes *out)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	ZSTD_inBuffer i = { .src = in, .size = len };
	ZSTD_outBuffer o;
	size_t ret = 1, before;
	int err = z ? 0 : -ENOMEM;

	if (z)
		ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, 30);
	while (!err && ret) {
		err = bytes_room(out, PIECE);
		if (err)
			break;
		o = (ZSTD_outBuffer){ .dst = out->at + out->len, .size = PIECE };
		before = i.pos;
		ret = ZSTD_decompressStream(z, &o, &i);
		out->len += o.pos;
		if (ZSTD_isError(ret) || (!o.pos && before == i.pos))
			err = -EBADMSG;
	}
	ZSTD_freeDStream(z);
	return err;
}

static const struct packer {
	const char *name;
	uint8_t magic_len;
	uint8_t magic[6];
	int (*unpack)(const uint8_t *in, size_t len, struct bytes *out);
} packers[] = {
	{ "gzip", 3, { 0x1f, 0x8b, 0x08 }, unpack_gzip },
	{ "xz", 6, { 0xfd, '7', 'z', 'X', 'Z', 0 }, unpack_xz },
	{ "lzma", 3, { 0x5d, 0, 0 }, unpack_lzma },
	{ "lz4", 4, { 0x02, 0x21, 0x4c, 0x18 }, unpack_lz4 },
	{ "zstd", 4, { 0x28, 0xb5, 0x2f, 0xfd }, unpack_zstd },
	{ "bzip2", 3, { 'B', 'Z', 'h' }, NULL },
	{ "lzo", 4, { 0x89, 'L', 'Z', 'O' }, NULL },
};

int unpack(const uint8_t *in, size_t len, struct bytes *out, const char **how)
{
	const struct packer *p;

	*how = NULL;
	for (p = packers; p < packers + array_size(packers); p++) {
		if (len <= p->magic_len || memcmp(in, p->magic, p->magic_len))
			continue;
		*how = p->name;
		return p->unpack ? p->unpack(in, len, out) : -EOPNOTSUPP;
	}
	return -ENOEXEC;
}
