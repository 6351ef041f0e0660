// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * Loses packets that have come all the way to the socket they are for: whatever interface they came through,
 * and put together again if they came in fragments. The kernel asks security_sock_rcv_skb about each, before
 * the protocol has seen it; its sender learns nothing.
 *
 * Two programs on that function, for the one that can refuse may not look at the socket's storage.
 */
#include "maps.h"
#include "packets.h"

#define EPERM 1

/* The packet that the first program found is to be lost. Both run on one processor, without a pause. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} lost_packet SEC(".maps");

SEC("?fentry/security_sock_rcv_skb")
int BPF_PROG(judge_received, struct sock *sock, struct sk_buff *buffer)
{
	struct socket_owner *owner = bpf_sk_storage_get(&sockets, sock, 0, 0);
	if (!owner)
		return 0;

	struct packet packet = {.place = PLACE_RECEIVED};
	if (!read_packet(&packet, buffer->head + buffer->network_header, true))
		return 0;
	struct net_device *device = buffer->dev;
	packet.interface = device ? device->ifindex : 0;
	if (judge_packet(&packet, owner) == ACTION_PASS)
		return 0;

	__u32 zero = 0;
	__u64 *lost = bpf_map_lookup_elem(&lost_packet, &zero);
	if (lost)
		*lost = (__u64)buffer;
	return 0;
}

SEC("?fmod_ret/security_sock_rcv_skb")
int BPF_PROG(lose_received, struct sock *sock, struct sk_buff *buffer)
{
	__u32 zero = 0;
	__u64 *lost = bpf_map_lookup_elem(&lost_packet, &zero);
	if (!lost || *lost != (__u64)buffer)
		return 0;
	*lost = 0;
	return -EPERM;
}
