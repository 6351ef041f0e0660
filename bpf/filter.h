/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* Whether a call is one that a rule's filter asks for. */
#pragma once

#include "addresses.h"
#include "scratch.h"

/* A negative int: in a register its upper half is whatever the program left there. */
#define LOWEST_NEGATIVE_INT 0xffffffff80000000ULL

static __always_inline bool is_equal(struct condition *condition, __u64 value)
{
	if (condition->value >= LOWEST_NEGATIVE_INT)
		return (__u32)value == (__u32)condition->value;
	return value == condition->value;
}

static __always_inline bool holds(struct condition *condition, __u64 value)
{
	switch (condition->comparison) {
	case CONDITION_EQUAL:
		return is_equal(condition, value);
	case CONDITION_NOT_EQUAL:
		return !is_equal(condition, value);
	case CONDITION_LESS:
		return value < condition->value;
	case CONDITION_AT_MOST:
		return value <= condition->value;
	case CONDITION_GREATER:
		return value > condition->value;
	case CONDITION_AT_LEAST:
		return value >= condition->value;
	default:
		return value & condition->value;
	}
}

static __always_inline int passes_address(struct scratch *scratch, struct rule *rule)
{
	int known = read_address(scratch, &rule->place);
	if (known <= 0)
		return known;

	return has_port(&rule->ports, scratch->port) && has_address(&rule->networks, scratch->address);
}

static __always_inline int passes_path(struct scratch *scratch, struct rule *rule)
{
	int result = false;
	for (__u32 i = 0; i < PATH_ARGUMENTS; i++) {
		int known = read_path(scratch, &rule->place, i);
		if (known > 0 && path_matches(scratch, rule))
			return true;
		if (known < 0)
			result = known;
	}
	return result;
}

static __always_inline bool is_descriptor(struct scratch *scratch, struct rule *rule, int place)
{
	return place >= 0 && (__s32)scratch->arguments[place & 7] == rule->descriptor;
}

/* True, false, or UNREADABLE. The cheap conditions come first. */
__noinline int passes(struct scratch *scratch, struct rule *rule)
{
	if (!scratch || !rule)
		return false;

	__u32 filter = rule->filter;
	scratch->subject = SUBJECT_NONE;
	if (filter & FILTER_DESCRIPTOR) {
		if (!is_descriptor(scratch, rule, rule->place.descriptor[0]) &&
		    !is_descriptor(scratch, rule, rule->place.descriptor[1]))
			return false;
	}
	if (filter & FILTER_ARGUMENTS) {
		for (__u32 i = 0; i < MAX_CONDITIONS && i < rule->condition_count; i++) {
			if (!holds(&rule->conditions[i],
				   scratch->arguments[rule->conditions[i].argument & 7]))
				return false;
		}
	}
	if (filter & (FILTER_ADDRESS | FILTER_PORT)) {
		int result = passes_address(scratch, rule);
		if (result <= 0)
			return result;
	}
	return filter & FILTER_PATH ? passes_path(scratch, rule) : true;
}
