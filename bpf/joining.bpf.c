// SPDX-License-Identifier: MIT OR GPL-2.0
/* What the library has the kernel write, by running a program: who the test process is, and who joins. */
#include "membership.h"
#include "names.h"
#include "report.h"

#define NAME_TRIES 4

/* Run once, on any thread of the test process. */
SEC("?raw_tp")
int learn_host(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 zero = 0;
	struct task_struct *task = bpf_get_current_task_btf();
	struct host *of = bpf_map_lookup_elem(&host, &zero);
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	if (!of || !pid)
		return 1;

	of->pid_level = BPF_CORE_READ(pid, level);
	struct upid *upid = (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			    of->pid_level * bpf_core_type_size(struct upid);
	of->pid_namespace = (__u64)BPF_CORE_READ(upid, ns);

	struct member itself = {.is_host = 1};
	return !bpf_task_storage_get(&members, task->group_leader, &itself, BPF_LOCAL_STORAGE_GET_F_CREATE);
}

/* Run on each thread that comes to work for a scope: notes which word of `flows` is its own. */
SEC("?raw_tp")
int register_thread(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 slot = ctx->args[0];
	__u32 *own =
	    bpf_task_storage_get(&threads, bpf_get_current_task_btf(), &slot, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (own)
		*own = slot;
	return !own;
}

/* The innermost open scope that a process is in; 0 if in none. */
static __always_inline __u32 innermost(struct member *member)
{
	struct scope_chain *chain = chain_of(member);
	for (int i = 0; i < MAX_SCOPE_DEPTH && chain->scopes[i]; i++) {
		if (find_scope(chain->scopes[i]))
			return chain->scopes[i];
	}
	return 0;
}

static __always_inline bool contains(struct scope_chain *chain, __u32 number)
{
	bool found = false;
	for (int i = 0; i < MAX_SCOPE_DEPTH; i++)
		found |= chain->scopes[i] == number;
	return found;
}

/* Makes a member one of a scope more. Nothing else ever changes the chains of a process that runs. */
static __always_inline __u32 join_scope(struct member *member, struct scope *scope, __u32 deepest)
{
	if (deepest && !contains(&scope->chain, deepest)) {
		struct scope *other = find_scope(deepest);
		if (!other)
			return JOIN_CLOSED; /* just now */
		return contains(&other->chain, scope->chain.scopes[0]) ? JOIN_DONE : JOIN_CONFLICT;
	}
	if (deepest == scope->chain.scopes[0])
		return JOIN_DONE;

	struct scope_chain *next = member->turn & 1 ? &member->chains[0] : &member->chains[1];
	*next = scope->chain;
	__sync_fetch_and_add(&member->turn, 1);
	return JOIN_DONE;
}

/* The process may execute another program meanwhile: then its names are those of the new one. */
static __always_inline void catch_up_with_names(struct member *member, struct task_struct *task, __u32 called)
{
	for (int i = 0; i < NAME_TRIES; i++) {
		__u64 programs = BPF_CORE_READ(task, self_exec_id);
		note_running_names(member, task);
		if (!member->names[NAME_CALLED])
			member->names[NAME_CALLED] = called;
		if (BPF_CORE_READ(task, self_exec_id) == programs)
			return;
	}
}

/* Run over the threads of the process that joins. */
SEC("?iter/task")
int join(struct bpf_iter__task *context)
{
	__u32 zero = 0;
	struct task_struct *task = context->task;
	struct joining *request = bpf_map_lookup_elem(&joining, &zero);
	if (!task || !request || task->pid != task->tgid || !task->signal->live.counter)
		return 0;

	struct scope *scope = enter_scope(request->scope);
	if (!scope) {
		request->outcome = JOIN_CLOSED;
		return 0;
	}

	__u64 started_ns = request->is_before_exec ? 0 : task->start_time;
	struct member fresh = {.started_ns = started_ns, .chains[0] = scope->chain};
	fresh.names[NAME_CALLED] = request->called;
	struct member *member = bpf_task_storage_get(&members, task, &fresh, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!member) {
		request->outcome = JOIN_OUT_OF_MEMORY;
	} else if (member->is_host) {
		request->outcome = JOIN_IS_HOST;
	} else {
		request->innermost = innermost(member);
		request->outcome = join_scope(member, scope, request->innermost);
		if (request->outcome == JOIN_DONE) {
			__sync_val_compare_and_swap(&member->started_ns, 0, started_ns);
			catch_up_with_names(member, task, request->called);
			if (member->started_ns)
				report_task(EVENT_STARTED, &scope->chain, task, 0);
		}
	}
	leave_scope(scope);
	return 0;
}
