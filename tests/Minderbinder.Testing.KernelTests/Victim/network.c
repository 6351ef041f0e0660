// Steps that use the network. Sockets are held, and questions asked on all of them at once.
//
//   connect HOST PORT     by TCP, without a time limit, print "connect 0" or "connect errno"
//   connect-unix PATH
//   tcp HOST PORT MS      connect and hold, print "tcp 0" or "tcp errno": ETIMEDOUT after MS
//   mptcp HOST PORT MS    the same by MPTCP
//   udp HOST PORT         hold a socket for datagrams to there
//   udp-errors HOST PORT  one that asks for errors (IP_RECVERR)
//   inherit               hold the sockets that this program was started with
//   ask TEXT MS           send it on each, print what each gets back within MS: the text, "damaged",
//                         "silence", "end" or errno
//   ask-last TEXT MS      the same on the last only
//   hear COUNT MS         print what each gets unasked: so many bytes, "silence", "end" or errno
//   count N LENGTH COUNT  send N numbered datagrams on the last, wait for so many to come back and a little
//                         for more, print how often each has, "x" for a damaged one
//   transfer BYTES        send so much on the last to a server that sends it back, print how much came back
//                         undamaged, errno, and how many segments had to be sent again
//   serve HOST            print "serving PORT", send back what comes by TCP and UDP until the input ends
//   serve-on HOST PORT    the same at a port of one's choice
#define _GNU_SOURCE
#include "network.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MAX_SOCKETS  64
#define MAX_TEXT     64
#define MAX_DATAGRAM 65536

/* Longer than a segment, and no power of two, so that nothing that is out of place goes unnoticed. */
#define PERIOD 65521

#define PATIENCE_MS 60000
#define SILENCE_MS  500

static struct pollfd held[MAX_SOCKETS];
static int held_count;

struct answer {
	char text[MAX_TEXT];
	int length;
	int error;
	int has_ended;
};

static void hold(int fd)
{
	held[held_count++] = (struct pollfd){.fd = fd, .events = POLLIN};
}

static long now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void say(const char *what, long result)
{
	printf("%s %d\n", what, result < 0 ? errno : 0);
}

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static socklen_t read_address(union address *address, const char *host, int port)
{
	memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, host, &address->v4.sin_addr) == 1) {
		address->v4.sin_family = AF_INET;
		address->v4.sin_port = htons(port);
		return sizeof(address->v4);
	}
	inet_pton(AF_INET6, host, &address->v6.sin6_addr);
	address->v6.sin6_family = AF_INET6;
	address->v6.sin6_port = htons(port);
	return sizeof(address->v6);
}

static int make_socket(int type, union address *address)
{
	return socket(address->any.sa_family, type, 0);
}

static int connect_to(const char *host, int port)
{
	union address address;
	socklen_t size = read_address(&address, host, port);
	return connect(make_socket(SOCK_STREAM, &address), &address.any, size);
}

static int connect_unix(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
	return connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof(address));
}

static int hold_stream(int protocol, const char *host, int port, int ms)
{
	union address address;
	socklen_t size = read_address(&address, host, port);
	int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK, protocol);
	if (fd < 0)
		return -1;
	if (connect(fd, &address.any, size)) {
		if (errno != EINPROGRESS)
			return -1;
		struct pollfd connected = {.fd = fd, .events = POLLOUT};
		errno = ETIMEDOUT;
		if (poll(&connected, 1, ms) <= 0)
			return -1;
		socklen_t length = sizeof(errno);
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &errno, &length);
		if (errno)
			return -1;
	}
	fcntl(fd, F_SETFL, 0);
	hold(fd);
	return 0;
}

static void hold_udp(const char *host, int port, int wants_errors)
{
	union address address;
	socklen_t size = read_address(&address, host, port);
	int fd = make_socket(SOCK_DGRAM, &address);
	if (address.any.sa_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_RECVERR, &wants_errors, sizeof(wants_errors));
	else
		setsockopt(fd, IPPROTO_IP, IP_RECVERR, &wants_errors, sizeof(wants_errors));
	connect(fd, &address.any, size);
	hold(fd);
}

static void inherit(void)
{
	for (int fd = 3; fd < MAX_SOCKETS; fd++) {
		struct stat is;
		if (!fstat(fd, &is) && S_ISSOCK(is.st_mode))
			hold(fd);
	}
}

static void print_answer(struct answer *answer, const char *expected)
{
	if (answer->error)
		printf(" %d", answer->error);
	else if (answer->has_ended)
		printf(" end");
	else if (!answer->length)
		printf(" silence");
	else if (expected && strncmp(answer->text, expected, MAX_TEXT))
		printf(" damaged");
	else
		printf(" %s", answer->text);
}

static void hear(struct answer *answers, int first, int wanted, int ms)
{
	long end = now() + ms;
	for (;;) {
		struct pollfd waiting[MAX_SOCKETS];
		int open = 0;
		for (int i = first; i < held_count; i++) {
			struct answer *answer = &answers[i];
			waiting[i] = held[i];
			if (answer->error || answer->has_ended || answer->length >= wanted)
				waiting[i].fd = -1;
			else
				open++;
		}
		long left = end - now();
		if (!open || poll(waiting + first, held_count - first, left > 0 ? left : 0) <= 0)
			return;

		for (int i = first; i < held_count; i++) {
			struct answer *answer = &answers[i];
			if (waiting[i].fd < 0 || !waiting[i].revents)
				continue;
			ssize_t got =
			    recv(held[i].fd, answer->text + answer->length, wanted - answer->length, 0);
			if (got < 0)
				answer->error = errno;
			else
				answer->length += got;
			answer->has_ended = !got;
		}
	}
}

static void ask(int first, const char *text, int ms)
{
	static struct answer answers[MAX_SOCKETS];
	memset(answers, 0, sizeof(answers));
	for (int i = first; i < held_count; i++) {
		if (send(held[i].fd, text, strlen(text), MSG_NOSIGNAL) < 0)
			answers[i].error = errno;
	}
	hear(answers, first, strlen(text), ms);
	printf("ask");
	for (int i = first; i < held_count; i++)
		print_answer(&answers[i], text);
	putchar('\n');
}

static void hear_unasked(int wanted, int ms)
{
	static struct answer answers[MAX_SOCKETS];
	memset(answers, 0, sizeof(answers));
	hear(answers, 0, wanted, ms);
	printf("hear");
	for (int i = 0; i < held_count; i++)
		print_answer(&answers[i], NULL);
	putchar('\n');
}

static void number_datagram(char *datagram, int number, int length)
{
	memset(datagram, 'a' + number % 26, length);
	memcpy(datagram, (char[]){'0' + number / 10, '0' + number % 10}, 2);
}

static void count(int datagrams, int length, int expected)
{
	static char sent[MAX_DATAGRAM], received[MAX_DATAGRAM];
	char echoes[100];
	struct pollfd *socket = &held[held_count - 1];
	memset(echoes, '0', sizeof(echoes));
	for (int i = 0; i < datagrams; i++) {
		number_datagram(sent, i, length);
		if (send(socket->fd, sent, length, 0) < 0)
			echoes[i] = '!';
	}
	while (poll(socket, 1, expected > 0 ? PATIENCE_MS : SILENCE_MS) > 0) {
		expected--;
		ssize_t got = recv(socket->fd, received, sizeof(received), 0);
		int number = got < 2 ? 0 : (received[0] - '0') * 10 + received[1] - '0';
		if (number < 0 || number >= datagrams)
			continue;
		number_datagram(sent, number, length);
		if (got != length || memcmp(sent, received, length))
			echoes[number] = 'x';
		else
			echoes[number]++;
	}
	printf("%.*s\n", datagrams, echoes);
}

static void transfer(long bytes)
{
	static char pattern[2 * PERIOD], received[PERIOD];
	for (int i = 0; i < 2 * PERIOD; i++)
		pattern[i] = (i % PERIOD) * 2654435761u >> 24;

	struct pollfd *socket = &held[held_count - 1];
	long sent = 0, same = 0;
	int error = 0;
	while (same < bytes) {
		socket->events = POLLIN | (sent < bytes ? POLLOUT : 0);
		poll(socket, 1, -1);
		if (socket->revents & POLLOUT) {
			size_t size = bytes - sent < PERIOD ? bytes - sent : PERIOD;
			ssize_t went =
			    send(socket->fd, pattern + sent % PERIOD, size, MSG_DONTWAIT | MSG_NOSIGNAL);
			if (went < 0 && errno != EAGAIN) {
				error = errno;
				break;
			}
			sent += went > 0 ? went : 0;
		}
		if (socket->revents & ~POLLOUT) {
			ssize_t got = recv(socket->fd, received, sizeof(received), MSG_DONTWAIT);
			if (got < 0)
				error = errno;
			if (got <= 0 || memcmp(received, pattern + same % PERIOD, got))
				break;
			same += got;
		}
	}
	socket->events = POLLIN;

	struct tcp_info info;
	socklen_t size = sizeof(info);
	getsockopt(socket->fd, IPPROTO_TCP, TCP_INFO, &info, &size);
	printf("transfer %ld %d, %u sent again\n", same, error, info.tcpi_total_retrans);
}

static void serve(const char *host, int port)
{
	static char data[MAX_DATAGRAM];
	struct pollfd fds[MAX_SOCKETS] = {{.fd = 0, .events = POLLIN}};
	union address address;
	socklen_t size = read_address(&address, host, 0);
	int count = 3;
	do {
		fds[1] = (struct pollfd){.fd = make_socket(SOCK_STREAM, &address), .events = POLLIN};
		fds[2] = (struct pollfd){.fd = make_socket(SOCK_DGRAM, &address), .events = POLLIN};
		address.v4.sin_port = htons(port);
		bind(fds[1].fd, &address.any, size);
		getsockname(fds[1].fd, &address.any, &size);
	} while (bind(fds[2].fd, &address.any, size));
	listen(fds[1].fd, 16);
	printf("serving %d\n", ntohs(address.v4.sin_port));
	fflush(stdout);

	while (poll(fds, count, -1) > 0 && !fds[0].revents) {
		for (int i = 3; i < count; i++) {
			if (!fds[i].revents)
				continue;
			ssize_t got = recv(fds[i].fd, data, sizeof(data), 0);
			if (got > 0) {
				send(fds[i].fd, data, got, MSG_NOSIGNAL);
			} else {
				close(fds[i].fd);
				fds[i].fd = -1;
			}
		}
		if (fds[1].revents)
			fds[count++] = (struct pollfd){.fd = accept(fds[1].fd, NULL, NULL), .events = POLLIN};
		if (fds[2].revents) {
			size = sizeof(address);
			ssize_t got = recvfrom(fds[2].fd, data, sizeof(data), 0, &address.any, &size);
			sendto(fds[2].fd, data, got, 0, &address.any, size);
		}
	}
}

static char **run(char **step)
{
	if (!strcmp(*step, "connect")) {
		say("connect", connect_to(step[1], atoi(step[2])));
		return step + 2;
	}
	if (!strcmp(*step, "connect-unix")) {
		say("connect-unix", connect_unix(step[1]));
		return step + 1;
	}
	if (!strcmp(*step, "tcp")) {
		say("tcp", hold_stream(IPPROTO_TCP, step[1], atoi(step[2]), atoi(step[3])));
		return step + 3;
	}
	if (!strcmp(*step, "mptcp")) {
		say("mptcp", hold_stream(IPPROTO_MPTCP, step[1], atoi(step[2]), atoi(step[3])));
		return step + 3;
	}
	if (!strcmp(*step, "udp") || !strcmp(*step, "udp-errors")) {
		hold_udp(step[1], atoi(step[2]), !strcmp(*step, "udp-errors"));
		return step + 2;
	}
	if (!strcmp(*step, "inherit")) {
		inherit();
		return step;
	}
	if (!strcmp(*step, "ask") || !strcmp(*step, "ask-last")) {
		ask(strcmp(*step, "ask") ? held_count - 1 : 0, step[1], atoi(step[2]));
		return step + 2;
	}
	if (!strcmp(*step, "hear")) {
		hear_unasked(atoi(step[1]), atoi(step[2]));
		return step + 2;
	}
	if (!strcmp(*step, "count")) {
		count(atoi(step[1]), atoi(step[2]), atoi(step[3]));
		return step + 3;
	}
	if (!strcmp(*step, "transfer")) {
		transfer(atol(step[1]));
		return step + 1;
	}
	if (!strcmp(*step, "serve")) {
		serve(step[1], 0);
		return step + 1;
	}
	if (!strcmp(*step, "serve-on")) {
		serve(step[1], atoi(step[2]));
		return step + 2;
	}
	return NULL;
}

char **network_step(char **step)
{
	char **last = run(step);
	fflush(stdout);
	return last;
}
