// SPDX-License-Identifier: MIT OR GPL-2.0
/* Decides what happens to a packet, as gate.bpf.c decides about calls. */
#include "addresses.h"
#include "packets.h"
#include "schedule.h"

static __always_inline bool has_port(struct port_list *list, __u16 port)
{
	if (!list->count)
		return true;
	bool found = false;
	for (__u32 i = 0; i < MAX_PORTS && i < list->count; i++)
		found |= port && port >= list->items[i].first && port <= list->items[i].last;
	return found;
}

static __always_inline bool has_address(struct network_list *list, __u8 *address)
{
	if (!list->count)
		return true;
	for (__u32 i = 0; i < MAX_ADDRESSES && i < list->count; i++) {
		if (is_in(&list->items[i], address))
			return true;
	}
	return false;
}

static __always_inline bool has_interface(struct packet_filter *filter, __u32 interface)
{
	bool found = !filter->is_narrowed;
	for (__u32 i = 0; i < MAX_INTERFACES; i++)
		found |= filter->interfaces[i] == interface;
	return found;
}

/* A function of its own, so that the verifier looks at it once by itself. */
__noinline int is_asked_for(struct packet_filter *filter, struct packet *packet)
{
	if (!filter || !packet)
		return false;
	if (filter->protocol && filter->protocol != packet->protocol)
		return false;
	if (filter->action == ACTION_RESET && packet->protocol != IPPROTO_TCP)
		return false;
	if (filter->action == ACTION_CORRUPT && !packet->length)
		return false;
	if (filter->action == ACTION_DUPLICATE && packet->is_fragmented)
		return false;
	if (packet->length < filter->min_length || !has_interface(filter, packet->interface))
		return false;
	return has_port(&filter->source_ports, packet->source_port) &&
	       has_port(&filter->destination_ports, packet->destination_port) &&
	       has_address(&filter->source_addresses, packet->source) &&
	       has_address(&filter->destination_addresses, packet->destination);
}

static __always_inline void tell(__u32 kind, struct rule *rule, struct rule_counters *count, __u64 n,
				 __u32 action, struct packet *packet, struct socket_owner *owner)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		__sync_fetch_and_add(&count->lost, 1);
		return;
	}

	event->time_ns = bpf_ktime_get_ns();
	event->n = n;
	event->returned = action;
	event->kind = kind;
	event->scope = rule->scope;
	event->failure = rule->failure;
	event->syscall = 0;
	event->process = owner->process;
	event->thread = owner->thread;
	event->unused = 0;
	__builtin_memcpy(event->name, owner->name, sizeof(event->name));

	bool leaves = packet->place == PLACE_LEAVING;
	struct packet_subject subject = {
	    .port = leaves ? packet->destination_port : packet->source_port,
	    .local_port = leaves ? packet->source_port : packet->destination_port,
	    .protocol = packet->protocol,
	    .place = packet->place,
	    .length = packet->length,
	};
	__builtin_memcpy(subject.address, leaves ? packet->destination : packet->source,
			 sizeof(subject.address));
	event->subject_size = sizeof(subject);
	__builtin_memcpy(event->subject, &subject, sizeof(subject));
	bpf_ringbuf_submit(event, 0);
}

__noinline int judge_by_rule(__u32 number, struct packet *packet, struct socket_owner *owner, __u32 scope)
{
	struct rule *rule = bpf_map_lookup_elem(&rules, &number);
	struct rule_counters *count = bpf_map_lookup_elem(&counters, &number);
	struct packet_filter *filter = bpf_map_lookup_elem(&packet_filters, &number);
	if (!rule || !count || !filter || !packet || !owner)
		return ACTION_PASS;
	if (rule->scope != scope || !means(rule, number, &owner->member))
		return ACTION_PASS;

	__u32 action = filter->action;
	__sync_fetch_and_add(&count->called, 1);
	if (!is_asked_for(filter, packet)) {
		if (__sync_fetch_and_add(&count->filtered, 1) < NEAR_MISSES)
			tell(EVENT_NEAR_MISS, rule, count, 0, action, packet, owner);
		return ACTION_PASS;
	}

	__u64 started_ns = owner->member.started_ns;
	if (owner->member.is_host) {
		struct scope *of = bpf_map_lookup_elem(&scopes, &scope);
		started_ns = of ? of->opened_ns : 0;
	}
	if (bpf_ktime_get_ns() - started_ns < rule->delay_ns) {
		__sync_fetch_and_add(&count->delayed, 1);
		return ACTION_PASS;
	}

	__u64 ordinal;
	__u64 n = __sync_fetch_and_add(&count->matched, 1);
	if (!is_chosen(rule, count, n, &ordinal))
		return ACTION_PASS;

	tell(EVENT_INJECTED, rule, count, n, action, packet, owner);
	return action | (filter->fix_checksum ? FIX_CHECKSUM : 0);
}

__noinline int judge_in_scope(__u32 scope, struct packet *packet, struct socket_owner *owner)
{
	if (!packet || !owner)
		return ACTION_PASS;

	struct call_key key = {.scope = scope, .syscall = packet->place};
	struct rule_list *list = bpf_map_lookup_elem(&rule_lists, &key);
	if (!list)
		return ACTION_PASS;

	for (__u32 i = 0; i < MAX_RULES_PER_CALL && i < list->count; i++) {
		int judged = judge_by_rule(list->rules[i], packet, owner, scope);
		if (judged)
			return judged;
	}
	return ACTION_PASS;
}

/* Rules are tried in the order of the config, innermost scope first; the first that chooses the packet
 * decides. */
__noinline int judge_packet(struct packet *packet, struct socket_owner *owner)
{
	if (!packet || !owner)
		return ACTION_PASS;

	for (int i = 0; i < MAX_SCOPE_DEPTH && owner->member.scopes[i]; i++) {
		int judged = judge_in_scope(owner->member.scopes[i], packet, owner);
		if (judged)
			return judged;
	}
	return ACTION_PASS;
}
