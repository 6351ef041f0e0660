// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * Counts what processes do, failures or not: system calls by their outcome, and context switches. Each of
 * these programs runs for every process of the machine, so the library attaches them only while something
 * wants them.
 */
#include "arch.h"
#include "membership.h"
#include "scratch.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct statistics_control);
} statistics_control SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, STRIPES *MAX_CALLS);
	__type(key, __u32);
	__type(value, struct call_total);
} call_totals SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, STRIPES);
	__type(key, __u32);
	__type(value, struct switch_total);
} switch_totals SEC(".maps");

/* Where each call says what it is about, by its number. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, MAX_CALLS);
	__type(key, __u32);
	__type(value, struct subject_place);
} call_places SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, MAX_TRACED);
	__type(key, struct traced_call);
	__type(value, struct traced_total);
} traced_calls SEC(".maps");

/* The call that a thread is in. */
struct entered_call {
	struct traced_call call;
	__u64 entered_ns; /* 0 for none */
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct entered_call);
} entered_calls SEC(".maps");

static __always_inline struct statistics_control *control(void)
{
	__u32 zero = 0;
	return bpf_map_lookup_elem(&statistics_control, &zero);
}

/* The test process watches; it is not watched. */
static __always_inline bool is_watched(struct task_struct *task)
{
	struct member *member = member_of(task);
	if (member)
		return !member->is_host;
	struct statistics_control *wanted = control();
	return wanted && wanted->everybody;
}

static __always_inline bool has_failed(long returned)
{
	return returned < 0 && returned >= -4095;
}

SEC("?tp_btf/sys_exit")
int count_call(__u64 *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx[0];
	long returned = (long)ctx[1];
	struct task_struct *task = bpf_get_current_task_btf();
	if (is_compat_call(task) || !is_watched(task))
		return 0;

	__u32 number = syscall_number(regs);
	if (number >= MAX_CALLS)
		return 0;
	__u32 index = (bpf_get_smp_processor_id() % STRIPES) * MAX_CALLS + number;
	struct call_total *total = bpf_map_lookup_elem(&call_totals, &index);
	if (!total)
		return 0;
	__sync_fetch_and_add(has_failed(returned) ? &total->failed : &total->succeeded, 1);
	total->last_ns = bpf_ktime_get_ns();
	return 0;
}

SEC("?tp_btf/sched_switch")
int BPF_PROG(count_switch, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	if (!is_watched(next))
		return 0;
	__u32 index = bpf_get_smp_processor_id() % STRIPES;
	struct switch_total *total = bpf_map_lookup_elem(&switch_totals, &index);
	if (total)
		__sync_fetch_and_add(&total->count, 1);
	return 0;
}

/* Reads what the call is about, while its arguments are as the program wrote them. */
static __always_inline void read_subject(struct traced_call *call, struct scratch *scratch,
					 struct subject_place *place)
{
	if (read_address(scratch, place) > 0) {
		call->kind = SUBJECT_ADDRESS;
		call->port = scratch->port;
		bpf_probe_read_kernel(call->subject, sizeof(scratch->address), scratch->address);
	} else if (read_path(scratch, place, 0) > 0) {
		call->kind = SUBJECT_PATH;
		__u32 size = PATH_ROOM - scratch->start;
		if (size > TRACE_SUBJECT)
			size = TRACE_SUBJECT;
		bpf_probe_read_kernel(call->subject, size,
				      &scratch->path[(PATH_ROOM - size) & (PATH_ROOM - 1)]);
	}
}

SEC("?tp_btf/sys_enter")
int trace_enter(__u64 *ctx)
{
	__u32 number = ctx[1];
	struct task_struct *task = bpf_get_current_task_btf();
	if (is_compat_call(task) || !is_watched(task))
		return 0;

	struct subject_place *place = bpf_map_lookup_elem(&call_places, &number);
	struct scratch *scratch = bpf_task_storage_get(&scratches, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	struct entered_call *entered =
	    bpf_task_storage_get(&entered_calls, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!place || !scratch || !entered)
		return 0;

	__builtin_memset(&entered->call, 0, sizeof(entered->call));
	entered->call.syscall = number;
	read_arguments((struct pt_regs *)bpf_task_pt_regs(task), scratch->arguments);
	read_subject(&entered->call, scratch, place);
	entered->entered_ns = bpf_ktime_get_ns();
	return 0;
}

SEC("?tp_btf/sys_exit")
int trace_exit(__u64 *ctx)
{
	long returned = (long)ctx[1];
	struct task_struct *task = bpf_get_current_task_btf();
	struct entered_call *entered = bpf_task_storage_get(&entered_calls, task, 0, 0);
	if (!entered || !entered->entered_ns)
		return 0;

	__u64 took = bpf_ktime_get_ns() - entered->entered_ns;
	entered->entered_ns = 0;
	struct traced_total *total = bpf_map_lookup_elem(&traced_calls, &entered->call);
	if (!total) {
		struct traced_total none = {};
		bpf_map_update_elem(&traced_calls, &entered->call, &none, BPF_NOEXIST);
		total = bpf_map_lookup_elem(&traced_calls, &entered->call);
	}
	if (!total) {
		struct statistics_control *wanted = control();
		if (wanted)
			__sync_fetch_and_add(&wanted->lost, 1);
		return 0;
	}
	__sync_fetch_and_add(&total->count, 1);
	__sync_fetch_and_add(&total->time_ns, took);
	if (has_failed(returned)) {
		__sync_fetch_and_add(&total->failed, 1);
		total->last_error = returned;
	}
	return 0;
}
