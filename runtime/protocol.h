/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * protocol.h - what a script's module, staprun and stapio say to each other.
 *
 * This is the only header that kernel and user side share; it includes
 * nothing and uses built-in types, so that both can.  The protocol is ours
 * and versioned: staprun refuses a module whose STP_PROTOCOL differs.
 *
 * The module makes /proc/systemtap/NAME/ with
 *
 *	.cmd		control channel, mode 0600, owned by the loader's real ids
 *	trace0..traceN	one ring a possible reader lane, mode 0600, to be mmap'ed
 *			shared and writable: the reader stores tail
 *
 * 1. One process at a time MUST hold .cmd open (else EBUSY).
 * 2. One write() is one message: struct stp_msg_head, then its payload.  A
 *    message that is too short, too long or unknown gets EINVAL.
 * 3. One read() returns one message from the module; it blocks unless
 *    O_NONBLOCK, then EAGAIN.  poll() gives POLLIN when one waits or when a
 *    ring has data that the reader has been told nothing of yet.
 * 4. CREDENTIALS, RELOCATION, GLOBAL and TZINFO MUST come from effective uid 0
 *    and before START, else EPERM/EBUSY.
 * 5. START arms the probes: begin probes run first, in the writer's context.
 *    The write returns when that is done; the result comes as STARTED.
 * 6. EXIT shuts the session down in the writer's context: end probes run, all
 *    probes are off when the write returns.  Then EXITED comes.
 * 7. Closing .cmd without DETACH before it shuts the session down as EXIT
 *    does (nobody is left who could read).  After DETACH probes stay armed.
 * 8. The module can be removed when .cmd and all traceN are closed.
 */
#ifndef STP_PROTOCOL_H
#define STP_PROTOCOL_H

#define STP_PROTOCOL		1
#define STP_PROC_DIR		"/proc/systemtap"

/* Numbers of the control messages. */
enum stp_msg {
	/* to the module */
	STP_MSG_CREDENTIALS = 1,	/* struct stp_msg_credentials */
	STP_MSG_TZINFO,			/* struct stp_msg_tzinfo */
	STP_MSG_GLOBAL,			/* "NAME=VALUE", NUL-terminated */
	STP_MSG_RELOCATION,		/* struct stp_msg_relocation */
	STP_MSG_START,			/* struct stp_msg_start */
	STP_MSG_EXIT,			/* none */
	STP_MSG_DETACH,			/* none */
	/* from the module */
	STP_MSG_STARTED = 64,		/* struct stp_msg_started */
	STP_MSG_EXITED,			/* none: shutdown is done */
	STP_MSG_REQUEST_EXIT,		/* none: the script called exit() or failed */
	STP_MSG_TEXT,			/* "WARNING: ..." or "ERROR: ...", NUL-terminated */
	STP_MSG_SYSTEM,			/* command for sh -c, NUL-terminated */
};

struct stp_msg_head {
	unsigned int protocol;		/* STP_PROTOCOL */
	unsigned int type;		/* enum stp_msg */
	unsigned int len;		/* bytes of payload that follow */
	unsigned int reserved;		/* 0 */
};

#define STP_MSG_MAX		4096	/* bytes of payload at most */

#define STP_CRED_STAPUSR	2
#define STP_CRED_STAPSYS	4
#define STP_CRED_STAPDEV	8

struct stp_msg_credentials {
	unsigned int mask;		/* STP_CRED_* */
};

struct stp_msg_tzinfo {
	long long gmtoff;		/* seconds west of UTC */
	char name[64];
};

/* A run-time address that the kernel exports to nobody: "_stext", ... */
struct stp_msg_relocation {
	char name[128];
	unsigned long long address;
};

struct stp_msg_start {
	int target;			/* pid in the writer's namespace, 0: none */
};

struct stp_msg_started {
	int result;			/* 0 or -errno: nothing is armed then */
};

/*
 * A ring, as traceN maps it: one header page, then `size` bytes of data.
 * One CPU's handlers write (one at a time), stapio reads.
 *
 * head and tail count bytes since the start and never wrap (64 bit); data
 * for position p is at data[p & (size - 1)].  The writer stores records, then
 * head with release order; the reader loads head with acquire order, copies,
 * then stores tail with release order.
 *
 * A record is struct stp_record and then len bytes, padded to 8; it never
 * wraps: where it would, a record with seq 0 (STP_RECORD_SKIP) fills the rest.
 * seq counts records of the session from 1 without gaps: it is taken only
 * once room was found.  A reader that has all of 1..n may print record n.
 * The header never straddles the end, since all positions are multiples of 8
 * and a rest of 8 bytes is skipped by both sides.
 */
#define STP_RING_MAGIC		0x53545052494e4701ULL	/* "STPRING", version 1 */
#define STP_RING_HEADER_BYTES	4096

struct stp_ring_header {
	unsigned long long magic;
	unsigned long long size;	/* bytes of data, a power of two */
	unsigned long long lane;	/* N of traceN */
	unsigned long long lanes;	/* how many traceN there are */
	unsigned long long head __attribute__((aligned(64)));	/* module writes */
	unsigned long long lost_records;	/* did not fit: module writes */
	unsigned long long lost_bytes;
	unsigned long long tail __attribute__((aligned(64)));	/* reader writes */
};

struct stp_record {
	unsigned long long seq;
	unsigned int len;		/* bytes that follow, without the padding */
	unsigned int reserved;
};

#define STP_RECORD_SKIP		0
#define STP_RECORD_MAX		65536	/* bytes of len at most */

/*
 * What staprun reads in the module file before it loads it: the ELF section
 * ".stap" holds this struct.  privilege is the level the script was compiled
 * for (STP_CRED_*).
 */
#define STP_SECTION		".stap"
#define STP_SECTION_MAGIC	0x50415453	/* "STAP", little endian */

struct stp_section {
	unsigned int magic;
	unsigned int protocol;
	unsigned int privilege;
	unsigned int needs;		/* STP_NEEDS_* */
};

#define STP_NEEDS_STEXT		1	/* staprun must send RELOCATION "_stext" */

#endif
