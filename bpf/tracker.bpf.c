// SPDX-License-Identifier: MIT OR GPL-2.0
/* Keeps track of who is a member: children inherit it, exec renews start time and names. */
#include "membership.h"
#include "names.h"
#include "report.h"

struct path_scratch {
	char path[PATH_SIZE];
	__u32 base; /* here, not in a variable: the verifier would follow every value it can have */
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct path_scratch);
} path_scratch SEC(".maps");

/*
 * Runs on the thread that forks, before the child's first instruction. A child of the test process becomes a
 * member of the scope which that very thread works for; any other child of what its parent is a member of.
 */
SEC("?tp_btf/sched_process_fork")
int BPF_PROG(on_fork, struct task_struct *parent, struct task_struct *child)
{
	if (child->tgid == parent->tgid)
		return 0; /* a thread */

	struct member *mine = member_of(parent);
	if (!mine)
		return 0;

	struct member its = {};
	if (mine->is_host) {
		struct scope *scope = find_scope(flow_word());
		if (!scope)
			return 0;
		its.chains[0] = scope->chain;
	} else {
		copy_member(&its, mine);
		its.started_ns = bpf_ktime_get_ns();
	}
	if (!bpf_task_storage_get(&members, child, &its, BPF_LOCAL_STORAGE_GET_F_CREATE))
		count_lost_member(&its.chains[0]);
	else if (its.started_ns)
		report_task(EVENT_STARTED, &its.chains[0], child, 0);
	return 0;
}

/*
 * A thread other than the leader that calls exec takes the leader's place, and the leader's task is gone by
 * the time sched_process_exec is reached: hand the membership over while both are there.
 */
SEC("?fentry/security_bprm_creds_for_exec")
int BPF_PROG(before_exec, struct linux_binprm *bprm)
{
	struct task_struct *task = bpf_get_current_task_btf();
	if (task->pid == task->tgid)
		return 0;

	struct member *mine = member_of(task);
	if (!mine)
		return 0;

	struct member copy;
	copy_member(&copy, mine);
	struct member *own = bpf_task_storage_get(&members, task, &copy, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (own)
		*own = copy; /* one may be there from an exec that failed */
	else
		count_lost_member(&copy.chains[0]);
	return 0;
}

/* The last component of a path, which may be as long as paths get; a longer name than we know cannot be asked
 * for. */
static __always_inline const char *base_name(const char *path)
{
	__u32 zero = 0;
	struct path_scratch *scratch = bpf_map_lookup_elem(&path_scratch, &zero);
	if (!scratch)
		return path;

	long length = bpf_probe_read_kernel_str(scratch->path, PATH_SIZE, path);
	if (length <= 0)
		return path;

	const char *tail = length > NAME_SIZE ? path + (length - NAME_SIZE) : path;
	char text[NAME_SIZE] = {};
	bpf_probe_read_kernel_str(text, sizeof(text), tail);

	scratch->base = 0;
	for (int i = 0; i < NAME_SIZE; i++) {
		if (text[i] == '/')
			scratch->base = i + 1;
	}
	return tail + scratch->base;
}

static __always_inline void take_names(struct member *member, struct task_struct *task,
				       struct linux_binprm *bprm)
{
	member->names[NAME_CALLED] = number_of_name(base_name(bprm->filename));
	note_running_names(member, task);
}

SEC("?tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task, int old_pid, struct linux_binprm *bprm)
{
	struct member *mine = bpf_task_storage_get(&members, task, 0, 0);
	if (!mine)
		return 0;

	mine->is_host = 0; /* a test process that executes another program is a test process no more */
	take_names(mine, task, bprm);
	mine->started_ns = bpf_ktime_get_ns();
	report_task(EVENT_STARTED, chain_of(mine), task, 0);
	return 0;
}

/*
 * Takes in a process of which nobody knew, if some rule asks for its name: for a scope that watches the whole
 * machine. Attached only while there is one, and so after on_exec, which by then has let the process pass.
 */
SEC("?tp_btf/sched_process_exec")
int BPF_PROG(take_in, struct task_struct *task, int old_pid, struct linux_binprm *bprm)
{
	__u32 zero = 0;
	struct host *of = bpf_map_lookup_elem(&host, &zero);
	struct scope *scope = of ? find_scope(of->watch_scope) : NULL;
	if (!scope || bpf_task_storage_get(&members, task, 0, 0))
		return 0;

	struct member its = {.started_ns = bpf_ktime_get_ns()};
	take_names(&its, task, bprm);
	if (!its.names[NAME_COMM] && !its.names[NAME_CALLED] && !its.names[NAME_EXECUTABLE])
		return 0;
	its.chains[0] = scope->chain;
	if (!bpf_task_storage_get(&members, task, &its, BPF_LOCAL_STORAGE_GET_F_CREATE))
		count_lost_member(&its.chains[0]);
	else
		report_task(EVENT_STARTED, &its.chains[0], task, 0);
	return 0;
}

SEC("?tp_btf/sched_process_exit")
int BPF_PROG(on_exit, struct task_struct *task)
{
	struct member *mine = member_of(task);
	if (!mine || mine->is_host || !mine->started_ns)
		return 0;
	if (task->signal->live.counter)
		return 0; /* not its last thread */

	int status = task->signal->group_exit_code;
	report_task(EVENT_EXITED, chain_of(mine), task, status ? status : task->exit_code);
	return 0;
}
