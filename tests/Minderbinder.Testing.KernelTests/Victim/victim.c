// A process under test that does as it is told: one step after the other, from its arguments.
//
//   call NAME          make the call, print "NAME 0" or "NAME errno"
//   value NAME         make the call, print "NAME result"
//   exit NAME          make the call, exit with 0 or errno: for calls without which nothing can be printed
//   trace N NAME       make the call N times, print a digit for each: 0, or 1 for a failure
//   times N NAME       make the call N times, print "NAME failures/N"
//   open PATH          open a file through glibc, print "open 0" or "open errno"
//   open-untouched     open /etc/hosts by a constant that is not in memory yet
//   open32 PATH        open it with the 32-bit system call openat2; on arm64 in a 32-bit process of its own
//   wait               wait for a line on standard input
//   sleep MS
//   fork STEPS...      the rest in a child, and wait for it
//   vfork STEPS...     the rest in this program, started by vfork and exec
//   thread STEPS...    the rest on another thread
//   thread-exec STEPS...  the rest in this program, started by exec from another thread
//   orphan STEPS...    the rest in a grandchild whose parent is gone
//   hammer THREADS N   read the file "hammered" N times from each thread, print "hammer failures/calls"
//   wake THREADS N     the same, and each thread sleeps for 50 microseconds before each
//   storm THREADS N    call kill N times from each thread while signals come, print "storm failures/calls"
//   hammer-open THREADS PATH  open it from each thread without end, print "hammering", go on
//   bench N NAME       make the call N times, print nanoseconds each
//   chdir PATH, openat DIRECTORY PATH, rename OLD NEW, unlink PATH
//   hold PATH          open for writing and keep it; write: one byte to it
//   list               the names of all calls
//   and those of network.c
#define _GNU_SOURCE
#include "victim.h"
#include "network.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char **self;

/* In the middle of so much that no other access brings its page into memory. */
static const char untouched[1 << 20]
    __attribute__((aligned(4096))) = {[1 << 19] = '/', 'e', 't', 'c', '/', 'h', 'o', 's', 't', 's'};
static int held = -1;

static int run(char **steps);

static void say(const char *what, long result)
{
	printf("%s %d\n", what, result < 0 ? errno : 0);
	fflush(stdout);
}

static int wait_for(pid_t pid)
{
	int status;
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void execute(char **steps)
{
	char *arguments[64] = {self[0]};
	for (int i = 1; i < 63 && *steps; i++)
		arguments[i] = *steps++;
	execv("/proc/self/exe", arguments);
	_exit(126);
}

static int in_vfork(char **steps)
{
	pid_t pid = vfork();
	if (pid == 0)
		execute(steps);
	return wait_for(pid);
}

static void *on_thread(void *steps)
{
	return (void *)(long)run(steps);
}

static void *exec_on_thread(void *steps)
{
	execute(steps);
	return NULL;
}

static int in_thread(void *(*body)(void *), char **steps)
{
	pthread_t thread;
	void *result;
	if (pthread_create(&thread, NULL, body, steps) || pthread_join(thread, &result))
		return 125;
	return (long)result;
}

static int orphan(char **steps)
{
	pid_t pid = fork();
	if (pid == 0) {
		pid_t parent = getpid();
		if (fork() == 0) {
			while (getppid() == parent)
				usleep(1000);
			exit(run(steps));
		}
		_exit(0);
	}
	return wait_for(pid);
}

static void times(int count, const char *name)
{
	int failures = 0;
	for (int i = 0; i < count; i++) {
		long result = make_call(name);
		failures += result < 0;
		if (result > 2)
			close(result);
	}
	printf("%s %d/%d\n", name, failures, count);
	fflush(stdout);
}

static void trace(int count, const char *name)
{
	for (int i = 0; i < count; i++)
		putchar(make_call(name) < 0 ? '1' : '0');
	putchar('\n');
	fflush(stdout);
}

static int pause_us;

/* The same file from several threads at once, through descriptors of their own. */
static void *hammer(void *count)
{
	char byte;
	long failures = 0;
	int fd = open("hammered", O_RDWR | O_CREAT, 0644);
	for (long i = 0; i < (long)count; i++) {
		if (pause_us)
			usleep(pause_us);
		failures += pread(fd, &byte, 1, 0) < 0;
	}
	close(fd);
	return (void *)failures;
}

static void hammer_with(int threads, long count, int pause)
{
	pthread_t thread[64];
	long failures = 0;
	pause_us = pause;
	for (int i = 0; i < threads; i++)
		pthread_create(&thread[i], NULL, hammer, (void *)count);
	for (int i = 0; i < threads; i++) {
		void *result;
		pthread_join(thread[i], &result);
		failures += (long)result;
	}
	printf("hammer %ld/%ld\n", failures, threads * count);
	fflush(stdout);
}

static volatile sig_atomic_t handled;

static void handle(int signal)
{
	handled = 1;
}

static void *kill_often(void *count)
{
	long failures = 0;
	for (long i = 0; i < (long)count; i++)
		failures += kill(getpid(), 0) < 0;
	return (void *)failures;
}

/* From all threads at once, while a signal comes every 200 microseconds. */
static void storm(int threads, long count)
{
	struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
	struct itimerval often = {.it_interval.tv_usec = 200, .it_value.tv_usec = 200};
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);

	pthread_t thread[64];
	long failures = 0;
	for (int i = 0; i < threads; i++)
		pthread_create(&thread[i], NULL, kill_often, (void *)count);
	for (int i = 0; i < threads; i++) {
		void *result;
		pthread_join(thread[i], &result);
		failures += (long)result;
	}

	struct itimerval never = {};
	setitimer(ITIMER_REAL, &never, NULL);
	printf("storm %ld/%ld%s\n", failures, threads * count, handled ? "" : " without a signal");
	fflush(stdout);
}

static void *hammer_open(void *path)
{
	for (;;)
		close(open(path, O_RDONLY));
	return NULL;
}

static void hammer_open_with(int threads, char *path)
{
	pthread_t thread;
	for (int i = 0; i < threads; i++)
		pthread_create(&thread, NULL, hammer_open, path);
	puts("hammering");
	fflush(stdout);
}

/* The time of a call, without what comes before it: it is made with arguments that need no preparation. */
static void bench(int count, const char *name)
{
	struct timespec begin, end;
	make_call(name);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (int i = 0; i < count; i++)
		make_call(name);
	clock_gettime(CLOCK_MONOTONIC, &end);
	printf("%.1f\n", ((end.tv_sec - begin.tv_sec) * 1e9 + end.tv_nsec - begin.tv_nsec) / count);
	fflush(stdout);
}

static void list(const char *name)
{
	puts(name);
}

static int run(char **steps)
{
	for (; *steps; steps++) {
		char **last = network_step(steps);
		if (last) {
			steps = last;
		} else if (!strcmp(*steps, "call")) {
			const char *name = *++steps;
			say(name, make_call(name));
		} else if (!strcmp(*steps, "value")) {
			const char *name = *++steps;
			printf("%s %ld\n", name, make_call(name));
			fflush(stdout);
		} else if (!strcmp(*steps, "exit")) {
			return make_call(*++steps) < 0 ? errno : 0;
		} else if (!strcmp(*steps, "times")) {
			times(atoi(steps[1]), steps[2]);
			steps += 2;
		} else if (!strcmp(*steps, "trace")) {
			trace(atoi(steps[1]), steps[2]);
			steps += 2;
		} else if (!strcmp(*steps, "hammer")) {
			hammer_with(atoi(steps[1]), atol(steps[2]), 0);
			steps += 2;
		} else if (!strcmp(*steps, "wake")) {
			hammer_with(atoi(steps[1]), atol(steps[2]), 50);
			steps += 2;
		} else if (!strcmp(*steps, "storm")) {
			storm(atoi(steps[1]), atol(steps[2]));
			steps += 2;
		} else if (!strcmp(*steps, "hammer-open")) {
			hammer_open_with(atoi(steps[1]), steps[2]);
			steps += 2;
		} else if (!strcmp(*steps, "bench")) {
			bench(atoi(steps[1]), steps[2]);
			steps += 2;
		} else if (!strcmp(*steps, "chdir")) {
			say("chdir", chdir(*++steps));
		} else if (!strcmp(*steps, "openat")) {
			int directory = open(steps[1], O_RDONLY | O_DIRECTORY);
			int fd = openat(directory, steps[2], O_RDONLY);
			say("openat", fd);
			close(fd);
			steps += 2;
		} else if (!strcmp(*steps, "hold")) {
			held = open(*++steps, O_RDWR);
			say("hold", held);
		} else if (!strcmp(*steps, "write")) {
			say("write", write(held, "x", 1));
		} else if (!strcmp(*steps, "rename")) {
			say("rename", rename(steps[1], steps[2]));
			steps += 2;
		} else if (!strcmp(*steps, "unlink")) {
			say("unlink", unlink(*++steps));
		} else if (!strcmp(*steps, "open")) {
			int fd = open(*++steps, O_RDONLY);
			say("open", fd);
			close(fd);
		} else if (!strcmp(*steps, "open-untouched")) {
			say("open-untouched", syscall(SYS_openat, AT_FDCWD, untouched + (1 << 19), O_RDONLY));
		} else if (!strcmp(*steps, "open32")) {
			say("open32", open32(*++steps));
		} else if (!strcmp(*steps, "wait")) {
			char line[64];
			if (!fgets(line, sizeof(line), stdin))
				return 124;
		} else if (!strcmp(*steps, "sleep")) {
			usleep(atoi(*++steps) * 1000);
		} else if (!strcmp(*steps, "fork")) {
			pid_t pid = fork();
			if (pid == 0)
				exit(run(steps + 1));
			return wait_for(pid);
		} else if (!strcmp(*steps, "vfork")) {
			return in_vfork(steps + 1);
		} else if (!strcmp(*steps, "thread")) {
			return in_thread(on_thread, steps + 1);
		} else if (!strcmp(*steps, "thread-exec")) {
			return in_thread(exec_on_thread, steps + 1);
		} else if (!strcmp(*steps, "orphan")) {
			return orphan(steps + 1);
		} else if (!strcmp(*steps, "list")) {
			list_calls(list);
		} else {
			fprintf(stderr, "victim: unknown step %s\n", *steps);
			return 127;
		}
	}
	return 0;
}

int main(int count, char **arguments)
{
	self = arguments;
	return run(arguments + 1);
}
