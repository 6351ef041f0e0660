/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* The names that a process answers to, as numbers. */
#pragma once

#include "maps.h"

static __always_inline __u32 number_of_name(const void *text)
{
	struct name name = {};
	if (bpf_probe_read_kernel_str(name.text, sizeof(name.text), text) < 0)
		return 0;

	__u32 *number = bpf_map_lookup_elem(&names, &name);
	return number ? *number : 0;
}

/* The names that the kernel keeps with a process while it runs. */
static __always_inline void note_running_names(struct member *member, struct task_struct *task)
{
	member->names[NAME_COMM] = number_of_name(task->comm);
	member->names[NAME_EXECUTABLE] =
	    number_of_name(BPF_CORE_READ(task, mm, exe_file, f_path.dentry, d_name.name));
}
