/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* Addresses and ports, and whether a filter asks for them. */
#pragma once

#include "shared.h"
#include <stdbool.h>

#define V4_PREFIX 96 /* bits of ::ffff:0:0, as which IPv4 addresses are written */

static __always_inline bool is_v4(__u8 *address)
{
	__u8 zeros = 0;
	for (int i = 0; i < 10; i++)
		zeros |= address[i];
	return !zeros && (address[10] & address[11]) == 0xff;
}

/* IPv4 as it is written among IPv6's: ::ffff:a.b.c.d. */
static __always_inline void write_v4(__u8 *address, const void *v4)
{
	__builtin_memset(address, 0, 10);
	address[10] = address[11] = 0xff;
	__builtin_memcpy(address + 12, v4, 4);
}

/* A network that holds all written so, ::/0 above all, is one of IPv6 addresses. */
static __always_inline bool is_in(struct network *network, __u8 *address)
{
	__u32 bits = network->bits;
	if (bits < V4_PREFIX && is_v4(address))
		return false;
	for (__u32 i = 0; i < 16; i++) {
		__u8 differs = network->address[i] ^ address[i];
		if (bits < 8)
			return !(differs >> (8 - bits));
		if (differs)
			return false;
		bits -= 8;
	}
	return true;
}

/* An empty list asks for nothing. A packet of a protocol without ports has none that could be asked for. */
static __always_inline bool has_port(struct port_list *list, __u16 port)
{
	bool found = !list->count;
	for (__u32 i = 0; i < MAX_PORTS && i < list->count; i++)
		found |= port && port >= list->items[i].first && port <= list->items[i].last;
	return found;
}

static __always_inline bool has_address(struct network_list *list, __u8 *address)
{
	if (!list->count)
		return true;
	for (__u32 i = 0; i < MAX_ADDRESSES && i < list->count; i++) {
		if (is_in(&list->items[i], address))
			return true;
	}
	return false;
}
