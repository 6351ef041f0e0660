/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* What differs by processor: where a system call's number and arguments are, and how to tell a 32-bit call.
 */
#pragma once

#include "kernel.h"

#if defined(__TARGET_ARCH_x86)

struct pt_regs {
	unsigned long di, si, dx, r10, r8, r9, orig_ax;
} __attribute__((preserve_access_index));

#define TS_COMPAT                                                                                            \
	0x0002 /* arch/x86/include/asm/thread_info.h: in a 32-bit system call, whose numbers are others */

static __always_inline bool is_compat_call(struct task_struct *task)
{
	return task->thread_info.status & TS_COMPAT;
}

static __always_inline __u32 syscall_number(struct pt_regs *regs)
{
	return regs->orig_ax;
}

/* Calls in which the kernel makes sockets of its own for one of the process's: MPTCP's flows, which are TCP.
 */
static __always_inline bool can_make_flows(__u32 syscall)
{
	return syscall == 41 /* socket */ || syscall == 42 /* connect */ || syscall == 44 /* sendto */ ||
	       syscall == 46 /* sendmsg */ || syscall == 49 /* bind */ || syscall == 50 /* listen */ ||
	       syscall == 54 /* setsockopt */;
}

static __always_inline void read_arguments(struct pt_regs *regs, __u64 *arguments)
{
	arguments[0] = regs->di;
	arguments[1] = regs->si;
	arguments[2] = regs->dx;
	arguments[3] = regs->r10;
	arguments[4] = regs->r8;
	arguments[5] = regs->r9;
}

#elif defined(__TARGET_ARCH_arm64)

struct pt_regs {
	__u64 regs[31];
	__u64 orig_x0; /* the first argument, whose register has the result in the end */
	__s32 syscallno;
} __attribute__((preserve_access_index));

#define TIF_32BIT 22 /* arch/arm64/include/asm/thread_info.h: a 32-bit program, whose numbers are others */

static __always_inline bool is_compat_call(struct task_struct *task)
{
	return task->thread_info.flags & (1UL << TIF_32BIT);
}

static __always_inline __u32 syscall_number(struct pt_regs *regs)
{
	return regs->syscallno;
}

static __always_inline bool can_make_flows(__u32 syscall)
{
	return syscall == 198 /* socket */ || syscall == 200 /* bind */ || syscall == 201 /* listen */ ||
	       syscall == 203 /* connect */ || syscall == 206 /* sendto */ ||
	       syscall == 208 /* setsockopt */ || syscall == 211 /* sendmsg */;
}

static __always_inline void read_arguments(struct pt_regs *regs, __u64 *arguments)
{
	arguments[0] = regs->orig_x0;
	arguments[1] = regs->regs[1];
	arguments[2] = regs->regs[2];
	arguments[3] = regs->regs[3];
	arguments[4] = regs->regs[4];
	arguments[5] = regs->regs[5];
}

#else
#error "arch.h does not know this processor yet"
#endif
