/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz.h - what every target of the fuzzers gives: one function over bytes.
 *
 * It is libFuzzer's entry, so that a target links to that, to AFL++'s driver or
 * to main.c here.  An input is right when it returns; what must hold for every
 * input ends in abort() where it does not.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
