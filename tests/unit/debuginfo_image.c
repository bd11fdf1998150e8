/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debuginfo_image.c - kernel images, packed and damaged, and what is kept of them. */
#include "made_btf.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <lz4.h>
#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/file.h"
#include "test.h"

/* ---- packing ---------------------------------------------------------- */

#define PACKED_MAX	(1u << 20)

static size_t pack_gzip(const uint8_t *in, size_t len, uint8_t *out)
{
	z_stream z = { .next_in = (Bytef *)in, .avail_in = len,
		       .next_out = out, .avail_out = PACKED_MAX };

	deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
	deflate(&z, Z_FINISH);
	deflateEnd(&z);
	return z.total_out;
}

static size_t pack_xz(const uint8_t *in, size_t len, uint8_t *out)
{
	size_t n = 0;

	lzma_easy_buffer_encode(6, LZMA_CHECK_CRC32, NULL, in, len, out, &n, PACKED_MAX);
	return n;
}

static size_t pack_lzma(const uint8_t *in, size_t len, uint8_t *out)
{
	lzma_stream s = LZMA_STREAM_INIT;
	lzma_options_lzma o;

	if (lzma_lzma_preset(&o, 6) || lzma_alone_encoder(&s, &o) != LZMA_OK)
		return 0;
	s.next_in = in;
	s.avail_in = len;
	s.next_out = out;
	s.avail_out = PACKED_MAX;
	while (lzma_code(&s, LZMA_FINISH) == LZMA_OK)
		;
	len = s.total_out;
	lzma_end(&s);
	return len;
}

/* The kernel's lz4 frame; blocks of 8 MB, so that small input is one. */
static size_t pack_lz4(const uint8_t *in, size_t len, uint8_t *out)
{
	uint32_t magic = 0x184c2102, n;

	n = LZ4_compress_default((const char *)in, (char *)out + 8, len, PACKED_MAX - 8);
	memcpy(out, &magic, 4);
	memcpy(out + 4, &n, 4);
	return n + 8;
}

static size_t pack_zstd(const uint8_t *in, size_t len, uint8_t *out)
{
	return ZSTD_compress(out, PACKED_MAX, in, len, 3);
}

static const struct {
	const char *name;
	size_t (*pack)(const uint8_t *in, size_t len, uint8_t *out);
} packers[] = {
	{ "gzip", pack_gzip }, { "xz", pack_xz }, { "lzma", pack_lzma },
	{ "lz4", pack_lz4 }, { "zstd", pack_zstd },
};

/* As the kernel's build does it: packed, and the unpacked size behind. */
static size_t pack(unsigned int i, const uint8_t *in, size_t len, uint8_t *out)
{
	size_t n = packers[i].pack(in, len, out);
	uint32_t size = len;

	memcpy(out + n, &size, 4);
	return n + 4;
}

TEST(packed_data_comes_back)
{
	static uint8_t in[300000], packed[PACKED_MAX];
	struct bytes b = { 0 };
	const char *how;
	unsigned int i;
	size_t n;

	for (n = 0; n < sizeof(in); n++)
		in[n] = n * n >> 7;
	for (i = 0; i < array_size(packers); i++) {
		n = pack(i, in, sizeof(in), packed);
		CHECK_INT(unpack(packed, n, &b, &how), 0);
		CHECK_STR(how, packers[i].name);
		CHECK_INT(b.len, sizeof(in));
		CHECK(!memcmp(b.at, in, sizeof(in)));
		bytes_free(&b);
		CHECK_INT(unpack(packed, n / 2, &b, &how), -EBADMSG);
		bytes_free(&b);
		memset(packed + n / 3, 0xa5, n / 3);
		unpack(packed, n, &b, &how);	/* lz4 has no checksum */
		bytes_free(&b);
	}
}

TEST(unknown_packing_is_told)
{
	struct bytes b = { 0 };
	const char *how;

	CHECK_INT(unpack((const uint8_t *)"BZh91AY&SY", 10, &b, &how), -EOPNOTSUPP);
	CHECK_STR(how, "bzip2");
	CHECK_INT(unpack((const uint8_t *)"plain text", 10, &b, &how), -ENOEXEC);
	CHECK_INT(unpack((const uint8_t *)"", 0, &b, &how), -ENOEXEC);
}

/* ---- a kernel of a few sections ---------------------------------------------------------- */

#define TEXT_AT		0xffffffff81000000ull
#define DATA_AT		0xffffffff82000000ull
#define N_FUNCTIONS	300

static uint8_t elf[1 << 20];
static size_t elf_len;

struct piece {
	const char *name;
	uint32_t type;
	const void *data;
	size_t len, entry;
};

static void add_piece(const struct piece *p, Elf64_Shdr *h, char *names, size_t *names_len)
{
	elf_len = (elf_len + 7) & ~(size_t)7;
	h->sh_name = *names_len;
	strcpy(names + *names_len, p->name);
	*names_len += strlen(p->name) + 1;
	h->sh_type = p->type;
	h->sh_offset = elf_len;
	h->sh_size = p->len;
	h->sh_entsize = p->entry;
	if (p->data)
		memcpy(elf + elf_len, p->data, p->len);
	elf_len += p->data ? p->len : 0;
}

static const char *symbol_format(int i)
{
	switch (i) {
	case 1: return "_stext";
	case 7: return "f%d.isra.0";
	case 8: return "f%d.constprop.0";
	case 9: return "f8.constprop.1";
	case 10: return "f%d.part.0";
	case 20: return "_sinittext";
	case 29: return "_einittext";
	case 298: return "__start_kprobe_blacklist";
	case 299: return "__stop_kprobe_blacklist";
	default: return "f%d";
	}
}

/*
 * _stext f2 f3 ... at 16 bytes each; f20 to f28 are __init, of f7 and f8 there
 * are copies that the compiler changed, f30 and f31 have asked not to be probed.
 */
static size_t make_symbols(Elf64_Sym *sym, char *names)
{
	size_t len = 1;
	int i;

	for (i = 1; i < N_FUNCTIONS; i++) {
		sym[i].st_name = len;
		sym[i].st_info = ELF64_ST_INFO(STB_GLOBAL, i == 1 ? STT_NOTYPE : STT_FUNC);
		sym[i].st_shndx = 1;
		sym[i].st_value = i < 298 ? TEXT_AT + 16 * (i - 1) : DATA_AT + 16 * (i - 298);
		len += 1 + sprintf(names + len, symbol_format(i), i);
	}
	return len;
}

static void make_elf(bool has_btf)
{
	static Elf64_Sym sym[N_FUNCTIONS];
	static char sym_names[8192], names[256];
	static const uint64_t refused[] = { TEXT_AT + 16 * 30, TEXT_AT + 16 * 29 };
	static const uint32_t note[] = { 4, 8, 3, 0x554e47, 0x04030201, 0x08070605 };
	size_t sym_names_len, names_len = 1, i;
	Elf64_Ehdr *e = (Elf64_Ehdr *)elf;
	Elf64_Shdr h[8] = { 0 };

	memset(elf, 0, sizeof(elf));
	elf_len = sizeof(*e);
	sym_names_len = make_symbols(sym, sym_names);
	const struct piece pieces[] = {
		{ ".text", SHT_NOBITS, NULL, 16 * N_FUNCTIONS, 0 },
		{ has_btf ? ".BTF" : ".other", SHT_PROGBITS, mk.blob, mk.len, 0 },
		{ ".notes", SHT_NOTE, note, sizeof(note), 0 },
		{ ".symtab", SHT_SYMTAB, sym, sizeof(sym), sizeof(sym[0]) },
		{ ".strtab", SHT_STRTAB, sym_names, sym_names_len, 0 },
		{ ".shstrtab", SHT_STRTAB, names, sizeof(names), 0 },
		{ ".init.data", SHT_PROGBITS, refused, sizeof(refused), 0 },
	};
	for (i = 0; i < array_size(pieces); i++)
		add_piece(&pieces[i], &h[i + 1], names, &names_len);
	memcpy(elf + h[6].sh_offset, names, sizeof(names));
	h[1].sh_addr = TEXT_AT;
	h[1].sh_flags = SHF_ALLOC | SHF_EXECINSTR;
	h[4].sh_link = 5;
	h[7].sh_addr = DATA_AT;
	h[7].sh_flags = SHF_ALLOC;
	elf_len = (elf_len + 7) & ~(size_t)7;
	memcpy(e->e_ident, ELFMAG "\2\1\1", 7);
	e->e_type = ET_EXEC;
	e->e_machine = EM_X86_64;
	e->e_version = 1;
	e->e_ehsize = sizeof(*e);
	e->e_shoff = elf_len;
	e->e_shentsize = sizeof(h[0]);
	e->e_shnum = 8;
	e->e_shstrndx = 6;
	memcpy(elf + elf_len, h, sizeof(h));
	elf_len += sizeof(h);
}

static void make_kernel(bool has_btf)
{
	const struct parameter p[] = { { "n", 1 }, { NULL, 0 } };

	make_types();
	function("f2", 0, p);
	function("f25", 0, p);		/* __init */
	function("gone", 0, p);		/* has no symbol */
	function("f7", 0, p);
	function("f8", 0, p);
	function("f10", 0, p);
	function("f30", 0, p);
	finish();
	make_elf(has_btf);
}

/* An x86 boot image with the ELF file packed in it. */
static size_t make_bzimage(unsigned int packer, uint8_t *out)
{
	uint32_t offset = 300, n;
	uint16_t version = 0x20f;

	memset(out, 0, 3 * 512);
	n = pack(packer, elf, elf_len, out + 3 * 512 + offset);
	out[0x1f1] = 2;
	memcpy(out + 0x202, "HdrS", 4);
	memcpy(out + 0x206, &version, 2);
	memcpy(out + 0x248, &offset, 4);
	memcpy(out + 0x24c, &n, 4);
	return 3 * 512 + offset + n + 100;
}

/* ---- opening it ---------------------------------------------------------- */

static char dir[] = "debuginfo_image.XXXXXX";

static const char *in_dir(const char *name)
{
	static char path[4][128];
	static int next;
	char *p = path[next++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", dir, name);
	return p;
}

static void clean(void)
{
	remove_tree(in_dir("b"));
	remove_tree(in_dir("c"));
	remove_tree(dir);
	memcpy(strrchr(dir, '.'), ".XXXXXX", 8);
}

static bool set_up(void)
{
	return mkdtemp(dir) && !make_dirs(in_dir("b/arch/x86/boot"), 0755);
}

static struct di_kernel *open_dir(bool keep)
{
	struct di_where w = {
		.release = "0.0-none", .build_dir = in_dir("b"),
		.cache_dir = keep ? in_dir("c") : NULL,
	};

	return di_kernel_open(&w);
}

/* What a made kernel must answer; the detail of its BTF step. */
static bool answers_well(bool keep, const char *detail)
{
	struct di_kernel *k = open_dir(keep);
	struct di_function f;
	const uint8_t *build_id;
	const char *got;
	uint64_t address;
	size_t len;
	bool ok = true;

	ok &= test_int(di_function_named(k, "f2", &f), 0, "f2", __FILE__, __LINE__);
	ok &= test_int(f.from, DI_BTF, "from", __FILE__, __LINE__);
	ok &= test_int(f.offset, 16, "offset", __FILE__, __LINE__);
	ok &= test_true(f.type != NULL, "type", __FILE__, __LINE__);
	ok &= test_int(di_function_named(k, "f25", &f), -ENOENT, "f25", __FILE__, __LINE__);
	ok &= test_int(di_function_named(k, "gone", &f), -ENOENT, "gone", __FILE__, __LINE__);
	ok &= test_int(di_function_named(k, "f100", &f), 0, "f100", __FILE__, __LINE__);
	ok &= test_int(f.from, DI_SYMBOLS, "from", __FILE__, __LINE__);
	ok &= test_true(!f.type, "no type", __FILE__, __LINE__);
	ok &= test_int(di_symbol_exists(k, "f100"), 1, "f100", __FILE__, __LINE__);
	ok &= test_int(di_symbol_exists(k, "g"), 0, "g", __FILE__, __LINE__);
	ok &= test_int(di_symbol_address(k, "f3", &address), 0, "f3", __FILE__, __LINE__);
	ok &= test_int(address, TEXT_AT + 32, "address", __FILE__, __LINE__);
	ok &= test_int(di_kernel_build_id(k, &build_id, &len), 0, "build-id", __FILE__, __LINE__);
	ok &= test_true(len == 8 && build_id[0] == 1 && build_id[7] == 8, "id", __FILE__, __LINE__);
	ok &= test_int(di_step_state(k, DI_BTF, &got), 1, "BTF", __FILE__, __LINE__);
	ok &= test_true(strstr(got, detail) != NULL, got, __FILE__, __LINE__);
	di_kernel_close(k);
	return ok;
}

static bool join(void *ctx, const struct di_function *f)
{
	sprintf((char *)ctx + strlen(ctx), "%s+%d ", f->name, (int)f->offset);
	return true;
}

TEST(functions_are_where_their_symbols_are)
{
	struct di_kernel *k;
	struct di_function f;
	char found[300] = "";

	CHECK(set_up());
	make_kernel(true);
	file_replace(in_dir("b/vmlinux"), elf, elf_len, 0644);
	k = open_dir(false);
	CHECK_INT(di_function_each(k, "*", join, found), 4);
	CHECK_STR(found, "f2+16 f7.isra.0+96 f8.constprop.0+112 f8.constprop.1+128 ");
	CHECK_INT(di_function_named(k, "f7", &f), 0);
	CHECK_STR(f.name, "f7.isra.0");
	CHECK(f.type && f.offset == 96);
	CHECK_INT(di_function_named(k, "f10", &f), -ENOENT);
	CHECK_INT(di_function_named(k, "f30", &f), -ENOENT);
	CHECK_INT(di_symbol_exists(k, "f30"), 1);
	found[0] = 0;
	CHECK_INT(di_function_each(k, "f3[0-2]", join, found), 1);	/* by symbols */
	CHECK_STR(found, "f32+496 ");
	di_kernel_close(k);
	clean();
}

static bool join_name(void *ctx, const char *name)
{
	strcat(strcat(ctx, name), " ");
	return true;
}

TEST(symbols_by_pattern)
{
	struct di_kernel *k;
	char found[300] = "";

	CHECK(set_up());
	make_kernel(true);
	file_replace(in_dir("b/vmlinux"), elf, elf_len, 0644);
	k = open_dir(false);
	CHECK_INT(di_symbol_each(k, "f10[0-2]", join_name, found), 3);
	CHECK_INT(di_symbol_each(k, "f{4,12,25}", join_name, found), 2);
	CHECK_INT(di_symbol_each(k, "f11@(1|2)", join_name, found), 2);
	CHECK_STR(found, "f100 f101 f102 f12 f4 f111 f112 ");
	CHECK_INT(di_symbol_each(k, "none*", join_name, found), 0);
	di_kernel_close(k);
	clean();
}

TEST(vmlinux)
{
	CHECK(set_up());
	make_kernel(true);
	file_replace(in_dir("b/vmlinux"), elf, elf_len, 0644);
	answers_well(false, "b/vmlinux: ");
	clean();
}

TEST(boot_images)
{
	static uint8_t image[PACKED_MAX + 4096];
	char detail[64];
	unsigned int i;
	size_t n;

	make_kernel(true);
	for (i = 0; i < array_size(packers); i++) {
		CHECK(set_up());
		n = make_bzimage(i, image);
		file_replace(in_dir("b/arch/x86/boot/bzImage"), image, n, 0644);
		sprintf(detail, "bzImage (%s): ", packers[i].name);
		CHECK(answers_well(false, detail));
		clean();
	}
}

static bool is_refused(const void *data, size_t len, int err)
{
	struct di_kernel *k;
	struct di_function f;
	const char *detail;
	bool ok;

	file_replace(in_dir("b/arch/x86/boot/bzImage"), data, len, 0644);
	k = open_dir(false);
	ok = test_int(di_function_named(k, "f2", &f), err, "f2", __FILE__, __LINE__) &&
	     test_int(di_step_state(k, DI_BTF, &detail), err, "BTF", __FILE__, __LINE__);
	di_kernel_close(k);
	return ok;
}

TEST(damaged_images_are_refused)
{
	static uint8_t image[PACKED_MAX + 4096];
	uint32_t far = 1u << 30;
	size_t n;

	CHECK(set_up());
	make_kernel(true);
	n = make_bzimage(1, image);
	CHECK(is_refused(image, n / 2, -EBADMSG));
	CHECK(is_refused("", 0, -ENOEXEC));
	memcpy(image + 0x248, &far, 4);
	CHECK(is_refused(image, n, -EBADMSG));
	make_bzimage(1, image);
	image[3 * 512 + 300] = 0;
	CHECK(is_refused(image, n, -ENOEXEC));
	make_bzimage(1, image);
	image[0x207] = 1;
	CHECK(is_refused(image, n, -EPROTO));
	CHECK(is_refused(elf, 200, -EBADMSG));
	clean();
}

TEST(mutated_images_do_no_harm)
{
	uint32_t seed = 77, round, i, at;
	struct symbols symbols;
	struct parts p;
	uint8_t *copy;

	make_kernel(true);
	for (round = 0; round < 3000; round++) {
		struct image im = { .len = round % 8 ? elf_len : seed % elf_len };

		copy = malloc(elf_len);
		memcpy(copy, elf, elf_len);
		for (i = 0; i < 3; i++) {
			seed = seed * 1664525 + 1013904223;
			at = (seed >> 8) % (round % 2 ? 64 + 8 * 64 : elf_len);
			/* the head, or the section table at the end */
			copy[round % 2 && at >= 64 ? elf_len - at + 63 : at] = seed >> 3;
		}
		im.data = copy = realloc(copy, im.len + 1);
		if (im.len >= 64 && !elf_parts(&im, &p)) {
			maker_finish(&p.symbols, &symbols);
			maker_free(&p.symbols);
		}
		free(copy);
	}
}

/* ---- keeping it ---------------------------------------------------------- */

/* The only file in c/, and its size; NULL if there is none or are several. */
static const char *kept_file(size_t *len)
{
	static char path[256];
	char command[300], *nl;
	struct stat st;
	FILE *p;
	size_t n;

	snprintf(command, sizeof(command), "ls -d %s/* 2>/dev/null", in_dir("c"));
	p = popen(command, "r");
	n = fread(path, 1, sizeof(path) - 1, p);
	pclose(p);
	path[n] = 0;
	nl = strchr(path, '\n');
	if (!nl || nl[1])
		return NULL;
	*nl = 0;
	if (stat(path, &st))
		return NULL;
	*len = st.st_size;
	return path;
}

/* Has the kept file been written again since it was given this time? */
static bool was_remade(const char *path)
{
	struct stat st;

	return !stat(path, &st) && st.st_mtime > 1000000;
}

static void make_old(const char *path)
{
	struct timespec t[2] = { { 1000, 0 }, { 1000, 0 } };

	utimensat(AT_FDCWD, path, t, 0);
}

TEST(facts_are_kept)
{
	const char *kept;
	size_t len;

	CHECK(set_up());
	make_kernel(true);
	file_replace(in_dir("b/vmlinux"), elf, elf_len, 0644);
	CHECK(answers_well(true, "b/vmlinux: "));
	kept = kept_file(&len);
	CHECK(kept);
	make_old(kept);
	CHECK(answers_well(true, "b/vmlinux: "));
	CHECK(!was_remade(kept));
	clean();
}

/* As a crash leaves it, when the page was not written. */
static void zero_a_page(const char *path, size_t len)
{
	static const char zeros[4096];
	int fd = open(path, O_WRONLY);

	if (fd < 0 || pwrite(fd, zeros, len < 8192 ? len - 4096 : 4096, 4096) < 0)
		perror(path);
	close(fd);
}

TEST(kept_files_that_are_not_right_are_remade)
{
	const char *kept;
	size_t len, n;

	CHECK(set_up());
	make_kernel(true);
	file_replace(in_dir("b/vmlinux"), elf, elf_len, 0644);
	CHECK(answers_well(true, "b/vmlinux: "));
	kept = kept_file(&len);
	CHECK(kept);
	for (n = 0; n < len; n += n < 200 ? 1 : 997) {
		CHECK_INT(truncate(kept, n), 0);
		make_old(kept);
		CHECK(answers_well(true, "b/vmlinux: "));
		CHECK(was_remade(kept));
	}
	zero_a_page(kept, len);
	make_old(kept);
	CHECK(answers_well(true, "b/vmlinux: "));
	CHECK(was_remade(kept));
	file_replace(kept, elf, elf_len, 0644);		/* not one of ours */
	CHECK(answers_well(true, "b/vmlinux: "));
	chmod(kept, 0666);				/* anyone's */
	make_old(kept);
	CHECK(answers_well(true, "b/vmlinux: "));
	CHECK(was_remade(kept));
	clean();
}

TEST(another_kernel_is_not_taken_for_the_kept_one)
{
	struct di_kernel *k;
	const char *detail;
	struct di_function f;

	CHECK(set_up());
	make_kernel(true);
	file_replace(in_dir("b/vmlinux"), elf, elf_len, 0644);
	CHECK(answers_well(true, "b/vmlinux: "));
	make_kernel(false);
	file_replace(in_dir("b/vmlinux"), elf, elf_len, 0644);
	make_old(in_dir("b/vmlinux"));	/* the clock may not have ticked */
	k = open_dir(true);
	CHECK_INT(di_function_named(k, "f2", &f), 0);
	CHECK_INT(f.from, DI_SYMBOLS);
	CHECK_INT(di_step_state(k, DI_BTF, &detail), -ENOENT);
	di_kernel_close(k);
	clean();
}

TEST(a_cache_that_cannot_be_written_is_no_error)
{
	CHECK(set_up());
	make_kernel(true);
	file_replace(in_dir("b/vmlinux"), elf, elf_len, 0644);
	file_replace(in_dir("c"), "", 0, 0644);
	CHECK(answers_well(true, "b/vmlinux: "));
	clean();
}
