/* Made by stap from locals.stp for RELEASE.  Do not edit. */
#include "stap.h"

/* probe begin - locals.stp:2:1 */
static void probe_0(struct stp_context *c)
{
	struct {
		stp_s64 l_a;
		stp_s64 l_b;
		stp_s64 l_c;
		stp_s64 l_d;
		stp_s64 l_e;
		stp_s64 l_f;
		stp_s64 l_g;
		stp_s64 l_h;
		stp_s64 l_i;
		stp_s64 l_j;
		stp_s64 l_k;
		stp_s64 l_l;
		stp_s64 l_m;
		stp_s64 l_n;
		stp_s64 l_o;
		stp_s64 l_p;
		stp_s64 l_q;
		stp_s64 l_r;
		stp_s64 l_s;
		stp_s64 l_t;
		stp_s64 l_u;
		char l_text[STP_MAXSTRINGLEN];
	} *f;

	f = stp_frame(c, sizeof(*f));
	if (!f)
		return;
	f->l_a = 0;
	f->l_b = 0;
	f->l_c = 0;
	f->l_d = 0;
	f->l_e = 0;
	f->l_f = 0;
	f->l_g = 0;
	f->l_h = 0;
	f->l_i = 0;
	f->l_j = 0;
	f->l_k = 0;
	f->l_l = 0;
	f->l_m = 0;
	f->l_n = 0;
	f->l_o = 0;
	f->l_p = 0;
	f->l_q = 0;
	f->l_r = 0;
	f->l_s = 0;
	f->l_t = 0;
	f->l_u = 0;
	f->l_text[0] = 0;
	STP_STEPS(c, 23, "identifier 'a' at locals.stp:3:2", out);
	f->l_a++;
	f->l_b += f->l_a;
	f->l_c += f->l_b;
	f->l_d += f->l_c;
	f->l_e += f->l_d;
	f->l_f += f->l_e;
	f->l_g += f->l_f;
	f->l_h += f->l_g;
	f->l_i += f->l_h;
	f->l_j += f->l_i;
	f->l_k += f->l_j;
	f->l_l += f->l_k;
	f->l_m += f->l_l;
	f->l_n += f->l_m;
	f->l_o += f->l_n;
	f->l_p += f->l_o;
	f->l_q += f->l_p;
	f->l_r += f->l_q;
	f->l_s += f->l_r;
	f->l_t += f->l_s;
	f->l_u += f->l_t;
	stp_strcat(f->l_text, "x", STP_MAXSTRINGLEN);
	stp_printf(c, "%d%s\n", f->l_u, f->l_text);
out:
	return;
}

static const struct stp_probe probes[] = {
	[0] = {
		.point = "begin", .written = "begin",
		.where = "locals.stp:2:1", .handler = probe_0,
	},
};

static const struct stp_life_site life_sites[] = {
	{ &probes[0], STP_BEGIN, 0 },
};

const struct stp_script stp_script = {
	.abi = STP_ABI,
	.release = "RELEASE",
	.probes = STP_LIST(probes),
	.life = STP_LIST(life_sites),
	.limits = {
		.maxaction = 10000, .maxstringlen = STP_MAXSTRINGLEN, .maxnesting = 1,
		.frame_bytes = 680, .maxerrors = 0, .maxskipped = 100,
		.maxtrylock = 100000, .trylockdelay_us = 10, .minstackspace = 1024,
	},
};
