/* SPDX-License-Identifier: MIT OR GPL-2.0 */
#pragma once

#include "kernel.h"

/* The open file behind a descriptor of the current process, or NULL. */
static __always_inline struct file *file_of(__u64 descriptor)
{
	struct fdtable *table = BPF_CORE_READ(bpf_get_current_task_btf(), files, fdt);
	__u32 number = descriptor;
	if (number >= BPF_CORE_READ(table, max_fds))
		return NULL;

	struct file *file = NULL;
	bpf_probe_read_kernel(&file, sizeof(file), BPF_CORE_READ(table, fd) + number);
	return file;
}
