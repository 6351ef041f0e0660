/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * What a thread's filters work with. It hangs on the thread: per processor would be wrong, for a program may
 * be preempted in the middle by another thread's.
 */
#pragma once

#include "maps.h"

/* A working directory and a relative path can each be as long as paths get. A power of two: positions are
 * masked. */
#define PATH_ROOM (2 * PATH_SIZE)

enum { SUBJECT_NONE, SUBJECT_PATH, SUBJECT_ADDRESS };

struct scratch {
	__u64 arguments[8]; /* of the system call; six are used */

	__u32 subject; /* which of the two below was read */

	/* An absolute path, written from the end of its room towards the start. */
	__u32 start;
	__u32 mark;  /* where the component that is being written ends */
	__u32 above; /* components still to be left out, for each ".." */
	__u32 length;
	__u32 state;
	__u32 automaton;
	__u64 dentry, mount, root_dentry, root_mount;

	__u16 port;
	__u8 address[16]; /* IPv4 as ::ffff:a.b.c.d */

	char argument[PATH_SIZE];
	char path[PATH_ROOM +
		  256]; /* and room for a name where a position, as the verifier sees it, may be the last */
};

struct scratches_map {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct scratch);
};

extern struct scratches_map scratches SEC(".maps");

/* Returned by the functions that read a call's subject, besides false and true. */
#define UNREADABLE (-1)

int read_path(struct scratch *scratch, struct subject_place *place, __u32 which);
int path_matches(struct scratch *scratch, struct rule *rule);
int read_address(struct scratch *scratch, struct subject_place *place);
