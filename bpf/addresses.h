/* SPDX-License-Identifier: MIT OR GPL-2.0 */
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
