/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* Where a packet's headers are, and what tells it from others. */
#pragma once

#include "packet.h"
#include <linux/if_ether.h>

/*
 * Where the IP header begins: bytes are written by their distance from the start of the frame, and not every
 * interface has a link layer header.
 */
static __always_inline __u32 ip_header_at(struct __sk_buff *buffer)
{
	__u8 ip[20], here[20];
	bpf_skb_load_bytes_relative(buffer, 0, ip, sizeof(ip), BPF_HDR_START_NET);
	if (bpf_skb_load_bytes(buffer, ETH_HLEN, here, sizeof(here)))
		return 0;
	for (int i = 0; i < 20; i++) {
		if (ip[i] != here[i])
			return 0;
	}
	return ETH_HLEN;
}

#define LOOPBACK_INTERFACE 1 /* in every network namespace */

/*
 * The flag with which a copy comes in by the packet's interface. What comes in by the loopback interface came
 * out of it, with the route that it took; without one IPv4 takes it for a forgery.
 */
static __always_inline __u64 way_in(struct __sk_buff *buffer)
{
	return buffer->ifindex == LOOPBACK_INTERFACE ? 0 : BPF_F_INGRESS;
}

struct packet_identity {
	__u8 headers[40]; /* as much as fits of IP's, and from the transport header on */
	__u32 interface;
};

static __always_inline bool identify(struct packet_identity *identity, struct __sk_buff *buffer,
				     struct packet *packet)
{
	__builtin_memset(identity, 0, sizeof(*identity));
	identity->interface = buffer->ifindex;
	return !bpf_skb_load_bytes_relative(buffer, packet->is_v6 ? 20 : 0, identity->headers, 20,
					    BPF_HDR_START_NET) &&
	       !bpf_skb_load_bytes_relative(buffer, packet->transport, identity->headers + 20,
					    packet->protocol == IPPROTO_TCP ? 20 : 8, BPF_HDR_START_NET);
}
