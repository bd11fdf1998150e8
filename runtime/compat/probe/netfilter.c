/* SPDX-License-Identifier: GPL-2.0-or-later */
/* netfilter.c - can a module hook into netfilter? */
#include <linux/netfilter.h>
#include <net/net_namespace.h>

int stp_probe(struct net *net, const struct nf_hook_ops *ops, struct pernet_operations *pernet);
int stp_probe(struct net *net, const struct nf_hook_ops *ops, struct pernet_operations *pernet)
{
	return nf_register_net_hook(net, ops) ?: register_pernet_subsys(pernet);
}
