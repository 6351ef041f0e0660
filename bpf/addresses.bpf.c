// SPDX-License-Identifier: MIT OR GPL-2.0
/* The address and port that a call on a socket is about. */
#include "addresses.h"
#include "descriptors.h"
#include "scratch.h"
#include <bpf/bpf_endian.h>

#define S_IFMT	 0170000
#define S_IFSOCK 0140000

/* struct sockaddr_in and struct sockaddr_in6, as far as they are alike and then not. */
struct socket_address {
	__u16 family;
	__be16 port;
	union {
		__u8 v4[4];
		struct {
			__u32 flow;
			__u8 v6[16];
		};
	};
};

static __always_inline int read_argument(struct scratch *scratch, const void *argument)
{
	struct socket_address address = {};
	if (bpf_probe_read_user(&address, 8, argument))
		return UNREADABLE;

	scratch->port = bpf_ntohs(address.port);
	if (address.family == AF_INET) {
		write_v4(scratch->address, address.v4);
		return true;
	}
	if (address.family != AF_INET6)
		return false;
	if (bpf_probe_read_user(scratch->address, sizeof(scratch->address), argument + 8))
		return UNREADABLE;
	return true;
}

static __always_inline int read_peer(struct scratch *scratch, struct file *file)
{
	if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) != S_IFSOCK)
		return false;

	struct socket *socket = BPF_CORE_READ(file, private_data);
	struct sock *sock = BPF_CORE_READ(socket, sk);
	scratch->port = bpf_ntohs(BPF_CORE_READ(sock, __sk_common.skc_dport));
	__u16 family = BPF_CORE_READ(sock, __sk_common.skc_family);
	if (family == AF_INET) {
		__be32 address = BPF_CORE_READ(sock, __sk_common.skc_daddr);
		write_v4(scratch->address, &address);
		return true;
	}
	if (family != AF_INET6)
		return false;
	BPF_CORE_READ_INTO(scratch->address, sock, __sk_common.skc_v6_daddr);
	return true;
}

/* True, false if the call has no internet address, or UNREADABLE. */
__noinline int read_address(struct scratch *scratch, struct subject_place *place)
{
	if (!scratch || !place)
		return false;

	scratch->subject = SUBJECT_ADDRESS;
	if (place->address >= 0) {
		const void *argument = (const void *)scratch->arguments[place->address & 7];
		if (argument) /* sendto on a connected socket has none */
			return read_argument(scratch, argument);
	}
	if (place->descriptor[0] < 0)
		return false;
	return read_peer(scratch, file_of(scratch->arguments[place->descriptor[0] & 7]));
}
