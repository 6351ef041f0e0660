/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* What a packet's headers say. */
#pragma once

#include "addresses.h"
#include "kernel.h"
#include <bpf/bpf_endian.h>
#include <linux/in.h>

#define IPPROTO_ICMPV6 58

/* Headers between those of IPv6 and TCP, UDP or ICMP. */
#define IPV6_HOP_BY_HOP	 0
#define IPV6_ROUTING	 43
#define IPV6_FRAGMENT	 44
#define IPV6_DESTINATION 60
#define IPV6_EXTENSIONS	 4 /* more than that nobody sends */

#define IP_OFFSET    0x1fff
#define IP_FRAGMENTS 0x2000 /* more of them to come */

struct packet {
	__u8 source[16]; /* IPv4 as ::ffff:a.b.c.d */
	__u8 destination[16];
	__u16 source_port; /* 0 for a protocol that has none, as nobody listens on it */
	__u16 destination_port;
	__u32 interface;
	__u32 transport; /* where its header is, from that of IP on */
	__u32 payload;	 /* and where that ends */
	__u32 length;	 /* of what follows */
	__u8 place;
	__u8 is_v6;
	__u8 protocol;
	__u8 is_fragmented;
};

/* Bytes from the IP header on; of an sk_buff as a traffic-control program sees it, or of the kernel's own. */
static __always_inline long load(void *from, bool in_kernel, __u32 offset, void *to, __u32 size)
{
	return in_kernel ? bpf_probe_read_kernel(to, size, from + offset)
			 : bpf_skb_load_bytes_relative(from, offset, to, size, BPF_HDR_START_NET);
}

/* The length from the IP header on, 0 for what is no first fragment of a packet. */
static __always_inline __u32 read_v4(struct packet *packet, const __u8 *header)
{
	__u16 fragment = header[6] << 8 | header[7];
	if (fragment & IP_OFFSET)
		return 0;
	packet->is_fragmented = !!(fragment & IP_FRAGMENTS);
	packet->transport = (header[0] & 15) * 4;
	packet->protocol = header[9];
	write_v4(packet->source, header + 12);
	write_v4(packet->destination, header + 16);
	return header[2] << 8 | header[3];
}

static __always_inline __u32 read_v6(struct packet *packet, const __u8 *header, void *from, bool in_kernel)
{
	packet->is_v6 = 1;
	packet->transport = 40;
	packet->protocol = header[6];
	__builtin_memcpy(packet->source, header + 8, 16);
	__builtin_memcpy(packet->destination, header + 24, 16);

	for (int i = 0; i < IPV6_EXTENSIONS; i++) {
		__u8 extension[8];
		__u8 kind = packet->protocol;
		if (kind != IPV6_HOP_BY_HOP && kind != IPV6_ROUTING && kind != IPV6_FRAGMENT &&
		    kind != IPV6_DESTINATION)
			break;
		if (load(from, in_kernel, packet->transport, extension, sizeof(extension)))
			return 0;
		if (kind == IPV6_FRAGMENT) {
			if (extension[2] || extension[3] & ~7)
				return 0;
			packet->is_fragmented = 1;
		}
		packet->protocol = extension[0];
		packet->transport += kind == IPV6_FRAGMENT ? 8 : 8 + extension[1] * 8;
	}
	if (packet->protocol == IPPROTO_ICMPV6)
		packet->protocol = IPPROTO_ICMP;
	return 40 + (header[4] << 8 | header[5]);
}

/*
 * False for what is no IP packet, and for all fragments of one but the first: that has the ports, and without
 * it the rest is worth nothing.
 */
static __always_inline bool read_packet(struct packet *packet, void *from, bool in_kernel)
{
	__u8 header[40] = {};
	if (load(from, in_kernel, 0, header, 20))
		return false;

	__u32 total;
	if (header[0] >> 4 == 4) {
		total = read_v4(packet, header);
	} else if (header[0] >> 4 == 6) {
		if (load(from, in_kernel, 20, header + 20, 20))
			return false;
		total = read_v6(packet, header, from, in_kernel);
	} else {
		return false;
	}
	if (!total)
		return false;

	__u8 transport[14] = {};
	__u32 size = 8; /* of ICMP's header, and of UDP's */
	if (packet->protocol == IPPROTO_TCP) {
		if (load(from, in_kernel, packet->transport, transport, sizeof(transport)))
			return false;
		size = (transport[12] >> 4) * 4;
	} else if (packet->protocol == IPPROTO_UDP) {
		if (load(from, in_kernel, packet->transport, transport, 8))
			return false;
	} else if (packet->protocol != IPPROTO_ICMP) {
		size = 0;
	}
	if (packet->protocol == IPPROTO_TCP || packet->protocol == IPPROTO_UDP) {
		packet->source_port = transport[0] << 8 | transport[1];
		packet->destination_port = transport[2] << 8 | transport[3];
	}
	packet->payload = packet->transport + size;
	packet->length = total > packet->payload ? total - packet->payload : 0;
	return true;
}
