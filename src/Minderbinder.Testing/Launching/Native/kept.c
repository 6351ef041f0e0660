#include "kept.h"
#include "calls.h"

#include <asm/ioctl.h>
#include <linux/mman.h>
#include <linux/seccomp.h>

#define PAGE 4096

/* How many calls can have been received, at most, and not been answered; and how many that the page does not
 * know of yet. */
#define UNANSWERED_MAX 65536
#define UNKNOWN_MAX    256

static struct {
	int descriptor;
	int has_calls;		       /* it is a listener, not a pipe */
	const volatile u64 *last_call; /* NULL if it is not known */
} kept[KEPT_MAX];

static int count;

int kept_count(void)
{
	return count;
}

int kept_descriptor(int i)
{
	return kept[i].descriptor;
}

static void add(int descriptor, int has_calls, const volatile u64 *last_call)
{
	if (descriptor < 0 || count == KEPT_MAX) {
		CALL(close, descriptor, 0, 0, 0, 0, 0);
		return;
	}
	kept[count].descriptor = descriptor;
	kept[count].has_calls = has_calls;
	kept[count].last_call = last_call;
	count++;
}

void kept_add_calls(int listener, int page)
{
	long memory = CALL(mmap, 0, PAGE, PROT_READ, MAP_SHARED, page, 0);
	CALL(close, page, 0, 0, 0, 0, 0);
	add(listener, 1, (unsigned long)memory > -4096UL ? NULL : (const volatile u64 *)memory);
}

void kept_add_output(int pipe)
{
	add(pipe, 0, NULL);
}

void kept_remove(int i)
{
	if (kept[i].last_call)
		CALL(munmap, kept[i].last_call, PAGE, 0, 0, 0, 0);
	CALL(close, kept[i].descriptor, 0, 0, 0, 0, 0);
	kept[i] = kept[--count];
}

static void go_on(int i, u64 call)
{
	struct seccomp_notif_resp response = {.id = call, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
	CALL(ioctl, kept[i].descriptor, SECCOMP_IOCTL_NOTIF_SEND, &response, 0, 0, 0);
}

void kept_take_over(void)
{
	/* The calls of one listener are numbered one after the other, from a number that nobody knows. */
	for (int i = 0; i < count; i++) {
		u64 last = kept[i].last_call ? *kept[i].last_call : 0;
		for (u64 back = 0; last != 0 && back < UNANSWERED_MAX + UNKNOWN_MAX; back++)
			go_on(i, last + UNKNOWN_MAX - back);
	}
}

void kept_serve(int i)
{
	if (kept[i].has_calls) {
		struct seccomp_notif notification = {};
		if (CALL(ioctl, kept[i].descriptor, SECCOMP_IOCTL_NOTIF_RECV, &notification, 0, 0, 0) == 0)
			go_on(i, notification.id);
		return;
	}

	static char output[64 * 1024];
	if (CALL(read, kept[i].descriptor, output, sizeof(output), 0, 0, 0) <= 0)
		kept_remove(i);
}
