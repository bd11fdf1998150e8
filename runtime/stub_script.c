/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stub_script.c - an empty script, to build the runtime with.
 *
 * It is replaced by a script's object when a module is linked.
 */
#include "stap.h"

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "",
};
