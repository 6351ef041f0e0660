// SPDX-License-Identifier: MIT OR GPL-2.0
/* Decides what happens to a packet, as gate.bpf.c decides about calls. */
#include "addresses.h"
#include "events.h"
#include "packets.h"
#include "schedule.h"

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

static __always_inline void report_packet(__u32 kind, struct scope *scope, struct rule *rule,
					  struct rule_counters *count, __u64 n, __u32 action,
					  struct packet *packet, struct socket_owner *owner)
{
	struct event *event = new_event(kind, scope, &owner->who);
	if (!event) {
		__sync_fetch_and_add(&count->lost, 1);
		return;
	}

	event->n = n;
	event->returned = action;
	event->failure = rule->failure;

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

__noinline int judge_by_rule(__u32 number, struct packet *packet, struct socket_owner *owner,
			     struct scope *scope)
{
	struct rule *rule = bpf_map_lookup_elem(&rules, &number);
	struct rule_counters *count = bpf_map_lookup_elem(&counters, &number);
	struct packet_filter *filter = bpf_map_lookup_elem(&packet_filters, &number);
	if (!rule || !count || !filter || !packet || !owner || !scope)
		return ACTION_PASS;
	if (rule->scope != scope->chain.scopes[0] || !means(rule, number, &owner->member, false))
		return ACTION_PASS;

	__u32 action = filter->action;
	__sync_fetch_and_add(&count->called, 1);
	if (!is_asked_for(filter, packet)) {
		if (__sync_fetch_and_add(&count->filtered, 1) < NEAR_MISSES)
			report_packet(EVENT_NEAR_MISS, scope, rule, count, 0, action, packet, owner);
		return ACTION_PASS;
	}

	__u64 n, ordinal;
	if (!is_due(rule, count, start_of(&owner->member, scope), &n, &ordinal))
		return ACTION_PASS;

	report_packet(EVENT_INJECTED, scope, rule, count, n, action, packet, owner);
	return action | (filter->fix_checksum ? FIX_CHECKSUM : 0);
}

__noinline int judge_in_scope(__u32 number, struct packet *packet, struct socket_owner *owner)
{
	struct scope *scope = packet && owner ? enter_scope(number) : NULL;
	if (!scope)
		return ACTION_PASS;

	int judged = ACTION_PASS;
	struct call_key key = {.scope = number, .place = packet->place};
	struct rule_list *list = bpf_map_lookup_elem(&rule_lists, &key);
	for (__u32 i = 0; list && i < MAX_RULES_PER_CALL && i < list->count && judged == ACTION_PASS; i++)
		judged = judge_by_rule(list->rules[i], packet, owner, scope);
	leave_scope(scope);
	return judged;
}

/* Rules are tried in the order of the config, innermost scope first; the first that chooses the packet
 * decides. */
__noinline int judge_packet(struct packet *packet, struct socket_owner *owner)
{
	if (!packet || !owner)
		return ACTION_PASS;

	struct scope_chain *chain = chain_of(&owner->member);
	for (int i = 0; i < MAX_SCOPE_DEPTH && chain->scopes[i]; i++) {
		int judged = judge_in_scope(chain->scopes[i], packet, owner);
		if (judged)
			return judged;
	}
	return ACTION_PASS;
}
