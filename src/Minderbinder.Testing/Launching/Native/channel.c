#include "channel.h"
#include "calls.h"

#include <linux/un.h>

int channel_open(const char *name)
{
	/* An abstract name begins with a zero byte. */
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t size = 1;
	for (; *name && size < sizeof(address.sun_path); name++)
		address.sun_path[size++] = *name;

	long channel = CALL(socket, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, 0, 0, 0);
	if (channel < 0)
		return (int)channel;

	size += offsetof(struct sockaddr_un, sun_path);
	long error = CALL(connect, channel, &address, size, 0, 0, 0);
	return (int)(error < 0 ? error : channel);
}

static int await(int channel)
{
	/* The kernel writes back what is left of it. */
	struct __kernel_timespec patience = {.tv_sec = 60};
	struct pollfd entry = {.fd = channel, .events = POLLIN};
	long ready;
	do {
		ready = CALL(ppoll, &entry, 1, &patience, 0, 0, 0);
	} while (ready == -EINTR);
	return ready != 0;
}

long channel_receive(int channel, void *data, unsigned long size)
{
	if (!await(channel))
		return -ETIMEDOUT;

	/* A failure of the one call may be meant for the program that this process is about to become. */
	long got = CALL(read, channel, data, size, 0, 0, 0);
	return got >= 0 ? got : CALL(recvfrom, channel, data, size, 0, 0, 0);
}

long channel_receive_descriptors(int channel, void *data, unsigned long size, int descriptors[])
{
	if (!await(channel))
		return -ETIMEDOUT;

	struct buffer buffer = {data, size};
	struct descriptor_message control;
	struct message message = {
	    .buffers = &buffer,
	    .buffer_count = 1,
	    .control = &control,
	    .control_size = sizeof(control),
	};
	long got = CALL(recvmsg, channel, &message, MSG_CMSG_CLOEXEC, 0, 0, 0);
	for (unsigned long i = 0; i < DESCRIPTORS_MAX; i++) {
		size_t end = offsetof(struct descriptor_message, descriptors[i + 1]);
		descriptors[i] = got >= 0 && message.control_size >= end ? control.descriptors[i] : -1;
	}
	return got;
}

long channel_send(int channel, const void *data, unsigned long size, int descriptor)
{
	struct buffer buffer = {(void *)data, size};
	struct descriptor_message control = {
	    .size = offsetof(struct descriptor_message, descriptors[1]),
	    .level = SOL_SOCKET,
	    .type = SCM_RIGHTS,
	    .descriptors = {descriptor},
	};
	struct message message = {.buffers = &buffer, .buffer_count = 1};

	if (descriptor >= 0) {
		message.control = &control;
		message.control_size = sizeof(control);
	}
	return CALL(sendmsg, channel, &message, MSG_NOSIGNAL, 0, 0, 0);
}
