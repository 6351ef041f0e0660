// Every system call that has a security hook, made once with arguments that let it succeed.
#define _GNU_SOURCE
#include "victim.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

static char buffer[4096];
static struct iovec vector = {buffer, 16};

/* On arm64 the C library makes the call that has taken its place. On x86-64 it does so for some, too. */
#ifdef __x86_64__
#define OLD(name, ...) syscall(SYS_##name __VA_OPT__(, ) __VA_ARGS__)
#else
#define OLD(name, ...) name(__VA_ARGS__)
#define getdents       getdents64
#endif

static int file(void)
{
	int fd = syscall(SYS_openat, AT_FDCWD, "file", O_RDWR | O_CREAT, 0644);
	if (fd < 0)
		fd = OLD(open, "file", O_RDWR | O_CREAT, 0644);
	if (syscall(SYS_write, fd, buffer, sizeof(buffer)) < 0)
		syscall(SYS_pwrite64, fd, buffer, sizeof(buffer), 0);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static const char *existing(void)
{
	close(file());
	return "file";
}

static const char *missing(void)
{
	unlink("missing");
	syscall(SYS_unlinkat, AT_FDCWD, "missing", AT_REMOVEDIR);
	return "missing";
}

static const char *directory(void)
{
	mkdirat(AT_FDCWD, "directory", 0755);
	return "directory";
}

static int directory_fd(void)
{
	return open(".", O_RDONLY | O_DIRECTORY);
}

static struct sockaddr_in loopback = {.sin_family = AF_INET};
static socklen_t length = sizeof(loopback);
static struct sockaddr *address(void)
{
	loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return (struct sockaddr *)&loopback;
}

static int tcp(void)
{
	return socket(AF_INET, SOCK_STREAM, 0);
}

/* A listening socket; its address is what address() then gives. */
static int listener(void)
{
	int fd = tcp();
	struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	bind(fd, (struct sockaddr *)&any, sizeof(any));
	listen(fd, 5);
	getsockname(fd, address(), &length);
	return fd;
}

static int listener_with_client(void)
{
	int fd = listener();
	if (connect(tcp(), address(), sizeof(loopback)))
		return -1;
	return fd;
}

static int datagram(void)
{
	int pair[2];
	socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
	/* Something to receive, by a call that no test of receiving makes fail. */
	if (write(pair[1], buffer, 16) < 0)
		return -1;
	return pair[0];
}

static struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
static struct mmsghdr messages = {.msg_hdr = {.msg_iov = &vector, .msg_iovlen = 1}};

static pid_t child(void)
{
	pid_t pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
	if (pid == 0) {
		pause();
		_exit(0);
	}
	return pid;
}

static long ended(long pid)
{
	if (pid == 0)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return pid;
}

static long killed(pid_t pid, long result)
{
	int saved = errno;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	errno = saved;
	return result;
}

static char *const no_strings[] = {NULL};
static char *const true_arguments[] = {"true", NULL};

#define CALL(name, ...)                                                                                      \
	static long call_##name(void)                                                                        \
	{                                                                                                    \
		return __VA_ARGS__;                                                                          \
	}
#include "calls.h"
#undef CALL

static const struct {
	const char *name;
	long (*make)(void);
} calls[] = {
#define CALL(name, ...) {#name, call_##name},
#include "calls.h"
#undef CALL
};

long make_call(const char *name)
{
	for (unsigned i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (!strcmp(calls[i].name, name))
			return calls[i].make();
	}
	errno = ENOTSUP;
	return -1;
}

void list_calls(void (*list)(const char *name))
{
	for (unsigned i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		list(calls[i].name);
}
