/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * What the programs and the library say to each other. The library's side is
 * src/Minderbinder.Testing/Kernel/Layout; a unit test holds the two against each other, field by field,
 * through the object's BTF.
 */
#pragma once

#include <linux/types.h>

#define MAX_SCOPES	   1024
#define MAX_SCOPE_DEPTH	   8
#define MAX_RULES	   4096
#define MAX_RULES_PER_CALL 16
#define MAX_RULE_LISTS	   8192 /* a rule whose system call passes two hooks stands in two lists */
#define MAX_NAMES	   4096
#define MAX_TARGETS	   16384
#define MAX_THREADS	   65536
#define NAME_SIZE	   64

/* The base name of an executable, or a comm; padded with zeros, for it is a key. */
struct name {
	char text[NAME_SIZE];
};

/* Names a process answers to: its comm, the file it was started as, and the file that runs (a script's
 * interpreter). */
enum { NAME_COMM, NAME_CALLED, NAME_EXECUTABLE, NAMES };

/*
 * A process that belongs to a scope. It hangs on the thread group leader, so it holds for every thread at
 * once and goes when the process goes.
 */
struct member {
	__u64 started_ns; /* CLOCK_MONOTONIC; 0: forked by the test process and not yet executing its own
			     program */
	__u32 scopes[MAX_SCOPE_DEPTH]; /* innermost first, 0 ends the list; a closed scope's number finds no
					  rules */
	__u32 names[NAMES];	       /* numbers of interned names, 0 for a name that no rule asks for */
	__u32 is_host;		       /* the test process itself: its scope depends on the thread */
};

/* A scope, by its number. Numbers are not used twice. */
struct scope {
	__u64 opened_ns;
	__u32 scopes[MAX_SCOPE_DEPTH]; /* itself, then its ancestors: what a member launched in it gets */
};

/* In a thread's word in `flows`, above the scope's number: the library itself is at work, spare it. */
#define FLOW_SPARED (1ULL << 32)

/* The rules for one system call of one scope, at one gate. */
struct call_key {
	__u32 scope;
	__u32 gate;
	__u32 syscall;
};

struct rule_list {
	__u32 count;
	__u32 rules[MAX_RULES_PER_CALL];
};

/* Whom a rule means. */
enum {
	RULE_ANY_MEMBER = 1, /* every process of the scope */
	RULE_NAMED = 2,	     /* those with a name in `targets` */
	RULE_SELF = 4,	     /* the test process, on threads that work for the scope */
};

struct rule {
	__s64 returned; /* what the system call gives instead of running */
	__u64 delay_ns; /* counted from the process's start */
	__u64 rate;	/* in 2^-32: 0 never, 2^32 always */
	__u64 seed;
	__u32 scope; /* the slot's owner: a gate still reading an old list must not take a new owner's rule */
	__u32 whom;
};

/* Written by the kernel only. On its own cache line, for every thread of a scope writes it. */
struct rule_counters {
	__u64 matched;	/* calls of the right process, after the delay */
	__u64 delayed;	/* calls of the right process that came before it */
	__u64 injected; /* calls made to fail */
	__u64 unused[5];
};

struct target_key {
	__u32 rule;
	__u32 name;
};
