// SPDX-License-Identifier: MIT OR GPL-2.0
#include "maps.h"

struct members_map members SEC(".maps");
struct threads_map threads SEC(".maps");
struct flows_map flows SEC(".maps");
struct scopes_map scopes SEC(".maps");
struct rule_lists_map rule_lists SEC(".maps");
struct rules_map rules SEC(".maps");
struct counters_map counters SEC(".maps");
struct names_map names SEC(".maps");
struct targets_map targets SEC(".maps");

char LICENSE[] SEC("license") = "Dual MIT/GPL";
