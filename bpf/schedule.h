/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* Whom a rule means, and which of the calls or packets that match it are chosen. */
#pragma once

#include "membership.h"

/* SplitMix64: the n-th number of the sequence that belongs to a seed, by n alone. */
static __always_inline __u64 random_number(__u64 seed, __u64 n)
{
	__u64 z = seed + (n + 1) * 0x9e3779b97f4a7c15ULL;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

static __always_inline bool has_target(__u32 rule, struct member *member)
{
	for (int i = 0; i < NAMES; i++) {
		struct target_key key = {.rule = rule, .name = member->names[i]};
		if (key.name && bpf_map_lookup_elem(&targets, &key))
			return true;
	}
	return false;
}

static __always_inline bool means(struct rule *rule, __u32 number, struct member *member, bool is_wide)
{
	if (member->is_host)
		return rule->whom & (is_wide ? RULE_SELF_WIDE : RULE_SELF);
	return (rule->whom & RULE_ANY_MEMBER) || ((rule->whom & RULE_NAMED) && has_target(number, member));
}

/* Whether the schedule wants the n-th matching call to fail; `ordinal` then counts those. */
static __always_inline bool is_chosen(struct rule *rule, struct rule_counters *count, __u64 n, __u64 *ordinal)
{
	if (n < rule->skip)
		return false;
	if (rule->every > 1 && (n - rule->skip + 1) % rule->every)
		return false;
	if ((random_number(rule->seed, n) >> 32) >= rule->rate)
		return false;

	/*
	 * With chance in it, or a rate that was changed, who comes first is who was counted first. Without, n
	 * alone says which of the chosen this is: threads that overtake one another between the two counts
	 * must not make another call fail.
	 */
	*ordinal = __sync_fetch_and_add(&count->chosen, 1);
	if (rule->rate == RATE_ALWAYS)
		*ordinal = rule->every > 1 ? (n - rule->skip) / rule->every : n - rule->skip;
	return !rule->times || *ordinal < rule->times;
}

/* Counts a call or packet that a rule's filter lets through, and says whether it fails; which one it then is.
 */
static __always_inline bool is_due(struct rule *rule, struct rule_counters *count, __u64 started_ns, __u64 *n,
				   __u64 *ordinal)
{
	if (bpf_ktime_get_ns() - started_ns < rule->delay_ns) {
		__sync_fetch_and_add(&count->delayed, 1);
		return false;
	}
	*n = __sync_fetch_and_add(&count->matched, 1);
	return is_chosen(rule, count, *n, ordinal);
}
