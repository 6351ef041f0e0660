// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * The gate: decides whether the call that the current thread is in fails. The library opens this object once
 * for each kernel function that it puts a gate on, with the maps shared, and loads one of the programs at the
 * end.
 */
#include "arch.h"
#include "events.h"
#include "filter.h"
#include "schedule.h"

#define PAGE_SIZE 4096 /* the smallest there is: a larger page holds both */

/* Set before this object is loaded, and so constants to the verifier. */
const volatile struct gate_constants constants = {};

/* The call in question, and what it gets if it fails. */
struct call {
	__u32 scope;
	__u32 syscall;
	__u64 n; /* its number among those that match the rule */
	long returned;
	bool goes_on; /* a rule that returns nothing only tells of the call */
	bool is_wide; /* of a thread of the test process that works for no scope */
};

static __always_inline void report_call(__u32 kind, struct scope *scope, struct rule *rule,
					struct rule_counters *count, struct call *call,
					struct scratch *scratch)
{
	struct identity who = {};
	identify_task(&who, bpf_get_current_task_btf());
	struct event *event = new_event(kind, scope, &who);
	if (!event) {
		__sync_fetch_and_add(&count->lost, 1);
		return;
	}

	event->n = call->n;
	event->returned = call->returned;
	event->failure = rule->failure;
	event->syscall = call->syscall;
	if (scratch && scratch->subject == SUBJECT_PATH) {
		__u32 size = PATH_ROOM - scratch->start;
		if (size > SUBJECT_SIZE)
			size = SUBJECT_SIZE;
		event->subject_size = size;
		bpf_probe_read_kernel(event->subject, size,
				      &scratch->path[(PATH_ROOM - size) & (PATH_ROOM - 1)]);
	} else if (scratch && scratch->subject == SUBJECT_ADDRESS) {
		/* A path begins with a slash; this with a zero, then the port and the address. */
		event->subject_size = 4 + sizeof(scratch->address);
		event->subject[0] = event->subject[1] = 0;
		bpf_probe_read_kernel(event->subject + 2, sizeof(scratch->port), &scratch->port);
		bpf_probe_read_kernel(event->subject + 4, sizeof(scratch->address), scratch->address);
	}
	bpf_ringbuf_submit(event, 0);
}

/* The filter's working memory, with the arguments of the current call in it. */
static __always_inline struct scratch *new_scratch(void)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct scratch *scratch = bpf_task_storage_get(&scratches, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (scratch)
		read_arguments((struct pt_regs *)bpf_task_pt_regs(task), scratch->arguments);
	return scratch;
}

/*
 * These two are functions of their own, and not static, so that the verifier looks at each once by itself:
 * rules in scopes in one another would be more paths than it can walk in decent time.
 */
__noinline int fails_by_rule(__u32 number, struct call *call, struct member *member, struct scope *scope)
{
	struct rule *rule = bpf_map_lookup_elem(&rules, &number);
	struct rule_counters *count = bpf_map_lookup_elem(&counters, &number);
	if (!rule || !count || !call || !member || !scope)
		return false;
	if (rule->scope != call->scope || !means(rule, number, member, call->is_wide))
		return false;

	__sync_fetch_and_add(&count->called, 1);
	struct scratch *scratch = NULL;
	if (rule->filter) {
		scratch = new_scratch();
		int passed = scratch ? passes(scratch, rule) : UNREADABLE;
		if (passed <= 0) {
			if (passed < 0)
				__sync_fetch_and_add(&count->unreadable, 1);
			if (__sync_fetch_and_add(&count->filtered, 1) < NEAR_MISSES)
				report_call(EVENT_NEAR_MISS, scope, rule, count, call, scratch);
			return false;
		}
	}

	__u64 ordinal;
	if (!is_due(rule, count, start_of(member, scope), &call->n, &ordinal))
		return false;

	__u32 turn = rule->returned_count ? ordinal % rule->returned_count : 0;
	call->returned = rule->returned[turn & (MAX_RETURNED - 1)];
	call->goes_on = !rule->returned_count;
	report_call(EVENT_INJECTED, scope, rule, count, call, scratch);
	return true;
}

/* Rules are tried in the order of the config; the first that fails the call decides. */
__noinline int fails_in_scope(struct call *call, struct member *member)
{
	struct scope *scope = call && member ? enter_scope(call->scope) : NULL;
	if (!scope)
		return false;

	bool fails = false;
	struct call_key key = {.scope = call->scope, .gate = constants.gate, .syscall = call->syscall};
	struct rule_list *list = bpf_map_lookup_elem(&rule_lists, &key);
	for (__u32 i = 0; list && i < MAX_RULES_PER_CALL && i < list->count && !fails; i++)
		fails = fails_by_rule(list->rules[i], call, member, scope);
	leave_scope(scope);
	return fails;
}

/* The library's own threads are called so, and have no word that would spare them. */
static __always_inline bool is_of_library(void)
{
	__u64 name[2] = {};
	bpf_get_current_comm(name, sizeof(name));
	return name[0] == 0x69627265646e694dULL /* "Minderbi" */ &&
	       (name[1] & 0xffffffffffULL) == 0x207265646eULL /* "nder " */;
}

/* The scope that means the whole test process, for a thread that works for none. */
static __always_inline struct scope *find_wide_scope(void)
{
	__u32 zero = 0;
	struct host *self = bpf_map_lookup_elem(&host, &zero);
	__u32 number = self ? self->wide_scope : 0;
	return number && !is_of_library() ? find_scope(number) : NULL;
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

	/*
	 * A file system on top of another (overlayfs, so every container) makes the same call again on the
	 * one below, with its own credentials in place of the caller's; it passes the same hook then, and
	 * must not be counted twice.
	 */
	if (task->cred != task->real_cred)
		return false;

	struct scope_chain *chain = chain_of(member);
	if (member->is_host) {
		__u64 word = flow_word();
		if (word & FLOW_CANARY) {
			call->returned = -CANARY_ERROR;
			return (__u32)word == constants.gate;
		}
		if (word & FLOW_SPARED)
			return false;
		struct scope *scope = find_scope(word);
		if (!scope) {
			scope = find_wide_scope();
			call->is_wide = true;
		}
		if (!scope)
			return false;
		chain = &scope->chain;
	}

	call->syscall = syscall_number((struct pt_regs *)bpf_task_pt_regs(task));
	for (int i = 0; i < MAX_SCOPE_DEPTH && chain->scopes[i]; i++) {
		call->scope = chain->scopes[i];
		if (fails_in_scope(call, member))
			return true;
	}
	return false;
}

/*
 * Returns long although hooks return int: __x64_sys_* and __arm64_sys_* return long, and an int would reach
 * user space zero-extended, where 0xfffffffb passes for success. A return of zero means that the call goes
 * on.
 */
SEC("?fmod_ret")
long gate_modify_return(void *ctx)
{
	struct call call = {};
	return judge(&call) ? call.returned : 0;
}

/* From 6.2 on, a program that may sleep follows group_leader only under this lock; before, there is none. */
extern void bpf_rcu_read_lock(void) __ksym __weak;
extern void bpf_rcu_read_unlock(void) __ksym __weak;

static __always_inline bool is_member(void)
{
	struct task_struct *task = bpf_get_current_task_btf();
	if (!bpf_rcu_read_lock)
		return member_of(task);

	bpf_rcu_read_lock();
	bool found = member_of(task);
	bpf_rcu_read_unlock();
	return found;
}

/*
 * A string that the program has never touched, a constant for example, may not be in memory yet, and a gate
 * cannot wait for it. This one can, and runs before: it brings in the page on which each path begins, and the
 * next.
 */
SEC("?fentry.s")
int bring_in_paths(void *ctx)
{
	if (!is_member())
		return 0;

	__u64 arguments[6];
	read_arguments((struct pt_regs *)bpf_task_pt_regs(bpf_get_current_task_btf()), arguments);
	for (int i = 0; i < 6; i++) {
		if (!(constants.paths & (1 << i)))
			continue;
		char byte;
		__u64 next_page = (arguments[i] | (PAGE_SIZE - 1)) + 1;
		bpf_copy_from_user(&byte, sizeof(byte), (void *)arguments[i]);
		bpf_copy_from_user(&byte, sizeof(byte), (void *)next_page);
	}
	return 0;
}

SEC("?kprobe")
int gate_override(void *ctx)
{
	struct call call = {};
	if (judge(&call) && !call.goes_on)
		bpf_override_return(ctx, call.returned);
	return 0;
}
