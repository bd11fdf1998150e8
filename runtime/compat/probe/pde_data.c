/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pde_data.c - has procfs pde_data()? */
#include <linux/proc_fs.h>

void *stp_probe(struct inode *inode);
void *stp_probe(struct inode *inode)
{
	return pde_data(inode);
}
