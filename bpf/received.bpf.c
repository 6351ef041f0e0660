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

/* A packet, and the socket that it is for. */
struct delivery {
	__u64 socket, buffer;
};

/*
 * The delivery that the first program found is to be lost; it runs right before the second, on the same
 * processor. Where another's program on this function has refused the packet already, the second does not run
 * and the note stays: so each call begins by tearing up what it finds.
 */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct delivery);
} lost_delivery SEC(".maps");

SEC("?fentry/security_sock_rcv_skb")
int BPF_PROG(judge_received, struct sock *sock, struct sk_buff *buffer)
{
	__u32 zero = 0;
	struct delivery *lost = bpf_map_lookup_elem(&lost_delivery, &zero);
	struct socket_owner *owner = bpf_sk_storage_get(&sockets, sock, 0, 0);
	if (lost)
		lost->buffer = 0;
	if (!owner || !lost)
		return 0;

	struct packet packet = {.place = PLACE_RECEIVED};
	if (!read_packet(&packet, buffer->head + buffer->network_header, true))
		return 0;
	struct net_device *device = buffer->dev;
	packet.interface = device ? device->ifindex : 0;
	if (judge_packet(&packet, owner) == ACTION_PASS)
		return 0;

	lost->socket = (__u64)sock;
	lost->buffer = (__u64)buffer;
	return 0;
}

SEC("?fmod_ret/security_sock_rcv_skb")
int BPF_PROG(lose_received, struct sock *sock, struct sk_buff *buffer)
{
	__u32 zero = 0;
	struct delivery *lost = bpf_map_lookup_elem(&lost_delivery, &zero);
	if (!lost || lost->buffer != (__u64)buffer || lost->socket != (__u64)sock)
		return 0;
	lost->buffer = 0;
	return -EPERM;
}
