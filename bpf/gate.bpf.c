// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * The gate: decides whether the call that the current thread is in fails. The library opens this object once
 * for each kernel function that it puts a gate on, with the maps shared, and loads one of the programs at the
 * end.
 */
#include "arch.h"
#include "membership.h"

/* This gate's number. A call passes several (open: its own door, then security_file_open); a rule is bound to
 * one. */
const volatile __u32 gate = 0;

/* The call in question, and what it gets if it fails. */
struct call {
	__u32 scope;
	__u32 syscall;
	__u64 started_ns; /* of the process; for the test process, when the scope was opened */
	long returned;
};

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

static __always_inline bool means(struct rule *rule, __u32 number, struct member *member)
{
	if (member->is_host)
		return rule->whom & RULE_SELF;
	return (rule->whom & RULE_ANY_MEMBER) || ((rule->whom & RULE_NAMED) && has_target(number, member));
}

static __always_inline bool fails_now(struct rule *rule, struct rule_counters *count, __u64 started_ns)
{
	if (bpf_ktime_get_ns() - started_ns < rule->delay_ns) {
		__sync_fetch_and_add(&count->delayed, 1);
		return false;
	}

	__u64 n = __sync_fetch_and_add(&count->matched, 1);
	if ((random_number(rule->seed, n) >> 32) >= rule->rate)
		return false;

	__sync_fetch_and_add(&count->injected, 1);
	return true;
}

/*
 * These two are functions of their own, and not static, so that the verifier looks at each once by itself:
 * rules in scopes in one another would be more paths than it can walk in decent time.
 */
__noinline int fails_by_rule(__u32 number, struct call *call, struct member *member)
{
	struct rule *rule = bpf_map_lookup_elem(&rules, &number);
	struct rule_counters *count = bpf_map_lookup_elem(&counters, &number);
	if (!rule || !count || !call || !member)
		return false;
	if (rule->scope != call->scope || !means(rule, number, member))
		return false;

	call->returned = rule->returned;
	return fails_now(rule, count, call->started_ns);
}

/* Rules are tried in the order of the config; the first that fails the call decides. */
__noinline int fails_in_scope(struct call *call, struct member *member)
{
	if (!call || !member)
		return false;

	struct call_key key = {.scope = call->scope, .gate = gate, .syscall = call->syscall};
	struct rule_list *list = bpf_map_lookup_elem(&rule_lists, &key);
	if (!list)
		return false;

	for (__u32 i = 0; i < MAX_RULES_PER_CALL && i < list->count; i++) {
		if (fails_by_rule(list->rules[i], call, member))
			return true;
	}
	return false;
}

/* Whether the current call fails; `call` then says with what. */
static __always_inline bool judge(struct call *call)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct member *member = member_of(task);
	if (!member || !(member->is_host || member->started_ns))
		return false;

	/* io_uring's workers and 32-bit calls: what stands in the registers is not one of our numbers. */
	if ((task->flags & (PF_KTHREAD | PF_IO_WORKER)) || is_compat_call(task))
		return false;

	__u32 *chain = member->scopes;
	call->started_ns = member->started_ns;
	if (member->is_host) {
		__u64 word = flow_word();
		struct scope *scope = scope_of_flow(word);
		if (!scope || (word & FLOW_SPARED))
			return false;
		chain = scope->scopes;
		call->started_ns = scope->opened_ns;
	}

	call->syscall = syscall_number((struct pt_regs *)bpf_task_pt_regs(task));
	for (int i = 0; i < MAX_SCOPE_DEPTH && chain[i]; i++) {
		call->scope = chain[i];
		if (fails_in_scope(call, member))
			return true;
	}
	return false;
}

/*
 * Returns long although hooks return int: __x64_sys_* returns long, and an int would reach user space
 * zero-extended, where 0xfffffffb passes for success. A return of zero means that the call goes on.
 */
SEC("?fmod_ret")
long gate_modify_return(void *ctx)
{
	struct call call = {};
	return judge(&call) ? call.returned : 0;
}

SEC("?kprobe")
int gate_override(void *ctx)
{
	struct call call = {};
	if (judge(&call))
		bpf_override_return(ctx, call.returned);
	return 0;
}
