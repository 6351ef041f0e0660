// SPDX-License-Identifier: MIT OR GPL-2.0
/* Keeps track of whose sockets are whose, so that a packet's socket says for whom it is. */
#include "arch.h"
#include "events.h"
#include "membership.h"
#include <linux/in.h>

static __always_inline bool is_same(struct member *one, struct member *other)
{
	bool same = one->started_ns == other->started_ns && one->is_host == other->is_host;
	struct scope_chain *mine = chain_of(one), *its = chain_of(other);
	for (int i = 0; i < MAX_SCOPE_DEPTH; i++)
		same &= mine->scopes[i] == its->scopes[i];
	for (int i = 0; i < NAMES; i++)
		same &= one->names[i] == other->names[i];
	return same;
}

static __always_inline void set_owner(struct sock *sock, struct member *member, struct task_struct *task)
{
	if (!sock)
		return;
	__u16 family = sock->__sk_common.skc_family;
	if (family != AF_INET && family != AF_INET6)
		return;

	struct socket_owner *owner = bpf_sk_storage_get(&sockets, sock, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!owner || is_same(&owner->member, member))
		return;
	copy_member(&owner->member, member);
	identify_task(&owner->who, task);
}

/* A thread of the test process that works for a scope, as a member of it. */
static __always_inline bool read_flow(struct member *flow)
{
	__u64 word = flow_word();
	struct scope *scope = find_scope(word);
	if (!scope || (word & FLOW_SPARED))
		return false;

	flow->is_host = 1;
	flow->started_ns = scope->opened_ns;
	flow->chains[0] = scope->chain;
	return true;
}

/* The socket is the current process's from here on; the test process's, if this thread works for a scope. */
static __always_inline int claim_socket(struct sock *sock)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct member *mine = member_of(task);
	if (!mine)
		return 0;

	struct member flow = {};
	if (mine->is_host && read_flow(&flow))
		set_owner(sock, &flow, task);
	else if (!mine->is_host && mine->started_ns)
		set_owner(sock, mine, task);
	return 0;
}

/*
 * The same for whoever uses a socket, so that it follows children that inherit it and programs that a process
 * executes. Not the test process's: there a connection stays with the flow that made it, whichever thread the
 * runtime has serve it.
 */
static __always_inline int renew_owner(struct sock *sock)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct member *mine = member_of(task);
	if (mine && !mine->is_host && mine->started_ns)
		set_owner(sock, mine, task);
	return 0;
}

SEC("?fentry/security_socket_post_create")
int BPF_PROG(on_socket, struct socket *socket, int family, int type, int protocol, int kern)
{
	/* The packets of an MPTCP socket belong to the kernel's own, made in the middle of a call of the
	 * member. */
	struct pt_regs *regs = (struct pt_regs *)bpf_task_pt_regs(bpf_get_current_task_btf());
	if (kern && (protocol != IPPROTO_TCP || !can_make_flows(syscall_number(regs))))
		return 0;
	return claim_socket(socket->sk);
}

SEC("?fentry/security_socket_connect")
int BPF_PROG(on_connect, struct socket *socket)
{
	return claim_socket(socket->sk);
}

SEC("?fentry/security_sock_graft")
int BPF_PROG(on_accept, struct sock *sock, struct socket *parent)
{
	return claim_socket(sock);
}

SEC("?fentry/security_socket_sendmsg")
int BPF_PROG(on_send, struct socket *socket)
{
	return renew_owner(socket->sk);
}

SEC("?fentry/security_socket_recvmsg")
int BPF_PROG(on_receive, struct socket *socket)
{
	return renew_owner(socket->sk);
}

/* Run over the open files of a process that joins a scope: its sockets come along. */
SEC("?iter/task_file")
int claim_sockets(struct bpf_iter__task_file *context)
{
	struct task_struct *task = context->task;
	struct file *file = context->file;
	if (!task || !file)
		return 0;

	struct member *mine = member_of(task);
	if (!mine || mine->is_host || !mine->started_ns)
		return 0;

	struct socket *socket = bpf_sock_from_file(file);
	if (socket)
		set_owner(socket->sk, mine, task);
	return 0;
}
