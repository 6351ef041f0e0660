/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* Packets that arrive damaged, or twice. */
#pragma once

#include "maps.h"
#include "packet.h"
#include "place.h"

static __always_inline __u32 checksum_at(struct packet *packet)
{
	return packet->protocol == IPPROTO_TCP ? 16 : packet->protocol == IPPROTO_UDP ? 6 : 2;
}

/*
 * Turns over the bits of one byte in the middle of the payload. Its checksum then does not fit, but where a
 * packet never leaves the machine nobody looks: the kernel would have left the sum to the network card. So
 * the header of IP is damaged too, which every receiver checks: IPv4's own checksum, or the length in IPv6's.
 */
static __always_inline void damage(struct __sk_buff *buffer, struct packet *packet, bool fix_checksum)
{
	__u32 start = ip_header_at(buffer);
	/* An even distance from the transport header, so that the byte is the upper half of a word of the
	 * sum. */
	__u32 at = start + packet->payload + ((packet->length / 2) & ~1u);
	__u8 byte;
	if (bpf_skb_load_bytes(buffer, at, &byte, 1))
		return;

	__u8 flipped = ~byte;
	bpf_skb_store_bytes(buffer, at, &flipped, 1, BPF_F_RECOMPUTE_CSUM);
	if (fix_checksum) {
		bpf_l4_csum_replace(buffer, start + packet->transport + checksum_at(packet),
				    bpf_htons(byte << 8), bpf_htons(flipped << 8), 2 | BPF_F_MARK_MANGLED_0);
		return;
	}

	__u16 word;
	__u32 place = start + (packet->is_v6 ? 4 : 10);
	if (bpf_skb_load_bytes(buffer, place, &word, sizeof(word)))
		return;
	word = packet->is_v6 ? bpf_htons(bpf_ntohs(word) + 1) : ~word;
	bpf_skb_store_bytes(buffer, place, &word, sizeof(word), 0);
}

/* Second copies of arriving packets, which will come by once more and are to be let through. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, MAX_DUPLICATES);
	__type(key, struct packet_identity);
	__type(value, __u8);
} duplicates SEC(".maps");

static __always_inline bool is_duplicate(struct packet *packet, struct __sk_buff *buffer)
{
	struct packet_identity identity;
	return identify(&identity, buffer, packet) && !bpf_map_delete_elem(&duplicates, &identity);
}

/* A copy that leaves has no socket, and so is not judged again. */
static __always_inline void duplicate(struct __sk_buff *buffer, struct packet *packet)
{
	if (packet->place == PLACE_LEAVING) {
		bpf_clone_redirect(buffer, buffer->ifindex, 0);
		return;
	}

	struct packet_identity identity;
	__u8 one = 1;
	if (identify(&identity, buffer, packet) &&
	    !bpf_map_update_elem(&duplicates, &identity, &one, BPF_ANY))
		bpf_clone_redirect(buffer, buffer->ifindex, way_in(buffer));
}
