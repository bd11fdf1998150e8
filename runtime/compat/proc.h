/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc.h - the data of a file of procfs. */
#ifndef STP_COMPAT_PROC_H
#define STP_COMPAT_PROC_H

#include <linux/proc_fs.h>
#include "compat_config.h"

#ifdef STP_HAVE_PDE_DATA
#define stp_pde_data(inode)	pde_data(inode)
#else				/* before 5.17 */
#define stp_pde_data(inode)	PDE_DATA(inode)
#endif

#endif
