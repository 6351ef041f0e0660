/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * The few kernel structs the programs look into, with only the fields they use. Offsets are relocated against
 * the running kernel's BTF when a program is loaded (CO-RE), so the order here means nothing.
 */
#pragma once

#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct thread_info {
	__u32 status;
};

struct task_struct {
	struct thread_info thread_info;
	unsigned int flags;
	int pid;
	int tgid;
	struct task_struct *group_leader;
	char comm[16];
};

struct qstr {
	const unsigned char *name;
};

struct dentry {
	struct qstr d_name;
};

struct path {
	struct dentry *dentry;
};

struct file {
	struct path f_path;
};

struct linux_binprm {
	struct file *file;
	const char *filename;
};

#pragma clang attribute pop

/* Task flags, include/linux/sched.h. */
#define PF_IO_WORKER 0x00000010
#define PF_KTHREAD   0x00200000
