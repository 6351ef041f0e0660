/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* What happened, told to the library. */
#pragma once

#include "maps.h"

/* The number by which the test process knows a task; 0 if it cannot see it: if the task is in no namespace
 * inside the test process's. */
static __always_inline __s32 number_in_host(struct task_struct *task)
{
	__u32 zero = 0;
	struct host *of = bpf_map_lookup_elem(&host, &zero);
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	if (!of || !pid || of->pid_level > BPF_CORE_READ(pid, level))
		return 0;

	struct upid *upid = (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			    of->pid_level * bpf_core_type_size(struct upid);
	if ((__u64)BPF_CORE_READ(upid, ns) != of->pid_namespace)
		return 0;
	return BPF_CORE_READ(upid, nr);
}

static __always_inline void identify_task(struct identity *who, struct task_struct *task)
{
	who->process = number_in_host(task->group_leader);
	who->thread = number_in_host(task);
	who->outermost = task->tgid;
	bpf_probe_read_kernel(who->name, sizeof(who->name), task->comm);
}

/* An event to be completed and submitted; NULL if there is no room. */
static __always_inline struct event *new_event(__u32 kind, struct scope *scope, const struct identity *who)
{
	__u32 number = scope->ring;
	void *ring = bpf_map_lookup_elem(&rings, &number);
	if (!ring)
		return NULL;
	struct event *event = bpf_ringbuf_reserve(ring, sizeof(*event), 0);
	if (!event)
		return NULL;

	event->time_ns = bpf_ktime_get_ns();
	event->n = 0;
	event->returned = 0;
	event->kind = kind;
	event->scope = scope->chain.scopes[0];
	event->failure = 0;
	event->syscall = 0;
	event->process = who->process;
	event->thread = who->thread;
	event->outermost = who->outermost;
	__builtin_memcpy(event->name, who->name, sizeof(event->name));
	event->subject_size = 0;
	return event;
}
