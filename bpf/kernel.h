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

struct pid_namespace;

struct thread_info {
	unsigned long flags;
	__u32 status; /* x86 */
};

struct upid {
	int nr;
	struct pid_namespace *ns; /* compared, not looked into */
};

struct pid {
	unsigned int level;
	struct upid numbers[1];
};

typedef struct {
	int counter;
} atomic_t;

struct signal_struct {
	atomic_t live;
	int group_exit_code;
};

struct qstr {
	__u32 len;
	const unsigned char *name;
};

struct dentry {
	struct dentry *d_parent;
	struct qstr d_name;
};

struct vfsmount {
	struct dentry *mnt_root;
};

struct mount {
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct inode {
	unsigned short i_mode;
};

struct file {
	struct path f_path;
	struct inode *f_inode;
	void *private_data;
};

struct mm_struct {
	struct file *exe_file;
};

struct fs_struct {
	struct path root;
	struct path pwd;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	struct fdtable *fdt;
};

struct in6_addr {
	unsigned char bytes[16];
};

struct sock_common {
	__be32 skc_daddr;
	__be16 skc_dport;
	unsigned short skc_family;
	struct in6_addr skc_v6_daddr;
};

struct sock {
	struct sock_common __sk_common;
};

struct socket {
	struct sock *sk;
};

struct net_device {
	int ifindex;
};

struct sk_buff {
	struct net_device *dev;
	unsigned char *head;
	__u16 network_header;
};

struct task_struct {
	struct thread_info thread_info;
	unsigned int flags;
	int pid;
	int tgid;
	int exit_code;
	__u64 start_time;   /* of the thread, on CLOCK_MONOTONIC */
	__u64 self_exec_id; /* one more with each program that it executes */
	struct mm_struct *mm;
	struct task_struct *group_leader;
	struct pid *thread_pid;
	struct signal_struct *signal;
	const struct cred *real_cred; /* compared, not looked into */
	const struct cred *cred;
	struct fs_struct *fs;
	struct files_struct *files;
	char comm[16];
};

struct linux_binprm {
	struct file *file;
	const char *filename;
};

struct bpf_iter__task {
	struct task_struct *task;
};

struct bpf_iter__task_file {
	struct task_struct *task;
	struct file *file;
};

#pragma clang attribute pop

#define AF_UNIX	 1
#define AF_INET	 2
#define AF_INET6 10

/* Task flags, include/linux/sched.h. */
#define PF_IO_WORKER 0x00000010
#define PF_KTHREAD   0x00200000
