/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* A TCP connection that breaks: both ends get a RST, as if it came from the other. */
#pragma once

#include "place.h"
#include "shared.h"

#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04
#define TCP_ACK 0x10

struct tcp_header {
	__be16 source, destination;
	__be32 seq, ack;
	__u8 offset, flags;
	__be16 window, checksum, urgent;
};

static __always_inline __u16 fold(__u64 sum)
{
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

/*
 * What leaves gets its checksum later, by the network card or the kernel in its place, and until then only
 * the sum of what is not in the TCP header. What arrives has it.
 */
static __always_inline void sum_up(struct tcp_header *header, struct packet *packet)
{
	struct {
		__u8 addresses[32];
		__be32 length, protocol;
	} pseudo = {.length = bpf_htonl(sizeof(*header)), .protocol = bpf_htonl(IPPROTO_TCP)};
	/* An IPv4 address written as IPv6's adds 0xffff, which in this arithmetic is nothing. */
	__builtin_memcpy(pseudo.addresses, packet->source, 16);
	__builtin_memcpy(pseudo.addresses + 16, packet->destination, 16);

	header->checksum = 0;
	__s64 sum = bpf_csum_diff(NULL, 0, (void *)&pseudo, sizeof(pseudo), 0);
	if (packet->place == PLACE_LEAVING) {
		header->checksum = fold(sum);
		return;
	}
	header->checksum = ~fold(bpf_csum_diff(NULL, 0, (void *)header, sizeof(*header), sum));
}

/* Turns the frame round: to whom it was from. */
static __always_inline void turn(struct __sk_buff *buffer, struct packet *packet, __u32 start)
{
	__u8 there[16], here[16];
	__u32 addresses = start + (packet->is_v6 ? 8 : 12), size = packet->is_v6 ? 16 : 4;
	if (size == 16) {
		bpf_skb_load_bytes(buffer, addresses, there, 16);
		bpf_skb_load_bytes(buffer, addresses + 16, here, 16);
		bpf_skb_store_bytes(buffer, addresses, here, 16, BPF_F_RECOMPUTE_CSUM);
		bpf_skb_store_bytes(buffer, addresses + 16, there, 16, BPF_F_RECOMPUTE_CSUM);
	} else {
		bpf_skb_load_bytes(buffer, addresses, there, 4);
		bpf_skb_load_bytes(buffer, addresses + 4, here, 4);
		bpf_skb_store_bytes(buffer, addresses, here, 4, BPF_F_RECOMPUTE_CSUM);
		bpf_skb_store_bytes(buffer, addresses + 4, there, 4, BPF_F_RECOMPUTE_CSUM);
	}
	if (start < ETH_HLEN)
		return;
	bpf_skb_load_bytes(buffer, 0, there, ETH_ALEN);
	bpf_skb_load_bytes(buffer, ETH_ALEN, here, ETH_ALEN);
	bpf_skb_store_bytes(buffer, 0, here, ETH_ALEN, 0);
	bpf_skb_store_bytes(buffer, ETH_ALEN, there, ETH_ALEN, 0);
}

/* Cuts off what follows a TCP header without options. */
static __always_inline bool cut(struct __sk_buff *buffer, struct packet *packet, __u32 start)
{
	__u32 length = packet->transport + sizeof(struct tcp_header);
	if (bpf_skb_change_tail(buffer, start + length, 0))
		return false;

	__be16 old, new = bpf_htons(packet->is_v6 ? length - 40 : length);
	__u32 place = start + (packet->is_v6 ? 4 : 2);
	if (bpf_skb_load_bytes(buffer, place, &old, sizeof(old)))
		return false;
	bpf_skb_store_bytes(buffer, place, &new, sizeof(new), BPF_F_RECOMPUTE_CSUM);
	if (!packet->is_v6)
		bpf_l3_csum_replace(buffer, start + 10, old, new, sizeof(new));
	return true;
}

/*
 * Makes of the packet a RST for the end that it was going to, and of a copy one for the end that it came
 * from. Each has the number that its receiver waits for next, for others a receiver does not believe. True if
 * there is something to go on its way: nobody answers a SYN with a RST of his own making to him who listens.
 */
static __always_inline bool reset(struct __sk_buff *buffer, struct packet *packet)
{
	__u32 start = ip_header_at(buffer);
	struct tcp_header was;
	if (bpf_skb_load_bytes(buffer, start + packet->transport, &was, sizeof(was)) ||
	    !cut(buffer, packet, start))
		return false;

	__u32 taken = packet->length + !!(was.flags & TCP_SYN) + !!(was.flags & TCP_FIN);
	struct tcp_header back = {
	    .source = was.destination,
	    .destination = was.source,
	    .seq = was.flags & TCP_ACK ? was.ack : 0,
	    .ack = bpf_htonl(bpf_ntohl(was.seq) + taken),
	    .offset = sizeof(back) / 4 << 4,
	    .flags = TCP_RST | TCP_ACK,
	};
	sum_up(&back, packet);
	turn(buffer, packet, start);
	bpf_skb_store_bytes(buffer, start + packet->transport, &back, sizeof(back), BPF_F_RECOMPUTE_CSUM);

	bpf_clone_redirect(buffer, buffer->ifindex, packet->place == PLACE_LEAVING ? way_in(buffer) : 0);

	struct tcp_header on = was;
	on.offset = sizeof(on) / 4 << 4;
	on.flags = TCP_RST | (was.flags & TCP_ACK);
	on.window = on.urgent = 0;
	sum_up(&on, packet);
	turn(buffer, packet, start);
	bpf_skb_store_bytes(buffer, start + packet->transport, &on, sizeof(on), BPF_F_RECOMPUTE_CSUM);
	return was.flags & TCP_ACK;
}
