/* SPDX-License-Identifier: GPL-2.0-or-later */
/* image.c - module files, sound, damaged and hostile (staprun/image.c). */
#include "staprun/image.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/staprun/ko.h"
#include "tests/unit/test.h"

TEST(image_sound)
{
	struct image_facts f;
	struct ko k;
	struct image img = ko_image(&k);

	ko_make(&k, "stap_hello");
	CHECK_STR(image_check(&img, &f), NULL);
	CHECK_STR(f.name, "stap_hello");
	CHECK_INT(f.stap.protocol, STP_PROTOCOL);
	CHECK_INT(f.name_struct, offsetof(struct ko, module) + 24);
	CHECK(!f.is_signed);
}

TEST(image_rename)
{
	struct image_facts f;
	struct ko k;
	struct image img = ko_image(&k);

	ko_make(&k, "stap_0123456789abcdef");
	CHECK_STR(image_check(&img, &f), NULL);
	CHECK(image_rename(&img, &f, 4711));
	CHECK_STR(f.name, "stap_0123456789a_4711");
	CHECK_STR(k.module + 24, "stap_0123456789a_4711");
	CHECK_STR(k.info + 19, "stap_0123456789a_4711");
	/* What it says now is what a second look finds. */
	CHECK_STR(image_check(&img, &f), NULL);
	CHECK_STR(f.name, "stap_0123456789a_4711");
}

TEST(image_rename_short)
{
	struct image_facts f;
	struct ko k;
	struct image img = ko_image(&k);

	ko_make(&k, "a_471");
	CHECK_STR(image_check(&img, &f), NULL);
	CHECK(!image_rename(&img, &f, 4711));
	CHECK_STR(k.module + 24, "a_471");
	CHECK(image_rename(&img, &f, 471));
	CHECK_STR(k.module + 24, "a_471");
}

static const char *check_after(void (*spoil)(struct ko *k))
{
	struct image_facts f;
	struct ko k;
	struct image img = ko_image(&k);

	ko_make(&k, "stap_hello");
	spoil(&k);
	return image_check(&img, &f);
}

static void no_magic(struct ko *k) { k->head.e_ident[0] = 'M'; }
static void is_32_bit(struct ko *k) { k->head.e_ident[EI_CLASS] = ELFCLASS32; }
static void is_program(struct ko *k) { k->head.e_type = ET_EXEC; }
static void far_table(struct ko *k) { k->head.e_shoff = ~0ULL - 8; }
static void no_names(struct ko *k) { k->head.e_shstrndx = 5; }
static void open_names(struct ko *k) { k->sections[4].sh_size--; }
static void other_kind(struct ko *k) { k->stap.magic++; }
static void short_stap(struct ko *k) { k->sections[1].sh_size = 4; }
static void no_stap(struct ko *k) { k->names[1] = 'x'; }
static void far_stap(struct ko *k) { k->sections[1].sh_offset = 1ULL << 40; }
static void bss_stap(struct ko *k) { k->sections[1].sh_type = SHT_NOBITS; }
static void no_name(struct ko *k) { k->info[14] = 'x'; }
static void odd_name(struct ko *k) { k->info[20] = '/'; }
static void other_name(struct ko *k) { k->module[25] = 'x'; }
static void open_info(struct ko *k) { k->sections[2].sh_size = 20; }

TEST(image_damaged)
{
	CHECK_STR(check_after(no_magic), "is not an ELF file");
	CHECK_STR(check_after(is_32_bit), "is not a 64-bit little-endian ELF file");
	CHECK_STR(check_after(is_program), "is not a kernel module (not a relocatable ELF file)");
	CHECK_STR(check_after(far_table), "is damaged: its section table is cut off");
	CHECK_STR(check_after(no_names), "is damaged: it has no section names");
	CHECK_STR(check_after(open_names), "is damaged: its section names are cut off");
	CHECK_STR(check_after(other_kind),
		  "is not a SystemTap module: its section .stap is of another kind");
	CHECK_STR(check_after(short_stap), "is damaged: its section .stap is too short");
	CHECK_STR(check_after(no_stap), "is not a SystemTap module: it has no section .stap");
	CHECK_STR(check_after(far_stap), "is not a SystemTap module: it has no section .stap");
	CHECK_STR(check_after(bss_stap), "is not a SystemTap module: it has no section .stap");
	CHECK_STR(check_after(no_name), "is damaged: it does not tell the module's name");
	CHECK_STR(check_after(odd_name), "is damaged: it does not tell the module's name");
	CHECK_STR(check_after(open_info), "is damaged: it does not tell the module's name");
	CHECK_STR(check_after(other_name), "is damaged: it does not hold the module's name");
}

TEST(image_signed)
{
	static unsigned char bytes[sizeof(struct ko) + 28];
	struct image img = { bytes, sizeof(bytes) };
	struct image_facts f;

	ko_make((struct ko *)bytes, "stap_hello");
	memcpy(bytes + sizeof(struct ko), "~Module signature appended~\n", 28);
	CHECK_STR(image_check(&img, &f), NULL);
	CHECK(f.is_signed);
}

/* A copy that ends where memory ends: reading beyond it crashes. */
static unsigned char *fenced(size_t len)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t room = (len + page - 1) / page * page;
	unsigned char *p = mmap(NULL, room + page, PROT_READ | PROT_WRITE,
				MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	mprotect(p + room, page, PROT_NONE);
	return p + room - len;
}

static void try(struct image *img)
{
	struct image_facts f;

	if (!image_check(img, &f)) {
		image_rename(img, &f, 123);
		image_rename(img, &f, 2000000000);
	}
}

TEST(image_cut_anywhere)
{
	struct image img;
	struct ko k;
	size_t len;

	ko_make(&k, "stap_hello");
	for (len = 0; len < sizeof(k); len++) {
		img.bytes = fenced(len);
		img.len = len;
		memcpy(img.bytes, &k, len);
		try(&img);
	}
	CHECK(true);
}

static unsigned int next_random(unsigned int *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

TEST(image_mutated)
{
	static const unsigned char nasty[] = { 0, 1, 0x7f, 0x80, 0xff, 0xfe, 5, 64 };
	unsigned char *bytes = fenced(sizeof(struct ko));
	struct image img = { bytes, sizeof(struct ko) };
	unsigned int state = 1, sound = 0;
	struct image_facts f;
	struct ko k;
	int i, n;

	for (i = 0; i < 300000; i++) {
		ko_make(&k, "stap_hello");
		for (n = (int)(next_random(&state) % 6); n >= 0; n--)
			((unsigned char *)&k)[next_random(&state) % sizeof(k)] =
				nasty[next_random(&state) % sizeof(nasty)];
		memcpy(bytes, &k, sizeof(k));
		sound += !image_check(&img, &f);
		try(&img);
	}
	/* Neither all refused nor all taken: the loop tested something. */
	CHECK(sound > 1000 && sound < 299000);
}
