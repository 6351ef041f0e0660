/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* Who is a member, and of which scopes. */
#pragma once

#include "maps.h"

/*
 * Membership is the process's, so it is looked up on the leader: a thread that was there before its process
 * joined is a member as much as one that came later.
 */
static __always_inline struct member *member_of(struct task_struct *task)
{
	return bpf_task_storage_get(&members, task->group_leader, 0, 0);
}

/* The word in which the library keeps what the current thread of the test process works for; 0 if it never
 * told. */
static __always_inline __u64 flow_word(void)
{
	__u32 *slot = bpf_task_storage_get(&threads, bpf_get_current_task_btf(), 0, 0);
	if (!slot)
		return 0;

	__u64 *word = bpf_map_lookup_elem(&flows, slot);
	return word ? *word : 0;
}

static __always_inline struct scope *scope_of_flow(__u64 word)
{
	__u32 number = word;
	return number ? bpf_map_lookup_elem(&scopes, &number) : NULL;
}
