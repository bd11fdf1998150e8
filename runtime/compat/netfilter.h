/* SPDX-License-Identifier: GPL-2.0-or-later */
/* netfilter.h - hooks of netfilter in all namespaces, where the kernel has them. */
#ifndef STP_COMPAT_NETFILTER_H
#define STP_COMPAT_NETFILTER_H

#include <linux/errno.h>
#include "compat_config.h"

#ifdef STP_HAVE_NETFILTER
#include <linux/netfilter.h>
#include <net/net_namespace.h>

#define stp_netfilter_register(ops)	register_pernet_subsys(ops)
#define stp_netfilter_unregister(ops)	unregister_pernet_subsys(ops)

static inline int stp_netfilter_hook(struct net *net, const struct nf_hook_ops *ops)
{
	return nf_register_net_hook(net, ops);
}

static inline void stp_netfilter_unhook(struct net *net, const struct nf_hook_ops *ops)
{
	nf_unregister_net_hook(net, ops);
}
#else				/* CONFIG_NETFILTER is not set */
struct net;
struct sk_buff;

struct nf_hook_state {
	unsigned int hook;
	void *in, *out;
	void *okfn;
};

struct nf_hook_ops {
	unsigned int (*hook)(void *priv, struct sk_buff *skb, const struct nf_hook_state *state);
	void *priv;
	u8 pf;
	unsigned int hooknum;
	int priority;
};

struct pernet_operations {
	int (*init)(struct net *net);
	void (*exit)(struct net *net);
};

#define NF_ACCEPT	1

static inline int stp_netfilter_register(struct pernet_operations *ops)
{
	return -EOPNOTSUPP;
}

static inline void stp_netfilter_unregister(struct pernet_operations *ops)
{
}

static inline int stp_netfilter_hook(struct net *net, const struct nf_hook_ops *ops)
{
	return -EOPNOTSUPP;
}

static inline void stp_netfilter_unhook(struct net *net, const struct nf_hook_ops *ops)
{
}
#endif

#endif
