#include "guard.h"
#include "calls.h"
#include "channel.h"
#include "family.h"
#include "kept.h"

#include <linux/prctl.h>

/* GuardianOrder in C#. */
struct order {
	enum {
		END,	    /* the process, with all it starts, is to end when the test process does */
		KEEP_CALLS, /* the calls that come from a listener are to work when the test process has ended
			     */
		KEEP_OUTPUT, /* what is written to two pipes is to be read then */
	} kind;
	int process;
	u64 start_time;
};

/* What is waited for: orders, the end of the test process, and what it leaves. */
enum source { ORDERS, TEST_PROCESS, KEPT };

static struct pollfd sources[KEPT + KEPT_MAX];
static char marker[256];

static void close_all_but(int channel)
{
	if (channel > 0)
		CALL(close_range, 0, channel - 1, 0, 0, 0, 0);
	if (CALL(close_range, channel + 1, ~0U, 0, 0, 0, 0) == 0)
		return;

	/* Before Linux 5.9. */
	for (int descriptor = 0; descriptor < 4096; descriptor++) {
		if (descriptor != channel)
			CALL(close, descriptor, 0, 0, 0, 0, 0);
	}
}

/*
 * The test process keeps nothing of this one but the channel, and this one nothing of it: it is not its
 * child, for some runners kill a test process with its children; it is in a session of its own, which no
 * terminal ends; and whoever reads the output of the test process comes to its end.
 */
static void detach(int channel)
{
	long child = CALL(clone, SIGCHLD, 0, 0, 0, 0, 0);
	if (child != 0)
		leave(child < 0 ? 125 : 0);

	u64 all_signals = ~0ULL;
	CALL(rt_sigprocmask, SIG_BLOCK, &all_signals, 0, sizeof(all_signals), 0, 0);
	CALL(setsid, 0, 0, 0, 0, 0, 0);
	CALL(chdir, "/", 0, 0, 0, 0, 0);
	CALL(prctl, PR_SET_NAME, "mb-guardian", 0, 0, 0, 0);
	close_all_but(channel);
}

static void take_order(void)
{
	struct order order;
	int descriptors[DESCRIPTORS_MAX];
	long size = channel_receive_descriptors(sources[ORDERS].fd, &order, sizeof(order), descriptors);

	/* The test process may have closed its end by mistake, and live on. */
	if (size <= 0)
		sources[ORDERS].fd = -1;
	if (size != sizeof(order))
		return;

	if (order.kind == END)
		family_add(order.process, order.start_time);
	else if (order.kind == KEEP_CALLS)
		kept_add_calls(descriptors[0], descriptors[1]);
	else if (order.kind == KEEP_OUTPUT) {
		kept_add_output(descriptors[0]);
		kept_add_output(descriptors[1]);
	}
}

/* Waits for something to happen, and serves what is kept. */
static void await(short kept_events, struct __kernel_timespec *limit)
{
	for (int i = 0; i < kept_count(); i++) {
		sources[KEPT + i].fd = kept_descriptor(i);
		sources[KEPT + i].events = kept_events;
	}

	/* The kernel writes back what is left of the limit. */
	long ready = CALL(ppoll, sources, KEPT + kept_count(), limit, 0, 0, 0);
	if (ready < 0 && ready != -EINTR)
		leave(125);

	/* From the last: taking one out moves the last into its place. */
	for (int i = kept_count() - 1; i >= 0; i--) {
		if (sources[KEPT + i].revents & POLLIN)
			kept_serve(i);
		else if (sources[KEPT + i].revents)
			kept_remove(i);
	}
}

static void pause(void)
{
	struct __kernel_timespec left = {.tv_nsec = FAMILY_INTERVAL * 1000000L};
	do {
		await(POLLIN, &left);
	} while (left.tv_nsec > 0);
}

__attribute__((noreturn)) void guard(const char *name)
{
	int channel = channel_open(name);
	if (channel < 0)
		leave(125);
	detach(channel);

	int descriptors[DESCRIPTORS_MAX];
	long size = channel_receive_descriptors(channel, marker, sizeof(marker) - 1, descriptors);
	if (size <= 0 || descriptors[0] < 0)
		leave(125);
	channel_send(channel, "", 1, -1);

	sources[ORDERS] = (struct pollfd){.fd = channel, .events = POLLIN};
	sources[TEST_PROCESS] = (struct pollfd){.fd = descriptors[0], .events = POLLIN};

	/* Orders go first: those that the test process gave before it ended hold. */
	for (;;) {
		await(0, NULL);
		if (sources[ORDERS].revents)
			take_order();
		else if (sources[TEST_PROCESS].revents)
			break;
	}

	sources[ORDERS].fd = sources[TEST_PROCESS].fd = -1;
	kept_take_over();
	while (family_end(marker))
		pause();
	while (kept_count() > 0)
		await(POLLIN, NULL);
	leave(0);
}
