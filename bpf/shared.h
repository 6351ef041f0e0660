/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * What the programs and the library say to each other. The library's side is
 * src/Minderbinder.Testing/Kernel/Layout; a unit test holds the two against each other, field by field,
 * through the object's BTF.
 */
#pragma once

#include <linux/types.h>

#define MAX_SCOPES	   1024	   /* a power of two */
#define RING_SIZE	   1048576 /* a power of two, and pages */
#define MAX_SCOPE_DEPTH	   8
#define MAX_RULES	   8192
#define MAX_RULES_PER_CALL 16
#define MAX_RULE_LISTS	   16384 /* a rule whose system call passes two hooks stands in two lists */
#define MAX_NAMES	   4096
#define MAX_TARGETS	   16384
#define MAX_THREADS	   65536
#define NAME_SIZE	   64
#define MAX_RETURNED	   8
#define MAX_CONDITIONS	   4
#define MAX_PORTS	   4
#define MAX_ADDRESSES	   4
#define PATH_ARGUMENTS	   2 /* rename, link, ... have two */
#define PATH_SIZE	   4096
#define SUBJECT_SIZE	   256
#define MAX_DUPLICATES	   4096	 /* of arriving packets, on their way in */
#define MAX_INTERFACES	   16	 /* that a rule names */
#define MAX_STATES	   16384 /* of all automata together */
#define CLASSES		   64
#define NEAR_MISSES	   8	 /* calls that a filter did not match, shown for each rule */
#define MAX_CALLS	   512	 /* numbers of system calls */
#define STRIPES		   16	 /* counters that processors share as little as possible */
#define MAX_TRACED	   16384 /* calls that differ in name or subject */
#define TRACE_SUBJECT	   232

/* The base name of an executable, or a comm; padded with zeros, for it is a key. */
struct name {
	char text[NAME_SIZE];
};

/* Names a process answers to: its comm, the file it was started as, and the file that runs (a script's
 * interpreter). */
enum { NAME_COMM, NAME_CALLED, NAME_EXECUTABLE, NAMES };

/* Scopes inside one another, innermost first; 0 ends the list. A closed scope's number finds no rules. */
struct scope_chain {
	__u32 scopes[MAX_SCOPE_DEPTH];
};

/*
 * A process that belongs to a scope. It hangs on the thread group leader, so it holds for every thread at
 * once and goes when the process goes. Only programs write it.
 */
struct member {
	__u64 started_ns; /* CLOCK_MONOTONIC; 0: forked by the test process and not yet executing its own
			     program */
	struct scope_chain chains[2]; /* one holds; a join fills in the other and then turns to that */
	__u32 turn;		      /* which one, in the lowest bit */
	__u32 names[NAMES];	      /* numbers of interned names, 0 for a name that no rule asks for */
	__u32 is_host;		      /* the test process itself: its scope depends on the thread */
	__u32 unused;
};

/* A task, as events name it. */
struct identity {
	__s32 process; /* as the test process sees it; 0 if it cannot */
	__s32 thread;
	__u32 outermost; /* the process's number in the outermost namespace, which every process has */
	char name[16];	 /* comm */
};

/*
 * A scope, in the slot that its number says: the number modulo MAX_SCOPES. A program that works for a scope
 * counts itself in, and then sees whether the scope is open still; whoever closes it takes the number away,
 * and then waits until nobody is in.
 */
struct scope {
	__u64 opened_ns;
	__u64 lost;	    /* events about processes for which there was no room */
	__u64 lost_members; /* children that could not be made members: out of memory */
	__u32 number;	    /* 0: closed */
	__u32 in_flight;
	__u32 ring; /* its buffer of events */
	__u32 unused;
	struct scope_chain chain; /* itself, then its ancestors: what a member launched in it gets */
};

/* Asks for a process to be made a member, and says what came of it. */
struct joining {
	__u32 scope;
	__u32 called; /* the number of the name that it was started as */
	__u32 outcome;
	__u32 innermost;      /* the open scope that it is in already; 0 if in none */
	__u32 is_before_exec; /* its own program is still to come, and what it calls until then is not its own
			       */
	__u32 unused;
};

enum { JOIN_GONE, JOIN_DONE, JOIN_CONFLICT, JOIN_IS_HOST, JOIN_OUT_OF_MEMORY, JOIN_CLOSED };

/* In a thread's word in `flows`, above the scope's number: the library itself is at work, spare it. */
#define FLOW_SPARED (1ULL << 32)

/* The same, above a gate's number in place of a scope's: the library tries whether that gate works. The call
 * then fails with an error number that no system call has. */
#define FLOW_CANARY  (1ULL << 33)
#define CANARY_ERROR 4090

struct gate_constants {
	__u32 gate;  /* its number: a call passes several (open: its door, then security_file_open), a rule is
			bound to one */
	__u32 paths; /* for bring_in_paths: a bit for each argument that is a path */
};

/* The rules for one system call of one scope at one gate, or for packets at one place. */
struct call_key {
	__u32 scope;
	__u32 gate; /* 0 for packets */
	__u32 syscall;
	__u32 place; /* of packets */
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
	RULE_SELF_WIDE = 8,  /* and on those that work for none */
};

/* Conditions on a call that all have to hold; those whose bit is not set do not count. */
enum {
	FILTER_PATH = 1,
	FILTER_DESCRIPTOR = 2,
	FILTER_ADDRESS = 4,
	FILTER_PORT = 8,
	FILTER_ARGUMENTS = 16,
};

/* Where in its arguments a system call says what it is about; -1 for nowhere. */
struct subject_place {
	__s8 path[PATH_ARGUMENTS];
	__s8 directory[PATH_ARGUMENTS]; /* the descriptor that a relative path starts from; -1 for the working
					   directory */
	__s8 descriptor[PATH_ARGUMENTS]; /* sendfile, copy_file_range, ... have two */
	__s8 address;			 /* a struct sockaddr; without one the peer of the socket counts */
	__s8 unused;
};

enum {
	CONDITION_EQUAL,
	CONDITION_NOT_EQUAL,
	CONDITION_LESS,
	CONDITION_AT_MOST,
	CONDITION_GREATER,
	CONDITION_AT_LEAST,
	CONDITION_ANY_BIT
};

struct condition {
	__u64 value;
	__u32 argument;
	__u32 comparison;
};

struct ports {
	__u16 first;
	__u16 last;
};

struct network {
	__u8 address[16]; /* IPv4 as ::ffff:a.b.c.d */
	__u32 bits;
};

/* Where a packet is judged. */
enum { PLACE_LEAVING, PLACE_ARRIVING, PLACE_RECEIVED };

/* What happens to a packet; PASS is no rule's. */
enum { ACTION_PASS, ACTION_DROP, ACTION_REFUSE, ACTION_RESET, ACTION_CORRUPT, ACTION_DUPLICATE };

struct port_list {
	__u32 count; /* 0: any */
	struct ports items[MAX_PORTS];
};

struct network_list {
	__u32 count; /* 0: any */
	struct network items[MAX_ADDRESSES];
};

/* What a rule for packets asks for besides its schedule, and does; by the same slot. */
struct packet_filter {
	__u32 action;
	__u32 fix_checksum;
	__u32 protocol; /* as in an IP header, ICMP for ICMPv6 too; 0 for any */
	__u32 min_length;
	struct port_list source_ports;
	struct port_list destination_ports;
	struct network_list source_addresses;
	struct network_list destination_addresses;
	__u32 is_narrowed; /* whether only the interfaces below count */
	__u32 interfaces[MAX_INTERFACES];
	__u32 unused;
};

/* Whose a socket is: the process that created, connected, accepted or last used it. */
struct socket_owner {
	struct member member;
	struct identity who;
	__u32 unused;
};

/* A rate of 100 percent from the start on; one that was less before is more than this, and always as well. */
#define RATE_ALWAYS (1ULL << 32)

struct rule {
	__s64 returned[MAX_RETURNED]; /* what the system call gives instead of running, one injection after
					 the other */
	__u64 delay_ns;		      /* counted from the process's start */
	__u64 skip;		      /* so many matching calls first pass, */
	__u64 every;		      /* then every so manieth fails, */
	__u64 times;		      /* but no more than so many; 0 for no limit */
	__u64 rate;		      /* of those, in 2^-32: 0 never, RATE_ALWAYS always */
	__u64 seed;
	__u32 returned_count;
	__u32 scope; /* the slot's owner: a gate still reading an old list must not take a new owner's rule */
	__u32 failure; /* its place in the config */
	__u32 whom;
	__u32 filter;
	__u32 automaton; /* the first row of the path filter's */
	__s32 descriptor;
	__u32 condition_count;
	struct port_list ports;
	struct network_list networks;
	struct subject_place place;
	struct condition conditions[MAX_CONDITIONS];
};

/* Written by the kernel only. A cache line, for every thread of a scope writes it. */
struct rule_counters {
	__u64 called;	/* by a process that the rule means */
	__u64 filtered; /* of these, not matched by the filter */
	__u64 delayed;	/* came before the delay was over */
	__u64 matched;	/* neither: the calls that the schedule counts */
	__u64 chosen;	/* of these, chosen by the schedule, over `times` too: the injections are no more than
			   that */
	__u64 unreadable; /* of the filtered: the path or address could not be read */
	__u64 lost;	  /* events for which there was no room */
	__u64 unused;
};

struct target_key {
	__u32 rule;
	__u32 name;
};

/*
 * A path filter is an automaton over bytes: two rows say to which class each byte belongs, then there is a
 * row for each state with the next state by class. State 0 is dead, 1 the start; the last class is none, and
 * 1 in a state that accepts.
 */
union automaton_row {
	__u16 next[CLASSES];
	__u8 classes[2 * CLASSES];
};

enum { EVENT_INJECTED, EVENT_NEAR_MISS, EVENT_STARTED, EVENT_EXITED };

struct event {
	__u64 time_ns;
	__u64 n;	/* the call's number among the matching ones, from 0 */
	__s64 returned; /* for a process that exited, its status as wait(2) has it */
	__u32 kind;
	__u32 scope;
	__u32 failure;
	__u32 syscall;
	__s32 process; /* these four as in struct identity */
	__s32 thread;
	char name[16];
	__u32 subject_size; /* without a zero at the end */
	__u32 outermost;
	char subject[SUBJECT_SIZE]; /* a path's end, or a sockaddr */
};

/* The subject of an event about a packet. As one about an address it begins with a zero, the port and the
 * address. */
struct packet_subject {
	__u16 zero;
	__u16 port;
	__u8 address[16]; /* the peer's */
	__u16 local_port;
	__u8 protocol;
	__u8 place;
	__u32 length; /* of the payload */
};

/* What the programs know of the test process; index 0. */
struct host {
	__u64 pid_namespace; /* where it lies in the kernel's memory */
	__u32 pid_level;     /* how deep that is inside others */
	__u32 watch_scope;   /* takes in every process of the machine that executes a program by a name that a
				rule asks for; 0 for none */
	__u32 wide_scope;    /* the scope that threads of the test process belong to that work for none; 0 for
				none */
	__u32 unused;
};

/* What is wanted; index 0. Written by the library before the programs are attached. */
struct statistics_control {
	__u32 everybody; /* all processes of the machine, not only members */
	__u32 unused;
	__u64 lost; /* traced calls for which there was no room */
};

/* By stripe and number of the call. */
struct call_total {
	__u64 succeeded;
	__u64 failed;
	__u64 last_ns; /* CLOCK_MONOTONIC */
};

struct switch_total {
	__u64 count;
	__u64 unused[7]; /* a cache line for each stripe */
};

/* Calls that are alike: the same call on the same file, or with the same peer. */
struct traced_call {
	__u32 syscall;
	__u32 kind; /* SUBJECT_NONE, SUBJECT_PATH, SUBJECT_ADDRESS */
	__u32 port;
	__u32 unused;
	char subject[TRACE_SUBJECT]; /* a path's end, or 16 bytes of an address */
};

struct traced_total {
	__u64 count;
	__u64 failed;
	__u64 time_ns;
	__s64 last_error; /* what the last one that failed returned */
};
