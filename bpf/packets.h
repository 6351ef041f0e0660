/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* What is to happen to a packet. */
#pragma once

#include "packet.h"
#include "shared.h"

/* In what judge_packet returns, above the action. */
#define FIX_CHECKSUM 0x100

int judge_packet(struct packet *packet, struct socket_owner *owner);
