/* SPDX-License-Identifier: GPL-2.0-or-later */
/* netfilter.c - netfilter.hook.pf: packets on their way through the kernel. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "debuginfo/di.h"
#include "provider_int.h"
#include "stap/emit/emit.h"
#include "stap/program.h"
#include "stap/session.h"
#include "stap/target_int.h"

/* Bits of a pattern's value: pf before hook, and a priority. */
#define PF_FIRST	1
#define HAS_PRIORITY	2

static const struct pattern patterns[] = {
	{ "netfilter.hook(S).pf(S)", 0, LEVEL_PRIVILEGED },
	{ "netfilter.hook(S).pf(S).priority(S)", HAS_PRIORITY, LEVEL_PRIVILEGED },
	{ "netfilter.pf(S).hook(S)", PF_FIRST, LEVEL_PRIVILEGED },
	{ "netfilter.pf(S).hook(S).priority(S)", PF_FIRST | HAS_PRIORITY, LEVEL_PRIVILEGED },
	{ NULL, 0, 0 }
};

enum { PF_IPV4 = 2, PF_ARP = 3, PF_BRIDGE = 7, PF_IPV6 = 10 };

struct constant {
	const char *name;
	int64_t value;
	unsigned int families;		/* bits of PF_*, of a hook */
};

static const struct constant families[] = {
	{ "NFPROTO_IPV4", PF_IPV4, 0 }, { "NFPROTO_ARP", PF_ARP, 0 },
	{ "NFPROTO_BRIDGE", PF_BRIDGE, 0 }, { "NFPROTO_IPV6", PF_IPV6, 0 },
	{ NULL, 0, 0 }
};

#define OF(pf)	(1u << (pf))
#define FIVE(prefix, pfs)							\
	{ prefix "PRE_ROUTING", 0, pfs }, { prefix "LOCAL_IN", 1, pfs },	\
	{ prefix "FORWARD", 2, pfs }, { prefix "LOCAL_OUT", 3, pfs },		\
	{ prefix "POST_ROUTING", 4, pfs }

static const struct constant hook_names[] = {
	FIVE("NF_INET_", OF(PF_IPV4) | OF(PF_IPV6)),
	FIVE("NF_IP_", OF(PF_IPV4)),
	FIVE("NF_IP6_", OF(PF_IPV6)),
	FIVE("NF_BR_", OF(PF_BRIDGE)),
	{ "NF_ARP_IN", 0, OF(PF_ARP) }, { "NF_ARP_OUT", 1, OF(PF_ARP) },
	{ "NF_ARP_FORWARD", 2, OF(PF_ARP) },
	{ NULL, 0, 0 }
};

#define PRIORITIES(prefix)							\
	{ prefix "FIRST", INT_MIN, 0 }, { prefix "CONNTRACK_DEFRAG", -400, 0 },	\
	{ prefix "RAW", -300, 0 }, { prefix "SELINUX_FIRST", -225, 0 },		\
	{ prefix "CONNTRACK", -200, 0 }, { prefix "MANGLE", -150, 0 },		\
	{ prefix "NAT_DST", -100, 0 }, { prefix "FILTER", 0, 0 },		\
	{ prefix "SECURITY", 50, 0 }, { prefix "NAT_SRC", 100, 0 },		\
	{ prefix "SELINUX_LAST", 225, 0 }, { prefix "CONNTRACK_CONFIRM", INT_MAX, 0 },	\
	{ prefix "LAST", INT_MAX, 0 }

static const struct constant priorities[] = {
	PRIORITIES("NF_IP_PRI_"), PRIORITIES("NF_IP6_PRI_"), { NULL, 0, 0 }
};

struct netfilter_data {
	int64_t pf, hook, priority;
};

/* ---- resolving ------------------------------------------------------- */

static bool is_number(const char *s, int64_t *n)
{
	char *end;

	errno = 0;
	*n = strtoll(s, &end, 0);
	return !errno && end != s && !*end && *n >= INT_MIN && *n <= INT_MAX;
}

static bool unknown(const struct derive *dv, const struct comp *c, const struct constant *of)
{
	struct text names = TEXT_EMPTY;

	for (; of->name; of++)
		text_printf(&names, "%s%s", names.len ? ", " : "", of->name);
	diag_error(dv->diag, "sem-netfilter-name", c->at, "unknown %s '%s' (known: %s)", c->name,
		   c->str, names.buf);
	text_free(&names);
	return false;
}

/* One of the names; under -g also a number. */
static bool read_constant(struct program *prog, const struct derive *dv, unsigned int i,
			  const struct constant *of, const struct constant **found)
{
	const struct comp *c = derive_comp(dv, i);
	struct constant *made;
	int64_t n;

	for (*found = of; (*found)->name; ++*found) {
		if (strcmp((*found)->name, c->str) == 0)
			return true;
	}
	if (prog->s->opt->guru && is_number(c->str, &n)) {
		made = arena_one(prog->s->arena, struct constant);
		*made = (struct constant){ c->str, n, ~0u };
		*found = made;
		return true;
	}
	return unknown(dv, c, of);
}

static bool read_priority(const struct derive *dv, int64_t *priority)
{
	const struct comp *c = derive_comp(dv, 3);
	const struct constant *p;

	for (p = priorities; p->name; p++) {
		if (strcmp(p->name, c->str) == 0) {
			*priority = p->value;
			return true;
		}
	}
	return is_number(c->str, priority) ||
	       diag_error(dv->diag, "sem-netfilter-priority", c->at,
			  "unknown priority '%s': a number of 32 bits, or a name like "
			  "NF_IP_PRI_FILTER", c->str);
}

static unsigned int resolve(struct program *prog, const struct derive *dv)
{
	struct netfilter_data *data = arena_one(prog->s->arena, struct netfilter_data);
	unsigned int pf_at = dv->pattern->value & PF_FIRST ? 1 : 2;
	const struct constant *pf, *hook;

	if (!read_constant(prog, dv, pf_at, families, &pf) ||
	    !read_constant(prog, dv, 3 - pf_at, hook_names, &hook))
		return 0;
	if (pf->families != ~0u && !(hook->families & OF(pf->value))) {
		diag_error(dv->diag, "sem-netfilter-hook", derive_comp(dv, 3 - pf_at)->at,
			   "%s is no hook of %s", hook->name, pf->name);
		return 0;
	}
	if (dv->pattern->value & HAS_PRIORITY && !read_priority(dv, &data->priority))
		return 0;
	data->pf = pf->value;
	data->hook = hook->value;
	provider_probe(prog, dv, &provider_netfilter, derive_text(prog, dv, -1, NULL), data);
	return 1;
}

/* ---- variables ------------------------------------------------------- */

#define VERDICT	5

/* ORDER given: runtime/netfilter.c */
static const struct {
	const char *name, *type;	/* type: what it points to; NULL: a number */
} variables[] = {
	{ "hooknum", NULL }, { "skb", "struct sk_buff" }, { "in", "struct net_device" },
	{ "out", "struct net_device" }, { "okfn", NULL }, [VERDICT] = { "verdict", NULL },
};

/* Its number, or -1 after reporting. */
static int variable(struct program *prog, const struct expr *t, struct diag *d)
{
	int i;

	for (i = 0; i < (int)array_size(variables); i++) {
		if (strcmp(variables[i].name, target_name(t)))
			continue;
		if (i == VERDICT && !prog->s->opt->guru) {
			diag_error(d, "sem-netfilter-verdict", t->at,
				   "$verdict decides about packets; need stap -g");
			return -1;
		}
		return i;
	}
	diag_error(d, "sem-no-such-variable", t->at, "unable to find netfilter variable '$%s' "
		   "(alternatives: $hooknum, $skb, $in, $out, $okfn, $verdict)", target_name(t));
	return -1;
}

static struct expr *target(struct program *prog, struct probe *pr, const struct expr *t,
			   struct diag *d)
{
	const struct di_type *type = NULL;
	struct expr *base;
	int i = variable(prog, t, d);

	(void)pr;
	if (i < 0)
		return NULL;
	if (t->address_of && !t->n_parts) {
		diag_error(d, "sem-address-of", t->at, "cannot take address of a value");
		return NULL;
	}
	base = expr_numbered(prog->s->arena, EX_GIVEN, i, t->at);
	if (variables[i].type)
		type = di_type_named(session_di(prog->s), variables[i].type);
	if (type)
		return target_apply(prog, base, di_type_pointer_to(type), false, t, d);
	if (!t->n_parts && !t->pretty)
		return base;
	diag_error(d, "sem-netfilter-value", t->at, "netfilter variable '$%s' is a number",
		   target_name(t));
	return NULL;
}

static struct expr *assign(struct program *prog, struct probe *pr, const struct expr *e,
			   struct diag *d)
{
	struct expr *set;
	int i = variable(prog, e->left, d);

	(void)pr;
	if (i < 0)
		return NULL;
	if (i != VERDICT || e->left->n_parts || e->op != OP_SET || e->sub != OP_NONE) {
		diag_error(d, "sem-netfilter-write", e->left->at,
			   "of netfilter variables only $verdict can be written, and only by '='");
		return NULL;
	}
	set = expr_new(prog->s->arena, EX_SET_GIVEN, e->at);
	set->num = i;
	set->left = e->right;
	return set;
}

/* ---- the table ------------------------------------------------------- */

static void emit_site(struct emit *e, const struct probe *pr)
{
	const struct netfilter_data *data = pr->data;

	text_line(e->out, "\t{ %s, %" PRId64 ", %" PRId64 ", %" PRId64 " },",
		  emit_probe_ref(e, pr), data->pf, data->hook, data->priority);
}

const struct provider provider_netfilter = {
	.name = "netfilter",
	.patterns = patterns,
	.resolve = resolve,
	.target = target,
	.assign = assign,
	.table = "netfilter",
	.site = "stp_netfilter_site",
	.emit_site = emit_site,
};
