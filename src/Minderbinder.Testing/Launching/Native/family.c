#include "family.h"
#include "list.h"
#include "process.h"

#include <linux/fcntl.h>
#include <linux/time.h>

/* Milliseconds after the first look. */
#define KILL_AFTER    2000
#define GIVE_UP_AFTER 12000

struct member {
	struct process process;
	int has_been_asked;
};

struct person {
	struct process process;
	int is_member;
};

/* Who was found once is known, also when the death of its parent cuts the link. */
static struct list members;

/* All processes, as one look has found them. */
static struct list people;

static struct member *add(const struct process *process)
{
	struct member *member = list_add(&members, sizeof(*member));
	if (member)
		*member = (struct member){.process = *process};
	return member;
}

void family_add(int process, u64 start_time)
{
	add(&(struct process){.id = process, .start_time = start_time});
}

static struct member *find(const struct process *process)
{
	struct member *member = members.items;
	for (size_t i = 0; i < members.count; i++, member++) {
		if (member->process.id == process->id && member->process.start_time == process->start_time)
			return member;
	}
	return NULL;
}

static void meet(int id, const char *marker)
{
	struct process process;
	if (!process_read(id, &process))
		return;

	struct person *person = list_add(&people, sizeof(*person));
	if (!person)
		return;
	person->process = process;
	person->is_member = find(&process) || process_has_variable(id, marker);
}

static void meet_all(const char *marker)
{
	struct {
		u64 inode;
		u64 offset;
		unsigned short size;
		unsigned char type;
		char name[];
	} __attribute__((packed)) * entry;
	static char entries[32 * 1024];
	long self = CALL(getpid, 0, 0, 0, 0, 0, 0);
	long folder = CALL(openat, AT_FDCWD, "/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0, 0);
	long size;

	people.count = 0;
	while ((size = CALL(getdents64, folder, entries, sizeof(entries), 0, 0, 0)) > 0) {
		for (long at = 0; at < size; at += entry->size) {
			int id = 0;
			entry = (void *)(entries + at);
			for (const char *digit = entry->name; *digit >= '0' && *digit <= '9'; digit++)
				id = 10 * id + (*digit - '0');
			if (id != 0 && id != self)
				meet(id, marker);
		}
	}
	CALL(close, folder, 0, 0, 0, 0, 0);
}

static int is_child_of_member(const struct person *child)
{
	const struct person *parent = people.items;
	for (size_t i = 0; i < people.count; i++, parent++) {
		/* One that is younger than its child is another process with the parent's number. */
		if (parent->is_member && parent->process.id == child->process.parent)
			return parent->process.start_time <= child->process.start_time;
	}
	return 0;
}

/* Those whom only their parents tell, generation by generation. */
static void find_children(void)
{
	int found;
	do {
		struct person *person = people.items;
		found = 0;
		for (size_t i = 0; i < people.count; i++, person++) {
			if (!person->is_member && is_child_of_member(person))
				found = person->is_member = 1;
		}
	} while (found);
}

static void ask(const struct process *process)
{
	struct member *member = find(process);
	if (!member)
		member = add(process);
	if (member && member->has_been_asked)
		return;
	if (member)
		member->has_been_asked = 1;

	/* One that has been stopped can act on SIGTERM only once it continues. */
	process_signal(process, SIGTERM);
	process_signal(process, SIGCONT);
}

/*
 * Nobody is signalled before all have been met: a parent that dies takes along what tells whose child its
 * child is. Returns how many of the family live.
 */
static int look(const char *marker, int is_kill)
{
	int living = 0;
	meet_all(marker);
	find_children();

	const struct person *person = people.items;
	for (size_t i = 0; i < people.count; i++, person++) {
		if (!person->is_member)
			continue;
		living++;
		ask(&person->process);
		if (is_kill)
			process_signal(&person->process, SIGKILL);
	}
	return living;
}

static u64 now_in_milliseconds(void)
{
	struct __kernel_timespec now = {};
	CALL(clock_gettime, CLOCK_MONOTONIC, &now, 0, 0, 0, 0);
	return (u64)now.tv_sec * 1000 + (u64)now.tv_nsec / 1000000;
}

int family_end(const char *marker)
{
	static u64 begin;
	static int looks_in_vain;
	u64 now = now_in_milliseconds();
	if (begin == 0)
		begin = now;
	if (now - begin > GIVE_UP_AFTER)
		return 0;

	/* Between the two halves of an exec a process has no environment to be found by. */
	looks_in_vain = look(marker, now - begin >= KILL_AFTER) > 0 ? 0 : looks_in_vain + 1;
	return looks_in_vain < 2;
}
