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

long channel_receive(int channel, void *data, unsigned long size)
{
	/* The kernel writes back what is left of it. */
	struct __kernel_timespec patience = {.tv_sec = 60};
	struct pollfd entry = {.fd = channel, .events = POLLIN};
	long ready;
	do {
		ready = CALL(ppoll, &entry, 1, &patience, 0, 0, 0);
	} while (ready == -EINTR);
	if (ready == 0)
		return -ETIMEDOUT;

	/* A failure of the one call may be meant for the program that this process is about to become. */
	long got = CALL(read, channel, data, size, 0, 0, 0);
	return got >= 0 ? got : CALL(recvfrom, channel, data, size, 0, 0, 0);
}

long channel_send(int channel, const void *data, unsigned long size, int descriptor)
{
	struct buffer buffer = {(void *)data, size};
	struct descriptor_message control = {DESCRIPTOR_MESSAGE_SIZE, SOL_SOCKET, SCM_RIGHTS, descriptor, 0};
	struct message message = {.buffers = &buffer, .buffer_count = 1};

	if (descriptor >= 0) {
		message.control = &control;
		message.control_size = sizeof(control);
	}
	return CALL(sendmsg, channel, &message, MSG_NOSIGNAL, 0, 0, 0);
}
