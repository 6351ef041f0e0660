/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* What happened, told to the library. */
#pragma once

#include "maps.h"

/* The number by which the test process knows a task; 0 if it cannot see it. */
static __always_inline __s32 number_in_host(struct task_struct *task)
{
	__u32 zero = 0;
	struct host *of = bpf_map_lookup_elem(&host, &zero);
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	if (!of || !pid || of->pid_level > BPF_CORE_READ(pid, level))
		return 0;

	struct upid upid = {};
	void *numbers = (void *)pid + bpf_core_field_offset(struct pid, numbers);
	bpf_probe_read_kernel(&upid, sizeof(upid), numbers + of->pid_level * bpf_core_type_size(struct upid));
	return upid.nr;
}

/* An event about a task, to be completed and submitted; NULL if there is no room. */
static __always_inline struct event *new_event(__u32 kind, __u32 scope, struct task_struct *task)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return NULL;

	event->time_ns = bpf_ktime_get_ns();
	event->n = 0;
	event->returned = 0;
	event->kind = kind;
	event->scope = scope;
	event->failure = 0;
	event->syscall = 0;
	event->process = number_in_host(task->group_leader);
	event->thread = number_in_host(task);
	event->subject_size = 0;
	event->unused = 0;
	bpf_probe_read_kernel(event->name, sizeof(event->name), task->comm);
	return event;
}
