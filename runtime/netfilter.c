/* SPDX-License-Identifier: GPL-2.0-or-later */
/* netfilter.c - hooks of the packet filter, in every network namespace there is and comes. */
#include <linux/kernel.h>
#include <linux/slab.h>

#include "runtime.h"
#include "compat/netfilter.h"

static struct nf_hook_ops *hooks;	/* by site */
static bool is_registered;

/* ORDER given: stap/providers/netfilter.c */
static unsigned int packet(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct stp_netfilter_site *site = priv;
	u64 given[] = {
		state->hook, (unsigned long)skb, (unsigned long)state->in,
		(unsigned long)state->out, (unsigned long)state->okfn, NF_ACCEPT,
	};
	struct stp_lane *l = stp_lane_enter(site->probe);

	if (!l)
		return NF_ACCEPT;
	l->c.given = given;
	site->probe->handler(&l->c);
	stp_lane_leave(l);
	return given[5];
}

static int hook_all(struct net *net)
{
	unsigned int i;
	int rc = 0;

	for (i = 0; !rc && i < stp_script.netfilter.n; i++) {
		rc = stp_netfilter_hook(net, &hooks[i]);
		if (rc)
			stp_say_unarmed(stp_script.netfilter.at[i].probe, rc, "");
	}
	if (rc) {
		for (i--; i-- > 0;)
			stp_netfilter_unhook(net, &hooks[i]);
	}
	return rc;
}

static void unhook_all(struct net *net)
{
	unsigned int i;

	for (i = stp_script.netfilter.n; i-- > 0;)
		stp_netfilter_unhook(net, &hooks[i]);
}

static struct pernet_operations namespaces = { .init = hook_all, .exit = unhook_all };

int stp_netfilter_arm(void)
{
	unsigned int i;
	int rc;

	if (!stp_script.netfilter.n)
		return 0;
	hooks = kvcalloc(stp_script.netfilter.n, sizeof(*hooks), GFP_KERNEL);
	if (!hooks)
		return -ENOMEM;
	for (i = 0; i < stp_script.netfilter.n; i++) {
		const struct stp_netfilter_site *site = &stp_script.netfilter.at[i];

		hooks[i] = (struct nf_hook_ops) {
			.hook = packet, .priv = (void *)site, .pf = site->pf,
			.hooknum = site->hook, .priority = site->priority,
		};
	}
	rc = stp_netfilter_register(&namespaces);
	if (rc)
		stp_say("ERROR: cannot hook into netfilter (rc %d)\n", rc);
	is_registered = !rc;
	if (rc)
		stp_netfilter_disarm();
	return rc;
}

void stp_netfilter_disarm(void)
{
	if (is_registered)
		stp_netfilter_unregister(&namespaces);
	is_registered = false;
	kvfree(hooks);
	hooks = NULL;
}
