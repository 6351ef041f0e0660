/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* The maps, declared for every program; maps.bpf.c defines them. */
#pragma once

#include "kernel.h"
#include "shared.h"

struct members_map {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct member);
};

/* For a thread of the test process: its word in `flows`. */
struct threads_map {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u32);
};

/* The scope that a thread of the test process works for; the library writes it with a plain store. */
struct flows_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, MAX_THREADS);
	__type(key, __u32);
	__type(value, __u64);
};

struct scopes_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, MAX_SCOPES);
	__type(key, __u32);
	__type(value, struct scope);
};

struct rule_lists_map {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_RULE_LISTS);
	__type(key, struct call_key);
	__type(value, struct rule_list);
};

struct rules_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, MAX_RULES);
	__type(key, __u32);
	__type(value, struct rule);
};

struct counters_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, MAX_RULES);
	__type(key, __u32);
	__type(value, struct rule_counters);
};

/* Process names that some rule asks for, interned: a gate compares numbers. */
struct names_map {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_NAMES);
	__type(key, struct name);
	__type(value, __u32);
};

struct targets_map {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_TARGETS);
	__type(key, struct target_key);
	__type(value, __u32);
};

struct automata_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, MAX_STATES);
	__type(key, __u32);
	__type(value, union automaton_row);
};

struct packet_filters_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, MAX_RULES);
	__type(key, __u32);
	__type(value, struct packet_filter);
};

/* Whose sockets are whose; a connection that a listening socket gets inherits its owner. */
struct sockets_map {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC | BPF_F_CLONE);
	__type(key, int);
	__type(value, struct socket_owner);
};

/* One for each open scope, so that none suffers from what another has to say. */
struct ring {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, RING_SIZE);
};

struct rings_map {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, MAX_SCOPES);
	__type(key, __u32);
	__array(values, struct ring);
};

struct joining_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct joining);
};

struct host_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct host);
};

extern struct members_map members SEC(".maps");
extern struct threads_map threads SEC(".maps");
extern struct flows_map flows SEC(".maps");
extern struct scopes_map scopes SEC(".maps");
extern struct rule_lists_map rule_lists SEC(".maps");
extern struct rules_map rules SEC(".maps");
extern struct counters_map counters SEC(".maps");
extern struct names_map names SEC(".maps");
extern struct targets_map targets SEC(".maps");
extern struct automata_map automata SEC(".maps");
extern struct packet_filters_map packet_filters SEC(".maps");
extern struct sockets_map sockets SEC(".maps");
extern struct rings_map rings SEC(".maps");
extern struct joining_map joining SEC(".maps");
extern struct host_map host SEC(".maps");
