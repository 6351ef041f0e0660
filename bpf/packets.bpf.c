// SPDX-License-Identifier: MIT OR GPL-2.0
/* The programs at the interfaces: find the socket that a packet belongs to, and do to it what was decided. */
#include "damage.h"
#include "maps.h"
#include "packets.h"
#include "reset.h"
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/pkt_cls.h>

#define SOCK_RAW 3

/* A negative number is none of a program's verdicts: on to the next program, as if this one were not there.
 */
#define NEXT TC_ACT_UNSPEC

/*
 * A packet sent to an interface that does not exist is lost, and its sender is told that it went. The verdict
 * TC_ACT_STOLEN would be the word for it, but programs attached by link (TCX) have no such verdict.
 */
#define NO_INTERFACE 0x7fffffff

static __always_inline int carry_out(struct __sk_buff *buffer, struct packet *packet, int judged)
{
	switch (judged & ~FIX_CHECKSUM) {
	case ACTION_DROP:
		return bpf_redirect(NO_INTERFACE, 0);
	case ACTION_REFUSE:
		return TC_ACT_SHOT;
	case ACTION_RESET:
		return reset(buffer, packet) ? NEXT : bpf_redirect(NO_INTERFACE, 0);
	case ACTION_CORRUPT:
		damage(buffer, packet, judged & FIX_CHECKSUM);
		return NEXT;
	case ACTION_DUPLICATE:
		duplicate(buffer, packet);
		return NEXT;
	default:
		return NEXT;
	}
}

/*
 * What a tunnel has wrapped, and a packet with a VLAN's tag, belongs to its socket still, but has been judged
 * on the interface of the tunnel or VLAN, as what it was.
 */
static __always_inline bool is_own(struct packet *packet, struct bpf_sock *socket)
{
	if (socket->type == SOCK_RAW)
		return true;
	if (packet->protocol == IPPROTO_TCP || packet->protocol == IPPROTO_UDP)
		return packet->protocol == socket->protocol && packet->source_port == socket->src_port;
	return packet->protocol == socket->protocol ||
	       (packet->protocol == IPPROTO_ICMP && socket->protocol == IPPROTO_ICMPV6);
}

SEC("?tc")
int packets_leaving(struct __sk_buff *buffer)
{
	struct bpf_sock *any = buffer->sk;
	if (!any)
		return NEXT;

	/* A connection that is still being made has no socket of its own: that which listens stands for it.
	 */
	struct bpf_sock *socket = bpf_sk_fullsock(any);
	if (!socket)
		socket = bpf_get_listener_sock(any);
	if (!socket)
		return NEXT;
	struct socket_owner *owner = bpf_sk_storage_get(&sockets, socket, 0, 0);
	if (!owner)
		return NEXT;

	if (buffer->vlan_present || buffer->protocol == bpf_htons(ETH_P_8021Q))
		return NEXT;
	struct packet packet = {.place = PLACE_LEAVING, .interface = buffer->ifindex};
	if (!read_packet(&packet, buffer, false) || !is_own(&packet, socket))
		return NEXT;
	return carry_out(buffer, &packet, judge_packet(&packet, owner));
}

static __always_inline struct bpf_sock *find_socket(struct __sk_buff *buffer, struct packet *packet)
{
	struct bpf_sock_tuple tuple = {};
	__u32 size;
	if (packet->is_v6) {
		size = sizeof(tuple.ipv6);
		__builtin_memcpy(tuple.ipv6.saddr, packet->source, 16);
		__builtin_memcpy(tuple.ipv6.daddr, packet->destination, 16);
		tuple.ipv6.sport = bpf_htons(packet->source_port);
		tuple.ipv6.dport = bpf_htons(packet->destination_port);
	} else {
		size = sizeof(tuple.ipv4);
		__builtin_memcpy(&tuple.ipv4.saddr, packet->source + 12, 4);
		__builtin_memcpy(&tuple.ipv4.daddr, packet->destination + 12, 4);
		tuple.ipv4.sport = bpf_htons(packet->source_port);
		tuple.ipv4.dport = bpf_htons(packet->destination_port);
	}
	if (packet->protocol == IPPROTO_TCP)
		return bpf_sk_lookup_tcp(buffer, &tuple, size, BPF_F_CURRENT_NETNS, 0);
	if (packet->protocol == IPPROTO_UDP)
		return bpf_sk_lookup_udp(buffer, &tuple, size, BPF_F_CURRENT_NETNS, 0);
	return NULL;
}

/*
 * Whether a packet that came in is this machine's own: not one that a bridge shows it, nor one that it routes
 * for others, which may well go to a port that a member listens on at every address here.
 */
static __always_inline bool is_for_this_host(struct __sk_buff *buffer, struct packet *packet)
{
	if (buffer->pkt_type == PACKET_OTHERHOST)
		return false;

	struct bpf_fib_lookup route = {.ifindex = buffer->ifindex};
	if (packet->is_v6) {
		route.family = AF_INET6;
		__builtin_memcpy(route.ipv6_src, packet->source, 16);
		__builtin_memcpy(route.ipv6_dst, packet->destination, 16);
	} else {
		route.family = AF_INET;
		__builtin_memcpy(&route.ipv4_src, packet->source + 12, 4);
		__builtin_memcpy(&route.ipv4_dst, packet->destination + 12, 4);
	}
	long way = bpf_fib_lookup(buffer, &route, sizeof(route), 0);
	return way < 0 || way == BPF_FIB_LKUP_RET_NOT_FWDED || way == BPF_FIB_LKUP_RET_FWD_DISABLED;
}

/* Attached only while some rule needs it: it has to look for the socket of every packet. */
SEC("?tc")
int packets_arriving(struct __sk_buff *buffer)
{
	if (buffer->vlan_present)
		return NEXT;
	struct packet packet = {.place = PLACE_ARRIVING, .interface = buffer->ifindex};
	if (!read_packet(&packet, buffer, false) || is_duplicate(&packet, buffer))
		return NEXT;

	struct bpf_sock *socket = find_socket(buffer, &packet);
	if (!socket)
		return NEXT;
	struct socket_owner *owner = bpf_sk_storage_get(&sockets, socket, 0, 0);
	int judged = owner && is_for_this_host(buffer, &packet) ? judge_packet(&packet, owner) : ACTION_PASS;
	bpf_sk_release(socket);
	return carry_out(buffer, &packet, judged);
}

/*
 * For kernels without TCX, whose filters outlive their maker: this one only calls into an array that the test
 * process holds. When that process is gone, however it went, the array is empty and the filter does nothing.
 */
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} packet_programs SEC(".maps");

SEC("?tc")
int mb_leaving(struct __sk_buff *buffer)
{
	bpf_tail_call(buffer, &packet_programs, PLACE_LEAVING);
	return NEXT;
}

SEC("?tc")
int mb_arriving(struct __sk_buff *buffer)
{
	bpf_tail_call(buffer, &packet_programs, PLACE_ARRIVING);
	return NEXT;
}
