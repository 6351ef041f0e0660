/* System calls without a C library: each returns a negative errno when it fails. */
#pragma once

#include <asm/errno.h>
#include <asm/poll.h>
#include <asm/signal.h>
#include <asm/socket.h>
#include <asm/unistd.h>
#include <linux/time_types.h>
#include <stddef.h>
#include "processor.h"

#define CALL(name, a, b, c, d, e, f)                                                                         \
	system_call(__NR_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

/* What the kernel's headers leave to a C library. */
#define AF_UNIX		 1
#define SOCK_SEQPACKET	 5
#define SOCK_CLOEXEC	 02000000
#define SCM_RIGHTS	 1
#define MSG_NOSIGNAL	 0x4000
#define MSG_CMSG_CLOEXEC 0x40000000

typedef unsigned long long u64;

struct buffer {
	void *data;
	size_t size;
};

struct message {
	void *name;
	int name_size;
	struct buffer *buffers;
	size_t buffer_count;
	void *control;
	size_t control_size;
	int flags;
};

/* Descriptors that come with a message. */
#define DESCRIPTORS_MAX 2

struct descriptor_message {
	size_t size;
	int level;
	int type;
	int descriptors[DESCRIPTORS_MAX];
};

__attribute__((noreturn)) static inline void leave(int code)
{
	for (;;)
		CALL(exit_group, code, 0, 0, 0, 0, 0);
}
