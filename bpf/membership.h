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

static __always_inline struct scope_chain *chain_of(struct member *member)
{
	return member->turn & 1 ? &member->chains[1] : &member->chains[0];
}

/* A copy for another, of the one chain that holds: the second may be in the middle of a join. */
static __always_inline void copy_member(struct member *to, struct member *from)
{
	__builtin_memset(to, 0, sizeof(*to));
	to->started_ns = from->started_ns;
	to->chains[0] = *chain_of(from);
	__builtin_memcpy(to->names, from->names, sizeof(to->names));
	to->is_host = from->is_host;
}

/* The scope of that number, if it is open. It may close at any time, unless the caller is counted in. */
static __always_inline struct scope *find_scope(__u32 number)
{
	__u32 slot = number & (MAX_SCOPES - 1);
	struct scope *scope = number ? bpf_map_lookup_elem(&scopes, &slot) : NULL;
	return scope && *(volatile __u32 *)&scope->number == number ? scope : NULL;
}

static __always_inline void leave_scope(struct scope *scope)
{
	__sync_fetch_and_add(&scope->in_flight, -1);
}

/* The same, kept open until the caller leaves it. */
static __always_inline struct scope *enter_scope(__u32 number)
{
	struct scope *scope = find_scope(number);
	if (!scope)
		return NULL;
	__sync_fetch_and_add(&scope->in_flight, 1);
	if (*(volatile __u32 *)&scope->number == number)
		return scope;
	leave_scope(scope);
	return NULL;
}

/* When the member began, as far as a delay asks: the test process, with the scope. */
static __always_inline __u64 start_of(struct member *member, struct scope *scope)
{
	return member->is_host ? scope->opened_ns : member->started_ns;
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
