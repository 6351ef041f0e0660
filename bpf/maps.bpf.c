// SPDX-License-Identifier: MIT OR GPL-2.0
#include "scratch.h"

struct members_map members SEC(".maps");
struct threads_map threads SEC(".maps");
struct flows_map flows SEC(".maps");
struct scopes_map scopes SEC(".maps");
struct rule_lists_map rule_lists SEC(".maps");
struct rules_map rules SEC(".maps");
struct counters_map counters SEC(".maps");
struct names_map names SEC(".maps");
struct targets_map targets SEC(".maps");
struct automata_map automata SEC(".maps");
struct packet_filters_map packet_filters SEC(".maps");
struct sockets_map sockets SEC(".maps");
struct rings_map rings SEC(".maps");
struct joining_map joining SEC(".maps");
struct host_map host SEC(".maps");
struct scratches_map scratches SEC(".maps");

/* Clang leaves out of the BTF what no map and no function names, and a test compares all that is shared. */
const struct event *event_in_btf __attribute__((unused)) = NULL;
const struct packet_subject *packet_subject_in_btf __attribute__((unused)) = NULL;

char LICENSE[] SEC("license") = "Dual MIT/GPL";
