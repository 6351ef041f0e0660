/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* Tells scopes of their processes. */
#pragma once

#include "events.h"
#include "membership.h"

int report_to_scope(__u32 number, __u32 kind, struct identity *who, __s64 status);

/* Tells each scope of a member that the process has come or gone. */
static __always_inline void report_task(__u32 kind, struct scope_chain *chain, struct task_struct *task,
					__s64 status)
{
	struct identity who = {};
	identify_task(&who, task);
	for (int i = 0; i < MAX_SCOPE_DEPTH && chain->scopes[i]; i++)
		report_to_scope(chain->scopes[i], kind, &who, status);
}

/* The evidence of each scope says that it had a member more, which the kernel has no memory for. */
static __always_inline void count_lost_member(struct scope_chain *chain)
{
	for (int i = 0; i < MAX_SCOPE_DEPTH && chain->scopes[i]; i++) {
		struct scope *scope = enter_scope(chain->scopes[i]);
		if (!scope)
			continue;
		__sync_fetch_and_add(&scope->lost_members, 1);
		leave_scope(scope);
	}
}
