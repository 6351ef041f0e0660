// SPDX-License-Identifier: MIT OR GPL-2.0
#include "report.h"

/* A function of its own, so that the verifier looks at it once by itself. */
__noinline int report_to_scope(__u32 number, __u32 kind, struct identity *who, __s64 status)
{
	struct scope *scope = who ? enter_scope(number) : NULL;
	if (!scope)
		return 0;

	struct event *event = new_event(kind, scope, who);
	if (event) {
		event->returned = status;
		bpf_ringbuf_submit(event, 0);
	} else {
		__sync_fetch_and_add(&scope->lost, 1);
	}
	leave_scope(scope);
	return 0;
}
