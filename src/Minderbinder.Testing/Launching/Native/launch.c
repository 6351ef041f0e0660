#include "launch.h"
#include "calls.h"
#include "channel.h"

#include <linux/filter.h>
#include <linux/limits.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>

/* Linux 5.19: only deadly signals interrupt a call that waits for its answer, so that none is made twice. */
#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

/* In the order of LaunchStep in C#. */
enum step {
	SUPERVISED,
	NO_NEW_PRIVILEGES_REFUSED,
	FILTER_REFUSED,
	MESSAGE_LOST,
	NOT_EXECUTED,
};

/* Bits of LaunchFacts in C#. */
enum fact {
	NO_NEW_PRIVILEGES_SET = 1,
	CALLS_RESTART = 2,
};

struct answer {
	int step;
	int error;
	unsigned int facts;
};

/* Too large for the stack. */
static struct sock_filter filter[BPF_MAXINSNS + 1]; /* one more than the kernel takes: it is to say so */
static char command[2 * PATH_MAX];

__attribute__((noreturn)) static void give_up(int channel, struct answer answer, long error)
{
	answer.error = (int)-error;
	channel_send(channel, &answer, sizeof(answer), -1);
	leave(125);
}

static long try_install(const struct sock_fprog *program, unsigned long flags)
{
	return CALL(seccomp, SECCOMP_SET_MODE_FILTER, flags, program, 0, 0, 0);
}

/*
 * With CAP_SYS_ADMIN in its user namespace a process may just have a filter. Without, it must first give up
 * gaining privileges, and then setuid programs do not work; so that is done only if it has to be.
 */
static long install(const struct sock_fprog *program, unsigned long flags, struct answer *answer)
{
	long listener = try_install(program, flags);
	if (listener != -EACCES)
		return listener;

	answer->step = NO_NEW_PRIVILEGES_REFUSED;
	long error = CALL(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0);
	if (error < 0)
		return error;

	answer->step = FILTER_REFUSED;
	answer->facts |= NO_NEW_PRIVILEGES_SET;
	return try_install(program, flags);
}

static long listen(const struct sock_fprog *program, struct answer *answer)
{
	/* SPEC_ALLOW: before Linux 5.16 a filter slows its process down for the sake of a sandbox, which this
	 * is not. */
	const unsigned long least = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	const unsigned long best =
	    least | SECCOMP_FILTER_FLAG_SPEC_ALLOW | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;

	answer->step = FILTER_REFUSED;
	long listener = install(program, best, answer);
	if (listener == -EINVAL) {
		answer->facts |= CALLS_RESTART;
		listener = install(program, least, answer);
	}
	return listener;
}

/* What follows the string's end. */
static const char *after(const char *text)
{
	while (*text++)
		;
	return text;
}

__attribute__((noreturn)) void launch(const char *name, char **argv, char **envp)
{
	int channel = channel_open(name);
	if (channel < 0)
		leave(125);

	struct answer answer = {.step = MESSAGE_LOST};
	long size = channel_receive(channel, filter, sizeof(filter));
	if (size <= 0)
		give_up(channel, answer, size);

	struct sock_fprog program = {size / sizeof(filter[0]), filter};
	long listener = listen(&program, &answer);
	if (listener < 0)
		give_up(channel, answer, listener);

	answer.step = SUPERVISED;
	channel_send(channel, &answer, sizeof(answer), (int)listener);

	/* The listener closes when the program is executed, as every descriptor of the kind does. */
	size = channel_receive(channel, command, sizeof(command));
	if (size <= 0) {
		answer.step = MESSAGE_LOST;
		give_up(channel, answer, size);
	}
	command[sizeof(command) - 1] = 0;
	argv[0] = (char *)after(command);
	answer.step = NOT_EXECUTED;
	give_up(channel, answer, CALL(execve, command, argv, envp, 0, 0, 0));
}
